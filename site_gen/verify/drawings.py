"""What drawings in a page are made of: each stays in its own place, and says nothing in words.

Source: SVG 2, section 6.6 "The presentation attributes"; browsers cut a drawing off at its own box, unless it says
otherwise.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

PARTS = frozenset(
    {
        "circle", "defs", "ellipse", "g", "line", "lineargradient", "path", "polygon", "polyline", "rect", "stop",
        "svg", "symbol", "text", "use",
    }
)  # fmt: skip
"""Elements of drawings that a page of reviews may have."""
_PLACES = frozenset(
    {"cx", "cy", "height", "offset", "r", "rx", "ry", "stroke-width", "width", "x", "x1", "x2", "y", "y1", "y2"}
)
"""Attributes whose values are lengths from the start of the drawing on."""
_OTHERS = frozenset(
    {
        "aria-hidden", "class", "clip-rule", "d", "fill", "fill-rule", "href", "id", "points", "stop-color", "stroke",
        "stroke-linecap", "stroke-linejoin", "text-anchor", "viewbox", "xmlns",
    }
)  # fmt: skip
_LENGTH = re.compile(r"[0-9]*\.?[0-9]+(?:%|px|em)?")
_MOVED = re.compile(r"translate\([0-9.]+(?:[ ,]+[0-9.]+)?\)")
"""A part that stands further on; of a whole drawing it is the place in the page that would move."""
_MOST_LETTERS = 4


def reaches_out(name: str, attributes: Mapping[str, str]) -> bool:
    """Tell whether an element of a drawing could be seen elsewhere than in the place of the drawing."""
    return any(not _stays(name, one, value.strip()) for one, value in attributes.items())


def is_initials(words: str) -> bool:
    """Tell whether words are short enough to be the initials in the place of a portrait, and name no number."""
    return len(words) <= _MOST_LETTERS and not any(unicodedata.category(one)[0] in "NS" for one in words)


def _stays(name: str, attribute: str, value: str) -> bool:
    if attribute in _PLACES:
        return not value or _LENGTH.fullmatch(value) is not None
    if attribute == "transform":
        return name != "svg" and _MOVED.fullmatch(value) is not None
    return attribute in _OTHERS or attribute.startswith("data-")
