"""A review that the staff typed names the card or the call that it was typed from.

Why: Whoever types reviews can invent them. A scan or a record of the call is what tells a transcript from a story.

Fails:
    review: {source: paper-card, method: transcribed}

Passes:
    review: {source: paper-card, source_id: scan-2026-017, method: transcribed}

Limits: That the card exists and says the same is for people to look up. The page labels every such review by its
method. Paper cards are an honest way for those who do not like forms.

Basis: 16 CFR 465.2.
"""

from __future__ import annotations

from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.model.provider import Provider
from site_gen.model.review import Review


def _in_review(review: Review, provider: Provider, around: Around) -> Said:
    if review.method == "transcribed" and review.source_id is None:
        yield Issue(
            message="typed by staff, from nothing that can be looked up",
            at=("method",),
            hint="keep the scan or the record of the call, and name it in source_id",
        )


RULE = Rule(
    code="PRV302",
    name="typed-by-staff",
    severity=Severity.WARNING,
    since="0.1",
    basis="16 CFR 465.2",
    page=__doc__,
    review=_in_review,
)
