"""Providers out of FHIR R4 provider directories, such as those of payers after the Da Vinci Plan-Net guide.

A practitioner becomes a provider; roles say where they work; locations, services and organizations are used as far as
roles lead to them. Networks, plans and endpoints are not for pages. Telephone numbers of practitioners themselves and
those for use at home are left out: they may be private.

Sources: FHIR R4 (4.0.1) sections 8.4 to 8.8; HL7 Da Vinci PDex Plan-Net 1.1 for `newpatients`, `accessibility` and the
status of qualifications.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from site_gen.intake.account import Note, Refusal, Tally, ignored_from
from site_gen.intake.directory.assemble import Assembled, assemble
from site_gen.intake.directory.draft import NOTHING_TAKEN, Draft, Taken
from site_gen.intake.directory.fhir_files import Directory, Record, read_directory
from site_gen.intake.directory.fhir_people import npi_of, person_of, role_codes
from site_gen.intake.directory.fhir_places import works_of
from site_gen.intake.directory.fhir_resources import (
    FhirLocation,
    HealthcareService,
    Organization,
    Practitioner,
    PractitionerRole,
)
from site_gen.intake.directory.identifiers import is_organization_code, npi_fault
from site_gen.intake.directory.people import Person, Work
from site_gen.model.provider import Affiliation

_ADMITTING = "ap"
"""Plan-Net's role code for admitting privileges at an organization."""


class _Gathered(msgspec.Struct, frozen=True):
    """What one practitioner's roles add up to; `used` holds the `where` of all records that were needed."""

    person: Person
    used: frozenset[str]


def read_fhir(files: Mapping[str, bytes], taken: Taken = NOTHING_TAKEN) -> Draft:
    """Read the resources of all `files` (name to content): single ones, Bundles, NDJSON. A resource is a record.

    `where` is `PractitionerRole/x`. Refused: a practitioner whose NPI has a wrong check digit or who has no name, a
    role without practitioner, a broken resource. Ignored and counted: what is not active, organizations' roles,
    locations and services that nobody works at, other types. An NPI that stands at people of different names is left
    out at all of them with a note; records with one NPI and one name are one person.

    Raises:
        UnreadableError: a file that is not JSON of FHIR; the file is named.
    """
    directory = read_directory(files)
    outcome: dict[int, Refusal | tuple[str, str]] = {}
    notes: list[Note] = []
    seen: set[str] = set()
    owners: dict[int, str] = {}
    for place, record in enumerate(directory.records):
        if any(directory.by_name[name] is not record for name in record.names) or record.where in seen:
            outcome[place] = ("repeated", "the resource stands in an earlier place")
        elif record.fault:
            outcome[place] = Refusal(record.where, "shape", record.fault)
        elif isinstance(record.resource, Practitioner):
            outcome.update({place: why} if (why := _unwanted(record, record.resource)) else {})
        elif isinstance(record.resource, PractitionerRole):
            found = _owner(directory, record, record.resource)
            if isinstance(found, str):
                owners[place] = found
            else:
                outcome[place] = found
        seen.add(record.where)
    practitioners = [record for place, record in enumerate(directory.records) if place not in outcome]
    roles = [(directory.records[place], owner) for place, owner in owners.items()]
    people, merged, remarks = _people(directory, practitioners, roles)
    notes += remarks
    made = assemble([each.person for each in people], taken)
    return _account(directory, outcome, owners, people, merged, made, notes)


def _unwanted(record: Record, practitioner: Practitioner) -> Refusal | tuple[str, str] | None:
    """Why a practitioner does not become a provider, if so."""
    if not practitioner.active:
        return ("inactive", "the resource is not active")
    npi = npi_of(practitioner)
    fault = npi_fault(npi) if npi is not None else None
    return Refusal(record.where, "npi", fault) if fault else None


def _owner(directory: Directory, record: Record, role: PractitionerRole) -> str | Refusal | tuple[str, str]:
    """Where the practitioner of a role is, or what becomes of the role."""
    if not role.active:
        return ("inactive", "the resource is not active")
    codes = role_codes([role])
    if role.practitioner is None or not role.practitioner.reference:
        if codes and all(is_organization_code(code) for code in codes):
            return ("organization-role", "roles of organizations, such as pharmacies, have no profile")
        return Refusal(record.where, "no-practitioner", "the role names no practitioner")
    found = directory.find(role.practitioner, Practitioner)
    if found is None:
        name = role.practitioner.reference[:100]
        if directory.find(role.practitioner, Organization) is not None:
            return ("organization-role", "roles of organizations, such as pharmacies, have no profile")
        return Refusal(record.where, "dangling", f"{name} is not among the resources")
    return found[0].where


def _people(
    directory: Directory, records: Sequence[Record], roles: Sequence[tuple[Record, str]]
) -> tuple[list[_Gathered], dict[str, str], list[Note]]:
    """People with all that their roles say; `where` of a practitioner to the one they are merged into; notes."""
    notes: list[Note] = []
    chosen = [(each, each.resource) for each in records if isinstance(each.resource, Practitioner)]
    named = {record.where: person_of(record.where, practitioner) for record, practitioner in chosen}
    names: dict[str, set[str]] = {}
    for person, _ in named.values():
        if person.npi is not None:
            names.setdefault(person.npi, set()).add(person.name.plain.casefold())
    first: dict[str, str] = {}
    merged: dict[str, str] = {}
    for where, (person, _) in named.items():
        if person.npi is None:
            continue
        if len(names[person.npi]) > 1:
            notes.append(Note(where, "npi-shared", f"NPI {person.npi} stands at people of different names; left out"))
        elif first.setdefault(person.npi, where) != where:
            merged[where] = first[person.npi]
    gathered: list[_Gathered] = []
    for where, (person, remarks) in named.items():
        if where in merged:
            continue
        notes += remarks
        own = [(record, owner) for record, owner in roles if merged.get(owner, owner) == where]
        shared = person.npi is not None and len(names[person.npi]) > 1
        done, more = _with_roles(directory, person, [record for record, _ in own])
        notes += more
        gathered.append(_Gathered(msgspec.structs.replace(done.person, npi=None) if shared else done.person, done.used))
    return gathered, merged, notes


def _with_roles(directory: Directory, person: Person, records: Sequence[Record]) -> tuple[_Gathered, list[Note]]:
    """A person with the codes, practices and affiliations of their roles; specialties of roles come first."""
    roles = [(each, each.resource) for each in records if isinstance(each.resource, PractitionerRole)]
    used = {record.where for record, _ in roles}
    works: list[Work] = []
    affiliations: dict[str, Affiliation] = {}
    notes: list[Note] = []
    for record, role in roles:
        organization = directory.find(role.organization, Organization)
        admitting = any(code.code == _ADMITTING for concept in role.code for code in concept.coding)
        if admitting and organization is not None and organization[1].name:
            affiliations[organization[0].where] = Affiliation(hospital=organization[1].name)
            used.add(organization[0].where)
        elif not admitting:
            done, needed, remarks = works_of(directory, record.where, role)
            works += done
            used |= needed
            notes += remarks
    person = msgspec.structs.replace(
        person,
        codes=tuple(dict.fromkeys((*role_codes(role for _, role in roles), *person.codes))),
        affiliations=tuple(affiliations.values()),
        works=tuple(works),
    )
    return _Gathered(person, frozenset(used)), notes


def _account(
    directory: Directory,
    outcome: Mapping[int, Refusal | tuple[str, str]],
    owners: Mapping[int, str],
    people: Sequence[_Gathered],
    merged: Mapping[str, str],
    made: Assembled,
    notes: Sequence[Note],
) -> Draft:
    """Every record with what became of it."""
    tally: Tally = Tally()
    refused = {each.where: each for each in made.refusals}
    used = frozenset().union(*(each.used for each in people if each.person.where in made.accepted))
    refusals: list[Refusal] = []
    into = 0
    for place, record in enumerate(directory.records):
        found = outcome.get(place) or refused.get(record.where)
        if isinstance(found, Refusal):
            refusals.append(found)
        elif found is not None:
            tally[found] += 1
        elif isinstance(record.resource, Practitioner):
            target = merged.get(record.where)
            if target is not None and target in made.accepted:
                into += 1
            elif target is not None or record.where in made.present:
                tally[made.present.get(target or record.where, _LEFT_OUT)] += 1
        elif record.where in used:
            into += 1
        else:
            tally[_LEFT_OUT if place in owners else _unused(record)] += 1
    order = {record.where: place for place, record in reversed(list(enumerate(directory.records)))}
    return Draft(
        providers=made.providers,
        locations=made.locations,
        read=len(directory.records),
        merged=into,
        refusals=tuple(refusals),
        ignored=ignored_from(tally),
        notes=tuple(dict.fromkeys(sorted((*notes, *made.notes), key=lambda each: order[each.where]))),
    )


_LEFT_OUT = ("left-out", "the practitioner that it belongs to was left out")


def _unused(record: Record) -> tuple[str, str]:
    """Why a record that no provider needed was ignored."""
    if isinstance(record.resource, FhirLocation):
        return ("unused-location", "no provider works at the location")
    if isinstance(record.resource, HealthcareService):
        return ("unused-service", "no provider's role names the service")
    if isinstance(record.resource, Organization):
        return ("organization", "organizations have no profile")
    return ("other-resource", f"{record.type[:40]} is not about a profile")
