"""National Provider Identifiers and taxonomy codes: what is right about them, and what a code says about a profile.

Sources: 45 CFR 162.406 and the CMS paper on the NPI check digit (Luhn over `80840` and the ten digits); NUCC Health
Care Provider Taxonomy (codes only, through our own table in `model.specialty`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from stdnum import luhn

from site_gen.intake.directory.names import clean
from site_gen.model.provider import Kind
from site_gen.model.specialty import kind_for_code, specialty_for_code

_NPI = re.compile(r"[0-9]{10}")
_CODE = re.compile(r"[0-9A-Z]{9}X")
_ORGANIZATIONS = ("193", "25", "26", "27", "28", "29", "30", "31", "32", "33", "34", "38")
"""Beginnings of codes for groups, agencies, facilities, laboratories, plans, suppliers and transport."""

_VAGUE = "other"
"""The slug of the specialty that says nothing."""

_KINDS: dict[str, Kind] = {
    "MD": "physician", "DO": "physician", "MBBS": "physician", "DDS": "dentist", "DMD": "dentist",
    "OD": "optometrist", "PA": "physician-assistant", "PA-C": "physician-assistant", "NP": "nurse-practitioner",
    "FNP": "nurse-practitioner", "FNP-C": "nurse-practitioner", "FNP-BC": "nurse-practitioner",
    "CRNP": "nurse-practitioner", "PsyD": "psychologist", "LCSW": "social-worker", "LICSW": "social-worker",
    "LPC": "counselor", "LMHC": "counselor", "LMFT": "therapist", "PT": "therapist", "DPT": "therapist",
}  # fmt: skip
"""Credentials that alone say what a person is, for sources without codes; the first in order decides."""


def npi_fault(npi: str) -> str | None:
    """Say what is wrong with an NPI of a source, or None when it has ten digits and the right check digit.

    Whether the number has been given to anybody, and to whom, is not checked.
    """
    if _NPI.fullmatch(npi) is None:
        return f"NPI {npi[:40]!r} is not ten digits"
    if not luhn.is_valid("80840" + npi):
        return f"NPI {npi} has a wrong check digit"
    return None


def plain_npi(text: str) -> str:
    """Give an NPI cell without spaces and hyphens, and without the `.0` that spreadsheets add."""
    return re.sub(r"[\s-]", "", clean(text)).removesuffix(".0")


def sort_codes(codes: Iterable[tuple[str, bool]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Order raw (code, is primary) pairs: good codes once with primary ones first, and texts that are not codes."""
    pairs = [(clean(code).upper(), primary) for code, primary in codes]
    ordered = [code for code, primary in pairs if primary] + [code for code, primary in pairs if not primary]
    good = dict.fromkeys(code for code in ordered if _CODE.fullmatch(code))
    bad = dict.fromkeys(code for code in ordered if code and not _CODE.fullmatch(code))
    return tuple(good), tuple(bad)


def is_organization_code(code: str) -> bool:
    """Tell whether a taxonomy code is one that organizations have: pharmacies, laboratories, hospitals, groups."""
    return code.startswith(_ORGANIZATIONS)


def specialty_terms(codes: Sequence[str]) -> tuple[str, ...]:
    """Give the English terms of the codes' specialties, each once, in the order of the codes.

    Codes of "other health care" say something only where no other code does.
    """
    found = [each for code in codes if (each := specialty_for_code(code)) is not None]
    telling = [each for each in found if each.slug != _VAGUE]
    return tuple(dict.fromkeys(each.term["en"] for each in telling or found))


def kind_of(codes: Sequence[str], credentials: str) -> Kind | None:
    """Give the kind of provider that codes, and else letters after the name (`MD, PhD`), stand for; None if neither.

    The first code that the table knows decides, so that the primary one does; codes of "other health care" come last.
    """
    kinds = {code: kind for code in codes if (kind := kind_for_code(code)) is not None}
    telling = [kind for code, kind in kinds.items() if not _is_vague(code)]
    by_letters = [_KINDS[each] for each in credentials.split(", ") if each in _KINDS]
    return next(iter((*telling, *by_letters, *kinds.values())), None)


def _is_vague(code: str) -> bool:
    """Whether a code is one of "other health care": students and specialists of no named field."""
    specialty = specialty_for_code(code)
    return specialty is not None and specialty.slug == _VAGUE
