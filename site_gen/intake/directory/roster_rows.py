"""One row of a roster as a person at a place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

import msgspec

from site_gen.intake.account import Note, Refusal
from site_gen.intake.directory.addresses import address_key, case_place, make_address, split_address
from site_gen.intake.directory.credentials import is_credential
from site_gen.intake.directory.draft import Taken
from site_gen.intake.directory.identifiers import npi_fault, plain_npi, sort_codes
from site_gen.intake.directory.languages import language_tag
from site_gen.intake.directory.names import case_prefix, clean, make_name, split_name
from site_gen.intake.directory.people import Person, Place, Work
from site_gen.intake.directory.phones import phone_number
from site_gen.intake.directory.roster_map import RosterMap
from site_gen.intake.directory.slugs import as_slug
from site_gen.model.base import Url
from site_gen.model.provider import Kind, Name
from site_gen.model.specialty import specialty_for_name

_YES = ("yes", "y", "true", "t", "1", "x", "open", "accepting", "accepts")
_NO = ("no", "n", "false", "f", "0", "closed", "full", "not accepting", "existing patients only")
_GENDERS = {
    "f": "female", "female": "female", "woman": "female", "m": "male", "male": "male", "man": "male",
    "nonbinary": "nonbinary", "non-binary": "nonbinary", "x": "nonbinary",
}  # fmt: skip
_WITH_COMMAS = ("languages", "taxonomy", "credentials")

Row = Mapping[str, Sequence[str]]
"""Field to the cells that are not empty; only list fields use more than the first."""


def person_of_row(where: str, row: Row, mapping: RosterMap, taken: Taken) -> tuple[Person | Refusal, list[Note]]:
    """Give the person of a row with one practice, and what was dropped; or the refusal."""
    cells = _Cells(row, mapping)
    npi = plain_npi(cells.one("npi")) or None
    fault = npi_fault(npi) if npi is not None else None
    if fault is not None:
        return Refusal(where, "npi", fault), []
    name = _name(cells)
    if not name.given or not name.family:
        shown = name.plain[:60]
        return Refusal(where, "name", f"given and family name are needed, found {shown!r}"), []
    notes: list[Note] = []
    codes, bad = sort_codes((code, False) for code in cells.many("taxonomy"))
    notes += [Note(where, "taxonomy", f"{code[:20]!r} is not a taxonomy code") for code in bad]
    languages = {text: language_tag(text) for text in cells.many("languages")}
    notes += [
        Note(where, "language", f"{text[:40]!r} is not a known language") for text, tag in languages.items() if not tag
    ]
    gender = cells.one("gender")
    website = _url(where, "website", cells.one("website"), notes)
    person = Person(
        where=where,
        name=name,
        npi=npi,
        codes=codes,
        kind=_kind(where, cells.one("kind"), notes),
        specialties=tuple(_specialty(text) for text in cells.many("specialties")),
        languages=tuple(dict.fromkeys(tag for tag in languages.values() if tag)),
        pronouns=cells.one("pronouns") or None,
        gender=_GENDERS.get(gender.casefold()),
        conditions=cells.many("conditions"),
        procedures=cells.many("procedures"),
        insurance=cells.many("insurance"),
        bio=cells.text("bio"),
        links={"website": website} if website else {},
        works=_works(where, cells, mapping, taken, notes),
    )
    if gender and person.gender is None:
        notes.append(Note(where, "gender", f"{gender[:40]!r} is not a gender of profiles; left out"))
    return person, notes


class _Cells(msgspec.Struct, frozen=True):
    """The cells of a row with the constants of the mapping in place of empty ones."""

    row: Row
    mapping: RosterMap

    def text(self, field: str) -> str:
        """The first cell, line breaks included."""
        constant = next((value for name, value in self.mapping.constants.items() if name == field), "")
        lines = self.row.get(field, (constant,))[0].splitlines()
        return "\n".join(map(clean, lines)).strip()

    def one(self, field: str) -> str:
        """The first cell on one line."""
        return clean(self.text(field))

    def many(self, field: str) -> tuple[str, ...]:
        """The values of all cells, each once."""
        marks = self.mapping.separators or (";|\n," if field in _WITH_COMMAS else ";|\n")
        found = self.row.get(field) or (self.text(field),)
        parts: Iterable[str] = (part for cell in found for part in re.split(f"[{re.escape(marks)}]", cell))
        return tuple(dict.fromkeys(plain for part in parts if (plain := clean(part))))


def _name(cells: _Cells) -> Name:
    """The name of parts, else of the full name. A title that is a degree (`MD`) counts as one, others are nothing."""
    prefix, credentials = cells.one("prefix"), ", ".join(cells.many("credentials"))
    if is_credential(prefix):
        credentials = ", ".join(part for part in (prefix, credentials) if part)
    if cells.one("given") or cells.one("family"):
        return make_name(
            prefix=prefix,
            given=cells.one("given"),
            middle=cells.one("middle"),
            family=cells.one("family"),
            generation=cells.one("suffix"),
            credentials=credentials,
        )
    letters = ", ".join(part for part in (cells.one("suffix"), credentials) if part)
    name = split_name(cells.one("full_name"), credentials=letters)
    return msgspec.structs.replace(name, prefix=name.prefix or case_prefix(prefix))


def _works(where: str, cells: _Cells, mapping: RosterMap, taken: Taken, notes: list[Note]) -> tuple[Work, ...]:
    """The practice of the row: at its address, or by its name at a location that the site has."""
    name = case_place(cells.one("location"))
    parts = split_address(cells.one("street")) if not cells.one("locality") else {}
    address = make_address(
        (parts.get("street") or cells.one("street"), cells.one("street2")),
        locality=parts.get("locality") or cells.one("locality"),
        region=parts.get("region") or cells.one("region"),
        postal=parts.get("postal_code") or cells.one("postal_code"),
        country=cells.one("country") or mapping.country,
    )
    phone, remark = phone_number(cells.one("phone"), address.country)
    if remark is not None:
        notes.append(Note(where, "phone" if phone is None else "phone-extension", remark))
    accepting = _accepting(where, cells.one("accepting_new_patients"), notes)
    booking = _url(where, "booking address", cells.one("booking_url"), notes)
    if not address.street:
        slug = as_slug(name)
        if slug and slug in taken.locations:
            return (Work(at=slug, phone=phone, accepting=accepting, booking_url=booking),)
        if name or address.locality:
            notes.append(Note(where, "location", f"{name or address.locality!r} has no street address; left out"))
        return ()
    if cells.one("postal_code") and address.postal_code is None:
        notes.append(Note(where, "postal-code", f"{cells.one('postal_code')[:20]!r} is not a postal code"))
    fax, _ = phone_number(cells.one("fax"), address.country)
    key = f"{name.casefold()}|{address_key(address)}"
    place = Place(key=key, name=name, address=address, fax=fax)
    return (Work(place=place, phone=phone, accepting=accepting, booking_url=booking),)


def _specialty(text: str) -> str:
    """A specialty in our words where our table has it, else as written, out of capitals."""
    known = specialty_for_name(text)
    return known.term["en"] if known is not None else case_place(text)


def _kind(where: str, text: str, notes: list[Note]) -> Kind | None:
    """The kind as the model spells it."""
    plain = re.sub(r"[\s_]+", "-", text.casefold())
    found: Kind | None = next((kind for kind in get_args(Kind) if kind == plain), None)
    if text and found is None:
        notes.append(Note(where, "kind", f"{text[:40]!r} is not a kind of provider"))
    return found


def _accepting(where: str, text: str, notes: list[Note]) -> bool | None:
    """Yes, no or nothing."""
    plain = text.casefold().strip(".")
    if plain in _YES or plain in _NO:
        return plain in _YES
    if plain:
        notes.append(Note(where, "accepting", f"{text[:40]!r} is neither yes nor no"))
    return None


def _url(where: str, what: str, text: str, notes: list[Note]) -> str | None:
    """A web address, with https:// put in front of a bare host name."""
    if not text:
        return None
    shown = text if re.match(r"https?://", text) else f"https://{text}"
    try:
        return msgspec.convert(shown, Url)
    except msgspec.ValidationError:
        notes.append(Note(where, "link", f"{text[:60]!r} is not a web address; the {what} was left out"))
        return None
