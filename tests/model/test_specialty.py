"""The table of specialties and the look-ups over it."""

from __future__ import annotations

import json
import unicodedata
from importlib import resources
from typing import Any, get_args

import pytest

from site_gen.model.base import is_slug
from site_gen.model.provider import Kind
from site_gen.model.specialty import kind_for_code, specialty_for_code, specialty_for_name


def text_of(name: str) -> str:
    return resources.files("site_gen").joinpath("data", name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def table() -> dict[str, Any]:
    return json.loads(text_of("specialties.json"))


@pytest.fixture(scope="module")
def vocabulary() -> dict[str, Any]:
    return json.loads(text_of("schema_org.json"))


def slug_for(code: str) -> str | None:
    found = specialty_for_code(code)
    return None if found is None else found.slug


def test_every_schema_value_is_a_member_of_medical_specialty(table, vocabulary):
    members = set(vocabulary["members"]["MedicalSpecialty"])
    used = {entry["schema"] for entry in table["specialties"].values()} - {None}
    assert used
    assert used <= members


def test_every_slug_is_valid(table):
    assert [slug for slug in table["specialties"] if not is_slug(slug)] == []


def test_every_specialty_has_words_in_english_and_spanish(table):
    for slug, entry in table["specialties"].items():
        assert set(entry) >= {"en", "es", "schema"}, slug
        for language in set(entry) - {"schema"}:
            assert set(entry[language]) == {"term", "plain"}, slug
            for words in entry[language].values():
                assert words == words.strip() != "", slug
                assert words == unicodedata.normalize("NFC", words), slug


def test_the_table_covers_at_least_ninety_specialties(table):
    assert len(table["specialties"]) >= 90


def test_every_code_leads_to_a_specialty_and_every_specialty_has_a_code(table):
    assert set(table["codes"].values()) == set(table["specialties"])


def test_every_prefix_is_the_beginning_of_a_code(table):
    for prefix in [*table["codes"], *table["kinds"]]:
        assert 2 <= len(prefix) <= 10, prefix
        assert prefix.isascii(), prefix
        assert prefix == prefix.upper(), prefix
        assert prefix.isalnum(), prefix


def test_every_kind_is_one_a_profile_may_have_and_none_is_missing(table):
    assert set(table["kinds"].values()) == set(get_args(Kind))


def test_no_name_stands_for_two_specialties(table):
    owners: dict[str, str] = {}
    for slug, entry in table["specialties"].items():
        for name in {slug, entry["en"]["term"].casefold(), entry["es"]["term"].casefold()}:
            assert owners.setdefault(name, slug) == slug, name


def test_every_specialty_is_found_by_its_slug_and_its_terms(table):
    for slug, entry in table["specialties"].items():
        for name in (slug, entry["en"]["term"], entry["es"]["term"].upper()):
            found = specialty_for_name(name)
            assert found is not None, name
            assert found.slug == slug, name


def test_the_table_is_written_in_one_way():
    text = text_of("specialties.json")
    assert json.dumps(json.loads(text), ensure_ascii=False, indent=1, sort_keys=True) + "\n" == text


def test_a_code_gives_its_specialty_in_both_languages():
    found = specialty_for_code("207RC0000X")
    assert found is not None
    assert found.slug == "cardiology"
    assert found.term == {"en": "Cardiology", "es": "Cardiología"}
    assert found.plain == {"en": "Heart doctor", "es": "Especialista en el corazón"}
    assert found.schema == "Cardiovascular"


def test_a_field_that_schema_org_lacks_has_no_schema():
    found = specialty_for_code("207W00000X")
    assert found is not None
    assert found.slug == "ophthalmology"
    assert found.schema is None


@pytest.mark.parametrize(
    ("code", "slug"),
    [
        ("207R00000X", "internal-medicine"),
        ("207RC0000X", "cardiology"),
        ("207RC0001X", "cardiac-electrophysiology"),
        ("207RC0200X", "critical-care-medicine"),
        ("207VX0000X", "obstetrics"),
        ("207VX0201X", "gynecologic-oncology"),
        ("1223G0001X", "general-dentistry"),
        ("1223P0221X", "pediatric-dentistry"),
        ("363LF0000X", "family-nurse-practitioner"),
    ],
)
def test_the_longest_prefix_wins(code, slug):
    assert slug_for(code) == slug


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("207RC0000X", "physician"),
        ("1223G0001X", "dentist"),
        ("122400000X", "other"),  # makes dentures, is no dentist
        ("152W00000X", "optometrist"),
        ("363LF0000X", "nurse-practitioner"),
        ("363AM0700X", "physician-assistant"),
        ("103TC0700X", "psychologist"),
        ("103K00000X", "other"),  # a behavior analyst is no psychologist
        ("101YP2500X", "counselor"),
        ("1041C0700X", "social-worker"),
        ("225100000X", "therapist"),
        ("225200000X", "other"),  # assists a physical therapist
        ("390200000X", "other"),
    ],
)
def test_the_longest_prefix_decides_the_kind(code, kind):
    assert kind_for_code(code) == kind


@pytest.mark.parametrize("code", ["999999999X", "", "207RC", "207RC0000", "207rc0000x", "207RC0000XX", "207RC0000X\n"])
def test_an_unknown_code_gives_none(code):
    assert specialty_for_code(code) is None
    assert kind_for_code(code) is None


def test_a_pharmacy_has_a_specialty_but_is_no_kind_of_person():
    assert slug_for("3336C0003X") == "pharmacy-services"
    assert kind_for_code("3336C0003X") is None


@pytest.mark.parametrize("name", ["Cardiology", "CARDIOLOGY", "cardiología", "Cardiologi\u0301a", "  cardiology "])
def test_a_name_is_found_in_any_language_and_case(name):
    found = specialty_for_name(name)
    assert found is not None
    assert found.slug == "cardiology"


@pytest.mark.parametrize("name", ["", "Cardio", "Heart doctor", "Cardiology and more"])
def test_a_name_that_is_not_a_term_gives_none(name):
    assert specialty_for_name(name) is None


def test_the_vocabulary_refers_to_nothing_that_it_lacks(vocabulary):
    types = vocabulary["types"]
    assert vocabulary["release"] == "30.0"
    assert [parent for parents in types.values() for parent in parents if parent not in types] == []
    assert [name for name in vocabulary["members"] if name not in types] == []
    for name, known in vocabulary["properties"].items():
        assert [each for each in known["domains"] + known["ranges"] if each not in types] == [], name


def test_the_vocabulary_has_the_pending_and_health_terms_that_pages_use(vocabulary):
    assert vocabulary["types"]["IndividualPhysician"] == ["Physician"]
    assert "ProfilePage" in vocabulary["types"]
    assert vocabulary["properties"]["usNPI"] == {"domains": ["Physician"], "ranges": ["Text"]}
    assert vocabulary["properties"]["practicesAt"]["domains"] == ["IndividualPhysician"]
