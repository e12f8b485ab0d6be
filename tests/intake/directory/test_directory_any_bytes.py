"""Whatever the bytes: a draft whose counts add up, or an error of ours."""

from __future__ import annotations

import csv
import io
import json

import msgspec
from directory_data import NPPES_COLUMNS, fhir, location, npi, nppes_csv, practitioner, registry_json, result, role
from hypothesis import given, settings
from hypothesis import strategies as st

from site_gen.errors import SiteGenError
from site_gen.intake.directory.draft import Draft
from site_gen.intake.directory.fhir import read_fhir
from site_gen.intake.directory.nppes import read_npi_registry_json, read_nppes_csv
from site_gen.intake.directory.roster import read_roster_csv
from site_gen.intake.directory.roster_map import FIELDS, RosterMap, draft_mapping

ROSTER = RosterMap(columns={field: field for field in sorted(FIELDS)})  # type: ignore[misc]


def read_roster(data: bytes) -> Draft:
    return read_roster_csv(data, draft_mapping(data))


def read_one_fhir(data: bytes) -> Draft:
    return read_fhir({"x": data})


READERS = (read_nppes_csv, read_npi_registry_json, read_one_fhir, read_roster)
VALID = (
    nppes_csv({}, {"family": "VOSS"}),
    registry_json(result(npi(1)), result(npi(2))),
    b"\n".join(fhir(practitioner(), role(), location()).values()),
    b"First,Last,NPI,Phone\nAmara,Okafor,1234567893,312-555-0142\n",
)


def check(draft: Draft) -> None:
    accounted = len(draft.providers) + draft.merged + len(draft.refusals) + sum(each.count for each in draft.ignored)
    assert accounted == draft.read
    places = {each.slug for each in draft.locations}
    assert len(places) == len(draft.locations)
    assert len({each.slug for each in draft.providers}) == len(draft.providers)
    for provider in draft.providers:
        assert msgspec.convert(msgspec.to_builtins(provider), type(provider)) == provider
        assert {each.location for each in provider.locations} <= places
    for place in draft.locations:
        assert msgspec.convert(msgspec.to_builtins(place), type(place)) == place
    for each in (*draft.refusals, *draft.notes):
        assert each.where
        assert each.reason
        assert "\n" not in each.where


def attempt(reader, data: bytes) -> None:
    try:
        draft = reader(data)
    except SiteGenError:
        return
    check(draft)


@given(st.binary(max_size=300))
def test_any_bytes_give_a_draft_or_our_error(data):
    for reader in READERS:
        attempt(reader, data)


@given(st.integers(0, 3), st.data())
def test_a_damaged_file_gives_a_draft_or_our_error(which, data):
    whole = VALID[which]
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 20)))
    attempt(READERS[which], whole[:start] + data.draw(st.binary(max_size=8)) + whole[end:])


CELLS = st.text(max_size=12) | st.sampled_from(
    ["1", "2", "Y", "M.D.", "3125550142", "12/31/2006", npi(1), npi(2), "207RC0000X"]
)


@settings(deadline=None)
@given(st.lists(st.lists(CELLS, min_size=len(NPPES_COLUMNS), max_size=len(NPPES_COLUMNS)), max_size=3))
def test_any_cells_under_the_columns_of_nppes_add_up(rows):
    attempt(read_nppes_csv, table([list(NPPES_COLUMNS), *rows]))


@given(st.lists(st.lists(CELLS, max_size=len(FIELDS) + 1), max_size=5))
def test_any_cells_of_a_roster_add_up(rows):
    attempt(lambda data: read_roster_csv(data, ROSTER), table([sorted(FIELDS), *rows]))


def table(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue().encode(errors="replace")


REFERENCES = st.fixed_dictionaries(
    {
        "reference": st.sampled_from(
            ["Practitioner/a", "Practitioner/b", "Location/a", "Organization/a", "urn:uuid:1", "x"]
        )
    }
)
NAMED = {"id": st.sampled_from(["a", "b"])}
RESOURCES = st.one_of(
    st.fixed_dictionaries(
        NAMED | {"resourceType": st.just("Practitioner")},
        optional={
            "active": st.booleans(),
            "name": st.lists(
                st.fixed_dictionaries({"text": CELLS}, optional={"family": CELLS, "given": st.lists(CELLS)})
            ),
            "identifier": st.just([{"system": "http://hl7.org/fhir/sid/us-npi", "value": npi(1)}]),
            "gender": CELLS,
        },
    ),
    st.fixed_dictionaries(
        NAMED | {"resourceType": st.just("PractitionerRole")},
        optional={
            "practitioner": REFERENCES,
            "location": st.lists(REFERENCES, max_size=3),
            "organization": REFERENCES,
            "active": st.booleans(),
            "code": st.just([{"coding": [{"code": "ap"}]}]),
        },
    ),
    st.fixed_dictionaries(
        NAMED | {"resourceType": st.just("Location")},
        optional={
            "name": CELLS,
            "address": st.fixed_dictionaries(
                {"line": st.lists(CELLS), "city": CELLS, "state": CELLS, "postalCode": CELLS}
            ),
            "status": st.sampled_from(["active", "inactive"]),
            "position": st.just({"latitude": 1e9, "longitude": 0}),
        },
    ),
    st.fixed_dictionaries(NAMED | {"resourceType": st.sampled_from(["Organization", "Endpoint", "HealthcareService"])}),
)


@given(st.lists(RESOURCES, max_size=8))
def test_any_graph_of_resources_adds_up(resources):
    entries = [{"resource": each, "fullUrl": f"urn:uuid:{place}"} for place, each in enumerate(resources)]
    attempt(read_one_fhir, json.dumps({"resourceType": "Bundle", "entry": entries}).encode())


def test_reading_twice_gives_the_same():
    for reader, data in zip(READERS, VALID, strict=True):
        assert reader(data) == reader(data)
