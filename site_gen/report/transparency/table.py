"""The transparency report for spreadsheets: `transparency.csv`, one row for each group of reviews."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import get_args

from site_gen.model.counting import ROW_NAMES, Row
from site_gen.model.review import Reason
from site_gen.report.transparency.figures import Counts, Sums, Transparency

REASONS: tuple[str, ...] = get_args(Reason)
_PLAIN = ("received", "shown", "redacted", "withheld", "pending", "erased", "replaced")
HEADER = ("group", "provider", "stars", *_PLAIN, "elsewhere", *(f"withheld_{reason}" for reason in REASONS))
"""`group` is `site`, `provider`, or `fewer` for the providers below the minimum together; `stars` is `all` or one."""


def format_csv(report: Transparency) -> bytes:
    """Give `transparency.csv` (RFC 4180): the site in all and by stars, then each listed provider, then the others."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for name, row in _site_rows(report.reviews):
        writer.writerow(("site", "", name, *row))
    for one in report.providers:
        writer.writerow(("provider", one.slug, "all", *_cells(one.counts)))
    if report.others.providers:
        writer.writerow(("fewer", "", "all", *_cells(report.others.counts)))
    return text.getvalue().encode()


def _site_rows(sums: Sums) -> Iterator[tuple[str, tuple[int | str, ...]]]:
    """Give the row of all reviews, and one for each number of stars; those shown elsewhere are not known by stars."""
    rows: dict[str, Row] = {name: getattr(sums, name) for name in _PLAIN if name != "withheld"}
    for place, name in enumerate(("all", *ROW_NAMES)):
        reasons = [_cell(sums.withheld.get(reason), place) for reason in REASONS]
        plain = [sum(reasons) if one == "withheld" else _cell(rows[one], place) for one in _PLAIN]
        yield name, (*plain, "" if place else sum(sums.elsewhere.values()), *reasons)


def _cell(row: Row | None, place: int) -> int:
    if row is None:
        return 0
    return row[place - 1] if place else sum(row)


def _cells(counts: Counts) -> tuple[int, ...]:
    plain = [counts.withheld_count if name == "withheld" else getattr(counts, name) for name in _PLAIN]
    return (*plain, counts.elsewhere, *(counts.withheld.get(reason, 0) for reason in REASONS))
