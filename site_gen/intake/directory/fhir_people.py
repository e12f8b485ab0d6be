"""A FHIR practitioner as a person: name, NPI, codes, certificates and languages.

Source: FHIR R4 section 8.4; code systems v2-0360 (degrees) and NUCC (codes only: displays are copyrighted).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from site_gen.intake.account import Note
from site_gen.intake.directory.fhir_resources import (
    NPI_SYSTEM,
    NUCC_SYSTEM,
    Concept,
    HumanName,
    Practitioner,
    PractitionerRole,
    Qualification,
)
from site_gen.intake.directory.identifiers import plain_npi, sort_codes
from site_gen.intake.directory.languages import code_tag
from site_gen.intake.directory.names import clean, make_name, split_name
from site_gen.intake.directory.people import Person
from site_gen.model.provider import Credential, Name

_DEGREES = ("http://terminology.hl7.org/CodeSystem/v2-0360", "http://terminology.hl7.org/CodeSystem/v2-0360/2.7")
_BCP_47 = ("urn:ietf:bcp:47", "http://hl7.org/fhir/ValueSet/languages")
_USES = ("official", "usual", None, "temp", "nickname", "anonymous", "old", "maiden")
"""Which of several names is the one on the door."""


def npi_of(practitioner: Practitioner) -> str | None:
    """Give the first NPI, checked or not; None when there is none."""
    found = (each.value for each in practitioner.identifier if each.system == NPI_SYSTEM)
    return next((plain_npi(value) for value in found if value and clean(value)), None)


def role_codes(roles: Iterable[PractitionerRole]) -> tuple[str, ...]:
    """Give the taxonomy codes of the roles' specialties, each once, in order."""
    return _nucc_codes(concept for role in roles for concept in role.specialty)[0]


def person_of(where: str, practitioner: Practitioner) -> tuple[Person, list[Note]]:
    """Give what the practitioner's own resource says, and what was dropped. The NPI is as `npi_of` gives it."""
    valid = [each for each in practitioner.qualification if _is_valid(each)]
    codes, bad = _nucc_codes(each.code for each in valid)
    notes = [Note(where, "taxonomy", f"{code[:20]!r} is not a taxonomy code") for code in bad]
    languages: list[str] = []
    for concept in practitioner.communication:
        written = [each.code for each in concept.coding if each.code and (each.system in _BCP_47 or not each.system)]
        tag = next((tag for code in written if (tag := code_tag(code))), None)
        if tag is None:
            shown = clean(concept.text or ", ".join(each.code or "" for each in concept.coding))[:40]
            notes.append(Note(where, "language", f"{shown!r} is not a language tag"))
        else:
            languages.append(tag)
    person = Person(
        where=where,
        name=_name(practitioner.name, valid),
        npi=npi_of(practitioner),
        codes=codes,
        gender=practitioner.gender if practitioner.gender in ("female", "male") else None,
        languages=tuple(dict.fromkeys(languages)),
        credentials=_certificates(valid),
    )
    return person, notes


def _name(names: Sequence[HumanName], qualifications: Sequence[Qualification]) -> Name:
    """The name on the door: parts where given, else the text split; letters of degrees where the name has none."""
    ordered = sorted(names, key=lambda each: _USES.index(each.use) if each.use in _USES else len(_USES))
    chosen = ordered[0] if ordered else HumanName()
    degrees = ", ".join(code for each in qualifications for system in _DEGREES for code in each.code.codes(system))
    split = split_name(chosen.text or "", credentials=degrees)
    given = [part for part in chosen.given if part]
    if not chosen.family or not given:
        return split
    return make_name(
        prefix=" ".join(part for part in chosen.prefix if part),
        given=given[0],
        middle=" ".join(given[1:]),
        family=chosen.family,
        credentials=", ".join(part for part in chosen.suffix if part) or degrees or split.suffix,
    )


def _certificates(qualifications: Iterable[Qualification]) -> tuple[Credential, ...]:
    """Certificates: what has words of its own and an issuer, and is no degree. Licences, which have none, are not."""
    found: dict[str, Credential] = {}
    for each in qualifications:
        words = clean(each.code.text or "")
        issuer = clean((each.issuer.display if each.issuer else None) or "")
        if words and issuer and not any(each.code.codes(system) for system in _DEGREES):
            since = re.match(r"(19|20)\d\d", (each.period.start if each.period else None) or "")
            found.setdefault(words, Credential(name=words, issuer=issuer, since=int(since[0]) if since else None))
    return tuple(found.values())


def _is_valid(qualification: Qualification) -> bool:
    """Whether no Plan-Net status says that the qualification is revoked, pending or otherwise not in force."""
    statuses = [code for each in qualification.extension for code in each.inner_codes("status")]
    return all(status == "active" for status in statuses)


def _nucc_codes(concepts: Iterable[Concept]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Good and bad taxonomy codes, in order."""
    return sort_codes((code, False) for concept in concepts for code in concept.codes(NUCC_SYSTEM))
