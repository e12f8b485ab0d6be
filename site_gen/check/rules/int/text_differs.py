"""A review file says what was received and sealed: its text and every other sealed field, character for character.

Why: Whoever changes a word of a review, and be it a comma, says something in the name of a patient that the patient
did not say. That the author revoked the authorization may be added; what follows from it comes with the next seal.

Fails:
    after seal:
      review: {text: The wait was short.}

Fails:
    after seal:
      review: {author: Somebody else}

Passes:
    after seal:
      review: {moderation: {status: withheld, reason: unrelated}}

Limits: What was changed before it was sealed is not known; receipts and totals of imports narrow that.

Basis: 16 CFR 255.2(d).
"""

from __future__ import annotations

from site_gen.check.rule import Around, Issue, Rule, Said, SealedReview
from site_gen.check.shown import is_text_shown
from site_gen.findings import Severity
from site_gen.reviewlog.commitment import sealed_values
from site_gen.reviewlog.decisions import is_revocation
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.openings import compare_text, opened_values

_HINT = (
    "site-gen seal --restore {id} writes the logged review back, moderation and reply stay; "
    "an author's own change comes in through intake"
)

_REGISTER = "what became of an authorization after it was sealed stands in content/authorizations.yaml"


def _in_sealed(sealed: SealedReview, around: Around) -> Said:
    review, opening = sealed.review, sealed.opening
    hint = _HINT.format(id=review.id)
    leaf = sealed.state.index
    try:
        compare_text(opening, review.text, in_words=is_text_shown(review, sealed.state))
    except LogError as error:
        message = f"review {review.id} does not match its log entry (leaf {leaf}): {error.message}"
        yield Issue(message=message, at=("text",), hint=hint)
    logged = opened_values(opening)
    for name, value in sealed_values(review).items():
        if value != logged.get(name) and not (name == "authorization" and is_revocation(value, logged.get(name))):
            message = f"{name} of review {review.id} differs from what was sealed (leaf {leaf})"
            more = f"{_REGISTER}; " if name == "authorization" else ""
            yield Issue(message=message, at=(name,), hint=more + hint)


RULE = Rule(
    code="INT102",
    name="text-differs",
    severity=Severity.ERROR,
    basis="16 CFR 255.2(d)",
    since="0.1",
    page=__doc__,
    sealed=_in_sealed,
)
