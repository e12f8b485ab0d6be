"""A new way of collecting reviews does not change what patients think.

Why: When the mean jumps by a star on the day on which a new vendor or form begins, the way of asking changed more than
the care did.

Fails:
    reviews:
      - {rating: 3, count: 12, method: organic}
      - {rating: 5, count: 12, method: organic, source: star-vendor, received_at: "2025-09-01T12:00:00Z"}

Passes:
    reviews:
      - {rating: 4, count: 12, method: organic}
      - {rating: 5, count: 6, method: organic, source: star-vendor, received_at: "2025-09-01T12:00:00Z"}
      - {rating: 4, count: 6, method: organic, source: star-vendor, received_at: "2025-09-02T12:00:00Z"}

Limits: Ten ratings on either side, a mean that differs by a star, and a rank sum of p < .001 are asked for. A provider
who got better, or moved, looks the same.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.check.statistics import rank_sum, written_p
from site_gen.findings import Severity
from site_gen.model.counting import stars_of
from site_gen.model.provider import Provider
from site_gen.model.review import Review

_FEWEST = 10
_LEVEL = Fraction(1, 1000)
_PARTS = 1000
"""Ratings are compared in thousandths of a star, since other scales have fractions."""


def _in_reviews(reviews: tuple[Review, ...], provider: Provider, around: Around) -> Said:
    rated = [(review, stars) for review in reviews if (stars := stars_of(review.rating)) is not None]
    begun: dict[tuple[str, str], Review] = {}
    for review, _stars in sorted(rated, key=lambda one: one[0].sequence_key):
        begun.setdefault((review.source, review.method), review)
    for (source, method), first in begun.items():
        start = first.received_at
        before = [stars for review, stars in rated if review.received_at < start]
        after = [stars for review, stars in rated if review.received_at >= start]
        if min(len(before), len(after)) < _FEWEST:
            continue
        change = sum(after) / Fraction(len(after)) - sum(before) / Fraction(len(before))
        higher, lower = (after, before) if change > 0 else (before, after)
        p = rank_sum(_counts(higher), _counts(lower))
        if abs(change) >= 1 and p < _LEVEL:
            yield Issue(
                message=f"since {source} ({method}) began on {start.date()} the mean of {len(after)} ratings is "
                f"{float(abs(change)):.1f} {'higher' if change > 0 else 'lower'} than that of the {len(before)} "
                f"before, {written_p(p)}",
                at=("source",),
                path=first.path,
                hint="compare how the two ask, and whom",
            )


def _counts(ratings: list[Fraction]) -> Counter[int]:
    return Counter(int(stars * _PARTS) for stars in ratings)


RULE = Rule(
    code="PRV317",
    name="rating-drift",
    severity=Severity.NOTICE,
    since="0.1",
    page=__doc__,
    reviews=_in_reviews,
)
