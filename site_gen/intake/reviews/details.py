"""Details of a row that is kept: one that cannot be read is left out, and named with why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from site_gen.intake.directory.languages import language_tag
from site_gen.intake.reviews.cells import is_empty, language_in, slug_in
from site_gen.intake.reviews.ratings import read_rating
from site_gen.model.contact import quoted
from site_gen.model.review import Rating, Stars

T = TypeVar("T")
LeftOut = tuple[str, str]
"""A word for what was left out of a row, and why."""


def language_of(text: str) -> str:
    """Give the tag of a language.

    Raises:
        ValueError: none that our table has.
    """
    tag = language_tag(text)
    if tag is None:
        raise ValueError(f"{quoted(text)} is no language that we know")
    return tag


def spoken_in(value: object) -> str:
    """Give the tag of a language that is there as a tag or by its name.

    Raises:
        ValueError: neither.
    """
    return language_in(value) or language_of(str(value))


def detail(field: str, value: object, read: Callable[[Any], T], left_out: list[LeftOut]) -> T | None:
    """Give a detail of a row, None where none is; one that cannot be read is left out, with a remark."""
    if is_empty([value]):
        return None
    try:
        return read(value)
    except ValueError as error:
        left_out.append((field, f"{error}; {field} was left out"))
        return None


def answers_in(answers: Mapping[str, object], left_out: list[LeftOut]) -> dict[str, Stars]:
    """Give the answers to questions by the names of these; what else stands there is left out, with a remark each."""
    found: dict[str, Stars] = {}
    for name, value in answers.items():
        rating = _rating(value)
        if isinstance(rating, int) and slug_in(name):
            found[name] = rating
        elif rating is not None:
            what = f"{quoted(value)} for {quoted(name)} is not a whole number from 1 to 5"
            left_out.append(("aspect", f"{what}; the answer was left out"))
    return found


def _rating(value: object) -> Stars | Rating | None:
    """Give an answer as a rating, None where none is, and one that is no number for what cannot be read."""
    try:
        return read_rating(value)
    except ValueError:
        return Rating(binary=False)
