"""Hostile strings in the feeds: all of them at once, where those of a site hold the newest fifty."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest

from conftest import SITE, SiteFolder, review_id
from site_gen.load.documents import parse_provider
from site_gen.model.ledger import Ledger
from site_gen.model.provider import Provider
from site_gen.model.standing import stand
from site_gen.model.summary import Newest
from site_gen.pipeline.ground import load_ground
from site_gen.pipeline.shard import summarize
from site_gen.render.data.feeds import Entry, atom_feed, json_feed
from site_gen.render.edition import Edition, editions_of

ATOM = "{http://www.w3.org/2005/Atom}"
ELEMENTS = {"feed", "title", "id", "link", "updated", "author", "name", "entry", "published", "content"}
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
PROFILE = "content/providers/ana-diaz.yaml"


@pytest.fixture
def entries(tmp_path, strings) -> tuple[Edition, list[Entry]]:
    """Give the edition of a small site, and a review for each string, whose title and author it is, too."""
    folder = SiteFolder(tmp_path).write(SITE)
    content = load_ground(folder.options()).content
    provider = parse_provider((folder.root / PROFILE).read_bytes(), PROFILE)
    assert content is not None
    assert isinstance(provider, Provider)
    edition = editions_of(content.ground)["en"]
    summary = summarize(edition, provider, (), (), stand((), edition.site.reviews, "2026-11"), Ledger(), {})
    return edition, [
        (
            summary,
            Newest(
                id=review_id(number),
                archive_page=1,
                title=one,
                text=one,
                author=one,
                language="en",
                rating="5 of 5",
                published_at="2026-05-02T12:00:00Z",
            ),
        )
        for number, one in enumerate(strings)
    ]


def test_each_text_is_words_in_the_atom_feed(entries, strings):
    feed = ElementTree.fromstring(atom_feed(*entries))
    carried = [NOT_IN_XML.sub("\ufffd", one) for one in strings]
    assert {one.tag.removeprefix(ATOM) for one in feed.iter()} == ELEMENTS
    assert [one.text for one in feed.iter(f"{ATOM}content")] == carried
    assert [one.text for one in feed.iter(f"{ATOM}name")][1:] == carried
    assert {one.get("type") for one in feed.iter(f"{ATOM}content")} == {"text"}


def test_each_text_is_words_in_the_json_feed(entries, strings):
    items = json.loads(json_feed(*entries))["items"]
    assert [one["content_text"] for one in items] == strings
    assert [one["authors"] for one in items] == [[{"name": one}] for one in strings]
