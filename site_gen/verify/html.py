"""What of a page a reader sees without style sheets and scripts; `wellformed` has refused what would need repair."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from site_gen.html.tree import attribute, parse
from site_gen.html.words import brief
from site_gen.verify.tags import Tag
from site_gen.verify.tree import Tree, around, source

_MOST_KNOWN = 4_096
"""Pictures that are remembered: most of them stand on many pages."""
_LONGEST_KNOWN = 4_000
"""Characters of a picture that is."""

_AROUND = frozenset({"article", "body", "div", "html", "li", "main", "ol", "p", "section", "ul"})
"""What may stand around a review or a number, besides the parts of tables and lists."""

_AROUND_NUMBERS = _AROUND | {"a", "dd", "dl", "dt", "footer", "header", "span", "table", "tbody", "td", "th", "tr"}

_TURNING = frozenset({"dir", "lang", "translate"})
"""Attributes that set the language or the direction of what is in an element; only `html` has them around a review."""

_NAMED = frozenset({"aria-labelledby"})
"""What may name a section around a review to who does not see it; around numbers `aria-label` may, too."""


def hides(tree: Tree, place: int, *, number: bool = False) -> str:
    """Say which element around a review or a number keeps it from being seen as it is; nothing where none does."""
    usual = _AROUND_NUMBERS if number else _AROUND
    for outer in around(tree, place):
        tag = tree.tags[outer]
        is_turned = tag.others and tag.name != "html" and not _TURNING.isdisjoint(tag.others)
        if tag.name not in usual or tag.is_hidden or is_turned or (tag.others and _is_renamed(tag, number=number)):
            return f"<{tag.name}>"
    return ""


def _is_renamed(tag: Tag, *, number: bool) -> bool:
    """Tell whether an element is something else, or says something else, to who does not see it."""
    usual: frozenset[str] = (_NAMED | {"aria-label"} if number else _NAMED) if tag.name == "section" else frozenset()
    return any((one == "role" or one.startswith("aria-")) and one not in usual for one in tag.others)


class Graphic(msgspec.Struct, frozen=True, gc=False):
    """A picture that is drawn in the page: how far it is filled in percent, and its markup without that number."""

    filled: int | None
    shape: str


def graphics(tree: Tree, place: int) -> tuple[Graphic, ...]:
    """Give what is drawn inside a node. `data-fill` marks the part whose width is the number."""
    tags, parents = tree.tags, tree.parents
    return tuple(
        [
            _graphic(source(tree, at))
            for at in range(place, tree.ends[place] + 1)
            if tags[at].name == "svg" and tags[at].kind == "start" and tags[parents[at]].name != "svg"
        ]
    )


def drawing(written: str) -> str:
    """Give a part of a picture in the one way in which readers write it."""
    return _known_drawing(written) if len(written) <= _LONGEST_KNOWN else _read_drawing(written)


def _graphic(written: str) -> Graphic:
    return _known_graphic(written) if len(written) <= _LONGEST_KNOWN else _read_graphic(written)


def _read_drawing(written: str) -> str:
    part = parse(f"<!doctype html><svg>{written}</svg>").css_first("svg > *")
    assert part is not None, "it was found in a picture"
    return brief(part.html or "")


def _read_graphic(written: str) -> Graphic:
    drawn = parse(f"<!doctype html>{written}").css_first("svg")
    assert drawn is not None, "it was found in a page"
    shape, widths = drawn.html or "", []
    for part in drawn.css("[data-fill]"):
        width = attribute(part, "width")
        widths.append(width.removesuffix("%"))
        shape = shape.replace(f'data-fill="" width="{width}"', 'data-fill=""', 1)
    filled = int(widths[0]) if len(widths) == 1 and _PERCENT.fullmatch(widths[0]) else None
    return Graphic(filled, brief(shape))


_known_drawing = lru_cache(maxsize=_MOST_KNOWN)(_read_drawing)
_known_graphic = lru_cache(maxsize=_MOST_KNOWN)(_read_graphic)
_PERCENT = re.compile(r"0|[1-9][0-9]?|100")
