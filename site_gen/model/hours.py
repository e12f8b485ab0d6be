"""Opening hours: `{mon-fri: "08:00-12:00, 13:00-17:00"}` and dated exceptions."""

from __future__ import annotations

import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from site_gen.model.base import END, Content, Text

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""The day names of content files, in ISO order."""

_TIME = r"([01][0-9]|2[0-3]):[0-5][0-9]"
_CLOSE = r"(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)"
_SPAN = f"{_TIME}-{_CLOSE}"

DayRange = Annotated[
    str,
    Meta(
        pattern=r"^(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?" + END,
        title="days",
        description="a day (mon) or a range of days (mon-fri)",
        examples=["mon-fri"],
    ),
]
Spans = Annotated[
    str,
    Meta(
        pattern=f"^(closed|{_SPAN}(, {_SPAN})*)" + END,
        title="hours",
        description="closed, or spans such as 08:00-12:00, 13:00-17:00",
        examples=["08:00-12:00, 13:00-17:00"],
    ),
]
Hours = dict[DayRange, Spans]
"""Hours as written: day or day range to spans; days that are not named are closed."""


class HoursException(Content, frozen=True, kw_only=True):
    """Other hours on one day: a holiday, a training day."""

    on: datetime.date
    hours: Spans
    note: Text | None = None


class OpenSpan(msgspec.Struct, frozen=True, order=True):
    """One opening: `day` is 0 for Monday to 6 for Sunday; times are local, `HH:MM`, and `closes` may be 24:00."""

    day: int
    opens: str
    closes: str


def open_spans(hours: Hours) -> tuple[OpenSpan, ...]:
    """Spread day ranges out to single days, ordered by day and time.

    A range may wrap around the week (`sat-mon`). Overlaps are kept as written: judging them is a rule's work (SRC008).
    """
    spans = [
        OpenSpan(day, *span) for days, written in hours.items() for day in days_of(days) for span in day_spans(written)
    ]
    return tuple(sorted(spans))


def day_spans(written: Spans) -> tuple[tuple[str, str], ...]:
    """Give the openings of one day in order of time, as `(opens, closes)`; none where it says `closed`."""
    spans = () if written == "closed" else (span.partition("-") for span in written.split(", "))
    return tuple(sorted((opens, closes) for opens, _, closes in spans))


def days_of(days: DayRange) -> tuple[int, ...]:
    """Give the day numbers (0 = Monday) that `mon` or `mon-fri` names."""
    first, _, last = days.partition("-")
    start = WEEKDAYS.index(first)
    count = (WEEKDAYS.index(last or first) - start) % 7 + 1
    return tuple((start + step) % 7 for step in range(count))
