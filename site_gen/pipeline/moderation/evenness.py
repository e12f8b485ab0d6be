"""Whether the check of authors that a rule asks for goes with the stars: then the rule would publish by rating.

What a vendor says of an author comes out of a column that a mapping chose; nothing keeps that column from being the
rating in other words. So the reviews of a source, whatever was decided about them, are counted by rating and check.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from site_gen.errors import UnreadableError
from site_gen.load.documents import parse_review, read_file
from site_gen.model.counting import stars_of
from site_gen.model.review import Rating, Review
from site_gen.model.site import PublishByRule
from site_gen.pipeline.review_files import review_paths

_CLOSE = Fraction(1, 10)
"""By how much the share of checked authors may be smaller among low ratings than among others."""
_LOW_BELOW = Fraction(5, 2)
"""Half stars go up, as in bars: two and a half are three."""


def uneven_sources(root: Path, rule: PublishByRule) -> Mapping[str, str]:
    """Give the sources of a rule whose reviews it has to leave to people, each with why; none without `verification`.

    A source is even if of its low ratings (one or two stars, or no recommendation) about as many have such a check as
    of the others: at most ten percentage points fewer. No significance is asked for: of few reviews, none may be
    published by their stars either, and people can decide about few.
    """
    if not rule.verification:
        return {}
    counts: Counter[tuple[str, bool, bool]] = Counter()
    for path in review_paths(root):
        try:
            review = parse_review(read_file(root, path), path)
        except UnreadableError:
            continue  # it vanished meanwhile
        if isinstance(review, Review) and review.source in rule.sources:
            is_low = _is_low(review.rating)
            if is_low is not None:
                counts[review.source, is_low, review.verification in rule.verification] += 1
    return {source: _WHY.format(source=source) for source in rule.sources if _is_uneven(counts, source)}


_WHY = "of the low ratings from {source} fewer have such a check of the author than of others, so stars would decide"


def _is_uneven(counts: Counter[tuple[str, bool, bool]], source: str) -> bool:
    low, other = (counts[source, is_low, True] + counts[source, is_low, False] for is_low in (True, False))
    if not low or not other:
        return False
    return Fraction(counts[source, False, True], other) - Fraction(counts[source, True, True], low) > _CLOSE


def _is_low(rating: int | Rating | None) -> bool | None:
    """Tell whether a rating is low; None where there is none."""
    if isinstance(rating, Rating) and rating.binary is not None:
        return not rating.binary
    stars = stars_of(rating)
    return None if stars is None else stars < _LOW_BELOW
