"""The text of a review in a page, held against the text that it is to show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from site_gen.check.pages.plan import Mark
from site_gen.html.tree import Node, attribute, children

_GAP = "\x00"
"""Stands for a mark in a text: no text has this character."""
_ELLIPSIS = " .…\u00a0\n"


def parts_in(node: Node) -> list[str | Mark]:
    """Give what an element of review text holds: stretches of text, and marks of hidden segments."""
    parts: list[str | Mark] = []
    for child in children(node):
        if child.is_element_node and child.tag == "mark" and "data-segment" in child.attributes:
            segment = attribute(child, "data-segment")
            parts.append(Mark(int(segment) if segment.isdecimal() else -1, attribute(child, "data-reason")))
        elif child.is_text_node or child.is_element_node:
            text = (child.text_content if child.is_text_node else child.text()) or ""
            if parts and isinstance(parts[-1], str):
                parts[-1] += text
            else:
                parts.append(text)
    return parts


def plain(parts: Iterable[str | Mark]) -> str:
    """Give a text with one sign for each mark."""
    return "".join(part if isinstance(part, str) else _GAP for part in parts)


def is_cut_short(shown: str, whole: str) -> bool:
    """Tell whether a text is the beginning of another one, perhaps with an ellipsis."""
    kept = shown.rstrip(_ELLIPSIS)
    return len(kept) < len(whole.rstrip(_ELLIPSIS)) and whole.startswith(kept)


def first_difference(shown: str, whole: str) -> str:
    """Say where two texts part, with a few words of each."""
    at = next((place for place, pair in enumerate(zip(shown, whole, strict=False)) if pair[0] != pair[1]), -1)
    at = min(len(shown), len(whole)) if at < 0 else at
    start = max(at - 20, 0)
    here, there = (text[start : at + 30].replace(_GAP, "[…]") for text in (shown, whole))
    return f"the page has {here!r}, the data {there!r}"


def marks_of(parts: Sequence[str | Mark]) -> list[Mark]:
    """Give the marks of a text, in order."""
    return [part for part in parts if isinstance(part, Mark)]
