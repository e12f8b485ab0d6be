"""What a tag is for whoever looks at a page of reviews, told by the tag alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, TypeAlias

from site_gen.verify.drawings import PARTS, reaches_out

_REVIEW_CLASSES = frozenset({"review", "hreview", "h-review"})
_VOCABULARY = (
    "itemscope", "itemtype", "itemprop", "itemref", "itemid",
    "vocab", "typeof", "property", "prefix", "about", "resource", "datatype", "inlist", "rev",
)  # fmt: skip
"""The attributes of microdata and RDFa."""
_OPEN_GRAPH = re.compile(r"(?:og|article|profile|fb|twitter):(?!.*(?:rating|review))", re.IGNORECASE)
_HIDING_CLASSES = frozenset({"hidden", "sr-only", "vh", "visually-hidden"})
_HIDING_ATTRIBUTES = frozenset({"hidden", "inert", "popover", "style"})
_ADDRESSES = ("action", "data", "formaction", "href", "src", "xlink:href")
_PICTURES = frozenset({"audio", "img", "source", "track", "video"})
"""Elements whose `src` is shown as a picture, a film or a sound, whatever it holds."""
_HOLDING = ("blob:", "data:", "filesystem:", "javascript:", "vbscript:")
"""Beginnings of addresses that hold a page or a program themselves."""
_DROPPED = str.maketrans("", "", "\t\n\r")
"""What browsers take out of an address, wherever it stands."""
_NOT_BEFORE = "".join(map(chr, range(33)))
_ANYWHERE = frozenset({"class", "id", "datetime", "href", "rel"})
"""Attributes that any element of a review may have, besides `data-`."""

KNOWN = frozenset(
    {
        "a", "abbr", "address", "article", "aside", "audio", "b", "bdi", "blockquote", "body", "br", "button",
        "caption", "circle", "cite", "code", "col", "colgroup", "data", "dd", "defs", "del", "dfn", "details",
        "div", "dl", "dt", "em", "ellipse", "fieldset", "figcaption", "figure", "footer", "form", "g", "h1",
        "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "i", "img", "input", "ins",
        "kbd", "label", "legend", "li", "line", "lineargradient", "link", "main", "mark", "meta", "nav", "ol",
        "optgroup", "option", "output", "p", "path", "picture", "polygon", "polyline", "pre", "q", "rect", "s",
        "samp", "script", "search", "section", "select", "small", "source", "span", "stop", "strong", "sub",
        "summary", "sup", "svg", "symbol", "table", "tbody", "td", "template", "text", "tfoot", "th", "thead", "time",
        "title", "tr", "track", "u", "ul", "use", "var", "video", "wbr",
    }
)  # fmt: skip
"""What a page of reviews is made of. Others may replace, hide or reorder what stands in them or behind them."""
ODDITIES = (
    "a style of its own", "a shadow tree", "a header of its own", "a script in the page",
    "a drawing that may be seen elsewhere than in its place",
)  # fmt: skip
"""What a page of reviews must not have besides other elements."""


Role: TypeAlias = Literal[
    "review", "stray", "number", "named", "frame", "script", "template", "written", "title", "odd"
]
"""What a tag is: a review that names its place in the log; what may be taken for one (`stray` names it); a number about
reviews; an element with an id; what says something of the whole page; a script, or markup for search engines; a
template; words in a drawing; the heading of a page; what a page of reviews must not have."""

_FRAME = frozenset({"html", "link", "main", "meta"})
_WRITTEN = "text"
_TOLD_BY_NAME = _FRAME | {"h1", "script", "template", _WRITTEN}
_TOLD_BY = frozenset(
    {"data-log-index", "data-count", "data-average", "id", "rel", "srcdoc", "style", "shadowrootmode", "shadowroot"}
).union(_VOCABULARY)
"""Attributes without which a tag is nothing to look at, whatever its class."""
_NONE: frozenset[Role] = frozenset()


def roles_of(name: str, attributes: Mapping[str, str]) -> frozenset[Role]:
    """Give what a start tag is, by its name and its attributes."""
    is_usual = name in KNOWN and name not in _TOLD_BY_NAME and _TOLD_BY.isdisjoint(attributes)
    if is_usual and name in PARTS:
        is_usual = not reaches_out(name, attributes)
    if is_usual and not attributes.keys().isdisjoint(_ADDRESSES):
        is_usual = not holding(name, attributes)
    if is_usual and "review" not in attributes.get("class", "").lower():
        return _NONE
    is_review = name == "article" and bool(attributes.get("data-log-index"))
    roles: dict[Role, bool] = {
        "review": is_review,
        "stray": not is_review and bool(stray(name, attributes)),
        "number": "data-count" in attributes or "data-average" in attributes,
        "named": "id" in attributes,
        "frame": name in _FRAME,
        "script": name == "script",
        "template": name == "template",
        "written": name == _WRITTEN,
        "title": name == "h1",
        "odd": name not in KNOWN or any(oddities(name, attributes)),
    }
    return frozenset(role for role, is_so in roles.items() if is_so) or _NONE


def is_hidden(attributes: Mapping[str, str]) -> bool:
    """Tell whether an element hides itself by its own attributes."""
    return bool(
        not _HIDING_ATTRIBUTES.isdisjoint(attributes)
        or attributes.get("aria-hidden", "").lower() == "true"
        or not _HIDING_CLASSES.isdisjoint(attributes.get("class", "").lower().split())
    )


def others(attributes: Mapping[str, str]) -> tuple[str, ...]:
    """Give the names of attributes that not every element of a review may have, sorted."""
    return tuple(sorted(name for name in attributes.keys() - _ANYWHERE if not name.startswith("data-")))


def stray(name: str, attributes: Mapping[str, str]) -> str:
    """Name a tag that a person or a machine takes for a review, or give nothing."""
    if not _REVIEW_CLASSES.isdisjoint(attributes.get("class", "").lower().split()):
        return f"<{name} class={attributes['class']!r}>"
    if "data-log-index" in attributes:
        return f"<{name} data-log-index={attributes['data-log-index']!r}>"
    if attributes.get("id", "").lower().startswith("review-r-"):
        return f"<{name} id={attributes['id']!r}>"
    for one in _VOCABULARY:
        if one in attributes and not (name == "meta" and _OPEN_GRAPH.match(attributes[one])):
            return f"<{name} {one}={attributes[one]!r}>"
    if "srcdoc" in attributes:
        return f"<{name} srcdoc>, a page in a page,"
    if ":" in attributes.get("rel", ""):
        return f"<{name} rel={attributes['rel']!r}>"
    if one := holding(name, attributes):
        return f"<{name} {one}={attributes[one][:20]!r}>, an address that holds a page or a program,"
    return ""


def holding(name: str, attributes: Mapping[str, str]) -> str:
    """Name the attribute whose address holds a page or a program itself; nothing where none does."""
    for one in _ADDRESSES:
        value = attributes.get(one, "")
        if ":" in value and not (name in _PICTURES and one == "src"):
            plain = value.translate(_DROPPED).lstrip(_NOT_BEFORE)
            if plain[:12].lower().startswith(_HOLDING) and not _is_icon(name, attributes):
                return one
    return ""


def _is_icon(name: str, attributes: Mapping[str, str]) -> bool:
    return name == "link" and "icon" in attributes.get("rel", "").lower().split()


def oddities(name: str, attributes: Mapping[str, str]) -> list[str]:
    """Give what else about a tag changes what is seen of a page, in the order of `ODDITIES`."""
    has = attributes.keys()
    is_odd = (
        "style" in has,
        "shadowrootmode" in has or "shadowroot" in has,
        name == "meta" and "http-equiv" in has,
        name == "script" and "src" not in has and "type" not in has,
        name in PARTS and reaches_out(name, attributes),
    )
    return [what for what, is_so in zip(ODDITIES, is_odd, strict=True) if is_so]
