"""What needs whom today, as values, as JSON and as text. No words of a review are in it, and no author."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Literal

import msgspec

from site_gen.findings import count_of
from site_gen.model.team import Duty
from site_gen.report.head import TOOL

KIND = "today"
SCHEMA = 1
HTML_FILE = "today.html"
JSON_FILE = "today.json"

Urgency = Literal["now", "today", "soon"]
"""`now` stops something or is late, `today` is to be done today, `soon` has a day ahead."""

URGENCIES: tuple[Urgency, ...] = ("now", "today", "soon")
_COLORS = {"now": "red", "today": "yellow", "soon": "cyan"}
MOST_ITEMS = 10
"""So many files or reviews of one task are named; the others are counted."""


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to do: `what` in a sentence, `items` the first of what it is about, `count` how many there are.

    `command` is what to type after the name of the tool, empty where an editor does it; `due_on` the day, where there
    is one.
    """

    duty: Duty
    urgency: Urgency
    what: str
    items: tuple[str, ...] = ()
    count: int = 0
    command: str = ""
    due_on: datetime.date | None = None


class RoleDay(msgspec.Struct, frozen=True, kw_only=True):
    """What waits for a role: `members` are names of people who are there, `stands_in_for` roles that have nobody.

    `role` is empty for tasks whose duty nobody has.
    """

    role: str
    name: str
    members: tuple[str, ...]
    stands_in_for: tuple[str, ...]
    tasks: tuple[Task, ...]


class Today(msgspec.Struct, frozen=True, kw_only=True):
    """The work of a day, by role; a task stands with every role that has its duty, and once in `tasks`."""

    tool: str = TOOL
    report: str = KIND
    schema: int = SCHEMA
    practice: str
    as_of: datetime.date
    has_team: bool
    tasks: tuple[Task, ...]
    roles: tuple[RoleDay, ...]

    def of(self, urgency: Urgency) -> int:
        """Give how many tasks are so urgent."""
        return sum(1 for task in self.tasks if task.urgency == urgency)


def in_order(tasks: list[Task]) -> tuple[Task, ...]:
    """Give tasks as they are to be done: what is urgent first, then by day, then by duty and words."""
    return tuple(
        sorted(
            tasks,
            key=lambda one: (URGENCIES.index(one.urgency), one.due_on or datetime.date.max, one.duty, one.what),
        )
    )


def format_today(today: Today) -> bytes:
    """Give `today.json`."""
    return msgspec.json.format(msgspec.json.encode(today), indent=2) + b"\n"


def format_text(today: Today, paint: Callable[[str, str], str]) -> str:
    """Give the worklists for a terminal; `paint` gives a text in a colour."""
    return "\n".join(_lines(today, paint)) + "\n"


def _lines(today: Today, paint: Callable[[str, str], str]) -> Iterator[str]:
    for role in today.roles:
        people = ", ".join(role.members)
        behind = f" (stands in for {', '.join(role.stands_in_for)})" if role.stands_in_for else ""
        yield paint(role.name, "bold") + (f": {people}" if people else "") + behind
        if not role.tasks:
            yield "  nothing"
        for task in role.tasks:
            yield f"  {paint(task.urgency.ljust(5), _COLORS[task.urgency])}  {task.what}{_by(task)}"
            if task.items:
                more = f" and {task.count - len(task.items):,} more" if task.count > len(task.items) else ""
                yield f"         {', '.join(task.items)}{more}"
            if task.command:
                yield f"         {TOOL} {task.command}"
        yield ""
    yield f"{count_of(len(today.tasks), 'task')}: {', '.join(f'{today.of(one)} {one}' for one in URGENCIES)}"


def _by(task: Task) -> str:
    return f", by {task.due_on}" if task.due_on is not None else ""
