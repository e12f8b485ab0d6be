"""Location pages: the place, its hours, its exceptions; and pages that describe nothing of their own."""

from __future__ import annotations

import datetime
import json

import pytest
from graph_samples import HOME, edition, location, location_case, node_of

from site_gen.model.hours import HoursException
from site_gen.model.location import Address
from site_gen.render.schema_org import page_graph
from site_gen.render.schema_org.hours import exception_nodes, week_nodes

URL = f"{HOME}locations/downtown/"


def days(node):
    return [day.removeprefix("https://schema.org/")[:2] for day in node["dayOfWeek"]]


def spans(nodes):
    return [("".join(days(node)), node["opens"], node["closes"]) for node in nodes]


def test_a_location_is_described_in_full_on_its_page():
    node = node_of(location_case(edition(), location("downtown")), "#location")
    assert list(node) == [
        "@type", "@id", "name", "url", "image", "telephone", "faxNumber", "address", "geo", "hasMap",
        "openingHoursSpecification", "specialOpeningHoursSpecification", "amenityFeature", "parentOrganization",
    ]  # fmt: skip
    assert node["@type"] == "MedicalClinic"
    assert node["@id"] == f"{URL}#location"
    assert (node["name"], node["url"]) == ("Harbor Downtown", URL)
    assert node["image"] == f"{HOME}assets/clinic.1.jpg"
    assert (node["telephone"], node["faxNumber"]) == ("+13125550110", "+13125550111")
    assert node["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "1 Pier Street",
        "addressLocality": "Chicago",
        "addressRegion": "IL",
        "postalCode": "02134",
        "addressCountry": "US",
    }
    assert node["geo"] == {"@type": "GeoCoordinates", "latitude": 41.5, "longitude": -87.25}
    assert node["hasMap"].startswith("https://")
    assert node["amenityFeature"] == [
        {"@type": "LocationFeatureSpecification", "name": "Step-free entrance", "value": True}
    ]
    assert node["parentOrganization"] == {"@id": f"{HOME}#organization"}


def test_the_page_of_a_location_has_it_as_main_entity():
    graph = location_case(edition("es"), location("downtown"))
    page = graph["@graph"][2]
    assert page["@type"] == "WebPage"
    assert page["@id"] == f"{HOME}es/locations/downtown/"
    assert page["mainEntity"] == {"@id": f"{URL}#location"}
    assert node_of(graph, "#location")["url"] == f"{HOME}es/locations/downtown/"


def test_a_laboratory_keeps_place_and_hours():
    node = node_of(location_case(edition(), location("lab", type="DiagnosticLab")), "#location")
    assert node["@type"] == ["DiagnosticLab", "MedicalBusiness"]
    assert {"geo", "openingHoursSpecification", "hasMap"} <= set(node)


def test_an_address_without_region_and_code_leaves_them_out():
    at = location("downtown", address=Address(street="1 Quay", locality="Singapore", country="SG"))
    address = node_of(location_case(edition(), at), "#location")["address"]
    assert list(address) == ["@type", "streetAddress", "addressLocality", "addressCountry"]


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ({}, []),
        ({"mon-sun": "09:00-17:00"}, [("MoTuWeThFrSaSu", "09:00", "17:00")]),
        (
            {"mon-fri": "08:00-12:00, 13:00-17:00", "sat": "08:00-12:00"},
            [("MoTuWeThFrSa", "08:00", "12:00"), ("MoTuWeThFr", "13:00", "17:00"), ("Su", "00:00", "00:00")],
        ),
        ({"mon-sun": "00:00-24:00"}, [("MoTuWeThFrSaSu", "00:00", "23:59")]),
        ({"sat-mon": "18:00-24:00"}, [("MoSaSu", "18:00", "23:59"), ("TuWeThFr", "00:00", "00:00")]),
        ({"mon-sun": "22:00-06:00"}, [("MoTuWeThFrSaSu", "22:00", "06:00")]),
        ({"mon": "closed"}, [("MoTuWeThFrSaSu", "00:00", "00:00")]),
        ({"mon-tue": "09:00-10:00", "tue-sun": "09:00-10:00"}, [("MoTuWeThFrSaSu", "09:00", "10:00")]),
    ],
)
def test_the_week_in_spans(hours, expected):
    assert spans(week_nodes(hours)) == expected


def test_exceptions_from_today_on_soonest_first():
    node = node_of(location_case(edition(), location("downtown")), "#location")
    assert node["specialOpeningHoursSpecification"] == [
        {
            "@type": "OpeningHoursSpecification",
            "validFrom": "2026-11-24",
            "validThrough": "2026-11-24",
            "opens": "00:00",
            "closes": "00:00",
        },
        {
            "@type": "OpeningHoursSpecification",
            "validFrom": "2026-12-24",
            "validThrough": "2026-12-24",
            "description": "Christmas Eve",
            "opens": "08:00",
            "closes": "12:00",
        },
    ]


def test_an_exception_with_a_break_has_a_node_for_each_span():
    day = datetime.date(2026, 12, 1)
    nodes = exception_nodes([HoursException(on=day, hours="08:00-12:00, 14:00-24:00")], day)
    assert [(node["opens"], node["closes"]) for node in nodes] == [("08:00", "12:00"), ("14:00", "23:59")]
    assert exception_nodes([HoursException(on=day, hours="closed")], day + datetime.timedelta(1)) == []


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        ("home", "WebPage"),
        ("find", "CollectionPage"),
        ("listing", "CollectionPage"),
        ("topics", "CollectionPage"),
        ("how", "AboutPage"),
        ("page", "WebPage"),
        ("medical", "MedicalWebPage"),
    ],
)
def test_the_kind_of_a_page_decides_its_type(kind, type_):
    trail = [("Find care", "find/"), ("This", "this/")]
    graph = json.loads(page_graph(edition(), path="this/", title="This", trail=trail, kind=kind))
    assert [node["@type"] for node in graph["@graph"]] == ["WebSite", "MedicalOrganization", type_, "BreadcrumbList"]
    assert graph["@graph"][2]["name"] == "This"
    assert ("about" in graph["@graph"][2]) == (kind == "home")


def test_the_front_page_is_about_the_organization_and_has_no_breadcrumb():
    graph = json.loads(page_graph(edition(), path="", title="Harbor", trail=[], kind="home"))
    assert [node["@type"] for node in graph["@graph"]] == ["WebSite", "MedicalOrganization", "WebPage"]
    website, organization, page = graph["@graph"]
    assert website == {
        "@type": "WebSite",
        "@id": f"{HOME}#website",
        "url": HOME,
        "name": "Harbor & Family Health",
        "inLanguage": ["en", "es"],
        "publisher": {"@id": f"{HOME}#organization"},
    }
    assert organization == {
        "@type": "MedicalOrganization",
        "@id": f"{HOME}#organization",
        "name": "Harbor & Family Health",
        "url": HOME,
        "telephone": "+13125550100",
        "logo": f"{HOME}assets/logo.1.svg",
    }
    assert page["about"] == {"@id": f"{HOME}#organization"}
    assert "breadcrumb" not in page
