"""Nothing waits for a decision longer than the site says, least of all low ratings.

Why: What nobody decides about is not shown. A pile of undecided complaints is suppression without a single decision.

Fails:
    reviews:
      - {rating: 3, count: 2, received_at: "2026-09-01T12:00:00Z", moderation: {status: pending}}

Fails:
    says: error
    reviews:
      - {rating: 1, count: 5, received_at: "2026-09-01T12:00:00Z", moderation: {status: pending}}
      - {rating: 1, count: 5}
      - {rating: 5, count: 40}

Passes:
    reviews:
      - {rating: 1, count: 2, received_at: "2026-11-10T12:00:00Z", moderation: {status: pending}}

Limits: The limit is `decide_within_days` of `site.yaml`, which the practice sets itself. More low ratings in the pile
than chance explains (Fisher's exact test, p < .01) make it an error, and so does French law, which asks for a longest
time and for keeping it. What never came into the content is not known.

Basis: 16 CFR 465.7(b); FTC v. Fashion Nova, 2022; Code de la consommation D111-17.
"""

from __future__ import annotations

from site_gen.check.fairness import GRAVE, table_of, withheld_row, written_table
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.check.statistics import fisher
from site_gen.findings import Severity, count_of
from site_gen.model.counting import add_rows
from site_gen.model.ledger import total_rows
from site_gen.model.summary import ProviderSummary

_NAMED = 3


def _in_site(summaries: tuple[ProviderSummary, ...], around: Around) -> Said:
    late = [summary for summary in summaries if sum(summary.ledger.overdue)]
    if not late:
        return
    overdue = total_rows(summary.ledger.overdue for summary in late)
    decided = total_rows(add_rows(summary.ledger.published, withheld_row(summary)) for summary in summaries)
    table = table_of(overdue, decided)
    skewed = table.is_open and fisher(table) < GRAVE
    limit = around.site.reviews.decide_within_days
    worst = sorted(late, key=lambda summary: (-sum(summary.ledger.overdue), summary.slug))[:_NAMED]
    names = ", ".join(f"{summary.slug} {sum(summary.ledger.overdue)}" for summary in worst)
    message = (
        f"{count_of(sum(overdue), 'undecided review')} after more than {limit} days, the oldest after "
        f"{max(summary.ledger.oldest_days for summary in late)} ({names})"
    )
    yield Issue(
        message=f"{message}\n{written_table(table, 'overdue')}" if skewed else message,
        hint="decide about the oldest first",
        severity=Severity.ERROR if skewed or around.site.jurisdiction == "FR" else None,
    )


RULE = Rule(
    code="MOD206",
    name="backlog-low",
    severity=Severity.WARNING,
    since="0.1",
    basis="16 CFR 465.7(b); FTC v. Fashion Nova; Code de la consommation D111-17",
    page=__doc__,
    site=_in_site,
)
