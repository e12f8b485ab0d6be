"""How reviews are counted and averaged, exactly: the arithmetic that pages and verifier share.

Source: `review-log.md`, section "Average".
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

import msgspec

from site_gen.model.review import Rating

Bars: TypeAlias = tuple[int, int, int, int, int]
"""How many ratings round to 1, 2, 3, 4 and 5 stars."""

Row: TypeAlias = tuple[int, int, int, int, int, int]
"""How many reviews have 1, 2, 3, 4 and 5 stars, and how many none."""

Waits: TypeAlias = tuple[int, int, int, int]
"""How many reviews took 0, 1, 2 months, and 3 or more, from one month of the log to another."""

WAIT_NAMES = ("0", "1", "2", "3")
"""What the numbers of waits are called in `data-of`; the last stands for all longer ones, too."""

ROW_NAMES = ("1", "2", "3", "4", "5", "none")
"""What the numbers of a row are called in `data-of`."""

NO_BARS: Bars = (0, 0, 0, 0, 0)
NO_ROW: Row = (0, 0, 0, 0, 0, 0)


class AspectMean(msgspec.Struct, frozen=True, gc=False):
    """The mean of one question, in tenths truncated, and how many answered it."""

    name: str
    tenths: int
    count: int


class YearMean(msgspec.Struct, frozen=True, gc=False):
    """The ratings received in one year: how many, and their mean in tenths truncated, or None for too few."""

    year: str
    count: int
    tenths: int | None


def stars_of(rating: int | Rating | None) -> Fraction | None:
    """Give a rating on the scale 1 to 5 as an exact fraction; None for none and for recommendations."""
    if rating is None or isinstance(rating, int):
        return None if rating is None else Fraction(rating)
    if rating.value is None or rating.best is None:
        return None
    return 1 + Fraction(4 * (rating.value - rating.worst), rating.best - rating.worst)


def mean_tenths(ratings: Sequence[Fraction]) -> int | None:
    """Give the mean of `ratings` times ten, truncated, or None for no ratings."""
    return int(10 * sum(ratings) / len(ratings)) if ratings else None


def written_tenths(tenths: int) -> str:
    """Write a number of tenths for machines: 46 is 4.6."""
    return f"{tenths // 10}.{tenths % 10}"


def bars_of(ratings: Iterable[Fraction]) -> Bars:
    """Count ratings by the nearest star; half stars go up."""
    rounded = Counter(_nearest(stars) for stars in ratings)
    return (rounded[1], rounded[2], rounded[3], rounded[4], rounded[5])


def rows_of(withheld: Iterable[tuple[str | None, int | Rating | None]]) -> dict[str, Row]:
    """Count withheld reviews, given by reason and rating, by reason and stars, in order of the reasons."""
    ratings: dict[str, list[Fraction | None]] = {}
    for reason, rating in withheld:
        if reason is not None:
            ratings.setdefault(reason, []).append(stars_of(rating))
    return {reason: _row(given) for reason, given in sorted(ratings.items())}


def row_of(ratings: Iterable[int | Rating | None]) -> Row:
    """Count reviews, given by rating, by stars."""
    return _row([stars_of(rating) for rating in ratings])


def add_rows(one: Row, other: Row) -> Row:
    """Add up two rows."""
    a, b, c, d, e, f = one
    u, v, w, x, y, z = other
    return (a + u, b + v, c + w, d + x, e + y, f + z)


def month_number(month: str) -> int:
    """Count months, so that differences between them are plain numbers."""
    return int(month[:4]) * 12 + int(month[5:7])


def months_between(received: str, later: str) -> int | None:
    """Give the whole months from receipt to a later month, 0 within one; None where only the year of receipt is known.

    A clock that was wrong does not make a wait negative.
    """
    if len(received) == len("YYYY"):
        return None
    return max(month_number(later) - month_number(received), 0)


def waits_of(months: Iterable[int | None]) -> Waits:
    """Count waits by months; those that are not known are left out."""
    found = Counter(min(one, len(WAIT_NAMES) - 1) for one in months if one is not None)
    return (found[0], found[1], found[2], found[3])


def sum_waits(parts: Iterable[Mapping[str, Waits]]) -> dict[str, Waits]:
    """Add up waits by what was waited for, in order of the names."""
    added: dict[str, Waits] = {}
    for part in parts:
        for name, waits in part.items():
            a, b, c, d = (sum(pair) for pair in zip(added.get(name, (0, 0, 0, 0)), waits, strict=True))
            added[name] = (a, b, c, d)
    return dict(sorted(added.items()))


def low_and_others(row: Row) -> tuple[int, int]:
    """Give how many of the rated reviews have one or two stars, and how many have more."""
    return row[0] + row[1], row[2] + row[3] + row[4]


def mean_answers(answers: Iterable[Mapping[str, int]]) -> tuple[AspectMean, ...]:
    """Give the mean of each question over the answers of some reviews, in order of the questions."""
    given: dict[str, list[Fraction]] = {}
    for one in answers:
        for name, value in one.items():
            given.setdefault(name, []).append(Fraction(value))
    return tuple(AspectMean(name, mean_tenths(values) or 0, len(values)) for name, values in sorted(given.items()))


def mean_years(ratings: Iterable[tuple[str, Fraction]], minimum: int) -> tuple[YearMean, ...]:
    """Give the mean of each year, the newest first, of ratings with the month or year in which they were received.

    A year of fewer ratings than `minimum` has no mean.
    """
    given: dict[str, list[Fraction]] = {}
    for received, stars in ratings:
        given.setdefault(received[: len("YYYY")], []).append(stars)
    return tuple(
        YearMean(year, len(values), mean_tenths(values) if len(values) >= minimum else None)
        for year, values in sorted(given.items(), reverse=True)
    )


def sum_counts(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Add up counts by name, in order of the names."""
    added: defaultdict[str, int] = defaultdict(int)
    for one in counts:
        for name, count in one.items():
            added[name] += count
    return dict(sorted(added.items()))


def sum_rows(rows: Iterable[Mapping[str, Row]]) -> dict[str, Row]:
    """Add up counts by reason and stars, in order of the reasons."""
    added: dict[str, Row] = {}
    for one in rows:
        for reason, row in one.items():
            added[reason] = add_rows(added.get(reason, NO_ROW), row)
    return dict(sorted(added.items()))


def _row(ratings: Sequence[Fraction | None]) -> Row:
    return (*bars_of(stars for stars in ratings if stars is not None), ratings.count(None))


def _nearest(stars: Fraction) -> int:
    return int(stars + Fraction(1, 2))
