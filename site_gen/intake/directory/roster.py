"""Providers out of a roster: a spreadsheet saved as CSV, one row for each person and place.

Rows with the same NPI, or without NPI and with the same name, are one provider at several locations; what the first
row leaves empty later rows may say. Nothing of a roster is taken as checked by anybody.

Source: RFC 4180 for the file; the columns are whatever the mapping says (`roster_map`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from site_gen.errors import UnreadableError
from site_gen.intake.account import Note, Refusal, Tally, ignored_from
from site_gen.intake.directory.assemble import assemble
from site_gen.intake.directory.draft import NOTHING_TAKEN, Draft, Taken
from site_gen.intake.directory.names import clean, name_key
from site_gen.intake.directory.people import Person
from site_gen.intake.directory.roster_map import FIELDS, RosterMap
from site_gen.intake.directory.roster_rows import person_of_row
from site_gen.intake.tables import folded, sniff_delimiter, table_rows, table_text

_EMPTY = ("empty", "the row is empty in all columns of the mapping")
_FIELDS_HINT = "fields are " + ", ".join(sorted(FIELDS))


def read_roster_csv(data: bytes, mapping: RosterMap, taken: Taken = NOTHING_TAKEN) -> Draft:
    """Read a roster, a row a record; `where` is `row 17 (NPI 1234567893)`, rows counted as spreadsheets do.

    Refused: an NPI with a wrong check digit, a row without a name, one whose NPI an earlier row gives to somebody of
    another family name, one with more cells than columns. Ignored: empty rows. Columns that the mapping does not name
    are notes.

    Raises:
        UnreadableError: not a table of UTF-8 text, a column of the mapping that the table lacks or has twice, or a
            mapping without names.
    """
    text = table_text(data)
    rows = table_rows(text, mapping.delimiter or sniff_delimiter(text))
    _, header = next(rows)
    fields = _fields(header, mapping)
    notes = [
        Note(f"column {clean(name)[:60]!r}", "unmapped", "the mapping does not name the column")
        for place, name in enumerate(header)
        if place not in fields and clean(name)
    ]
    tally: Tally = Tally()
    refusals: list[Refusal] = []
    groups: dict[str, list[Person]] = {}
    read = 0
    for where, row in _records(rows, fields, len(header)):
        read += 1
        if row is None:
            refusals.append(Refusal(where, "columns", f"the row has more cells than the {len(header)} columns"))
        elif not row:
            tally[_EMPTY] += 1
        else:
            person, remarks = person_of_row(where, row, mapping, taken)
            if isinstance(person, Refusal):
                refusals.append(person)
                continue
            group = groups.setdefault(person.npi or f"name {name_key(person.name)}", [])
            if group and group[0].name.family.casefold() != person.name.family.casefold():
                other = f"{group[0].name.plain} in {group[0].where}"
                refusals.append(Refusal(where, "npi-shared", f"NPI {person.npi} belongs to {other}"))
                continue
            group.append(person)
            notes += remarks
    people = [_joined(group) for group in groups.values()]
    made = assemble(people, taken)
    merged, refused = 0, {each.where: each for each in made.refusals}
    for group in groups.values():
        first = group[0].where
        if first in made.accepted:
            merged += len(group) - 1
        elif first in made.present:
            tally[made.present[first]] += len(group)
        else:
            refusals += [Refusal(each.where, refused[first].kind, refused[first].reason) for each in group]
    return Draft(
        providers=made.providers,
        locations=made.locations,
        read=read,
        merged=merged,
        refusals=tuple(sorted(refusals, key=_row_number)),
        ignored=ignored_from(tally),
        notes=tuple(sorted((*notes, *made.notes), key=_row_number)),
    )


def _fields(header: Sequence[str], mapping: RosterMap) -> dict[int, str]:
    """Place of a column to its field.

    Raises:
        UnreadableError: as in `read_roster_csv`.
    """
    places: dict[str, list[int]] = {}
    for place, name in enumerate(header):
        places.setdefault(folded(name) or clean(name), []).append(place)
    fields: dict[int, str] = {}
    for name, field in mapping.columns.items():
        found = places.get(folded(name) or clean(name), [])
        if field not in FIELDS:
            raise UnreadableError(f"the mapping gives column {name!r} the unknown field {field!r}", hint=_FIELDS_HINT)
        if len(found) != 1:
            how = "has no" if not found else f"has {len(found)} times the"
            shown = ", ".join(repr(clean(each)[:40]) for each in header[:12])
            raise UnreadableError(f"the table {how} column {name!r} of the mapping", hint=f"its columns are {shown}")
        fields[found[0]] = field
    given = {*fields.values(), *mapping.constants}
    if "full_name" not in given and not {"given", "family"} <= given:
        raise UnreadableError("the mapping names no column for names", hint="map full_name, or given and family")
    return fields


def _records(
    rows: Iterator[tuple[int, list[str]]], fields: Mapping[int, str], width: int
) -> Iterator[tuple[str, dict[str, list[str]] | None]]:
    """Each row as field to cells that are not empty; empty for an empty row, None for one with too many cells."""
    npi = next((place for place, field in fields.items() if field == "npi"), None)
    for number, cells in rows:
        shown = clean(cells[npi])[:10] if npi is not None and npi < len(cells) else ""
        where = f"row {number} (NPI {shown})" if shown else f"row {number}"
        row: dict[str, list[str]] = {}
        for place, field in fields.items():
            cell = cells[place].strip() if place < len(cells) else ""
            if clean(cell):
                row.setdefault(field, []).append(cell)
        yield where, None if any(map(clean, cells[width:])) else row


def _joined(group: Sequence[Person]) -> Person:
    """Rows of one person as one: the first row counts, later ones fill in; lists and practices add up."""
    first, *others = group
    for other in others:
        first = msgspec.structs.replace(
            first,
            kind=first.kind or other.kind,
            codes=tuple(dict.fromkeys((*first.codes, *other.codes))),
            specialties=tuple(dict.fromkeys((*first.specialties, *other.specialties))),
            languages=tuple(dict.fromkeys((*first.languages, *other.languages))),
            pronouns=first.pronouns or other.pronouns,
            gender=first.gender or other.gender,
            conditions=tuple(dict.fromkeys((*first.conditions, *other.conditions))),
            procedures=tuple(dict.fromkeys((*first.procedures, *other.procedures))),
            insurance=tuple(dict.fromkeys((*first.insurance, *other.insurance))),
            bio=first.bio or other.bio,
            links={**other.links, **first.links},
            works=(*first.works, *other.works),
        )
    return first


def _row_number(each: Refusal | Note) -> tuple[int, str]:
    """Columns first, then rows in their order."""
    words = each.where.split(" ")
    return (int(words[1]) if words[0] == "row" and words[1].isdigit() else 0, "" if words[0] == "row" else each.where)
