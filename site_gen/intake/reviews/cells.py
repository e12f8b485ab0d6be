"""The values of an export one by one; contact data among them goes nowhere, not into a message either."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from site_gen.intake.reviews.dates import Order, Style, find_order, read_instant
from site_gen.intake.reviews.ratings import read_rating
from site_gen.model.base import SLUG_PATTERN
from site_gen.model.review import Rating, Stars

_SLUG = re.compile(SLUG_PATTERN)
_NPI = re.compile(r"[0-9]{10}")
_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_CONTACT = re.compile(
    r"""\S@\S                                     # an e-mail address
    | \b[0-9]{1,3}(?:\.[0-9]{1,3}){3}\b           # an address of a computer, IPv4
    | (?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}        # or IPv6
    | \+[0-9][0-9\s().-]{6,}[0-9]                 # telephone numbers: with their country,
    | \([0-9]{3}\)\s*[0-9]{3}                     # with an area,
    | \b[0-9]{3}[-.\s][0-9]{4}\b
    | \b[0-9]{10,15}\b
    | \b0[0-9]{2,4}[\s/-][0-9]{4,}""",  # and as they are written in Europe
    re.I | re.VERBOSE,
)
MORE_CELLS = "the row has more cells than the table has columns, so what belongs where is lost"
"""Why a row for which `has_more` is true is refused."""
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


def has_contact(value: object) -> bool:
    """Tell whether an e-mail address, a telephone number or the address of a computer is in a value."""
    return _CONTACT.search(str(value)) is not None


def rating_in(value: object) -> Stars | Rating | None:
    """Give a rating of one to five, or None.

    Raises:
        ValueError: no rating; contact data is not repeated.
    """
    try:
        return read_rating(value)
    except ValueError as error:
        if has_contact(value):
            raise ValueError("there is contact data where a rating was expected") from None
        raise ValueError(str(error)) from None


def instant_in(value: object, style: Style) -> datetime.datetime:
    """Give an instant with its offset.

    Raises:
        ValueError: no date; contact data is not repeated.
    """
    try:
        return read_instant(value, style)
    except ValueError as error:
        if has_contact(value):
            raise ValueError("there is contact data where a date was expected") from None
        raise ValueError(str(error)) from None


def month_in(value: object, style: Style) -> str | None:
    """Give the month of a visit, `YYYY-MM`; None where none can be read."""
    text = str(value).strip() if value is not None else ""
    if _MONTH.fullmatch(text):
        return text
    try:
        at = read_instant(text, style)
    except ValueError:
        return None
    return f"{at.year:04}-{at.month:02}"


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


def id_in(value: object) -> str | None:
    """Give the name that a source has for a record, none where that is an e-mail address.

    Raises:
        ValueError: as in `filled`.
    """
    text = filled(value)
    return None if text is None or (has_contact(text) and not text.isalnum()) else text


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
