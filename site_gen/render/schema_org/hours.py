"""Opening hours in schema.org's form.

Two conventions come from Google's documentation of local businesses, because the vocabulary leaves them open: a place
that is closed all day opens and closes at 00:00, and a day that ends at midnight closes at 23:59. A time of 24:00 is
read by few, and 00:00 as closing time would make a day of 24 hours look closed.

Source: https://schema.org/OpeningHoursSpecification and
https://developers.google.com/search/docs/appearance/structured-data/local-business ("Business hours").
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from site_gen.model.hours import Hours, HoursException, day_spans, open_spans
from site_gen.render.schema_org.graph import Node

_DAYS = tuple(
    f"https://schema.org/{day}"
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
)
_CLOSED = ("00:00", "00:00")


def week_nodes(hours: Hours) -> list[Node]:
    """Give the whole week, one node for all days with the same span; nothing when no hours are known.

    Days without a span are closed, as the page says, and come last.
    """
    if not hours:
        return []
    days: dict[tuple[str, str], dict[int, None]] = {}
    spans = open_spans(hours)
    for span in spans:
        days.setdefault((span.opens, _closing(span.closes)), {})[span.day] = None
    open_on = {span.day for span in spans}
    for day in range(len(_DAYS)):
        if day not in open_on:
            days.setdefault(_CLOSED, {})[day] = None
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [_DAYS[day] for day in on],
            "opens": opens,
            "closes": closes,
        }
        for (opens, closes), on in days.items()
    ]


def exception_nodes(exceptions: Sequence[HoursException], as_of: datetime.date) -> list[Node]:
    """Give the exceptions that are not over yet, soonest first, one node for each span."""
    nodes: list[Node] = []
    for one in sorted(exceptions, key=lambda one: one.on):
        if one.on < as_of:
            continue
        day = one.on.isoformat()
        for opens, closes in day_spans(one.hours) or (_CLOSED,):
            node: Node = {"@type": "OpeningHoursSpecification", "validFrom": day, "validThrough": day}
            if one.note:
                node["description"] = one.note
            node["opens"] = opens
            node["closes"] = _closing(closes)
            nodes.append(node)
    return nodes


def _closing(closes: str) -> str:
    return "23:59" if closes == "24:00" else closes
