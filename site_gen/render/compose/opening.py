"""What a browser needs to say whether a place is open now, and what nobody can say: the hours of public holidays.

Source of the script that reads it: `themes/default/static/open.js`.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Sequence

import msgspec

from site_gen.model.holidays import holidays_from
from site_gen.model.hours import HoursException, day_spans
from site_gen.model.location import Location
from site_gen.model.provider import Practice
from site_gen.render.compose.hours import Week, spread
from site_gen.render.compose.words import holiday_word
from site_gen.render.edition import Edition
from site_gen.render.views.provider import HolidayView, OpenScriptView, PlaceView

_AHEAD_DAYS = 425
"""Fourteen months: a page that is built again once a year still knows the holidays to come."""

_KEPT = 16
"""For how many editions and countries the holidays and the words of the script are kept."""

Spans = Sequence[tuple[str, str]]


def open_data(edition: Edition, location: Location, practice: Practice | None) -> str:
    """Give the hours as JSON; nothing where none are known.

    `zone` is the time zone of the place; `week` holds the openings of Monday to Sunday, `dates` those of dates with
    other hours, `holidays` the names of days of which nobody said anything; `own` tells that the hours are a person's.
    """
    week = spread((practice.hours if practice else None) or location.hours)
    if not any(week):
        return ""
    as_of = edition.ground.as_of
    own = practice is not None and bool(practice.hours)
    dates: dict[str, Spans] = {}
    for one in location.hours_exceptions:
        spans = day_spans(one.hours)
        dates[one.on.isoformat()] = _within(week[one.on.weekday()], spans) if own else spans
    for one in practice.hours_exceptions if practice else ():
        dates[one.on.isoformat()] = day_spans(one.hours)
    value = {
        "zone": location.time_zone or edition.site.time_zone,
        "week": week,
        "dates": {day: dates[day] for day in sorted(dates) if day >= (as_of - datetime.timedelta(1)).isoformat()},
        "holidays": {one.date_iso: one.name for one in _unsaid(edition, location, week, frozenset(dates))},
        "own": own,
    }
    return msgspec.json.encode(value).decode()


def holiday_views(edition: Edition, location: Location, practice: Practice | None) -> tuple[HolidayView, ...]:
    """Give the public holidays on which the place is usually open and of which its hours say nothing."""
    week = spread((practice.hours if practice else None) or location.hours)
    exceptions = (practice.hours_exceptions if practice else ()) + location.hours_exceptions
    said = frozenset(one.on.isoformat() for one in exceptions)
    return tuple(_unsaid(edition, location, week, said))


def dated_hours(location: Location, practice: Practice | None) -> tuple[HoursException, ...]:
    """Give the other hours of single dates: those of a person who has hours of their own, or those of the place.

    A person is at a place only while it is open. Dates on which that changes nothing for the person are left out, above
    all those on which they are never there.
    """
    if practice is None:
        return location.hours_exceptions
    named = frozenset(one.on for one in practice.hours_exceptions)
    of_place = (one for one in location.hours_exceptions if one.on not in named)
    if not practice.hours:
        return (*practice.hours_exceptions, *of_place)
    week = spread(practice.hours)
    dates = list(practice.hours_exceptions)
    for one in of_place:
        usual = week[one.on.weekday()]
        there = _within(usual, day_spans(one.hours))
        if there != list(usual):
            hours = ", ".join(f"{opens}-{closes}" for opens, closes in there) or "closed"
            dates.append(HoursException(on=one.on, hours=hours, note=one.note))
    return tuple(dates)


def open_script(edition: Edition, places: Sequence[PlaceView]) -> OpenScriptView | None:
    """Give the script for a page with these places; None where it would have nothing to say."""
    url = edition.asset("static/open.js")
    if not url or not any(place.open_data for place in places):
        return None
    return OpenScriptView(url=url, words=_script_words(edition))


@functools.lru_cache(_KEPT)
def _script_words(edition: Edition) -> str:
    _ = edition.gettext
    return msgspec.json.encode(
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


def _within(own: Spans, place: Spans) -> Spans:
    """Give when both are: somebody who is here until noon is not here because the house is open longer that day."""
    both = [(max(a, c), min(b, d)) for a, b in own for c, d in place]
    return sorted((opens, closes) for opens, closes in both if opens < closes)


def _unsaid(edition: Edition, location: Location, week: Week, said: frozenset[str]) -> list[HolidayView]:
    coming = _coming(edition, location.address.country)
    return [one for weekday, one in coming if week[weekday] and one.date_iso not in said]


@functools.lru_cache(_KEPT)
def _coming(edition: Edition, country: str) -> tuple[tuple[int, HolidayView], ...]:
    """Give the holidays to come, each with its day of the week."""
    _, locale, year = edition.gettext, edition.locale, edition.ground.as_of.year
    views = []
    for one in holidays_from(country, edition.ground.as_of, _AHEAD_DAYS):
        word = holiday_word(locale, one.name)
        name = _("%(holiday)s (observed)") % {"holiday": word} if one.observed else word
        view = HolidayView(date=locale.short_date(one.on, year), date_iso=one.on.isoformat(), name=name)
        views.append((one.on.weekday(), view))
    return tuple(views)
