"""What a cell of a vendor's table says: a rating, an answer, a way of asking, a place, a name without contact data."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar

import msgspec

from site_gen.intake.directory.identifiers import plain_npi
from site_gen.intake.reviews.cells import rating_in, words_in
from site_gen.intake.reviews.remarks import Remarks
from site_gen.intake.reviews.review_map import Plan, ReviewMap, Scale
from site_gen.intake.tables import folded
from site_gen.model.base import is_slug
from site_gen.model.contact import quoted
from site_gen.model.review import Method, Rating, Stars, Verification

T = TypeVar("T")

NULLS = frozenset(("NULL", "null", "(null)", "\\N", "#N/A", "NaN"))
"""What databases and spreadsheets write into empty cells."""
ABOUT = ("location", "provider", "place")
"""Fields that say in words whom a row is about."""
_NUMBER = re.compile(r"[+-]?[0-9]{1,9}(?:[.,][0-9]{1,9})?")
_SIGNS = re.compile(r"[+\u2212-]*$")
_NOBODY = frozenset(("anonymous", "anonymous patient", "anonymous user", "anónimo", "anonimo"))


class Words(msgspec.Struct, frozen=True):
    """The values that a mapping gives a meaning, folded; the words for ratings as `_word` has them.

    `has_numbers` tells that the mapping gives numbers a rating of their own.
    """

    ratings: Mapping[str | Decimal, int | None]
    has_numbers: bool
    methods: Mapping[str, Method]
    verifications: Mapping[str, Verification]
    locations: Mapping[str, str]


def words_of(mapping: ReviewMap) -> Words:
    """Give the values that a mapping knows."""
    ratings = {_word(name): value for name, value in mapping.words.items()}
    return Words(
        ratings,
        any(isinstance(word, Decimal) and value is not None for word, value in ratings.items()),
        _folded(mapping.methods),
        _folded(mapping.verifications),
        _folded(mapping.locations),
    )


def read_aspects(
    where: str, cells: Sequence[str], plan: Plan, words: Words, scale: Scale, remarks: Remarks
) -> dict[str, Stars]:
    """Give the answers to questions, from 1 to 5; what else stands there is left out with a remark.

    A word is on the scale of the mapping, and counts where its place there is a whole number from 1 to 5.
    """
    answers: dict[str, Stars] = {}
    for place, aspect, column in plan.aspects:
        cell = cells[place].strip() if place < len(cells) else ""
        if not cell or cell in NULLS:
            continue
        is_word, answer = _answer(cell, words, scale)
        if isinstance(answer, int) and 1 <= answer <= 5:
            answers[aspect] = answer
        elif answer is not None:
            of = f", by its words from {scale.worst} to {scale.best}," if is_word else ""
            reason = f"{quoted(cell)} in column {column!r}{of} is not a whole number from 1 to 5"
            remarks.add(where, "aspect", f"{reason}; the answer was left out", f"{column}{of}")
    return answers


def _answer(cell: str, words: Words, scale: Scale) -> tuple[bool, Stars | Rating | Decimal | None]:
    """Tell whether a word of the mapping answers a question, and give its place from 1 to 5; 0 for no answer at all."""
    try:
        if words.ratings and (word := _word(cell)) in words.ratings:
            value = words.ratings[word]
            return True, None if value is None else _from_1_to_5(value, scale)
        return False, _number(cell, words, 5, 1)
    except ValueError:
        return False, Decimal(0)


def _from_1_to_5(value: int, scale: Scale) -> Stars | Decimal:
    place = 1 + Decimal(4 * (value - scale.worst)) / (scale.best - scale.worst)
    return int(place) if place == int(place) else place


def rating_of(cell: str | None, mapping: ReviewMap, words: Words) -> Stars | Rating | None:
    """Give a rating by the words and the scale of a mapping.

    Raises:
        ValueError: as in `rating_in`.
    """
    if cell is not None and words.ratings and (word := _word(cell)) in words.ratings:
        value = words.ratings[word]
        return None if value is None else rating_in(value, best=mapping.scale.best, worst=mapping.scale.worst)
    return None if cell is None else _number(cell, words, mapping.scale.best, mapping.scale.worst)


def _number(cell: str, words: Words, best: int, worst: int) -> Stars | Rating | None:
    """Give a rating that is no word of the mapping.

    Raises:
        ValueError: as in `rating_in`, or a number where the words of the mapping rate other numbers.
    """
    if words.has_numbers and isinstance(_word(cell), Decimal):
        raise ValueError(f"{quoted(cell)} is none of the numbers under words in the mapping")
    return _rating(cell, best, worst)


@lru_cache(maxsize=1024)
def _rating(cell: str, best: int, worst: int) -> Stars | Rating | None:
    return rating_in(cell, best=best, worst=worst)


@lru_cache(maxsize=1024)
def _word(cell: str) -> str | Decimal:
    """Give a word for a rating as it is compared: a number by its value, others folded, with the signs that count."""
    text = cell.strip()
    if _NUMBER.fullmatch(text):
        return Decimal(text.replace(",", "."))
    if any(map(str.isdigit, text)):
        return "".join(text.casefold().split())
    signs = _SIGNS.search(text)
    return f"{folded(text)}{signs[0] if signs else ''}" or text


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


def _folded(values: Mapping[str, T]) -> dict[str, T]:
    return {folded(name) or name.strip(): value for name, value in values.items()}
