"""Rating, source, method, month and batch of a review file are those in the log.

Why: These stand in the log in clear, where anybody reads them. A star more in the file is a lie that everybody can see.

Fails:
    after seal:
      review: {rating: 1}

Fails:
    after seal:
      review: {method: organic}

Passes:
    after seal:
      review: {moderation: {status: withheld, reason: unrelated}}

Limits: A rating that was wrong when it came in stays wrong.

Basis: 16 CFR 465.2.
"""

from __future__ import annotations

from site_gen.check.rule import Around, Issue, Rule, Said, SealedReview
from site_gen.findings import Severity
from site_gen.reviewlog.openings import entry_of
from site_gen.reviewlog.rating import logged_rating


def _in_sealed(sealed: SealedReview, around: Around) -> Said:
    review, entry = sealed.review, entry_of(sealed.opening)
    pairs = (
        ("rating", logged_rating(review.rating), entry.rating),
        ("source", review.source, entry.source),
        ("method", review.method, entry.method),
        ("received_at", review.received_month[: len(entry.received)], entry.received),
        ("batch", review.batch, entry.batch),
        ("import", review.import_, entry.import_),
    )
    for key, written, logged in pairs:
        if written != logged:
            yield Issue(
                message=f"{key} of review {review.id} is not what the log has (leaf {sealed.state.index})",
                at=(key,),
                hint=f"site-gen seal --restore {review.id} writes the logged review back",
            )


RULE = Rule(
    code="INT103",
    name="clear-field-differs",
    severity=Severity.ERROR,
    basis="16 CFR 465.2",
    since="0.1",
    page=__doc__,
    sealed=_in_sealed,
)
