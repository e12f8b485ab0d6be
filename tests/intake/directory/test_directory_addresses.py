from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.intake.directory.addresses import (
    address_key,
    case_place,
    country_code,
    join_lines,
    make_address,
    postal_code,
    region_name,
    split_address,
    split_lines,
)
from site_gen.intake.directory.hours import Block, hours_of
from site_gen.intake.directory.identifiers import kind_of, npi_fault, plain_npi, sort_codes, specialty_terms
from site_gen.intake.directory.languages import code_tag, language_tag
from site_gen.intake.directory.phones import phone_number
from site_gen.model.hours import open_spans


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("114 ELM ST", "114 Elm St"),
        ("1 MCGRATH HWY", "1 McGrath Hwy"),
        ("P.O. BOX 12", "PO Box 12"),
        ("POB 12", "PO Box 12"),
        ("1 BLVD OF THE ALLIES", "1 Blvd of the Allies"),
        ("BLDG B, 2ND FLOOR", "Bldg B, 2nd Floor"),
        ("1B KING ST NE", "1B King St NE"),
        ("ST. ANNE'S MEDICAL CTR", "St. Anne's Medical Ctr"),
        ("12 O'NEIL ST", "12 O'Neil St"),
        ("HEMATOLOGY/ONCOLOGY", "Hematology/Oncology"),
        ("OB/GYN", "OB/GYN"),
        ("C/O AMARA", "c/o Amara"),
        ("WING II", "Wing II"),
        ("ST.,SUITE 3", "St., Suite 3"),
        ("# 21", "#21"),
        ("KSB-023", "KSB-023"),
        ("Elm STREET", "Elm STREET"),
    ],
)
def test_address_lines_out_of_capitals(raw, shown):
    assert case_place(raw) == shown


def test_ste_becomes_suite_before_a_number_and_nowhere_else():
    assert join_lines(["1 ELM ST", "STE. 4309"]) == "1 Elm St, Suite 4309"
    assert join_lines(["1 ELM ST", "SUITE101"]) == "1 Elm St, Suite 101"
    assert join_lines(["1 STE ANNE RD"]) == "1 Ste Anne Rd"


def test_a_line_that_repeats_another_or_the_town_is_left_out():
    address = make_address(["1 ELM ST", "1 Elm St", "SPRINGFIELD"], locality="SPRINGFIELD", region="il")
    assert (address.street, address.locality, address.region) == ("1 Elm St", "Springfield", "IL")


def test_a_name_in_front_of_a_street_is_the_name_of_the_place():
    assert split_lines(["HARBOR CLINIC", "1 ELM ST"]) == ("Harbor Clinic", ["1 ELM ST"])
    assert split_lines(["HARBOR CLINIC, 1 ELM ST"]) == ("Harbor Clinic", ["1 ELM ST"])


@pytest.mark.parametrize("lines", [["1 ELM ST", "2ND FLOOR"], ["ONE ELM ST", "SUITE 2"], ["1 ELM ST, 2"], ["ELM"], []])
def test_lines_without_a_name_stay_as_they_are(lines):
    assert split_lines(lines) == ("", lines)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("061051208", "06105-1208"),
        ("06105", "06105"),
        ("6105", "06105"),
        ("6105.0", "06105"),
        ("06105-1208", "06105-1208"),
        ("061050000", "06105"),
        ("61051208", "06105-1208"),
    ],
)
def test_zip_codes_get_their_hyphen_and_their_zeros(raw, shown):
    assert postal_code(raw, "US") == shown


@pytest.mark.parametrize("raw", ["", "0", "000000000", "123456", "ABC12", "1234567890"])
def test_what_is_no_zip_code_is_none(raw):
    assert postal_code(raw, "US") is None


def test_codes_of_other_countries_are_only_trimmed():
    assert postal_code(" sw1a 1aa ", "GB") == "SW1A 1AA"
    assert postal_code("", "GB") is None


def test_countries_and_regions():
    assert [country_code(text) for text in ("", "usa", "gb", "Nowhere", "UM")] == ["US", "US", "GB", "US", "US"]
    assert [region_name(text) for text in ("", "ct", "CONNECTICUT")] == [None, "CT", "Connecticut"]


def test_one_address_written_twice_has_one_key_and_another_suite_has_not():
    one = make_address(["1 ELM STREET", "STE 2"], locality="SPRINGFIELD", region="IL", postal="627010001")
    two = make_address(["1 Elm St., Suite 2"], locality="Springfield", region="IL", postal="62701")
    other = make_address(["1 Elm St., Suite 3"], locality="Springfield", region="IL", postal="62701")
    assert address_key(one) == address_key(two) != address_key(other)


def test_an_address_in_one_cell_is_split_and_a_street_is_not():
    assert split_address("1 Elm St, Suite 2, Springfield, IL 62701-0001") == {
        "street": "1 Elm St, Suite 2",
        "locality": "Springfield",
        "region": "IL",
        "postal_code": "62701-0001",
    }
    assert split_address("1 Elm St, Suite 2") == {}


def test_telephone_numbers_become_e164():
    assert phone_number("(312) 555-0142", "US") == ("+13125550142", None)
    assert phone_number("020 7946 0000", "GB") == ("+442079460000", None)
    assert phone_number("", "US") == phone_number("000-000-0000", "US") == (None, None)


def test_an_extension_is_left_out_and_said():
    number, remark = phone_number("312-555-0142 x12", "US")
    assert number == "+13125550142"
    assert remark is not None
    assert "extension 12" in remark


@pytest.mark.parametrize("raw", ["(111)-222-3333", "1617555014", "call us", "(444)-555-666"])
def test_a_number_of_no_plan_is_dropped_with_a_reason(raw):
    number, remark = phone_number(raw, "US")
    assert number is None
    assert remark is not None
    assert raw in remark


def test_npi_check_digit():
    assert npi_fault("1234567893") is None
    assert npi_fault("1234567894") == "NPI 1234567894 has a wrong check digit"
    assert npi_fault("123456789") == "NPI '123456789' is not ten digits"
    assert npi_fault("１２３４５６７８９３") is not None
    assert plain_npi(" 123-456-7893.0 ") == "1234567893"


def test_primary_codes_come_first_and_texts_are_told_apart():
    codes = [("207R00000X", False), ("207RC0000X", True), ("207R00000X", False), ("nonsense", True), ("", False)]
    assert sort_codes(codes) == (("207RC0000X", "207R00000X"), ("NONSENSE",))


def test_specialties_and_kinds_come_from_codes_then_from_letters():
    assert specialty_terms(["207RC0000X", "207RC0000X"]) == ("Cardiology",)
    assert kind_of(["207RC0000X"], "RN") == "physician"
    assert kind_of([], "PhD, RN") is None
    assert kind_of([], "PhD, LCSW") == "social-worker"


def test_a_code_of_no_field_counts_only_alone():
    assert specialty_terms(["174400000X", "207RC0000X"]) == ("Cardiology",)
    assert specialty_terms(["174400000X"]) == ("Other Health Care",)
    assert kind_of(["174400000X", "207RC0000X"], "") == "physician"
    assert kind_of(["174400000X"], "MD") == "physician"
    assert kind_of(["174400000X"], "") == "other"


def test_languages_by_name_and_by_code():
    assert [language_tag(text) for text in ("Spanish", "ES", "zh_hant", "Mandarin", "Klingon", "xx")] == [
        "es",
        "es",
        "zh-Hant",
        "cmn",
        None,
        None,
    ]
    assert [code_tag(text) for text in ("en-us", "ru", "x", "english language")] == ["en-US", "ru", None, None]


def test_equal_days_in_a_row_become_a_range():
    week = ("mon", "tue", "wed", "thu", "fri")
    hours, troubles = hours_of([Block(week, opens="08:00:00", closes="17:00:00"), Block(("sat",), all_day=True)])
    assert hours == {"mon-fri": "08:00-17:00", "sat": "00:00-24:00"}
    assert troubles == ()


def test_spans_of_a_day_are_joined_only_where_they_meet():
    blocks = [
        Block(("mon",), opens=a, closes=b) for a, b in [("13:00", "17:00"), ("08:00", "12:00"), ("11:00", "12:30")]
    ]
    assert hours_of(blocks)[0] == {"mon": "08:00-12:30, 13:00-17:00"}
    assert hours_of([Block(("mon", "wed"), opens="20:00:00", closes="00:00:00")])[0] == {
        "mon": "20:00-24:00",
        "wed": "20:00-24:00",
    }


@pytest.mark.parametrize(
    "block",
    [
        Block(("mon",)),
        Block((), all_day=True),
        Block(("mon",), opens="17:00:00", closes="08:00:00"),
        Block(("mon",), opens="8", closes="17:00:00"),
        Block(("monday",), opens="08:00:00", closes="17:00:00"),
    ],
)
def test_hours_that_say_nothing_are_named(block):
    hours, troubles = hours_of([block])
    assert hours == {}
    assert len(troubles) == 1


_TIMES = st.builds("{:02d}:{:02d}:00".format, st.integers(0, 23), st.integers(0, 59))
_DAYS = st.lists(st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]), max_size=7).map(tuple)


@given(st.lists(st.builds(Block, _DAYS, st.booleans(), _TIMES, _TIMES), max_size=6))
def test_hours_never_overlap(blocks):
    spans = open_spans(hours_of(blocks)[0])
    for first, second in itertools.pairwise(spans):
        assert first.day < second.day or first.closes < second.opens


@given(st.text(), st.sampled_from(["US", "GB", "ZZ"]))
def test_any_text_is_an_address_and_perhaps_a_number(text, country):
    address = make_address([text, text], locality=text, region=text, postal=text, country=text)
    assert address_key(address) == address_key(address)
    number, remark = phone_number(text, country)
    assert number is None or number.startswith("+")
    assert remark is None or text
