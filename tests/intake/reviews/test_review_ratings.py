"""Ratings of exports: each form that is read, and what lies just beside it."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from site_gen.intake.reviews.ratings import read_rating
from site_gen.model.review import Rating


@pytest.mark.parametrize(
    "value",
    [
        4, 4.0, "4", " 4 ", "4.0", "4,0", "4/5", "4 / 5", "4.0/5", "4 out of 5", "4 of 5", "4 von 5", "4 de 5",
        "4 out of 5 stars", "4 stars", "4 ★", "4★", "4 estrellas", "FOUR", "Four", "four stars", "cuatro", "★★★★",
        "★★★★☆", "⭐⭐⭐⭐", "⭐️⭐️⭐️⭐️", "⭐️⭐️⭐️⭐️☆",
    ],
)  # fmt: skip
def test_four_stars_are_four_however_they_are_written(value):
    assert read_rating(value) == 4
    assert isinstance(read_rating(value), int)


@pytest.mark.parametrize(
    ("value", "best", "worst", "reads"),
    [
        ("8/10", 5, 1, Rating(value=8, best=10)),
        ("8", 10, 1, Rating(value=8, best=10)),
        ("0", 10, 0, Rating(value=0, best=10, worst=0)),
        ("0/10", 10, 0, Rating(value=0, best=10, worst=0)),
        ("85", 100, 0, Rating(value=85, best=100, worst=0)),
        ("4/5", 10, 0, 4),
        ("4.5", 5, 1, Rating(value=45, best=50, worst=10, scale=10)),
        ("4,5/5", 5, 1, Rating(value=45, best=50, worst=10, scale=10)),
        ("4.50", 5, 1, Rating(value=45, best=50, worst=10, scale=10)),
        ("★★★★½", 5, 1, Rating(value=45, best=50, worst=10, scale=10)),
        ("★★★☆☆☆", 5, 1, Rating(value=3, best=6)),
        ("5", 5, 0, Rating(value=5, best=5, worst=0)),
    ],
)
def test_other_scales_stay_as_they_are(value, best, worst, reads):
    assert read_rating(value, best=best, worst=worst) == reads


@pytest.mark.parametrize("value", ["Recommended", "recommends", "positive", "Yes", "👍", True, "TRUE"])
def test_a_recommendation_is_binary(value):
    assert read_rating(value) == Rating(binary=True)


@pytest.mark.parametrize("value", ["Not recommended", "doesn't recommend", "doesn’t recommend", "NO", "👎", False])
def test_so_is_its_opposite(value):
    assert read_rating(value) == Rating(binary=False)


@pytest.mark.parametrize("value", [None, "", "  ", "N/A", "null", "-", "STAR_RATING_UNSPECIFIED", "not rated"])
def test_nothing_is_no_rating(value):
    assert read_rating(value) is None


@pytest.mark.parametrize(
    "value",
    [
        "six", "great", "4 apples", "4 5", "4/", "/5", "4//5", "--4", "-4", "+4", "4..0", "1e1", "٤", "four five",
        "★★★★☆★", "☆☆☆☆☆", "☆", "****", "4 / 5 / 2026", "nan", "inf", [4], {"value": 4},
    ],
)  # fmt: skip
def test_what_is_no_rating_is_refused(value):
    with pytest.raises(ValueError, match="is no rating"):
        read_rating(value)


@pytest.mark.parametrize("value", ["0", "6", "100", "6/5", "★★★★★★", "0/10"])
def test_a_value_outside_its_scale_is_refused(value):
    with pytest.raises(ValueError, match="is outside 1 to"):
        read_rating(value)


@pytest.mark.parametrize(("value", "says"), [("4.33", "an average"), ("4/1", "a scale up to 1"), ("4/4000", "4000")])
def test_averages_and_odd_scales_are_refused(value, says):
    with pytest.raises(ValueError, match=says):
        read_rating(value)


def test_tenths_of_a_long_scale_are_refused_rather_than_rounded():
    with pytest.raises(ValueError, match=r"85\.5 of 101 is not known"):
        read_rating("85.5/101")


@given(st.text(max_size=100) | st.text("0123456789/.,★⭐☆½ ofut", max_size=30), st.integers(2, 1000))
@example("★" * 100_000, 5)
@example("9" * 100_000, 5)
@example("☆" * 100_000, 5)
def test_any_text_is_a_rating_on_its_scale_or_refused(text, best):
    with suppress(ValueError):
        rating = read_rating(text, best=best)
        assert rating is None or isinstance(rating, Rating) or 1 <= rating <= 5
