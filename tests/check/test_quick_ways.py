"""Quick ways of the rules about pages, each held against the plain way that it stands for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from site_gen.check.pages.addresses import SiteAddresses
from site_gen.check.pages.claims import Claim, is_said
from site_gen.check.pages.hiding import Hiding
from site_gen.check.pages.plan import Plan, Surroundings
from site_gen.check.pages.reading import Reading
from site_gen.check.pages.vocabulary import fault_of_property, fault_of_value, form_of, properties_of
from site_gen.check.rules.dis import badge_overclaims, independence_claim
from site_gen.html.elements import Elements
from site_gen.html.tree import parse

SURROUNDINGS = Surroundings(
    addresses=SiteAddresses("https://site.example", ""),
    hiding=Hiding(),
    assets={},
    locations={},
    site_phone="+13125550100",
    how="how/",
)
WORDS = (
    *("independent", "independently", "unbiased", "impartial", "neutral", "unabhängige", "bewertungen", "reviews"),
    *("review", "ratings", "are", "is", "very", "reseñas", "son", "imparciales", "avis", "sont", "indépendants"),
    *("verified", "real", "really", "certified", "genuine", "auténticas", "sin", "editar", "patient", "·", "-reviews"),
    *("unedited", "never", "edited", "uncensored", "modificar", "se", "editan", "no", "."),
)
HREFS = st.builds(
    "".join,
    st.lists(
        st.sampled_from(
            [
                "/",
                "#",
                "?",
                "a",
                "%20",
                "..",
                "https:",
                "http:",
                "//",
                "site.example",
                "index.html",
                " ",
                "\t",
                "é",
                "[",
            ]
        ),
        max_size=8,
    ),
)
TAGS = ("a", "h1", "svg", "title", "image", "img", "table", "td", "template", "article", "mark", "select", "option")
PAGES = st.lists(
    st.sampled_from([f"<{slash}{tag}>" for tag in TAGS for slash in ("", "/")] + ["<a name=x href='/'>", "words"]),
    max_size=30,
).map("".join)


def _says(claim: Claim, words: str) -> bool:
    return any(part in words for part in claim.holds) and claim.pattern.search(words) is not None


@given(st.lists(st.sampled_from(WORDS), max_size=9), st.sampled_from([" ", "  ", ", ", ""]))
def test_a_claim_is_found_where_its_pattern_finds_it(words, between):
    text = between.join(words)
    for claim in (independence_claim.CLAIM, *badge_overclaims.CLAIMS):
        assert is_said(claim, text) == _says(claim, text)


def test_the_claims_of_that_test_are_found_at_all():
    assert is_said(independence_claim.CLAIM, "our ratings are truly unbiased")
    badge, sentence = badge_overclaims.CLAIMS
    assert is_said(badge, "verified, real reviews")
    assert not is_said(badge, "verified doctors")
    assert is_said(sentence, "reviews of all kinds, unedited")
    assert not is_said(sentence, "reviews of all kinds")


@given(HREFS, HREFS)
def test_a_link_leads_to_the_same_place_whether_or_not_another_one_was_looked_at_before(first, href):
    fresh, used = (SiteAddresses("https://site.example", "/base") for _ in range(2))
    used.target(first, "x/index.html")
    used.target(href.partition("#")[0], "y/index.html")
    assert (
        used.target(href, "a/index.html")
        == fresh.target(href, "a/index.html")
        == fresh._resolve(href.strip(), "a/index.html")
    )


@given(PAGES, st.sampled_from(TAGS))
def test_elements_are_those_that_a_selector_gives_in_its_order(page, tag):
    tree = parse(page)
    elements = Elements(tree)
    assert [one.node.mem_id for one in elements.tagged(tag)] == [node.mem_id for node in tree.css(tag)]
    both = elements.tagged("a", tag)
    assert [one.node.mem_id for one in both] == [node.mem_id for node in tree.css(f":is(a, {tag})")]


def test_an_address_in_the_name_space_of_drawings_is_no_link():
    page = b'<svg><use xlink:href="//elsewhere.example/a.svg#b" /></svg><a href="/c/" xlink:href="/d/">e</a>'
    reading = Reading(page, Plan(file="index.html"), SURROUNDINGS)
    assert [(link.name, link.value) for link in reading.links] == [("href", "/c/")]


@given(
    st.sampled_from(["url", "name", "datePublished", "opens", "dayOfWeek", "ratingValue", "bestRating", "telephone"]),
    st.sampled_from(["https://a.example", "2026-01", "2026-01-02T03:04", "09:00", "4.5", "5", "", "P1D", "words"]),
)
def test_a_text_that_fits_at_a_glance_fits(name, text):
    types = next(
        types
        for types in map(frozenset, (["Review"], ["OpeningHoursSpecification"], ["Rating"], ["Person"]))
        if not fault_of_property(types, name)
    )
    [(_name, form)] = properties_of(types, ("@id", name)) or ()
    assert not form.fits(text) or not fault_of_value(name, form_of(text))
