"""The days of months and weeks with what goes out on them."""

from __future__ import annotations

import calendar
import datetime
from typing import NamedTuple

from site_gen.report.calendar.work import Calendar, Planned, Strip

WEEKS = 4
"""So many weeks are shown day by day, from the current one on."""
_MARKS = {
    "out": "out",
    "scheduled": "to come",
    "held": "held",
    "replaced": "replaced",
    "missed": "not approved in time",
    "draft": "draft",
    "idea": "idea",
    "expired": "over",
}


class Day(NamedTuple):
    """A day: `is_other` where it belongs to the month before or after."""

    date: datetime.date
    label: str
    is_other: bool
    is_today: bool
    posts: tuple[Planned, ...]
    alerts: tuple[Strip, ...]


class Period(NamedTuple):
    """A month or a week: its name, an id for links, and its days from Monday on."""

    label: str
    anchor: str
    days: tuple[Day, ...]
    posts: int


def months_of(work: Calendar) -> tuple[Period, ...]:
    """Give whole weeks of each month from the first day of the report to its last."""
    found = []
    year, month = work.first.year, work.first.month
    while (year, month) <= (work.last.year, work.last.month):
        dates = calendar.Calendar().itermonthdates(year, month)
        days = tuple(_day(work, date, is_other=date.month != month) for date in dates)
        label = datetime.date(year, month, 1).strftime("%B %Y")
        count = sum(len(day.posts) for day in days if not day.is_other)
        found.append(Period(label, f"month-{year}-{month:02}", days, count))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return tuple(found)


def weeks_of(work: Calendar) -> tuple[Period, ...]:
    """Give the current week and those after it."""
    today = work.now.date()
    monday = today - datetime.timedelta(days=today.weekday())
    found = []
    for number in range(WEEKS):
        first = monday + datetime.timedelta(days=7 * number)
        days = tuple(_day(work, first + datetime.timedelta(days=place)) for place in range(7))
        last = days[-1].date
        label = f"{first:%B} {first.day} to {f'{last:%B} ' if last.month != first.month else ''}{last.day}"
        found.append(Period(label, f"week-{first}", days, sum(len(day.posts) for day in days)))
    return tuple(found)


def mark_of(post: Planned) -> str:
    """Say in a word or two how a post stands."""
    if post.is_left_out:
        return "left out: has an error"
    return f"moved, {_MARKS[post.state]}" if post.is_moved else _MARKS[post.state]


def look_of(post: Planned) -> str:
    """Give the class of a post: `bad` for what needs somebody, `moved`, `stopped`, or its state."""
    if post.is_left_out or post.state == "missed":
        return "bad"
    if post.state in ("held", "replaced"):
        return "stopped"
    return "moved" if post.is_moved and post.state == "scheduled" else post.state


def _day(work: Calendar, date: datetime.date, *, is_other: bool = False) -> Day:
    posts = tuple(one for one in work.posts if one.at is not None and one.at.date() == date)
    alerts = tuple(one for one in work.alerts if one.first_on <= date and (one.last_on is None or date <= one.last_on))
    label = f"{date:%a} {date.day}"
    return Day(date, label, is_other, date == work.now.date(), () if is_other else posts, () if is_other else alerts)
