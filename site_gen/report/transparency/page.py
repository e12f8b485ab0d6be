"""The transparency report as a document: one HTML file that needs nothing else, for screen and paper."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from site_gen.model.counting import NO_ROW, Row, add_rows
from site_gen.model.review import FTC_REASONS
from site_gen.report.environment import report_environment
from site_gen.report.transparency.figures import CSV_FILE, JSON_FILE, Counts, Sums, Transparency
from site_gen.report.transparency.words import said_of, said_of_others, share

COLUMNS = ("1 star", "2 stars", "3 stars", "4 stars", "5 stars", "No stars", "All")
_MONTHS = ("Within the month", "1 month later", "2 months later", "3 to 5 months later", "6 months later or more")
_FROM = (0, 1, 2, 3, 6)
"""The first month of each row of a table of months."""


class RowView(NamedTuple):
    """A row by stars, the last cell for all; `part` marks one that the row before it includes."""

    label: str
    cells: tuple[str, ...]
    part: bool = False


class ProviderRow(NamedTuple):
    """A row of the table of providers."""

    label: str
    counts: Counts
    share: str


def format_page(report: Transparency, data: bytes) -> bytes:
    """Give `transparency.html`; `data` is the `transparency.json` that goes with it."""
    named = {reason: row for reason, row in report.reviews.withheld.items() if reason in FTC_REASONS}
    apart = {reason: row for reason, row in report.reviews.withheld.items() if reason not in FTC_REASONS}
    return (
        report_environment()
        .get_template("transparency.html")
        .render(
            report=report,
            columns=COLUMNS,
            sums={name: sum(getattr(report.reviews, name)) for name in _SUMMED},
            withheld=_all(_added(report.reviews.withheld)),
            share=_share(report.reviews, 6),
            rows=tuple(_rows(report.reviews)),
            reasons=tuple(
                (title, tuple(_row(reason, row) for reason, row in group.items()))
                for title, group in (("Named in 16 CFR 465.7(b)", named), ("Counted apart", apart))
                if group
            ),
            logged=_months(report.months.logged),
            shown=_months(report.months.shown),
            tests=[(test, said_of(test)) for test in report.tests],
            providers=tuple(_providers(report)),
            json_file=JSON_FILE,
            csv_file=CSV_FILE,
            json_sha256=hashlib.sha256(data).hexdigest(),
        )
        .encode()
    )


_SUMMED = ("received", "shown", "redacted", "pending", "erased", "replaced")


def _rows(sums: Sums) -> Iterator[RowView]:
    yield _row("Received", sums.received)
    yield _row("Shown", sums.shown)
    yield _row("Of these with a marked gap", sums.redacted, part=True)
    yield _row("Withheld", _added(sums.withheld))
    yield _row("Waiting for a decision", sums.pending)
    yield _row("Erased", sums.erased)
    yield RowView("Shown, of those that were decided", tuple(_share(sums, place) for place in range(len(COLUMNS))))
    yield _row("Replaced by their authors (counted apart)", sums.replaced)


def _share(sums: Sums, place: int) -> str:
    shown, withheld = _all(sums.shown)[place], _all(_added(sums.withheld))[place]
    return share(shown, shown + withheld)


def _added(rows: dict[str, Row]) -> Row:
    added = NO_ROW
    for row in rows.values():
        added = add_rows(added, row)
    return added


def _all(row: Row) -> tuple[int, ...]:
    return (*row, sum(row))


def _row(label: str, row: Row, *, part: bool = False) -> RowView:
    return RowView(label, tuple(f"{count:,}" for count in _all(row)), part)


def _months(months: dict[int, Row]) -> tuple[RowView, ...]:
    """Give the rows of a table of months, the last for all longer waits, down to the last that has any."""
    groups = [NO_ROW] * len(_FROM)
    for month, row in months.items():
        place = max(place for place, first in enumerate(_FROM) if month >= first)
        groups[place] = add_rows(groups[place], row)
    last = max((place for place, row in enumerate(groups) if any(row)), default=-1)
    return tuple(_row(label, row) for label, row in zip(_MONTHS[: last + 1], groups, strict=False))


def _providers(report: Transparency) -> Iterator[ProviderRow]:
    for one in report.providers:
        yield _provider(one.slug, one.counts)
    if report.others.providers:
        yield _provider(said_of_others(report.others, report.minimum), report.others.counts)


def _provider(label: str, counts: Counts) -> ProviderRow:
    return ProviderRow(label, counts, share(counts.shown, counts.shown + counts.withheld_count))
