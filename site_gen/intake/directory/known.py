"""Whom of a source the site has already: by NPI, and where a record or a profile has none, by name and location.

A name alone proves little: two people may have it. Where both name places, and none in common, the person is new, with
a note. Where one of the two names no place there is nothing to tell them apart by: the person counts as present, with a
note. A profile stands for one person of a source.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from site_gen.intake.account import Note
from site_gen.intake.directory.addresses import address_key
from site_gen.intake.directory.draft import Profile, Taken
from site_gen.intake.directory.names import name_key
from site_gen.intake.directory.people import Person, Place

BY_NPI = ("present", "the site has a profile with this NPI")
_BY_PLACE = ("present", "the site has a profile of this name at one of these locations")
_BY_NAME = ("present", "the site has a profile of this name, and nothing tells the two apart")


class Known(NamedTuple):
    """Kind and reason for those whom the site has, by `where`; what is to be said of them and of the others."""

    present: dict[str, tuple[str, str]]
    notes: list[Note]


def find_known(people: Sequence[Person], taken: Taken) -> Known:
    """Tell whom the site has already; the first of several people of one name who fits a profile is its person."""
    present = {each.where: BY_NPI for each in people if each.npi is not None and each.npi in taken.npis}
    stated = {each.npi for each in people if each.npi is not None}
    claimed = {one.slug for those in taken.people.values() for one in those if one.npi in stated}
    notes: list[Note] = []
    for person in people:
        same = [one for one in taken.people.get(name_key(person.name), ()) if not (one.npi and person.npi)]
        if person.where in present or not same:
            continue
        here = {work.at or known_place(work.place, taken) for work in person.works if work.at or work.place}
        found, reason = _profile_of(person, [one for one in same if one.slug not in claimed], here)
        if found is None:
            notes.append(Note(person.where, "same-name", f"may be {_file(same[0])}: remove one of the two if so"))
            continue
        claimed.add(found.slug)
        present[person.where] = reason
        if reason is _BY_NAME:
            told = f"taken for {_file(found)} by the name alone; if it is somebody else, give both an NPI or a location"
            notes.append(Note(person.where, "same-name", told))
        elif person.npi is not None:
            notes.append(Note(person.where, "same-name", f"taken for {_file(found)}, which has no NPI: write it there"))
    return Known(present, notes)


def known_place(place: Place | None, taken: Taken) -> str | None:
    """Give the slug of the site's location at an address; where the source names places, the name must agree, too."""
    if place is None:
        return None
    found = taken.places.get(address_key(place.address), ())
    fitting = [slug for slug, name in found if not place.name or name.casefold() == place.name.casefold()]
    return fitting[0] if fitting else None


def _profile_of(
    person: Person, same: Sequence[Profile], here: Collection[str | None]
) -> tuple[Profile | None, tuple[str, str]]:
    for one in same:
        if not one.locations.isdisjoint(here):
            return one, _BY_PLACE
    bare = (one for one in same if person.npi is None and not (person.works and one.locations))
    return next(bare, None), _BY_NAME


def _file(profile: Profile) -> str:
    return f"content/providers/{profile.slug}.yaml"
