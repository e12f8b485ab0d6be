"""When each post goes out, as posts and alerts have it: what is held, replaced, moved, due or over.

An alert that `replaces` a post stands in for it: the post does not go out. One that `holds` a topic stops the posts
about it whose hour falls within the alert; with an end, they move behind it, in their order, to the same time of day,
one a day on a channel. Nothing of it is stored: the files of posts and alerts say it all, for any instant.
"""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from site_gen.model.alert import Alert
from site_gen.model.post import Hold, Post

SlotState = Literal["idea", "draft", "scheduled", "held", "replaced", "missed", "out", "expired"]
"""Where a post stands at an instant: `missed` was not approved at its hour, `out` has gone out and not expired."""


class Slot(NamedTuple):
    """A post in the calendar: when it was `planned` for, when it goes out `at`, and why that differs.

    `at` is None for a post without a date, for one that is held without an end in sight, and for one that is replaced.
    `alert` is the one that holds, moves or replaces it, `hold` what somebody stopped it with.
    """

    post: Post
    state: SlotState
    planned: datetime.datetime | None
    at: datetime.datetime | None
    alert: Alert | None = None
    hold: Hold | None = None

    @property
    def is_moved(self) -> bool:
        """Whether it goes out at another time than was planned."""
        return self.at is not None and self.at != self.planned


def plan(posts: Iterable[Post], alerts: Sequence[Alert], at: datetime.datetime, zone: str) -> tuple[Slot, ...]:
    """Give the calendar at an instant, by planned time, then by id; posts without a date come last.

    `posts` are in one language, `alerts` those that may stand on pages, `zone` is that of the site.
    """
    ordered = sorted(posts, key=lambda post: (_order(post.goes_out_at(zone)), post.slug))
    taken = _Taken(zone)
    fixed: dict[str, Slot] = {}
    waiting: list[tuple[Post, datetime.datetime, Alert]] = []
    for post in ordered:
        planned = post.goes_out_at(zone)
        hold = next((one for one in post.holds if one.resumed_at is None or one.resumed_at > at), None)
        alert = _stopping(post, planned, alerts)
        if hold is not None and hold.since <= at:
            fixed[post.slug] = Slot(post, "held", planned, None, hold=hold)
        elif alert is not None and post.slug in alert.replaces:
            fixed[post.slug] = Slot(post, "replaced", planned, None, alert)
        elif alert is not None and planned is not None:
            waiting.append((post, planned, alert))
        else:
            taken.add(post, planned)
            fixed[post.slug] = Slot(post, _state(post, planned, at, zone), planned, planned)
    for post, planned, first in waiting:
        moved, last = _behind(post, planned, first, alerts, taken)
        if last.ends_at is None or _is_over(post, moved, zone):
            fixed[post.slug] = Slot(post, "held", planned, None, last)
        else:
            taken.add(post, moved)
            fixed[post.slug] = Slot(post, _state(post, moved, at, zone), planned, moved, first)
    return tuple(fixed[post.slug] for post in ordered)


def collides(post: Post, planned: datetime.datetime, alert: Alert) -> bool:
    """Tell whether a post that goes out at an instant would do so while an alert stops it.

    One that went out before the alert began is not called back.
    """
    if alert.starts_at > planned or alert.is_over(planned):
        return False
    return post.slug in alert.replaces or not set(alert.holds).isdisjoint(post.topics)


def edges_of(slots: Iterable[Slot], zone: str) -> frozenset[datetime.datetime]:
    """Give the instants at which a post goes out, ends, is stopped or goes on."""
    found: set[datetime.datetime | None] = set()
    for slot in slots:
        found.update((slot.at, slot.post.expires_at(zone)))
        for hold in slot.post.holds:
            found.update((hold.since, hold.resumed_at))
    return frozenset(one for one in found if one is not None)


class _Taken:
    """The days on which channels have a post already."""

    def __init__(self, zone: str) -> None:
        self.zone = zoneinfo.ZoneInfo(zone)
        self._days: set[tuple[str, datetime.date]] = set()

    def add(self, post: Post, at: datetime.datetime | None) -> None:
        if at is not None:
            day = at.astimezone(self.zone).date()
            self._days.update((channel, day) for channel in post.channels)

    def has(self, post: Post, at: datetime.datetime) -> bool:
        day = at.astimezone(self.zone).date()
        return any((channel, day) in self._days for channel in post.channels)


def _behind(
    post: Post, planned: datetime.datetime, alert: Alert, alerts: Sequence[Alert], taken: _Taken
) -> tuple[datetime.datetime, Alert]:
    """Give the first day behind all alerts that stop a post, at its time of day, and the last of these alerts."""
    moved = planned.astimezone(taken.zone)
    stops: Alert | None = alert
    while stops is not None and stops.ends_at is not None:
        alert = stops
        while alert.is_active(moved) or taken.has(post, moved):
            moved += datetime.timedelta(days=1)
        stops = _stopping(post, moved, alerts)
    return moved, stops or alert


def _stopping(post: Post, at: datetime.datetime | None, alerts: Sequence[Alert]) -> Alert | None:
    """Give the alert that stops a post at an instant; one that replaces it, before those that only hold it."""
    stopping = [one for one in alerts if at is not None and collides(post, at, one)]
    return min(stopping, key=lambda one: post.slug not in one.replaces, default=None)


def _state(post: Post, at: datetime.datetime | None, now: datetime.datetime, zone: str) -> SlotState:
    if _is_over(post, now, zone):
        return "expired"
    if at is not None and at <= now:
        return "out" if post.is_ready else "missed"
    if post.is_ready:
        return "scheduled"
    return "idea" if post.status == "idea" else "draft"


def _is_over(post: Post, at: datetime.datetime, zone: str) -> bool:
    expires = post.expires_at(zone)
    return expires is not None and expires <= at


def _order(at: datetime.datetime | None) -> float:
    return float("inf") if at is None else at.timestamp()
