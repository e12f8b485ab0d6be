"""One review on a page, as the page says it: every word of it belongs to a field, to the text, or to a named phrase.

Source: `review-log.md`, "In the page".
"""

from __future__ import annotations

import re
from typing import TypeAlias

import msgspec

from site_gen.html.tree import Node, attribute, children
from site_gen.html.words import squeezed
from site_gen.verify.html import Graphic, graphics, is_hidden

_SAYS = ("data-field", "data-review-text", "data-aspect", "data-word")
"""Attributes of elements that account for the words in them."""
_ELEMENTS = frozenset(
    {
        "a", "abbr", "b", "bdi", "br", "cite", "dd", "div", "dl", "dt", "em", "footer", "h2", "h3", "h4", "h5",
        "h6", "header", "i", "li", "mark", "p", "small", "span", "strong", "svg", "time", "ul",
    }
)  # fmt: skip
_ATTRIBUTES = frozenset({"class", "id", "datetime", "href", "rel"})
_OF_WORDS = ("lang", "dir")
"""Attributes that only elements with words of the log may have; a direction only the one that the words have."""
_BETWEEN = re.compile(r"[\s·•|–—,;:()/]*")
"""What may stand between fields without belonging to one."""
_UNSEEN_HEADING = "heading"
"""The one phrase that may be for screen readers only."""
_DEEPEST = 20


class Field(msgspec.Struct, frozen=True, gc=False):
    """One `data-field`: its exact value, its visible words, and the attributes that say more."""

    name: str
    value: str
    text: str
    label: str = ""
    best: str = ""
    outcome: str = ""
    instant: str = ""
    graphics: tuple[Graphic, ...] = ()


class Phrase(msgspec.Struct, frozen=True, gc=False):
    """One `data-word`: words of the theme, and what they say something about."""

    name: str
    value: str
    text: str
    instant: str = ""
    graphics: tuple[Graphic, ...] = ()


class Answer(msgspec.Struct, frozen=True, gc=False):
    """One `data-aspect`: the question by its slug, and its answer."""

    name: str
    text: str
    graphics: tuple[Graphic, ...] = ()


class Mark(msgspec.Struct, frozen=True, gc=False):
    """A mark in the place of a hidden segment."""

    segment: str
    reason: str
    text: str


Part: TypeAlias = "str | Mark"


class ShownReview(msgspec.Struct, kw_only=True, gc=False):
    """A review as a page shows it. `texts` holds one list of parts for every element of review text.

    `odd` says in words what a review must not have, whatever the log says.
    """

    id: str
    index: str
    language: str = ""
    fields: list[Field] = []
    phrases: list[Phrase] = []
    texts: list[tuple[Part, ...]] = []
    aspects: list[Answer] = []
    odd: list[str] = []

    def named(self, name: str) -> list[Field]:
        """Give all fields of a name."""
        return [field for field in self.fields if field.name == name]

    def phrased(self, name: str) -> list[Phrase]:
        """Give all phrases of a name."""
        return [phrase for phrase in self.phrases if phrase.name == name]


def read_review(article: Node) -> ShownReview:
    """Read one review. Never fails."""
    shown = ShownReview(id=attribute(article, "id"), index=attribute(article, "data-log-index"))
    _check_attributes(article, shown, "")
    _read_inside(article, shown, "", 0)
    return shown


def _read_inside(node: Node, shown: ShownReview, owner: str, depth: int) -> None:
    """Read what is below a node; `owner` is the element around it that accounts for its words."""
    if depth > _DEEPEST:
        shown.odd.append(f"has elements more than {_DEEPEST} deep")
        return
    for child in children(node):
        if child.is_text_node:
            text = child.text_content or ""
            if not owner and not _BETWEEN.fullmatch(text):
                shown.odd.append(f"says {squeezed(text)[:60]!r}, which is neither of the log nor a phrase of the theme")
        elif child.is_element_node:
            _read_element(child, shown, owner, depth)


def _read_element(node: Node, shown: ShownReview, owner: str, depth: int) -> None:
    says = next((name for name in _SAYS if name in node.attributes), "")
    tag = str(node.tag)
    if tag not in _ELEMENTS:
        shown.odd.append(f"has a <{tag}>")
        return
    if tag == "svg":
        if not owner:
            shown.odd.append("draws something that no field accounts for")
        return  # compared as a whole, with the element that it stands in
    _check_attributes(node, shown, says)
    if is_hidden(node) and node.attributes.get("data-word") != _UNSEEN_HEADING:
        shown.odd.append(f"has a <{tag}> that is not shown")
    if says and owner:
        shown.odd.append(f"has {says} inside of {owner}")
    elif says:
        _note(node, shown, says)
    if says != "data-review-text":
        _read_inside(node, shown, owner or says, depth + 1)


def _check_attributes(node: Node, shown: ShownReview, says: str) -> None:
    for name in sorted(str(name) for name in node.attributes.keys() - _ATTRIBUTES):
        if not name.startswith("data-") and not (says and _is_of_words(name, node)):
            shown.odd.append(f"has the attribute {name[:60]} at a <{node.tag}>")


def _is_of_words(name: str, node: Node) -> bool:
    return name in _OF_WORDS and (name != "dir" or attribute(node, name) == "auto")


def _note(node: Node, shown: ShownReview, says: str) -> None:
    if says == "data-review-text":
        shown.texts.append(_parts(node, shown))
        shown.language = attribute(node, "lang")
    elif says == "data-aspect":
        shown.aspects.append(Answer(attribute(node, "data-aspect"), squeezed(node.text()), graphics(node)))
    elif says == "data-word":
        shown.phrases.append(
            Phrase(
                name=attribute(node, "data-word"),
                value=attribute(node, "data-value"),
                text=squeezed(node.text()),
                instant=attribute(node, "datetime"),
                graphics=graphics(node),
            )
        )
    else:
        shown.fields.append(
            Field(
                name=attribute(node, "data-field"),
                value=attribute(node, "data-value"),
                text=node.text(),
                label=attribute(node, "data-label"),
                best=attribute(node, "data-best"),
                outcome=attribute(node, "data-outcome"),
                instant=attribute(node, "datetime"),
                graphics=graphics(node),
            )
        )


def _parts(node: Node, shown: ShownReview) -> tuple[Part, ...]:
    """Give text and marks in order, neighbouring stretches of text put together."""
    parts: list[Part] = []
    for child in children(node):
        if child.is_text_node:
            text = child.text_content or ""
            if parts and isinstance(parts[-1], str):
                parts[-1] += text
            else:
                parts.append(text)
        elif child.tag == "mark" and "data-segment" in child.attributes:
            segment, reason = attribute(child, "data-segment"), attribute(child, "data-reason")
            parts.append(Mark(segment, reason, squeezed(child.text())))
            _check_attributes(child, shown, "mark")
            if any(not inner.is_text_node for inner in children(child)) or is_hidden(child):
                shown.odd.append("has more than words in a mark")
        else:
            shown.odd.append(f"has a <{child.tag}> in its text")
    return tuple(parts)
