"""INT102."""

from __future__ import annotations

from collections.abc import Iterator

from site_gen.check.rule import Around, Issue, SealedReview, sealed_rule
from site_gen.findings import Severity
from site_gen.reviewlog.commitment import sealed_values
from site_gen.reviewlog.decisions import is_revocation
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.openings import compare_text, opened_values

_HINT = "site-gen seal --restore {id} writes the logged review back; an author's own change comes in through intake"


@sealed_rule("INT102", "text-differs", severity=Severity.ERROR, since="0.1", basis="16 CFR 255.2(d)")
def text_differs(sealed: SealedReview, around: Around) -> Iterator[Issue]:
    """A review file says something else than what was received and sealed: its text, or another sealed field.

    That the author revoked the authorization may be added; what was decided about it then comes with the next seal.
    """
    review, opening = sealed.review, sealed.opening
    hint = _HINT.format(id=review.id)
    leaf = sealed.state.index
    try:
        compare_text(opening, review.text)
    except LogError as error:
        message = f"review {review.id} does not match its log entry (leaf {leaf}): {error.message}"
        yield Issue(message=message, at=("text",), hint=hint)
    logged = opened_values(opening)
    for name, value in sealed_values(review).items():
        if value != logged.get(name) and not (name == "authorization" and is_revocation(value, logged.get(name))):
            message = f"{name} of review {review.id} differs from what was sealed (leaf {leaf})"
            yield Issue(message=message, at=(name,), hint=hint)
