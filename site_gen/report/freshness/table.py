"""All that has a day as CSV, the earliest first."""

from __future__ import annotations

from site_gen.report.cells import format_rows
from site_gen.report.freshness.work import Freshness

COLUMNS = ("state", "due_on", "days_left", "kind", "title", "subject", "dated_on", "owners", "file")


def format_table(work: Freshness) -> bytes:
    """Give `freshness.csv`, a line for each thing; a cell without a value is empty."""
    rows = (
        (
            one.state,
            one.due_on.isoformat() if one.due_on else "",
            "" if one.days_left is None else one.days_left,
            one.kind,
            one.title,
            one.subject,
            one.dated_on.isoformat() if one.dated_on else "",
            " ".join(one.owners),
            one.path,
        )
        for one in work.items
    )
    return format_rows(COLUMNS, rows).encode()
