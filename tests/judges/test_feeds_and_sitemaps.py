"""Feeds and sitemaps against their schemas, and feeds as a reader reads them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import feedparser
import pytest
from jsonschema import Draft7Validator, FormatChecker
from lxml import etree

from .conftest import FOLDER, Sample

SCHEMAS = FOLDER / "schemas"
SITEMAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" {more}><url>{inside}</url></urlset>'
IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"
LOC = "<loc>https://harbor.example/</loc>"


@pytest.fixture(scope="module")
def sitemap_schema(packages: Path) -> etree.XMLSchema:
    assert (packages / "sitemap/schema/sitemap.xsd").is_file()
    return etree.XMLSchema(file=SCHEMAS / "sitemap.xsd")


@pytest.fixture(scope="module")
def atom_schema() -> etree.RelaxNG:
    return etree.RelaxNG(file=SCHEMAS / "atom.rng")


@pytest.fixture(scope="module")
def json_feed_faults() -> Callable[[Any], list[str]]:
    schema = json.loads((SCHEMAS / "json-feed.json").read_text(encoding="utf-8"))
    Draft7Validator.check_schema(schema)
    validator = Draft7Validator(schema, format_checker=FormatChecker())
    return lambda feed: [error.message for error in validator.iter_errors(feed)]


def faults(schema: etree.XMLSchema | etree.RelaxNG, document: bytes) -> list[str]:
    """Give what a schema says of a document."""
    return [] if schema.validate(etree.fromstring(document)) else [str(error) for error in schema.error_log]


def _least(file: Path) -> int:
    """Give what a feed of the sample has more than: of reviews there are many, of news some."""
    return 0 if file.parent.name == "news" else 20


def test_the_sitemap_keeps_to_the_protocol(sitemap_schema: etree.XMLSchema, sample: Sample):
    files = sorted(sample.out.rglob("sitemap*.xml"))
    assert files
    for file in files:
        assert faults(sitemap_schema, file.read_bytes()) == [], file.name


@pytest.mark.parametrize(
    ("more", "inside", "right"),
    [
        ("", LOC, True),
        ("", f"{LOC}<lastmod>2026-11-24</lastmod>", True),
        ("", f"{LOC}<lastmod>yesterday</lastmod>", False),
        ("", "<lastmod>2026-11-24</lastmod>", False),
        (f'xmlns:i="{IMAGE}"', f"{LOC}<i:image><i:loc>https://harbor.example/a.jpg</i:loc></i:image>", True),
        (f'xmlns:i="{IMAGE}"', f"{LOC}<i:image><i:caption>A</i:caption></i:image>", False),
    ],
)
def test_the_schema_tells_sitemaps_that_are_right_from_others(
    sitemap_schema: etree.XMLSchema, more: str, inside: str, right: bool
):
    assert (faults(sitemap_schema, SITEMAP.format(more=more, inside=inside).encode()) == []) is right


def test_every_atom_feed_keeps_to_the_standard_and_a_reader_understands_it(atom_schema: etree.RelaxNG, sample: Sample):
    files = sorted(sample.out.rglob("feed.xml"))
    assert files
    for file in files:
        content = file.read_bytes()
        assert faults(atom_schema, content) == [], file
        feed = feedparser.parse(content)
        assert (feed.bozo, feed.version) == (False, "atom10")
        assert len({entry.id for entry in feed.entries}) == len(feed.entries) == content.count(b"<entry") > _least(file)
        assert all(entry.updated_parsed for entry in feed.entries)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<updated>", b"<updated>on "),
        (b"<id>https:", b"<id>"),
        (b"<entry", b"<item/><entry"),
        (b'rel="alternate" ', b'rel="alternative" '),
        (b'type="text">', b'type="words">'),
    ],
)
def test_the_schema_of_atom_finds_what_is_wrong(atom_schema: etree.RelaxNG, sample: Sample, old: bytes, new: bytes):
    content = (sample.out / "feed.xml").read_bytes()
    assert old in content
    assert faults(atom_schema, content.replace(old, new, 1)) != []


def test_every_json_feed_keeps_to_its_specification(json_feed_faults: Callable[[Any], list[str]], sample: Sample):
    files = sorted(sample.out.rglob("feed.json"))
    assert files
    for file in files:
        feed = json.loads(file.read_bytes())
        assert json_feed_faults(feed) == [], file
        assert len({item["id"] for item in feed["items"]}) == len(feed["items"]) > _least(file)
        item = {name: value for name, value in feed["items"][0].items() if not name.startswith("content_")}
        assert json_feed_faults({**feed, "items": [item]}) != []
        assert json_feed_faults({**feed, "language": "English", "author": {"name": "A"}}) != []
