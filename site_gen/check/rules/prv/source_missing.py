"""Of every review it is known where it came from and when.

Why: A review that nobody can trace to its source may have been written by anybody. Source, method and time of receipt
are asked for by the format itself; what remains is an import without any trace, and a time that has not come yet.

Fails:
    review: {source: press-ganey, method: imported}

Fails:
    review: {received_at: 2027-03-10T12:00:01Z, moderation: {status: pending, decided_at: null, by: null}}

Passes:
    review: {source: press-ganey, source_id: pg-17, method: imported, import: i-000000000001}
    import: {rows: 1}

Limits: That the source said so is shown by its export, of which the manifest keeps the hash (PRV304). A time of receipt
may lie up to a day ahead, for time zones.

Basis: UCPD Art. 7(6); 16 CFR 465.2.
"""

from __future__ import annotations

import datetime

from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.model.provider import Provider
from site_gen.model.review import Review


def _in_review(review: Review, provider: Provider, around: Around) -> Said:
    if review.received_at.date() > around.as_of + datetime.timedelta(days=1):
        yield Issue(message=f"received on {review.received_at.date()}, which is still to come", at=("received_at",))
    if review.method == "imported" and review.import_ is None and review.source_id is None:
        yield Issue(
            message=f"imported from {review.source}, with neither an import nor the id that it has there",
            at=("method",),
            hint="import the export again, so that the review names it",
        )


RULE = Rule(
    code="PRV301",
    name="source-missing",
    severity=Severity.ERROR,
    since="0.1",
    basis="UCPD Art. 7(6); 16 CFR 465.2",
    page=__doc__,
    review=_in_review,
)
