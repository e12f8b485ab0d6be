"""One review on a page, as the page says it.

Source: `review-log.md`, "In the page".
"""

from __future__ import annotations

import re
from typing import TypeAlias

import msgspec
from bs4.element import NavigableString, PreformattedString, Tag

_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f'’]\d{3})*")
_SEPARATOR = re.compile(r"\D")


class Field(msgspec.Struct, frozen=True, gc=False):
    """One `data-field`: its exact value, its visible words, and the attributes that say more."""

    name: str
    value: str
    text: str
    label: str = ""
    best: str = ""
    outcome: str = ""
    instant: str = ""


class Mark(msgspec.Struct, frozen=True, gc=False):
    """A mark in the place of a hidden segment."""

    segment: str
    reason: str
    text: str


Part: TypeAlias = "str | Mark"


class ShownReview(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A review as a page shows it. `texts` holds one list of parts for every element of review text.

    `byline` is what stands where the author's name belongs, `edited` the note about an earlier version, `stars` the
    width in percent of the filled graphic.
    """

    id: str
    index: str
    language: str
    fields: tuple[Field, ...]
    texts: tuple[tuple[Part, ...], ...]
    aspects: tuple[tuple[str, str], ...]
    byline: str
    edited: tuple[str, ...]
    stars: tuple[str, ...]
    reply_dates: tuple[str, ...]
    replies: int
    outcomes: tuple[str, ...]
    odd: tuple[str, ...]

    def named(self, name: str) -> list[Field]:
        """Give all fields of a name."""
        return [field for field in self.fields if field.name == name]


def read_review(article: Tag) -> ShownReview:
    """Read one review. Never fails."""
    fields: list[Field] = []
    texts: list[tuple[Part, ...]] = []
    aspects: list[tuple[str, str]] = []
    edited: list[str] = []
    stars: list[str] = []
    reply_dates: list[str] = []
    outcomes: list[str] = []
    odd: list[str] = []
    byline = language = ""
    replies = 0
    for tag in article.find_all(_matters):
        attrs = tag.attrs
        classes = tag.get_attribute_list("class") if "class" in attrs else []
        if "data-field" in attrs:
            fields.append(_field(tag))
        if "data-review-text" in attrs:
            texts.append(_parts(tag, odd))
            language = attribute(tag, "lang")
        elif "review-text" in classes:
            odd.append("has a second text")
        if "data-aspect" in attrs:
            aspects.append((attribute(tag, "data-aspect"), squeezed(tag.get_text())))
        if "author" in classes:
            byline = tag.get_text()
        if "edited" in classes:
            edited.append(squeezed(tag.get_text()))
        if tag.name == "svg" and "width" in attrs and tag.parent is not None and tag.parent.name == "svg":
            stars.append(attribute(tag, "width"))
        if "reply" in classes:
            replies += 1
            reply_dates += [attribute(one, "datetime") for one in tag.find_all("time")]
            outcomes += [squeezed(one.get_text()) for one in tag.find_all("strong")]
    return ShownReview(
        id=attribute(article, "id"),
        index=attribute(article, "data-log-index"),
        language=language,
        fields=tuple(fields),
        texts=tuple(texts),
        aspects=tuple(aspects),
        byline=byline,
        edited=tuple(edited),
        stars=tuple(stars),
        reply_dates=tuple(reply_dates),
        replies=replies,
        outcomes=tuple(outcomes),
        odd=tuple(odd),
    )


def attribute(tag: Tag, name: str) -> str:
    """Give the value of an attribute as text; nothing where there is none."""
    value = tag.attrs.get(name, "")
    return value if isinstance(value, str) else " ".join(value)


def squeezed(text: str) -> str:
    """Give words with one blank between them."""
    return " ".join(text.split())


def numbers_in(text: str) -> list[int]:
    """Give the whole numbers that a text names, in any script's digits, with or without separators."""
    return [int(_SEPARATOR.sub("", found)) for found in _NUMBER.findall(text)]


def _matters(tag: Tag) -> bool:
    return bool(tag.attrs)


def _field(tag: Tag) -> Field:
    return Field(
        name=attribute(tag, "data-field"),
        value=attribute(tag, "data-value"),
        text=tag.get_text(),
        label=attribute(tag, "data-label"),
        best=attribute(tag, "data-best"),
        outcome=attribute(tag, "data-outcome"),
        instant=attribute(tag, "datetime"),
    )


def _parts(tag: Tag, odd: list[str]) -> tuple[Part, ...]:
    """Give text and marks in order, neighbouring stretches of text put together."""
    parts: list[Part] = []
    for child in tag.children:
        if isinstance(child, Tag):
            if child.name == "mark" and "data-segment" in child.attrs:
                segment, reason = attribute(child, "data-segment"), attribute(child, "data-reason")
                parts.append(Mark(segment, reason, squeezed(child.get_text())))
            else:
                odd.append(f"has a <{child.name}> in its text")
        elif isinstance(child, PreformattedString):
            odd.append("has a comment in its text")
        elif isinstance(child, NavigableString):
            if parts and isinstance(parts[-1], str):
                parts[-1] += str(child)
            else:
                parts.append(str(child))
    return tuple(parts)
