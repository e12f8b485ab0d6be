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
from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from site_gen.verify.review_node import ShownReview, attribute, read_review, squeezed

_LOOKS_LIKE_REVIEW = frozenset({"review", "hreview", "h-review"})
_REVIEW_TYPE = re.compile(r"(?:^|[\s/:#])(?:[A-Za-z]*Review|Recommendation|AggregateRating)(?:$|\s)")
_REVIEW_ID = re.compile(r"review-r-")
_SCHEMA_ATTRIBUTES = ("itemtype", "typeof")
_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0|font-size\s*:\s*0")
_HIDING_CLASSES = frozenset({"vh", "visually-hidden", "sr-only", "hidden"})
_INERT = frozenset(
    {
        "template", "noscript", "script", "style", "noframes", "noembed", "textarea", "title", "iframe", "dialog",
        "object", "canvas", "select", "xmp",
    }
)  # fmt: skip
_AMBIGUOUS = re.compile(r"<!--(?:-?>)|--!>|<!\[")
"""Comments that browsers end elsewhere than other readers do: what one hides another shows (HTML, 13.2.5.42 to 51)."""
_COMMENT = re.compile(r"<!(?!doctype\b)", re.IGNORECASE)
_JSON_LD = "application/ld+json"


class Number(msgspec.Struct, frozen=True, gc=False):
    """A number that a page gives: `name` is the count's or `average`, `reason` is empty but for parts of withheld."""

    name: str
    reason: str
    value: str
    text: str


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What a page holds.

    In words: `strays` look like reviews and have no place in the log, `odd` is wrong on a page of reviews whatever the
    log says.
    """

    language: str
    provider: str
    as_of: str
    reviews: tuple[ShownReview, ...]
    numbers: tuple[Number, ...]
    json_ld: tuple[Any, ...]
    strays: tuple[str, ...]
    odd: tuple[str, ...]


def read_page(data: bytes) -> Page:
    """Read a page. Never fails: what cannot be read is among `odd`."""
    odd: list[str] = []
    strays: list[str] = []
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text, odd = data.decode("utf-8", "replace"), [f"is not UTF-8 at byte {error.start}"]
    if _AMBIGUOUS.search(text):
        strays.append("has a comment that browsers end elsewhere")
    elif _COMMENT.search(text):
        odd.append("has a comment, where two readers may see two things")

    def keep_first(attributes: dict[str, Any], name: str, _value: str) -> None:
        odd.append(f"has the attribute {name} twice in one element: {attributes[name]!r} counts")

    soup = BeautifulSoup(text, "html.parser", on_duplicate_attribute=keep_first)
    reviews: list[ShownReview] = []
    numbers: list[Number] = []
    json_ld: list[Any] = []
    charsets = []
    language = provider = as_of = ""
    for tag in soup.find_all(_has_attributes):
        name, attrs = tag.name, tag.attrs
        if name == "html":
            language = attribute(tag, "lang")
        elif name == "meta" and "charset" in attrs:
            charsets.append(attribute(tag, "charset").lower())
        elif name == "script" and attribute(tag, "type").lower().strip() == _JSON_LD:
            _read_json(tag, json_ld, strays)
        elif name == "main":
            if provider:
                odd.append("has two main parts")
            provider, as_of = attribute(tag, "data-provider"), attribute(tag, "data-as-of")
        if "data-count" in attrs:
            numbers.append(
                Number(
                    attribute(tag, "data-count"),
                    attribute(tag, "data-reason"),
                    attribute(tag, "value"),
                    squeezed(tag.get_text()),
                )
            )
        elif "data-average" in attrs:
            numbers.append(Number("average", "", attribute(tag, "value"), squeezed(tag.get_text())))
        if looks := _looks_like_review(tag):
            if name == "article" and attribute(tag, "data-log-index"):
                reviews.append(read_review(tag))
                odd += _hidden(tag)
            else:
                strays.append(f"{looks} has no place in the log")
    if charsets[:1] != ["utf-8"]:
        odd.append(f"says that its characters are {charsets[0] if charsets else 'of no kind'}, expected utf-8")
    return Page(
        language=language,
        provider=provider,
        as_of=as_of,
        reviews=tuple(reviews),
        numbers=tuple(numbers),
        json_ld=tuple(json_ld),
        strays=tuple(strays),
        odd=tuple(odd),
    )


def _has_attributes(tag: Tag) -> bool:
    return bool(tag.attrs)


def _looks_like_review(tag: Tag) -> str:
    """Name a node that a person or a machine takes for a review, or give nothing."""
    attrs = tag.attrs
    if "class" in attrs and not _LOOKS_LIKE_REVIEW.isdisjoint(part.lower() for part in tag.get_attribute_list("class")):
        return f"<{tag.name} class={attribute(tag, 'class')!r}>"
    if "data-log-index" in attrs:
        return f"<{tag.name} data-log-index={attribute(tag, 'data-log-index')!r}>"
    if _REVIEW_ID.match(attribute(tag, "id")):
        return f"<{tag.name} id={attribute(tag, 'id')!r}>"
    for name in _SCHEMA_ATTRIBUTES:
        if name in attrs and _REVIEW_TYPE.search(attribute(tag, name)):
            return f"<{tag.name} {name}={attribute(tag, name)!r}>"
    if attribute(tag, "itemprop") in ("review", "reviews", "reviewBody", "reviewRating", "aggregateRating"):
        return f"<{tag.name} itemprop={attribute(tag, 'itemprop')!r}>"
    return ""


def _hidden(tag: Tag) -> Iterator[str]:
    """Say why a review, or its text, is not visible without any style sheet."""
    what = f"review {attribute(tag, 'id')}"
    for outer in (tag, *tag.parents):
        if is_hidden(outer) or outer.name in _INERT:
            yield f"{what} is in an element that is not shown"
            return
    for inner in tag.find_all(is_hidden):
        if inner.name not in ("h2", "h3", "h4", "svg", "use"):
            yield f"{what} has a part that is not shown"
            return


def is_hidden(tag: Tag) -> bool:
    """Tell whether an element hides itself by its own attributes."""
    attrs = tag.attrs
    if not attrs:
        return False
    return bool(
        "hidden" in attrs
        or ("style" in attrs and _HIDING_STYLE.search(attribute(tag, "style").lower()))
        or ("class" in attrs and not _HIDING_CLASSES.isdisjoint(tag.get_attribute_list("class")))
        or attribute(tag, "aria-hidden").lower() == "true"
    )


def _read_json(tag: Tag, found: list[Any], strays: list[str]) -> None:
    text = "".join(str(part) for part in tag.contents if isinstance(part, NavigableString))
    try:
        found.append(json.loads(text, object_pairs_hook=_unique))
    except (ValueError, RecursionError) as error:
        strays.append(f"has markup that cannot be read: {error}")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return values
