"""What of a page a reader sees without style sheets and scripts; `wellformed` has refused what would need repair."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec

from site_gen.html.tree import Node, Tree, attribute, parents
from site_gen.html.words import brief

_ELEMENTS = frozenset(
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

_AROUND = frozenset({"article", "body", "div", "html", "li", "main", "ol", "p", "section", "ul"})
"""What may stand around a review or a number, besides the parts of tables and lists."""

_AROUND_NUMBERS = _AROUND | {"a", "dd", "dl", "dt", "footer", "header", "span", "table", "tbody", "td", "th", "tr"}

_HIDING_CLASSES = frozenset({"hidden", "sr-only", "vh", "visually-hidden"})
_HIDING_ATTRIBUTES = frozenset({"hidden", "inert", "popover", "style"})
_TURNING_ATTRIBUTES = frozenset({"dir", "lang", "translate"})
"""Those that set the language or the direction of what is in an element; only `html` has them around a review."""
_ODD_SELECTORS = {
    "[style]": "a style of its own",
    ":is([shadowrootmode], [shadowroot])": "a shadow tree",
    "meta[http-equiv]": "a header of its own",
    "script:not([src]):not([type])": "a script in the page",
}


def oddities(tree: Tree) -> Iterator[str]:
    """Give what a page of reviews must not have: elements and attributes that change what else is seen."""
    names = {str(node.tag).lower() for node in tree.css("*")}
    for name in sorted(names - _ELEMENTS):
        yield f"has a <{name}>, which may show something else than it holds"
    for selector, what in _ODD_SELECTORS.items():
        if tree.css_first(selector) is not None:
            yield f"has {what}"


def is_hidden(node: Node) -> bool:
    """Tell whether an element hides itself by its own attributes."""
    return _hide(node.attributes)


def _hide(attributes: Mapping[str, str | None]) -> bool:
    return bool(
        not _HIDING_ATTRIBUTES.isdisjoint(attributes)
        or (attributes.get("aria-hidden") or "").lower() == "true"
        or not _HIDING_CLASSES.isdisjoint((attributes.get("class") or "").lower().split())
    )


def hides(node: Node, *, number: bool = False) -> str:
    """Say which element around a review or a number keeps it from being seen as it is; nothing where none does."""
    around = _AROUND_NUMBERS if number else _AROUND
    for outer in parents(node):
        attributes, tag = outer.attributes, outer.tag
        if tag not in around or _hide(attributes) or (tag != "html" and not _TURNING_ATTRIBUTES.isdisjoint(attributes)):
            return f"<{tag}>"
    return ""


class Graphic(msgspec.Struct, frozen=True, gc=False):
    """A picture that is drawn in the page: how far it is filled in percent, and its markup without that number."""

    filled: int | None
    shape: str


def graphics(node: Node) -> tuple[Graphic, ...]:
    """Give what is drawn inside a node. `data-fill` marks the part whose width is the number."""
    found = []
    for drawn in node.css("svg"):
        if drawn.parent is not None and drawn.parent.tag == "svg":
            continue
        shape, widths = drawn.html or "", []
        for part in drawn.css("[data-fill]"):
            width = attribute(part, "width")
            widths.append(width.removesuffix("%"))
            shape = shape.replace(f'data-fill="" width="{width}"', 'data-fill=""', 1)
        filled = int(widths[0]) if len(widths) == 1 and _PERCENT.fullmatch(widths[0]) else None
        found.append(Graphic(filled, brief(shape)))
    return tuple(found)


_PERCENT = re.compile(r"0|[1-9][0-9]?|100")
