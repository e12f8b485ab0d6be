"""Of a shown review little is hidden, unless it is about other people or its author asked for it.

Why: A review whose complaint is covered by marks is shown and silenced at once.

Fails:
    review: {moderation: {hidden: [{segment: 0, reason: abusive}]}}

Fails:
    says: warning
    review:
      text: One. Two. Three. Four. Five. Then I was told to wait and waited for two hours in a hall without a chair.
      moderation:
        hidden:
          - {segment: 0, reason: abusive}
          - {segment: 1, reason: abusive}
          - {segment: 2, reason: abusive}
          - {segment: 3, reason: abusive}

Passes:
    review: {moderation: {hidden: [{segment: 0, reason: third-party-privacy}]}}

Passes:
    review:
      text: Bad! I waited for two hours in a hall without a chair, and nobody told me why or for how long it would be.
      moderation: {hidden: [{segment: 0, reason: abusive}]}

Limits: More than a fifth of the characters, or more than three segments. In a short review one word is a fifth: look at
it and decide. Whether what is hidden had to be is not known.

Basis: 16 CFR 255.2(d).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from site_gen.check.rule import Around, Issue, Rule, Said, SealedReview
from site_gen.findings import Severity, count_of
from site_gen.model.placed import State
from site_gen.model.provider import Provider
from site_gen.model.review import HiddenSegment, Review
from site_gen.reviewlog.openings import opened_segments
from site_gen.reviewlog.segments import split_text

_MOST = Fraction(1, 5)
_MOST_SEGMENTS = 3
_EXCUSED = frozenset({"third-party-privacy", "author-withdrew", "authorization-revoked"})


def _in_review(review: Review, provider: Provider, around: Around) -> Said:
    if around.site.log is None and review.moderation.status == "published" and review.moderation.hidden:
        yield from heavy_redaction(split_text(review.text or ""), review.moderation.hidden)


def _in_sealed(sealed: SealedReview, around: Around) -> Said:
    if sealed.state.state is State.PUBLISHED and sealed.state.hidden:
        yield from heavy_redaction(opened_segments(sealed.opening), sealed.state.hidden)


def heavy_redaction(segments: Sequence[str], hidden: Iterable[HiddenSegment]) -> Iterator[Issue]:
    """Say that much of a text is hidden, where it is."""
    covered = [segments[one.segment] for one in hidden if one.reason not in _EXCUSED and one.segment < len(segments)]
    share = Fraction(sum(map(len, covered)), max(sum(map(len, segments)), 1))
    if share > _MOST or len(covered) > _MOST_SEGMENTS:
        percent = f"{float(share):.0%}"
        yield Issue(
            message=f"{count_of(len(covered), 'segment')} of the text hidden, {percent} of its characters",
            at=("moderation", "hidden"),
            hint="withhold the review for its reason, or show more of it; what is private to others may be hidden",
        )


RULE = Rule(
    code="INT108",
    name="redaction-heavy",
    severity=Severity.WARNING,
    basis="16 CFR 255.2(d)",
    since="0.1",
    page=__doc__,
    review=_in_review,
    sealed=_in_sealed,
)
