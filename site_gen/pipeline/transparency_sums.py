"""What reviews add up to in the transparency report, part by part: the parts of a log come one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from site_gen.model.counting import NO_ROW, Row, add_rows, months_between, row_of, rows_of, sum_counts, sum_rows
from site_gen.report.transparency.figures import Counts, Sums, Times
from site_gen.reviewlog.rating import model_rating
from site_gen.reviewlog.states import ReviewState, State

_RECEIVED = (State.PENDING, State.PUBLISHED, State.WITHHELD, State.ERASED)


def sum_reviews(reviews: Sequence[ReviewState]) -> Sums:
    """Count reviews by state and stars, as `review-log.md`, "Counts and average", does."""
    states: dict[State, list[ReviewState]] = {state: [] for state in State}
    for review in reviews:
        states[review.state].append(review)
    published, withheld = states[State.PUBLISHED], states[State.WITHHELD]
    sources = Counter(one.source for one in states[State.ELSEWHERE] if one.superseded_by is None)
    return Sums(
        received=_row(one for state in _RECEIVED for one in states[state]),
        shown=_row(published),
        redacted=_row(one for one in published if one.is_marked),
        withheld=rows_of((one.reason, model_rating(one.rating)) for one in withheld),
        pending=_row(states[State.PENDING]),
        erased=_row(states[State.ERASED]),
        replaced=_row(states[State.REPLACED]),
        elsewhere=dict(sorted(sources.items())),
    )


def _row(reviews: Iterable[ReviewState]) -> Row:
    return row_of(model_rating(one.rating) for one in reviews)


def counts_of(sums: Sums) -> Counts:
    """Give sums without stars."""
    return Counts(
        received=sum(sums.received),
        shown=sum(sums.shown),
        redacted=sum(sums.redacted),
        withheld={reason: sum(row) for reason, row in sums.withheld.items()},
        pending=sum(sums.pending),
        erased=sum(sums.erased),
        replaced=sum(sums.replaced),
        elsewhere=sum(sums.elsewhere.values()),
    )


def time_reviews(reviews: Sequence[ReviewState]) -> Times:
    """Count whole months from receipt until reviews were in the log, and until those that are shown were shown."""
    logged: dict[int, list[ReviewState]] = {}
    shown: dict[int, list[ReviewState]] = {}
    undated = 0
    for review in reviews:
        if review.state not in _RECEIVED:
            continue
        until_logged = months_between(review.received, review.logged)
        if until_logged is None:
            undated += 1
            continue
        logged.setdefault(until_logged, []).append(review)
        if review.state is State.PUBLISHED and review.first_published is not None:
            until_shown = months_between(review.received, review.first_published)
            assert until_shown is not None, "the month of receipt is known"
            shown.setdefault(until_shown, []).append(review)
    return Times(
        logged={months: _row(found) for months, found in sorted(logged.items())},
        shown={months: _row(found) for months, found in sorted(shown.items())},
        undated=undated,
    )


def add_sums(one: Sums, other: Sums) -> Sums:
    """Add up the sums of two parts."""
    return Sums(
        received=add_rows(one.received, other.received),
        shown=add_rows(one.shown, other.shown),
        redacted=add_rows(one.redacted, other.redacted),
        withheld=sum_rows((one.withheld, other.withheld)),
        pending=add_rows(one.pending, other.pending),
        erased=add_rows(one.erased, other.erased),
        replaced=add_rows(one.replaced, other.replaced),
        elsewhere=sum_counts((one.elsewhere, other.elsewhere)),
    )


def add_times(one: Times, other: Times) -> Times:
    """Add up the months of two parts."""
    return Times(
        logged=_add_months(one.logged, other.logged),
        shown=_add_months(one.shown, other.shown),
        undated=one.undated + other.undated,
    )


def add_counts(counts: Iterable[Counts]) -> Counts:
    """Add up the counts of several providers."""
    known = tuple(counts)
    return Counts(
        received=sum(one.received for one in known),
        shown=sum(one.shown for one in known),
        redacted=sum(one.redacted for one in known),
        withheld=sum_counts(one.withheld for one in known),
        pending=sum(one.pending for one in known),
        erased=sum(one.erased for one in known),
        replaced=sum(one.replaced for one in known),
        elsewhere=sum(one.elsewhere for one in known),
    )


def _add_months(one: Mapping[int, Row], other: Mapping[int, Row]) -> dict[int, Row]:
    months = sorted(one.keys() | other.keys())
    return {number: add_rows(one.get(number, NO_ROW), other.get(number, NO_ROW)) for number in months}
