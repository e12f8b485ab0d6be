"""Registrants of NPPES as people, and the account of a file or answer of the registry.

Source: NPI Registry API version 2.1; `nppes` puts rows of the CSV into the same form.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from site_gen.intake.account import Note, Refusal, Tally, ignored_from
from site_gen.intake.directory.addresses import address_key, make_address, split_lines
from site_gen.intake.directory.assemble import assemble
from site_gen.intake.directory.draft import Draft, Taken
from site_gen.intake.directory.identifiers import npi_fault, plain_npi, sort_codes
from site_gen.intake.directory.names import clean, make_name
from site_gen.intake.directory.people import Person, Place, Work
from site_gen.intake.directory.phones import phone_number

ORGANIZATION = ("organization", "organizations (entity type 2) have no profile")
DEACTIVATED = ("deactivated", "the NPI is deactivated")
_REPEATED = ("repeated", "the NPI stands in an earlier row")


class RegistryAddress(msgspec.Struct, frozen=True):
    """An address of the API; the CSV's is put into the same form."""

    address_purpose: str | None = None
    address_1: str | None = None
    address_2: str | None = None
    city: str | None = None
    state: str | None = None
    postal_code: str | None = None
    country_code: str | None = None
    telephone_number: str | None = None
    fax_number: str | None = None


class RegistryTaxonomy(msgspec.Struct, frozen=True):
    """A taxonomy code and whether it is the primary one."""

    code: str | None = None
    primary: bool | None = None


class RegistryBasic(msgspec.Struct, frozen=True):
    """Names and status of one registrant. `sex` replaced `gender`; absent texts are null, empty or `--`."""

    first_name: str | None = None
    last_name: str | None = None
    middle_name: str | None = None
    credential: str | None = None
    name_prefix: str | None = None
    name_suffix: str | None = None
    sex: str | None = None
    gender: str | None = None
    status: str | None = None


class Registrant(msgspec.Struct, frozen=True):
    """One record of the registry, in the form of its API."""

    number: str | int
    enumeration_type: str
    basic: RegistryBasic = RegistryBasic()
    addresses: tuple[RegistryAddress, ...] = ()
    practice_locations: tuple[RegistryAddress, ...] = msgspec.field(name="practiceLocations", default=())
    taxonomies: tuple[RegistryTaxonomy, ...] = ()


Entry = Registrant | Refusal | tuple[str, str]
"""A record to judge, one that is refused already, or the kind and reason for which one is ignored."""


def draft_of(entries: Sequence[tuple[str, Entry]], taken: Taken) -> Draft:
    """Give the account of all entries, each with its `where`: registrants become people, the rest is counted."""
    tally: Tally = Tally()
    refusals: list[Refusal] = []
    notes: list[Note] = []
    people: dict[str, Person] = {}
    for where, entry in entries:
        if isinstance(entry, Refusal):
            refusals.append(entry)
        elif isinstance(entry, tuple):
            tally[entry] += 1
        elif entry.enumeration_type == "NPI-2":
            tally[ORGANIZATION] += 1
        else:
            person, remarks = _person(where, entry)
            if isinstance(person, Refusal):
                refusals.append(person)
            elif person.npi in people:
                tally[_REPEATED] += 1
            else:
                assert person.npi is not None
                people[person.npi] = person
                notes += remarks
    made = assemble(tuple(people.values()), taken)
    tally.update(made.present.values())
    order = {where: place for place, (where, _) in enumerate(entries)}
    return Draft(
        providers=made.providers,
        locations=made.locations,
        read=len(entries),
        refusals=tuple(sorted((*refusals, *made.refusals), key=lambda each: order[each.where])),
        ignored=ignored_from(tally),
        notes=tuple(sorted((*notes, *made.notes), key=lambda each: order[each.where])),
    )


def _person(where: str, result: Registrant) -> tuple[Person | Refusal, list[Note]]:
    """A registrant as a person, and what was dropped; or the refusal."""
    npi = plain_npi(str(result.number))
    fault = npi_fault(npi)
    if fault is not None:
        return Refusal(where, "npi", fault), []
    if result.enumeration_type != "NPI-1":
        return Refusal(where, "entity-type", f"entity type {result.enumeration_type!r}, expected NPI-1 or NPI-2"), []
    basic = result.basic
    codes, bad = sort_codes((each.code or "", bool(each.primary)) for each in result.taxonomies)
    notes = [Note(where, "taxonomy", f"{code[:20]!r} is not a taxonomy code") for code in bad]
    works: list[Work] = []
    stated = [each for each in result.addresses if (each.address_purpose or "").upper() == "LOCATION"]
    for at in (*stated, *result.practice_locations):
        if (at.address_1 or "").strip() or (at.city or "").strip():
            work, remarks = _work(where, at)
            works.append(work)
            notes += remarks
    person = Person(
        where=where,
        name=make_name(
            prefix=basic.name_prefix or "",
            given=basic.first_name or "",
            middle=basic.middle_name or "",
            family=basic.last_name or "",
            generation=basic.name_suffix or "",
            credentials=basic.credential or "",
        ),
        npi=npi,
        codes=codes,
        gender={"F": "female", "M": "male"}.get((basic.sex or basic.gender or "").strip().upper()),
        works=tuple(works),
    )
    return person, notes


def _work(where: str, at: RegistryAddress) -> tuple[Work, list[Note]]:
    """A practice location; the same address is the same place."""
    name, lines = split_lines((at.address_1 or "", at.address_2 or ""))
    address = make_address(
        lines,
        locality=at.city or "",
        region=at.state or "",
        postal=at.postal_code or "",
        country=at.country_code or "",
    )
    notes = []
    if (at.postal_code or "").strip() and address.postal_code is None:
        notes.append(Note(where, "postal-code", f"{clean(at.postal_code or '')[:20]!r} is not a postal code"))
    if " apt " in f" {address.street.casefold()} ".replace(".", " ").replace(",", " "):
        notes.append(Note(where, "home", f"{address.street[:80]!r} has an apartment: it may be somebody's home"))
    phone, remark = phone_number(at.telephone_number or "", address.country)
    fax, _ = phone_number(at.fax_number or "", address.country)
    if remark is not None:
        notes.append(Note(where, "phone" if phone is None else "phone-extension", remark))
    key = f"{name.casefold()}|{address_key(address)}"
    return Work(place=Place(key=key, name=name, address=address, fax=fax), phone=phone), notes
