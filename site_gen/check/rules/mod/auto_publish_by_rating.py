"""No automat publishes good ratings at once and leaves the others to people.

Why: Sorting by stars before anybody has read a word is moderation by rating. What `site.yaml` may let pass without a
person (`publish_by_rule`, `site-gen moderate --batch`) knows source, age, author check and whether something looks like
a name or a number; a key for stars or words does not load (SRC002). What another program decided shows in the times.

Fails:
    reviews:
      - {rating: 5, count: 20, decided_after_days: 0}
      - {rating: 1, count: 4}

Fails:
    site: {reviews: {publish_by_rule: {sources: [website-form], waited_hours: 0}}}
    reviews:
      - {rating: 5, count: 20, decided_after_days: 0}
      - {rating: 1, count: 4}

Passes:
    reviews:
      - {rating: 5, count: 20, decided_after_days: 0}
      - {rating: 1, count: 5, decided_after_days: 0}

Passes:
    site: {reviews: {publish_by_rule: {sources: [website-form]}}}
    reviews:
      - {rating: 5, count: 20, decided_after_days: 1}
      - {rating: 1, count: 5, decided_after_days: 1}

Limits: At once is within a minute of receipt, and the difference has to be beyond chance (Fisher's exact test,
p < .01). An automat that waits an hour passes here; MOD205 compares all times. A rule that publishes
reviews of one source only, or those that name nobody, can still favour the happier ones: that shows there, too.
Templates are not read.

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

_BY_ALL = "let the same person or program decide about all ratings, in the order of receipt"
_BY_RULE = f"publish_by_rule in site.yaml lets good ratings pass sooner: widen its sources or take it out; {_BY_ALL}"


def _in_site(summaries: tuple[ProviderSummary, ...], around: Around) -> Said:
    low_hit, other_hit = low_and_others(total_rows(summary.ledger.at_once for summary in summaries))
    decided = total_rows(add_rows(summary.ledger.published, withheld_row(summary)) for summary in summaries)
    low, other = low_and_others(decided)
    table = Table(other, other_hit, low, low_hit)
    if table.is_open and (p := fisher(table)) < GRAVE:
        yield Issue(
            message=f"{other_hit} of {other} ratings above two stars were published within a minute, and {low_hit} of "
            f"{low} low ones, {written_p(p)}",
            hint=_BY_RULE if around.site.reviews.publish_by_rule else _BY_ALL,
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
