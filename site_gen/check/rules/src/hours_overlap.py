"""The openings of a day, or a date, follow one another, each ends after it begins, and each date is named once.

Why: Two spans that overlap, or one that ends before it begins, are a slip, and one of the two times is wrong. Patients
stand before a closed door.

Fails:
    location: {hours: {mon: "08:00-12:00, 11:00-17:00"}}

Fails:
    location: {hours: {mon: "17:00-08:00"}}

Fails:
    location: {hours_exceptions: [{"on": 2026-12-31, hours: "22:00-02:00"}]}

Fails:
    location: {hours_exceptions: [{"on": 2026-12-24, hours: "08:00-12:00"}, {"on": 2026-12-24, hours: closed}]}

Fails:
    provider:
      locations: [{location: downtown, hours_exceptions: [{"on": 2026-12-24, hours: "08:00-12:00, 11:00-13:00"}]}]

Passes:
    location: {hours_exceptions: [{"on": 2026-12-24, hours: "13:00-15:00, 08:00-12:00"}]}

Passes:
    location: {hours: {mon: "08:00-12:00, 12:00-17:00"}}

Limits: Hours that are possible and wrong look like any others.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from itertools import pairwise

from site_gen.check.rule import Around, Issue, Key, Rule, Said
from site_gen.findings import Severity
from site_gen.model.hours import WEEKDAYS, Hours, HoursException, day_spans, open_spans
from site_gen.model.location import Location
from site_gen.model.provider import Provider

_NEXT_DAY = "hours past midnight are two spans: 20:00-24:00 on one day and 00:00-02:00 on the next"


def _in_location(location: Location, around: Around) -> Said:
    yield from _in_week(location.hours, ("hours",))
    yield from _on_dates(location.hours_exceptions, ("hours_exceptions",))


def _in_provider(provider: Provider, around: Around) -> Said:
    for index, practice in enumerate(provider.locations):
        yield from _in_week(practice.hours, ("locations", index, "hours"))
        yield from _on_dates(practice.hours_exceptions, ("locations", index, "hours_exceptions"))


def _in_week(hours: Hours, at: Key) -> Iterator[Issue]:
    days: dict[int, list[tuple[str, str]]] = {}
    for span in open_spans(hours):
        days.setdefault(span.day, []).append((span.opens, span.closes))
    for day, spans in days.items():
        yield from _issues(WEEKDAYS[day], spans, at, "name each day once, with its spans in order")


def _on_dates(exceptions: Sequence[HoursException], at: Key) -> Iterator[Issue]:
    seen: set[datetime.date] = set()
    for index, one in enumerate(exceptions):
        if one.on in seen:
            hint = "give a date one entry, with all its spans"
            yield Issue(message=f"{one.on} has other hours twice", at=(*at, index, "on"), hint=hint)
        seen.add(one.on)
        yield from _issues(f"{one.on}", day_spans(one.hours), (*at, index, "hours"), "mend one of the two spans")


def _issues(day: str, spans: Sequence[tuple[str, str]], at: Key, overlap: str) -> Iterator[Issue]:
    for opens, closes in spans:
        if closes <= opens:
            yield Issue(message=f"{day} closes at {closes}, before or when it opens at {opens}", at=at, hint=_NEXT_DAY)
    for (_, closes), (opens, _) in pairwise(spans):
        if opens < closes:
            yield Issue(message=f"{day} opens at {opens} before it closes at {closes}", at=at, hint=overlap)


RULE = Rule(
    code="SRC008",
    name="hours-overlap",
    severity=Severity.ERROR,
    since="0.1",
    page=__doc__,
    provider=_in_provider,
    location=_in_location,
)
