"""When each post goes out, as posts and alerts have it: what is held, replaced, moved, due or over.

An alert that `replaces` a post stands in for it: the post does not go out. One that `holds` a topic stops the posts
about it whose hour falls within the alert; with an end, they move behind it, in their order, to the same time of day,
one a day on a channel. What a person stops waits until somebody lets it go on, and then moves in the same way, if its
hour has passed; what is out is taken down until then. A post that is noted as `published` has gone out, whatever alerts
say. Nothing of it is stored: the files of posts and alerts say it all, for any instant.
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
    `alert` is the one that holds, moves or replaces it, `hold` what a person holds or has moved it with.
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
    waiting: list[tuple[Post, datetime.datetime | None]] = []
    for post in ordered:
        planned = post.goes_out_at(zone)
        if _stopping(post, planned, alerts, at) is not None:
            waiting.append((post, planned))
        else:
            taken.add(post, planned)
            fixed[post.slug] = Slot(post, _state(post, planned, at, zone), planned, planned)
    for post, planned in waiting:
        slot = _waiting(post, planned, alerts, at, taken)
        if slot.hold is None and _is_noted(post, planned, at) and (slot.at is None or slot.at > at):
            slot = Slot(post, _state(post, planned, at, zone), planned, planned)
        fixed[post.slug] = slot
        taken.add(post, slot.at)
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


def _waiting(
    post: Post, planned: datetime.datetime | None, alerts: Sequence[Alert], now: datetime.datetime, taken: _Taken
) -> Slot:
    """Give the place of a post that something stops: behind all that does, on the first free day, or none."""
    zone = taken.zone.key
    moved = planned.astimezone(taken.zone) if planned else None
    first = last = stop = _stopping(post, moved, alerts, now)
    while stop is not None:
        last = stop
        if isinstance(stop, Alert) and post.slug in stop.replaces:
            return Slot(post, "replaced", planned, None, stop)
        end = _end_of(stop, now)
        if moved is None or end is None:
            return _held(post, planned, stop)
        while moved < end or taken.has(post, moved):
            moved += datetime.timedelta(days=1)
        stop = _stopping(post, moved, alerts, now)
    assert moved is not None, "what has no hour is stopped without an end, or not at all"
    assert last is not None, "only posts that something stops come here"
    if _is_over(post, moved, zone):
        return _held(post, planned, last)
    alert, hold = (first, None) if isinstance(first, Alert) else (None, first)
    return Slot(post, _state(post, moved, now, zone), planned, moved, alert, hold)


def _is_noted(post: Post, planned: datetime.datetime | None, now: datetime.datetime) -> bool:
    """Tell whether somebody noted that a post went out, which no alert undoes."""
    return post.status == "published" and planned is not None and planned <= now


def _held(post: Post, planned: datetime.datetime | None, stop: Alert | Hold) -> Slot:
    if isinstance(stop, Alert):
        return Slot(post, "held", planned, None, stop)
    return Slot(post, "held", planned, None, hold=stop)


def _stopping(
    post: Post, at: datetime.datetime | None, alerts: Sequence[Alert], now: datetime.datetime
) -> Alert | Hold | None:
    """Give what stops a post at an hour, as is known now: a person before an alert, one that replaces it first."""
    hold = next((one for one in post.holds if one.since <= now and _stops(one, at, now)), None)
    if hold is not None and _end_of(hold, now) is None:
        return hold
    colliding = [one for one in alerts if at is not None and collides(post, at, one)]
    alert = min(colliding, key=lambda one: post.slug not in one.replaces, default=None)
    return alert if alert is not None else hold


def _stops(hold: Hold, at: datetime.datetime | None, now: datetime.datetime) -> bool:
    """Tell whether a person stops a post that goes out at an hour; one that is out already is taken down."""
    end = _end_of(hold, now)
    return end is None or (at is not None and hold.since <= at < end)


def _end_of(stop: Alert | Hold, now: datetime.datetime) -> datetime.datetime | None:
    if isinstance(stop, Alert):
        return stop.ends_at
    return stop.resumed_at if stop.resumed_at is not None and stop.resumed_at <= now else None


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
