"""One review on a page, as the page says it: every word of it belongs to a field, to the text, or to a named phrase.

Source: `review-log.md`, "In the page".
"""

from __future__ import annotations

import re
from typing import TypeAlias

import msgspec

from site_gen.html.words import squeezed
from site_gen.verify.html import Graphic, graphics
from site_gen.verify.tags import Tag
from site_gen.verify.tree import Tree, children, own_words, text

_SAYS = ("data-field", "data-review-text", "data-aspect", "data-word")
"""Attributes of elements that account for the words in them."""
_ELEMENTS = frozenset(
    {
        "a", "abbr", "b", "bdi", "br", "cite", "dd", "div", "dl", "dt", "em", "footer", "h2", "h3", "h4", "h5",
        "h6", "header", "i", "li", "mark", "p", "small", "span", "strong", "svg", "time", "ul",
    }
)  # fmt: skip
_OF_WORDS = ("lang", "dir")
"""Attributes that only elements with words of the log may have; a direction only the one that the words have."""
_BETWEEN = re.compile(r"[\s·•|–—,;:()/]*")
"""What may stand between fields without belonging to one."""
_UNSEEN_HEADING = "heading"
"""The one phrase that may be for screen readers only."""
_DEEPEST = 20
_MOST_KNOWN = 256
"""Reviews that are remembered: most stand on two pages of a provider, one soon after the other."""
_LONGEST_KNOWN = 200
"""Tags of one that is remembered."""


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


_known: dict[tuple[tuple[Tag, ...], tuple[str, ...]], ShownReview] = {}


def read_review(tree: Tree, place: int) -> ShownReview:
    """Read the review at a place. Never fails. What is written alike, tag by tag, is read once: nobody changes it."""
    end = tree.ends[place]
    if end - place > _LONGEST_KNOWN:
        return _read_review(tree, place)
    written = (tuple(tree.tags[place:end]), tuple(tree.words[place:end]))
    shown = _known.get(written)
    if shown is None:
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        shown = _known[written] = _read_review(tree, place)
    return shown


def _read_review(tree: Tree, place: int) -> ShownReview:
    attributes = tree.tags[place].attributes
    shown = ShownReview(id=attributes.get("id", ""), index=attributes["data-log-index"])
    shown.odd += _odd_attributes(tree.tags[place], "")
    _read_inside(tree, place, shown, "", 0)
    return shown


def _read_inside(tree: Tree, place: int, shown: ShownReview, owner: str, depth: int) -> None:
    """Read what is in an element; `owner` is the element around it that accounts for its words."""
    if depth > _DEEPEST:
        shown.odd.append(f"has elements more than {_DEEPEST} deep")
        return
    at, end = place, tree.ends[place]
    while at < end:  # at an element's start tag, then at the end of each element in it
        if not owner and not _BETWEEN.fullmatch(tree.words[at]):
            _check_words(own_words(tree, at), shown)
        at += 1
        if at < end:
            _read_element(tree, at, shown, owner, depth)
            at = tree.ends[at]


def _check_words(words: str, shown: ShownReview) -> None:
    if not _BETWEEN.fullmatch(words):
        shown.odd.append(f"says {squeezed(words)[:60]!r}, which is neither of the log nor a phrase of the theme")


def _read_element(tree: Tree, place: int, shown: ShownReview, owner: str, depth: int) -> None:
    tag = tree.tags[place]
    if tag.name not in _ELEMENTS:
        shown.odd.append(f"has a <{tag.name}>")
        return
    if tag.name == "svg":
        if not owner:
            shown.odd.append("draws something that no field accounts for")
        return  # compared as a whole, with the element that it stands in
    named = [name for name in _SAYS if name in tag.attributes]
    says = named[0] if named else ""
    shown.odd += _odd_attributes(tag, says)
    if len(named) > 1:
        shown.odd.append(f"has {' and '.join(named)} at one <{tag.name}>")
    if tag.is_hidden and not (says == "data-word" and tag.attributes[says] == _UNSEEN_HEADING):
        shown.odd.append(f"has a <{tag.name}> that is not shown")
    if says and owner:
        shown.odd.append(f"has {says} inside of {owner}")
    elif says:
        _note(tree, place, shown, says)
    if says != "data-review-text":
        _read_inside(tree, place, shown, owner or says, depth + 1)


def _odd_attributes(tag: Tag, says: str) -> list[str]:
    names = [name for name in tag.others if not (says and _is_of_words(name, tag))]
    return [f"has the attribute {name[:60]} at a <{tag.name}>" for name in names]


def _is_of_words(name: str, tag: Tag) -> bool:
    return name in _OF_WORDS and (name != "dir" or tag.attributes[name] == "auto")


def _note(tree: Tree, place: int, shown: ShownReview, says: str) -> None:
    given = tree.tags[place].attributes.get
    if says == "data-review-text":
        shown.texts.append(_parts(tree, place, shown))
        shown.language = given("lang", "")
        return
    words, drawn = text(tree, place), graphics(tree, place)
    if says == "data-aspect":
        shown.aspects.append(Answer(given("data-aspect", ""), squeezed(words), drawn))
    elif says == "data-word":
        phrase = Phrase(given("data-word", ""), given("data-value", ""), squeezed(words), given("datetime", ""), drawn)
        shown.phrases.append(phrase)
    else:
        shown.fields.append(
            Field(
                name=given("data-field", ""),
                value=given("data-value", ""),
                text=words,
                label=given("data-label", ""),
                best=given("data-best", ""),
                outcome=given("data-outcome", ""),
                instant=given("datetime", ""),
                graphics=drawn,
            )
        )


def _parts(tree: Tree, place: int, shown: ShownReview) -> tuple[Part, ...]:
    """Give text and marks in order, neighbouring stretches of text put together."""
    parts: list[Part] = []
    _add_words(parts, own_words(tree, place))
    for child in children(tree, place):
        tag = tree.tags[child]
        if tag.name == "mark" and "data-segment" in tag.attributes:
            reason = tag.attributes.get("data-reason", "")
            parts.append(Mark(tag.attributes["data-segment"], reason, squeezed(text(tree, child))))
            shown.odd += _odd_attributes(tag, "mark")
            if next(children(tree, child), None) is not None or tag.is_hidden:
                shown.odd.append("has more than words in a mark")
        else:
            shown.odd.append(f"has a <{tag.name}> in its text")
        _add_words(parts, own_words(tree, tree.ends[child]))
    return tuple(parts)


def _add_words(parts: list[Part], words: str) -> None:
    if not words:
        return
    if parts and isinstance(parts[-1], str):
        parts[-1] += words
    else:
        parts.append(words)
