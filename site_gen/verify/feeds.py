"""What feeds say of reviews: each is on the page that it names, with the same words. That page was compared already.

Formats: Atom (RFC 4287) and JSON Feed 1.1, in the form in which sites publish them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree

import msgspec

from site_gen.html.words import squeezed
from site_gen.verify.claims import Checks, Claim
from site_gen.verify.json_ld import parse_json
from site_gen.verify.page import Page, read_page
from site_gen.verify.review_node import Mark, ShownReview
from site_gen.verify.settings import SiteFile
from site_gen.verify.source import MOST_PAGE, MissingFileError, Source
from site_gen.verify.twin import TWIN
from site_gen.verify.wording import Wording

JSON_FEED = "feed.json"
ATOM_FEED = "feed.xml"
_NEWS = "news/"
_PROFILE = re.compile("providers/[^/]+/")
_MOST_ITEMS = 1_000
_ATOM = "{http://www.w3.org/2005/Atom}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_HEAD = frozenset({"author", "entry", "id", "link", "title", "updated"})
_ENTRY = ["author", "content", "id", "link", "published", "title", "updated"]
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot carry (XML 1.0, section 2.2); a feed has U+FFFD there."""
_NO_TEXT = "–"
"""What stands for the text of a review that has neither a text nor stars."""


class Item(msgspec.Struct, frozen=True, gc=False):
    """One review in a feed."""

    address: str
    title: str
    text: str
    author: str
    language: str


class _Author(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    name: str


class _JsonItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    id: str
    url: str
    title: str
    content_text: str
    date_published: str
    authors: tuple[_Author]
    language: str


class _JsonFeed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: str
    title: str
    home_page_url: str
    feed_url: str
    language: str
    items: tuple[_JsonItem, ...]


def feed_faults(feeds: Sequence[str], path: str, site: SiteFile) -> Iterator[str]:
    """Say which feeds and data a page names that are not those of the site; `path` is the page's.

    Pages of news may name feeds of their own, and pages of a provider the data beside its profile.
    """
    prefix = site.prefix(site.language_of(path))
    own = {f"{site.base_path}/{name}" for name in (JSON_FEED, ATOM_FEED)}
    if path.startswith(f"{prefix}{_NEWS}"):
        own |= {f"{site.base_path}/{prefix}{_NEWS}{name}" for name in (JSON_FEED, ATOM_FEED)}
    if (profile := _PROFILE.match(path.removeprefix(prefix))) is not None:
        own.add(f"{site.base_path}/{profile[0]}{TWIN}")
    for href in feeds:
        if href not in own:
            yield f"names {href[:120]} as a feed or as its data, which is none of the site"


def check_feeds(source: Source, known: Collection[str], base_path: str, words: Wording, checks: Checks) -> None:
    """Check every feed that there is. `known` are the pages of providers, which were looked at."""

    @lru_cache(maxsize=_MOST_ITEMS)
    def page_of(path: str) -> Page | None:
        try:
            return read_page(source.read(path, MOST_PAGE)) if path in known else None
        except MissingFileError:
            return None

    address = re.compile(rf"https?://[^\s/?#]+{re.escape(base_path)}/([a-z0-9/-]+/)#(review-r-[a-z0-9]+)")
    readers: dict[str, Callable[[bytes], list[Item]]] = {JSON_FEED: _json_items, ATOM_FEED: _atom_items}
    for name, items_of in readers.items():
        try:
            items = items_of(source.read(name, MOST_PAGE))
        except MissingFileError:
            continue
        except (ValueError, LookupError, RecursionError, ElementTree.ParseError, msgspec.ValidationError) as error:
            checks.fail(Claim.STRAY, f"is no feed of reviews alone: {error}", page=name)
            continue
        checks.look(Claim.STRAY)
        if len(items) > _MOST_ITEMS:
            checks.fail(Claim.STRAY, f"has {len(items):,} reviews, more than are looked at", page=name)
        words.page = name
        for item in items[:_MOST_ITEMS]:
            found = address.fullmatch(item.address)
            page = page_of(found[1]) if found else None
            shown = next((one for one in page.reviews if one.id == found[2]), None) if page and found else None
            if page is None or shown is None:
                checks.fail(Claim.STRAY, f"has a review that no page shows: {item.address[:120]}", page=name)
                continue
            for message in _faults(item, page, shown, words, in_xml=name == ATOM_FEED):
                checks.fail(Claim.STRAY, message, page=name)


def _faults(item: Item, page: Page, shown: ShownReview, words: Wording, *, in_xml: bool) -> Iterator[str]:
    words.language = page.language
    titles = shown.named("title")
    stars = [squeezed(field.text) for field in shown.named("rating") if field.best]
    called = [field.value for field in titles] or stars
    ending = f": {called[0]}" if called else ""
    words.note("name of a provider in feeds", page.provider, item.title.removesuffix(ending))
    if not item.title.endswith(ending):
        yield f"calls {shown.id} {item.title[:60]!r}, and its page does not"
    parts = shown.texts[0] if shown.texts else (stars[0] if stars else _NO_TEXT,)
    pieces = ["" if isinstance(part, Mark) else part for part in parts]
    if not _is_made_of(item.text, [_NOT_IN_XML.sub("\ufffd", one) if in_xml else one for one in pieces]):
        yield f"says {item.text[:60]!r} of {shown.id}, and its page says something else"
    if any(field.label == "hidden-field" and field.value == "author" for field in shown.fields):
        words.note("hidden author in feeds", "", item.author)
    elif [item.author] != [field.value for field in shown.named("author")]:
        yield f"names {item.author[:60]!r} as the author of {shown.id}, and its page does not"
    if shown.texts and item.language != (shown.language or page.language):
        yield f"says that {shown.id} is in {item.language[:20]!r}, and its page does not"


def _is_made_of(text: str, pieces: list[str]) -> bool:
    """Tell whether a text is these pieces in their order, with some words in brackets for each that is empty."""
    if all(pieces):
        return text == "".join(pieces)
    pattern = "".join(re.escape(one) if one else r"\[[^\[\]]{1,80}\]" for one in pieces)
    return re.fullmatch(pattern, text) is not None


def _json_items(data: bytes) -> list[Item]:
    feed = msgspec.convert(parse_json(data.decode()), _JsonFeed)
    items = []
    for one in feed.items:
        if one.id != one.url:
            raise ValueError(f"{one.url[:80]} is called {one.id[:80]}")
        items.append(Item(one.url, one.title, one.content_text, one.authors[0].name, one.language))
    return items


def _atom_items(data: bytes) -> list[Item]:
    if b"<!" in data or b"<?" in data[1:]:
        raise ValueError("it has declarations or instructions")
    feed = ElementTree.fromstring(data)  # noqa: S314 - there is no declaration, so no entity but the five
    if any(one.tag not in {_ATOM + name for name in _HEAD} for one in feed):
        raise ValueError("it has elements of another kind")
    return [_atom_item(entry) for entry in feed.iter(f"{_ATOM}entry")]


def _atom_item(entry: ElementTree.Element) -> Item:
    if sorted(str(one.tag).removeprefix(_ATOM) for one in entry) != _ENTRY:
        raise ValueError("an entry has other elements than a review")
    values: dict[str, Any] = {str(one.tag).removeprefix(_ATOM): one for one in entry}
    author, content, link = values["author"], values["content"], values["link"]
    address = values["id"].text or ""
    if len(content) or content.get("type") != "text" or link.get("href") != address or len(author) != 1:
        raise ValueError(f"the entry {address[:80]} is not of the form of a review")
    name = author[0].text or ""
    return Item(address, values["title"].text or "", content.text or "", name, entry.get(_LANGUAGE, ""))
