"""How bad a rating is, for whoever answers: on the scale from 1 to 5, a recommendation as its ends."""

from __future__ import annotations

from site_gen.check.ripeness import needs_second_role
from site_gen.model.review import Rating

LOW = 3
"""So many stars at most are a low rating, as for the rules about replies."""
BETWEEN = 3.5
"""Where reviews without a rating stand among those that have one."""


def is_low_rating(rating: int | Rating | None) -> bool:
    """Tell whether a rating is low."""
    return needs_second_role(rating, LOW)
