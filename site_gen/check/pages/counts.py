"""What the numbers about reviews on a page must be, from what the reviews add up to."""

from __future__ import annotations

from collections.abc import Iterator

from site_gen.check.pages.reading import Reading
from site_gen.check.pages.seen import SeenNumber
from site_gen.html.words import numbers_in
from site_gen.model.counting import written_tenths
from site_gen.model.standing import Standing

_TOTALS = ("received", "shown", "hidden", "pending", "replaced", "erased", "elsewhere")
_BEST = 5


def standing_of(page: Reading, number: SeenNumber) -> Standing | None:
    """Give what a number adds up: the reviews of the provider that it stands for, or of the whole site."""
    return page.plan.standings.get(number.provider) if number.provider else page.plan.total


def expected_count(page: Reading, number: SeenNumber, standing: Standing) -> int | None:
    """Give what a count must be; None for one that is not made of reviews, or not of these."""
    name = number.name
    if name in _TOTALS:
        return int(getattr(standing, name))
    if name == "gap" and page.plan.reviews is not None:
        return page.plan.reviews.gap
    if name == "withheld" and not number.by:
        return standing.withheld.get(number.reason, 0) if number.reason else standing.withheld_count
    if name == "kept":
        counts = {"method": standing.methods, "source": standing.sources}.get(number.by)
        return None if counts is None else counts.get(number.of, 0)
    return None


def faults_of_count(number: SeenNumber, expected: int) -> Iterator[str]:
    """Say what is wrong with a count: its value, or its words."""
    what = " ".join(filter(None, (number.name, number.reason, number.of)))
    if number.value != str(expected):
        yield f"says {what} {number.value[:20]!r}, it is {expected}"
    elif expected not in numbers_in(number.text) and (expected or numbers_in(number.text)):
        yield f"{what} reads {number.text[:80]!r}, it is {expected}"


def faults_of_rating(number: SeenNumber, standing: Standing) -> Iterator[str]:
    """Say what is wrong with an average or a number of ratings."""
    if number.name == "average":
        yield from _faults_of_average(number, _tenths(number, standing))
    elif number.by == "year":
        yield from faults_of_count(number, next((one.count for one in standing.years if one.year == number.of), 0))
    elif number.by == "stars":
        count = standing.bars[int(number.of) - 1] if number.of in "12345" and number.of else 0
        yield from faults_of_count(number, count)
    else:
        count, tenths = standing.rating_count, standing.tenths
        said = numbers_in(number.text)
        reads: list[list[int | None]] = [[], [0], [count], [count, standing.minimum], [0, standing.minimum]]
        if tenths is not None:
            line: list[int | None] = [*divmod(tenths, 10), _BEST, count]
            reads = [[count], line, [*line, standing.window_months]]
            if standing.window_months == 1:
                reads.append(line)
        if number.value != str(count):
            yield f"says {number.value[:20]!r} ratings, there are {count}"
        elif said not in reads:
            yield f"reads {number.text[:80]!r}, there are {count} ratings{_average_words(tenths)}"


def _tenths(number: SeenNumber, standing: Standing) -> int | None:
    if number.by == "year":
        return next((one.tenths for one in standing.years if one.year == number.of), None)
    if not number.aspect or standing.tenths is None:
        return standing.tenths
    return next((mean.tenths for mean in standing.aspects if mean.name == number.aspect), None)


def _faults_of_average(number: SeenNumber, tenths: int | None) -> Iterator[str]:
    if tenths is None:
        yield f"shows the average {number.value[:20]!r}, too few ratings make one"
    elif number.value != written_tenths(tenths):
        yield f"shows the average {number.value[:20]!r}, it is {written_tenths(tenths)}"
    elif numbers_in(number.text) not in ([*divmod(tenths, 10)], [*divmod(tenths, 10), _BEST]):
        yield f"the average reads {number.text[:80]!r}, it is {written_tenths(tenths)}"


def _average_words(tenths: int | None) -> str:
    return "" if tenths is None else f" with the average {written_tenths(tenths)}"
