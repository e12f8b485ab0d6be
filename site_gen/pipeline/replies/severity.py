"""How bad a rating is, for whoever answers: on the scale from 1 to 5, a recommendation as its ends."""

from __future__ import annotations

from fractions import Fraction

from site_gen.model.counting import stars_of
from site_gen.model.review import Rating

LOW = 3
"""So many stars at most are a low rating, as for the rules about replies."""
BETWEEN = 3.5
"""Where reviews without a rating stand among those that have one."""


def stars_or_none(rating: int | Rating | None) -> float | None:
    """Give a rating on the scale from 1 to 5; `recommends` is 5, `does not recommend` is 1."""
    if isinstance(rating, Rating) and rating.binary is not None:
        return 5.0 if rating.binary else 1.0
    stars: Fraction | None = stars_of(rating)
    return None if stars is None else float(stars)


def is_low_rating(rating: int | Rating | None) -> bool:
    """Tell whether a rating is low."""
    return needs_second_role(rating, LOW)


def needs_second_role(rating: int | Rating | None, at_most: int) -> bool:
    """Tell whether a reply to this rating needs a second role; one to a review without a rating does not."""
    stars = stars_or_none(rating)
    return stars is not None and stars <= at_most
