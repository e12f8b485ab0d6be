"""Providers out of the national registry NPPES: its monthly and weekly CSV files, and answers of its API.

Only people are read (entity type 1). Licences, other names, mailing addresses and other identifiers are left out: none
of them belongs on a page. Registry data is what providers told the registry, at times years ago: nothing is verified.

Sources: NPPES Data Dissemination, Readme and Code Values (CMS): entity type 1 person and 2 organization; gender F, M
(the column became "Provider Sex Code" in 2025); primary taxonomy switch Y, N, X for not answered. NPI Registry API
version 2.1, https://npiregistry.cms.hhs.gov/api-page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from site_gen.errors import UnreadableError
from site_gen.intake.account import Refusal
from site_gen.intake.directory.draft import NOTHING_TAKEN, Draft, Taken
from site_gen.intake.directory.names import clean
from site_gen.intake.directory.registrants import (
    DEACTIVATED,
    Entry,
    Registrant,
    RegistryAddress,
    RegistryBasic,
    RegistryTaxonomy,
    draft_of,
)
from site_gen.intake.tables import looks_like, table_rows, table_text

_AT = "Provider Business Practice Location Address"
_REQUIRED = (
    "NPI", "Entity Type Code", "Provider Last Name (Legal Name)", "Provider First Name", "Provider Middle Name",
    "Provider Name Prefix Text", "Provider Name Suffix Text", "Provider Credential Text",
    "Provider First Line Business Practice Location Address", "Provider Second Line Business Practice Location Address",
    f"{_AT} City Name", f"{_AT} State Name", f"{_AT} Postal Code", f"{_AT} Country Code (If outside U.S.)",
    f"{_AT} Telephone Number", f"{_AT} Fax Number", "NPI Deactivation Date", "NPI Reactivation Date",
    "Healthcare Provider Taxonomy Code_1", "Healthcare Provider Primary Taxonomy Switch_1",
)  # fmt: skip
_OTHER_FILES = {
    "Provider Secondary Practice Location Address- Address Line 1": "NPPES's file of secondary locations (pl_pfile)",
    "Provider Other Organization Name Type Code": "NPPES's file of other names (othername_pfile)",
    "Endpoint Type": "NPPES's file of endpoints (endpoint_pfile)",
}
_CSV_HINT = "give npidata_pfile_….csv out of the NPPES archive, or the JSON answer of the NPI registry"
_JSON_HINT = "ask https://npiregistry.cms.hhs.gov/api/?version=2.1&number=… and give the answer"


class _Answer(msgspec.Struct, frozen=True):
    """What the API sends; `resource_type` tells FHIR apart."""

    results: tuple[Any, ...] | None = None
    resource_type: Any = msgspec.field(name="resourceType", default=None)
    errors: tuple[dict[str, Any], ...] = msgspec.field(name="Errors", default=())


def read_nppes_csv(data: bytes, taken: Taken = NOTHING_TAKEN) -> Draft:
    """Read the registry's dissemination file (`npidata_pfile_….csv`, 329 columns, later 330), a row a record.

    `where` is `row 17 (NPI 1234567893)`, rows counted as spreadsheets do. A type 2 row, a deactivated NPI that was not
    reactivated and an NPI for the second time are ignored; a wrong check digit, a missing name or a row of another
    length is refused.

    Raises:
        UnreadableError: not a table of text, or a table with other columns; the message says what it looks like.
    """
    rows = table_rows(table_text(data), ",")
    _, header = next(rows)
    names = [clean(name) for name in header]
    _check_header(names)
    entries: list[tuple[str, Entry]] = []
    for number, row in rows:
        where = f"row {number} (NPI {clean(row[0])[:10]})"
        entries.append((where, _csv_entry(where, names, row)))
    return draft_of(entries, taken)


def read_npi_registry_json(data: bytes, taken: Taken = NOTHING_TAKEN) -> Draft:
    """Read an answer of the NPI registry's API, version 2.1; `where` is `result 3 (NPI 1234567893)`.

    The location comes from the address with purpose LOCATION, further ones from `practiceLocations`. What is ignored
    and refused is as for `read_nppes_csv`.

    Raises:
        UnreadableError: not JSON, an error message of the registry, or JSON of another kind.
    """
    try:
        answer = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=_Answer)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        kind = looks_like(data)
        what = f"this is {kind}" if kind not in (None, "JSON") else f"this is not JSON of that form ({error})"
        raise UnreadableError(f"{what}, expected an answer of the NPI registry", hint=_JSON_HINT) from error
    if answer.errors:
        says = clean(str(answer.errors[0].get("description", "no reason given")))[:200]
        raise UnreadableError(f"the NPI registry answered with an error: {says}", hint=_JSON_HINT)
    if answer.results is None:
        what = "this is FHIR" if answer.resource_type is not None else "this JSON has no results"
        raise UnreadableError(f"{what}, expected an answer of the NPI registry", hint=_JSON_HINT)
    entries: list[tuple[str, Entry]] = []
    for place, raw in enumerate(answer.results, 1):
        where = f"result {place}"
        try:
            result = msgspec.convert(raw, Registrant)
        except msgspec.ValidationError as error:
            entries.append((where, Refusal(where, "shape", str(error))))
            continue
        where = f"{where} (NPI {clean(str(result.number))[:10]})"
        gone = (result.basic.status or "A").upper() == "D"
        entries.append((where, DEACTIVATED if gone else result))
    return draft_of(entries, taken)


def _check_header(names: Sequence[str]) -> None:
    """Raise when the columns are not those of the registry's main file."""
    missing = [name for name in _REQUIRED if name not in names]
    if not missing:
        return
    shown = next((what for column, what in _OTHER_FILES.items() if column in names and len(missing) > 3), None)
    first = ", ".join(repr(name[:40]) for name in names[:3])
    what = shown or f"a table with the columns {first} …"
    raise UnreadableError(
        f"this is {what}, expected the NPPES columns: {missing[0]!r} is missing ({len(missing)} of {len(_REQUIRED)})",
        hint=_CSV_HINT,
    )


def _csv_entry(where: str, names: Sequence[str], cells: Sequence[str]) -> Entry:
    """One row in the form of the API, or why it is not read."""
    if len(cells) != len(names):
        return Refusal(where, "columns", f"the row has {len(cells)} cells, expected {len(names)}")
    row = dict(zip(names, cells, strict=True))
    gone, back = (_sortable(row[f"NPI {name} Date"]) for name in ("Deactivation", "Reactivation"))
    if gone and back < gone:
        return DEACTIVATED
    at = RegistryAddress(
        "LOCATION", row[_REQUIRED[8]], row[_REQUIRED[9]], row[f"{_AT} City Name"], row[f"{_AT} State Name"],
        row[f"{_AT} Postal Code"], row[f"{_AT} Country Code (If outside U.S.)"], row[f"{_AT} Telephone Number"],
        row[f"{_AT} Fax Number"],
    )  # fmt: skip
    return Registrant(
        number=row["NPI"],
        enumeration_type=f"NPI-{row['Entity Type Code'].strip()}",
        basic=RegistryBasic(
            first_name=row["Provider First Name"],
            last_name=row["Provider Last Name (Legal Name)"],
            middle_name=row["Provider Middle Name"],
            credential=row["Provider Credential Text"],
            name_prefix=row["Provider Name Prefix Text"],
            name_suffix=row["Provider Name Suffix Text"],
            sex=row.get("Provider Sex Code") or row.get("Provider Gender Code"),
        ),
        addresses=(at,),
        taxonomies=tuple(
            RegistryTaxonomy(
                row.get(f"Healthcare Provider Taxonomy Code_{place}"),
                row.get(f"Healthcare Provider Primary Taxonomy Switch_{place}") == "Y",
            )
            for place in range(1, 16)
        ),
    )


def _sortable(date: str) -> str:
    """`03/20/2006` as `20060320`, for comparing."""
    month, _, rest = date.strip().partition("/")
    day, _, year = rest.partition("/")
    return f"{year}{month:0>2}{day:0>2}" if year else date.strip()
