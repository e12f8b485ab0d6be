"""Steps 7 and 8: counts, averages and what is withheld by reason, against what the log adds up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from site_gen.reviewlog.tally import Tally
from site_gen.verify.claims import Claim
from site_gen.verify.html import numbers_in
from site_gen.verify.page import Number
from site_gen.verify.wording import Wording

_ALWAYS = ("received", "shown", "withheld")
"""Counts that are shown even where they are 0."""

_NAMES = frozenset(
    {"received", "shown", "hidden", "withheld", "pending", "replaced", "erased", "elsewhere", "ratings", "average"}
)


def counts_of(tally: Tally, *, with_ratings: bool) -> dict[str, int]:
    """Give what a page must say: every count that is not 0, and some that are."""
    counts = {
        "received": tally.received,
        "shown": tally.shown,
        "hidden": tally.hidden,
        "withheld": tally.withheld_count,
        "pending": tally.pending,
        "replaced": tally.replaced,
        "erased": tally.erased,
    }
    shown = {name: value for name, value in counts.items() if value or name in _ALWAYS}
    if with_ratings:
        shown["ratings"] = tally.rating_count
        if tally.elsewhere_count:
            shown["elsewhere"] = tally.elsewhere_count
    return shown


def total(tallies: Iterable[Tally]) -> Tally:
    """Add up the counts of all providers; a site has no average."""
    parts = tuple(tallies)
    withheld: Counter[str] = Counter()
    for part in parts:
        withheld.update(part.withheld)
    return Tally(
        received=sum(part.received for part in parts),
        shown=sum(part.shown for part in parts),
        hidden=sum(part.hidden for part in parts),
        pending=sum(part.pending for part in parts),
        replaced=sum(part.replaced for part in parts),
        erased=sum(part.erased for part in parts),
        withheld=dict(withheld),
    )


def compare_counts(
    numbers: Sequence[Number], tally: Tally, words: Wording, *, with_ratings: bool
) -> Iterator[tuple[Claim, str]]:
    """Give every count that is wrong, missing or too much; what is withheld by reason is a claim of its own.

    `with_ratings` is for a provider's page; a page about the whole site has no number of ratings.
    """
    expected = counts_of(tally, with_ratings=with_ratings)
    plain = [number for number in numbers if not number.reason and number.name != "average"]
    for number in numbers:
        if number.name not in _NAMES:
            yield Claim.COUNTS, f"gives a number {number.name!r} that nobody can recompute"
        else:
            kind = f"{'count' if with_ratings else 'total'} {number.name} {number.reason}".strip()
            words.note(kind, number.value, _counted(number))
    yield from _compare(Claim.COUNTS, expected, [(number.name, number) for number in plain])
    by_reason = [(number.reason, number) for number in numbers if number.reason]
    yield from _compare(Claim.WITHHELD, tally.withheld, by_reason)
    for number in numbers:
        if number.reason and number.name != "withheld":
            yield Claim.WITHHELD, f"counts {number.name} by the reason {number.reason}"


def compare_average(numbers: Sequence[Number], tally: Tally) -> Iterator[tuple[Claim, str]]:
    """Give what is wrong with the average; below the minimum there must be none."""
    averages = [number for number in numbers if number.name == "average"]
    expected = [] if tally.tenths is None else [average_text(tally.tenths)]
    found = [number.value for number in averages]
    if found != expected:
        logged = expected[0] if expected else f"none, {tally.rating_count} ratings of at least {tally.minimum}"
        yield Claim.COUNTS, f"shows the average {', '.join(found) or 'none'}, from the log follows {logged}"
    for number in averages:
        digits = "".join(str(int(one)) for one in number.text if one.isdecimal())
        if digits != number.value.replace(".", ""):
            yield Claim.COUNTS, f"its average reads {number.text!r}, and is {number.value}"


def average_text(tenths: int) -> str:
    """Give an average as pages say it to machines: `4.6`."""
    return f"{tenths // 10}.{tenths % 10}"


def _compare(
    claim: Claim, expected: dict[str, int], numbers: Sequence[tuple[str, Number]]
) -> Iterator[tuple[Claim, str]]:
    found = {key for key, _number in numbers}
    for key in sorted(expected.keys() - found):
        yield claim, f"does not say {key}, which is {expected[key]}"
    for key, number in numbers:
        value = expected.get(key, 0)
        if number.value != str(value):
            yield claim, f"says {key} {number.value}, from the log follows {value}"
        elif value not in numbers_in(number.text) and not (value == 0 and not numbers_in(number.text)):
            yield claim, f"{key} reads {number.text!r}, from the log follows {value}"


def _counted(number: Number) -> str:
    """Give the words of a count; of ratings the line also names the average, which is compared elsewhere."""
    return "" if number.name == "ratings" else number.text
