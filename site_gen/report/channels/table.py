"""The fits of posts, and what came of channels, as CSV: ids, numbers, dates and links, no texts of others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_gen.report.cells import format_rows
from site_gen.report.channels.overview import Outcome, OutcomeCell, Overview, PostLine

COLUMNS = ("post", "date", "status", "channel", "audience", "percent", "fit", "link")
OUTCOME_COLUMNS = ("by", "group", "channel", "visits", "conversions", "revenue", "currency", "hidden")


def format_fits(overview: Overview) -> bytes:
    """Give `channels.csv`: a line for each post, channel and audience; `fit` is empty for a post without audiences."""
    return format_rows(COLUMNS, (line for post in overview.posts for line in _lines(post))).encode()


def format_outcome(outcome: Outcome) -> bytes:
    """Give `conversions.csv`: a line for each cell; a hidden one has no numbers."""
    return format_rows(OUTCOME_COLUMNS, (_cell(one, outcome.currency or "") for one in outcome.cells)).encode()


def _lines(post: PostLine) -> Iterator[Sequence[object]]:
    head = (post.id, post.date.isoformat() if post.date else "", post.status)
    for one in post.channels:
        if not one.fits:
            yield (*head, one.channel, "", "", "", one.link or "")
        for fit in one.fits:
            percent = "" if fit.percent is None else fit.percent
            yield (*head, one.channel, fit.audience, percent, fit.verdict, one.link or "")


def _cell(one: OutcomeCell, currency: str) -> Sequence[object]:
    numbers = ["" if value is None else value for value in (one.visits, one.conversions, one.revenue)]
    hidden = "yes" if one.is_hidden else "in part" if one.is_partial else "no"
    return (one.kind, one.group or "", one.channel, *numbers, currency, hidden)
