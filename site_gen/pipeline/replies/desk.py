"""The reply desk: a review with its reply as it is seen, and the steps of the reply, written whole or not at all."""

from __future__ import annotations

import datetime
import difflib
import re
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_gen.check.placeholders import fill
from site_gen.check.ripeness import cooled_at, is_low, is_rating_hidden
from site_gen.check.tokens import fold
from site_gen.check.urgent import urgent_cues
from site_gen.errors import SiteGenError
from site_gen.findings import Finding
from site_gen.load.documents import stem
from site_gen.load.folder import list_files
from site_gen.model.base import is_slug
from site_gen.model.provider import Provider
from site_gen.model.review import Review
from site_gen.model.standing import SHOWN_ELSEWHERE
from site_gen.pipeline.moderation.desk import Desk
from site_gen.pipeline.moderation.queue import rating_words
from site_gen.pipeline.replies.lint import errors_in, lint_reply
from site_gen.pipeline.replies.moves import (
    Case,
    Outcome,
    moved,
    stage_of,
    step,
    wrote,
)
from site_gen.pipeline.replies.proposals import BEST, asked_by, language_of, proposal_of, rank
from site_gen.pipeline.replies.public import Public, public_version
from site_gen.pipeline.replies.shelf import Shelf, read_shelf
from site_gen.pipeline.replies.views import Action, Proposal, ReplyView, Step, Unseen
from site_gen.pipeline.review_files import ChangedMeanwhileError, ReviewFile, find_review_file, save_review

STEPS: tuple[Action, ...] = ("write", "submit", "approve", "publish", "posted", "outcome", "remove")
_TITLED = re.compile(r"\b(?:dra?|doctora?)\.? +((?:\w[\w'’-]* ?){1,3})", re.IGNORECASE)


class Changed(NamedTuple):
    """A step that was taken: the file before and after."""

    before: ReviewFile
    after: ReviewFile

    @property
    def is_new(self) -> bool:
        """Whether the file says anything else than before."""
        return self.before.data != self.after.data


class _Looked(NamedTuple):
    """A site, a review file and what is needed to answer it."""

    desk: Desk
    shelf: Shelf
    file: ReviewFile
    provider: Provider

    @property
    def review(self) -> Review:
        return self.file.review

    @property
    def blind(self) -> Review:
        """The review as rules see it for whoever answers: without a rating that nobody may see yet."""
        is_hidden = is_rating_hidden(self.review, self.desk.site)
        return msgspec.structs.replace(self.review, rating=None) if is_hidden else self.review

    @property
    def public(self) -> Public:
        return public_version(self.desk, self.review)


def look(
    root: Path, review_id: str, *, role: str | None, now: datetime.datetime, language: str | None = None
) -> ReplyView:
    """Give a review as readers see it and its reply as they are now, with the best proposals and what `role` may do.

    `language` is that of the proposals, where it is not to be the review's.

    Raises:
        SiteGenError: there is no such review, or it or its provider does not load.
    """
    return _view(_looked(root, review_id, now), role, language)


def unseen(root: Path, review_id: str, *, now: datetime.datetime) -> tuple[Unseen, ...]:
    """Give what is hidden from the readers of a review, for the eyes of whoever answers only.

    Raises:
        SiteGenError: there is no such review, or it or its provider does not load.
    """
    return _looked(root, review_id, now).public.unseen


def propose(root: Path, review_id: str, *, language: str | None, now: datetime.datetime) -> tuple[Proposal, ...]:
    """Give all responses that fit a review, best first, those with an error of their own in this place left out.

    Raises:
        SiteGenError: there is no such review, or it or its provider does not load.
    """
    looked = _looked(root, review_id, now)
    return _proposals(looked, language, most=len(looked.shelf.responses))


def filled(root: Path, review_id: str, slug: str, *, language: str | None, now: datetime.datetime) -> Proposal:
    """Give one response by its name, filled for a review, whether it is among the proposals or not.

    Raises:
        SiteGenError: no such response that may be used.
    """
    looked = _looked(root, review_id, now)
    known = [one for one in looked.shelf.responses if one.slug == slug]
    if not known:
        raise _unusable(looked.shelf, slug)
    wanted = _language(looked, language)
    same = [one for one in known if one.language == wanted]
    if language is not None and not same:
        raise SiteGenError(
            f"{slug} has no version in {language}", hint=f"it has {', '.join(one.language for one in known)}"
        )
    near = [one for one in known if one.language.split("-")[0] == wanted.split("-")[0]]
    if not near and any(one.slug == slug and one.language == wanted for _, one in looked.shelf.away):
        raise _unusable(looked.shelf, slug)
    one = (same or near or known)[0]
    text = fill(one, looked.provider, looked.shelf.around, location=looked.public.review.location)
    return proposal_of(one, text)


def _unusable(shelf: Shelf, slug: str) -> SiteGenError:
    """Say why there is no response of a name to use, and which there are."""
    stays = [why for why, one in shelf.away if one.slug == slug]
    if "not approved" in stays:
        hint = f"read content/responses/{slug}.md as a patient would, then write approved_by and approved_on into it"
        return SiteGenError(f"nobody has approved the response {slug}", hint=hint)
    if stays:
        return SiteGenError(f"the response {slug} may not be used: {stays[0]}", hint="site-gen check says more")
    names = sorted({one.slug for one in shelf.responses})
    near = difflib.get_close_matches(slug, [*names, *(one.slug for _, one in shelf.away)], n=1)
    hint = f"did you mean {near[0]}?" if near else f"approved ones: {', '.join(names) or 'there are none'}"
    return SiteGenError(f"no response {slug}", hint=hint)


def lint(root: Path, review_id: str, text: str, *, now: datetime.datetime) -> tuple[Finding, ...]:
    """Give what rules say about a text as the reply to a review; nothing is written."""
    looked = _looked(root, review_id, now)
    draft = wrote(_case(looked, "nobody"), text, None)
    assert draft.reply is not None, "a draft was written"
    return lint_reply(
        msgspec.structs.replace(looked.blind, reply=draft.reply), draft.reply, looked.provider, looked.shelf.around
    )


def write(
    root: Path,
    review_id: str,
    text: str,
    *,
    response: str | None,
    role: str,
    now: datetime.datetime,
    digest: str | None = None,
) -> Changed:
    """Write a draft; the same text again is no new one, so that it goes on cooling off.

    Raises:
        ChangedMeanwhileError: the file is not the one any more with that `digest`.
        SiteGenError: no text, no role, or the reply is public already; nothing is written then.
    """
    text = "\n".join(line.rstrip() for line in text.strip().splitlines())
    if not text:
        raise SiteGenError("the reply is empty, nothing was written", hint="--remove takes a reply away")
    looked = _looked(root, review_id, now)
    _refuse_role(role)
    present = looked.review.reply
    if present is not None and present.text == text and present.status != "published" and present.written_by:
        return _save(looked, looked.review, digest)
    case = _case(looked, role)
    _refuse(step("write", case), review_id)
    return _save(looked, wrote(case, text, response), digest)


def take(
    root: Path,
    review_id: str,
    action: Action,
    *,
    role: str | None,
    now: datetime.datetime,
    outcome: Outcome = "none",
    digest: str | None = None,
) -> Changed:
    """Take a step other than writing.

    Raises:
        ChangedMeanwhileError: the file is not the one any more with that `digest`.
        SiteGenError: the step may not be taken; nothing is written then.
    """
    looked = _looked(root, review_id, now)
    if action == "approve":
        _refuse_role(role)
    case = _case(looked, role, approves=action == "approve")
    _refuse(step(action, case), review_id)
    return _save(looked, moved(action, case, outcome), digest)


def _looked(root: Path, review_id: str, now: datetime.datetime) -> _Looked:
    desk = Desk(root, now)
    file = find_review_file(root, review_id)
    provider = desk.provider(file.review.provider)
    if provider is None:
        path = f"content/providers/{file.review.provider}.yaml"
        raise SiteGenError(f"there is no {path} that loads", hint="site-gen check says what is wrong")
    return _Looked(desk, read_shelf(desk), file, provider)


def _view(looked: _Looked, role: str | None, language: str | None) -> ReplyView:
    desk, review, reply, public = looked.desk, looked.review, looked.review.reply, looked.public
    case = _case(looked, role)
    findings = lint_reply(looked.blind, reply, looked.provider, looked.shelf.around) if reply else ()
    is_hidden = is_rating_hidden(review, desk.site)
    return ReplyView(
        id=review.id,
        path=looked.file.path,
        digest=looked.file.digest,
        provider=review.provider,
        provider_name=looked.provider.name.full,
        source=review.source,
        received_at=review.received_at.astimezone(datetime.UTC),
        age_days=max((desk.now - review.received_at).days, 0),
        rating=None if is_hidden else rating_words(review.rating),
        is_rating_hidden=is_hidden and review.rating is not None,
        title=public.title,
        review=public.text,
        hidden_fields=public.hidden_fields,
        moderation=review.moderation.status,
        is_elsewhere=review.source in SHOWN_ELSEWHERE,
        is_low=not is_hidden and is_low(review, desk.site),
        urgent=urgent_cues(_words_of(public.review)),
        stage=stage_of(review),
        text=reply.text if reply else None,
        response=reply.response if reply else None,
        outcome=reply.outcome if reply else "none",
        written_by=reply.written_by if reply else None,
        written_at=reply.written_at if reply else None,
        approved_by=reply.approved_by if reply else None,
        published_at=reply.published_at if reply else None,
        cooled_at=cooled_at(review, desk.site),
        findings=findings,
        proposals=_proposals(looked, language, most=BEST),
        left=looked.shelf.left_in(_language(looked, language)),
        steps=tuple(step(action, case) for action in STEPS),
    )


def _case(looked: _Looked, role: str | None, *, approves: bool = False) -> Case:
    """Give what the steps of a reply depend on; rules look at whoever `approves` it just now as well."""
    reply = looked.review.reply
    if reply is not None and approves:
        reply = msgspec.structs.replace(reply, approved_by=role)
    findings = lint_reply(looked.blind, reply, looked.provider, looked.shelf.around) if reply else ()
    unread = looked.desk.unread_register()
    return Case(looked.review, looked.desk.site, looked.desk.now, role, errors_in(findings), unread)


def _proposals(looked: _Looked, language: str | None, *, most: int) -> tuple[Proposal, ...]:
    shelf, review = looked.shelf, looked.public.review
    if is_rating_hidden(looked.review, looked.desk.site):
        review = msgspec.structs.replace(review, rating=None)
    asked = asked_by(review, _language(looked, language), urgent_cues(_words_of(review)), _others(looked))
    proposals: list[Proposal] = []
    for one in rank(asked, shelf.responses):
        text = fill(one.response, looked.provider, shelf.around, location=review.location)
        draft = wrote(_case_without_reply(looked), text, one.response.slug)
        assert draft.reply is not None, "a draft was written"
        if errors_in(lint_reply(draft, draft.reply, looked.provider, shelf.around)):
            continue
        proposals.append(proposal_of(one.response, text, one.reasons))
        if len(proposals) == most:
            break
    return tuple(proposals)


def _case_without_reply(looked: _Looked) -> Case:
    return Case(msgspec.structs.replace(looked.review, reply=None), looked.desk.site, looked.desk.now, "nobody")


def _language(looked: _Looked, language: str | None) -> str:
    review = looked.public.review
    return language_of(_words_of(review), language or review.language, looked.desk.site.languages)


def _words_of(review: Review) -> str:
    return "\n".join(part for part in (review.title, review.text) if part)


def _others(looked: _Looked) -> tuple[str, ...]:
    """Give the names after a title in a review that are those of other profiles of the site, not of this one."""
    own = set(fold(looked.provider.name.plain).replace("-", " ").split())
    slugs = [stem(one.path) for one in list_files(looked.desk.root, "content/providers", ".yaml").files]
    others = {part for slug in slugs if slug != looked.provider.slug for part in slug.split("-")[-1:]} - own
    found = []
    for match in _TITLED.finditer(_words_of(looked.public.review)):
        words = [word.strip(".,'’") for word in re.split(r"[\s-]+", match[1])]
        found += [word for word in words if fold(word) in others]
    return tuple(dict.fromkeys(found))


def _save(looked: _Looked, wanted: Review, digest: str | None) -> Changed:
    file = looked.file
    if digest is not None and file.digest != digest:
        raise ChangedMeanwhileError(
            f"{file.path} was changed meanwhile, nothing was written", hint="look at the review again"
        )
    after = save_review(looked.desk.root, file, wanted, keys=("reply",)) if wanted != file.review else file
    return Changed(file, after)


def _refuse(found: Step, review_id: str) -> None:
    if found.message:
        raise SiteGenError(f"{review_id}: {found.message}", hint=found.hint)


def _refuse_role(role: str | None) -> None:
    if role is None or not is_slug(role):
        hint = "lower-case letters, digits and hyphens, such as office-manager"
        raise SiteGenError(f'"{role or ""}" is no role', hint=hint)
