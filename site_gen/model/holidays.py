"""Public holidays of the United States: days on which an office may be closed that does not say so.

The table is package data, as that of specialties is. Of other countries none are known.

Source: `site_gen/data/us_holidays.json`, which `tools/us_holidays.py` takes from the library `holidays`: the days of
5 U.S.C. 6103 and those on which they are observed.
"""

from __future__ import annotations

import bisect
import datetime
import functools
from importlib import resources
from typing import NamedTuple

import msgspec


class Holiday(NamedTuple):
    """A holiday by its English name; `observed` is a working day that stands in for one on a weekend."""

    on: datetime.date
    name: str
    observed: bool


@functools.cache
def _table() -> tuple[Holiday, ...]:
    data = resources.files("site_gen").joinpath("data", "us_holidays.json").read_bytes()
    return tuple(Holiday(*row) for row in msgspec.json.decode(data, type=list[tuple[datetime.date, str, bool]]))


@functools.cache
def holidays_from(country: str, first: datetime.date, days: int) -> tuple[Holiday, ...]:
    """Give the holidays of the `days` days that begin with `first`, soonest first; none outside of the US."""
    if country != "US":
        return ()
    table = _table()
    start = bisect.bisect_left(table, first, key=lambda holiday: holiday.on)
    end = bisect.bisect_left(table, first + datetime.timedelta(days), key=lambda holiday: holiday.on)
    return table[start:end]
