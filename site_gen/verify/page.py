"""A published page, read in one pass: every review on it, every number, the markup, and whatever looks like a review.

What a page says here is what a reader's browser shows without style sheets and scripts; what those may change is not
seen. Says nothing about whether any of it is true.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec

from site_gen.html.tree import Node, Tree, attribute, classes, parse
from site_gen.html.words import brief
from site_gen.verify.html import hides, is_hidden, oddities
from site_gen.verify.json_ld import read_json_ld
from site_gen.verify.number_node import Number, read_number
from site_gen.verify.review_node import ShownReview, read_review
from site_gen.verify.wellformed import fault_of

_REVIEW_CLASSES = frozenset({"review", "hreview", "h-review"})
_VOCABULARY = (
    "itemscope", "itemtype", "itemprop", "itemref", "itemid",
    "vocab", "typeof", "property", "prefix", "about", "resource", "datatype", "inlist", "rev",
)  # fmt: skip
"""The attributes of microdata and RDFa."""
_REVIEW_NODES = (
    ':is([class*="review" i], [data-log-index], [id^="review-r-" i], [rel*=":"], [srcdoc], '
    f"{', '.join(f'[{name}]' for name in _VOCABULARY)})"
)
_OPEN_GRAPH = re.compile(r"(?:og|article|profile|fb|twitter):(?!.*(?:rating|review))", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta charset=[\"']?utf-8[\"'>\s/]", re.IGNORECASE)
_WITHIN = 1024
"""Bytes of a page in which browsers look for its character set."""
_SCRIPT = re.compile("<script", re.IGNORECASE)
MOST_CELLS = 2_000
"""Of tables with numbers in them: the headings of each number are looked for in the whole table."""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What a page holds.

    `alternates` are the languages that it links as its translations, `symbols` what it draws with by name. In words:
    `unreadable` says why readers may differ about the page, of which nothing else is known then; `strays` look like
    reviews and have no place in the log, `odd` is wrong on a page of reviews whatever the log says, `unreadable_markup`
    may say anything to search engines.
    """

    unreadable: str = ""
    language: str = ""
    direction: str = ""
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
    json_ld, unreadable_markup = read_json_ld(tree)
    reviews, strays, odd = [], [], [*oddities(tree), *_frame_faults(tree, data, text)]
    for node in tree.css(_REVIEW_NODES):
        if node.tag == "article" and attribute(node, "data-log-index"):
            reviews.append(read_review(node))
            if what := "it" if is_hidden(node) else hides(node):
                odd.append(f"review {attribute(node, 'id')[:60]} is not shown as it is: {what} may hide or change it")
        elif looks := _looks_like_review(node):
            strays.append(f"{looks} has no place in the log")
    numbers = tree.css(":is([data-count], [data-average])")
    if len(tree.css("td")) > MOST_CELLS and tree.css_first("td :is([data-count], [data-average])") is not None:
        odd.append(f"has numbers in tables of more than {MOST_CELLS:,} cells")
        numbers = []
    html = tree.css_first("html")
    return Page(
        language=attribute(html, "lang") if html is not None else "",
        direction=attribute(html, "dir") if html is not None else "",
        provider=attribute(main, "data-provider") if main is not None else "",
        as_of=attribute(main, "data-as-of") if main is not None else "",
        alternates=tuple(attribute(link, "hreflang") for link in tree.css('link[rel="alternate"][hreflang]')),
        reviews=tuple(reviews),
        numbers=tuple(read_number(node) for node in numbers),
        symbols=tuple((attribute(drawn, "id"), brief(drawn.html or "")) for drawn in tree.css("svg [id]")),
        json_ld=tuple(json_ld),
        unreadable_markup=tuple(unreadable_markup),
        strays=tuple(strays),
        odd=tuple(odd),
    )


def _frame_faults(tree: Tree, data: bytes, text: str) -> Iterator[str]:
    if len(tree.css("main")) > 1:
        yield "has two main parts"
    charsets = [attribute(meta, "charset").lower()[:20] for meta in tree.css("meta[charset]")]
    if charsets != ["utf-8"] or not _CHARSET.search(data, 0, _WITHIN):
        yield f"says that its characters are {', '.join(charsets) or 'of no kind'}, expected utf-8, and at once"
    if len(tree.css("script")) != len(_SCRIPT.findall(text)):
        yield "has a script in a template, or words that begin one"
    ids = Counter(attribute(node, "id") for node in tree.css("[id]"))
    if ids and (most := ids.most_common(1)[0])[1] > 1:
        yield f"has the id {most[0][:60]!r} {most[1]} times"


def _looks_like_review(node: Node) -> str:
    """Name a node that a person or a machine takes for a review, or give nothing."""
    attributes = {name: value or "" for name, value in node.attributes.items()}
    if not _REVIEW_CLASSES.isdisjoint(classes(node)):
        return f"<{node.tag} class={attributes['class']!r}>"
    if "data-log-index" in attributes:
        return f"<{node.tag} data-log-index={attributes['data-log-index']!r}>"
    if attributes.get("id", "").lower().startswith("review-r-"):
        return f"<{node.tag} id={attributes['id']!r}>"
    for name in _VOCABULARY:
        if name in attributes and not (node.tag == "meta" and _OPEN_GRAPH.match(attributes[name])):
            return f"<{node.tag} {name}={attributes[name]!r}>"
    if "srcdoc" in attributes:
        return f"<{node.tag} srcdoc>, a page in a page,"
    if ":" in attributes.get("rel", ""):
        return f"<{node.tag} rel={attributes['rel']!r}>"
    return ""
