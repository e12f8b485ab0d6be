"""Opening hours of directories as the content files write them: `{mon-fri: "08:00-17:00"}`.

Source: FHIR R4, Location.hoursOfOperation and HealthcareService.availableTime (sections 8.6 and 8.7).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from site_gen.model.hours import WEEKDAYS, Hours

_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(:[0-5]\d(\.\d+)?)?")
_Span = tuple[str, str]


class Block(msgspec.Struct, frozen=True):
    """One statement: on `days` (`mon`), all day or from `opens` to `closes` (`08:00:00`)."""

    days: tuple[str, ...] = ()
    all_day: bool = False
    opens: str | None = None
    closes: str | None = None


def hours_of(blocks: Iterable[Block]) -> tuple[Hours, tuple[str, ...]]:
    """Give hours with equal days in a row as ranges, Monday first, and what could not be read.

    Spans that overlap or touch become one; midnight at the end is `24:00`. A statement without days or times, or one
    that ends before it begins, is left out and named.
    """
    week: list[list[_Span]] = [[] for _ in WEEKDAYS]
    troubles: list[str] = []
    for block in blocks:
        span = _span(block)
        days = [WEEKDAYS.index(day) for day in block.days if day in WEEKDAYS]
        if span is None or not days:
            troubles.append(f"hours without {'times' if days else 'days'} were left out: {_shown(block)}")
            continue
        for day in days:
            week[day].append(span)
    written = [", ".join(f"{opens}-{closes}" for opens, closes in _united(spans)) for spans in week]
    hours: Hours = {}
    start = 0
    for day in range(1, len(WEEKDAYS) + 1):
        if day < len(WEEKDAYS) and written[day] == written[start]:
            continue
        if written[start]:
            last = f"-{WEEKDAYS[day - 1]}" if day - 1 > start else ""
            hours[WEEKDAYS[start] + last] = written[start]
        start = day
    return hours, tuple(troubles)


def _span(block: Block) -> _Span | None:
    """The statement's times, `HH:MM`; None when there are none or they run backwards."""
    if block.all_day:
        return "00:00", "24:00"
    opens, closes = (_TIME.fullmatch(each or "") for each in (block.opens, block.closes))
    if opens is None or closes is None:
        return None
    start, end = f"{opens[1]}:{opens[2]}", f"{closes[1]}:{closes[2]}"
    end = "24:00" if end == "00:00" else end
    return (start, end) if start < end else None


def _united(spans: Iterable[_Span]) -> list[_Span]:
    """Spans of one day in order, without overlaps."""
    united: list[_Span] = []
    for opens, closes in sorted(spans):
        if united and opens <= united[-1][1]:
            united[-1] = (united[-1][0], max(closes, united[-1][1]))
        else:
            united.append((opens, closes))
    return united


def _shown(block: Block) -> str:
    """The statement for a message."""
    return f"{','.join(block.days)[:40] or 'no days'} {block.opens or ''}-{block.closes or ''}".strip(" -")
