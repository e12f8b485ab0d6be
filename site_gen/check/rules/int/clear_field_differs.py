"""INT103."""

from __future__ import annotations

from collections.abc import Iterator

from site_gen.check.rule import Around, Issue, SealedReview, sealed_rule
from site_gen.findings import Severity
from site_gen.reviewlog.openings import entry_of
from site_gen.reviewlog.rating import logged_rating


@sealed_rule("INT103", "clear-field-differs", severity=Severity.ERROR, since="0.1", basis="16 CFR 465.2")
def clear_field_differs(sealed: SealedReview, around: Around) -> Iterator[Issue]:
    """The rating, source, method, month or batch of a review file is not the one in the log."""
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
