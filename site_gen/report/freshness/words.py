"""What is said about something with a day, what is to be done about it, and all of it as text."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from site_gen.findings import count_of
from site_gen.report.freshness.work import Freshness, Item, ItemKind, State
from site_gen.report.printable import printable

MOST_SHOWN = 50
"""So much at most is told to one role in a text; the table has all."""
_COLORS: Mapping[State, str] = MappingProxyType({"late": "red", "undated": "red", "due": "yellow"})
_NEXT_STEP: Mapping[ItemKind, str] = MappingProxyType(
    {
        "profile": "ask what has changed, then write verified_on: {day}",
        "credential": "write its new expires_on when it is renewed, or take the line out",
        "policy": "read it again, change what is not done that way, and write a new review_by",
        "response": "read it again, and write a new expires_on, or take it out",
        "page": "have it read by somebody who may judge it, and write reviewed_by and reviewed_on",
        "media": "have the right or the consent renewed and write its new end, or take it out",
    }
)
_NOUNS: Mapping[ItemKind, str] = MappingProxyType(
    {
        "profile": "profile",
        "credential": "credential",
        "policy": "policy",
        "response": "prepared response",
        "page": "page",
        "media": "date of media",
    }
)
_PLURALS = MappingProxyType({"policy": "policies", "date of media": "dates of media"})


def told(item: Item) -> str:
    """Give in words what something is and how long it has: `Dr. Amara Okafor, MD: profile, 12 days left`."""
    return printable(f"{' '.join(item.title.split())}: {item.subject}, {_left(item)}")


def to_do(item: Item, as_of: datetime.date) -> str:
    """Give what is to be done about something, with the keys of its file."""
    return _NEXT_STEP[item.kind].format(day=as_of)


def counted(work: Freshness) -> str:
    """Give how much is late and due, in one line."""
    undated = f", {count_of(work.count('undated'), 'profile')} without a day" if work.count("undated") else ""
    return f"{work.count('late'):,} late{undated}, {work.count('due'):,} due by {work.until}"


def looked_at(work: Freshness) -> str:
    """Give what has a day, by its kind, in one line."""
    kinds = Counter(one.kind for one in work.items)
    return ", ".join(_count(kinds[kind], noun) for kind, noun in _NOUNS.items() if kinds[kind]) or "nothing has a day"


def format_text(work: Freshness, paint: Callable[[str, str], str]) -> str:
    """Give what is to be done, by role, for a terminal; `paint` gives a text in a colour."""
    return "\n".join(_lines(work, paint)) + "\n"


def _lines(work: Freshness, paint: Callable[[str, str], str]) -> Iterator[str]:
    for owner in work.owners:
        people = f": {', '.join(owner.members)}" if owner.members else ""
        behind = f" (stands in for {', '.join(owner.stands_in_for)})" if owner.stands_in_for else ""
        yield paint(printable(owner.name), "bold") + printable(people + behind)
        items = work.of(owner.role)
        for item in items[:MOST_SHOWN]:
            day = str(item.due_on) if item.due_on else "no day    "
            yield f"  {paint(item.state.ljust(7), _COLORS[item.state])}  {day}  {told(item)}"
            yield f"  {' ' * 21}{printable(item.path)}"
        if len(items) > MOST_SHOWN:
            yield f"  and {len(items) - MOST_SHOWN:,} more"
        yield ""
    yield f"{looked_at(work)}: {counted(work)}"


def _left(item: Item) -> str:
    if item.days_left is None:
        return "nobody has said when it was looked at"
    if item.days_left < 0:
        return f"{count_of(-item.days_left, 'day')} late"
    return "its last day is today" if item.days_left == 0 else f"{count_of(item.days_left, 'day')} left"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {_PLURALS[noun]}" if number != 1 and noun in _PLURALS else count_of(number, noun)
