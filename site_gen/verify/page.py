"""A published page, read in one pass: every review on it, every number, the markup, and whatever looks like a review.

What a page says here is what a reader's browser shows without style sheets and scripts; what those may change is not
seen. Says nothing about whether any of it is true.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from site_gen.html.words import squeezed
from site_gen.verify.card_node import seen_words
from site_gen.verify.drawings import is_initials
from site_gen.verify.html import drawing, hides
from site_gen.verify.json_ld import read_json_ld
from site_gen.verify.number_node import Number, read_numbers
from site_gen.verify.review_node import ShownReview, read_review
from site_gen.verify.roles import KNOWN, ODDITIES, Role, oddities, stray
from site_gen.verify.tags import Tag
from site_gen.verify.tree import Tree, around, source, text
from site_gen.verify.wellformed import read_tree

_CHARSET = re.compile(rb"<meta charset=[\"']?utf-8[\"'>\s/]", re.IGNORECASE)
_WITHIN = 1024
"""Bytes of a page in which browsers look for its character set."""
_PLAIN = re.compile(r"#[A-Za-z][A-Za-z0-9_-]*")
"""A link to something on the same page, which browsers read in one way only."""
MOST_SYMBOLS = 500
"""Parts of pictures that a page with reviews draws with by name."""
_DATA = ("atom", "json", "rss", "xml")
"""What stands in the types of feeds and data. Pages in XML are none of a translation."""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What a page holds.

    `alternates` are the languages that it links as its translations, `feeds` the addresses of what it names as a feed
    or as its data, `titles` its headings of the first level as they are seen, `symbols` what it draws with by name. In
    words: `unreadable` says why readers may differ about the page, of which nothing else is known then; `strays` look
    like reviews and have no place in the log, `odd` is wrong on a page of reviews whatever the log says,
    `unreadable_markup` may say anything to search engines.
    """

    unreadable: str = ""
    language: str = ""
    direction: str = ""
    provider: str = ""
    as_of: str = ""
    alternates: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    reviews: tuple[ShownReview, ...] = ()
    numbers: tuple[Number, ...] = ()
    symbols: tuple[tuple[str, str], ...] = ()
    json_ld: tuple[Any, ...] = ()
    unreadable_markup: tuple[str, ...] = ()
    strays: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()


def read_page(data: bytes) -> Page:
    """Read a page. Never fails: a page that cannot be read says why."""
    try:
        written = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return Page(unreadable=f"is not UTF-8 at byte {error.start}")
    tree = read_tree(written)
    if isinstance(tree, str):
        return Page(unreadable=tree)
    tags = tree.tags
    by_role: dict[Role, list[int]] = {}
    for place in tree.marked:
        for role in tags[place].roles:
            by_role.setdefault(role, []).append(place)

    def having(role: Role) -> list[int]:
        return by_role.get(role, [])

    json_ld, unreadable_markup = read_json_ld(tree, having("script"))
    frame = [tags[place] for place in having("frame")]
    named = having("named")
    odd = [*_oddities([tags[place] for place in having("odd")]), *_frame_faults(frame, data)]
    if data.lower().count(b"<script") != len(having("script")):
        odd.append("has a script in a template, or words that begin one")
    if any(not _is_accounted_for(tree, place) for place in having("written")):
        odd.append("has words in a drawing of no number")
    ids = Counter(tags[place].attributes["id"] for place in named)
    if len(ids) < len(named):
        most = ids.most_common(1)[0]
        odd.append(f"has the id {most[0][:60]!r} {most[1]} times")
    reviews = having("review")
    for place in reviews:
        if what := "it" if tags[place].is_hidden else hides(tree, place):
            name = tags[place].attributes.get("id", "")
            odd.append(f"review {name[:60]} is not shown as it is: {what} may hide or change it")
    html = next((tag.attributes for tag in frame if tag.name == "html"), {})
    main = next((tag.attributes for tag in frame if tag.name == "main"), {})
    drawn = _symbols(tree, named)
    if len(drawn) > MOST_SYMBOLS:
        odd.append(f"draws with more than {MOST_SYMBOLS} symbols")
        drawn = []
    return Page(
        language=html.get("lang", ""),
        direction=html.get("dir", ""),
        provider=main.get("data-provider", ""),
        as_of=main.get("data-as-of", ""),
        alternates=tuple(tag.attributes["hreflang"] for tag in frame if _is_alternate(tag)),
        feeds=tuple(tag.attributes.get("href", "") for tag in frame if _is_feed(tag)),
        titles=tuple([seen_words(tree, place) for place in having("title")]),
        reviews=tuple([read_review(tree, place) for place in reviews]),
        numbers=read_numbers(tree, having("number")),
        symbols=tuple([(tags[place].attributes["id"], drawing(source(tree, place))) for place in drawn]),
        json_ld=tuple(json_ld),
        unreadable_markup=tuple(unreadable_markup),
        strays=tuple(
            [f"{stray(tags[one].name, tags[one].attributes)} has no place in the log" for one in having("stray")]
        ),
        odd=tuple(odd),
    )


def _is_alternate(tag: Tag) -> bool:
    return tag.name == "link" and tag.attributes.get("rel", "").lower() == "alternate" and "hreflang" in tag.attributes


def _is_feed(tag: Tag) -> bool:
    given = tag.attributes
    is_data = tag.name == "link" and any(one in given.get("type", "").lower() for one in _DATA)
    return is_data and "alternate" in given.get("rel", "").lower().split()


def _oddities(tags: Sequence[Tag]) -> Iterator[str]:
    """Give what a page of reviews must not have: elements and attributes that change what else is seen."""
    for name in sorted({tag.name for tag in tags} - KNOWN):
        yield f"has a <{name}>, which may show something else than it holds"
    found = {what for tag in tags for what in oddities(tag.name, tag.attributes)}
    yield from (f"has {what}" for what in ODDITIES if what in found)


def _symbols(tree: Tree, named: Sequence[int]) -> list[int]:
    """Give what is drawn with by name: what a `<use>` refers to, and colours; all where one refers in another form."""
    tags = tree.tags
    inside = [place for place in named if any(tags[outer].name == "svg" for outer in around(tree, place))]
    given = [tag.attributes for tag in tags if tag.name == "use"] if inside else []
    used = {one[name] for one in given for name in ("href", "xlink:href") if name in one}
    if not all(map(_PLAIN.fullmatch, used)):
        return inside
    return [one for one in inside if f"#{tags[one].attributes['id']}" in used or tags[one].name == "lineargradient"]


def _is_accounted_for(tree: Tree, place: int) -> bool:
    """Tell whether words in a drawing are those of a number or of a review, or the initials of somebody."""
    in_number = any(not tree.tags[outer].roles.isdisjoint(("number", "review")) for outer in around(tree, place))
    return in_number or is_initials(squeezed(text(tree, place)))


def _frame_faults(frame: Sequence[Tag], data: bytes) -> Iterator[str]:
    if sum(tag.name == "main" for tag in frame) > 1:
        yield "has two main parts"
    metas = [tag.attributes for tag in frame if tag.name == "meta"]
    charsets = [one["charset"].lower()[:20] for one in metas if "charset" in one]
    if charsets != ["utf-8"] or not _CHARSET.search(data, 0, _WITHIN):
        yield f"says that its characters are {', '.join(charsets) or 'of no kind'}, expected utf-8, and at once"
