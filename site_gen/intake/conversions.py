"""Exports of appointments from a CRM: one row an appointment, or one row a link and age band with its counts.

Of a row are read source, post, age band, counts and money, nothing else, and nothing of it is stored.

Source: RFC 4180 for the table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from site_gen.errors import UnreadableError
from site_gen.intake.conversion_columns import ConversionMap, Field, places_of, refuse_contact, refuse_private
from site_gen.intake.directory.names import clean
from site_gen.intake.tables import folded, sniff_delimiter, table_rows, table_text
from site_gen.model.audience import OLDEST, years_of
from site_gen.model.conversions import NO_AGES, Row
from site_gen.model.reach import reach_table

_BAND = re.compile(r"(\d{1,3})\s*(?:-|–|—|to)\s*(\d{1,3})|(\d{1,3})\s*(?:\+|and over|and older|or older)", re.ASCII)
_UNDER = re.compile(r"(?:<|under|below)\s*(\d{1,3})", re.ASCII)
_MONEY = re.compile(
    r"""(?P<sign>[-−(]?) \s* (?:[$€£]|[A-Z]{3})? \s* (?P<minus>[-−]?)
    (?P<whole>\d+|\d{1,3}(?:,\d{3})+) (?P<cents>\.\d+)? \s* (?:[$€£]|[A-Z]{3})? \s* (?P<close>\)?)""",
    re.ASCII | re.VERBOSE,
)
_SWAPPED = str.maketrans(",.", ".,")
_CURRENCY = re.compile(r"[$€£]|[A-Z]{3}")
_SYMBOLS = {"$": "USD", "€": "EUR", "£": "GBP"}
_MOST_SIGNS = 24
"""Longer amounts could not be added up exactly in 28 digits, and are none."""


class Unread(NamedTuple):
    """A row that could not be read: its number in the file, and why; never what stands in it."""

    row: int
    why: str


class Export(NamedTuple):
    """What an export holds. `currency` is None where it has no money, or does not say which."""

    rows: tuple[Row, ...]
    unread: tuple[Unread, ...]
    currency: str | None
    columns_not_read: tuple[str, ...]


def read_conversions(data: bytes, mapping: ConversionMap | None = None) -> Export:
    """Read an export; without a mapping, by the usual names of its columns.

    Without counts each row is one appointment, if its status is among those that count. Without visits none are given.

    Raises:
        UnreadableError: no table; a column or cell that names or reaches a person; no column for the source; a column
            of the mapping that is not there; money of two currencies.
    """
    text = table_text(data)
    delimiter = (mapping.delimiter if mapping else None) or sniff_delimiter(text)
    table = table_rows(text, delimiter)
    _, first = next(table)
    header = [clean(name) for name in first]
    for name in header:
        refuse_private(name)
    places = places_of(header, mapping)
    reader = _Reader(places, mapping)
    rows: list[Row] = []
    unread: list[Unread] = []
    for number, cells in table:
        refuse_contact(header, number, cells)
        read = "it has another number of cells than the first line" if len(cells) != len(header) else reader.row(cells)
        if isinstance(read, str):
            unread.append(Unread(number, read))
        else:
            rows.append(read)
    if len(reader.currencies) > 1:
        raise UnreadableError(
            f"money in {' and '.join(sorted(reader.currencies))}: they cannot be added up",
            hint="export one currency at a time",
        )
    not_read = tuple(name for place, name in enumerate(header) if place not in places.values())
    return Export(tuple(rows), tuple(unread), next(iter(reader.currencies), None), not_read)


class _Reader:
    """Reads rows of one file, and remembers its currencies."""

    def __init__(self, places: Mapping[Field, int], mapping: ConversionMap | None) -> None:
        self._places = places
        self._decimal = mapping.decimal if mapping else "."
        self._counts = {folded(one) for one in mapping.count} if mapping else set()
        self._sources = {folded(name): slug for name, slug in mapping.sources.items()} if mapping else {}
        self.currencies = {mapping.currency} if mapping and mapping.currency else set()

    def row(self, cells: Sequence[str]) -> Row | str:
        """Give a row, or why it cannot be read."""
        given = {field: cells[place].strip() for field, place in self._places.items()}
        source = given["source"].lower()
        visits, counted = _count(given.get("visits")), _count(given.get("conversions"))
        if isinstance(visits, str) or isinstance(counted, str):
            return "a count is no whole number"
        conversions = counted
        if conversions is None:
            counts = "status" not in self._places or folded(given["status"]) in self._counts
            conversions = int(counts) if "conversions" not in self._places else 0
        revenue = self._money(given.get("revenue"))
        if isinstance(revenue, str):
            return revenue
        ages = band_of(given.get("ages", ""))
        return Row(self._sources.get(folded(source), source), given.get("content", "").lower(), ages, visits,
                   conversions, revenue)  # fmt: skip

    def _money(self, written: str | None) -> Decimal | str | None:
        if not written:
            return None
        found = None if len(written) > _MOST_SIGNS else _MONEY.fullmatch(_with_point(written, self._decimal))
        if found is None or bool(found["close"]) != (found["sign"] == "("):
            return "the money cannot be read" + (": cents after a comma need decimal in the mapping" * ("," in written))
        for symbol in _CURRENCY.findall(written):
            self.currencies.add(_SYMBOLS.get(symbol, symbol))
        amount = Decimal(found["whole"].replace(",", "") + (found["cents"] or ""))
        return -amount if found["sign"] or found["minus"] else amount


def band_of(written: str) -> str:
    """Give an age band as the site writes it: `18-29`, `65+`; of an age the band of the reach table it is in, or 0-17.

    `NO_AGES` for what is neither.
    """
    plain = written.strip().lower()
    if plain.isdecimal() and len(plain) <= len(str(OLDEST)) and int(plain) <= OLDEST:
        bands = ("0-17", *reach_table().margins)
        return next(band for band in bands if years_of(band)[0] <= int(plain) <= years_of(band)[1])
    found, under = _BAND.fullmatch(plain), _UNDER.fullmatch(plain)
    if found is None and under is None:
        return NO_AGES
    if under is not None:
        band = f"0-{max(int(under[1]) - 1, 0)}"
    else:
        assert found is not None, "one of both"
        band = f"{int(found[3])}+" if found[3] else f"{int(found[1])}-{int(found[2])}"
    try:
        years_of(band)
    except ValueError:
        return NO_AGES
    return band


def _with_point(written: str, decimal: str) -> str:
    return written if decimal == "." else written.translate(_SWAPPED)


def _count(written: str | None) -> int | str | None:
    if not written:
        return None
    plain = written.replace(",", "")
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) <= 15 else "no number"
