"""How reviews were dealt with: withheld by reason and stars, and the days to a decision."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from site_gen.model.handling import Handling, handle, median_days, total_handling
from site_gen.model.placed import place
from site_gen.model.review import Moderation, Rating, Review

RECEIVED = datetime.datetime(2026, 3, 10, 12, tzinfo=datetime.UTC)


def review(number: int, status: str, reason: str | None = None, *, rating: Any = None, days: int | None = 0) -> Review:
    decided = None if days is None else RECEIVED + datetime.timedelta(days=days, hours=1)
    return Review(
        path="content/reviews/ana-diaz/r.yaml",
        id=f"r-{number:012}",
        provider="ana-diaz",
        received_at=RECEIVED,
        source="website-form",
        method="invited-all",
        rating=rating,
        moderation=Moderation(status=status, reason=reason, decided_at=decided),  # type: ignore[arg-type]
    )


def handled(*reviews: Review) -> Handling:
    return handle(place(reviews, lambda text: [text]), {})


def test_withheld_reviews_are_counted_by_reason_and_nearest_star():
    result = handled(
        review(1, "withheld", "unrelated", rating=1),
        review(2, "withheld", "abusive", rating=Rating(value=7, best=8, worst=0)),  # 4.5
        review(3, "withheld", "abusive", rating=Rating(binary=False)),
        review(4, "withheld", "abusive"),
        review(5, "published", rating=2),
        review(6, "pending", rating=3),
    )
    assert list(result.withheld.items()) == [("abusive", (0, 0, 0, 0, 1, 2)), ("unrelated", (1, 0, 0, 0, 0, 0))]


def test_what_many_providers_withheld_is_added_up_by_reason():
    parts = [
        handled(review(1, "withheld", "unrelated", rating=1), review(2, "withheld", "abusive", rating=5)),
        handled(review(3, "withheld", "unrelated", rating=1), review(4, "withheld", "unrelated")),
        handled(),
    ]
    assert list(total_handling(parts).withheld.items()) == [
        ("abusive", (0, 0, 0, 0, 1, 0)),
        ("unrelated", (2, 0, 0, 0, 0, 1)),
    ]


@pytest.mark.parametrize(
    ("days", "median"), [([], None), ([None], None), ([3], 3), ([1, 9], 1), ([9, 1, 2], 2), ([-5, -1], 0)]
)
def test_the_median_is_the_lower_one_of_the_days_to_a_decision(days: list[int | None], median: int | None):
    reviews = [review(number, "published", days=one) for number, one in enumerate(days)]
    assert median_days(handled(*reviews, review(90, "pending", days=100))) == median
