"""The reply desk: a review with its reply as it is seen, and the steps of the reply, written whole or not at all."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import NamedTuple

from site_gen.check.ripeness import cooled_at, is_low
from site_gen.check.urgent import urgent_cues
from site_gen.errors import SiteGenError
from site_gen.model.base import is_slug
from site_gen.model.placed import SHOWN_ELSEWHERE
from site_gen.model.review import Review
from site_gen.pipeline.moderation.queue import rating_words
from site_gen.pipeline.replies.answering import Answering, answering, words_of
from site_gen.pipeline.replies.moves import Outcome, moved, stage_of, step, wrote
from site_gen.pipeline.replies.offers import offers
from site_gen.pipeline.replies.proposals import BEST
from site_gen.pipeline.replies.views import Action, ReplyView, Step, Unseen
from site_gen.pipeline.reply_gate import ReplyRead
from site_gen.pipeline.review_files import ChangedMeanwhileError, ReviewFile, save_review

STEPS: tuple[Action, ...] = ("write", "submit", "approve", "publish", "posted", "outcome", "remove")


class Changed(NamedTuple):
    """A step that was taken: the file before and after."""

    before: ReviewFile
    after: ReviewFile

    @property
    def is_new(self) -> bool:
        """Whether the file says anything else than before."""
        return self.before.data != self.after.data


def look(
    root: Path, review_id: str, *, role: str | None, now: datetime.datetime, language: str | None = None
) -> ReplyView:
    """Give a review as readers see it and its reply as they are now, with the best proposals and what `role` may do.

    `language` is that of the proposals, where it is not to be the review's.

    Raises:
        SiteGenError: there is no such review, or it or its provider does not load.
    """
    return _view(answering(root, review_id, now), role, language)


def unseen(root: Path, review_id: str, *, now: datetime.datetime) -> tuple[Unseen, ...]:
    """Give what is hidden from the readers of a review, for the eyes of whoever answers only.

    Raises:
        SiteGenError: there is no such review, or it or its provider does not load.
    """
    return answering(root, review_id, now).public.unseen


def lint(root: Path, review_id: str, text: str, *, now: datetime.datetime) -> ReplyRead:
    """Give what rules say about a text as the reply to a review; nothing is written."""
    return answering(root, review_id, now).lint_draft(text)


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
    answer = answering(root, review_id, now)
    _refuse_role(role)
    present = answer.review.reply
    if present is not None and present.text == text and present.status != "published" and present.written_by:
        return _save(answer, answer.review, digest)
    case = answer.case(role)
    _refuse(step("write", case), review_id)
    return _save(answer, wrote(case, text, response), digest)


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
    answer = answering(root, review_id, now)
    if action == "approve":
        _refuse_role(role)
    case = answer.case(role, approves=action == "approve")
    _refuse(step(action, case), review_id)
    return _save(answer, moved(action, case, outcome), digest)


def _view(answer: Answering, role: str | None, language: str | None) -> ReplyView:
    desk, review, reply, public = answer.desk, answer.review, answer.review.reply, answer.public
    case = answer.case(role)
    read = answer.lint(reply) if reply else ReplyRead()
    is_hidden = answer.is_rating_hidden
    return ReplyView(
        id=review.id,
        path=answer.file.path,
        digest=answer.file.digest,
        provider=review.provider,
        provider_name=answer.provider.name.full,
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
        urgent=urgent_cues(words_of(public.review)),
        stage=stage_of(review),
        text=reply.text if reply else None,
        response=reply.response if reply else None,
        outcome=reply.outcome if reply else "none",
        written_by=reply.written_by if reply else None,
        written_at=reply.written_at if reply else None,
        approved_by=reply.approved_by if reply else None,
        published_at=reply.published_at if reply else None,
        cooled_at=cooled_at(review, desk.site),
        findings=read.findings,
        unread=read.unread,
        proposals=offers(answer, language, most=BEST),
        left=answer.shelf.left_in(answer.language(language)),
        steps=tuple(step(action, case) for action in STEPS),
    )


def _save(answer: Answering, wanted: Review, digest: str | None) -> Changed:
    file = answer.file
    if digest is not None and file.digest != digest:
        raise ChangedMeanwhileError(
            f"{file.path} was changed meanwhile, nothing was written", hint="look at the review again"
        )
    after = save_review(answer.desk.root, file, wanted, keys=("reply",)) if wanted != file.review else file
    return Changed(file, after)


def _refuse(found: Step, review_id: str) -> None:
    if found.message:
        raise SiteGenError(f"{review_id}: {found.message}", hint=found.hint)


def _refuse_role(role: str | None) -> None:
    if role is None or not is_slug(role):
        hint = "lower-case letters, digits and hyphens, such as office-manager"
        raise SiteGenError(f'"{role or ""}" is no role', hint=hint)
