"""What a reader of directory data gives back: providers and locations to write, and an account of everything else.

The account adds up: every record that was read is a provider, went into one, was refused or was ignored. A thing that
was dropped while its record was kept (a phone number that cannot exist) is a note and counts nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec

from site_gen.intake.account import Ignored, Note, Refusal
from site_gen.model.location import Location
from site_gen.model.provider import Provider


class Profile(NamedTuple):
    """A profile of the site, as far as people are compared with it."""

    slug: str
    npi: str | None
    locations: frozenset[str]


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What the site has already (`taken_from`): slugs, NPIs, profiles by `name_key`, and places by address key.

    A place is the slugs and names of the locations at the address.
    """

    providers: frozenset[str] = frozenset()
    locations: frozenset[str] = frozenset()
    npis: frozenset[str] = frozenset()
    places: Mapping[str, tuple[tuple[str, str], ...]] = {}
    people: Mapping[str, tuple[Profile, ...]] = {}


NOTHING_TAKEN = Taken()
"""A site without providers and locations."""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """New providers and locations, sorted by slug, and the account of what was read.

    `read` = providers + `merged` + refusals + ignored. `merged` counts records that went into a provider which another
    record stands for: a second row of the same person, a role, a location or a service of FHIR. For files of rows a
    location is part of its row and is not counted. Refusals and notes stand in the order of the source.
    """

    providers: tuple[Provider, ...]
    locations: tuple[Location, ...]
    read: int
    merged: int = 0
    refusals: tuple[Refusal, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    notes: tuple[Note, ...] = ()

    def __post_init__(self) -> None:
        left_out = sum(each.count for each in self.ignored)
        accounted = len(self.providers) + self.merged + len(self.refusals) + left_out
        assert accounted == self.read, f"{self.read} records read, {accounted} accounted for"


def unfit(value: msgspec.Struct) -> str | None:
    """Say why `value` breaks the limits of its own type, or give None when it keeps them.

    Structs check their limits when they are decoded, not when they are made; so this encodes and decodes once.
    """
    try:
        encoded: Any = msgspec.to_builtins(value)
        msgspec.convert(encoded, type(value))
    except msgspec.ValidationError as error:
        message = str(error)
        return message[:1].lower() + message[1:]
    return None
