"""What the log says a provider's reviews add up to: counts by state, and the average.

The counts follow the table in `review-log.md`, "States", the average its section "Average"; the pieces of both are
those of `site_gen.model.counting` and `site_gen.model.standing`, so that pages and verifier cannot differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

import msgspec

from site_gen.model.base import Month
from site_gen.model.counting import (
    NO_BARS,
    AspectMean,
    Bars,
    Row,
    Waits,
    YearMean,
    bars_of,
    mean_answers,
    mean_tenths,
    mean_years,
    months_between,
    rows_of,
    stars_of,
    sum_counts,
    sum_rows,
    sum_waits,
    waits_of,
)
from site_gen.model.placed import State
from site_gen.model.standing import is_counted
from site_gen.reviewlog.entries import DisplayEntry
from site_gen.reviewlog.examine import Opened
from site_gen.reviewlog.rating import model_rating
from site_gen.reviewlog.states import Replay, ReviewState

_RECEIVED = (State.PENDING, State.PUBLISHED, State.WITHHELD, State.ERASED)
"""States of reviews that count as received."""


class Tally(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Counts and average of one provider, or counts of the whole site.

    `received` is everything that is counted as received, erased reviews too; `shown` are the published ones without
    and `hidden` those with a mark. `withheld` counts by reason, `withheld_rows` by reason and stars, `elsewhere` by
    source, without versions that their author has changed since. `methods` and `sources` count the reviews that are
    kept: the received ones without the erased. `rating_count` are the ratings in `mean`, which is exact, in `bars` and
    in `years`, by year of receipt; `tenths` is the mean times ten, truncated, or None below the minimum. `review_count`
    are the published ones with a text. `waits` counts months from receipt, as `log_waits` does.
    """

    received: int = 0
    shown: int = 0
    hidden: int = 0
    pending: int = 0
    replaced: int = 0
    erased: int = 0
    withheld: dict[str, int] = {}
    withheld_rows: dict[str, Row] = {}
    waits: dict[str, Waits] = {}
    elsewhere: dict[str, int] = {}
    methods: dict[str, int] = {}
    sources: dict[str, int] = {}
    review_count: int = 0
    rating_count: int = 0
    bars: Bars = NO_BARS
    years: tuple[YearMean, ...] = ()
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
    withheld = [review for review in known if review.state is State.WITHHELD]
    kept = [review for review in known if review.state in (State.PENDING, State.PUBLISHED, State.WITHHELD)]
    reasons = Counter(review.reason for review in withheld if review.reason is not None)
    elsewhere = Counter(
        review.source for review in known if review.state is State.ELSEWHERE and review.superseded_by is None
    )
    eligible = [review for review in known if is_eligible(review, display, as_of)]
    given = ((review.received, stars_of(model_rating(review.rating))) for review in eligible)
    dated = [(received, stars) for received, stars in given if stars is not None]
    ratings = [stars for _received, stars in dated]
    minimum = 1 if display is None else display.minimum_ratings
    return Tally(
        received=len(kept) + states[State.ERASED],
        shown=len(published) - hidden,
        hidden=hidden,
        pending=states[State.PENDING],
        replaced=states[State.REPLACED],
        erased=states[State.ERASED],
        withheld=dict(sorted(reasons.items())),
        withheld_rows=rows_of((review.reason, model_rating(review.rating)) for review in withheld),
        waits=log_waits(known),
        elsewhere=dict(sorted(elsewhere.items())),
        methods=dict(sorted(Counter(review.method for review in kept).items())),
        sources=dict(sorted(Counter(review.source for review in kept).items())),
        review_count=sum(1 for review in published if review.segments),
        rating_count=len(ratings),
        bars=bars_of(ratings),
        years=mean_years(dated, minimum),
        minimum=minimum,
        window_months=None if display is None else display.window_months,
        mean=sum(ratings, Fraction()) / len(ratings) if len(ratings) >= minimum else None,
        tenths=mean_tenths(ratings) if len(ratings) >= minimum else None,
    )


def log_waits(reviews: Iterable[ReviewState]) -> dict[str, Waits]:
    """Count the months from receipt until reviews were `logged`, and until the shown ones were first `published`.

    Logged are those that count as received. Where the log says only the year of receipt, a review is in neither; what
    has no review is left out.
    """
    known = tuple(reviews)
    logged = [months_between(one.received, one.logged) for one in known if one.state in _RECEIVED]
    published = [
        months_between(one.received, one.first_published)
        for one in known
        if one.state is State.PUBLISHED and one.first_published is not None
    ]
    found = {"logged": waits_of(logged), "published": waits_of(published)}
    return {name: waits for name, waits in found.items() if any(waits)}


def tally_providers(replay: Replay, as_of: Month) -> dict[str, Tally]:
    """Add up the reviews of every provider in the log, by permanent id, those without reviews too."""
    reviews = sorted(replay.by_provider().items())
    return {provider: tally_reviews(known, replay.display, as_of) for provider, known in reviews}


def tally_whole(tallies: Iterable[Tally], display: DisplayEntry | None) -> Tally:
    """Add up the counts of all providers, without those that only a provider's page gives; a site has no average."""
    parts = tuple(tallies)
    return Tally(
        received=sum(part.received for part in parts),
        shown=sum(part.shown for part in parts),
        hidden=sum(part.hidden for part in parts),
        pending=sum(part.pending for part in parts),
        replaced=sum(part.replaced for part in parts),
        erased=sum(part.erased for part in parts),
        withheld=sum_counts(part.withheld for part in parts),
        withheld_rows=sum_rows(part.withheld_rows for part in parts),
        waits=sum_waits(part.waits for part in parts),
        methods=sum_counts(part.methods for part in parts),
        sources=sum_counts(part.sources for part in parts),
        minimum=1 if display is None else display.minimum_ratings,
        window_months=None if display is None else display.window_months,
    )


def aspect_means(
    reviews: Iterable[ReviewState], opened: Mapping[int, Opened], display: DisplayEntry | None, as_of: Month
) -> tuple[AspectMean, ...]:
    """Give the mean of each question over the answers that a provider's openings disclose, as seen in `as_of`.

    These are the answers that the pages show, of reviews whose rating could be part of the average.
    """
    return mean_answers(_shown_answers(reviews, opened, display, as_of))


def _shown_answers(
    reviews: Iterable[ReviewState], opened: Mapping[int, Opened], display: DisplayEntry | None, as_of: Month
) -> Iterator[dict[str, int]]:
    for review in reviews:
        is_shown = review.state is State.PUBLISHED and all(hidden.field != "aspects" for hidden in review.hidden_fields)
        if is_shown and review.index in opened and is_eligible(review, display, as_of):
            answers = opened[review.index].values.get("aspects")
            if isinstance(answers, Mapping):
                yield {name: value for name, value in answers.items() if isinstance(value, int)}


def is_eligible(review: ReviewState, display: DisplayEntry | None, as_of: Month) -> bool:
    """Tell whether a review's rating, if it has one on a scale, is part of the average."""
    by_year = display is not None and display.received_precision == "year"
    received = review.received[:4] if by_year else review.received
    window_months = None if display is None else display.window_months
    return is_counted(review.state, review.reason, received, window_months, as_of)
