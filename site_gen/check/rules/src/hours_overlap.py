"""SRC008."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from site_gen.check.rule import Around, Issue, Key, location_rule, provider_rule
from site_gen.findings import Severity
from site_gen.model.hours import WEEKDAYS, Hours, open_spans
from site_gen.model.location import Location
from site_gen.model.provider import Provider


@location_rule("SRC008", "hours-overlap", severity=Severity.ERROR, since="0.1")
def hours_overlap_in_location(location: Location, around: Around) -> Iterator[Issue]:
    """Two openings of one day overlap, or an opening ends before it begins: one of them is a slip."""
    yield from _issues(location.hours, ("hours",))


@provider_rule("SRC008", "hours-overlap", severity=Severity.ERROR, since="0.1")
def hours_overlap_in_provider(provider: Provider, around: Around) -> Iterator[Issue]:
    """Two openings of one day overlap, or an opening ends before it begins: one of them is a slip."""
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
