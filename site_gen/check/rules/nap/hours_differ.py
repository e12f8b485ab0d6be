"""The opening hours in a location's markup are those of the location.

Why: Maps say "open now" from the markup. A patient at a closed door does not come back.

Fails:
    location: {hours: {mon-fri: "08:00-17:00"}}
    page: {locations/downtown/index.html: [['"closes":"17:00"', '"closes":"18:00"']]}

Fails:
    location: {hours: {mon-fri: "08:00-17:00"}}
    page: {locations/downtown/index.html: [['"https://schema.org/Friday"', '"https://schema.org/Saturday"']]}

Passes:
    location: {hours: {mon-fri: "08:00-12:00, 13:00-24:00", sat: "09:00-12:00"}}

Limits: The hours that readers see are words of a language, and are not read; both come from the same file. Exceptions
on single days are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from site_gen.check.pages.reading import Reading
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.model.hours import Hours, open_spans

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ENDS = {"24:00": "23:59"}
"""A day that ends at midnight, as markup says it."""
_CLOSED = ("00:00", "00:00")


def _on_page(page: Reading, around: Around) -> Said:
    location = page.plan.location
    if location is None:
        return
    for item in page.markup.items:
        specified = item.node.get("openingHoursSpecification")
        if specified is None:
            continue
        nodes = specified if isinstance(specified, list) else [specified]
        found = {span for node in nodes if isinstance(node, dict) for span in _spans(node)}
        expected = _expected(location.hours)
        for day, opens, closes in sorted(found ^ expected):
            side = "the markup has" if (day, opens, closes) in found else "the markup lacks"
            yield Issue(message=f"{side} {_DAYS[day]} {opens} to {closes}", at=page.at(item.script))


def _spans(node: dict[str, Any]) -> Iterator[tuple[int, str, str]]:
    if "validFrom" in node:
        return
    days = node.get("dayOfWeek", [])
    for day in days if isinstance(days, list) else [days]:
        name = str(day).rpartition("/")[2]
        times = (str(node.get("opens"))[:5], str(node.get("closes"))[:5])
        if name in _DAYS and times != _CLOSED:
            yield (_DAYS.index(name), *times)


def _expected(hours: Hours) -> set[tuple[int, str, str]]:
    return {(span.day, span.opens, _ENDS.get(span.closes, span.closes)) for span in open_spans(hours)}


RULE = Rule(
    code="NAP803",
    name="hours-differ",
    severity=Severity.ERROR,
    since="0.1",
    page=__doc__,
    built=_on_page,
)
