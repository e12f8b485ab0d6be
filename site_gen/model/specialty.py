"""Specialties: what a taxonomy code or a name in a profile means, in a patient's words and in schema.org's.

The table is package data: it ships with this code and cannot change while it runs, so that reading it once is an import
rather than input, and `model` otherwise does no I/O.

Source: our own table in `site_gen/data/specialties.json` over the codes of the NUCC Health Care Provider Taxonomy.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from importlib import resources
from typing import TypeVar

import msgspec

from site_gen.model.provider import Kind

_CODE = re.compile(r"[0-9A-Z]{9}X")
_Value = TypeVar("_Value")


class Specialty(msgspec.Struct, frozen=True):
    """A field of care. `term` and `plain` map a language tag to words and have the same keys, `en` and `es` at least.

    `term` is the field's name (`Cardiology`), `plain` a patient's words for it or for a person in it (`Heart doctor`);
    `schema` is a member of schema.org's `MedicalSpecialty`, or None where none fits. The dicts are shared: read only.
    """

    slug: str
    term: dict[str, str]
    plain: dict[str, str]
    schema: str | None


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A specialty in one language."""

    term: str
    plain: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`specialties.json`: slug to words by language and `schema`; prefix of a code to slug and to kind."""

    specialties: dict[str, dict[str, _Words | str | None]]
    codes: dict[str, str]
    kinds: dict[str, Kind]


@functools.cache
def _file() -> _File:
    """The table as it stands in the package."""
    data = resources.files("site_gen").joinpath("data", "specialties.json").read_bytes()
    return msgspec.json.decode(data, type=_File)


@functools.cache
def _specialties() -> dict[str, Specialty]:
    """Every specialty by its slug, in the order of slugs."""
    found: dict[str, Specialty] = {}
    for slug, entry in sorted(_file().specialties.items()):
        words = [(language, value) for language, value in sorted(entry.items()) if isinstance(value, _Words)]
        schema = entry["schema"]
        assert not isinstance(schema, _Words), f"the schema of {slug} is not a name"
        found[slug] = Specialty(
            slug=slug,
            term={language: value.term for language, value in words},
            plain={language: value.plain for language, value in words},
            schema=schema,
        )
    return found


@functools.cache
def _names() -> dict[str, Specialty]:
    """Every slug and term, folded, to its specialty. No name stands for two: a test over the table sees to it."""
    found = _specialties().values()
    return {_folded(name): each for each in found for name in (each.slug, *each.term.values())}


def _folded(text: str) -> str:
    """`text` without differences of case, of spaces and of Unicode composition."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _longest_prefix(table: dict[str, _Value], code: str) -> _Value | None:
    """The value of the longest prefix of `code` in `table`; None where there is none or `code` is not a code."""
    if _CODE.fullmatch(code) is None:
        return None
    prefixes = (code[:length] for length in range(len(code), 0, -1))
    return next((table[prefix] for prefix in prefixes if prefix in table), None)


def specialty_for_code(code: str) -> Specialty | None:
    """The specialty of a NUCC taxonomy code of ten characters, such as `207RC0000X`: the longest known prefix decides.

    None where the table knows no prefix, or where `code` is not ten characters of that form. Whether the code has been
    assigned is not checked: an unassigned one of a known family gets the family's specialty.
    """
    slug = _longest_prefix(_file().codes, code)
    return None if slug is None else _specialties()[slug]


def specialty_for_name(text: str) -> Specialty | None:
    """The specialty whose slug, or whose term in any language, is `text`, whatever the case and the spacing.

    Patients' words (`plain`) are not matched: several specialties may share them.
    """
    return _names().get(_folded(text))


def kind_for_code(code: str) -> Kind | None:
    """The kind of provider that a NUCC taxonomy code of ten characters stands for: the longest known prefix decides.

    None for codes of organizations, for unknown families, and where `code` is not of the form.
    """
    return _longest_prefix(_file().kinds, code)
