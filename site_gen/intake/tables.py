"""Tables of text: what a file is by its first bytes, strict UTF-8, and rows of cells.

Source: RFC 4180, read with Python's `csv`; signatures from the format's own specifications.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from site_gen.errors import UnreadableError
from site_gen.intake.directory.names import clean

Delimiter = Literal[",", ";", "\t", "|"]
DELIMITERS: tuple[Delimiter, ...] = (",", ";", "\t", "|")
"""What separates cells, in order of preference."""

_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls)"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xff\xfe", "UTF-16 text"),
    (b"\xfe\xff", "UTF-16 text"),
    (b"{\\rtf", "a word processor's file (.rtf)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_SAVE_AS = "save it as CSV UTF-8 (comma delimited) and give that file"


def looks_like(data: bytes) -> str | None:
    """Say what a file that is no table of text is, by its first bytes: `an Excel workbook (.xlsx)`; None if unknown."""
    if data.startswith(_ARCHIVES):
        is_workbook = b"[Content_Types].xml" in data or b"xl/workbook" in data
        return "an Excel workbook (.xlsx)" if is_workbook else "a ZIP archive"
    known = next((name for signature, name in _SIGNATURES if data.startswith(signature)), None)
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    if known is None and start.startswith((b"{", b"[{", b"[]")):
        return "JSON"
    if known is None and start.startswith((b"<!doctype html", b"<html")):
        return "a web page"
    return "XML" if known is None and start.startswith(b"<") else known


def table_text(data: bytes) -> str:
    """Give the text of a table, without a byte order mark.

    Raises:
        UnreadableError: another kind of file, nothing in it, or not UTF-8; the first offending byte is named.
    """
    kind = looks_like(data)
    if kind is not None:
        hint = "unpack it and give the file inside" if "archive" in kind else _SAVE_AS
        raise UnreadableError(f"this is {kind}, expected a CSV table", hint=hint)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = f"this is not UTF-8: line {line} has the byte 0x{data[error.start]:02X}"
        raise UnreadableError(what, hint=f"{_SAVE_AS}, or intake it with --encoding windows-1252") from error
    if not text.strip():
        raise UnreadableError("this table is empty, expected a line of column names", hint=_SAVE_AS)
    return text


def sniff_delimiter(text: str) -> Delimiter:
    """Give the delimiter that splits the line of column names into the most cells."""
    line = next(line for line in io.StringIO(text, newline="") if line.strip())
    return max(DELIMITERS, key=lambda each: _cells(line, each))


def _cells(line: str, delimiter: str) -> int:
    try:
        return len(next(csv.reader([line], delimiter=delimiter)))
    except csv.Error:
        return 0


@lru_cache(maxsize=1024)
def folded(name: str) -> str:
    """Give a column name without regard to case, spacing and punctuation."""
    return re.sub(r"[\W_]+", "", clean(name).casefold())


def table_rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Give each row with its number, from 1 as spreadsheets count them: the column names are row 1.

    Empty lines are not rows, but are counted; there is at least one row.

    Raises:
        UnreadableError: a stray or unclosed quote, or a cell of more than 131,072 characters.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from ((number, row) for number, row in enumerate(reader, 1) if row)
    except csv.Error as error:
        raise UnreadableError(f"line {reader.line_num} is no row of a CSV table: {error}", hint=_SAVE_AS) from error
