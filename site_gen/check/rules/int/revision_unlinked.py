"""A review that is its author's edit of an earlier one says so, in the file and in the log.

Why: Without the link both versions count, or a new text takes the place of the old one and nobody sees what was there.

Fails:
    review: {received_at: "2026-03-10T12:00:01Z", supersedes: r-000000000002}
    reviews: [{supersedes: null, rating: 2, received_at: "2026-03-14T12:00:00Z"}]

Fails:
    review: {supersedes: r-000000000002}
    reviews: [{supersedes: null, rating: 2, source: press-ganey, received_at: "2026-03-01T12:00:00Z"}]

Fails:
    review: {supersedes: r-000000000002, source_id: row-9}
    reviews: [{supersedes: null, rating: 2, source_id: row-4, received_at: "2026-03-01T12:00:00Z"}]

Fails:
    review: {supersedes: r-000000000002, received_at: "2026-03-10T12:00:01Z"}
    reviews:
      - {supersedes: null, rating: 2, received_at: "2026-03-01T12:00:00Z"}
      - {supersedes: r-000000000002, rating: 3, received_at: "2026-03-05T12:00:00Z"}

Fails:
    reviews: [{supersedes: null, rating: 2, received_at: "2026-03-01T12:00:00Z"}]
    after seal:
      review: {supersedes: r-000000000002}

Passes:
    reviews: [{supersedes: null, rating: 2, received_at: "2026-03-01T12:00:00Z"}]
    review: {supersedes: r-000000000002}
    after seal: {site: {}}

Limits: An edit that came in as a new review without any link is recognised by the id that its source gives it (SRC004),
or by its words (PRV314). A text that was replaced inside a sealed file is INT102.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from site_gen.check.log_view import Originals
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.model.provider import Provider
from site_gen.model.review import Review

_HINT = "an author's edit is of the same provider and source, and was received later than what it edits"


_OTHER = "an author's edit keeps the id at the source; take supersedes out, or mend source_id"

_TWO = "remove one of the two files, which two people or two branches took in, or name the later version"


def _in_reviews(reviews: tuple[Review, ...], provider: Provider, around: Around) -> Said:
    by_id = {review.id: review for review in reviews}
    for review in reviews:
        earlier = by_id.get(review.supersedes or "")
        if earlier is None:
            continue
        if review.received_at < earlier.received_at:
            message = f"said to edit {earlier.id}, which was received after it"
            yield Issue(message=message, at=("supersedes",), path=review.path, hint=_HINT)
        elif review.source != earlier.source:
            message = f"said to edit {earlier.id}, which is from {earlier.source}"
            yield Issue(message=message, at=("supersedes",), path=review.path, hint=_HINT)
        elif around.site.log is None:
            yield from _of_another(review, earlier)
    if around.site.log is None:
        yield from _twice(reviews)


def _of_another(review: Review, earlier: Review) -> Said:
    """Say that a review cannot edit one that has another id at their source; nothing where it can."""
    if review.source_id and earlier.source_id and review.source_id != earlier.source_id:
        message = f"said to edit {earlier.id}, which has another id at its source"
        yield Issue(message=message, at=("supersedes",), path=review.path, hint=_OTHER)


def _twice(reviews: Iterable[Review], first: Collection[str] = ()) -> Said:
    """Find versions of what has a later one already; of two that name the same one, those in `first` came before."""
    later: dict[str, str] = {}
    for review in sorted(reviews, key=lambda one: (one.id not in first, one.sequence_key)):
        if review.supersedes is None:
            continue
        known = later.setdefault(review.supersedes, review.id)
        if known != review.id and review.id not in first:
            message = f"said to edit {review.supersedes}, which {known} edits already"
            yield Issue(message=message, at=("supersedes",), path=review.path, hint=_TWO)


def _ids(reviews: Iterable[Review]) -> set[str]:
    return {review.id for review in reviews}


def _in_originals(originals: Originals, around: Around) -> Said:
    ids = {opening.index: opening.id for opening in originals.openings if opening.index is not None}
    states = {state.index: state for state in originals.states}
    files = {review.id: review for review in originals.reviews}
    for new in originals.unsealed:
        before = files.get(new.supersedes or "")
        if before is not None and new.source == before.source:
            yield from _of_another(new, before)
    yield from _twice(originals.reviews, first=_ids(originals.reviews) - _ids(originals.unsealed))
    for index, ident in ids.items():
        review, state = files.get(ident), states.get(index)
        if review is None or state is None or state.erasure is not None:
            continue
        logged = None if state.supersedes is None else ids.get(state.supersedes)
        is_erased = state.supersedes is not None and logged is None  # its id left the file with the erasure
        if review.supersedes != logged and not (is_erased and review.supersedes is None):
            named = review.supersedes or "no earlier version"
            yield Issue(
                message=f"names {named}, and the log has {logged or 'no link'} (leaf {index})",
                at=("supersedes",),
                path=review.path,
                hint="which version a review edits is sealed with it; write back what the log has",
            )


RULE = Rule(
    code="INT116",
    name="revision-unlinked",
    severity=Severity.ERROR,
    since="0.1",
    page=__doc__,
    reviews=_in_reviews,
    originals=_in_originals,
)
