"""Posts as an Atom feed (RFC 4287) and a JSON feed (version 1.1), newest first, one of each in every language.

The id of an entry is the address of its post, which stays as long as its file keeps its name.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import msgspec

from site_gen.model.news import NewsPost
from site_gen.render.addresses import NEWS, NEWS_ATOM, NEWS_JSON_FEED, post_path
from site_gen.render.compose.news import changed_on, local_time, post_image, summary_of, title_of, topic_label
from site_gen.render.data.feeds import ATOM_NAMESPACE, UNTIL_FIRST, serialized
from site_gen.render.edition import Edition
from site_gen.render.prose import Prose
from site_gen.render.views.page import ImageView

FEED_LENGTH = 50
"""How many posts a feed holds."""


def post_atom_feed(edition: Edition, posts: Sequence[NewsPost]) -> bytes:
    """Give the Atom feed of posts that are out, with their whole text."""
    addresses, language = edition.addresses, edition.language
    prose = _whole_addresses(edition)
    feed = Element("feed", {"xmlns": ATOM_NAMESPACE, "xml:lang": language})
    own = addresses.absolute(NEWS_ATOM, language)
    SubElement(feed, "title").text = _title(edition)
    SubElement(feed, "id").text = own
    SubElement(feed, "link", rel="self", type="application/atom+xml", href=own)
    SubElement(feed, "link", rel="alternate", type="text/html", href=addresses.absolute(NEWS, language))
    SubElement(feed, "updated").text = max((_updated(edition, one) for one in posts), default=UNTIL_FIRST)
    SubElement(SubElement(feed, "author"), "name").text = edition.site.name
    for one in posts:
        title, summary, (body, body_language) = title_of(edition, one), summary_of(edition, one), _body(edition, one)
        url = addresses.absolute(post_path(one.post.slug), language)
        item = SubElement(feed, "entry", {"xml:lang": body_language})
        SubElement(item, "title").text = title.text
        SubElement(item, "id").text = url
        SubElement(item, "link", rel="alternate", type="text/html", href=url)
        SubElement(item, "published").text = _published(one)
        SubElement(item, "updated").text = _updated(edition, one)
        for topic in dict.fromkeys(one.post.topics):
            SubElement(item, "category", term=topic, label=topic_label(edition, topic).text)
        SubElement(item, "summary", type="text").text = summary.text
        SubElement(item, "content", type="html").text = str(prose.html(body, top_heading=2))
    return serialized(feed)


def post_json_feed(edition: Edition, posts: Sequence[NewsPost]) -> bytes:
    """Give the JSON feed, with the same posts as the Atom feed."""
    addresses, language = edition.addresses, edition.language
    prose = _whole_addresses(edition)
    items = []
    for one in posts:
        body, body_language = _body(edition, one)
        url = addresses.absolute(post_path(one.post.slug), language)
        item: dict[str, Any] = {
            "id": url,
            "url": url,
            "title": title_of(edition, one).text,
            "summary": summary_of(edition, one).text,
            "content_html": str(prose.html(body, top_heading=2)),
            "date_published": _published(one),
            "date_modified": _updated(edition, one),
            "authors": [{"name": edition.site.name}],
            "language": body_language,
        }
        if image := post_image(edition, one):
            item["image"] = addresses.origin + image.url
        if one.post.topics:
            item["tags"] = list(dict.fromkeys(one.post.topics))
        items.append(item)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(edition),
        "home_page_url": addresses.absolute(NEWS, language),
        "feed_url": addresses.absolute(NEWS_JSON_FEED, language),
        "language": language,
        "items": items,
    }
    return msgspec.json.encode(feed) + b"\n"


def _whole_addresses(edition: Edition) -> Prose:
    """Give what turns a text into markup whose links hold wherever it is read; pictures come in one width."""
    origin = edition.addresses.origin

    def link(target: str) -> str:
        found = edition.prose_link(target)
        return origin + found if found else ""

    def image(name: str, alt: str) -> ImageView | None:
        found = edition.media_image(name, alt)
        if found is None:
            return None
        return ImageView(url=origin + found.url, alt=found.alt, width=found.width, height=found.height)

    return Prose(link, image)


def _title(edition: Edition) -> str:
    return edition.gettext("News of %(site)s") % {"site": edition.site.name}


def _body(edition: Edition, one: NewsPost) -> tuple[str, str]:
    """Give the text of a post with its language."""
    own = one.words.get(edition.language)
    chosen = own if own is not None and own.body.strip() else one.post
    return chosen.body, chosen.language


def _published(one: NewsPost) -> str:
    assert one.at is not None, "what is out went out at some time"
    return _utc(one.at)


def _updated(edition: Edition, one: NewsPost) -> str:
    """Give the newest instant that a post names: when it went out, or the beginning of the day of its last review."""
    assert one.at is not None, "what is out went out at some time"
    newest = changed_on(edition, one)
    at = local_time(edition, one.at)
    if newest is None or newest <= at.date():
        return _utc(at)
    return _utc(datetime.datetime.combine(newest, datetime.time(), at.tzinfo))


def _utc(at: datetime.datetime) -> str:
    return at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
