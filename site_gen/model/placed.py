"""Where each review stands: its state, its place among the provider's reviews, and what is shown of it.

States are those of `review-log.md`, section "States".
"""

from __future__ import annotations

import datetime
import enum
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from site_gen.model.base import Precision
from site_gen.model.review import HiddenField, HiddenSegment, Review

SHOWN_ELSEWHERE = frozenset({"google-business-profile", "yelp"})
"""Sources whose texts a site has no right to repeat: recorded, linked, counted apart and never shown."""


class State(enum.StrEnum):
    """A review's state (`review-log.md`, "States"); each review has exactly one."""

    PENDING = "pending"
    PUBLISHED = "published"
    WITHHELD = "withheld"
    REPLACED = "replaced"
    ERASED = "erased"
    ELSEWHERE = "elsewhere"


class ShownReply(msgspec.Struct, frozen=True, gc=False):
    """The practice's public answer: its text, the day it was published, and what came of the review.

    `language` is empty where the review file does not say it.
    """

    text: str
    published_on: datetime.date
    outcome: str
    language: str = ""


class Placed(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A review with its state, its place among the provider's reviews (from 0, oldest first) and what is shown of it.

    `received` is the month, or year, of receipt as the site tells it: of a logged review as its entry does. `leaf` is
    its index in the review log, None for a site without one. `segments` put together are the text; those in `hidden`
    are covered by a mark. `earlier` is the review by the same author that this one replaced. Of an erased review
    nothing is left but its place, so that none of these stands for it.
    """

    review: Review
    state: State
    index: int
    received: str
    leaf: int | None = None
    reason: str | None = None
    segments: tuple[str, ...] = ()
    hidden: tuple[HiddenSegment, ...] = ()
    hidden_fields: tuple[HiddenField, ...] = ()
    earlier: Review | None = None
    reply: ShownReply | None = None

    def visible_text(self, mark: str) -> str:
        """Give the text with `mark` in place of each hidden segment."""
        hidden = {one.segment for one in self.hidden}
        return "".join(mark if index in hidden else text for index, text in enumerate(self.segments))


Split = Callable[[str], Sequence[str]]
"""Cuts a text into segments that put together are the text."""


def told(review: Review, precision: Precision) -> str:
    """Give the month of a review's receipt, or the year where the site says no more."""
    return review.received_month if precision == "month" else review.received_month[: len("YYYY")]


def replaced_versions(before: Mapping[str, str | None], later: Iterable[str]) -> set[str]:
    """Give the ids of all versions that come before one of `later`, whatever was decided about those in between.

    `before` gives for each review the version that its author changed, as a log has it once the later one is published.
    """
    found: set[str] = set()
    for ident in later:
        at = before.get(ident)
        while at is not None and at not in found:
            found.add(at)
            at = before.get(at)
    return found


def place(reviews: Iterable[Review], split: Split, precision: Precision = "month") -> tuple[Placed, ...]:
    """Give the reviews of a provider of a site without a log: in order of receipt, states as the files say.

    The old entry of an author's edit counts until a newer one is published. Reviews that are shown elsewhere have
    no place among the numbered ones and come last, with index -1.
    """
    ordered = sorted(reviews, key=lambda review: review.sequence_key)
    here = [review for review in ordered if review.source not in SHOWN_ELSEWHERE]
    by_id = {review.id: review for review in here}
    before = {review.id: review.supersedes for review in here}
    replaced = replaced_versions(before, (review.id for review in here if review.moderation.status == "published"))
    placed = [
        Placed(
            review=review,
            state=State.REPLACED if review.id in replaced else State(review.moderation.status),
            index=index,
            received=told(review, precision),
            reason=review.moderation.reason,
            segments=tuple(split(review.text)) if review.text and review.moderation.hidden else (review.text or "",),
            hidden=review.moderation.hidden,
            hidden_fields=review.moderation.hidden_fields,
            earlier=by_id.get(review.supersedes) if review.supersedes else None,
            reply=_shown_reply(review),
        )
        for index, review in enumerate(here)
    ]
    apart = [
        Placed(review=review, state=State.ELSEWHERE, index=-1, received=told(review, precision))
        for review in ordered
        if review.source in SHOWN_ELSEWHERE
    ]
    return tuple(placed + apart)


def _shown_reply(review: Review) -> ShownReply | None:
    reply = review.reply
    if reply is None or reply.status != "published" or reply.published_at is None:
        return None
    return ShownReply(reply.text, reply.published_at.date(), reply.outcome, reply.language or "")
