"""New reviews as an Atom feed (RFC 4287) and a JSON feed (version 1.1), newest first."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

import msgspec

from site_gen.model.summary import Newest, ProviderSummary
from site_gen.render.addresses import ATOM, HOME, JSON_FEED, archive_path
from site_gen.render.edition import Edition

FEED_LENGTH = 50
"""How many reviews a feed holds."""

ATOM_NAMESPACE = "http://www.w3.org/2005/Atom"
UNTIL_FIRST = "1970-01-01T00:00:00Z"
"""When a feed was updated that has nothing yet."""

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Everything but the characters of XML 1.0, section 2.2 (Char); escaping does not help there."""

Entry = tuple[ProviderSummary, Newest]


def newest_entries(summaries: Iterable[ProviderSummary]) -> list[Entry]:
    """Give the reviews of the feeds: those decided last, of all providers."""
    entries = ((summary, review) for summary in summaries for review in summary.newest)
    return heapq.nlargest(FEED_LENGTH, entries, key=lambda entry: (entry[1].published_at, entry[1].id))


def atom_feed(edition: Edition, entries: Sequence[Entry]) -> bytes:
    """Give the Atom feed. Review text goes in as plain text, exactly; what XML cannot carry becomes U+FFFD."""
    addresses = edition.addresses
    feed = Element("feed", {"xmlns": ATOM_NAMESPACE, "xml:lang": edition.language})
    SubElement(feed, "title").text = _title(edition)
    SubElement(feed, "id").text = addresses.absolute(ATOM)
    SubElement(feed, "link", rel="self", type="application/atom+xml", href=addresses.absolute(ATOM))
    SubElement(feed, "link", rel="alternate", type="text/html", href=addresses.absolute(HOME))
    SubElement(feed, "updated").text = entries[0][1].published_at if entries else UNTIL_FIRST
    SubElement(SubElement(feed, "author"), "name").text = edition.site.name
    for summary, review in entries:
        item = SubElement(feed, "entry", {"xml:lang": review.language})
        SubElement(item, "title").text = _entry_title(edition, summary, review)
        SubElement(item, "id").text = _url(edition, summary, review)
        SubElement(item, "link", rel="alternate", type="text/html", href=_url(edition, summary, review))
        SubElement(item, "published").text = review.published_at
        SubElement(item, "updated").text = review.published_at
        SubElement(SubElement(item, "author"), "name").text = review.author or edition.gettext("Anonymous patient")
        SubElement(item, "content", type="text").text = _body(review)
    return serialized(feed)


def json_feed(edition: Edition, entries: Sequence[Entry]) -> bytes:
    """Give the JSON feed, with the same entries as the Atom feed."""
    addresses = edition.addresses
    items: list[dict[str, Any]] = [
        {
            "id": _url(edition, summary, review),
            "url": _url(edition, summary, review),
            "title": _entry_title(edition, summary, review),
            "content_text": _body(review),
            "date_published": review.published_at,
            "authors": [{"name": review.author or edition.gettext("Anonymous patient")}],
            "language": review.language,
        }
        for summary, review in entries
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(edition),
        "home_page_url": addresses.absolute(HOME),
        "feed_url": addresses.absolute(JSON_FEED),
        "language": edition.language,
        "items": items,
    }
    return msgspec.json.encode(feed) + b"\n"


def serialized(feed: Element) -> bytes:
    """Give the document; a bare carriage return would be read as a line feed (XML 1.0, section 2.11)."""
    text = _NOT_IN_XML.sub("\ufffd", tostring(feed, encoding="unicode")).replace("\r", "&#13;")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _title(edition: Edition) -> str:
    return edition.gettext("New reviews of %(site)s") % {"site": edition.site.name}


def _entry_title(edition: Edition, summary: ProviderSummary, review: Newest) -> str:
    return ": ".join(part for part in (summary.name.spoken, review.title or review.rating) if part)


def _body(review: Newest) -> str:
    """Give the text, or the rating where there is none."""
    return review.text or review.rating or "–"


def _url(edition: Edition, summary: ProviderSummary, review: Newest) -> str:
    path = archive_path(summary.slug, review.archive_page)
    return f"{edition.addresses.absolute(path)}#review-{review.id}"
