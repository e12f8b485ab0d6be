"""Low ratings beside all others: the tables that rules about moderation test, and how they are printed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from fractions import Fraction

from site_gen.check.statistics import Table, fisher, hits_needed, written_p
from site_gen.model.counting import Row, low_and_others
from site_gen.model.ledger import total_rows
from site_gen.model.summary import ProviderSummary

DOUBTFUL = Fraction(1, 20)
"""Below it a p value is a warning."""
GRAVE = Fraction(1, 100)
"""Below it a p value is an error."""

FROM_THE_AUTHOR = frozenset(
    {"author-withdrew", "authorization-missing", "authorization-revoked", "duplicate-submission"}
)
"""Reasons that lie with the author: that somebody withdrew a review says nothing about who decides."""


def table_of(hit: Row, rest: Row) -> Table:
    """Give the table of two rows; only ratings on a scale have a side."""
    low_hit, other_hit = low_and_others(hit)
    low_rest, other_rest = low_and_others(rest)
    return Table(low_hit + low_rest, low_hit, other_hit + other_rest, other_hit)


def total_table(tables: Iterable[Table]) -> Table:
    """Add up tables."""
    known = tuple(tables)
    return Table(
        sum(table.low for table in known),
        sum(table.low_hit for table in known),
        sum(table.other for table in known),
        sum(table.other_hit for table in known),
    )


def withheld_row(summary: ProviderSummary, without: Collection[str] = ()) -> Row:
    """Give the withheld reviews of a provider by stars, those for some reasons left out."""
    return total_rows(row for reason, row in summary.handling.withheld.items() if reason not in without)


def written_table(table: Table, hit: str) -> str:
    """Give the lines of a table, `hit` being what happened to some, and what it would take to see something."""
    rows = (("", "1-2 stars", "others"), (hit, table.low_hit, table.other_hit), ("of", table.low, table.other))
    width = max(len(hit), 2)
    lines = [f"  {name:<{width}}  {low:>9}  {other:>7}" for name, low, other in rows]
    needed = hits_needed(table, DOUBTFUL)
    if needed is None:
        lines.append("  so few low ratings that even all of them alone would not give p < .05")
    else:
        lines.append(f"  {needed} low and no other would give p < .05; here {written_p(fisher(table))}")
    return "\n".join(lines)
