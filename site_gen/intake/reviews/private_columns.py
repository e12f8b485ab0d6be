"""Columns that hold what intake never stores: contact data, dates of birth, addresses and record numbers.

Told by the column's name alone, in English and the commonest words of Spanish, French and German.

Source: 45 CFR 164.514(b)(2)(i), for what identifies a patient.
"""

from __future__ import annotations

import re

from site_gen.intake.tables import folded

_WORDS = {
    "an e-mail address": "email mail mailto correo courriel mél",
    "a phone number": "phone telephone tel mobile cell cellphone fax sms teléfono telefono móvil celular téléphone "
    "telefon",
    "an IP address": "ip ipaddress ipv4 ipv6 useragent",
    "a date of birth": "dob birth birthdate birthday nacimiento naissance geburtsdatum",
    "an address": "address addr street zip zipcode postal postcode postalcode dirección direccion adresse "
    "anschrift plz",
    "a record number": "mrn ssn csn har fin guarantor subscriber",
}
_WITHIN = {
    "an e-mail address": "email",
    "a phone number": "phonenum phoneno homephone workphone cellphone",
    "an IP address": "ipaddr remoteip clientip userip remoteaddr",
    "a date of birth": "dateofbirth birthdate",
    "a record number": "medicalrecord patientid patientnumber patientno memberid membernumber accountnumber accountno "
    "encounterid encounternumber visitid visitnumber socialsecurity policynumber insuranceid chartnumber healthplan",
}
_OF_PRACTICES = frozenset(
    ("location", "practice", "clinic", "office", "facility", "site", "provider", "branch", "store")
)
_PARTS = re.compile(r"[A-ZÀ-Þ]+(?![a-zß-ÿ])|[A-ZÀ-Þ]?[a-zß-ÿ]+|[0-9]+")
_VOCABULARY = frozenset(("method", "verification", "rating"))
"""Fields that store a number or a word of ours, whatever stands in the cell."""
_DATES = frozenset(("received_at", "updated_at", "replied_at", "experienced"))


def private_kind(column: str) -> str | None:
    """Say what a column holds by its name, `an e-mail address`; None where nothing private shows."""
    words = {part.casefold() for part in _PARTS.findall(column)}
    plain = folded(column)
    for kind, known in _WORDS.items():
        if not words.isdisjoint(known.split()) or any(part in plain for part in _WITHIN.get(kind, "").split()):
            return kind
    return None


def private_for(column: str, field: str) -> str | None:
    """Say what a column holds, unless nothing of it would be stored in `field`.

    `Phone verified` may be a verification, `Email sent` a date, and the address of a clinic the place.
    """
    kind = private_kind(column)
    if kind is None or field in _VOCABULARY:
        return None
    if field in _DATES and kind not in ("a date of birth", "a record number"):
        return None
    words = {part.casefold() for part in _PARTS.findall(column)}
    return None if field == "place" and kind == "an address" and words & _OF_PRACTICES else kind
