"""How reviews were dealt with: what was withheld, by reason and stars, and how long decisions took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from site_gen.model.counting import Row, Waits, rows_of, sum_rows, sum_waits
from site_gen.model.placed import Placed, State

FEWEST_LISTED = 10
"""Received reviews from which on tables list a provider: a share of fewer says little, and much about each of them."""


class Handling(msgspec.Struct, frozen=True, gc=False):
    """How reviews were dealt with.

    `withheld` counts by reason and stars. `days` counts the decided ones by whole days from receipt to decision, as the
    review files say; `waits` counts months from receipt as the log says, and is empty without one.
    """

    withheld: dict[str, Row] = {}
    days: dict[int, int] = {}
    waits: dict[str, Waits] = {}


def handle(placed: Sequence[Placed], waits: dict[str, Waits]) -> Handling:
    """Give how the reviews of one provider were dealt with; `waits` are those of the log, if there is one."""
    days: Counter[int] = Counter()
    for one in placed:
        decided_at = one.review.moderation.decided_at
        if one.state in (State.PUBLISHED, State.WITHHELD) and decided_at is not None:
            days[max((decided_at - one.review.received_at).days, 0)] += 1
    withheld = rows_of((one.reason, one.review.rating) for one in placed if one.state is State.WITHHELD)
    return Handling(withheld, dict(sorted(days.items())), waits)


def total_handling(parts: Iterable[Handling]) -> Handling:
    """Add up how the reviews of many providers were dealt with."""
    known = tuple(parts)
    days: Counter[int] = Counter()
    for part in known:
        days.update(part.days)
    waits = sum_waits(part.waits for part in known)
    return Handling(sum_rows(part.withheld for part in known), dict(sorted(days.items())), waits)


def median_days(handling: Handling) -> int | None:
    """Give the median of the days to a decision, the lower one of two, or None when nothing was decided."""
    half = (sum(handling.days.values()) + 1) // 2
    for day, count in handling.days.items():
        half -= count
        if half <= 0:
            return day
    return None
