"""What practices call the fields of a form for reviews, in one table.

A field counts by its name without case, hyphens and the like: `Provider-Name` is `provider name`. Fields that are not
in the table are not read: e-mail addresses, telephone numbers and addresses of computers never are.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from functools import lru_cache
from typing import Any, Literal

from site_gen.model.contact import has_contact

FormField = Literal[
    "rating", "title", "text", "author", "provider", "npi", "location", "received_at", "updated_at", "experienced",
    "language", "batch", "relationship",
]  # fmt: skip

NAMES: dict[FormField, tuple[str, ...]] = {
    "rating": ("rating", "stars", "star rating", "score", "overall rating", "overall", "overall score"),
    "title": ("title", "review title", "headline"),
    "text": (
        "review", "review text", "testimonial", "comment", "comments", "message", "text", "body", "feedback", "content",
        "experience", "your review", "your experience", "your comment", "your message",
    ),
    "author": ("name", "author", "display name", "your name", "full name", "reviewer", "first name", "nickname"),
    "provider": ("provider", "provider name", "doctor", "physician", "clinician", "dentist", "therapist"),
    "npi": ("npi", "provider npi"),
    "location": ("location", "office", "clinic", "practice location"),
    "received_at": ("created at", "submitted at", "date", "timestamp", "received at", "created", "submitted"),
    "updated_at": ("updated at", "edited at"),
    "experienced": (
        "experienced", "visit month", "month of visit", "visit date", "date of visit", "date of experience",
    ),
    "language": ("language", "lang", "locale"),
    "batch": ("batch", "invitation"),
    "relationship": ("relationship",),
}  # fmt: skip
"""The names of each field, the likeliest first."""

_FIELDS: dict[str, tuple[FormField, int]] = {
    name: (field, place) for field, names in NAMES.items() for place, name in enumerate(names)
}
_REVIEW_NAMES = frozenset(NAMES["rating"]) | {"review", "review text", "review title", "testimonial", "your review"}
_ASPECT = "aspect "


def by_field(values: Mapping[str, Any]) -> dict[FormField, Any]:
    """Give the values of a submission by field; of two names for one field the likelier that is filled counts."""
    found: dict[FormField, tuple[int, Any]] = {}
    for name, value in values.items():
        field, place = _FIELDS.get(plain(name), (None, 0))
        if field is None or _is_blank(value):
            continue
        if field not in found or place < found[field][0]:
            found[field] = (place, value)
    return {field: value for field, (_, value) in found.items()}


def asks_for_a_review(names: Mapping[str, Any]) -> bool:
    """Tell whether a form with these fields is one for reviews: it has a field for stars, or one that says review."""
    return any(plain(name) in _REVIEW_NAMES for name in names)


def also_filled(values: Mapping[str, Any]) -> list[tuple[FormField, str]]:
    """Give the fields that are filled beside the one that counts, with what they would be, the likeliest first."""
    filled: dict[FormField, list[tuple[int, str]]] = {}
    for name, value in values.items():
        field, place = _FIELDS.get(plain(name), (None, 0))
        if field is not None and not _is_blank(value):
            filled.setdefault(field, []).append((place, name))
    return [(field, name) for field, names in filled.items() for _, name in sorted(names, key=_place)[1:]]


def _place(one: tuple[int, str]) -> int:
    return one[0]


def _is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def unread(values: Mapping[str, Any], *, also: Container[FormField] = ()) -> list[str]:
    """Name the filled fields that are not in the table, and those of it that nothing is made of (`also`)."""
    names = {plain(name): name for name, value in values.items() if not _is_blank(value)}
    return [
        "(contact data)" if has_contact(names[name]) else name
        for name in sorted(names)
        if (name not in _FIELDS and not name.startswith(_ASPECT)) or (name in _FIELDS and _FIELDS[name][0] in also)
    ]


def aspects(values: Mapping[str, Any]) -> dict[str, Any]:
    """Give what stands in fields such as `aspect-wait-time`, by the rest of their names: `wait-time`."""
    names = {name: plain(name) for name in values}
    return {
        plain_name.removeprefix(_ASPECT).replace(" ", "-"): values[name]
        for name, plain_name in names.items()
        if plain_name.startswith(_ASPECT)
    }


@lru_cache(maxsize=1024)
def plain(name: str) -> str:
    """Give a field's name in lower case, without `data.` before it: a space for all that is no letter or digit."""
    return " ".join(re.findall(r"[a-z0-9]+", name.casefold().removeprefix("data.")))
