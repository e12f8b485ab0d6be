"""The directory in order of distance: where its locations are, and the words for it."""

from __future__ import annotations

import msgspec

from site_gen.render.addresses import POSTAL_CODES, topic_path
from site_gen.render.compose.finding import Index
from site_gen.render.edition import Edition
from site_gen.render.views.listing import NearView

_IN_MILES = frozenset({"US", "GB", "LR", "MM"})
"""Territories that measure roads in miles (CLDR, measurementSystem)."""


def near_view(edition: Edition, index: Index, *, sorts: bool) -> NearView | None:
    """Give the form, on a site that has one; `sorts` tells that the whole list is on one page."""
    nearby = edition.ground.nearby
    if nearby is None:
        return None
    _ = edition.gettext
    places = {
        location.slug: {
            "name": location.name,
            "url": edition.href(topic_path("locations", location.slug)),
            "at": (position.latitude, position.longitude),
            "approximate": position.approximate,
        }
        for location, members in index.locations
        if members and (position := nearby.positions.get(location.slug))
    }
    words = {
        "sorted": _("In order of distance from {code}. Nearest: {place}, {distance}."),
        "nearest": _("Nearest to {code}: {place}, {distance}."),
        "about": _("about {distance}"),
        "roughly": _("about {distance}, from its ZIP code"),
        "unknown": _("No location of ours is near {code}, or there is no such ZIP code."),
        "failed": _("The distances cannot be loaded."),
    }
    return NearView(
        codes_url=edition.addresses.href(POSTAL_CODES),
        script_url=edition.asset("static/near.js"),
        places=msgspec.json.encode(places).decode(),
        words=msgspec.json.encode(words).decode(),
        unit="mile" if _territory(edition.language) in _IN_MILES else "kilometer",
        sorts=sorts,
    )


def postal_codes(edition: Edition) -> bytes:
    """Give the positions of postal codes as the script reads them."""
    assert edition.ground.nearby is not None, "a site without distances has no such file"
    return msgspec.json.encode(edition.ground.nearby.codes) + b"\n"


def _territory(language: str) -> str:
    """Give the territory that a language tag names; the US where it names none, since all locations are there."""
    return next((part for part in language.split("-")[1:] if len(part) == 2 and part.isalpha()), "US").upper()
