"""Where asking is allowed: by host first, by name then, and never on Yelp."""

from __future__ import annotations

import pytest

from site_gen.model.location import Address, Location
from site_gen.model.review_sites import asked_links, asks_anywhere, review_link, review_sites
from site_gen.model.site import Organization, ReviewSettings, Site


def site(form: str | None = None) -> Site:
    return Site(
        path="site.yaml",
        name="Harbor Dental",
        base_url="https://harbor.example",
        organization=Organization(type="Dentist", phone="+13125550100"),
        reviews=ReviewSettings(form=form),
    )


def location(**links: str) -> Location:
    address = Address(street="1 Main Street", locality="Chicago")
    return Location(path="content/locations/a.yaml", slug="a", name="A", address=address, review_links=links)


@pytest.mark.parametrize(
    ("name", "url", "found"),
    [
        ("google", "https://maps.example/harbor", "Google"),
        ("maps", "https://search.google.com/local/writereview?placeid=1", "Google"),
        ("maps", "https://www.google.co.uk/maps", "Google"),
        ("maps", "https://maps.app.goo.gl/abc", "Google"),
        ("maps", "https://g.page/r/harbor/review", "Google"),
        ("form", "https://www.healthgrades.com/dentist/ana", "Healthgrades"),
        ("maps", "https://notgoogle.com/", None),
        ("maps", "https://google.harbor.example/", None),
        ("maps", "https://harbor.example/?via=google.com", None),
        ("form", "https://forms.example/harbor", None),
        ("form", "https://[forms.example/harbor", None),
    ],
)
def test_a_host_says_whose_site_it_is_and_the_name_where_no_host_is_known(name, url, found):
    known = review_link(name, url).site
    assert (known.name if known else None) == found


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("yelp", "https://profiles.example/harbor"),
        ("google", "https://www.yelp.com/biz/harbor"),
        ("form", "https://m.yelp.ca/biz/harbor"),
        ("google", "https://yelp.to/abc"),
        ("google", "https://google.com/url?q=https://www.yelp.com/biz/harbor"),
        ("form", "https://go.example/#https%3A//YELP.com"),
    ],
)
def test_nothing_makes_yelp_a_place_to_ask(name, url):
    link = review_link(name, url)
    assert link.site is review_sites()["yelp"]
    assert not link.may_be_asked


@pytest.mark.parametrize("url", ["https://yelping-dogs.example/", "https://forms.example/help-yelp-less"])
def test_a_word_that_only_looks_like_yelp_is_a_form_like_any_other(url):
    assert review_link("form", url).may_be_asked


@pytest.mark.parametrize("name", ["vitals", "webmd", "facebook", "zocdoc", "somewhere"])
def test_a_site_whose_policy_does_not_allow_asking_is_not_asked_on(name):
    assert not review_link(name, "https://profiles.example/harbor").may_be_asked


def test_every_statement_about_asking_names_its_source():
    for name, one in review_sites().items():
        assert one.says.endswith("."), name
        assert one.source or one.asking == "not-stated", name
        assert one.source or one.year is None, name
    assert {name for name, one in review_sites().items() if one.asking == "not-allowed"} == {"yelp"}


def test_the_own_form_comes_first_the_rest_as_written_and_what_may_not_be_asked_with_is_left_out():
    links = location(google="https://maps.example/a", yelp="https://yelp.com/a", form="https://forms.example/a")
    assert [one.name for one in asked_links(site(), links)] == ["form", "google"]
    assert [one.url for one in asked_links(site("https://forms.example/all"), location())] == [
        "https://forms.example/all"
    ]
    assert asked_links(site("https://forms.example/all"), links)[0].url == "https://forms.example/a"


def test_without_any_place_to_ask_a_site_asks_nowhere():
    assert not asks_anywhere(site(), [location(), location(yelp="https://yelp.com/a", vitals="https://v.example/")])
    assert not asks_anywhere(site("https://forms.example/"), [])
    assert asks_anywhere(site(), [location(), location(google="https://maps.example/a")])
