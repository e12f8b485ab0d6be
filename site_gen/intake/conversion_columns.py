"""Which columns an export of appointments may have: what each is, and what is refused.

A file with a column that names or reaches a person, or tells of their health, is refused whole: what is read by mistake
cannot be unread. Columns that nothing is read of are looked at, too, for the file lies where others may open it.

Source: 45 CFR 164.514(b)(2)(i), for what identifies a patient.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from site_gen.errors import UnreadableError
from site_gen.intake.reviews.private_columns import private_kind
from site_gen.intake.tables import Delimiter, folded
from site_gen.model.base import Content, Slug
from site_gen.model.contact import has_contact

Field = Literal["source", "content", "ages", "visits", "conversions", "revenue", "status"]
"""What a column may hold: `source` and `content` are `utm_source` and `utm_content`, `ages` an age band or an age."""

_GUESSES: Mapping[Field, str] = {
    "source": "utmsource source",
    "content": "utmcontent content",
    "ages": "ageband agegroup agerange ages age",
    "visits": "visits sessions clicks",
    "conversions": "conversions appointments bookings",
    "revenue": "revenue amount value",
    "status": "status appointmentstatus",
}
_PRIVATE = {
    "a name": "name fullname firstname lastname middlename givenname familyname surname patient patientname "
    "patientfirstname patientlastname client clientname customer customername contact contactname guest guestname "
    "person who initials guardian parent nombre apellido apellidos nom prénom vorname nachname",
    "something of a patient's health or words": "note notes comment comments message reason reasonforvisit visitreason "
    "diagnosis diagnoses icd icd10 condition conditions symptoms medication medications insurance payer",
}
_SAFE = "export only utm_source, utm_content, age band, status, counts and revenue, and take that file"


class ConversionMap(Content, frozen=True, kw_only=True):
    """How to read an export: `{columns: {Lead Source: source, Age: ages, Fee: revenue}, count: [Completed]}`.

    Names of columns and values of `count` and `sources` are compared without regard to case and spacing; columns that
    are not named are not read. `count` are the values of the `status` column that are an appointment, `sources` says
    which channel another name is. `decimal` is the sign before the cents, `currency` that of all money.
    """

    path: str = msgspec.field(name="@path", default="")
    columns: dict[str, Field]
    count: tuple[str, ...] = ()
    sources: dict[str, Slug] = msgspec.field(default_factory=dict)
    delimiter: Delimiter | None = None
    decimal: Literal[".", ","] = "."
    currency: Annotated[str, Meta(pattern=r"^[A-Z]{3}$", description="three capital letters, such as USD")] | None = (
        None
    )


def places_of(header: Sequence[str], mapping: ConversionMap | None) -> dict[Field, int]:
    """Give where in a row each field stands, counted from 0; without a mapping, by the usual names of columns.

    Raises:
        UnreadableError: a column of the mapping is not there, none has the source, or a status has no meaning.
    """
    by_name = {folded(name): place for place, name in reversed(list(enumerate(header)))}
    if mapping is not None:
        missing = [name for name in mapping.columns if folded(name) not in by_name]
        if missing:
            raise UnreadableError(f"no column {missing[0]!r} in the export", hint=f"it has {', '.join(header[:12])}")
        places = {field: by_name[folded(name)] for name, field in mapping.columns.items()}
    else:
        places = {
            field: next(by_name[name] for name in names.split() if name in by_name)
            for field, names in _GUESSES.items()
            if any(name in by_name for name in names.split())
        }
    if "source" not in places:
        raise UnreadableError(
            f"no column with utm_source among {', '.join(header[:12])}",
            hint="say which it is in a mapping: columns: {…: source}, and give it with --map",
        )
    if "status" in places and "conversions" not in places and not (mapping and mapping.count):
        raise UnreadableError(
            "a status, and nothing says which of its values is an appointment",
            hint="give a mapping with count: [completed], or leave the column out",
        )
    return places


def refuse_private(column: str) -> None:
    """Refuse a file by the name of a column.

    Raises:
        UnreadableError: the column names a person, reaches one, or tells of their health.
    """
    plain = folded(column)
    kind = private_kind(column) or next((what for what, names in _PRIVATE.items() if plain in names.split()), None)
    if kind is not None or has_contact(column):
        shown = "contact data" if has_contact(column) else repr(column[:40])
        raise UnreadableError(f"the column {shown} holds {kind or 'contact data'}: nothing was read", hint=_SAFE)


def refuse_contact(header: Sequence[str], number: int, cells: Sequence[str]) -> None:
    """Refuse a file by what stands in a row; the message does not repeat it.

    Raises:
        UnreadableError: an e-mail address, a telephone number or the address of a computer.
    """
    for place, cell in enumerate(cells):
        if _reaches(cell):
            name = repr(header[place][:40]) if place < len(header) else f"number {place + 1}"
            raise UnreadableError(f"row {number} has contact data in the column {name}: nothing was read", hint=_SAFE)


@functools.lru_cache(maxsize=4096)
def _reaches(cell: str) -> bool:
    return has_contact(cell)
