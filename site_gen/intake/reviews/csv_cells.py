"""What a cell of a vendor's table says: a rating, an answer, a way of asking, a place, a name without contact data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

import msgspec

from site_gen.intake.directory.identifiers import plain_npi
from site_gen.intake.directory.languages import language_tag
from site_gen.intake.reviews.cells import rating_in, words_in
from site_gen.intake.reviews.remarks import Remarks
from site_gen.intake.reviews.review_map import Plan, ReviewMap
from site_gen.intake.tables import folded
from site_gen.model.base import is_slug
from site_gen.model.contact import quoted
from site_gen.model.review import Method, Rating, Stars, Verification

T = TypeVar("T")

NULLS = frozenset(("NULL", "null", "(null)", "\\N", "#N/A", "NaN"))
"""What databases and spreadsheets write into empty cells."""
ABOUT = ("location", "provider", "place")
"""Fields that say in words whom a row is about."""
_NOBODY = frozenset(("anonymous", "anonymous patient", "anonymous user", "anónimo", "anonimo"))


class Words(msgspec.Struct, frozen=True):
    """The values that a mapping gives a meaning, folded."""

    ratings: Mapping[str, int | None]
    methods: Mapping[str, Method]
    verifications: Mapping[str, Verification]
    locations: Mapping[str, str]


def words_of(mapping: ReviewMap) -> Words:
    """Give the values that a mapping knows."""
    return Words(
        _folded(mapping.words), _folded(mapping.methods), _folded(mapping.verifications), _folded(mapping.locations)
    )


def read_aspects(where: str, cells: Sequence[str], plan: Plan, words: Words, remarks: Remarks) -> dict[str, Stars]:
    """Give the answers to questions, from 1 to 5; what else stands there is left out with a remark."""
    answers: dict[str, Stars] = {}
    for place, aspect, column in plan.aspects:
        cell = cells[place].strip() if place < len(cells) else ""
        if not cell or cell in NULLS:
            continue
        try:
            plain = folded(cell) if words.ratings else ""
            answer = words.ratings[plain] if plain in words.ratings else _number(cell, 5, 1)
        except ValueError:
            answer = 0
        if isinstance(answer, int) and 1 <= answer <= 5:
            answers[aspect] = answer
        elif answer is not None:
            reason = f"{quoted(cell)} in column {column!r} is not a whole number from 1 to 5; the answer was left out"
            remarks.add(where, "aspect", reason, column)
    return answers


def rating_of(cell: str | None, mapping: ReviewMap, words: Words) -> Stars | Rating | None:
    """Give a rating by the words and the scale of a mapping.

    Raises:
        ValueError: as in `rating_in`.
    """
    if cell is not None and words.ratings and (plain := folded(cell) or cell.strip()) in words.ratings:
        value = words.ratings[plain]
        return None if value is None else rating_in(value, best=mapping.scale.best, worst=mapping.scale.worst)
    return None if cell is None else _number(cell, mapping.scale.best, mapping.scale.worst)


@lru_cache(maxsize=1024)
def _number(cell: str, best: int, worst: int) -> Stars | Rating | None:
    return rating_in(cell, best=best, worst=worst)


def method_of(cell: str | None, words: Words) -> Method | None:
    """Give how an author was asked.

    Raises:
        ValueError: neither the mapping nor the model knows the word.
    """
    return _meaning(cell, words.methods, Method, "method", "methods")


def _meaning(cell: str | None, known: Mapping[str, T], vocabulary: Any, what: str, key: str) -> T | None:
    """Give what a cell means by the mapping, or by its own word where that is one of ours.

    Raises:
        ValueError: neither.
    """
    if cell is None:
        return None
    found = known.get(folded(cell))
    if found is not None:
        return found
    try:
        return msgspec.convert(cell.strip().casefold(), vocabulary)  # type: ignore[no-any-return]
    except msgspec.ValidationError as error:
        raise ValueError(f"{quoted(cell)} is no {what}; say under {key} in the mapping what it means") from error


def verification_of(cell: str, words: Words) -> Verification | None:
    """Give what the vendor claims about an author.

    Raises:
        ValueError: as in `method_of`.
    """
    return _meaning(cell, words.verifications, Verification, "verification", "verifications")


def about(row: Mapping[str, str], words: Words, *, has_npi: bool) -> tuple[str, str, str]:
    """Give what a row says about whom it is about: the slugs of provider and location, and the vendor's word for it.

    That word is the place, else a provider that is no slug; where neither stands there, a location that is none.
    """
    if row.keys().isdisjoint(ABOUT):
        return "", "", ""
    name = row.get("location", "").strip()
    location = words.locations.get(folded(name)) or (name if is_slug(name) else "")
    provider = row.get("provider", "").strip()
    slug = provider if is_slug(provider) else ""
    place = row.get("place", "").strip() or (provider if not slug else "")
    if not place and not location and not slug and not has_npi:
        place = name
    return slug, location, place


@lru_cache(maxsize=4096)
def npi_of(cell: str) -> str:
    """Give the digits of an NPI as spreadsheets write them."""
    return plain_npi(cell)


def author_of(cell: str) -> str | None:
    """Give an author's name as it is, None for nobody's.

    Raises:
        ValueError: contact data stands there.
    """
    return None if cell.strip().casefold() in _NOBODY else words_in(cell)


def language_of(cell: str) -> str:
    """Give the tag of a language.

    Raises:
        ValueError: none that our table has.
    """
    tag = language_tag(cell)
    if tag is None:
        raise ValueError(f"{quoted(cell)} is no language that we know")
    return tag


def _folded(values: Mapping[str, T]) -> dict[str, T]:
    return {folded(name) or name.strip(): value for name, value in values.items()}
