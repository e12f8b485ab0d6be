"""The page of places to leave a review: what it lists, when it is made, and that it is found."""

from __future__ import annotations

import pytest

from conftest import its_own

PLACES = """\
-- content/locations/downtown.yaml --
name: Downtown
address: {street: 1 Main Street, locality: Chicago, region: IL, postal_code: "60601"}
phone: "+13125550101"
review_links: {google: "https://g.page/r/harbor/review", form: "https://forms.example/downtown"}
-- content/locations/main.yaml --
name: A main place
address: {street: 2 Lake Street, locality: Chicago, region: IL, postal_code: "60657"}
review_links: {healthgrades: "https://www.healthgrades.com/group/harbor", vitals: "https://www.vitals.com/harbor"}
-- content/locations/uptown.yaml --
name: Uptown
address: {street: 3 Hill Street, locality: Chicago, region: IL, postal_code: "60614"}
"""
PAGE = "review-us/index.html"


def links_by_place(public, file: str = PAGE) -> dict[str, list[str]]:
    parts = public.html(file).select("main section")
    return {part["id"]: [link["href"] for link in part.select(".ask-links a")] for part in parts}


def test_every_location_lists_the_places_where_asking_is_allowed_its_own_form_first(site):
    public = site(PLACES).build()
    assert links_by_place(public) == {
        "at-main": ["https://www.healthgrades.com/group/harbor"],
        "at-downtown": ["https://forms.example/downtown", "https://g.page/r/harbor/review"],
    }
    text = public.text(PAGE)
    assert "Anybody may leave a review here. Any rating is welcome, high or low." in text
    assert "Our own form : Downtown" in text
    assert "Uptown" not in public.html(PAGE).find("main").get_text()


def test_what_is_left_out_is_a_notice_at_its_line_and_nothing_else_is_found(site):
    result = site(PLACES).try_build()
    assert [(one.code, str(one.severity), one.path, one.line) for one in its_own(result.report.findings)] == [
        ("PRV308", "notice", "content/locations/main.yaml", 3)
    ]


def test_a_link_to_yelp_is_an_error_and_never_on_the_page(site):
    folder = site(PLACES)
    folder.edit("content/locations/downtown.yaml", "https://g.page/r/harbor/review", "https://yelp.com/biz/harbor")
    result = folder.try_build()
    assert ("PRV308", "error") in {(one.code, str(one.severity)) for one in result.report.findings}
    assert "yelp" not in (folder.root / "public" / PAGE).read_text().lower()


def test_the_page_is_in_footer_and_sitemap_and_has_its_translation(site):
    folder = site(PLACES)
    folder.edit("site.yaml", "name: Harbor Dental", "name: Harbor Dental\nlanguages: [en, es]")
    public = folder.build()
    assert public.html("index.html").select_one('footer a[href="/review-us/"]').get_text() == "Leave a review"
    assert public.html("es/index.html").select_one('footer a[href="/es/review-us/"]').get_text() == "Deje una reseña"
    assert public.bytes("sitemap.xml").count(b"<loc>https://harbor.example/es/review-us/</loc>") == 1
    assert "Nuestro propio formulario" in public.text(f"es/{PAGE}")
    alternates = public.html(PAGE).select('link[rel="alternate"][hreflang]')
    assert [link["hreflang"] for link in alternates] == ["en", "es", "x-default"]


@pytest.mark.parametrize("links", ["", 'review_links: {vitals: "https://www.vitals.com/harbor"}\n'])
def test_without_a_place_to_ask_there_is_no_page_and_no_link_to_it(site, links):
    folder = site()
    with (folder.root / "content/locations/downtown.yaml").open("a") as file:
        file.write(links)
    public = folder.build()
    assert not (public.folder / "review-us").exists()
    assert not [file for file, data in public.tree().items() if b"review-us" in data]


def test_one_form_for_the_whole_site_serves_every_location(site):
    folder = site()
    folder.edit("site.yaml", "covered_entity: false", "reviews: {form: 'https://forms.example/all'}")
    assert links_by_place(folder.build()) == {"at-downtown": ["https://forms.example/all"]}


def test_a_changed_link_comes_into_an_incremental_build_as_into_a_full_one(site):
    folder = site(PLACES)
    folder.build()
    folder.edit("content/locations/downtown.yaml", "https://g.page/r/harbor/review", "https://g.page/r/new/review")
    quick = folder.build().tree()
    assert b"https://g.page/r/new/review" in quick[PAGE]
    assert quick == folder.build(full=True).tree()
    for place in ("downtown", "main"):
        path = folder.root / f"content/locations/{place}.yaml"
        path.write_text(path.read_text().partition("review_links")[0])
    gone = folder.build().tree()
    assert PAGE not in gone
    assert gone == folder.build(full=True).tree()


def test_a_page_of_the_owner_cannot_take_the_address(site):
    folder = site("-- content/pages/review-us.md --\n---\ntitle: Mine\n---\nText.\n")
    assert [one.code for one in folder.try_build().report.findings if one.path.endswith(".md")] == ["SRC004"]
