"""What a browser needs to say whether a place is open now, and what nobody can say: the hours of public holidays.

Source of the script that reads it: `themes/default/static/open.js`.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import msgspec

from site_gen.model.holidays import Holiday, holidays_from
from site_gen.model.hours import Hours, HoursException, open_spans
from site_gen.model.location import Location
from site_gen.model.provider import Practice
from site_gen.render.compose.words import holiday_word
from site_gen.render.edition import Edition
from site_gen.render.views.provider import HolidayView, OpenScriptView, PlaceView

_DAYS = 7
_AHEAD_DAYS = 425
"""Fourteen months: a page that is built again once a year still knows the holidays to come."""

Spans = list[tuple[str, str]]


def open_data(edition: Edition, location: Location, practice: Practice | None) -> str:
    """Give the hours as JSON; nothing where none are known.

    `zone` is the time zone of the place; `week` holds the openings of Monday to Sunday, `dates` those of dates with
    other hours, `holidays` the names of days of which nobody said anything; `own` tells that the hours are a person's.
    """
    week = _week((practice.hours if practice else None) or location.hours)
    if not any(week):
        return ""
    as_of = edition.ground.as_of
    own = practice is not None and bool(practice.hours)
    dates: dict[str, Spans] = {}
    for one in location.hours_exceptions:
        spans = _spans(one)
        dates[one.on.isoformat()] = _within(week[one.on.weekday()], spans) if own else spans
    for one in practice.hours_exceptions if practice else ():
        dates[one.on.isoformat()] = _spans(one)
    value = {
        "zone": location.time_zone or edition.site.time_zone,
        "week": week,
        "dates": {day: dates[day] for day in sorted(dates) if day >= (as_of - datetime.timedelta(1)).isoformat()},
        "holidays": {
            one.on.isoformat(): _name(edition, one) for one in _unsaid(location, week, frozenset(dates), as_of)
        },
        "own": own,
    }
    return msgspec.json.encode(value).decode()


def holiday_views(edition: Edition, location: Location, practice: Practice | None) -> tuple[HolidayView, ...]:
    """Give the public holidays on which the place is usually open and of which its hours say nothing."""
    week = _week((practice.hours if practice else None) or location.hours)
    exceptions = (practice.hours_exceptions if practice else ()) + location.hours_exceptions
    said = frozenset(one.on.isoformat() for one in exceptions)
    return tuple(
        HolidayView(date=edition.locale.day_and_date(one.on), date_iso=one.on.isoformat(), name=_name(edition, one))
        for one in _unsaid(location, week, said, edition.ground.as_of)
    )


def open_script(edition: Edition, places: Sequence[PlaceView]) -> OpenScriptView | None:
    """Give the script for a page with these places; None where it would have nothing to say."""
    url = edition.asset("static/open.js")
    if not url or not any(place.open_data for place in places):
        return None
    _ = edition.gettext
    words = msgspec.json.encode(
        {
            "open": _("Open now, until {time}"),
            "always": _("Open now"),
            "today": _("Opens today at {time}"),
            "later": _("Opens {day} at {time}"),
            "maybe": _("Opens {day}, hours may differ: {holiday}"),
            "closed": _("Closed now"),
            "holiday": _("Hours may differ today: {holiday}"),
            "own-open": _("Here now, until {time}"),
            "own-always": _("Here now"),
            "own-today": _("Here today at {time}"),
            "own-later": _("Here {day} at {time}"),
            "own-maybe": _("Here {day}, hours may differ: {holiday}"),
            "own-closed": _("Not here now"),
        }
    ).decode()
    return OpenScriptView(url=url, words=words)


def _week(hours: Hours) -> list[Spans]:
    week: list[Spans] = [[] for _ in range(_DAYS)]
    for span in open_spans(hours):
        week[span.day].append((span.opens, span.closes))
    return week


def _spans(exception: HoursException) -> Spans:
    if exception.hours == "closed":
        return []
    return [(opens, closes) for opens, _, closes in (span.partition("-") for span in exception.hours.split(", "))]


def _within(own: Spans, place: Spans) -> Spans:
    """Give when both are: somebody who is here until noon is not here because the house is open longer that day."""
    both = [(max(a, c), min(b, d)) for a, b in own for c, d in place]
    return sorted((opens, closes) for opens, closes in both if opens < closes)


def _unsaid(location: Location, week: Sequence[Spans], said: frozenset[str], as_of: datetime.date) -> list[Holiday]:
    coming = holidays_from(location.address.country, as_of, _AHEAD_DAYS)
    return [one for one in coming if week[one.on.weekday()] and one.on.isoformat() not in said]


def _name(edition: Edition, holiday: Holiday) -> str:
    name = holiday_word(edition.locale, holiday.name)
    return edition.gettext("%(holiday)s (observed)") % {"holiday": name} if holiday.observed else name
