"""Locations as shown: on their own page, and on the page of a provider who works there."""

from __future__ import annotations

import functools
import urllib.parse
from collections.abc import Iterable, Sequence

from site_gen.model.location import Address, Location
from site_gen.model.provider import Practice
from site_gen.render.addresses import topic_path
from site_gen.render.compose.hours import exception_views, opening_views
from site_gen.render.compose.opening import dated_hours, holiday_views, open_data
from site_gen.render.edition import Edition
from site_gen.render.views.provider import PlaceView

_MAP = "https://www.google.com/maps/search/?api=1&query="
_PLACES_KEPT = 512


def place_view(
    edition: Edition, location: Location, practice: Practice | None = None, *, name: str = "", is_away: bool = False
) -> PlaceView:
    """Give a location; with `practice`, phone, hours and booking are those of the provider `name` where given.

    Of somebody who `is_away` nothing says when they are there: the hours are those of the place, and not of now.
    """
    locale = edition.locale
    words = location.i18n.get(edition.language)
    phone = (practice.phone if practice else None) or location.phone or ""
    there = None if is_away else practice
    own = bool(there and there.hours)
    hours = there.hours if there and own else location.hours
    title = locale.gettext("%(name)s is here") % {"name": name} if own else locale.gettext("Hours")
    accepting = practice.accepting_new_patients if practice else None
    return PlaceView(
        slug=location.slug,
        name=location.name,
        url=edition.href(topic_path("locations", location.slug)),
        type=location.type,
        address_lines=address_lines(location.address),
        map_url=_map_url(location.name, location.address),
        phone_url=f"tel:{phone}" if phone else "",
        phone_text=locale.phone(phone) if phone else "",
        fax_text=locale.phone(location.fax) if location.fax else "",
        booking_url=(practice.booking_url if practice else None) or "",
        accepting=accepting_code(accepting),
        accepting_text=accepting_words(edition, accepting),
        hours_title=title,
        hours=opening_views(hours, locale, is_person=own),
        exceptions=exception_views(
            dated_hours(location, there),
            edition.ground.as_of,
            locale,
            edition.fallback,
            is_person=bool(there and (own or there.hours_exceptions)),
        ),
        holidays=holiday_views(edition, location, there),
        open_data="" if is_away else open_data(edition, location, practice),
        parking=(words.parking if words else None) or location.parking,
        transit=(words.transit if words else None) or location.transit,
        accessibility=(words.accessibility if words else None) or location.accessibility,
        insurance=location.insurance,
        photo=edition.image(location.photo),
        parking_lang="" if words and words.parking else edition.fallback,
        transit_lang="" if words and words.transit else edition.fallback,
        accessibility_lang="" if words and words.accessibility else edition.fallback,
    )


@functools.lru_cache(_PLACES_KEPT)
def _map_url(name: str, address: Address) -> str:
    return _MAP + urllib.parse.quote_plus(", ".join((name, *address_lines(address))))


@functools.lru_cache(_PLACES_KEPT)
def address_lines(address: Address) -> tuple[str, ...]:
    """Give an address as lines, the last with place, region and code in the order of its country."""
    if address.country in ("US", "CA", "AU"):
        region = " ".join(part for part in (address.region, address.postal_code) if part)
        last = ", ".join(part for part in (address.locality, region) if part)
        return (address.street, last)
    place = " ".join(part for part in (address.postal_code, address.locality) if part)
    return tuple(part for part in (address.street, place, address.region) if part)


def accepting_anywhere(answers: Iterable[bool | None]) -> bool | None:
    """Give yes when it is yes anywhere, no when it is no wherever it is known, None when nothing is known."""
    known = [answer for answer in answers if answer is not None]
    return any(known) if known else None


def accepting_code(accepting: bool | None) -> str:
    """Give yes, no, or nothing when it is not known."""
    return "" if accepting is None else "yes" if accepting else "no"


def accepting_words(edition: Edition, accepting: bool | None) -> str:
    """Say whether new patients are taken; nothing when it is not known."""
    _ = edition.gettext
    if accepting is None:
        return ""
    return _("Accepting new patients") if accepting else _("Not accepting new patients")


def accepting_at(edition: Edition, answers: Sequence[tuple[str, bool | None]]) -> str:
    """Say whether new patients are taken, given by name of place; also where, if it is not so at every place."""
    taking = [place for place, answer in answers if answer]
    if not taking or len(taking) == len(answers):
        return accepting_words(edition, accepting_anywhere(answer for _place, answer in answers))
    return edition.gettext("Accepting new patients at %(places)s") % {"places": edition.locale.join(taking)}
