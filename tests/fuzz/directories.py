"""Directory data: FHIR, NPPES, the NPI registry, rosters; exports of appointments and of analytics."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress

import msgspec

from site_gen.calendar.metrics import columns_of, measure
from site_gen.errors import SiteGenError
from site_gen.intake.conversion_columns import ConversionMap
from site_gen.intake.conversions import read_conversions
from site_gen.intake.directory.draft import Draft
from site_gen.intake.directory.fhir import read_fhir
from site_gen.intake.directory.nppes import read_npi_registry_json, read_nppes_csv
from site_gen.intake.directory.roster import read_roster_csv
from site_gen.intake.directory.roster_map import RosterMap, draft_mapping
from site_gen.intake.reviews.encoding import in_utf8
from site_gen.intake.tables import sniff_delimiter, table_rows, table_text
from site_gen.load.emit import to_yaml
from site_gen.model.audience import Channel

from .sources import helper
from .target import Target

ROSTER = RosterMap(
    columns={
        "First": "given", "Last": "family", "NPI": "npi", "Phone": "phone", "Address": "street", "City": "locality",
        "Zip": "postal_code", "Languages": "languages", "Degree": "credentials", "Clinic": "location",
        "Specialty": "specialties", "Name": "full_name",
    },
)  # fmt: skip
CONVERSIONS = ConversionMap(columns={"Lead": "source", "State": "status", "Age": "age"}, count=("Completed",))
CHANNELS = {"facebook": Channel(id="facebook", name="Facebook page", platform="facebook")}
_WORDS = (
    b'"resourceType":', b'"Bundle"', b'"entry"', b'"Practitioner"', b'"PractitionerRole"', b'"Location"', b"null",
    b"[]", b"{}", b"1e400", b'"\\ud800"', b"1234567893", b"(312) 555-0142", b"+1", b"x123", b"08:00:00", b"24:00",
    b"60601-1234", b"Ste 5", b"M.D.", b"JR", "\u00e9".encode(), b"ar-EG", b"Y", b"\n", b'","', b";", b"18-29", b"65+",
    b"$1,234.50", b"EUR 5", b"?utm_content=flu&utm_source=facebook", b"http://[", b"//[::1", b"/news/flu/",
)  # fmt: skip


def check(draft: Draft) -> None:
    """Everything that was read is accounted for, and each profile and place would load."""
    accounted = len(draft.providers) + draft.merged + len(draft.refusals) + sum(each.count for each in draft.ignored)
    assert accounted == draft.read
    places = {each.slug for each in draft.locations}
    assert len(places) == len(draft.locations)
    assert len({each.slug for each in draft.providers}) == len(draft.providers)
    for value in (*draft.providers, *draft.locations):
        assert msgspec.convert(msgspec.to_builtins(value), type(value)) == value
        to_yaml(value)
    assert all(each.where and each.reason and "\n" not in each.where for each in (*draft.refusals, *draft.notes))


def read_fhir_file(data: bytes) -> None:
    """Read one file as a bundle, and split at an empty line as two files of NDJSON."""
    for files in ({"a.json": data}, dict(zip(("a.ndjson", "b.ndjson"), data.split(b"\n\n", 1), strict=False))):
        with suppress(SiteGenError):
            check(read_fhir(files))


def read_nppes(data: bytes) -> None:
    """Read a table of NPPES."""
    with suppress(SiteGenError):
        check(read_nppes_csv(data))


def read_registry(data: bytes) -> None:
    """Read an answer of the NPI registry."""
    with suppress(SiteGenError):
        check(read_npi_registry_json(data))


def read_roster(data: bytes) -> None:
    """Read a roster by a mapping that is given, and by one that is drafted."""
    with suppress(SiteGenError):
        check(read_roster_csv(data, ROSTER))
    with suppress(SiteGenError):
        mapping = draft_mapping(data)
        to_yaml(mapping)
        check(read_roster_csv(data, mapping))


def read_appointments(data: bytes) -> None:
    """Read an export of appointments; every row is read or named, and no message holds a cell."""
    for mapping in (None, CONVERSIONS):
        with suppress(SiteGenError):
            export = read_conversions(data, mapping)
            assert all(row.conversions >= 0 and (row.visits or 0) >= 0 for row in export.rows)
            assert all(one.why for one in export.unread)


def read_metrics(data: bytes) -> None:
    """Read a table of analytics in any encoding: each row is measured or named."""
    with suppress(SiteGenError):
        in_utf8("m.csv", data, "windows-1252")
    with suppress(SiteGenError):
        text = table_text(data)
        rows = table_rows(text, sniff_delimiter(text))
        _, names = next(rows)
        columns = columns_of(names)
        kept = list(rows)
        found = list(measure(kept, columns, {"flu"}, CHANNELS))
        assert len(found) == len(kept)
        for one in found:
            assert one.row > 1


def _fhir() -> Iterator[bytes]:
    made = helper("intake/directory", "directory_data")
    parts = (made.practitioner(), made.role(), made.location())
    yield b"\n".join(json.dumps(one).encode() for one in parts)
    yield json.dumps({"resourceType": "Bundle", "entry": [{"resource": one} for one in parts]}).encode()
    yield b"\n\n".join(json.dumps(one).encode() for one in parts[:2])


def _nppes() -> Iterator[bytes]:
    made = helper("intake/directory", "directory_data")
    yield made.nppes_csv({}, {"family": "VOSS"})


def _registry() -> Iterator[bytes]:
    made = helper("intake/directory", "directory_data")
    yield made.registry_json(made.result(made.npi(1)))
    yield b'{"Errors": [{"description": "No valid search", "field": "number", "number": "04"}]}'


def _rosters() -> Iterator[bytes]:
    yield b"First,Last,NPI,Phone,Clinic,Address,City,Zip\nAmara,Okafor,1234567893,312-555-0142,Main,1 Elm St,Avon,606\n"
    yield b"Name;Languages;Degree;Specialty\nDr. Ana D\xc3\xadaz Jr.;es, en;DDS|MS;Dentist\n"


def _appointments() -> Iterator[bytes]:
    yield b'Revenue;UTM Content;Age Band;Utm-Source;Visits;Appointments\n"$1,234.50";Flu;65 and over;Facebook;90;7\n'
    yield b"Lead,State,Age\nfacebook,Completed,42\nfacebook,no show,18-29\n"


def _metrics() -> Iterator[bytes]:
    yield b"utm_content,utm_source,impressions,clicks\nflu,facebook,1200,7\nno,facebook,1,1\n"
    yield b'Link;Views\nhttps://harbor.example/news/flu/?utm_content=flu&utm_source=facebook;"1,200"\n'


TARGETS: Sequence[Target] = (
    Target("fhir", read_fhir_file, _fhir, _WORDS, 8192),
    Target("nppes", read_nppes, _nppes, _WORDS, 16384),
    Target("npi-registry", read_registry, _registry, _WORDS, 8192),
    Target("roster", read_roster, _rosters, _WORDS),
    Target("appointments", read_appointments, _appointments, _WORDS),
    Target("metrics", read_metrics, _metrics, _WORDS),
)
