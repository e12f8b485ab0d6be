"""The calendar as iCalendar (RFC 5545): an event for each post, with an id that stays when the post moves.

A post that is held or replaced is an event that is cancelled (RFC 5546, 3.2.1): whoever imports the calendar again, or
subscribes to it, sees it go. Times are in UTC. Nothing in it depends on when it was made.
"""

from __future__ import annotations

import datetime
import urllib.parse
from collections.abc import Iterable, Iterator, Mapping

from icalendar import Calendar, Event

from site_gen.model.plan import Slot
from site_gen.model.post import WEBSITE

MINUTES = 15
"""How long an event is: a post takes no time, but a calendar must show it."""
_STATUS = {"held": "CANCELLED", "replaced": "CANCELLED", "idea": "TENTATIVE", "draft": "TENTATIVE"}


def format_calendar(
    slots: Iterable[Slot], name: str, base_url: str, now: datetime.datetime, sequences: Mapping[str, int]
) -> bytes:
    """Give the calendar for the people who run it: every post with an hour, on which channels, and why it changed.

    `sequences` are those that an earlier export makes necessary, by post; see `sequence_of`.
    """
    calendar = _calendar(name)
    for slot in slots:
        event = _event(slot, base_url, now, sequences.get(slot.post.slug, 0))
        if event is not None:
            event.add("description", description_of(slot))
            event.add("categories", list(slot.post.channels))
            calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data


def public_calendar(slots: Iterable[Slot], name: str, base_url: str, now: datetime.datetime) -> bytes:
    """Give `calendar.ics` of the output: approved posts of the site, with the address of those that are out.

    Why one is cancelled is for the practice to know.
    """
    calendar = _calendar(name)
    for slot in slots:
        if not is_public(slot):
            continue
        event = _event(slot, base_url, now, 0)
        if event is not None:
            if slot.state in ("out", "expired"):
                event.add("url", page_url(base_url, slot.post.slug))
            if slot.post.summary:
                event.add("description", slot.post.summary)
            calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data


def is_public(slot: Slot) -> bool:
    """Tell whether a post stands in the public calendar: approved, for the site, with an hour, and not over."""
    return WEBSITE in slot.post.channels and slot.post.is_ready and _hour(slot) is not None and slot.state != "expired"


def uid_of(slug: str, base_url: str) -> str:
    """Give the id of a post's event: the same as long as file and address of the site stay."""
    parts = urllib.parse.urlsplit(base_url)
    return f"post-{slug}@{parts.netloc}{parts.path.rstrip('/')}"


def sequence_of(slot: Slot, now: datetime.datetime) -> int:
    """Give how often the files say that a post was held, let go on, moved or replaced.

    Whoever exports with an earlier export at hand raises it where a date was edited, which the files do not tell.
    """
    by_people = sum((one.since <= now) + (one.resumed_at is not None and one.resumed_at <= now)
                    for one in slot.post.holds)  # fmt: skip
    by_alert = 0 if slot.alert is None else 2 if slot.is_moved else 1
    return by_people + by_alert


def changed_at(slot: Slot, now: datetime.datetime) -> datetime.datetime:
    """Give the newest instant up to now that the files name for a post; its planned hour where they name none."""
    post = slot.post
    days = [one.on for one in post.approvals] + ([post.reviewed_on] if post.reviewed_on else [])
    found = [datetime.datetime.combine(day, datetime.time(), datetime.UTC) for day in days]
    found += [at for one in post.holds for at in (one.since, one.resumed_at) if at is not None]
    if slot.alert is not None:
        found.append(slot.alert.starts_at)
    named = [at for at in found if at <= now]
    hour = slot.planned or slot.at
    assert hour is not None, "an event has an hour"
    return max(named, default=hour).astimezone(datetime.UTC)


def description_of(slot: Slot) -> str:
    """Give where a post goes, how far it is, and what changed, in lines."""
    lines = [f"{', '.join(slot.post.channels) or 'no channel'}: {slot.state}", *reason_of(slot)]
    return "\n".join([*lines, *([slot.post.summary] if slot.post.summary else [])])


def reason_of(slot: Slot) -> Iterator[str]:
    """Give why a post does not go out as planned; nothing where it does."""
    if slot.alert is not None:
        what = "moved" if slot.is_moved else slot.state
        yield f"{what} by the alert {slot.alert.slug}: {slot.alert.title}"
    elif slot.hold is not None and slot.is_moved:
        yield f"held from {slot.hold.since.isoformat()} by {slot.hold.by}: {slot.hold.reason}"
    elif slot.hold is not None:
        yield f"held by {slot.hold.by}: {slot.hold.reason}"


def page_url(base_url: str, slug: str) -> str:
    """Give the address of a post on the site."""
    return f"{base_url.rstrip('/')}/news/{slug}/"


def _calendar(name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//site-gen//calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    return calendar


def _event(slot: Slot, base_url: str, now: datetime.datetime, least: int) -> Event | None:
    hour = _hour(slot)
    if hour is None:
        return None
    starts = hour.astimezone(datetime.UTC)
    changed = changed_at(slot, now)
    event = Event()
    event.add("uid", uid_of(slot.post.slug, base_url))
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", max(least, sequence_of(slot, now)))
    event.add("dtstart", starts)
    event.add("dtend", starts + datetime.timedelta(minutes=MINUTES))
    event.add("summary", slot.post.title)
    event.add("status", _STATUS.get(slot.state, "CONFIRMED"))
    event.add("transp", "TRANSPARENT")
    return event


def _hour(slot: Slot) -> datetime.datetime | None:
    """Give when a post goes out, or when it would have."""
    return slot.at or slot.planned
