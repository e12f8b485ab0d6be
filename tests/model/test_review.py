"""A review as a value: its rules between fields, its month, its place in the order."""

from __future__ import annotations

import datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.model.base import check_year
from site_gen.model.review import Moderation, Rating, Reply, Review

PLAIN = {
    "@path": "content/reviews/a/r-000000000001.yaml",
    "id": "r-000000000001",
    "provider": "ana-diaz",
    "received_at": "2026-03-18T22:05:00Z",
    "source": "website-form",
    "method": "organic",
}


def read(**changes: Any) -> Review:
    return msgspec.convert(PLAIN | changes, Review)


def refused(to: type, value: Any) -> str:
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.convert(value, to)
    return str(caught.value).partition(" - at ")[0]


def test_a_review_needs_little_and_waits_for_a_decision():
    review = read()
    assert review.moderation == Moderation(status="pending")
    assert (review.rating, review.text, review.reply, review.import_) == (None, None, None, None)
    assert (review.verification, review.completeness) == ("none", "full")


@pytest.mark.parametrize("name", ["id", "provider", "received_at", "source", "method", "@path"])
def test_what_a_review_needs_it_needs(name):
    plain = {key: value for key, value in PLAIN.items() if key != name}
    assert refused(Review, plain) == f"Object missing required field `{name}`"


def test_the_import_is_written_under_its_plain_name():
    assert read(**{"import": "i-1"}).import_ == "i-1"
    assert "import_" in refused(Review, PLAIN | {"import_": "i-1"})


@pytest.mark.parametrize("identifier", ["r-k3v9m2qd7xwa", "r-000000000000"])
def test_an_id_is_twelve_letters_or_digits(identifier):
    assert read(id=identifier).id == identifier


@pytest.mark.parametrize(
    "identifier",
    ["r-k3v9m2qd7xw", "r-k3v9m2qd7xwab", "R-k3v9m2qd7xwa", "r-K3v9m2qd7xwa", "k3v9m2qd7xwa", "r-k3v9m2qd7xwa\n"]
)  # fmt: skip
def test_other_ids_are_refused(identifier):
    assert refused(Review, PLAIN | {"id": identifier}).startswith("Expected `str` matching regex")


@pytest.mark.parametrize(
    ("received_at", "month"),
    [
        ("2026-03-18T22:05:00Z", "2026-03"),
        ("2026-03-31T23:30:00-02:00", "2026-04"),
        ("2026-04-01T00:30:00+02:00", "2026-03"),
        ("2025-12-31T23:59:59.999999-00:01", "2026-01"),
    ],
)
def test_the_month_of_receipt_is_that_of_utc(received_at, month):
    assert read(received_at=received_at).received_month == month


@given(
    st.integers(0, 73_000).map(lambda days: datetime.date(1900, 1, 1) + datetime.timedelta(days=days)),
    st.times(),
    st.integers(-23 * 60, 23 * 60).map(lambda minutes: datetime.timezone(datetime.timedelta(minutes=minutes))),
)
def test_any_instant_that_is_accepted_has_a_month_of_seven_characters(day, time, zone):
    moment = datetime.datetime.combine(day, time, zone)
    review = read(received_at=moment.isoformat())
    assert len(review.received_month) == 7
    assert abs(int(review.received_month[:4]) - moment.year) <= 1


@pytest.mark.parametrize("year", ["0001", "0226", "1899", "2101", "9999"])
def test_an_instant_with_a_slip_in_its_year_is_refused(year):
    at = f"{year}-06-01T00:00:00Z"
    said = f"expected a year from 1900 to 2100, found {year}"
    assert refused(Review, PLAIN | {"received_at": at}) == f"received_at: {said}"
    assert refused(Moderation, {"decided_at": at}) == f"decided_at: {said}"
    assert refused(Reply, {"text": "Hi", "written_at": at}) == f"written_at: {said}"
    assert refused(Reply, {"text": "Hi", "published_at": at}) == f"published_at: {said}"


@pytest.mark.parametrize("year", [1900, 2100])
def test_the_first_and_the_last_year_are_accepted(year):
    check_year("x", datetime.datetime(year, 1, 1, tzinfo=datetime.UTC))
    assert read(received_at=f"{year}-01-01T00:00:00Z").received_at.year == year


def test_an_instant_needs_its_offset():
    assert refused(Review, PLAIN | {"received_at": "2026-03-18T22:05:00"}).startswith("Expected `datetime` with a")


def test_reviews_are_ordered_by_instant_then_id():
    early = read(id="r-000000000009", received_at="2026-03-18T23:00:00+02:00")
    late = read(id="r-000000000001", received_at="2026-03-18T22:00:00+00:00")
    twin = read(id="r-000000000000", received_at="2026-03-18T21:00:00Z")
    assert sorted([late, early, twin], key=lambda one: one.sequence_key) == [twin, early, late]


def test_a_review_cannot_supersede_itself_but_another():
    assert refused(Review, PLAIN | {"supersedes": PLAIN["id"]}) == "a review cannot supersede itself"
    assert read(supersedes="r-000000000002").supersedes == "r-000000000002"


@pytest.mark.parametrize("stars", [1, 2, 3, 4, 5])
def test_a_rating_is_one_to_five_stars(stars):
    assert read(rating=stars).rating == stars


@pytest.mark.parametrize("rating", [0, 6, -1, 4.5, 4.0, "4", True, [4]])
def test_other_plain_ratings_are_refused(rating):
    assert refused(Review, PLAIN | {"rating": rating})


@pytest.mark.parametrize(
    "rating",
    [
        {"value": 8, "best": 10},
        {"value": 10, "best": 10},
        {"value": 1, "best": 2},
        {"value": 0, "best": 10, "worst": 0},
        {"value": 3, "best": 5, "worst": 3, "scale": 10},
        {"binary": True},
        {"binary": False},
    ],
)
def test_a_rating_may_have_another_scale_or_be_a_recommendation(rating):
    assert isinstance(read(rating=rating).rating, Rating)


@pytest.mark.parametrize(
    ("rating", "message"),
    [
        ({}, "expected value and best, or binary"),
        ({"value": 3}, "expected value and best, or binary"),
        ({"best": 5}, "expected value and best, or binary"),
        ({"scale": 10}, "expected value and best, or binary"),
        ({"value": 11, "best": 10}, "value 11 outside 1 to 10"),
        ({"value": 0, "best": 10}, "value 0 outside 1 to 10"),
        ({"value": 2, "best": 10, "worst": 3}, "value 2 outside 3 to 10"),
        ({"value": 5, "best": 5, "worst": 5}, "value 5 outside 5 to 5"),
        ({"value": 5, "best": 4, "worst": 6}, "value 5 outside 6 to 4"),
        ({"binary": True, "value": 1}, "a binary rating has no value, best or scale"),
        ({"binary": False, "best": 5}, "a binary rating has no value, best or scale"),
        ({"binary": True, "scale": 10}, "a binary rating has no value, best or scale"),
    ],
)
def test_a_rating_that_says_too_little_or_too_much_is_refused(rating, message):
    assert refused(Review, PLAIN | {"rating": rating}) == message


def test_a_withheld_review_and_only_that_has_a_reason():
    assert refused(Moderation, {"status": "withheld"}) == "a withheld review needs a reason"
    for status in ("pending", "published"):
        said = refused(Moderation, {"status": status, "reason": "abusive"})
        assert said == f"reason is for withheld reviews, status is {status}"
        assert msgspec.convert({"status": status}, Moderation).reason is None
    assert msgspec.convert({"status": "withheld", "reason": "abusive"}, Moderation).reason == "abusive"


@pytest.mark.parametrize("reason", ["other", "negative", "low-rating", ""])
def test_no_reason_is_made_up(reason):
    assert refused(Moderation, {"status": "withheld", "reason": reason})


def test_a_published_reply_says_when():
    assert refused(Reply, {"status": "published", "text": "Hi"}) == "a published reply needs published_at"
    for status in ("draft", "cooling-off", "approved"):
        assert msgspec.convert({"status": status, "text": "Hi"}, Reply).published_at is None
    published = {"status": "published", "text": "Hi", "published_at": "2026-03-19T00:00:00Z"}
    assert msgspec.convert(published, Reply).status == "published"
