"""Which numbers about reviews a page gives, what each must be and how it may read: from what the log adds up to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

import msgspec

from site_gen.model.counting import ROW_NAMES, WAIT_NAMES, AspectMean, written_tenths
from site_gen.reviewlog.tally import Tally

_BEST = 5
_ALWAYS = ("received", "shown", "withheld")
"""Counts that are given even where they are 0."""


class Part(NamedTuple):
    """What a number counts or averages, as the page says it."""

    name: str
    reason: str = ""
    by: str = ""
    of: str = ""
    aspect: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, self))


class Figure(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What a number must be.

    `reads` are the ways to say it: which numbers its words name, and in which order; the last is the usual one.
    `filled` is how far a picture of it is filled, which `is_drawn` asks for. `whole` is of how many it is a part, where
    its words say so.
    `is_headed` asks for a heading that names the count, since its own words do not.
    """

    value: str
    reads: tuple[tuple[int, ...], ...]
    filled: int | None = None
    is_drawn: bool = False
    whole: int | None = None
    is_headed: bool = False


Figures = Mapping[Part, Figure]


def provider_counts(tally: Tally, gap: int) -> Figures:
    """Give the counts of a provider's page; `gap` is how many reviews of an archive page's places are not shown."""
    counts = {"elsewhere": tally.elsewhere_count, "gap": gap}
    bars = {
        Part("ratings", by="stars", of=str(stars)): _count(count, filled=100 * count // max(tally.bars), is_drawn=True)
        for stars, count in enumerate(tally.bars, 1)
        if tally.rating_count
    }
    others = {Part(name): _count(count) for name, count in counts.items() if count}
    return {**_totals(tally), **others, Part("ratings"): _ratings(tally), **bars}


def yearly_numbers(tally: Tally) -> tuple[Figures, Figures]:
    """Give what a provider's page may say of the ratings by year of receipt: their counts, and their averages."""
    counts = {Part("ratings", by="year", of=one.year): _count(one.count) for one in tally.years}
    averages = {
        Part("average", by="year", of=one.year): _average(one.tenths) for one in tally.years if one.tenths is not None
    }
    return counts, averages


def provider_averages(tally: Tally, means: Sequence[AspectMean]) -> Figures:
    """Give the average of a provider's page and those by question; below the minimum there are none."""
    if tally.tenths is None:
        return {}
    tenths = {Part("average"): tally.tenths, **{Part("average", aspect=one.name): one.tenths for one in means}}
    return {part: _average(value) for part, value in tenths.items()}


def _average(tenths: int) -> Figure:
    parts = divmod(tenths, 10)
    return Figure(value=written_tenths(tenths), reads=(parts, (*parts, _BEST)), filled=2 * tenths, is_drawn=True)


def card_numbers(tally: Tally) -> Figures:
    """Give what may stand on a provider's card, or in a provider's row of a table of counts."""
    counts = {"received": tally.received, "shown": tally.shown, "hidden": tally.hidden}
    counts["withheld"] = tally.withheld_count
    headed = {Part(name): _count(count, is_headed=True) for name, count in counts.items()}
    share = _published(tally, is_headed=True)
    return {**headed, **share, Part("ratings"): _ratings(tally), **provider_averages(tally, ())}


def how_numbers(whole: Tally) -> Figures:
    """Give what stands on the page about how reviews are collected; `whole` is the tally of the site."""
    kept = {
        Part("kept", by=by, of=of): _count(count)
        for by, counts in (("method", whole.methods), ("source", whole.sources))
        for of, count in counts.items()
    }
    rules = {"minimum": whole.minimum, "window": whole.window_months}
    return {**_totals(whole), **kept, **{Part(name): _count(one) for name, one in rules.items() if one is not None}}


def transparency_numbers(whole: Tally) -> Figures:
    """Give what stands on the transparency page; `whole` is the tally of the site."""
    rows = {
        Part("withheld", reason, by="stars", of=of): _count(count)
        for reason, row in whole.withheld_rows.items()
        for of, count in zip(ROW_NAMES, row, strict=True)
    }
    waits = {
        Part(name, by="months", of=of): _count(count, is_headed=True)
        for name, counts in whole.waits.items()
        for of, count in zip(WAIT_NAMES, counts, strict=True)
    }
    return {**_totals(whole), **rows, **waits, **_published(whole)}


def _published(tally: Tally, *, is_headed: bool = False) -> Figures:
    """Give how many of the decided reviews are shown, if any were decided."""
    published = tally.shown + tally.hidden
    decided = published + tally.withheld_count
    if not decided:
        return {}
    share = Fraction(100 * published, decided)
    percents = [percent for percent in (int(share), int(share) + 1) if abs(percent - share) <= Fraction(1, 2)]
    reads = tuple((*pair, percent) for pair in _both_orders(decided, published) for percent in percents)
    return {Part("published"): Figure(value=str(published), reads=reads, whole=decided, is_headed=is_headed)}


def _totals(tally: Tally) -> Figures:
    counts = {
        "received": tally.received,
        "shown": tally.shown,
        "hidden": tally.hidden,
        "withheld": tally.withheld_count,
        "pending": tally.pending,
        "replaced": tally.replaced,
        "erased": tally.erased,
    }
    reasons = {Part("withheld", reason): _count(count) for reason, count in tally.withheld.items()}
    return {**{Part(name): _count(count) for name, count in counts.items() if count or name in _ALWAYS}, **reasons}


def _count(count: int, *, filled: int | None = None, is_drawn: bool = False, is_headed: bool = False) -> Figure:
    reads = ((count,),) if count else ((0,), ())
    return Figure(value=str(count), reads=reads, filled=filled, is_drawn=is_drawn, is_headed=is_headed)


def _ratings(tally: Tally) -> Figure:
    """Give the number of ratings, alone or in the line that also names the average, or what is missing for one."""
    count, tenths, months = tally.rating_count, tally.tenths, tally.window_months
    if tenths is None:
        none = ((),) if count == 0 else ()
        reads = (*none, (count,), *_both_orders(count, tally.minimum))
        return Figure(value=str(count), reads=reads, whole=tally.minimum)
    line = (*divmod(tenths, 10), _BEST, count)
    lines = (line,) if months is None else ((*line, months), line) if months == 1 else ((*line, months),)
    return Figure(value=str(count), reads=((count,), *lines), filled=2 * tenths)


def _both_orders(part: int, whole: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Give both ways in which languages name a part of a whole: 12 of 30, of 30 there are 12."""
    return (part, whole), (whole, part)
