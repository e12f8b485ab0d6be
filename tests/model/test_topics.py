"""What providers are found by: slugs, names in each language, and no topic twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.model.base import is_slug
from site_gen.model.provider import Name, Provider, ProviderTranslation
from site_gen.model.topics import Topic, condition_topics, specialty_topics, topic_slug

CARDIOLOGY = "207RC0000X"
DENTISTRY = "1223G0001X"


def provider(kind: str = "physician", **fields: object) -> Provider:
    return Provider(path="content/providers/a.yaml", slug="a", name=Name(given="A", family="B"), kind=kind, **fields)  # type: ignore[arg-type]


def slugs(topics: tuple[Topic, ...]) -> list[str]:
    return [topic.slug for topic in topics]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("High blood pressure", "high-blood-pressure"),
        ("Presión arterial alta", "presion-arterial-alta"),
        ("  Ear, nose & throat  ", "ear-nose-throat"),
        ("Crohn's disease", "crohn-s-disease"),
        ("snake_case", "snake-case"),
        ("a" * 100, "a" * 80),
        ("word " * 30, "-".join(["word"] * 16)),
        ("Type 2 diabetes", "type-2-diabetes"),
        ("!!!", "other"),
        ("", "other"),
        ("😀", "other"),
    ],
)
def test_a_topic_gets_a_slug_from_its_words(text, slug):
    assert topic_slug(text) == slug


@given(st.text() | st.text(alphabet="aé -_'&ß中İ", min_size=60, max_size=200))
def test_any_text_gets_a_slug(text):
    slug = topic_slug(text)
    assert is_slug(slug)
    assert not slug.endswith("-")
    assert topic_slug(slug) == slug


def test_specialties_are_those_that_the_profile_names():
    (topic,) = specialty_topics(provider(specialties=("Cardiology",), taxonomy=(DENTISTRY,)))
    assert (topic.slug, topic.name, topic.schema) == ("cardiology", "Cardiology", "Cardiovascular")
    assert topic.label("en") == "Cardiology"
    assert topic.label("es") == "Cardiología"
    assert topic.plain["en"] == "Heart doctor"


def test_without_named_specialties_the_codes_speak():
    topics = specialty_topics(provider(taxonomy=(CARDIOLOGY, "207RC0001X", CARDIOLOGY, "9999999999X"[:10])))
    assert slugs(topics) == ["cardiology", "cardiac-electrophysiology"]
    assert topics[0].label("es") == "Cardiología"
    assert topics[0].plain["en"] == "Heart doctor"
    assert specialty_topics(provider()) == ()


def test_a_name_in_another_language_leads_to_the_same_specialty():
    (topic,) = specialty_topics(provider(specialties=("Cardiología",)))
    assert topic.slug == "cardiology"
    assert topic.label("en") == "Cardiología"  # as the profile says it


def test_the_profiles_own_translation_goes_before_the_tables():
    words = ProviderTranslation(specialties=("Corazón",))
    (topic,) = specialty_topics(provider(specialties=("Cardiology",), i18n={"es": words, "fr": ProviderTranslation()}))
    assert topic.label("es") == "Corazón"
    assert topic.label("fr") == "Cardiology"


def test_an_unknown_specialty_gets_a_slug_of_its_own_and_no_schema():
    (topic,) = specialty_topics(provider(specialties=("Sleep coaching",)))
    assert topic == Topic(slug="sleep-coaching", name="Sleep coaching")


@pytest.mark.parametrize(
    ("kind", "taxonomy", "plain"),
    [
        ("physician", (), True),
        ("dentist", (), True),
        ("optometrist", (), True),
        ("nurse-practitioner", (), False),
        ("other", (), False),
        ("nurse-practitioner", (CARDIOLOGY,), True),
        ("nurse-practitioner", (DENTISTRY,), False),
    ],
)
def test_only_doctors_and_those_with_the_fields_own_code_are_called_by_its_plain_words(kind, taxonomy, plain):
    (topic,) = specialty_topics(provider(kind, specialties=("Cardiology",), taxonomy=taxonomy))
    assert bool(topic.plain) is plain
    assert topic.schema == "Cardiovascular"


def test_a_topic_that_is_named_twice_stands_once_where_it_was_first():
    names = ("Cardiology", "Sleep coaching", "cardiología", "Pediatrics", "sleep  coaching")
    topics = specialty_topics(provider(specialties=names))
    assert slugs(topics) == ["cardiology", "sleep-coaching", "pediatrics"]
    assert [topic.name for topic in topics] == ["Cardiology", "Sleep coaching", "Pediatrics"]
    conditions = condition_topics(provider(conditions=("Flu", "Asthma", "FLU")))
    assert [(topic.slug, topic.name) for topic in conditions] == [("flu", "Flu"), ("asthma", "Asthma")]


def test_conditions_come_in_the_order_of_the_profile_with_their_translations():
    words = ProviderTranslation(conditions=("Asma", "Gripe"))
    topics = condition_topics(provider(conditions=("Asthma", "Flu"), i18n={"es": words}))
    assert topics == (
        Topic(slug="asthma", name="Asthma", names={"es": "Asma"}),
        Topic(slug="flu", name="Flu", names={"es": "Gripe"}),
    )
    assert topics[1].label("es") == "Gripe"
    assert topics[1].label("fr") == "Flu"


@pytest.mark.parametrize("translated", [(), ("Asma",), ("Asma", "Gripe", "Tos")])
def test_a_translated_list_of_another_length_cannot_be_matched(translated):
    words = ProviderTranslation(conditions=translated)
    topics = condition_topics(provider(conditions=("Asthma", "Flu"), i18n={"es": words}))
    assert [topic.names for topic in topics] == [{}, {}]


@given(st.lists(st.sampled_from(["Flu", "flu", "Asthma", "Cough", "COUGH", "Gout"]), max_size=8))
def test_any_conditions_keep_their_order_and_lose_only_repeats(conditions):
    expected: list[str] = []
    for name in conditions:
        if topic_slug(name) not in expected:
            expected.append(topic_slug(name))
    assert slugs(condition_topics(provider(conditions=tuple(conditions)))) == expected
