"""Reviews that are withheld for a reason of no United States list are counted, and somebody looks at the count.

Why: 16 CFR 465.7(b) names the reasons for which withholding a review is not suppression by itself. Others may be good
ones, an author who withdraws or a judge who orders, but the rule does not excuse them, and they invite misuse.

Fails:
    review: {moderation: {status: withheld, reason: court-order}}

Passes:
    review: {moderation: {status: withheld, reason: abusive}}

Limits: It counts; it does not weigh. The transparency page shows the same counts.

Basis: 16 CFR 465.7(b).
"""

from __future__ import annotations

from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity, count_of
from site_gen.model.counting import sum_counts
from site_gen.model.review import FTC_REASONS
from site_gen.model.summary import ProviderSummary


def _in_site(summaries: tuple[ProviderSummary, ...], around: Around) -> Said:
    withheld = sum_counts(summary.standing.withheld for summary in summaries)
    others = {reason: count for reason, count in withheld.items() if reason not in FTC_REASONS}
    if others:
        counts = ", ".join(f"{count} {reason}" for reason, count in others.items())
        all_withheld = count_of(sum(withheld.values()), "withheld review")
        yield Issue(
            message=f"{sum(others.values())} of {all_withheld} for a reason outside 16 CFR 465.7(b): {counts}",
            hint="make sure that each is documented; the transparency page counts them",
        )


RULE = Rule(
    code="MOD202",
    name="reason-outside-ftc-list",
    severity=Severity.NOTICE,
    since="0.1",
    basis="16 CFR 465.7(b)",
    page=__doc__,
    site=_in_site,
)
