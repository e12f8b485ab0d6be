"""What the reviews of a provider add up to: one definition for page, card and markup.

Counts and the average are those of `review-log.md`, sections "States" and "Average".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from site_gen.model.base import Month
from site_gen.model.counting import (
    NO_BARS,
    NO_ROW,
    AspectMean,
    Bars,
    Row,
    YearMean,
    bars_of,
    mean_answers,
    mean_tenths,
    mean_years,
    month_number,
    stars_of,
    sum_counts,
)
from site_gen.model.placed import Placed, State
from site_gen.model.site import ReviewSettings

NOT_ABOUT_THIS_PROVIDER = frozenset(
    {
        "unrelated",
        "wrong-provider",
        "believed-fake",
        "duplicate-submission",
        "author-withdrew",
        "authorization-missing",
        "authorization-revoked",
    }
)
"""Reasons for which a withheld review does not count in the average; every other withheld rating does."""


class Standing(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What the reviews of one provider, or of the whole site, add up to.

    `tenths` is the mean of the eligible ratings on the scale 1 to 5, times ten, truncated (4.96 gives 49), or None
    below the minimum; `bars` spreads these ratings, `years` has them by year of receipt. `aspects` are the means of the
    eligible answers that are shown. `withheld` counts by reason code; `hidden` counts published reviews with a mark.
    `sources` and `methods` count the reviews that are kept: the received ones without those that were erased.
    """

    received: int = 0
    shown: int = 0
    hidden: int = 0
    pending: int = 0
    replaced: int = 0
    erased: int = 0
    elsewhere: int = 0
    withheld: dict[str, int] = {}
    review_count: int = 0
    rating_count: int = 0
    minimum: int = 1
    window_months: int | None = None
    tenths: int | None = None
    bars: Bars = NO_BARS
    years: tuple[YearMean, ...] = ()
    aspects: tuple[AspectMean, ...] = ()
    sources: dict[str, int] = {}
    methods: dict[str, int] = {}

    @property
    def withheld_count(self) -> int:
        """All withheld reviews, whatever the reason."""
        return sum(self.withheld.values())


class Gone(NamedTuple):
    """How many erased reviews are counted, of which nothing else is left.

    One that was shown elsewhere was never counted as received: its erasure changes no number, it stays counted apart.
    `stars` counts the received ones by their rating, `imports` all of them by the import that they came with.
    """

    received: int = 0
    elsewhere: int = 0
    stars: Row = NO_ROW
    imports: Mapping[str, int] = MappingProxyType({})


NONE_GONE = Gone()


def stand(placed: Sequence[Placed], settings: ReviewSettings, as_of: Month, *, gone: Gone = NONE_GONE) -> Standing:
    """Add up one provider's reviews as seen in the month `as_of`; those that are `gone` are counted, nothing else."""
    states = Counter(one.state for one in placed)
    published = [one for one in placed if one.state is State.PUBLISHED]
    hidden = sum(1 for one in published if one.hidden or one.hidden_fields)
    eligible = [one.review for one in placed if _is_eligible(one, settings, as_of)]
    dated = [(review.received_month, stars) for review in eligible if (stars := stars_of(review.rating)) is not None]
    ratings = [stars for _month, stars in dated]
    withheld = Counter(one.reason for one in placed if one.state is State.WITHHELD)
    here = [one.review for one in placed if one.state not in (State.ELSEWHERE, State.REPLACED)]
    return Standing(
        received=states[State.PENDING] + len(published) + states[State.WITHHELD] + gone.received,
        shown=len(published) - hidden,
        hidden=hidden,
        pending=states[State.PENDING],
        replaced=states[State.REPLACED],
        erased=gone.received,
        elsewhere=states[State.ELSEWHERE] + gone.elsewhere,
        withheld={reason: count for reason, count in sorted(withheld.items(), key=str) if reason is not None},
        review_count=sum(1 for one in published if one.review.text),
        rating_count=len(ratings),
        minimum=settings.minimum_ratings,
        window_months=settings.window_months,
        tenths=mean_tenths(ratings) if len(ratings) >= settings.minimum_ratings else None,
        bars=bars_of(ratings),
        years=mean_years(dated, settings.minimum_ratings),
        aspects=mean_answers(_shown_answers(placed, settings, as_of)),
        sources=dict(sorted(Counter(review.source for review in here).items())),
        methods=dict(sorted(Counter(review.method for review in here).items())),
    )


def total(standings: Iterable[Standing]) -> Standing:
    """Add up the counts of many providers; a site has no average of its own."""
    parts = tuple(standings)
    return Standing(
        received=sum(part.received for part in parts),
        shown=sum(part.shown for part in parts),
        hidden=sum(part.hidden for part in parts),
        pending=sum(part.pending for part in parts),
        replaced=sum(part.replaced for part in parts),
        erased=sum(part.erased for part in parts),
        elsewhere=sum(part.elsewhere for part in parts),
        withheld=sum_counts(part.withheld for part in parts),
        review_count=sum(part.review_count for part in parts),
        rating_count=sum(part.rating_count for part in parts),
        sources=sum_counts(part.sources for part in parts),
        methods=sum_counts(part.methods for part in parts),
    )


def is_counted(state: State, reason: str | None, received: str, window_months: int | None, as_of: Month) -> bool:
    """Tell whether a rating is part of the average; `received` is a month, or a year where the site says no more."""
    counted = state is State.PUBLISHED or (state is State.WITHHELD and reason not in NOT_ABOUT_THIS_PROVIDER)
    if not counted or window_months is None:
        return counted
    if len(received) == len("YYYY"):
        return int(as_of[:4]) - int(received) <= window_months // 12
    return month_number(as_of) - month_number(received) <= window_months


def _is_eligible(one: Placed, settings: ReviewSettings, as_of: Month) -> bool:
    received = one.received[: len("YYYY")] if settings.received_precision == "year" else one.received
    return is_counted(one.state, one.reason, received, settings.window_months, as_of)


def _shown_answers(placed: Sequence[Placed], settings: ReviewSettings, as_of: Month) -> Iterator[dict[str, int]]:
    for one in placed:
        is_shown = one.state is State.PUBLISHED and all(hidden.field != "aspects" for hidden in one.hidden_fields)
        if is_shown and _is_eligible(one, settings, as_of):
            yield one.review.aspects
