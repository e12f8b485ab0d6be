"""People and places as a source states them, before slugs, kinds, specialties and shared locations (`assemble`)."""

from __future__ import annotations

import msgspec

from site_gen.model.hours import Hours
from site_gen.model.location import Address, Geo, LocationType
from site_gen.model.provider import Affiliation, Credential, Kind, Name


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A place as one record states it. `key` says which statements mean the same place; `name` may be empty."""

    key: str
    name: str = ""
    type: LocationType = "MedicalClinic"
    address: Address
    geo: Geo | None = None
    phone: str | None = None
    fax: str | None = None
    hours: Hours = {}
    accessibility: tuple[str, ...] = ()


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """A person's work at a place. `at` is the slug of a location that the site has; else `place` is given."""

    place: Place | None = None
    at: str | None = None
    phone: str | None = None
    accepting: bool | None = None
    hours: Hours = {}
    booking_url: str | None = None


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """A person as a source describes them, before slugs, kinds and specialties. `where` is unique in its source."""

    where: str
    name: Name
    npi: str | None = None
    codes: tuple[str, ...] = ()
    kind: Kind | None = None
    specialties: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    pronouns: str | None = None
    gender: str | None = None
    credentials: tuple[Credential, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    conditions: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    insurance: tuple[str, ...] = ()
    bio: str = ""
    links: dict[str, str] = {}
    works: tuple[Work, ...] = ()
