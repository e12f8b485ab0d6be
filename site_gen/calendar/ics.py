"""The calendar as iCalendar (RFC 5545), in UTC."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

import icalendar

from site_gen.calendar.events import Event
from site_gen.model.foreign import as_event_text

_MINUTES = 15
"""How long an event is: a post takes no time, but a calendar must show it."""


def format_calendar(events: Iterable[Event], name: str) -> bytes:
    """Give a calendar of a name; one that is imported again replaces what it was before."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//site-gen//calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", icalendar.vText(as_event_text(name)))
    for event in events:
        calendar.add_component(_component(event))
    data: bytes = calendar.to_ical()
    return data


def _component(event: Event) -> icalendar.Event:
    component = icalendar.Event()
    component.add("uid", event.uid)
    component.add("dtstamp", event.changed_at)
    component.add("last-modified", event.changed_at)
    component.add("sequence", event.sequence)
    component.add("dtstart", event.at)
    component.add("dtend", event.at + datetime.timedelta(minutes=_MINUTES))
    component.add("summary", as_event_text(event.title))
    component.add("status", event.status)
    component.add("transp", "TRANSPARENT")
    if event.description:
        component.add("description", as_event_text(event.description))
    if event.url:
        component.add("url", event.url)
    if event.categories:
        component.add("categories", list(event.categories))
    return component
