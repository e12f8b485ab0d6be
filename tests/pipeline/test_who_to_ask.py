"""The page of whom to ask: people by condition and by specialty, with a number for each place, whatever the size."""

from __future__ import annotations

import msgspec
import pytest

from conftest import Public, its_own
from site_gen.render.compose import asking
from site_gen.render.compose.asking import MOST_PEOPLE

PAGE = "who-to-ask/index.html"
UPTOWN = """\
-- content/locations/uptown.yaml --
name: Uptown
address: {street: 2 Main Street, locality: Chicago, region: IL, postal_code: "60601"}
phone: "+13125550102"
"""
LEE = """\
-- content/providers/bo-lee.yaml --
name: {prefix: Dr., given: Bo, middle: Q., family: Lee, suffix: MD}
kind: physician
specialties: [Cardiology]
conditions: [Chest pain, Toothache]
languages: [en, ko]
locations:
  - {location: downtown, phone: "+13125550142", accepting_new_patients: false}
  - {location: uptown, accepting_new_patients: false}
"""
SPANISH = ("name: Harbor Dental", "name: Harbor Dental\nlanguages: [en, es]")


def people(count: int, conditions: int = 1) -> str:
    """Give so many dentists, each of whom treats as many conditions of their own."""
    treats = [", ".join(f"Pain {n:03} {m:02}" for m in range(conditions)) for n in range(count)]
    return "".join(
        f"-- content/providers/p-{n:03}.yaml --\nname: {{given: Pat{n:03}, family: Quill}}\nkind: dentist\n"
        f"specialties: [General dentistry]\nconditions: [{treats[n]}]\n"
        "locations: [{location: downtown}]\n"
        for n in range(count)
    )


def topic(public: Public, label: str, file: str = PAGE):
    """Give the part of the page about one condition or specialty."""
    found = [one for one in public.html(file).select("details") if one.h3 and one.h3.get_text(" ").startswith(label)]
    assert len(found) == 1, label
    return found[0]


def test_a_person_stands_under_their_conditions_and_specialties_with_all_that_a_caller_needs(site):
    public = site(UPTOWN + LEE).build()
    for label in ("Chest pain", "Heart doctor"):
        [person] = topic(public, label).select(".asked")
        assert person.select_one(".card-name a")["href"] == "/providers/bo-lee/"
        assert person.select_one(".card-name").get_text() == "Dr. Bo Q. Lee, MD"
        words = " ".join(person.get_text(" ").split())
        assert "Heart doctor · Cardiology" in words
        assert "English, Korean" in words
        assert "Not accepting new patients" in words
        phones = {link["href"]: link.parent.select_one("bdi").get_text() for link in person.select("a[href^=tel]")}
        assert phones == {"tel:+13125550142": "Downtown", "tel:+13125550102": "Uptown"}


def test_new_patients_are_sent_only_where_they_are_taken(site):
    folder = site(UPTOWN + LEE)
    folder.edit(
        "content/providers/bo-lee.yaml", "uptown, accepting_new_patients: false", "uptown, accepting_new_patients: true"
    )
    chip = topic(folder.build(), "Chest pain").select_one(".chip")
    assert chip.get_text() == "Accepting new patients at Uptown"


def test_places_with_one_number_share_its_line_and_nobody_is_without_a_number(site):
    folder = site(UPTOWN + LEE)
    folder.edit("content/providers/bo-lee.yaml", "{location: uptown,", '{location: uptown, phone: "+13125550142",')
    [row] = topic(folder.build(), "Chest pain").select(".asked-phones li")
    assert [one.get_text() for one in row.select("bdi")] == ["Downtown", "Uptown"]
    folder.edit("content/providers/ana-diaz.yaml", "locations:", "conditions: [Caries]\nlocations:")
    folder.edit("content/locations/downtown.yaml", 'phone: "+13125550101"\n', "")
    [link] = topic(folder.build(), "Caries").select("a[href^=tel]")
    assert link["href"] == "tel:+13125550100"


@pytest.mark.parametrize("status", ["departed", "on-leave"])
def test_who_is_away_is_not_asked_and_a_topic_of_nobody_else_is_left_out(site, status):
    folder = site(UPTOWN + LEE)
    assert "Chest pain" in folder.build().text(PAGE)
    folder.edit("content/providers/bo-lee.yaml", "kind:", f"status: {status}\nkind:")
    text = folder.build().text(PAGE)
    assert "Bo Q. Lee" not in text
    assert "Chest pain" not in text
    assert "Ana Diaz" in text


@pytest.mark.parametrize(("jurisdiction", "number"), [("US", "911"), ("UK", "999"), ("EU", "112"), ("AU", "000")])
def test_the_emergency_number_of_the_jurisdiction_comes_first(site, jurisdiction, number):
    folder = site()
    folder.edit("site.yaml", "name:", f"jurisdiction: {jurisdiction}\nname:")
    result = folder.try_build()
    assert {one.code for one in result.report.findings if one.code.startswith("NAP")} == set()
    main = Public(folder.root / "public").html(PAGE).select_one("main")
    assert main.select("a")[0]["href"] == f"tel:{number}"
    text = " ".join(main.get_text(" ").split())
    assert (
        text.index(f"In an emergency, call {number}.") < text.index("not medical advice") < text.index("By specialty")
    )


def test_nothing_is_found_on_the_page_and_no_address_on_it_is_wrong(site):
    assert its_own(site(UPTOWN + LEE).try_build().report.findings) == ()


def test_it_is_linked_from_every_page_and_from_find_care_and_stands_in_the_sitemap_in_every_language(site):
    folder = site(LEE + UPTOWN)
    folder.edit("site.yaml", *SPANISH)
    public = folder.build()
    assert public.html("providers/ana-diaz/index.html").select_one('footer a[href="/who-to-ask/"]')
    assert public.html("find/index.html").select_one('main a[href="/who-to-ask/"]')
    assert public.html("es/find/index.html").select_one('main a[href="/es/who-to-ask/"]')
    assert public.bytes("sitemap.xml").count(b"<loc>https://harbor.example/es/who-to-ask/</loc>") == 1
    assert "[Who to ask](https://harbor.example/who-to-ask/)" in public.bytes("llms.txt").decode()
    spanish = public.text(f"es/{PAGE}")
    assert "En una emergencia, llame al 911." in spanish
    assert "no es un consejo médico" in spanish
    assert topic(public, "Especialista en el corazón", f"es/{PAGE}").select(".asked")


def test_its_markup_is_that_of_a_list(site):
    page = site().build().html(PAGE)
    graph = msgspec.json.decode(page.select_one('script[type="application/ld+json"]').get_text())["@graph"]
    assert [one["@type"] for one in graph if one.get("url") == "https://harbor.example/who-to-ask/"] == [
        "CollectionPage"
    ]


def test_a_page_of_the_owner_cannot_take_the_address(site):
    folder = site("-- content/pages/who-to-ask.md --\n---\ntitle: Mine\n---\nText.\n")
    assert [one.code for one in folder.try_build().report.findings if one.path.endswith(".md")] == ["SRC004"]


def test_of_many_under_one_topic_some_stand_there_and_a_link_leads_to_all(site):
    public = site(people(MOST_PEOPLE + 2)).build()
    part = topic(public, "Dentist")
    assert len(part.select(".asked")) == MOST_PEOPLE
    assert part.select_one(".asked-more a")["href"] == "/specialties/general-dentistry/"
    assert part.select_one(".asked-more a").get_text().startswith("3 more")


def test_where_everybody_stands_under_a_topic_no_link_says_that_there_are_more(site):
    part = topic(site(people(MOST_PEOPLE - 1)).build(), "Dentist")
    assert len(part.select(".asked")) == MOST_PEOPLE
    assert not part.select(".asked-more")


def test_where_a_section_has_too_many_names_it_links_to_the_lists(site, monkeypatch):
    monkeypatch.setattr(asking, "MOST_ENTRIES", 6)
    public = site(people(4, conditions=2)).build()
    page = public.html(PAGE)
    assert len(topic(public, "Dentist").select(".asked")) == 5
    assert not [one for one in page.select("details") if "Pain" in one.get_text()]
    links = page.select("section[aria-labelledby=by-conditions] .links a")
    assert [link["href"] for link in links] == [f"/conditions/pain-00{n // 2}-0{n % 2}/" for n in range(8)]


def test_of_too_many_lists_the_largest_are_linked_and_one_link_leads_to_all(site, monkeypatch):
    monkeypatch.setattr(asking, "MOST_ENTRIES", 1)
    monkeypatch.setattr(asking, "MOST_LINKS", 2)
    folder = site(people(3))
    folder.edit("content/providers/p-002.yaml", "[Pain 002 00]", "[Pain 002 00, Pain 001 00]")
    part = folder.build().html(PAGE).select_one("section[aria-labelledby=by-conditions]")
    assert [link["href"] for link in part.select(".links a")] == [
        "/conditions/pain-000-00/",
        "/conditions/pain-001-00/",
    ]
    assert part.select_one("a.button")["href"] == "/conditions/"


def test_a_site_of_nobody_has_the_page_with_the_numbers(site):
    folder = site()
    (folder.root / "content/providers/ana-diaz.yaml").unlink()
    text = folder.build().text(PAGE)
    assert "In an emergency, call 911." in text
    assert "(312) 555-0100" in text
    assert "By specialty" not in text


def test_a_changed_number_comes_into_an_incremental_build_as_into_a_full_one(site):
    folder = site(UPTOWN + LEE)
    folder.build()
    folder.edit("content/providers/bo-lee.yaml", "+13125550142", "+13125550143")
    quick = folder.build().tree()
    assert b"tel:+13125550143" in quick[PAGE]
    assert quick == folder.build(full=True).tree()
