"""Which prepared responses are offered for a review, filled for its place."""

from __future__ import annotations

import datetime
import difflib
import re
from pathlib import Path

import msgspec

from site_gen.check.placeholders import fill
from site_gen.check.tokens import fold
from site_gen.check.urgent import urgent_cues
from site_gen.errors import SiteGenError
from site_gen.load.documents import stem
from site_gen.load.folder import list_files
from site_gen.pipeline.replies.answering import Answering, answering, words_of
from site_gen.pipeline.replies.proposals import asked_by, proposal_of, rank
from site_gen.pipeline.replies.shelf import Shelf
from site_gen.pipeline.replies.views import Proposal

_TITLED = re.compile(r"\b(?:dra?|doctora?)\.? +((?:\w[\w'’-]* ?){1,3})", re.IGNORECASE)


def filled(root: Path, review_id: str, slug: str, *, language: str | None, now: datetime.datetime) -> Proposal:
    """Give one response by its name, filled for a review, whether it is among the proposals or not.

    Raises:
        SiteGenError: no such response that may be used.
    """
    answer = answering(root, review_id, now)
    known = [one for one in answer.shelf.responses if one.slug == slug]
    if not known:
        raise _unusable(answer.shelf, slug)
    wanted = answer.language(language)
    same = [one for one in known if one.language == wanted]
    if language is not None and not same:
        raise SiteGenError(
            f"{slug} has no version in {language}", hint=f"it has {', '.join(one.language for one in known)}"
        )
    near = [one for one in known if one.language.split("-")[0] == wanted.split("-")[0]]
    if not near and any(one.slug == slug and one.language == wanted for _, one in answer.shelf.away):
        raise _unusable(answer.shelf, slug)
    one = (same or near or known)[0]
    text = fill(one, answer.provider, answer.shelf.around, location=answer.public.review.location)
    return proposal_of(one, text)


def offers(answer: Answering, language: str | None, *, most: int) -> tuple[Proposal, ...]:
    """Give the responses that fit best, filled, without those that have an error of their own in this place."""
    review = answer.public.review
    if answer.is_rating_hidden:
        review = msgspec.structs.replace(review, rating=None)
    asked = asked_by(review, answer.language(language), urgent_cues(words_of(review)), _others(answer))
    found: list[Proposal] = []
    for one in rank(asked, answer.shelf.responses):
        text = fill(one.response, answer.provider, answer.shelf.around, location=review.location)
        if answer.lint_draft(text, one.response.slug).errors:
            continue
        found.append(proposal_of(one.response, text, one.reasons))
        if len(found) == most:
            break
    return tuple(found)


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


def _others(answer: Answering) -> tuple[str, ...]:
    """Give the names after a title in a review that are those of other profiles of the site, not of this one."""
    own = set(fold(answer.provider.name.plain).replace("-", " ").split())
    slugs = [stem(one.path) for one in list_files(answer.desk.root, "content/providers", ".yaml").files]
    others = {part for slug in slugs if slug != answer.provider.slug for part in slug.split("-")[-1:]} - own
    found = []
    for match in _TITLED.finditer(words_of(answer.public.review)):
        words = [word.strip(".,'’") for word in re.split(r"[\s-]+", match[1])]
        found += [word for word in words if fold(word) in others]
    return tuple(dict.fromkeys(found))
