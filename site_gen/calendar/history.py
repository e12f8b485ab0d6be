"""What was held, moved or replaced, by which alert or which person, and why: read off the files, nothing is stored."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from site_gen.model.plan import Slot


class Happened(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the log: `on` since when, `by` an alert's id or a role; `kind` says which.

    `was` is the hour it was planned for then, as far as the file has kept it, `goes_out` the one at which it goes out
    now, None for what has none.
    """

    on: datetime.datetime
    what: Literal["held", "resumed", "moved", "replaced"]
    post: str
    title: str
    kind: Literal["alert", "person"]
    by: str
    why: str
    was: datetime.datetime | None
    goes_out: datetime.datetime | None


def history(slots: Iterable[Slot], now: datetime.datetime) -> tuple[Happened, ...]:
    """Give everything that the files tell up to now, the oldest first; of alerts also what is to come."""
    found = [line for slot in slots for line in (*_by_people(slot, now), *_by_alert(slot))]
    return tuple(sorted(found, key=lambda one: (one.on, one.post, one.what)))


def _by_people(slot: Slot, now: datetime.datetime) -> Iterator[Happened]:
    """Give the lines about holds, the last first: each was planned for what it, or the next that says so, has kept."""
    was = slot.planned
    for hold in reversed(slot.post.holds):
        was = hold.was or was
        if hold.since > now:
            continue
        line = Happened(
            on=hold.since,
            what="held",
            post=slot.post.slug,
            title=slot.post.title,
            kind="person",
            by=hold.by,
            why=hold.reason,
            was=was,
            goes_out=slot.at,
        )
        yield line
        if hold.resumed_at is not None and hold.resumed_at <= now:
            yield msgspec.structs.replace(line, on=hold.resumed_at, what="resumed", by=hold.resumed_by or "", why="")


def _by_alert(slot: Slot) -> Iterator[Happened]:
    if slot.alert is None:
        return
    alert = slot.alert
    yield Happened(
        on=alert.starts_at,
        what="moved" if slot.is_moved else "replaced" if slot.state == "replaced" else "held",
        post=slot.post.slug,
        title=slot.post.title,
        kind="alert",
        by=alert.slug,
        why=f"{alert.title}{f' (approved by {alert.approved_by})' if alert.approved_by else ''}",
        was=slot.planned,
        goes_out=slot.at,
    )
