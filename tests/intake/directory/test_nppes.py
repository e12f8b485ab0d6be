from __future__ import annotations

import json

import msgspec
import pytest
from directory_data import NPPES_COLUMNS, npi, nppes_csv, registry_json, result

from site_gen.errors import SiteGenError
from site_gen.intake.directory.assemble import taken_from
from site_gen.intake.directory.nppes import read_npi_registry_json, read_nppes_csv
from site_gen.model.location import Address, Location
from site_gen.model.provider import Name, Practice, Provider


def kinds(draft):
    return [each.kind for each in draft.refusals], {each.kind: each.count for each in draft.ignored}


def test_a_row_becomes_a_provider_and_a_location():
    draft = read_nppes_csv(
        nppes_csv({"prefix": "DR.", "middle": "N", "suffix": "JR.", "street2": "STE 2", "fax": "3125550143"})
    )
    assert draft.providers == (
        Provider(
            path="content/providers/amara-okafor.yaml",
            slug="amara-okafor",
            name=Name(prefix="Dr.", given="Amara", middle="N.", family="Okafor", suffix="Jr., MD"),
            kind="physician",
            npi=npi(1),
            taxonomy=("207RC0000X",),
            specialties=("Cardiology",),
            gender="female",
            locations=(Practice(location="1-elm-st-suite-2-springfield"),),
        ),
    )
    assert draft.locations == (
        Location(
            path="content/locations/1-elm-st-suite-2-springfield.yaml",
            slug="1-elm-st-suite-2-springfield",
            name="1 Elm St, Suite 2, Springfield",
            address=Address(street="1 Elm St, Suite 2", locality="Springfield", region="IL", postal_code="62701-0001"),
            phone="+13125550142",
            fax="+13125550143",
        ),
    )
    assert draft.providers[0].verified_on is None


def test_what_is_read_keeps_the_limits_of_the_model():
    draft = read_nppes_csv(nppes_csv({}, {"family": "MCDONALD"}))
    for each in (*draft.providers, *draft.locations):
        assert msgspec.convert(msgspec.to_builtins(each), type(each)) == each


def test_licences_are_not_on_a_page():
    draft = read_nppes_csv(nppes_csv({"licence": "036-424242"}))
    assert b"424242" not in msgspec.json.encode(draft)


def test_two_people_at_one_address_share_a_location_and_another_suite_does_not():
    draft = read_nppes_csv(
        nppes_csv(
            {"street": "1 ELM STREET"},
            {"street": "1 Elm St.", "zip": "62701"},
            {"street2": "SUITE 9", "family": "VOSS"},
        )
    )
    assert [each.locations[0].location for each in draft.providers] == [
        "1-elm-street-springfield",
        "1-elm-street-springfield",
        "1-elm-st-suite-9-springfield",
    ]
    assert len(draft.locations) == 2


def test_the_primary_code_comes_first():
    draft = read_nppes_csv(nppes_csv({"code": "207R00000X", "primary": "N", "code2": "207RC0000X", "primary2": "Y"}))
    assert draft.providers[0].taxonomy == ("207RC0000X", "207R00000X")
    assert draft.providers[0].specialties[0] == "Cardiology"


def test_organizations_are_counted():
    draft = read_nppes_csv(nppes_csv({"type": "2", "family": "", "given": ""}, {}))
    assert kinds(draft) == ([], {"organization": 1})
    assert (draft.read, len(draft.providers)) == (2, 1)


@pytest.mark.parametrize(
    ("gone", "back", "left_out"),
    [
        ("03/20/2006", "", True),
        ("03/20/2006", "01/20/2006", True),
        ("03/20/2006", "04/01/2006", False),
        ("12/20/2006", "01/20/2007", False),
        ("", "", False),
    ],
)
def test_a_deactivated_npi_is_left_out_unless_it_came_back(gone, back, left_out):
    draft = read_nppes_csv(nppes_csv({"gone": gone, "back": back}))
    assert kinds(draft) == ([], {"deactivated": 1} if left_out else {})


@pytest.mark.parametrize(
    ("row", "kind", "reason"),
    [
        ({"npi": "1234567894"}, "npi", "NPI 1234567894 has a wrong check digit"),
        ({"npi": ""}, "npi", "NPI '' is not ten digits"),
        ({"type": "3"}, "entity-type", "entity type 'NPI-3', expected NPI-1 or NPI-2"),
        ({"family": ""}, "unfit", "expected `str` of length >= 1 - at `$.name.family`"),
        ({"given": "X" * 101}, "unfit", "expected `str` of length <= 100 - at `$.name.given`"),
    ],
)
def test_a_row_that_cannot_be_a_provider_is_refused_with_its_reason(row, kind, reason):
    draft = read_nppes_csv(nppes_csv({}, row))
    assert [(each.kind, each.reason) for each in draft.refusals] == [(kind, reason)]
    assert draft.refusals[0].where.startswith("row 3 (NPI ")
    assert len(draft.providers) == 1


def test_a_row_of_another_length_is_refused():
    draft = read_nppes_csv(nppes_csv({}) + b'"1234567893","1"\n')
    assert [each.reason for each in draft.refusals] == [f"the row has 2 cells, expected {len(NPPES_COLUMNS)}"]


def test_empty_lines_are_not_records():
    assert read_nppes_csv(nppes_csv({}) + b"\n\n").read == 1


def test_a_number_of_no_plan_and_a_bad_code_are_notes():
    draft = read_nppes_csv(nppes_csv({"phone": "1112223333", "code2": "nonsense", "zip": "123456"}))
    assert [each.kind for each in draft.notes] == ["taxonomy", "postal-code", "phone"]
    assert len(draft.providers) == 1
    assert draft.locations[0].phone is None


def test_an_apartment_is_noted_and_a_suite_is_not():
    draft = read_nppes_csv(nppes_csv({"street2": "APT B6"}, {"street2": "STE 2"}, {"street": "9 CAPT LN"}))
    assert [(each.where[:5], each.kind) for each in draft.notes] == [("row 2", "home")]


def test_a_row_without_an_address_is_a_provider_without_location():
    draft = read_nppes_csv(nppes_csv({"street": "", "city": ""}))
    assert draft.providers[0].locations == ()
    assert [each.kind for each in draft.notes] == ["no-location"]


def test_an_npi_counts_once():
    draft = read_nppes_csv(nppes_csv({"npi": npi(1)}, {"npi": npi(1)}))
    assert kinds(draft) == ([], {"repeated": 1})


def test_a_second_run_adds_nothing():
    data = nppes_csv({}, {"family": "VOSS"})
    first = read_nppes_csv(data)
    again = read_nppes_csv(data, taken_from(first.providers, first.locations))
    assert (again.providers, again.locations) == ((), ())
    assert kinds(again) == ([], {"present": 2})


def test_the_column_for_sex_has_two_names():
    columns = tuple("Provider Sex Code" if name == "Provider Gender Code" else name for name in NPPES_COLUMNS)
    data = nppes_csv({}).replace(b"Provider Gender Code", b"Provider Sex Code")
    assert columns != NPPES_COLUMNS
    assert read_nppes_csv(data).providers[0].gender == "female"
    assert read_nppes_csv(nppes_csv({"gender": "X"})).providers[0].gender is None


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "this table is empty"),
        (b"%PDF-1.7", "this is a PDF"),
        (b"PK\x03\x04 [Content_Types].xml", "this is an Excel workbook (.xlsx)"),
        (b"PK\x03\x04 npidata", "this is a ZIP archive"),
        (b"\xd0\xcf\x11\xe0", "this is an old Excel workbook (.xls)"),
        (b'{"results": []}', "this is JSON"),
        (b"<!DOCTYPE html>", "this is a web page"),
        (b"<Bundle/>", "this is XML"),
        (b"NPI,Name\nCaf\xe9", "this is not UTF-8: line 2 has the byte 0xE9"),
        (b"first,last\nA,B\n", "this is a table with the columns 'first', 'last' …, expected the NPPES columns"),
        (b"NPI,Endpoint Type\n", "this is NPPES's file of endpoints (endpoint_pfile)"),
        (b'NPI,"x" y\n', "line 1 is no row of a CSV table"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_what_it_looks_like(data, says):
    with pytest.raises(SiteGenError) as caught:
        read_nppes_csv(data)
    assert says in caught.value.message
    assert caught.value.hint


def test_one_missing_column_is_named():
    columns = tuple(name for name in NPPES_COLUMNS if name != "Provider Credential Text")
    with pytest.raises(SiteGenError, match="'Provider Credential Text' is missing"):
        read_nppes_csv(nppes_csv({}, columns=columns))


def test_an_answer_of_the_registry_becomes_providers():
    further = {
        "address_1": "9 LAKE RD", "city": "LAKEVIEW", "state": "IL", "postal_code": "60601",
        "telephone_number": "312-555-0144", "country_code": "US",
    }  # fmt: skip
    draft = read_npi_registry_json(registry_json(result(npi(1), practiceLocations=[further]), result(int(npi(2)))))
    first = draft.providers[1]
    assert (first.name.full, first.taxonomy) == ("Amara Okafor", ("207RC0000X", "207R00000X"))
    assert {each.npi for each in draft.providers} == {npi(1), npi(2)}
    assert sorted(each.slug for each in draft.locations) == ["1-elm-st-springfield", "9-lake-rd-lakeview"]


def test_mailing_addresses_are_left_out():
    draft = read_npi_registry_json(registry_json(result(npi(1))))
    assert "home" not in json.dumps(msgspec.to_builtins(draft)).casefold()


def test_organizations_deactivated_and_broken_results_are_counted():
    gone = result(npi(3))
    gone["basic"] = {**gone["basic"], "status": "D"}  # type: ignore[dict-item]
    draft = read_npi_registry_json(
        registry_json(result(npi(1), enumeration_type="NPI-2"), gone, {"number": npi(4)}, result("1234567894"))
    )
    assert kinds(draft) == (["shape", "npi"], {"organization": 1, "deactivated": 1})
    assert draft.refusals[0].where == "result 3"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (
            b'{"Errors": [{"description": "no match", "number": "15"}]}',
            "the NPI registry answered with an error: no match",
        ),
        (b'{"resourceType": "Practitioner"}', "this is FHIR"),
        (b"{}", "this JSON has no results"),
        (b"[]", "this is not JSON of that form"),
        (b"%PDF", "this is a PDF"),
        (b'{"results": [' + b"[" * 5000, "this is not JSON of that form"),
    ],
)
def test_another_answer_is_refused_with_what_it_is(data, says):
    with pytest.raises(SiteGenError) as caught:
        read_npi_registry_json(data)
    assert says in caught.value.message
