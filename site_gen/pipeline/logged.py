"""One provider's reviews as the review log has them: states from the log, words from the sealed openings."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from site_gen.check.rule import SealedReview
from site_gen.model.base import Precision
from site_gen.model.counting import row_of
from site_gen.model.placed import Placed, ShownReply, State, told
from site_gen.model.review import Review
from site_gen.model.standing import Gone
from site_gen.reviewlog.commitment import ReplyContent
from site_gen.reviewlog.disclosure import digest, parse_field
from site_gen.reviewlog.openings import Opening, opened_segments
from site_gen.reviewlog.published import PublishedReview, format_openings, publish_opening
from site_gen.reviewlog.rating import model_rating
from site_gen.reviewlog.states import ReviewState


class Logged(NamedTuple):
    """One provider in the log: its reviews with their places, and the counts of those that were erased.

    `sealed` pairs each review file with its opening, for the rules; `unsealed` are review files that the log does not
    have. What lacks its file or its opening is in neither (INT101).
    """

    placed: tuple[Placed, ...]
    gone: Gone
    sealed: tuple[SealedReview, ...]
    unsealed: tuple[Review, ...]


def place_logged(reviews: Sequence[Review], states: Sequence[ReviewState], openings: Sequence[Opening]) -> Logged:
    """Give a provider's reviews in the order of the log.

    A review counts its place among all that are not shown elsewhere, erased ones too, so that a permalink never moves.
    """
    files = {review.id: review for review in reviews}
    by_leaf = {opening.index: opening for opening in openings if opening.index is not None}
    placed: list[Placed] = []
    apart: list[Placed] = []
    sealed: list[SealedReview] = []
    erased: list[ReviewState] = []
    place = 0
    for state in sorted(states, key=lambda one: one.index):
        is_here = state.state is not State.ELSEWHERE
        if state.erasure is not None:
            erased.append(state)
            place += is_here
            continue
        opening = by_leaf.get(state.index)
        review = files.get(opening.id) if opening else None
        if opening is not None and review is not None:
            sealed.append(SealedReview(review, opening, state))
            one = _placed(review, state, opening, place if is_here else -1, _earlier(state, by_leaf, files))
            if is_here:
                placed.append(one)
            elif state.superseded_by is None:  # a version that its author changed does not count twice
                apart.append(one)
        place += is_here
    known = {opening.id for opening in by_leaf.values()}
    unsealed = tuple(review for review in reviews if review.id not in known)
    return Logged((*placed, *apart), _gone(erased), tuple(sealed), unsealed)


def published_openings(provider: str, logged: Logged) -> bytes:
    """Give `review-log/openings/<provider>.json`.

    Its `size` is that of the log at the newest entry about these reviews: what is sealed about others changes nothing.
    """
    published: list[PublishedReview] = []
    size = 0
    for one in logged.sealed:
        events = (one.state.index, one.state.decision, one.state.reply, one.state.erasure)
        size = max(size, *(event + 1 for event in events if event is not None))
        if one.state.state is State.PUBLISHED:
            published.append(publish_opening(one.opening, one.state))
    return format_openings(provider, size, published)


def draft_placed(unsealed: Sequence[Review], first: int, precision: Precision) -> Iterator[Placed]:
    """Give reviews that the log does not have, as pending ones after the others, for a preview."""
    for number, review in enumerate(sorted(unsealed, key=lambda one: one.sequence_key)):
        yield Placed(
            review=review,
            state=State.PENDING,
            index=first + number,
            received=told(review, precision),
            segments=(review.text or "",),
        )


def _placed(review: Review, state: ReviewState, opening: Opening, index: int, earlier: Review | None) -> Placed:
    return Placed(
        review=review,
        state=state.state,
        index=index,
        received=state.received,
        leaf=state.index,
        reason=state.reason,
        segments=opened_segments(opening) if state.state in (State.PUBLISHED, State.PENDING) else (),
        hidden=state.hidden,
        hidden_fields=state.hidden_fields,
        earlier=earlier,
        reply=_reply(state, opening, review),
    )


def _gone(erased: Sequence[ReviewState]) -> Gone:
    here = [state for state in erased if state.display == "here"]
    return Gone(
        received=len(here),
        elsewhere=sum(1 for state in erased if state.display == "elsewhere" and state.superseded_by is None),
        stars=row_of(model_rating(state.rating) for state in here),
        imports=dict(sorted(Counter(state.import_ for state in erased if state.import_).items())),
    )


def _earlier(state: ReviewState, by_leaf: Mapping[int, Opening], files: Mapping[str, Review]) -> Review | None:
    earlier = by_leaf.get(state.supersedes) if state.supersedes is not None else None
    return files.get(earlier.id) if earlier else None


def _reply(state: ReviewState, opening: Opening, review: Review) -> ShownReply | None:
    """Give the reply that the log's latest event publishes, in the words that were sealed.

    Its language is no part of the log: the review file says it.
    """
    for disclosure in opening.replies:
        if digest(disclosure) == state.reply_digest:
            content = msgspec.convert(parse_field(disclosure).value, ReplyContent)
            day: datetime.date = content.published_on
            language = (review.reply.language if review.reply else None) or ""
            return ShownReply(content.text, day, content.outcome, language)
    return None
