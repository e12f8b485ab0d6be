"""What the columns of a table hold by their cells alone, where nobody knows their names."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from statistics import median
from typing import NamedTuple, get_args
from zoneinfo import ZoneInfo

from site_gen.intake.directory.identifiers import npi_fault, plain_npi
from site_gen.intake.reviews.dates import Style, read_instant, read_month
from site_gen.intake.reviews.private_columns import private_for, private_kind
from site_gen.intake.reviews.ratings import read_rating
from site_gen.intake.reviews.review_map import ReviewField
from site_gen.model.base import is_slug
from site_gen.model.contact import has_contact, is_contact
from site_gen.model.review import Method, Verification

_LONG = 40
_FEW = 12
_HIGHEST = 10
"""The best of the usual scales; ages and percentages go beyond it."""
_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{2,79}")
_OURS = frozenset((*get_args(Method), *get_args(Verification)))


class Column(NamedTuple):
    """A column and what stands in its first rows, empty cells left out."""

    name: str
    cells: tuple[str, ...]


def guess_dates(table: Sequence[Column]) -> str | None:
    """Give the column of dates that lie latest: a review comes in after the visit, and long after the birth."""
    found = {
        one.name: latest
        for one in _open(table, "received_at")
        if (latest := _middle(one.cells)) is not None and is_mostly(map(_is_written_date, one.cells))
    }
    return max(found, key=lambda name: found[name]) if found else None


def guess_fields(table: Sequence[Column], wanted: Iterable[ReviewField]) -> Iterator[tuple[str, ReviewField]]:
    """Give columns for the fields of `wanted`, one each and none for two, where the cells can be nothing else."""
    left = list(table)
    for field in ("npi", "provider", "rating", "text", "source_id"):
        if field not in wanted:
            continue
        found = [one for one in _open(left, field) if _TESTS[field](one.cells)]
        if field == "text":
            found.sort(key=lambda one: -median(map(len, one.cells)))
        if found:
            left.remove(found[0])
            yield found[0].name, field


def are_slugs(cells: Sequence[str]) -> bool:
    """Tell whether all cells are slugs of people, such as `amara-okafor`, and no words of ours."""
    plain = {cell.strip() for cell in cells}
    return bool(plain) and all(
        is_slug(cell) and "-" in cell and not any(char.isdecimal() for char in cell) and cell not in _OURS
        for cell in plain
    )


def kind_of(column: Column) -> str:
    """Say in words what stands in a column, without repeating any of it."""
    cells = column.cells
    if (private := private_kind(column.name)) is not None:
        return f"looks like {private}, and is never read"
    if not cells:
        return "nothing"
    if is_mostly(map(_is_written_date, cells)):
        return "dates"
    if is_mostly(map(_is_contact, cells)):
        return "looks like contact data, and is best not read"
    if is_mostly(cell.strip().replace(",", ".").replace(".", "", 1).isdecimal() for cell in cells):
        return "numbers"
    if _are_texts(cells):
        return "long texts"
    few = len({cell.strip() for cell in cells})
    return f"{few} different values" if few <= _FEW else "short texts"


def is_mostly(fits: Iterable[bool]) -> bool:
    """Tell whether nine of ten are so."""
    found = list(fits)
    return sum(found) * 10 >= len(found) * 9


def is_rating(cell: str) -> bool:
    """Tell whether a cell is a rating on a scale to 100 at most."""
    try:
        read_rating(cell, best=100, worst=0)
    except ValueError:
        return False
    return True


def is_date(cell: str, field: ReviewField) -> bool:
    """Tell whether a cell is a date, or for `experienced` a month, whichever number is the day."""
    return _date(cell, read_month if field == "experienced" else read_instant) is not None


def _date(cell: str, read: Callable[[object, Style], object]) -> object | None:
    style = Style(ZoneInfo("UTC"), None)
    for order in (None, "day-first", "month-first"):
        try:
            return read(cell, style._replace(order=order, is_given=order is not None))
        except ValueError:
            continue
    return None


def _open(table: Sequence[Column], field: ReviewField) -> Iterator[Column]:
    """Give the columns with cells that may go into a field, by their names and by what stands there."""
    for one in table:
        has_numbers = field == "source_id" and any(map(_is_contact, one.cells))
        if one.cells and not has_contact(one.name) and private_for(one.name, field) is None and not has_numbers:
            yield one


def _is_contact(cell: str) -> bool:
    """Tell whether a cell may be an address or a number; long numbers among letters are parts of identifiers."""
    return is_contact(cell) or (has_contact(cell) and not any(map(str.isalpha, cell)))


def _is_written_date(cell: str) -> bool:
    """Tell whether a cell is a date, and no number: seconds since 1970 look like the id of anything."""
    return not cell.strip().replace(".", "", 1).isdecimal() and is_date(cell, "received_at")


def _middle(cells: Sequence[str]) -> float | None:
    read = [_date(cell, read_instant) for cell in cells]
    times = [one.timestamp() for one in read if isinstance(one, datetime.datetime)]
    return median(times) if times else None


def _are_npis(cells: Sequence[str]) -> bool:
    return all(npi_fault(plain_npi(cell)) is None for cell in cells)


def _are_ratings(cells: Sequence[str]) -> bool:
    """Tell whether cells are ratings, and not the numbers of rows."""
    numbers = [cell.strip().replace(",", ".") for cell in cells]
    if not all(one.replace(".", "", 1).isdecimal() and float(one) <= _HIGHEST for one in numbers):
        return False
    is_counting = len(numbers) > 1 and numbers == [str(int(float(numbers[0])) + step) for step in range(len(numbers))]
    return not is_counting and all(map(is_rating, cells))


def _are_texts(cells: Sequence[str]) -> bool:
    """Tell whether cells are sentences: long in the middle, of several words."""
    return median(map(len, cells)) >= _LONG and is_mostly(" " in cell.strip() for cell in cells)


def _are_identifiers(cells: Sequence[str]) -> bool:
    """Tell whether each row has an identifier of its own, with a digit in it."""
    plain = [cell.strip() for cell in cells]
    return (
        len(set(plain)) == len(plain) > 1
        and all(_IDENTIFIER.fullmatch(cell) and any(char.isdecimal() for char in cell) for cell in plain)
        and not is_mostly(map(_is_written_date, plain))
    )


_TESTS: dict[str, Callable[[Sequence[str]], bool]] = {
    "npi": _are_npis,
    "provider": are_slugs,
    "rating": _are_ratings,
    "text": _are_texts,
    "source_id": _are_identifiers,
}
