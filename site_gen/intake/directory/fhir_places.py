"""Where a FHIR role's practitioner works: locations, telephone numbers, hours, new patients, accessibility.

Sources: FHIR R4 sections 8.5 to 8.7; Plan-Net's code systems AcceptingPatientsCS and AccessibilityCS; HL7 v3 RoleCode.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from site_gen.intake.account import Note
from site_gen.intake.directory.addresses import make_address
from site_gen.intake.directory.draft import unfit
from site_gen.intake.directory.fhir_files import Directory, Record
from site_gen.intake.directory.fhir_resources import (
    ContactPoint,
    Extension,
    FhirLocation,
    HealthcareService,
    OpenTime,
    Organization,
    PractitionerRole,
    Reference,
)
from site_gen.intake.directory.hours import Block, hours_of
from site_gen.intake.directory.names import clean
from site_gen.intake.directory.people import Place, Work
from site_gen.intake.directory.phones import phone_number
from site_gen.model.hours import Hours
from site_gen.model.location import Geo, LocationType

_TYPES: dict[str, LocationType] = {
    "HOSP": "Hospital", "GACH": "Hospital", "PSYCHF": "Hospital", "RH": "Hospital", "MHSP": "Hospital",
    "ER": "EmergencyService", "ETU": "EmergencyService", "PHARM": "Pharmacy", "OUTPHARM": "Pharmacy",
    "INPHARM": "Pharmacy", "DX": "DiagnosticLab", "RADDX": "DiagnosticLab", "PC": "PhysiciansOffice",
}  # fmt: skip
_ACCESSIBILITY = {
    "cultcomp": "Care that fits your culture and language",
    "handiaccess": "Accessible to people with disabilities",
    "adacomp": "Complies with the Americans with Disabilities Act",
    "pubtrans": "Reachable by public transit",
    "anssrvc": "Answering service",
    "cognitive": "Services for people with cognitive impairments",
    "mobility": "Services for people with impaired mobility",
}
"""Plan-Net's codes in our words."""

_ACCEPTING = {"newpt": True, "nopt": False, "existptonly": False, "existptfam": False}
_PRIVATE = ("home", "old", "mobile", "temp")


def works_of(directory: Directory, where: str, role: PractitionerRole) -> tuple[list[Work], frozenset[str], list[Note]]:
    """Give a role's practices, the `where` of the records that they needed, and what was dropped.

    Locations are the role's own, else those of its services. What the role says about new patients and hours comes
    before what the location or the service says.
    """
    services = [each for reference in role.healthcare_service if (each := directory.find(reference, HealthcareService))]
    used = {record.where for record, _ in services}
    active = [service for _, service in services if service.active]
    wanted = role.location or tuple(place for service in active for place in service.location)
    phone, notes = _number(where, role.telecom, "phone")
    hours, remarks = _hours(where, role.available_time or tuple(t for each in active for t in each.available_time))
    notes += remarks
    works: list[Work] = []
    for reference in _distinct(wanted):
        found = directory.find(reference, FhirLocation)
        if found is None:
            notes.append(Note(where, "dangling", f"{(reference.reference or '')[:100]!r} is not among the resources"))
            continue
        record, location = found
        used.add(record.where)
        if location.status != "active":
            notes.append(Note(where, "location", f"{record.where} is {location.status[:20]}; left out"))
            continue
        place, needed, more = _place(directory, record, location)
        used |= needed
        notes += more
        accepting, doubt = _accepting((role.extension, location.extension, *(each.extension for each in active)))
        notes += [Note(where, "accepting", doubt)] if doubt else []
        works.append(Work(place=place, phone=phone, accepting=accepting, hours=hours))
    return works, frozenset(used), notes


def _place(directory: Directory, record: Record, location: FhirLocation) -> tuple[Place, frozenset[str], list[Note]]:
    """A location with what it needed and what was dropped; its identity is the resource, not the address."""
    stated = location.address
    address = make_address(
        [line for line in (stated.line if stated else ()) if line],
        locality=(stated.city if stated else None) or "",
        region=(stated.state if stated else None) or "",
        postal=(stated.postal_code if stated else None) or "",
        country=(stated.country if stated else None) or "",
    )
    owner = directory.find(location.managing_organization, Organization) if not location.name else None
    phone, notes = _number(record.where, location.telecom, "phone", address.country)
    fax, _ = _number(record.where, location.telecom, "fax", address.country)
    hours, remarks = _hours(record.where, location.hours_of_operation)
    notes += remarks
    geo = Geo(latitude=location.position.latitude, longitude=location.position.longitude) if location.position else None
    if geo is not None and unfit(geo) is not None:
        notes.append(Note(record.where, "position", "the position is not on the globe; left out"))
        geo = None
    codes = [coding.code or "" for concept in location.type for coding in concept.coding]
    extensions = [each for each in location.extension if each.url.endswith("/accessibility")]
    accessible = [code for each in extensions for code in each.value_codes()]
    place = Place(
        key=record.where,
        name=clean(location.name or (owner[1].name if owner else None) or ""),
        type=next((_TYPES[code] for code in codes if code in _TYPES), "MedicalClinic"),
        address=address,
        geo=geo,
        phone=phone,
        fax=fax,
        hours=hours,
        accessibility=tuple(dict.fromkeys(_ACCESSIBILITY[code] for code in accessible if code in _ACCESSIBILITY)),
    )
    return place, frozenset({owner[0].where} if owner else ()), notes


def _number(
    where: str, points: Sequence[ContactPoint], system: str, country: str = "US"
) -> tuple[str | None, list[Note]]:
    """The best number of a kind, by rank and then in order; private ones do not count, impossible ones are noted."""
    fitting = [each for each in points if each.system == system and each.use not in _PRIVATE and each.value]
    notes: list[Note] = []
    for point in sorted(fitting, key=lambda each: each.rank or 1_000):
        number, remark = phone_number(point.value or "", country)
        if remark is not None:
            notes.append(Note(where, "phone" if number is None else "phone-extension", remark))
        if number is not None:
            return number, notes
    return None, notes


def _hours(where: str, times: Iterable[OpenTime]) -> tuple[Hours, list[Note]]:
    """Hours and what could not be read of them."""
    hours, troubles = hours_of(
        Block(
            each.days_of_week,
            each.all_day,
            each.opening_time or each.available_start_time,
            each.closing_time or each.available_end_time,
        )
        for each in times
    )
    return hours, [Note(where, "hours", trouble) for trouble in troubles]


def _accepting(sources: Iterable[Sequence[Extension]]) -> tuple[bool | None, str | None]:
    """What the first source that says anything says; None with a remark where it differs from network to network."""
    for extensions in sources:
        news = [each for each in extensions if each.url.endswith("/newpatients")]
        codes = [code for each in news for code in each.inner_codes("acceptingPatients")]
        said = {_ACCEPTING[code] for code in codes if code in _ACCEPTING}
        if len(said) > 1:
            return None, "whether new patients are accepted depends on the network; left out"
        if said:
            return said.pop(), None
    return None, None


def _distinct(references: Iterable[Reference]) -> list[Reference]:
    """References, each once."""
    return list({each.reference: each for each in references}.values())
