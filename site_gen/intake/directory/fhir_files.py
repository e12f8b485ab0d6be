"""Files of FHIR to records that can be found by reference.

Source: FHIR R4 (4.0.1) sections 2.3 (references), 2.36 (Bundle, `fullUrl`) and 2.6.1 (JSON); NDJSON as in the bulk data
access guide.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

import msgspec

from site_gen.errors import UnreadableError
from site_gen.intake.directory.fhir_resources import (
    Fhir,
    FhirLocation,
    HealthcareService,
    Organization,
    Practitioner,
    PractitionerRole,
    Reference,
)
from site_gen.intake.directory.names import clean
from site_gen.intake.tables import looks_like

_HINT = "give FHIR R4 resources as JSON: single ones, a Bundle, or NDJSON with one a line"
_KINDS: Mapping[str, type[Fhir]] = {
    "Practitioner": Practitioner,
    "PractitionerRole": PractitionerRole,
    "Location": FhirLocation,
    "Organization": Organization,
    "HealthcareService": HealthcareService,
}
_Resource = TypeVar("_Resource", bound=Fhir)


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One resource: its type, where it is (`Practitioner/x`), what may name it, what it says or why it is broken."""

    type: str
    where: str
    names: tuple[str, ...]
    resource: Fhir | None = None
    fault: str = ""


class Directory(msgspec.Struct, frozen=True):
    """All records in order, and each by every reference that may name it; the first of two with one name counts."""

    records: tuple[Record, ...]
    by_name: Mapping[str, Record]

    def find(self, reference: Reference | None, kind: type[_Resource]) -> tuple[Record, _Resource] | None:
        """The record that a reference names, if it is there, whole and of that kind; history versions do not count."""
        wanted = ((reference.reference if reference else None) or "").partition("/_history/")[0]
        record = self.by_name.get(wanted) or self.by_name.get("/".join(wanted.split("/")[-2:]))
        return (record, record.resource) if record is not None and isinstance(record.resource, kind) else None


def read_directory(files: Mapping[str, bytes]) -> Directory:
    """Read all resources of all files, files in the order of their names.

    Raises:
        UnreadableError: a file that is not JSON, or has no resources; the file is named.
    """
    records: list[Record] = []
    by_name: dict[str, Record] = {}
    for file, data in sorted(files.items()):
        for place, (full_url, raw) in enumerate(_resources(file, data), 1):
            record = _record(file, place, full_url, raw)
            records.append(record)
            for name in record.names:
                by_name.setdefault(name, record)
    return Directory(tuple(records), by_name)


def _resources(file: str, data: bytes) -> Iterator[tuple[str, dict[str, Any]]]:
    """Full URL (or nothing) and content of every resource of a file, Bundles opened."""
    for value in _values(file, data):
        if not isinstance(value, dict) or not isinstance(value.get("resourceType"), str):
            what = "an answer of the NPI registry" if isinstance(value, dict) and "results" in value else "other JSON"
            raise UnreadableError(f"{file}: this is {what}, expected a resource with resourceType", hint=_HINT)
        if value["resourceType"] != "Bundle":
            yield "", value
            continue
        entries = value.get("entry")
        for entry in entries if isinstance(entries, list) else []:
            resource = entry.get("resource") if isinstance(entry, dict) else None
            if not isinstance(resource, dict) or not isinstance(resource.get("resourceType"), str):
                raise UnreadableError(f"{file}: an entry of the Bundle has no resource", hint=_HINT)
            yield str(entry.get("fullUrl") or ""), resource


def _values(file: str, data: bytes) -> list[Any]:
    """The JSON values of a file: one, or one a line."""
    data = data.removeprefix(b"\xef\xbb\xbf").strip()
    try:
        return [msgspec.json.decode(data)]
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as first:
        fault: Exception = first
    lines = [(number, line) for number, line in enumerate(data.splitlines(), 1) if line.strip()]
    values: list[Any] = []
    for number, line in lines:
        try:
            values.append(msgspec.json.decode(line))
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            kind = looks_like(data)
            if kind not in (None, "JSON"):
                raise UnreadableError(f"{file}: this is {kind}, expected FHIR as JSON", hint=_HINT) from error
            what = f"line {number} is not JSON ({error})" if values else f"this is not JSON ({fault})"
            raise UnreadableError(f"{file}: {what}", hint=_HINT) from error
    if not values:
        raise UnreadableError(f"{file}: this is empty, expected FHIR as JSON", hint=_HINT)
    return values


def _record(file: str, place: int, full_url: str, raw: dict[str, Any]) -> Record:
    """One resource as a record; content of a wrong shape is its fault, not an exception."""
    kind, name = raw["resourceType"], raw.get("id")
    has_name = isinstance(name, str) and bool(name)
    where = clean(f"{kind}/{name}"[:120] if has_name else f"{kind[:60]} {place} of {file}")
    names = tuple(each for each in (f"{kind}/{name}" if has_name else "", full_url) if each)
    resource: Fhir | None = None
    fault = ""
    if kind in _KINDS:
        try:
            resource = msgspec.convert(raw, _KINDS[kind])
        except msgspec.ValidationError as error:
            fault = str(error)
    return Record(type=kind, where=where, names=names, resource=resource, fault=fault)
