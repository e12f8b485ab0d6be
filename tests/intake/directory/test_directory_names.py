from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.intake.directory.credentials import case_credentials, is_credential
from site_gen.intake.directory.names import (
    case_family,
    case_generation,
    case_given,
    case_prefix,
    clean,
    make_name,
    split_name,
)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("MCDONALD", "McDonald"),
        ("MACDONALD", "MacDonald"),
        ("O'BRIEN", "O'Brien"),
        ("O’BRIEN", "O’Brien"),
        ("OCONNELL", "OConnell"),
        ("D'AMICO", "D'Amico"),
        ("SMITH-JONES", "Smith-Jones"),
        ("JONES-MCWILLIAMS", "Jones-McWilliams"),
        ("VAN DER BERG", "van der Berg"),
        ("DE LA VEGA", "de la Vega"),
        ("ST. JOHN", "St. John"),
        ("ÖZDEMİR", "Özdemi̇r"),
        ("okafor", "Okafor"),
    ],
)
def test_a_family_name_in_one_case_gets_its_capitals(raw, shown):
    assert case_family(raw) == shown


@pytest.mark.parametrize("name", ["MACK", "MACHADO", "MACIAS", "OCHS", "ORTEGA", "DEAN", "MC", "VAN DYKE"])
def test_names_that_only_look_scottish_irish_or_dutch_get_one_capital_a_word(name):
    assert case_family(name) == name.title()


@pytest.mark.parametrize("name", ["DeLuca", "van Dyke", "macDonald", "de la Vega", "LaFrance", "Mcdonald"])
def test_a_name_whose_case_somebody_chose_stays(name):
    assert case_family(name) == name


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("J MICHAEL", "J. Michael"),
        ("A,", "A."),
        ("A.E.", "A.E."),
        ("EJ", "EJ"),
        ("JO", "Jo"),
        ("KWOK-CHUN", "Kwok-Chun"),
        ("MARY ANN", "Mary Ann"),
        ("Amara N", "Amara N."),
    ],
)
def test_given_names_keep_their_initials(raw, shown):
    assert case_given(raw) == shown


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("M.D.", "MD"),
        ("MD", "MD"),
        ("M.D., PH.D", "MD, PhD"),
        ("PH. D.", "PhD"),
        ("PHARM D, RPH", "PharmD, RPh"),
        ("PSY.D.", "PsyD"),
        ("M.D.FAAPMR", "MD, FAAPMR"),
        ("M.D.  J.D.", "MD, JD"),
        ("MD PC", "MD"),
        ("M.D.1208", "MD"),
        ("MEDICAL DOCTOR", "MD"),
        ("MSSS / LCSW", "MSSS, LCSW"),
        ("P.A.-C", "PA-C"),
        ("MS CCC-SLP", "MS, CCC-SLP"),
        ("D.D.S>", "DDS"),
        ("MD, MD", "MD"),
        ("Ph.D.", "PhD"),
        ("CNRN", "CNRN"),
        ("CERTIFIED SOMETHING", "Certified Something"),
        ("PhDx", "PhDx"),
        ("R, 7", ""),
        ("", ""),
    ],
)
def test_credentials_lose_dots_and_companies(raw, shown):
    assert ", ".join(case_credentials([raw])) == shown


def test_a_title_of_a_post_is_no_credential():
    assert is_credential("MD, Ph.D.")
    assert not is_credential("Medical Director")
    assert not is_credential("")


def test_prefixes_and_generations_have_one_spelling_and_nothing_else_is_one():
    assert [case_prefix(text) for text in ("DR.", "Prof. Dr", "mrs", "--", "Medical Director")] == [
        "Dr.",
        "Prof. Dr.",
        "Mrs.",
        "",
        "",
    ]
    assert [case_generation(text) for text in ("JR.", "iii", "3RD", "--", "MD")] == ["Jr.", "III", "III", "", ""]


def test_a_generation_in_the_family_name_moves_behind_it():
    name = make_name(given="SAM", family="VERGO, JR.", credentials="M.D.")
    assert (name.family, name.suffix) == ("Vergo", "Jr., MD")


def test_a_family_name_that_is_a_numeral_stays():
    assert make_name(given="SAM", family="II").family == "Ii"
    assert make_name(given="SAM", family="LEE V").family == "Lee V"


def test_credentials_in_the_field_for_generations_are_kept():
    assert make_name(given="A", family="B", generation="MD").suffix == "MD"
    assert make_name(given="A", family="B", generation="--", credentials="--").suffix == ""


@pytest.mark.parametrize(
    ("raw", "parts"),
    [
        ("Okafor, Amara, MD", ("", "Amara", "", "Okafor", "MD")),
        ("Dr. Amara Okafor MD", ("Dr.", "Amara", "", "Okafor", "MD")),
        ("OKAFOR, AMARA N., M.D., PhD", ("", "Amara", "N.", "Okafor", "MD, PhD")),
        ("Amara N. Okafor, Jr., MD", ("", "Amara", "N.", "Okafor", "Jr., MD")),
        ("Juan de la Vega III", ("", "Juan", "", "de la Vega", "III")),
        ("Okafor", ("", "Okafor", "", "", "")),
    ],
)
def test_a_full_name_is_split_in_either_order(raw, parts):
    name = split_name(raw)
    assert (name.prefix, name.given, name.middle, name.family, name.suffix) == parts


@given(st.text())
def test_any_text_gives_names_without_control_characters(text):
    for shown in (clean(text), case_family(text), case_given(text), split_name(text).full):
        assert shown == clean(shown)


@given(st.text(alphabet=st.characters(categories=("Lu",), max_codepoint=127), min_size=1, max_size=30))
def test_casing_only_changes_case(text):
    assert case_family(text).upper() == text
