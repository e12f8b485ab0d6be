"""What the log says a provider's reviews add up to: counts by state, and the average.

The counts follow the table in `review-log.md`, "States", the average its section "Average"; the pieces of both are
those of `site_gen.model.standing`, so that pages and verifier cannot differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

import msgspec

from site_gen.model.base import Month
from site_gen.model.standing import State, is_counted, mean_tenths, stars_of
from site_gen.reviewlog.entries import DisplayEntry
from site_gen.reviewlog.rating import model_rating
from site_gen.reviewlog.states import Replay, ReviewState


class Tally(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Counts and average of one provider.

    `received` is everything that is counted as received, erased reviews too; `shown` are the published ones without
    and `hidden` those with a mark. `withheld` counts by reason, `elsewhere` by source, without versions that their
    author has changed since. `rating_count` are the ratings in `mean`, which is exact; `tenths` is the mean times ten,
    truncated, or None below the minimum. `review_count` are the published ones with a text.
    """

    received: int = 0
    shown: int = 0
    hidden: int = 0
    pending: int = 0
    replaced: int = 0
    erased: int = 0
    withheld: dict[str, int] = {}
    elsewhere: dict[str, int] = {}
    review_count: int = 0
    rating_count: int = 0
    minimum: int = 1
    window_months: int | None = None
    mean: Fraction | None = None
    tenths: int | None = None

    @property
    def withheld_count(self) -> int:
        """All withheld reviews, whatever the reason."""
        return sum(self.withheld.values())

    @property
    def elsewhere_count(self) -> int:
        """All reviews that are shown elsewhere, whatever the source."""
        return sum(self.elsewhere.values())


def tally_reviews(reviews: Iterable[ReviewState], display: DisplayEntry | None, as_of: Month) -> Tally:
    """Add up the reviews of one provider as seen in the month `as_of`."""
    known = tuple(reviews)
    states = Counter(review.state for review in known)
    published = [review for review in known if review.state is State.PUBLISHED]
    hidden = sum(1 for review in published if review.is_marked)
    withheld = Counter(review.reason for review in known if review.state is State.WITHHELD)
    elsewhere = Counter(
        review.source for review in known if review.state is State.ELSEWHERE and review.superseded_by is None
    )
    eligible = [stars_of(model_rating(review.rating)) for review in known if is_eligible(review, display, as_of)]
    ratings = [stars for stars in eligible if stars is not None]
    minimum = 1 if display is None else display.minimum_ratings
    return Tally(
        received=states[State.PENDING] + len(published) + states[State.WITHHELD] + states[State.ERASED],
        shown=len(published) - hidden,
        hidden=hidden,
        pending=states[State.PENDING],
        replaced=states[State.REPLACED],
        erased=states[State.ERASED],
        withheld={reason: count for reason, count in sorted(withheld.items(), key=str) if reason is not None},
        elsewhere=dict(sorted(elsewhere.items())),
        review_count=sum(1 for review in published if review.segments),
        rating_count=len(ratings),
        minimum=minimum,
        window_months=None if display is None else display.window_months,
        mean=sum(ratings, Fraction()) / len(ratings) if len(ratings) >= minimum else None,
        tenths=mean_tenths(ratings) if len(ratings) >= minimum else None,
    )


def tally_providers(replay: Replay, as_of: Month) -> dict[str, Tally]:
    """Add up the reviews of every provider in the log, by permanent id, those without reviews too."""
    reviews: dict[str, list[ReviewState]] = {provider: [] for provider in replay.providers}
    for review in replay.reviews.values():
        reviews.setdefault(review.provider, []).append(review)
    return {provider: tally_reviews(known, replay.display, as_of) for provider, known in sorted(reviews.items())}


def is_eligible(review: ReviewState, display: DisplayEntry | None, as_of: Month) -> bool:
    """Tell whether a review's rating, if it has one on a scale, is part of the average."""
    by_year = display is not None and display.received_precision == "year"
    received = review.received[:4] if by_year else review.received
    window_months = None if display is None else display.window_months
    return is_counted(review.state, review.reason, received, window_months, as_of)
