"""Posts as events of a calendar: an id that stays when a post moves, and how often it changed.

A post that is held or replaced is an event that is cancelled (RFC 5546, 3.2.1): whoever imports the calendar again, or
subscribes to it, sees it go. Nothing of an event depends on when the calendar was made, but for posts that are gone.
"""

from __future__ import annotations

import datetime
import urllib.parse
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from site_gen.model.plan import Slot
from site_gen.model.post import WEBSITE

_STATUS = {"held": "CANCELLED", "replaced": "CANCELLED", "idea": "TENTATIVE", "draft": "TENTATIVE"}


class Event(NamedTuple):
    """An event: `status` as RFC 5545 has it, `at` its hour, `changed_at` when it was changed last; times in UTC.

    `title` is empty where the public may not read it.
    """

    uid: str
    at: datetime.datetime
    title: str
    status: str
    sequence: int
    changed_at: datetime.datetime
    description: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()


def events(
    slots: Iterable[Slot], base_url: str, now: datetime.datetime, sequences: Mapping[str, int]
) -> Iterator[Event]:
    """Give the events for the people of the practice: every post with an hour, its channels, and why it changed.

    `sequences` are those that an earlier export makes necessary, by post; see `sequence_of`.
    """
    for slot in slots:
        event = _event(slot, base_url, now)
        if event is not None:
            sequence = max(event.sequence, sequences.get(slot.post.slug, 0))
            yield event._replace(
                sequence=sequence, description=_description(slot), categories=tuple(slot.post.channels)
            )


def public_events(slots: Iterable[Slot], base_url: str, now: datetime.datetime) -> tuple[Event, ...]:
    """Give the events of `calendar.ics` in the output: approved posts of the site.

    Those that are out have summary and address, those to come their title alone, and those that are cancelled no words:
    they may be what one was stopped for. Why it was is for the practice to know.
    """
    found = []
    for slot in slots:
        event = _event(slot, base_url, now) if _is_public(slot) else None
        if event is None:
            continue
        if slot.state == "out":
            event = event._replace(description=slot.post.summary or "", url=page_url(base_url, slot.post.slug))
        found.append(event._replace(title="") if event.status == "CANCELLED" else event)
    return tuple(found)


def gone_event(slug: str, at: datetime.datetime, base_url: str, now: datetime.datetime, sequence: int) -> Event:
    """Give the cancelled event of a post that was exported for an hour and has none now; its file may be gone."""
    return Event(uid_of(slug, base_url), at.astimezone(datetime.UTC), slug, "CANCELLED", sequence, now)


def uid_of(slug: str, base_url: str) -> str:
    """Give the id of a post's event: the same as long as file and address of the site stay."""
    parts = urllib.parse.urlsplit(base_url)
    return f"post-{slug}@{parts.netloc}{parts.path.rstrip('/')}"


def sequence_of(slot: Slot, now: datetime.datetime) -> int:
    """Give how often the files say that a post was held, let go on, moved or replaced.

    Whoever exports with an earlier export at hand raises it where a date was edited, which the files do not tell.
    """
    holds = slot.post.holds
    by_people = sum(at is not None and at <= now for one in holds for at in (one.since, one.resumed_at))
    return by_people + (0 if slot.alert is None else 2 if slot.is_moved else 1)


def reason_of(slot: Slot) -> str:
    """Say why a post does not go out as planned; nothing where it does."""
    if slot.alert is not None:
        done = "moved" if slot.is_moved else slot.state
        return f"{done} by the alert {slot.alert.slug}: {slot.alert.title}"
    if slot.hold is not None:
        why = "moved, since held" if slot.is_moved else "held"
        return f"{why} by {slot.hold.by}: {slot.hold.reason}"
    return ""


def page_url(base_url: str, slug: str) -> str:
    """Give the address of a post on the site."""
    return f"{base_url.rstrip('/')}/news/{slug}/"


def _is_public(slot: Slot) -> bool:
    return WEBSITE in slot.post.channels and slot.post.is_ready and slot.state != "expired"


def _event(slot: Slot, base_url: str, now: datetime.datetime) -> Event | None:
    hour = slot.at or slot.planned
    if hour is None:
        return None
    return Event(
        uid_of(slot.post.slug, base_url),
        hour.astimezone(datetime.UTC),
        slot.post.title,
        _STATUS.get(slot.state, "CONFIRMED"),
        sequence_of(slot, now),
        _changed_at(slot, hour, now),
    )


def _changed_at(slot: Slot, hour: datetime.datetime, now: datetime.datetime) -> datetime.datetime:
    """Give the newest instant up to now that the files name for a post; its hour where they name none."""
    post = slot.post
    days = [one.on for one in post.approvals] + ([post.reviewed_on] if post.reviewed_on else [])
    named = [datetime.datetime.combine(day, datetime.time(), datetime.UTC) for day in days]
    named += [at for one in post.holds for at in (one.since, one.resumed_at) if at is not None]
    named += [slot.alert.starts_at] if slot.alert else []
    return max((at for at in named if at <= now), default=hour).astimezone(datetime.UTC)


def _description(slot: Slot) -> str:
    """Give where a post goes, how far it is, and what changed, in lines."""
    first = f"{', '.join(slot.post.channels) or 'no channel'}: {slot.state}"
    return "\n".join(filter(None, (first, reason_of(slot), slot.post.summary)))
