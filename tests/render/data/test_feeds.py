"""The Atom feed (RFC 4287) and the JSON feed (version 1.1): new reviews, in full, newest decision first."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from conftest import SITE, Public, SiteFolder, review, review_id
from site_gen.load.documents import parse_provider
from site_gen.model.ledger import Ledger
from site_gen.model.provider import Provider
from site_gen.model.standing import stand
from site_gen.model.summary import Newest, ProviderSummary
from site_gen.pipeline.ground import load_ground
from site_gen.pipeline.shard import summarize
from site_gen.render.data.feeds import FEED_LENGTH, atom_feed, json_feed
from site_gen.render.edition import Edition, editions_of

ATOM = "{http://www.w3.org/2005/Atom}"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Everything but the production Char of XML 1.0."""


class Entry(NamedTuple):
    id: str
    title: str
    text: str
    author: str
    published: str
    language: str


def atom(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, recover=False))


def one(element: etree._Element, name: str) -> etree._Element:
    """Give the only child of a name; RFC 4287 allows no second one."""
    found = element.findall(ATOM + name)
    assert len(found) == 1, f"{len(found)} {name} in {element.tag}"
    return found[0]


def atom_entries(data: bytes) -> list[Entry]:
    return [
        Entry(
            id=one(entry, "id").text or "",
            title=one(entry, "title").text or "",
            text=one(entry, "content").text or "",
            author=one(one(entry, "author"), "name").text or "",
            published=one(entry, "published").text or "",
            language=entry.get("{http://www.w3.org/XML/1998/namespace}lang") or "",
        )
        for entry in atom(data).findall(ATOM + "entry")
    ]


def json_entries(data: bytes) -> list[Entry]:
    return [
        Entry(
            id=item["id"],
            title=item["title"],
            text=item["content_text"],
            author=item["authors"][0]["name"],
            published=item["date_published"],
            language=item["language"],
        )
        for item in json.loads(data)["items"]
    ]


def decided(day: str) -> str:
    return f"moderation: {{status: published, decided_at: {day}T12:00:00Z, by: compliance}}"


def place_of(url: str) -> tuple[str, str]:
    """Give the file and the anchor that an address of the test site leads to."""
    page, _, anchor = url.removeprefix("https://harbor.example/").partition("#")
    return f"{page}index.html", anchor


@pytest.fixture
def several(site) -> Public:
    """Two providers, reviews of every sort, and a second language."""
    second = "-- content/providers/bo-lee.yaml --\nname: {given: Bo, family: Lee}\nkind: dentist\n"
    withheld = "moderation: {status: withheld, reason: abusive, decided_at: 2026-06-12T12:00:00Z}"
    reviews = [
        review(1, text="Gentle & quick, 5 > 3", extra=decided("2026-05-02")),
        review(2, rating=1, text="Line one.\n\n  Line two. <b>Not</b> bold 😀", extra=decided("2026-05-09")),
        review(3, rating=4, extra=decided("2026-05-03") + "\ntitle: Stars & no words\nauthor: Pat <P>"),
        review(4, rating=1, text="hateful words", extra=withheld),
        review(5, text="still waiting", extra="moderation: {status: pending}"),
        review(6, text="copied from elsewhere").replace("website-form", "google-business-profile"),
        review(7, text="Muy amable", extra=decided("2026-05-08") + "\nlanguage: es"),
        review(8, text="About Bo", extra=decided("2026-05-04")).replace("ana-diaz", "bo-lee"),
    ]
    folder = site(second + "".join(reviews))
    folder.edit("site.yaml", "time_zone", "languages: [en, es]\ntime_zone")
    return folder.build()


def test_the_atom_feed_has_what_rfc_4287_requires(several):
    feed = atom(several.bytes("feed.xml"))
    assert feed.tag == ATOM + "feed"
    assert one(feed, "title").text == "New reviews of Harbor Dental"
    assert one(feed, "id").text == "https://harbor.example/feed.xml"
    assert one(one(feed, "author"), "name").text == "Harbor Dental"
    links = {link.get("rel"): link.get("href") for link in feed.findall(ATOM + "link")}
    assert links == {"self": "https://harbor.example/feed.xml", "alternate": "https://harbor.example/"}
    entries = feed.findall(ATOM + "entry")
    assert len(entries) == 5
    for part in (feed, *entries):
        assert RFC_3339.fullmatch(one(part, "updated").text)
    for entry in entries:
        assert one(entry, "title").text
        assert one(one(entry, "author"), "name").text
        assert one(entry, "content").get("type") == "text"
        assert len(one(entry, "content")) == 0, "content of type text has no child elements"
        assert [(link.get("rel"), link.get("href")) for link in entry.findall(ATOM + "link")] == [
            ("alternate", one(entry, "id").text)
        ]
    ids = [one(entry, "id").text for entry in entries]
    assert len(set(ids)) == len(ids)
    assert one(feed, "updated").text == max(one(entry, "updated").text for entry in entries)


def test_the_json_feed_has_what_version_1_1_requires(several):
    feed = json.loads(several.bytes("feed.json"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] == "New reviews of Harbor Dental"
    assert feed["feed_url"] == "https://harbor.example/feed.json"
    assert feed["home_page_url"] == "https://harbor.example/"
    assert feed["language"] == "en"
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert item["id"] == item["url"]
        assert item["content_text"]
        assert "content_html" not in item
        assert RFC_3339.fullmatch(item["date_published"])
        assert all(author["name"] for author in item["authors"])


def test_both_feeds_hold_the_same_entries(several):
    assert atom_entries(several.bytes("feed.xml")) == json_entries(several.bytes("feed.json"))


def test_pages_name_both_feeds_with_their_types(several):
    links = {link.get("type"): link["href"] for link in several.html("index.html")("link", rel="alternate")}
    assert links["application/atom+xml"] == "/feed.xml"
    assert links["application/feed+json"] == "/feed.json"


def test_feeds_hold_published_reviews_alone_and_those_decided_last_come_first(several):
    ids = [place_of(entry.id)[1] for entry in atom_entries(several.bytes("feed.xml"))]
    assert ids == [f"review-{review_id(number)}" for number in (2, 7, 8, 3, 1)]


def test_every_entry_is_a_permalink_to_an_anchor_where_the_same_text_stands(several):
    for entry in atom_entries(several.bytes("feed.xml")):
        file, anchor = place_of(entry.id)
        article = several.html(file).find(id=anchor)
        assert article, entry.id
        shown = article.find(attrs={"data-review-text": True})
        assert entry.text == (shown.get_text() if shown else "4 of 5")


def test_an_entry_without_text_or_name_says_so_in_words(several):
    stars = next(entry for entry in atom_entries(several.bytes("feed.xml")) if entry.id.endswith(review_id(3)))
    assert (stars.title, stars.text, stars.author) == ("Dr. Ana Diaz: Stars & no words", "4 of 5", "Pat <P>")
    unnamed = next(entry for entry in atom_entries(several.bytes("feed.xml")) if entry.id.endswith(review_id(7)))
    assert (unnamed.author, unnamed.language) == ("Anonymous patient", "es")


def test_feeds_never_tell_when_a_review_was_received(several):
    for file in ("feed.xml", "feed.json"):
        assert b"2026-03-10" not in several.bytes(file)


def test_a_feed_holds_at_most_fifty_reviews(site):
    reviews = [review(number, extra=decided(f"2026-05-{number % 28 + 1:02}")) for number in range(1, FEED_LENGTH + 2)]
    public = site("".join(reviews)).build()
    entries = atom_entries(public.bytes("feed.xml"))
    assert len(entries) == FEED_LENGTH == 50
    assert entries == json_entries(public.bytes("feed.json"))
    assert [entry.published for entry in entries] == sorted((entry.published for entry in entries), reverse=True)


def test_a_review_received_long_ago_and_decided_today_leads_the_feed(site):
    """Sixty reviews of one provider: which fifty go in depends on the decision, not on the receipt."""
    reviews = [review(number, month="2026-05", extra=decided("2026-06-01")) for number in range(2, 61)]
    public = site(review(1, month="2025-01", extra=decided("2026-11-20")) + "".join(reviews)).build()
    entries = atom_entries(public.bytes("feed.xml"))
    assert entries[0].id.endswith(review_id(1))
    assert len(entries) == FEED_LENGTH


def test_a_site_without_reviews_has_valid_feeds_without_entries(site):
    public = site().build()
    assert atom_entries(public.bytes("feed.xml")) == json_entries(public.bytes("feed.json")) == []
    assert RFC_3339.fullmatch(one(atom(public.bytes("feed.xml")), "updated").text)


def test_characters_that_xml_cannot_carry_leave_the_feed_well_formed_and_the_page_exact(site):
    text = "bell \x07, tab \x0b, page \x0c, no character \ufffe, next line \x85, tag \U000e0041"
    written = "".join(c if 32 <= ord(c) < 127 else f"\\U{ord(c):08x}" for c in text)
    hostile = review(1, text="x", extra='author: "A\\x01B"\n' + decided("2026-05-02")).replace("'x'", f'"{written}"')
    built = site(hostile).build()
    (entry,) = atom_entries(built.bytes("feed.xml"))
    assert entry.text == NOT_IN_XML.sub("\ufffd", text)
    assert entry.text.count("\ufffd") == 4
    assert entry.author == "A\ufffdB"
    assert json_entries(built.bytes("feed.json"))[0].text == text
    page = built.html("providers/ana-diaz/index.html")
    assert page.find(attrs={"data-review-text": True}).get_text() == text


@pytest.fixture(scope="module")
def ana(tmp_path_factory) -> tuple[Edition, ProviderSummary]:
    """The English edition of the small site, and its one provider in summary."""
    folder = SiteFolder(tmp_path_factory.mktemp("feeds")).write(SITE)
    content = load_ground(folder.options()).content
    assert content is not None
    edition = editions_of(content.ground)["en"]
    path = "content/providers/ana-diaz.yaml"
    provider = parse_provider((folder.root / path).read_bytes(), path)
    assert isinstance(provider, Provider)
    return edition, summarize(edition, provider, (), (), stand((), edition.site.reviews, "2026-11"), Ledger(), {})


def newest(text: str) -> Newest:
    return Newest(
        id=review_id(1),
        archive_page=1,
        title=text,
        text=text,
        author=text,
        language="en",
        rating="5 of 5",
        published_at="2026-05-02T12:00:00Z",
    )


@given(st.text(st.characters(), min_size=1))
@example("a\rb\r\nc")
@example("]]> & <![CDATA[ &amp; \ud800 \udfff \x00 \uffff")
def test_any_text_goes_through_the_atom_feed_but_for_what_xml_cannot_carry(ana, text):
    edition, summary = ana
    (entry,) = atom_entries(atom_feed(edition, [(summary, newest(text))]))
    carried = NOT_IN_XML.sub("\ufffd", text)
    assert (entry.text, entry.author, entry.title) == (carried, carried, f"Dr. Ana Diaz: {carried}")


@given(st.text(min_size=1))
def test_any_text_goes_through_the_json_feed_as_it_is(ana, text):
    edition, summary = ana
    (entry,) = json_entries(json_feed(edition, [(summary, newest(text))]))
    assert (entry.text, entry.author, entry.title) == (text, text, f"Dr. Ana Diaz: {text}")
