"""Every graph against the vocabulary, and the checker against graphs that are wrong."""

from __future__ import annotations

import copy
import json
from typing import Any, get_args

import pytest
from graph_checker import ancestors, described, is_reference, problems
from graph_samples import (
    LOCATIONS,
    edition,
    location,
    location_case,
    node_of,
    on_another_page,
    provider,
    provider_case,
    reviews_of_every_form,
)

from site_gen.model.location import LocationType
from site_gen.model.provider import Kind, Name, Status
from site_gen.render.schema_org import page_graph
from site_gen.render.schema_org.kinds import LOCATION_TYPES, MEDICAL_ORGANIZATIONS, PAGE_TYPES, PROVIDER_TYPES

LANGUAGES = ("en", "es")
PAGE_KINDS = (
    "home", "find", "listing", "location", "topics", "news", "how", "page", "about", "medical", "who-to-ask"
)  # fmt: skip


def graph_of(node: dict[str, Any]) -> dict[str, Any]:
    return {"@context": "https://schema.org", "@graph": [node]}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", get_args(Status))
@pytest.mark.parametrize("kind", get_args(Kind))
def test_the_graph_of_every_kind_of_provider_keeps_to_the_vocabulary(kind, status, language):
    who = provider(kind=kind, status=status)
    graph, *_ = provider_case(edition(language), who, reviews_of_every_form())
    assert problems(graph, on_another_page) == []


@pytest.mark.parametrize("kind", get_args(Kind))
def test_the_graph_of_a_bare_profile_keeps_to_the_vocabulary(kind):
    bare = provider(
        kind=kind, name=Name(given="Ada", family="Quill"), npi=None, taxonomy=(), specialties=(), languages=(),
        pronouns=None, photo=None, video=None, locations=(), credentials=(), education=(), affiliations=(),
        conditions=(), procedures=(), links={}, verified_on=None, i18n={},
    )  # fmt: skip
    graph, *_ = provider_case(edition(), bare)
    assert problems(graph, on_another_page) == []


@pytest.mark.parametrize("kind", get_args(Kind))
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_graph_of_older_reviews_keeps_to_the_vocabulary(kind, language):
    where = edition(language, per_page=3)
    for number in (1, 2, 3):
        graph, *_ = provider_case(where, provider(kind=kind), reviews_of_every_form(), archive=number)
        assert problems(graph, on_another_page) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("type_", get_args(LocationType))
def test_the_graph_of_every_type_of_location_keeps_to_the_vocabulary(type_, language):
    graph = location_case(edition(language), location("downtown", type=type_))
    assert problems(graph, on_another_page) == []


def test_the_graph_of_a_bare_location_keeps_to_the_vocabulary():
    bare = location(
        "downtown", geo=None, phone=None, fax=None, hours={}, hours_exceptions=(), accessibility=(), photo=None
    )
    assert problems(location_case(edition(), bare), on_another_page) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PAGE_KINDS)
def test_the_graph_of_every_kind_of_page_keeps_to_the_vocabulary(kind, language):
    path = "" if kind == "home" else f"{kind}/"
    trail = [] if kind == "home" else [("Find care", "find/"), ("This", path)]
    graph = json.loads(page_graph(edition(language), path=path, title="This", trail=trail, kind=kind))
    assert problems(graph, on_another_page) == []
    assert problems(graph, lambda id_: ["WebPage"] if id_.endswith("/find/") else None) == []


def test_the_tables_of_types_cover_the_model_and_nothing_else():
    assert set(PROVIDER_TYPES) == set(get_args(Kind))
    assert set(LOCATION_TYPES) == set(get_args(LocationType))
    assert set(PAGE_TYPES) <= set(PAGE_KINDS)


def test_locations_in_practices_at_are_exactly_those_that_are_medical_organizations():
    assert {name for name in get_args(LocationType) if "MedicalOrganization" in ancestors([name])} == set(
        MEDICAL_ORGANIZATIONS
    )


def test_only_physicians_are_called_physicians():
    for kind, types in PROVIDER_TYPES.items():
        names = [types] if isinstance(types, str) else list(types)
        assert ("Physician" in ancestors(names)) == (kind == "physician"), kind


def test_no_type_of_two_is_a_kind_of_the_other():
    for types in [*PROVIDER_TYPES.values(), *LOCATION_TYPES.values()]:
        if not isinstance(types, str):
            first, second = types
            assert second not in ancestors([first])
            assert first not in ancestors([second])


def test_every_node_with_an_id_is_referred_to_or_is_the_page_the_site_or_a_review():
    graph, *_ = provider_case(edition(), provider(), reviews_of_every_form())
    referred = {node["@id"] for part in graph["@graph"] for node in _references(part)}
    ids = {node["@id"] for node in described(graph["@graph"]) if "@id" in node}
    assert {id_ for id_ in ids - referred if "#review-" not in id_} == set()


def _references(value: object) -> list[dict[str, Any]]:
    if is_reference(value):
        return [value]  # type: ignore[list-item]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [found for each in inner for found in _references(each)]


# The checker itself: each case beside a near miss that is right.

PERSON = {"@type": "Person", "@id": "https://a.example/#person", "name": "Ada"}
PRACTICE = {"@type": "IndividualPhysician", "@id": "https://a.example/#provider", "name": "Ada"}


@pytest.mark.parametrize(
    ("node", "problem"),
    [
        (PERSON | {"review": {"@type": "Review", "reviewBody": "Good"}}, "review is not for Person"),
        (PERSON | {"aggregateRating": {"@type": "AggregateRating"}}, "aggregateRating is not for Person"),
        (PRACTICE | {"alumniOf": {"@type": "Organization"}}, "alumniOf is not for IndividualPhysician"),
        (PRACTICE | {"bedsideManner": "good"}, "unknown property bedsideManner"),
        (PRACTICE | {"@type": "Doctor"}, "unknown type Doctor"),
        (PRACTICE | {"@value": "Ada"}, "unknown keyword @value"),
        ({"@type": "MedicalBusiness", "isAcceptingNewPatients": True}, "isAcceptingNewPatients is not for MedicalBusi"),
        ({"@type": "Dentist", "usNPI": "1999928397"}, "usNPI is not for Dentist"),
        ({"@type": "DiagnosticLab", "hasMap": "https://map.example/"}, "hasMap is not for DiagnosticLab"),
        (PRACTICE | {"isAcceptingNewPatients": "yes"}, "isAcceptingNewPatients is 'yes', expected Boolean"),
        (PRACTICE | {"telephone": 3125550142}, "telephone is 3125550142, expected Text"),
        (PRACTICE | {"url": "providers/ada/"}, "url is 'providers/ada/', expected URL"),
        (PRACTICE | {"medicalSpecialty": "Cardiology"}, "medicalSpecialty is 'Cardiology'"),
        (PRACTICE | {"medicalSpecialty": ["https://schema.org/Monday"]}, "expected MedicalSpecialty"),
        (PRACTICE | {"sameAs": []}, "sameAs is empty"),
        (PRACTICE | {"name": ""}, "name is ''"),
        (PRACTICE | {"practicesAt": {"@id": "https://a.example/#location"}}, "which nothing describes"),
        (PRACTICE | {"practicesAt": {"@id": "https://a.example/#provider"}}, None),
        (PRACTICE | {"practicesAt": {"@type": "Optician", "name": "Glasses"}}, "practicesAt is a Optician"),
        (PRACTICE | {"image": {"@type": "ImageObject", "@id": PRACTICE["@id"]}}, "is described twice"),
        (PRACTICE | {"member": {"name": "Ada"}}, "a node without type: ['name']"),
        ({"@type": "ListItem", "item": "https://a.example/"}, "item is 'https://a.example/', expected Thing"),
        ({"@type": "Review", "datePublished": "2026-13"}, "datePublished is '2026-13'"),
        ({"@type": "Review", "datePublished": "March 2026"}, "datePublished is 'March 2026'"),
        ({"@type": "Review", "datePublished": "2026-03"}, None),
        ({"@type": "OpeningHoursSpecification", "closes": "24:00"}, "closes is '24:00', expected Time"),
        ({"@type": "OpeningHoursSpecification", "closes": "23:59"}, None),
        ({"@type": ["MedicalBusiness", "MedicalOrganization"], "isAcceptingNewPatients": True}, None),
        ({"@type": ["DiagnosticLab", "MedicalBusiness"], "hasMap": "https://map.example/"}, None),
        (PRACTICE | {"medicalSpecialty": ["https://schema.org/Cardiovascular"], "usNPI": "1999928397"}, None),
        (PERSON | {"alumniOf": {"@type": "CollegeOrUniversity", "name": "Lakeshore"}}, None),
        (PRACTICE | {"review": [{"@type": "Review", "reviewRating": {"@type": "AggregateRating"}}]}, None),
    ],
)
def test_the_checker_finds_what_is_wrong_and_passes_what_is_right(node, problem):
    found = problems(graph_of(copy.deepcopy(node)))
    if problem is None:
        assert found == []
    else:
        assert any(problem in each for each in found), found


def test_the_checker_needs_the_context():
    assert problems({"@context": "https://other.example", "@graph": [PERSON]}) == ["not a graph of https://schema.org"]
    assert problems({"@context": "https://schema.org", "@graph": [PERSON]}) == []


def test_the_checker_knows_only_the_locations_of_the_site():
    graph, *_ = provider_case(edition(), provider())
    wrong = copy.deepcopy(graph)
    node_of(wrong, "#provider")["practicesAt"] = node_of(wrong, "#provider")["location"]
    assert any("practicesAt is a Optician" in each for each in problems(wrong, on_another_page))
    assert len([each for each in problems(graph) if "#location" in each]) == len(LOCATIONS)
