from __future__ import annotations

import msgspec
import pytest
from directory_data import npi

from site_gen.errors import SiteGenError
from site_gen.intake.directory.assemble import taken_from
from site_gen.intake.directory.draft import Taken
from site_gen.intake.directory.roster import read_roster_csv
from site_gen.intake.directory.roster_map import RosterMap, draft_mapping
from site_gen.model.location import Address
from site_gen.model.provider import Name, Practice

NAMES = RosterMap(columns={"First": "given", "Last": "family"})


def read(text: str, mapping: RosterMap | None = None, taken: Taken = Taken()):  # noqa: B008
    data = text.encode()
    return read_roster_csv(data, mapping or draft_mapping(data), taken)


def refused(draft):
    return [(each.where, each.kind) for each in draft.refusals]


def noted(draft):
    return [each.kind for each in draft.notes]


def test_columns_are_guessed_by_their_names():
    header = (
        "Provider First,LNAME,MI,Degree,Provider NPI,Taxonomy Code,Primary Specialty,Secondary Specialty,Practice Name,"
        "Office Address 1,Suite,City,State,Zip Code,Office Phone,Languages Spoken,Accepting New Patients?,Sex,Biography"
    )
    assert list(draft_mapping(header.encode()).columns.values()) == [
        "given",
        "family",
        "middle",
        "credentials",
        "npi",
        "taxonomy",
        "specialties",
        "specialties",
        "location",
        "street",
        "street2",
        "locality",
        "region",
        "postal_code",
        "phone",
        "languages",
        "accepting_new_patients",
        "gender",
        "bio",
    ]


def test_private_and_unknown_columns_are_not_guessed():
    header = "First,Last,Home Phone,Mailing City,Email,Photo,Billing NPI,Start Date"
    assert set(draft_mapping(header.encode()).columns) == {"First", "Last"}


def test_of_two_columns_for_one_field_the_first_counts():
    assert draft_mapping(b"Name,Phone,Office Phone").columns == {"Name": "full_name", "Phone": "phone"}
    assert "Name" not in draft_mapping(b"Name,First,Last").columns
    assert draft_mapping(b"Physician,Practice").columns == {"Physician": "full_name", "Practice": "location"}


def test_a_table_without_names_of_people_is_refused():
    with pytest.raises(SiteGenError, match="no column with names of people among 'Item', 'Price'"):
        draft_mapping(b"Item,Price\n")


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_delimiters_are_found(mark):
    draft = read(f"First{mark}Last\nAmara{mark}Okafor\n")
    assert draft.providers[0].slug == "amara-okafor"


def test_a_byte_order_mark_is_no_part_of_the_first_name():
    assert read_roster_csv(b"\xef\xbb\xbfFirst,Last\nAmara,Okafor\n", NAMES).providers[0].name.given == "Amara"


def test_a_row_becomes_a_provider_at_a_location():
    draft = read(
        "Name,NPI,Taxonomy,Specialty,Clinic,Address,City,State,Zip,Phone,Languages,New Patients,Gender,Website,Bio\n"
        f'"Okafor, Amara, MD",{npi(1)},207RC0000X,CARDIOLOGY;sleep health coaching,HARBOR CLINIC,1 ELM ST,'
        'SPRINGFIELD,IL,62701,(312) 555-0142,"English, Spanish",Yes,F,harbor.example,"Born by the sea.\nStill here."\n'
    )
    provider = draft.providers[0]
    assert provider.name == Name(given="Amara", family="Okafor", suffix="MD")
    assert provider.specialties == ("Cardiology", "Sleep Health Coaching")
    assert provider.languages == ("en", "es")
    assert provider.links == {"website": "https://harbor.example"}
    assert provider.bio == "Born by the sea.\nStill here."
    assert provider.gender == "female"
    assert provider.locations == (Practice(location="harbor-clinic", accepting_new_patients=True),)
    assert draft.locations[0].address == Address(
        street="1 Elm St", locality="Springfield", region="IL", postal_code="62701"
    )
    assert draft.locations[0].phone == "+13125550142"
    assert draft.notes == ()
    for each in (*draft.providers, *draft.locations):
        assert msgspec.convert(msgspec.to_builtins(each), type(each)) == each


def test_rows_with_one_npi_are_one_provider_at_several_locations():
    draft = read(
        "NPI,First,Last,Clinic,Address,Languages\n"
        f'{npi(1)},Amara,Okafor,Harbor,"1 Elm St, Springfield, IL 62701",English\n'
        f'{npi(1)},A.,OKAFOR,Lake,"9 Lake Rd, Lakeview, IL 60601",Spanish\n'
    )
    assert [each.location for each in draft.providers[0].locations] == ["harbor", "lake"]
    assert draft.providers[0].languages == ("en", "es")
    assert (draft.read, draft.merged) == (2, 1)


def test_one_npi_at_another_family_name_is_refused():
    draft = read(f"NPI,First,Last\n{npi(1)},Amara,Okafor\n{npi(1)},Bao,Nguyen\n")
    assert refused(draft) == [(f"row 3 (NPI {npi(1)})", "npi-shared")]
    assert "Amara Okafor in row 2" in draft.refusals[0].reason


def test_rows_with_one_name_and_no_npi_are_one_provider_and_a_junior_is_another():
    draft = read("First,Last,Suffix\nAmara,Okafor,\nAMARA,OKAFOR,\nAmara,Okafor,Jr\n")
    assert [each.slug for each in draft.providers] == ["amara-okafor", "amara-okafor-2"]
    assert draft.merged == 1


def test_a_wrong_check_digit_and_half_a_name_are_refused():
    draft = read("NPI,Name\n1234567894,Amara Okafor\n,Cher\n")
    assert refused(draft) == [("row 2 (NPI 1234567894)", "npi"), ("row 3", "name")]


def test_empty_rows_are_ignored_and_short_ones_read():
    draft = read("First,Last,Phone\n,,\nAmara,Okafor\n\n")
    assert [(each.kind, each.count) for each in draft.ignored] == [("empty", 1)]
    assert len(draft.providers) == 1


def test_a_row_with_more_cells_than_columns_is_refused_unless_they_are_empty():
    draft = read("First,Last\nAmara,Okafor,extra\nBao,Nguyen,,\n")
    assert refused(draft) == [("row 2", "columns")]
    assert [each.slug for each in draft.providers] == ["bao-nguyen"]


def test_what_breaks_a_limit_refuses_all_rows_of_the_person():
    draft = read(f"First,Last\n{'A' * 101},Okafor\n{'A' * 101},Okafor\n")
    assert refused(draft) == [("row 2", "unfit"), ("row 3", "unfit")]


def test_odd_cells_are_notes():
    draft = read(
        "First,Last,Taxonomy,Languages,Phone,New Patients,Gender,Website,Kind,Address,City,Zip,Fax,Shoe Size\n"
        "Amara,Okafor,nonsense,Klingon,(111)-222-3333,maybe,?,not a site,wizard,1 Elm St,Springfield,1,,39\n"
    )
    assert set(noted(draft)) == {
        "unmapped",
        "taxonomy",
        "language",
        "phone",
        "accepting",
        "gender",
        "link",
        "kind",
        "postal-code",
    }
    assert len(draft.providers) == 1


@pytest.mark.parametrize(
    ("cell", "said"), [("Y", True), ("open", True), ("No", False), ("Not accepting", False), ("", None)]
)
def test_new_patients(cell, said):
    draft = read(f"First,Last,Address,City,Accepting New Patients\nAmara,Okafor,1 Elm St,Springfield,{cell}\n")
    assert draft.providers[0].locations[0].accepting_new_patients is said


def test_a_title_that_is_a_degree_follows_the_name_and_a_post_is_nothing():
    draft = read("Title,First,Last\nMD,Amara,Okafor\nMedical Director,Bao,Nguyen\nDr.,Cleo,Voss\n")
    assert [each.name.full for each in draft.providers] == ["Amara Okafor, MD", "Bao Nguyen", "Dr. Cleo Voss"]


def test_constants_stand_in_for_empty_cells():
    mapping = RosterMap(
        columns={"First": "given", "Last": "family", "Street": "street"},
        constants={"locality": "Springfield", "region": "IL", "kind": "dentist", "languages": "English"},
    )
    draft = read("First,Last,Street\nAmara,Okafor,1 Elm St\n", mapping)
    assert (draft.providers[0].kind, draft.providers[0].languages) == ("dentist", ("en",))
    assert draft.locations[0].address.locality == "Springfield"


def test_separators_of_the_mapping_replace_the_usual_ones():
    mapping = RosterMap(columns={"Name": "full_name", "Fields": "specialties"}, separators="/")
    draft = read("Name,Fields\nAmara Okafor,Ears; nose/Throat\n", mapping)
    assert draft.providers[0].specialties == ("Ears; nose", "Throat")


def test_the_country_of_the_mapping_is_that_of_addresses_and_numbers():
    mapping = RosterMap(
        columns={"Name": "full_name", "Street": "street", "Town": "locality", "Tel": "phone"}, country="GB"
    )
    draft = read("Name,Street,Town,Tel\nAmara Okafor,1 High Street,Leeds,020 7946 0000\n", mapping)
    assert (draft.locations[0].address.country, draft.locations[0].phone) == ("GB", "+442079460000")


def test_a_location_of_the_site_is_named_by_its_name_alone():
    taken = Taken(locations=frozenset({"downtown"}))
    draft = read("First,Last,Location\nAmara,Okafor,Downtown\nBao,Nguyen,Uptown\n", taken=taken)
    assert [[at.location for at in each.locations] for each in draft.providers] == [["downtown"], []]
    assert noted(draft) == ["kind", "location", "kind", "no-location"]


def test_a_second_run_adds_nothing():
    text = f"NPI,First,Last,Clinic,Address,City\n{npi(1)},Amara,Okafor,Harbor,1 Elm St,Springfield\n"
    first = read(text)
    again = read(text, taken=taken_from(first.providers, first.locations))
    assert (again.providers, again.locations) == ((), ())
    assert [each.kind for each in again.ignored] == ["present"]


ELM = ",Harbor,1 Elm St,Springfield"
OAK = ",Oak,9 Oak St,Springfield"


def read_twice(first: str, second: str):
    """Read two rosters with columns for NPI, name and clinic, the second on the site that the first makes."""
    header = "NPI,First,Last,Clinic,Address,City\n"
    made = read(header + first)
    return read(header + second, taken=taken_from(made.providers, made.locations))


@pytest.mark.parametrize("place", [ELM, ",,,"])
def test_a_second_run_without_npis_adds_nothing(place):
    again = read_twice(f",Amara,Okafor{place}\n,Bao,Nguyen{OAK}\n", f",Amara,Okafor{place}\n,Bao,Nguyen{OAK}\n")
    assert (again.providers, again.locations) == ((), ())
    assert sum(each.count for each in again.ignored) == 2
    taken = ["taken for content/providers/amara-okafor.yaml by the name alone" in each.reason for each in again.notes]
    assert taken == ([] if place == ELM else [True])


def test_the_same_name_elsewhere_is_somebody_else_with_a_note():
    again = read_twice(f",Amara,Okafor{ELM}\n", f",Amara,Okafor{OAK}\n")
    assert [each.slug for each in again.providers] == ["amara-okafor-2"]
    assert "may be content/providers/amara-okafor.yaml" in {each.kind: each.reason for each in again.notes}["same-name"]


@pytest.mark.parametrize("name", ["Amara,Okafor Jr.", "Amara N.,Okafor", "Ama,Okafor"])
def test_another_name_at_the_same_place_is_somebody_else(name):
    again = read_twice(f",Amara,Okafor{ELM}\n", f",{name}{ELM}\n")
    assert len(again.providers) == 1
    assert "same-name" not in noted(again)


def test_who_has_an_npi_on_one_side_only_is_found_by_name_and_place():
    again = read_twice(
        f"{npi(1)},Amara,Okafor{ELM}\n,Bao,Nguyen{OAK}\n", f",Amara,Okafor{ELM}\n{npi(2)},Bao,Nguyen{OAK}\n"
    )
    assert again.providers == ()
    assert [each.reason for each in again.notes] == [
        "taken for content/providers/bao-nguyen.yaml, which has no NPI: write it there"
    ]


def test_two_npis_are_two_people_and_a_profile_stands_for_one_of_them():
    again = read_twice(f"{npi(1)},Amara,Okafor{ELM}\n", f"{npi(1)},Amara,Okafor{ELM}\n,Amara,Okafor{ELM}\n")
    assert [each.slug for each in again.providers] == ["amara-okafor-2"]
    assert "may be content/providers/amara-okafor.yaml" in {each.kind: each.reason for each in again.notes}["same-name"]
    other = read_twice(f"{npi(1)},Amara,Okafor{ELM}\n", f"{npi(2)},Amara,Okafor{ELM}\n")
    assert len(other.providers) == 1
    assert "same-name" not in noted(other)


@pytest.mark.parametrize(
    ("mapping", "says"),
    [
        (RosterMap(columns={"First": "given", "Surname": "family"}), "the table has no column 'Surname'"),
        (RosterMap(columns={"First": "given"}), "the mapping names no column for names"),
        (RosterMap(columns={"First": "given", "Last": "hat"}), "unknown field 'hat'"),  # type: ignore[dict-item]
    ],
)
def test_a_mapping_that_does_not_fit_the_table_is_refused(mapping, says):
    with pytest.raises(SiteGenError) as caught:
        read("First,Last\nAmara,Okafor\n", mapping)
    assert says in caught.value.message
    assert caught.value.hint


def test_a_column_that_stands_twice_is_refused_only_when_it_is_read():
    with pytest.raises(SiteGenError, match="has 2 times the column 'First'"):
        read("First,FIRST,Last\nA,B,C\n", NAMES)
    assert read("First,Last,X,X\nA,B,C,D\n", NAMES).read == 1


@pytest.mark.parametrize("data", [b"Caf\xe9,Last\n", b"\xff\xfeF\x00", b"PK\x03\x04xl/workbook.xml", b"%PDF-1.4"])
def test_what_is_no_utf8_table_asks_for_one(data):
    for call in (draft_mapping, lambda given: read_roster_csv(given, NAMES)):
        with pytest.raises(SiteGenError) as caught:
            call(data)
        assert "CSV UTF-8" in caught.value.hint
