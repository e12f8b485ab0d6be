"""Low ratings are not withheld more often than all others, beyond what chance explains.

Why: A site that withholds one bad review in three and one good one in fifty suppresses, whatever the reasons say. The
log shows both numbers, and Fisher's exact test tells how often chance alone does as much.

Fails:
    says: error
    reviews:
      - {rating: 1, count: 3, moderation: {status: withheld, reason: unrelated}}
      - {rating: 1, count: 7}
      - {rating: 5, count: 39}

Fails:
    reviews:
      - {rating: 2, count: 2, moderation: {status: withheld, reason: unrelated}}
      - {rating: 1, count: 8}
      - {rating: 5, count: 39}

Passes:
    reviews:
      - {rating: 1, count: 3, moderation: {status: withheld, reason: unrelated}}
      - {rating: 1, count: 9}
      - {rating: 5, count: 3, moderation: {status: withheld, reason: unrelated}}
      - {rating: 5, count: 44}

Limits: Few reviews prove little, and the message says how many it would take. Reviews that their authors withdrew or
sent twice, or that lack an authorization, do not count; since the practice itself says which these are, and which were
erased or replaced, a second table counts them too and is never more than a warning. The whole site is one test;
providers are corrected for their number after Holm. One rating more changes every p value a little, so that a site near
the level crosses it sometimes, and checking day after day finds more than one run does: look for what changed, not for
one crossing. Low are one and two stars, on another scale as they are rounded; a recommendation has no side.

Basis: 16 CFR 465.7(b); DMCC Act 2024, Schedule 20, paragraph 13.
"""

from __future__ import annotations

from collections.abc import Sequence

from site_gen.check.fairness import (
    DOUBTFUL,
    FROM_THE_AUTHOR,
    GRAVE,
    table_of,
    total_table,
    withheld_row,
    written_table,
)
from site_gen.check.rule import Around, Issue, Rule, Said, Unchecked
from site_gen.check.statistics import Table, fisher, hits_needed, holm, smallest_p, written_p
from site_gen.findings import Severity
from site_gen.model.counting import add_rows
from site_gen.model.summary import ProviderSummary

_HINT = "read what was withheld with somebody who does not decide; a low rating is never a reason"


def _in_site(summaries: tuple[ProviderSummary, ...], around: Around) -> Said:
    decided = [_decided(summary) for summary in summaries]
    gone = [_gone(summary) for summary in summaries]
    yield from _in_whole(total_table(decided), "withheld", grave=True)
    yield from _in_whole(total_table(gone), "withheld, erased or replaced", grave=False)
    if len(summaries) > 1:
        yield from _in_providers(summaries, decided)


def _in_whole(table: Table, what: str, *, grave: bool) -> Said:
    if not table.is_open or smallest_p(table) >= DOUBTFUL:
        if grave and table.low_hit + table.other_hit:
            yield Unchecked(f"too few reviews on the site: {_short(table)}")
        return
    p = fisher(table)
    if p < DOUBTFUL:
        yield Issue(
            message=f"low ratings are {what} more often than others, {written_p(p)}\n{written_table(table, what)}",
            hint=_HINT,
            severity=Severity.ERROR if grave and p < GRAVE else None,
        )


def _in_providers(summaries: Sequence[ProviderSummary], tables: Sequence[Table]) -> Said:
    tested = [(summary, table) for summary, table in zip(summaries, tables, strict=True) if table.is_open]
    too_few = sum(1 for _summary, table in tested if smallest_p(table) >= DOUBTFUL)
    if too_few:
        yield Unchecked(f"too few reviews at {too_few} of the {len(tested)} providers with withheld ones")
    for (summary, table), p in zip(tested, holm([fisher(table) for _summary, table in tested]), strict=True):
        if p < DOUBTFUL:
            yield Issue(
                message=f"low ratings are withheld more often than others, {written_p(p)}, corrected for "
                f"{len(tested)} providers\n{written_table(table, 'withheld')}",
                path=summary.path,
                hint=_HINT,
                severity=Severity.ERROR if p < GRAVE else None,
            )


def _decided(summary: ProviderSummary) -> Table:
    return table_of(withheld_row(summary, FROM_THE_AUTHOR), summary.ledger.published)


def _gone(summary: ProviderSummary) -> Table:
    ledger = summary.ledger
    return table_of(add_rows(withheld_row(summary), add_rows(ledger.erased, ledger.replaced)), ledger.published)


def _short(table: Table) -> str:
    needed = hits_needed(table, DOUBTFUL)
    power = "none would be enough" if needed is None else f"{needed} withheld low ones and no other would be needed"
    return f"{table.low} low, {table.other} others, {table.low_hit + table.other_hit} withheld; {power} for p < .05"


RULE = Rule(
    code="MOD204",
    name="withheld-skew",
    severity=Severity.WARNING,
    since="0.1",
    basis="16 CFR 465.7(b); DMCC Act 2024, Schedule 20",
    page=__doc__,
    site=_in_site,
)
