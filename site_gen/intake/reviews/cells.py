"""The values of an export one by one; contact data among them goes nowhere, not into a message either."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from site_gen.intake.reviews.dates import Order, Style, find_order, read_instant, read_month
from site_gen.intake.reviews.ratings import BEST, read_rating
from site_gen.model.authorizations import Reference
from site_gen.model.base import SLUG_PATTERN
from site_gen.model.contact import ContactError, has_contact, is_contact, quoted
from site_gen.model.review import Rating, Stars

_SLUG = re.compile(SLUG_PATTERN)
_NPI = re.compile(r"[0-9]{10}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
MORE_CELLS = "the row has more cells than the table has columns, so what belongs where is lost"
"""Why a row for which `has_more` is true is refused."""
_NO_REFERENCE = "a reference is 1 to 80 letters, digits, dots, hyphens, slashes and underscores, without spaces"
_YES = frozenset({"1", "true", "yes", "on"})


def filled(value: object) -> str | None:
    """Give a value as text, exactly as it came; None where there is none.

    Raises:
        ValueError: a list, a mapping or a truth value, or half of a character, which JSON can hold and no file can.
    """
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (str, int, float, datetime.date)):
        raise ValueError("there is a list or the like where a text was expected")
    text = str(value)
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise ValueError("a text holds half of a character") from error
    return text if text.strip() else None


def is_empty(values: Iterable[object]) -> bool:
    """Tell whether nothing is in a row: no value, or only blanks."""
    return all(value is None or (isinstance(value, str) and not value.strip()) for value in values)


def has_more(row: Mapping[str, str], header: Sequence[str]) -> bool:
    """Tell whether a row has cells beyond its last column: a text with a delimiter that nobody quoted."""
    return len(row) > len(set(header))


def is_yes(value: object) -> bool:
    """Tell whether a value says yes, as spreadsheets and databases do."""
    return str(value).strip().casefold() in _YES


def rating_in(value: object, *, best: int = BEST, worst: int = 1) -> Stars | Rating | None:
    """Give a rating, as `read_rating` does.

    Raises:
        ValueError: no rating; contact data is not repeated.
    """
    try:
        return read_rating(value, best=best, worst=worst)
    except ValueError as error:
        raise _fault(error, value, "a rating") from None


def instant_in(value: object, style: Style) -> datetime.datetime:
    """Give an instant with its offset, as `read_instant` does.

    Raises:
        ValueError: no date; contact data is not repeated.
    """
    try:
        return read_instant(value, style)
    except ValueError as error:
        raise _fault(error, value, "a date") from None


def visit_in(value: object, style: Style) -> str:
    """Give the month of a visit, as `read_month` does.

    Raises:
        ValueError: no month and no date; contact data is not repeated.
    """
    try:
        return read_month(value, style)
    except ValueError as error:
        raise _fault(error, value, "a date") from None


def _fault(error: ValueError, value: object, expected: str) -> ValueError:
    return ContactError(f"there is contact data where {expected} was expected") if has_contact(value) else error


def language_in(value: object) -> str | None:
    """Give a language tag; None for anything else, such as the name of a language."""
    first, hyphen, rest = (
        str(value).strip().replace("_", "-").partition("-") if isinstance(value, str) else ("", "", "")
    )
    text = first.lower() + hyphen + rest
    return text if _LANGUAGE.fullmatch(text) else None


def slug_in(value: object) -> str | None:
    """Give a slug; None for anything else."""
    text = str(value).strip() if isinstance(value, str) else ""
    return text if _SLUG.match(text) else None


def plain_slug_in(value: object) -> str | None:
    """Give a slug; None for anything else, and for contact data, which may look like one."""
    slug = slug_in(value)
    return None if slug is None or has_contact(slug) else slug


def words_in(value: object) -> str | None:
    """Give a free text that is no review, such as a name or a relationship, exactly as it came; None where none is.

    Raises:
        ContactError: contact data is in it.
        ValueError: as in `filled`.
    """
    if has_contact(value):
        raise ContactError("contact data stands there")
    return filled(value)


def id_in(value: object) -> str | None:
    """Give the name that a source has for a record.

    Raises:
        ContactError: contact data stands for it.
        ValueError: as in `filled`.
    """
    text = (filled(value) or "").strip()
    if is_contact(text):
        raise ContactError("contact data stands for the id of a review")
    return text or None


def reference_in(value: object) -> str | None:
    """Give the reference of a signed authorization, which leads to the paper and says nothing itself.

    Raises:
        ContactError: contact data stands for it.
        ValueError: it has another form than references have; the value is not repeated.
    """
    text = (filled(value) or "").strip()
    if is_contact(text):
        raise ContactError("contact data stands for the reference of an authorization")
    try:
        return msgspec.convert(text, Reference) if text else None
    except msgspec.ValidationError:
        raise ValueError(_NO_REFERENCE) from None


def without_contact(read: Callable[[object], str | None], value: object) -> str | None:
    """Give what a reader of this module gives, None where contact data stands there."""
    try:
        return read(value)
    except ContactError:
        return None


def slug_of(value: object) -> str:
    """Give a slug that is no contact data.

    Raises:
        ValueError: anything else.
    """
    if (slug := plain_slug_in(value)) is None:
        raise ValueError(f"{quoted(value)} is no slug")
    return slug


def npi_in(value: object) -> str:
    """Give a National Provider Identifier, unchecked; an empty text for anything else."""
    text = str(value).strip()
    return text if _NPI.fullmatch(text) else ""


def order_in(values: Iterable[Any], fallback: Order | None) -> Order | None:
    """Give which of two numbers is the day, as the dates of an export show it; the fallback where they disagree."""
    try:
        return find_order((value for value in values if isinstance(value, str)), fallback=fallback)
    except ValueError:
        return fallback
