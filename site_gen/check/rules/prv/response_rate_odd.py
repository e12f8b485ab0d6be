"""No batch brought more answers than a batch brings.

Why: Of a hundred invited people five to forty answer. More answers than invitations means that the link went round, or
that somebody answered more than once.

Fails:
    invitation: {eligible: 40, invited: 40}
    reviews:
      - {rating: 5, count: 30, batch: b-000000000001}

Fails:
    invitation: {eligible: 2, invited: 2}
    reviews:
      - {rating: 5, count: 3, batch: b-000000000001}

Passes:
    invitation: {eligible: 40, invited: 40}
    reviews:
      - {rating: 5, count: 20, batch: b-000000000001}

Limits: More than 60 percent counts from 20 invitations on, and not at a kiosk, where nearly everybody answers. Invited
reviews that name no batch are not checked.

Basis: 16 CFR 465.2.
"""

from __future__ import annotations

from site_gen.check.rule import Around, Issue, Rule, Said, Unchecked
from site_gen.findings import Severity, count_of
from site_gen.model.counting import sum_counts
from site_gen.model.summary import ProviderSummary

_FEWEST = 20
_MOST_PERCENT = 60


def _in_site(summaries: tuple[ProviderSummary, ...], around: Around) -> Said:
    answers = sum_counts(summary.ledger.batches for summary in summaries)
    for ident, count in answers.items():
        invitation = around.invitations.get(ident)
        if invitation is None or invitation.invited == 0:
            continue
        invited = invitation.invited
        is_high = 100 * count > _MOST_PERCENT * invited and invited >= _FEWEST and invitation.channel != "kiosk"
        if count > invited or is_high:
            yield Issue(
                message=f"batch {ident}: {count_of(count, 'review')} of {invited} invited",
                at=("invited",),
                path=invitation.path,
                hint="make sure that every link works once, and that the numbers are right",
            )
    methods = sum_counts(summary.standing.methods for summary in summaries)
    invited_reviews = methods.get("invited-all", 0) + methods.get("invited-sample", 0)
    if invited_reviews > sum(answers.values()):
        yield Unchecked("invited reviews that name no batch")


RULE = Rule(
    code="PRV311",
    name="response-rate-odd",
    severity=Severity.WARNING,
    since="0.1",
    basis="16 CFR 465.2",
    page=__doc__,
    site=_in_site,
)
