"""A published page, read in one pass: every review on it, every number, the markup, and whatever looks like a review.

What a page says here is what a reader's browser shows without style sheets and scripts; what those may change is not
seen. Says nothing about whether any of it is true.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from site_gen.html.tree import Node, Tree, attribute, classes, parse
from site_gen.verify.html import hides, is_hidden, oddities
from site_gen.verify.number_node import Number, read_number
from site_gen.verify.review_node import ShownReview, read_review
from site_gen.verify.wellformed import fault_of

_REVIEW_CLASSES = frozenset({"review", "hreview", "h-review"})
_REVIEW_NODES = (
    ':is([class*="review" i], [data-log-index], [id^="review-r-" i], [itemprop], [itemtype], [typeof], [vocab], '
    "[property])"
)
_VOCABULARY = ("itemprop", "itemtype", "typeof", "vocab", "property")
_OPEN_GRAPH = ("og:", "article:", "profile:", "fb:", "twitter:")
_JSON_LD = "application/ld+json"
_CONTEXT = "https://schema.org"
_SELECT = re.compile(r"<select\b", re.IGNORECASE)
_PLAIN_SELECT = re.compile(r"<select[^<>]*>(?:<option[^<>]*>[^<>]*</option>)*</select>", re.IGNORECASE)


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What a page holds.

    `alternates` are the languages that it links as its translations, `symbols` what it draws with by name. In words:
    `unreadable` says why readers may differ about the page, of which nothing else is known then; `strays` look like
    reviews and have no place in the log, `odd` is wrong on a page of reviews whatever the log says, `unreadable_markup`
    may say anything to search engines.
    """

    unreadable: str = ""
    language: str = ""
    provider: str = ""
    as_of: str = ""
    alternates: tuple[str, ...] = ()
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
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return Page(unreadable=f"is not UTF-8 at byte {error.start}")
    if fault := fault_of(text):
        return Page(unreadable=fault)
    tree = parse(text)
    mains = tree.css("main")
    main = mains[0] if mains else None
    json_ld, unreadable_markup = _read_json(tree)
    reviews, strays, odd = [], [], [*oddities(tree), *_frame_faults(tree, text, len(mains))]
    for node in tree.css(_REVIEW_NODES):
        if node.tag == "article" and attribute(node, "data-log-index"):
            reviews.append(read_review(node))
            if what := "it" if is_hidden(node) else hides(node):
                odd.append(f"review {attribute(node, 'id')[:60]} is not shown: {what} hides it")
        elif looks := _looks_like_review(node):
            strays.append(f"{looks} has no place in the log")
    html = tree.css_first("html")
    return Page(
        language=attribute(html, "lang") if html is not None else "",
        provider=attribute(main, "data-provider") if main is not None else "",
        as_of=attribute(main, "data-as-of") if main is not None else "",
        alternates=tuple(attribute(link, "hreflang") for link in tree.css('link[rel="alternate"][hreflang]')),
        reviews=tuple(reviews),
        numbers=tuple(read_number(node) for node in tree.css(":is([data-count], [data-average])")),
        symbols=tuple((attribute(drawn, "id"), drawn.html or "") for drawn in tree.css("svg [id]")),
        json_ld=tuple(json_ld),
        unreadable_markup=tuple(unreadable_markup),
        strays=tuple(strays),
        odd=tuple(odd),
    )


def _frame_faults(tree: Tree, text: str, mains: int) -> Iterator[str]:
    if mains > 1:
        yield "has two main parts"
    charsets = [attribute(meta, "charset").lower() for meta in tree.css("meta[charset]")]
    if charsets[:1] != ["utf-8"] or "charset" not in text[:1000].lower():
        yield f"says that its characters are {charsets[0][:20] if charsets else 'of no kind'}, expected utf-8"
    if len(_SELECT.findall(text)) != len(_PLAIN_SELECT.findall(text)):
        yield "has a <select> that browsers read differently"


def _looks_like_review(node: Node) -> str:
    """Name a node that a person or a machine takes for a review, or give nothing."""
    if not _REVIEW_CLASSES.isdisjoint(classes(node)):
        return f"<{node.tag} class={attribute(node, 'class')!r}>"
    if "data-log-index" in node.attributes:
        return f"<{node.tag} data-log-index={attribute(node, 'data-log-index')!r}>"
    if attribute(node, "id").lower().startswith("review-r-"):
        return f"<{node.tag} id={attribute(node, 'id')!r}>"
    for name in _VOCABULARY:
        value = attribute(node, name)
        if name in node.attributes and not (node.tag == "meta" and value.startswith(_OPEN_GRAPH)):
            return f"<{node.tag} {name}={value!r}>"
    return ""


def _read_json(tree: Tree) -> tuple[list[Any], list[str]]:
    """Give the blocks of JSON-LD, and what is wrong with them in words."""
    found: list[Any] = []
    faults: list[str] = []
    for script in tree.css("script[type]"):
        kind = attribute(script, "type").partition(";")[0].strip().lower()
        if kind != _JSON_LD:
            if "src" not in script.attributes or "json" in kind:
                faults.append(f"has a script of the type {kind!r}, which may hold anything")
            continue
        try:
            block = json.loads(script.text(), object_pairs_hook=_unique)
            depth = _depth(block)
        except (ValueError, RecursionError) as error:
            faults.append(f"has markup that cannot be read: {error}")
            continue
        if depth > _MOST_DEPTH:
            faults.append(f"has markup more than {_MOST_DEPTH} deep")
        elif not isinstance(block, dict) or block.get("@context") != _CONTEXT:
            faults.append(f"has markup whose words are not those of {_CONTEXT}")
        elif _contexts(block) != 1:
            faults.append("has markup that gives words another meaning inside")
        else:
            found.append(block)
    return found, faults


_MOST_DEPTH = 32


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return values


def _depth(value: Any) -> int:
    """Give how deep a value is nested; never deeper than the reader of JSON went."""
    if isinstance(value, dict):
        return 1 + max(map(_depth, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(_depth, value), default=0)
    return 0


def _contexts(value: Any) -> int:
    if isinstance(value, dict):
        return ("@context" in value) + sum(map(_contexts, value.values()))
    return sum(map(_contexts, value)) if isinstance(value, list) else 0
