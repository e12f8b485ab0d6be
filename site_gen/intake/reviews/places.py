"""Whom a review is about: told by slug, NPI, a mapping of places or a location. Nothing is guessed."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

import msgspec

from site_gen.intake.directory.identifiers import npi_fault
from site_gen.intake.reviews.received import Received
from site_gen.model.base import Content, Slug
from site_gen.model.provider import Provider

_MOST_COMPARED = 500
"""Of so many people at most a slug that is nearly right is looked for."""


class About(Content, frozen=True, kw_only=True):
    """Whom and where a place of a source is about."""

    provider: Slug
    location: Slug | None = None


class PlaceMap(Content, frozen=True, kw_only=True):
    """What a source calls places, and whom they are about: `{places: {locations/222: {provider: amara-okafor}}}`."""

    path: str = msgspec.field(name="@path", default="")
    places: dict[str, About]


class Known(NamedTuple):
    """The people of a site: slugs, slugs by NPI, and slugs of the active providers by location."""

    slugs: frozenset[str]
    by_npi: Mapping[str, str]
    by_location: Mapping[str, tuple[str, ...]]
    locations: frozenset[str]


def known_people(providers: Iterable[Provider], locations: Iterable[str]) -> Known:
    """Give what reviews may be matched with."""
    people = tuple(providers)
    by_location: dict[str, list[str]] = {}
    for person in people:
        for practice in person.locations if person.status != "departed" else ():
            by_location.setdefault(practice.location, []).append(person.slug)
    return Known(
        frozenset(person.slug for person in people),
        {person.npi: person.slug for person in people if person.npi},
        {location: tuple(slugs) for location, slugs in by_location.items()},
        frozenset(locations),
    )


@lru_cache(maxsize=1_024)
def _near(slug: str, slugs: frozenset[str]) -> str:
    """Give whose slug may be meant; nothing for a site of many people, where looking takes long."""
    near = difflib.get_close_matches(slug, sorted(slugs), n=1) if len(slugs) <= _MOST_COMPARED else []
    return f", did you mean {near[0]}?" if near else ""


def named_subject(one: Received) -> str:
    """Give what a row calls what it is about, for a message; nothing for an NPI that is none."""
    npi = "" if npi_fault(one.npi) else one.npi
    return one.place or npi or one.slug or one.location


def find_about(one: Received, known: Known, places: Mapping[str, About], everything: About | None) -> About | str:
    """Give whom a review is about, or in words why nobody knows.

    `everything` is what a person said about the whole export. A location alone tells it where one provider works there.
    """
    if everything is not None:
        return everything
    location = one.location if one.location in known.locations else None
    if one.place in places:
        return places[one.place]
    if one.npi:
        if slug := known.by_npi.get(one.npi):
            return About(provider=slug, location=location)
        # what is none may be a name, an address or a telephone number, and is not repeated
        return "what stands as its NPI is none" if npi_fault(one.npi) else f"no provider has the NPI {one.npi}"
    if one.slug:
        if one.slug in known.slugs:
            return About(provider=one.slug, location=location)
        return f"no provider {one.slug}{_near(one.slug, known.slugs)}"
    if one.location:
        there = known.by_location.get(one.location, ())
        if len(there) == 1:
            return About(provider=there[0], location=one.location)
        return f"{len(there) or 'no'} providers at the location {one.location}"
    return f"nobody is mapped to {one.place}" if one.place else "it says nothing about whom it is about"
