"""Which share of an age band a channel reaches: the figures that come with site-gen, or a channel's own.

The table is package data, as that of `specialty`: reading it once is an import rather than input.

Source: Pew Research Center, "Americans' Social Media Use 2025", 20 November 2025; see `site_gen/data/NOTICE.md`.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Mapping, Sequence
from importlib import resources

import msgspec

from site_gen.model.audience import Channel, Platform, Reach, ReachSource, years_of

COUNTED_UNTIL = 79
"""The last year of life that an average counts, so that `65+` weighs as much as the fifteen years before it.

With these weights the figures by age give the published figure of all adults, for every platform.
"""
ADULTS = range(18, COUNTED_UNTIL + 1)
"""The ages of an audience that names none."""
YEARS_CURRENT = 2
"""For how many years a figure counts as current."""


class ReachTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A survey: who was asked what, when, and what share of each age band said yes, in percent.

    `margins` are the errors of sampling of each band, in points, at 95 percent.
    """

    name: str
    url: str
    table_url: str
    published_on: datetime.date
    asked_from: datetime.date
    asked_until: datetime.date
    question: str
    population: str
    asked: int
    margins: dict[str, float]
    of_all: dict[Platform, int]
    of_bands: dict[Platform, dict[str, int]]


@functools.cache
def reach_table() -> ReachTable:
    """Give the table that comes with site-gen."""
    data = resources.files("site_gen").joinpath("data", "reach.json").read_bytes()
    return msgspec.json.decode(data, type=ReachTable)


def figures_of(channel: Channel) -> tuple[Reach, ...]:
    """Give what is known of a channel's reach: its own figures if it has any, else those of its platform."""
    return channel.reach or _shipped().get(channel.platform, ())


def is_shipped(channel: Channel) -> bool:
    """Tell whether a channel's figures are those that come with site-gen."""
    return not channel.reach and channel.platform in _shipped()


def is_stale(measured_on: datetime.date, as_of: datetime.date) -> bool:
    """Tell whether a figure is older than two years on a day."""
    end = (measured_on.year + YEARS_CURRENT, measured_on.month, measured_on.day)
    return end < (as_of.year, as_of.month, as_of.day)


@functools.lru_cache(maxsize=4096)
def reach_of(figures: tuple[Reach, ...], ages: tuple[str, ...]) -> int | None:
    """Give the share of people of some ages that is reached, in whole percent; of all adults where `ages` is empty.

    Each year of life counts alike, up to `COUNTED_UNTIL`; a year that several figures cover has that of the first.
    None where figures cover less than half of the years, as those of adults do for children.
    """
    years = set(ADULTS) if not ages else {year for band in ages for year in _counted(band)}
    found = [share for year in sorted(years) if (share := _of_year(figures, year)) is not None]
    return round(sum(found) / len(found)) if found and 2 * len(found) >= len(years) else None


def _of_year(figures: Sequence[Reach], year: int) -> float | None:
    for figure in figures:
        first, last = years_of(figure.ages)
        if first <= year <= last:
            return figure.percent
    return None


def _counted(band: str) -> range:
    first, last = years_of(band)
    return range(first, min(last, max(first, COUNTED_UNTIL)) + 1)


@functools.cache
def _shipped() -> Mapping[Platform, tuple[Reach, ...]]:
    table = reach_table()
    source = ReachSource(name=table.name, url=table.url)
    return {
        platform: tuple(
            Reach(ages=ages, percent=share, measured_on=table.asked_until, source=source)
            for ages, share in shares.items()
        )
        for platform, shares in table.of_bands.items()
    }
