"""The openings of a day follow one another, and each ends after it begins.

Why: Two spans that overlap, or one that ends before it begins, are a slip, and one of the two times is wrong. Patients
stand before a closed door.

Fails:
    location: {hours: {mon: "08:00-12:00, 11:00-17:00"}}

Fails:
    location: {hours: {mon: "17:00-08:00"}}

Passes:
    location: {hours: {mon: "08:00-12:00, 12:00-17:00"}}

Limits: Hours that are possible and wrong look like any others.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from site_gen.check.rule import Around, Issue, Key, Rule, Said
from site_gen.findings import Severity
from site_gen.model.hours import WEEKDAYS, Hours, open_spans
from site_gen.model.location import Location
from site_gen.model.provider import Provider


def _in_location(location: Location, around: Around) -> Said:
    yield from _issues(location.hours, ("hours",))


def _in_provider(provider: Provider, around: Around) -> Said:
    for index, practice in enumerate(provider.locations):
        yield from _issues(practice.hours, ("locations", index, "hours"))


def _issues(hours: Hours, at: Key) -> Iterator[Issue]:
    spans = open_spans(hours)
    for span in spans:
        if span.closes <= span.opens:
            yield Issue(
                message=f"{WEEKDAYS[span.day]} closes at {span.closes}, before or when it opens at {span.opens}",
                at=at,
                hint="hours past midnight are two spans: 20:00-24:00 on one day and 00:00-02:00 on the next",
            )
    for first, second in pairwise(spans):
        if first.day == second.day and second.opens < first.closes:
            yield Issue(
                message=f"{WEEKDAYS[first.day]} opens at {second.opens} before it closes at {first.closes}",
                at=at,
                hint="name each day once, with its spans in order",
            )


RULE = Rule(
    code="SRC008",
    name="hours-overlap",
    severity=Severity.ERROR,
    since="0.1",
    page=__doc__,
    provider=_in_provider,
    location=_in_location,
)
