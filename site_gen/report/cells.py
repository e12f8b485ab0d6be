"""Tables as CSV (RFC 4180) whose cells no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from site_gen.model.foreign import as_cell


def format_rows(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Give a table with a line of names first; numbers stay numbers."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([as_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return file.getvalue()
