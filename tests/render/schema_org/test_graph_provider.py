"""Provider pages: what is said about the person and the practice, and that the page says it too."""

from __future__ import annotations

import json
from typing import Any, get_args

import msgspec
import pytest
from graph_checker import described
from graph_samples import HOME, edition, node_of, provider, provider_case, review, reviews_of_every_form

from site_gen.model.provider import Kind, Practice

URL = f"{HOME}providers/ada-quill/"
SHOWN_IN_ANOTHER_FORM = {"telephone", "datePublished", "lastReviewed", "uploadDate", "duration"}
CODES = {"inLanguage", "knowsLanguage", "occupationalCategory", "propertyID"}


def texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ()
    return [text for each in inner for text in texts(each)]


def said(graph: dict[str, Any]) -> list[tuple[str, str]]:
    """Give the texts of a graph that a reader would recognize: no addresses, codes or dates."""
    return [
        (name, text)
        for node in described(graph["@graph"])
        for name, value in node.items()
        if not name.startswith("@") and name not in SHOWN_IN_ANOTHER_FORM | CODES
        for each in (value if isinstance(value, list) else [value])
        for text in ([each] if isinstance(each, str) else [])
        if not text.startswith("https://")
    ]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_text_of_the_markup_is_on_the_page(kind, language):
    where = edition(language)
    graph, view, *_ = provider_case(where, provider(kind=kind), reviews_of_every_form())
    on_page = [*texts(msgspec.to_builtins(view, enc_hook=str)), where.site.name, "Find care"]
    for name, text in said(graph):  # a fact's detail holds "school, year": the school is found within
        assert any(text in shown for shown in on_page), (name, text)


def test_the_person_has_the_parts_of_the_name_and_the_training():
    graph, *_ = provider_case(edition(), provider())
    person = node_of(graph, "#person")
    assert list(person) == [
        "@type", "@id", "name", "honorificPrefix", "givenName", "additionalName", "familyName", "honorificSuffix",
        "pronouns", "jobTitle", "url", "image", "knowsLanguage", "alumniOf", "hasCredential", "worksFor",
        "affiliation", "knowsAbout",
    ]  # fmt: skip
    assert person["name"] == "Ada N. Quill"
    assert (person["honorificPrefix"], person["honorificSuffix"]) == ("Dr.", "MD, FACC")
    assert (person["givenName"], person["additionalName"], person["familyName"]) == ("Ada", "N.", "Quill")
    assert person["jobTitle"] == "Physician"
    assert person["knowsLanguage"] == ["en", "ig"]
    assert person["alumniOf"] == [{"@type": "Organization", "name": "Lakeshore University"}]
    assert person["hasCredential"][0]["recognizedBy"]["name"] == "ABIM"
    assert person["worksFor"] == {"@id": f"{HOME}#organization"}
    assert person["affiliation"] == {"@id": f"{URL}#provider"}
    assert person["knowsAbout"] == ["Ophthalmology", "High blood pressure", "Chest pain"]


def test_a_physician_has_all_that_only_a_physician_can_have():
    graph, *_ = provider_case(edition(), provider())
    node = node_of(graph, "#provider")
    assert list(node) == [
        "@type", "@id", "name", "url", "image", "telephone", "usNPI", "medicalSpecialty", "occupationalCategory",
        "isAcceptingNewPatients", "practicesAt", "location", "parentOrganization", "hospitalAffiliation",
        "availableService", "sameAs", "publishingPrinciples", "actionableFeedbackPolicy",
    ]  # fmt: skip
    assert node["@type"] == "IndividualPhysician"
    assert node["name"] == "Dr. Ada N. Quill"
    assert node["url"] == URL
    assert node["image"] == f"{HOME}assets/ada.1.jpg"
    assert node["telephone"] == "+13125550142"
    assert node["usNPI"] == "1999928397"
    assert node["medicalSpecialty"] == ["https://schema.org/Cardiovascular"]
    assert node["occupationalCategory"] == ["207RC0000X"]
    assert node["isAcceptingNewPatients"] is True
    assert node["practicesAt"] == [
        {"@id": f"{HOME}locations/downtown/#location"},
        {"@id": f"{HOME}locations/lab/#location"},
    ]
    assert node["location"] == [{"@id": f"{HOME}locations/eyewear/#location"}]
    assert node["hospitalAffiliation"] == [
        {"@type": "Hospital", "name": "Lakefront General", "url": "https://lakefront.example/"}
    ]
    assert node["availableService"] == [{"@type": "MedicalProcedure", "name": "Heart ultrasound"}]
    assert node["sameAs"] == ["https://maps.example/ada-quill"]
    assert node["publishingPrinciples"] == node["actionableFeedbackPolicy"] == f"{HOME}how-we-collect-reviews/"


@pytest.mark.parametrize(
    ("kind", "types"),
    [
        ("dentist", "Dentist"),
        ("optometrist", ["Optometric", "MedicalOrganization"]),
        ("nurse-practitioner", ["Nursing", "MedicalOrganization"]),
        ("social-worker", ["MedicalBusiness", "MedicalOrganization"]),
    ],
)
def test_the_other_kinds_keep_their_facts_under_other_properties(kind, types):
    graph, *_ = provider_case(edition(), provider(kind=kind))
    node, person = node_of(graph, "#provider"), node_of(graph, "#person")
    assert node["@type"] == types
    assert node["identifier"] == {"@type": "PropertyValue", "propertyID": "NPI", "value": "1999928397"}
    assert node["isAcceptingNewPatients"] is True
    assert node["medicalSpecialty"] == ["https://schema.org/Cardiovascular"]
    assert [place["@id"] for place in node["location"]] == [
        f"{HOME}locations/{slug}/#location" for slug in ("downtown", "eyewear", "lab")
    ]
    assert person["affiliation"][1] == {
        "@type": "Hospital", "name": "Lakefront General", "url": "https://lakefront.example/",
    }  # fmt: skip
    assert person["knowsAbout"][-1] == "Heart ultrasound"
    assert not {"usNPI", "practicesAt", "hospitalAffiliation", "availableService", "occupationalCategory"} & set(node)


def test_the_profile_page_has_the_person_as_its_main_entity():
    graph, *_ = provider_case(edition(), provider())
    page = next(node for node in graph["@graph"] if node["@type"] == "ProfilePage")
    assert page["@id"] == page["url"] == URL
    assert page["mainEntity"] == {"@id": f"{URL}#person"}
    assert page["about"] == {"@id": f"{URL}#provider"}
    assert page["isPartOf"] == {"@id": f"{HOME}#website"}
    assert page["breadcrumb"] == {"@id": f"{URL}#breadcrumb"}
    assert page["lastReviewed"] == "2026-11-09"
    assert page["video"] == {
        "@type": "VideoObject",
        "name": "Meet Dr. Quill",
        "contentUrl": f"{HOME}assets/ada.1.mp4",
        "thumbnailUrl": f"{HOME}assets/poster.1.jpg",
        "uploadDate": "2026-05-01",
        "duration": "PT75S",
    }


def test_the_breadcrumb_is_the_one_shown():
    graph, *_ = provider_case(edition("es"), provider())
    crumbs = node_of(graph, "#breadcrumb")["itemListElement"]
    assert [(item["position"], item["name"], item["item"]["@id"]) for item in crumbs] == [
        (1, "Find care", f"{HOME}es/find/"),
        (2, "Dr. Ada N. Quill", f"{HOME}es/providers/ada-quill/"),
    ]


def test_the_phone_is_the_one_to_call_and_falls_back_as_the_page_does():
    for places, phone in [
        ((Practice(location="downtown"),), "+13125550110"),
        ((), "+13125550100"),
    ]:
        graph, view, *_ = provider_case(edition(), provider(locations=places))
        node = node_of(graph, "#provider")
        assert node["telephone"] == phone
        assert view.call is not None
        assert view.call.url == f"tel:{phone}"
        assert "(312) 555-01" in view.call.label


def test_new_patients_are_said_only_where_it_is_known():
    for answer, said_so in [(True, True), (False, False), (None, None)]:
        places = (Practice(location="downtown", accepting_new_patients=answer),)
        graph, *_ = provider_case(edition(), provider(locations=places))
        assert node_of(graph, "#provider").get("isAcceptingNewPatients") is said_so


def test_a_provider_on_leave_claims_nothing_about_new_patients():
    graph, *_ = provider_case(edition(), provider(status="on-leave"))
    node = node_of(graph, "#provider")
    assert "isAcceptingNewPatients" not in node
    assert "practicesAt" in node


def test_a_departed_provider_keeps_the_profile_but_works_nowhere():
    graph, *_ = provider_case(edition(), provider(status="departed"), reviews_of_every_form())
    node, person = node_of(graph, "#provider"), node_of(graph, "#person")
    gone = {"telephone", "isAcceptingNewPatients", "practicesAt", "location", "parentOrganization"}
    assert not gone & set(node)
    assert "worksFor" not in person
    assert person["alumniOf"]
    assert node["review"]
    assert [part["@type"] for part in graph["@graph"]].count("ProfilePage") == 1


def test_without_a_photo_there_is_no_image():
    graph, *_ = provider_case(edition(), provider(photo=None))
    assert "image" not in node_of(graph, "#provider")
    assert "image" not in node_of(graph, "#person")


def test_ids_are_the_same_in_every_language_and_addresses_are_not():
    english, *_ = provider_case(edition("en"), provider(), reviews_of_every_form())
    spanish, *_ = provider_case(edition("es"), provider(), reviews_of_every_form())
    for ending in ("#provider", "#person", "#organization", "#website"):
        assert node_of(english, ending)["@id"] == node_of(spanish, ending)["@id"]
    assert node_of(spanish, "#provider")["url"] == f"{HOME}es/providers/ada-quill/"
    assert node_of(spanish, "#provider")["publishingPrinciples"] == f"{HOME}es/how-we-collect-reviews/"
    assert node_of(spanish, "#person")["knowsAbout"][1] == "Presión arterial alta"
    ids = [[one["@id"] for one in node_of(graph, "#provider")["review"]] for graph in (english, spanish)]
    assert ids[0] == ids[1]


def test_a_page_of_older_reviews_repeats_no_more_than_name_address_and_average():
    graph, *_ = provider_case(edition(per_page=4), provider(), reviews_of_every_form(), archive=1)
    node = node_of(graph, "#provider")
    assert list(node) == ["@type", "@id", "name", "url", "aggregateRating", "review"]
    assert node["@id"] == f"{URL}#provider"
    assert [part["@type"] for part in graph["@graph"]] == [
        "WebSite", "MedicalOrganization", "CollectionPage", "BreadcrumbList", "IndividualPhysician",
    ]  # fmt: skip
    page = graph["@graph"][2]
    assert page["@id"] == f"{URL}reviews/1/"
    assert page["mainEntity"] == {"@id": f"{URL}#provider"}


def test_locations_are_only_referred_to():
    graph, *_ = provider_case(edition(), provider())
    assert [node for node in described(graph["@graph"]) if "#location" in node.get("@id", "")] == []


def test_equal_input_gives_equal_bytes():
    first = provider_case(edition(), provider(), reviews_of_every_form())[2]
    again = provider_case(edition(), provider(), reviews_of_every_form())[2]
    assert first == again
    assert first == json.dumps(json.loads(first), ensure_ascii=False, separators=(",", ":")).replace(
        "&", "\\u0026"
    ).replace("<", "\\u003c").replace(">", "\\u003e")


def test_two_specialties_of_one_field_name_it_once():
    who = provider(specialties=("Cardiology", "Cardiac Electrophysiology"))
    graph, *_ = provider_case(edition(), who, [review(1)])
    assert node_of(graph, "#provider")["medicalSpecialty"] == ["https://schema.org/Cardiovascular"]
