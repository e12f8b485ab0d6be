"""Tables as CSV (RFC 4180) whose cells no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet computes. Source: OWASP, "CSV Injection"."""


def safe_cell(text: str) -> str:
    """Give a text that a spreadsheet takes for a text: one that begins like a formula gets an apostrophe."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def format_rows(columns: Sequence[str], rows: Iterable[Sequence[str | int]]) -> str:
    """Give a table with a line of names first; numbers stay numbers."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([safe_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return file.getvalue()
