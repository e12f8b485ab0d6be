"""Who is called verified was verified by something.

Why: "Verified" is what readers trust most. The law asks that the claim rests on a check, and that the check is named.

Fails:
    review: {verification: visit-match}

Passes:
    review: {verification: visit-match, source_id: sub-17}

Passes:
    review: {verification: none}

Limits: The kind of check is in the file and shown; that it took place shows only in what it left behind: a batch, an
import, the source's id or a way to reach the author, of which one is asked for. Claims in the words of pages are not
read here.

Basis: UCPD Annex I 23b; 16 CFR 465.2.
"""

from __future__ import annotations

from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.check.shown import is_shown
from site_gen.findings import Severity
from site_gen.model.provider import Provider
from site_gen.model.review import Review


def _in_review(review: Review, provider: Provider, around: Around) -> Said:
    traces = (review.batch, review.import_, review.source_id, review.contact)
    if review.verification != "none" and not any(traces):
        by = review.verification if is_shown(review, "verification") else "a check"
        yield Issue(
            message=f"verified by {by}, which left no trace",
            at=("verification",),
            hint="name the batch or the id of the source, or say verification: none",
        )


RULE = Rule(
    code="PRV321",
    name="verified-claim",
    severity=Severity.ERROR,
    since="0.1",
    basis="UCPD Annex I 23b; 16 CFR 465.2",
    page=__doc__,
    review=_in_review,
)
