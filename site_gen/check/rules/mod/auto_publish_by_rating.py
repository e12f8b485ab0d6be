"""No automat publishes good ratings at once and leaves the others to people.

Why: Sorting by stars before anybody has read a word is moderation by rating. `site.yaml` has no setting for it, and an
unknown one does not load (SRC002); what another program decided before shows in the times.

Fails:
    reviews:
      - {rating: 5, count: 20, decided_after_days: 0}
      - {rating: 1, count: 4}

Passes:
    reviews:
      - {rating: 5, count: 20, decided_after_days: 0}
      - {rating: 1, count: 5, decided_after_days: 0}

Limits: At once is within a minute of receipt, and the difference has to be beyond chance (Fisher's exact test,
p < .01). An automat that waits an hour passes here; MOD205 compares all times. Templates are not read.

Basis: 16 CFR 465.7(b).
"""

from __future__ import annotations

from site_gen.check.fairness import GRAVE, withheld_row
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.check.statistics import Table, fisher, written_p
from site_gen.findings import Severity
from site_gen.model.counting import add_rows, low_and_others
from site_gen.model.ledger import total_rows
from site_gen.model.summary import ProviderSummary


def _in_site(summaries: tuple[ProviderSummary, ...], around: Around) -> Said:
    low_hit, other_hit = low_and_others(total_rows(summary.ledger.at_once for summary in summaries))
    decided = total_rows(add_rows(summary.ledger.published, withheld_row(summary)) for summary in summaries)
    low, other = low_and_others(decided)
    table = Table(other, other_hit, low, low_hit)
    if table.is_open and (p := fisher(table)) < GRAVE:
        yield Issue(
            message=f"{other_hit} of {other} ratings above two stars were published within a minute, and {low_hit} of "
            f"{low} low ones, {written_p(p)}",
            hint="let the same person or program decide about all ratings, in the order of receipt",
        )


RULE = Rule(
    code="MOD207",
    name="auto-publish-by-rating",
    severity=Severity.ERROR,
    since="0.1",
    basis="16 CFR 465.7(b)",
    page=__doc__,
    site=_in_site,
)
