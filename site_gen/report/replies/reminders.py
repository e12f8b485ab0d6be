"""Reminders for a calendar (RFC 5545): ids and names of providers, never words of a patient or an author."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from icalendar import Alarm, Calendar, Event, vText

from site_gen.model.foreign import as_event_text
from site_gen.report.replies.work import Waiting, Work


class Reminder(NamedTuple):
    """What to be reminded of: on a day, or at an instant; `kind` and `subject` make it the same one next time."""

    kind: str
    subject: str
    at: datetime.date | datetime.datetime
    summary: str
    description: str


def reminders(work: Work) -> Iterator[Reminder]:
    """Give a reminder for each reply that cools off, each draft, each approved one, and each low rating in its time."""
    for one in work.waiting:
        about = f"{one.provider_name}, {one.id}"
        rated = f"rated {one.rating}" if one.rating else "no rating"
        shown = f"{rated}, {one.source}. site-gen reply {one.id}"
        if one.stage == "cooling-off" and one.cooled_at is not None:
            yield Reminder("cooled", one.id, one.cooled_at, f"Reply can be approved: {about}", shown)
        elif one.stage in ("draft", "cooling-off"):
            yield Reminder("draft", one.id, _next_day(one, work), f"Draft of a reply waits: {about}", shown)
        elif one.stage == "approved":
            yield Reminder("approved", one.id, _next_day(one, work), f"Approved reply is not public: {about}", shown)
        elif one.is_low:
            due = one.received_on + datetime.timedelta(days=work.late_after_days)
            yield Reminder("low", one.id, max(due, work.as_of), f"Low rating is not answered: {about}", shown)


def format_calendar(work: Work, *, host: str, now: datetime.datetime) -> bytes:
    """Give a calendar with the reminders, made at `now`; one that is imported again replaces what it was before."""
    calendar = Calendar()
    calendar.add("prodid", "-//site-gen//report replies//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", vText(f"Replies, {as_event_text(work.practice)}"))
    for one in reminders(work):
        event = Event()
        event.add("uid", f"reply-{one.kind}-{one.subject}@{host}")
        event.add("dtstamp", now.astimezone(datetime.UTC))
        event.add("dtstart", one.at)
        if isinstance(one.at, datetime.datetime):
            event.add("dtend", one.at + datetime.timedelta(minutes=15))
        event.add("summary", as_event_text(one.summary))
        event.add("description", as_event_text(one.description))
        event.add("transp", "TRANSPARENT")
        event.add_component(_alarm(one))
        calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data


def _alarm(one: Reminder) -> Alarm:
    """Give an alarm at the instant, or at nine in the morning of the day."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", as_event_text(one.summary))
    is_instant = isinstance(one.at, datetime.datetime)
    alarm.add("trigger", datetime.timedelta(0) if is_instant else datetime.timedelta(hours=9))
    return alarm


def _next_day(one: Waiting, work: Work) -> datetime.date:
    """Give the day after a text was written, but none that has passed."""
    written = one.written_at.date() if one.written_at else work.as_of
    return max(written + datetime.timedelta(days=1), work.as_of)
