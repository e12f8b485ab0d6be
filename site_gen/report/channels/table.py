"""The fits of posts, and what came of channels, as CSV: ids, numbers, dates and links, no texts of others."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from site_gen.model.foreign import as_cell
from site_gen.report.channels.overview import Outcome, OutcomeCell, Overview, PostLine

COLUMNS = ("post", "date", "status", "channel", "audience", "percent", "fit", "link")
OUTCOME_COLUMNS = ("by", "group", "channel", "visits", "conversions", "revenue", "currency", "hidden")


def format_fits(overview: Overview) -> bytes:
    """Give `channels.csv`: a line for each post, channel and audience; `fit` is empty for a post without audiences."""
    return _table(COLUMNS, (line for post in overview.posts for line in _lines(post)))


def format_outcome(outcome: Outcome) -> bytes:
    """Give `conversions.csv`: a line for each cell; a hidden one has no numbers."""
    return _table(OUTCOME_COLUMNS, (_cell(one, outcome.currency or "") for one in outcome.cells))


def _lines(post: PostLine) -> Iterator[Sequence[object]]:
    head = (post.id, post.date.isoformat() if post.date else "", post.status)
    for one in post.channels:
        if not one.fits:
            yield (*head, one.channel, "", "", "", one.link or "")
        for fit in one.fits:
            percent = "" if fit.percent is None else fit.percent
            yield (*head, one.channel, fit.audience, percent, fit.verdict, one.link or "")


def _cell(one: OutcomeCell, currency: str) -> Sequence[object]:
    numbers = ["" if value is None else str(value) for value in (one.visits, one.conversions, one.revenue)]
    hidden = "yes" if one.is_hidden else "in part" if one.is_partial else "no"
    return (one.kind, as_cell(one.group or ""), as_cell(one.channel), *numbers, as_cell(currency), hidden)


def _table(columns: Sequence[str], lines: Iterable[Sequence[object]]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(lines)
    return file.getvalue().encode()
