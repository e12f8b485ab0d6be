"""Where reviews stand and what they add up to, also compared with a naive count of the same table."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.model.counting import AspectMean, YearMean, mean_tenths, stars_of
from site_gen.model.placed import SHOWN_ELSEWHERE, Placed, ShownReply, State, place
from site_gen.model.review import (
    HiddenField,
    HiddenSegment,
    Moderation,
    Rating,
    Reason,
    Reply,
    Review,
)
from site_gen.model.site import ReviewSettings
from site_gen.model.standing import NOT_ABOUT_THIS_PROVIDER, Gone, Standing, month_number, stand, total
from site_gen.reviewlog.segments import split_text

REASONS = get_args(Reason)
AS_OF = "2026-11"


def rid(number: int) -> str:
    return f"r-{number:012}"


def review(number: int = 1, status: str = "published", reason: str | None = None, **fields: Any) -> Review:
    """Give a review of the number-th minute of March 2026, or of the month in `month`."""
    month = fields.pop("month", "2026-03")
    received = datetime.datetime(int(month[:4]), int(month[5:]), 10, 12, number % 60, tzinfo=datetime.UTC)
    hidden = {name: fields.pop(name) for name in ("hidden", "hidden_fields") if name in fields}
    values = {
        "path": f"content/reviews/ana-diaz/{rid(number)}.yaml",
        "id": rid(number),
        "provider": "ana-diaz",
        "received_at": received,
        "source": "website-form",
        "method": "invited-all",
        "moderation": Moderation(status=status, reason=reason, **hidden),  # type: ignore[arg-type]
    }
    return Review(**(values | fields))


def standing(*reviews: Review, as_of: str = AS_OF, **settings: Any) -> Standing:
    chosen = ReviewSettings(**settings)
    return stand(place(reviews, split_text, chosen.received_precision), chosen, as_of)


def states(*reviews: Review) -> dict[str, State]:
    return {placed.review.id: placed.state for placed in place(reviews, split_text)}


@pytest.mark.parametrize(
    ("status", "reason", "state"),
    [
        ("pending", None, State.PENDING),
        ("published", None, State.PUBLISHED),
        ("withheld", "abusive", State.WITHHELD),
        ("withheld", "author-withdrew", State.WITHHELD),
    ],
)
def test_a_review_stands_where_the_decision_put_it(status, reason, state):
    assert states(review(1, status, reason)) == {rid(1): state}


def test_the_old_entry_of_an_edit_counts_until_the_new_one_is_published():
    old = review(1, rating=1)
    for status, reason, state in (
        ("pending", None, State.PUBLISHED),
        ("withheld", "abusive", State.PUBLISHED),
        ("published", None, State.REPLACED),
    ):
        new = review(2, status, reason, rating=5, supersedes=rid(1))
        assert states(old, new)[rid(1)] is state
        assert states(old, new)[rid(2)] is State(status)
    assert standing(old, review(2, "pending", rating=5, supersedes=rid(1))).tenths == 10
    assert standing(old, review(2, rating=5, supersedes=rid(1))).tenths == 50
    assert standing(old, review(2, rating=5)).tenths == 30


def test_of_three_entries_by_one_author_only_the_last_published_counts():
    first, second, third = review(1), review(2, supersedes=rid(1)), review(3, supersedes=rid(2))
    assert states(first, second, third) == {rid(1): State.REPLACED, rid(2): State.REPLACED, rid(3): State.PUBLISHED}
    waiting = review(3, "pending", supersedes=rid(2))
    assert states(first, second, waiting) == {
        rid(1): State.REPLACED,
        rid(2): State.PUBLISHED,
        rid(3): State.PENDING,
    }


def test_an_entry_in_between_that_was_not_published_brings_no_earlier_one_back():
    for status, reason in (("pending", None), ("withheld", "court-order")):
        found = states(review(1), review(2, status, reason, supersedes=rid(1)), review(3, supersedes=rid(2)))
        assert (found[rid(1)], found[rid(2)]) == (State.REPLACED, State.REPLACED)


def test_a_replaced_review_is_replaced_whatever_was_decided_about_it():
    for status, reason in (("pending", None), ("withheld", "court-order"), ("published", None)):
        assert states(review(1, status, reason), review(2, supersedes=rid(1)))[rid(1)] is State.REPLACED


def test_the_new_entry_knows_the_old_one():
    old, new, waiting = review(1), review(2, supersedes=rid(1)), review(3, "pending", supersedes=rid(2))
    assert [placed.earlier for placed in place([new, waiting, old], split_text)] == [None, old, new]
    assert place([review(2, supersedes=rid(9))], split_text)[0].earlier is None


def test_an_edit_of_a_review_that_is_gone_replaces_nothing():
    assert states(review(1), review(2, supersedes=rid(9))) == {rid(1): State.PUBLISHED, rid(2): State.PUBLISHED}


@pytest.mark.parametrize("source", sorted(SHOWN_ELSEWHERE))
def test_a_review_that_is_shown_elsewhere_has_no_place_and_comes_last(source):
    reviews = [review(1, source=source, rating=1), review(2), review(3, "pending", source=source), review(4)]
    placed = place(reviews, split_text)
    assert [(one.review.id, one.state, one.index) for one in placed] == [
        (rid(2), State.PUBLISHED, 0),
        (rid(4), State.PUBLISHED, 1),
        (rid(1), State.ELSEWHERE, -1),
        (rid(3), State.ELSEWHERE, -1),
    ]
    assert standing(*reviews).elsewhere == 2
    assert standing(*reviews).received == 2


def test_a_review_that_is_shown_elsewhere_replaces_none_that_is_shown_here():
    reviews = [review(1, rating=1), review(2, source="yelp", supersedes=rid(1))]
    assert states(*reviews) == {rid(1): State.PUBLISHED, rid(2): State.ELSEWHERE}


def test_reviews_are_numbered_from_the_oldest_with_the_id_to_break_ties():
    late = review(1, month="2026-05")
    early = review(7, month="2026-01")
    same_minute = [review(9), review(3)]
    twins = [msgspec.structs.replace(one, received_at=same_minute[0].received_at) for one in same_minute]
    placed = place([late, *twins, early], split_text)
    assert [(one.review.id, one.index) for one in placed] == [(rid(7), 0), (rid(3), 1), (rid(9), 2), (rid(1), 3)]


def test_the_order_is_that_of_the_instant_and_not_of_its_writing():
    one = review(1, received_at=datetime.datetime.fromisoformat("2026-03-01T00:30:00+02:00"))
    other = review(2, received_at=datetime.datetime.fromisoformat("2026-02-28T23:00:00+00:00"))
    assert [placed.review.id for placed in place([other, one], split_text)] == [rid(1), rid(2)]


@pytest.mark.parametrize(
    ("ratings", "tenths"),
    [
        ([5] * 24 + [4], 49),  # 4.96
        ([5] * 999 + [4], 49),  # 4.999
        ([5] * 25, 50),
        ([4, 5], 45),
        ([3, 4, 4], 36),  # 3.666
        ([1], 10),
        ([1, 1, 2], 13),
        ([4] * 9 + [5], 41),  # exactly 4.1, which no float is
        ([2, 2, 2, 3, 2, 2, 2, 3, 2, 3], 23),
    ],
)
def test_the_average_is_cut_and_never_rounded_up(ratings, tenths):
    assert standing(*(review(number, rating=rating) for number, rating in enumerate(ratings))).tenths == tenths
    assert mean_tenths([Fraction(rating) for rating in ratings]) == tenths


@given(st.lists(st.integers(1, 5), min_size=1, max_size=60))
def test_only_five_stars_throughout_make_fifty_tenths(ratings):
    tenths = mean_tenths([Fraction(rating) for rating in ratings])
    assert tenths is not None
    assert (tenths == 50) == (set(ratings) == {5})
    assert 10 * sum(ratings) // len(ratings) == tenths


def test_no_ratings_have_no_average():
    assert mean_tenths([]) is None
    assert standing().tenths is None
    assert standing(review(1, text="Good.")).tenths is None


@pytest.mark.parametrize("reason", REASONS)
def test_a_withheld_rating_counts_unless_it_is_not_about_this_provider(reason):
    result = standing(review(1, rating=5), review(2, "withheld", reason, rating=1))
    assert result.tenths == (50 if reason in NOT_ABOUT_THIS_PROVIDER else 30)
    assert result.rating_count == (1 if reason in NOT_ABOUT_THIS_PROVIDER else 2)
    assert result.withheld == {reason: 1}
    assert result.received == 2
    assert result.shown == 1


def test_the_reasons_that_take_a_rating_out_are_those_of_the_specification():
    assert set(REASONS) - NOT_ABOUT_THIS_PROVIDER == {
        "confidential-business",
        "abusive",
        "third-party-privacy",
        "discriminatory",
        "clearly-false",
        "court-order",
    }
    assert set(REASONS) > NOT_ABOUT_THIS_PROVIDER


@pytest.mark.parametrize(
    ("status", "reason", "fields"),
    [("pending", None, {}), ("published", None, {"source": "yelp"}), ("withheld", "unrelated", {})],
)
def test_pending_and_foreign_ratings_count_for_nothing(status, reason, fields):
    result = standing(review(1, rating=5), review(2, status, reason, rating=1, **fields))
    assert (result.tenths, result.rating_count, result.bars) == (50, 1, (0, 0, 0, 0, 1))


@pytest.mark.parametrize(
    ("window", "month", "counts"),
    [
        (None, "1999-01", True),
        (12, "2025-11", True),
        (12, "2025-10", False),
        (12, "2026-11", True),
        (1, "2026-10", True),
        (1, "2026-09", False),
        (11, "2025-12", True),
        (10, "2025-12", False),
        (36, "2023-11", True),
        (36, "2023-10", False),
    ],
)
def test_the_window_reaches_back_that_many_months(window, month, counts):
    result = standing(review(1, rating=4, month=month), window_months=window)
    assert result.rating_count == counts
    assert result.shown == 1
    assert result.window_months == window


@pytest.mark.parametrize(
    ("window", "as_of", "month", "counts"),
    [
        (12, "2026-11", "2025-01", True),
        (12, "2026-01", "2025-01", True),
        (12, "2026-12", "2024-12", False),
        (12, "2026-01", "2024-12", False),
        (36, "2026-11", "2023-01", True),
        (36, "2026-01", "2022-12", False),
        (23, "2026-11", "2025-01", True),
        (23, "2026-01", "2024-12", False),
        (6, "2026-12", "2026-01", True),
        (6, "2026-01", "2025-12", False),
    ],
)
def test_where_only_years_are_published_the_window_is_whole_years(window, as_of, month, counts):
    result = standing(review(1, rating=4, month=month), as_of=as_of, window_months=window, received_precision="year")
    assert result.rating_count == counts


def test_the_month_of_the_window_is_that_of_receipt_in_utc():
    at = datetime.datetime.fromisoformat("2025-10-31T23:30:00-02:00")
    assert standing(review(1, rating=4, received_at=at), window_months=12).rating_count == 1
    assert (
        standing(review(1, rating=4, received_at=at.replace(tzinfo=datetime.UTC)), window_months=12).rating_count == 0
    )


@pytest.mark.parametrize(
    ("rating", "stars"),
    [
        (None, None),
        (1, Fraction(1)),
        (5, Fraction(5)),
        (Rating(value=8, best=10), 1 + Fraction(28, 9)),
        (Rating(value=1, best=10), Fraction(1)),
        (Rating(value=10, best=10), Fraction(5)),
        (Rating(value=0, best=10, worst=0), Fraction(1)),
        (Rating(value=5, best=10, worst=0), Fraction(3)),
        (Rating(value=3, best=4), 1 + Fraction(8, 3)),
        (Rating(value=2, best=3), Fraction(3)),
        (Rating(binary=True), None),
        (Rating(binary=False), None),
    ],
)
def test_a_rating_is_mapped_to_five_stars_exactly(rating, stars):
    assert stars_of(rating) == stars


@given(st.integers(0, 20), st.integers(1, 40), st.integers(0, 60))
def test_a_mapped_rating_keeps_its_ends_and_its_order(worst, width, step):
    best = worst + width
    value = worst + step % (width + 1)
    stars = stars_of(Rating(value=value, best=best, worst=worst)) if best >= 2 else Fraction(1)
    assert stars is not None
    assert 1 <= stars <= 5
    if best >= 2:
        assert (stars == 1) == (value == worst)
        assert (stars == 5) == (value == best)


def test_scaled_ratings_add_up_without_loss():
    thirds = [review(number, rating=Rating(value=2, best=4)) for number in range(3)]  # 7/3 each
    assert standing(*thirds).tenths == 23
    assert standing(*thirds, review(4, rating=3)).tenths == 25  # exactly 2.5


def test_recommendations_have_no_part_in_the_average():
    result = standing(review(1, rating=Rating(binary=False)), review(2, rating=5))
    assert (result.tenths, result.rating_count, sum(result.bars)) == (50, 1, 1)


@pytest.mark.parametrize(
    ("count", "minimum", "tenths"), [(4, 5, None), (5, 5, 40), (6, 5, 40), (1, 1, 40), (0, 1, None)]
)
def test_below_the_minimum_no_average_is_given(count, minimum, tenths):
    result = standing(*(review(number, rating=4) for number in range(count)), minimum_ratings=minimum)
    assert result.tenths == tenths
    assert result.rating_count == count
    assert result.minimum == minimum
    assert result.bars == (0, 0, 0, count, 0)


def test_bars_hold_ratings_by_the_nearest_star_with_halves_going_up():
    ratings = [
        *(1, 2, 3, 4, 5, 5),
        Rating(value=7, best=8, worst=0),  # 4.5
        Rating(value=1, best=8, worst=0),  # 1.5
        Rating(value=13, best=30, worst=0),  # 2.73
        Rating(value=11, best=30, worst=0),  # 2.47
    ]
    result = standing(*(review(number, rating=rating) for number, rating in enumerate(ratings)))
    assert result.bars == (1, 3, 2, 1, 3)
    assert sum(result.bars) == result.rating_count == 10


def test_years_have_the_ratings_of_the_average_the_newest_first_and_a_mean_from_the_minimum_on():
    result = standing(
        review(1, rating=5, month="2024-01"),
        review(2, rating=4, month="2026-01"),
        review(3, rating=3, month="2026-12"),
        review(4, rating=5, month="2026-03"),
        review(5, rating=1, month="2026-04", status="withheld", reason="wrong-provider"),
        review(6, month="2025-04"),
        review(7, rating=2, month="2020-04"),
        minimum_ratings=2,
        window_months=36,
        as_of="2026-12",
    )
    assert result.years == (YearMean("2026", 3, 40), YearMean("2024", 1, None))
    assert sum(year.count for year in result.years) == result.rating_count
    assert standing().years == ()


def test_reviews_with_text_are_counted_apart_from_ratings():
    result = standing(
        review(1, rating=5, text="Good."),
        review(2, rating=4),
        review(3, text="Words only."),
        review(4, rating=3, text=""),
        review(5, "withheld", "abusive", rating=1, text="…"),
        review(6, "pending", text="Later."),
        review(7, text="Cut.", hidden=(HiddenSegment(segment=0, reason="abusive"),)),
    )
    assert result.review_count == 3
    assert result.rating_count == 4


def test_reviews_with_a_mark_are_hidden_in_part_and_others_shown_in_full():
    result = standing(
        review(1),
        review(2, hidden=(HiddenSegment(segment=0, reason="abusive"),)),
        review(3, hidden_fields=(HiddenField(field="author", reason="third-party-privacy"),)),
        review(4, "pending"),
    )
    assert (result.shown, result.hidden, result.pending, result.received) == (1, 2, 1, 4)


def test_aspects_are_averaged_over_the_answers_that_are_shown_and_count():
    result = standing(
        review(1, aspects={"listens": 5, "explains": 4}),
        review(2, aspects={"listens": 4}),
        review(3, aspects={"listens": 5}),
        review(4, "withheld", "abusive", aspects={"listens": 5}),
        review(5, "withheld", "unrelated", aspects={"listens": 1}),
        review(6, "pending", aspects={"wait-time": 1}),
        review(7, aspects={"listens": 1}, month="2020-01"),
        review(8, aspects={"listens": 1}, hidden_fields=(HiddenField(field="aspects", reason="third-party-privacy"),)),
        review(9, aspects={"listens": 5}, hidden_fields=(HiddenField(field="author", reason="third-party-privacy"),)),
        window_months=12,
    )
    assert result.aspects == (AspectMean("explains", 40, 1), AspectMean("listens", 47, 4))


def test_counts_by_reason_source_and_method_come_in_order_of_name():
    result = standing(
        review(1, "withheld", "unrelated"),
        review(2, "withheld", "abusive", method="organic"),
        review(3, "withheld", "abusive", source="csv"),
        review(4, source="press-ganey", method="imported"),
        review(5, source="yelp", method="imported"),
        review(6, supersedes=rid(4), source="csv"),
    )
    assert list(result.withheld.items()) == [("abusive", 2), ("unrelated", 1)]
    assert result.withheld_count == 3
    assert list(result.sources.items()) == [("csv", 2), ("website-form", 2)]
    assert list(result.methods.items()) == [("invited-all", 3), ("organic", 1)]
    assert (result.replaced, result.elsewhere, result.received) == (1, 1, 4)


def test_erased_reviews_are_counted_and_nothing_else():
    placed = place([review(1, rating=5)], split_text)
    plain, erased = (stand(placed, ReviewSettings(), AS_OF, gone=Gone(received=count)) for count in (0, 2))
    assert (erased.erased, erased.received) == (2, 3)
    assert msgspec.structs.replace(erased, erased=0, received=1) == plain
    assert (total([plain, erased]).erased, total([plain, erased]).received) == (2, 4)
    apart = stand(placed, ReviewSettings(), AS_OF, gone=Gone(elsewhere=3))
    assert msgspec.structs.replace(apart, elsewhere=0) == plain


def test_a_mark_covers_its_segment_and_leaves_the_rest_as_it_was_written():
    text = "Took her time.  Told me about Bob!\nWould go again."
    segments = split_text(text)
    assert "".join(segments) == text
    cover = next(index for index, segment in enumerate(segments) if "Bob" in segment)
    hidden = (HiddenSegment(segment=cover, reason="third-party-privacy"),)
    (placed,) = place([review(1, text=text, hidden=hidden)], split_text)
    assert placed.visible_text("[hidden]") == text.replace(segments[cover], "[hidden]")
    (whole,) = place([review(1, text=text)], split_text)
    assert whole.visible_text("[hidden]") == text
    (nothing,) = place([review(1)], split_text)
    assert nothing.visible_text("[hidden]") == ""


@pytest.mark.parametrize("status", ["draft", "cooling-off", "approved", "published"])
def test_only_a_published_reply_is_shown(status):
    at = datetime.datetime(2026, 3, 20, 12, tzinfo=datetime.UTC)
    reply = Reply(text="Thank you.", status=status, published_at=at, outcome="change-made")
    (placed,) = place([review(1, reply=reply)], split_text)
    shown = ShownReply("Thank you.", datetime.date(2026, 3, 20), "change-made")
    assert placed.reply == (shown if status == "published" else None)


def test_months_are_counted_across_years():
    assert month_number("2026-01") - month_number("2025-12") == 1
    assert month_number("2026-12") - month_number("2025-12") == 12


def test_the_total_of_no_providers_is_nothing():
    assert total([]) == Standing()


SOURCES = ["website-form", "csv", "yelp"]
MONTHS = ["2023-10", "2023-11", "2024-12", "2025-01", "2025-11", "2026-10", "2026-11"]
RATINGS = (
    st.none()
    | st.integers(1, 5)
    | st.tuples(st.integers(0, 12), st.integers(2, 12)).map(lambda of: Rating(value=min(of), best=of[1], worst=0))
    | st.builds(Rating, binary=st.booleans())
)


@st.composite
def several_reviews(draw: st.DrawFn) -> list[Review]:
    reviews = []
    for number in range(draw(st.integers(0, 10))):
        status = draw(st.sampled_from(["published", "published", "pending", "withheld"]))
        reviews.append(
            review(
                number,
                status,
                draw(st.sampled_from(REASONS)) if status == "withheld" else None,
                month=draw(st.sampled_from(MONTHS)),
                rating=draw(RATINGS),
                text=draw(st.sampled_from([None, "", "Words."])),
                source=draw(st.sampled_from(SOURCES)),
                method=draw(st.sampled_from(["organic", "imported"])),
                supersedes=draw(st.none() | st.integers(0, 10).filter(lambda n, own=number: n != own).map(rid)),
                aspects=draw(st.dictionaries(st.sampled_from(["listens", "waits"]), st.integers(1, 5))),
                hidden=draw(st.sampled_from([(), (HiddenSegment(segment=0, reason="abusive"),)])),
                hidden_fields=draw(st.sampled_from([(), (HiddenField(field="aspects", reason="abusive"),)])),
            )
        )
    return draw(st.permutations(reviews))


def is_here(one: Review) -> bool:
    return one.source not in ("google-business-profile", "yelp")


def is_published_here(one: Review) -> bool:
    return is_here(one) and one.moderation.status == "published"


def versions_before(one: Review, reviews: list[Review]) -> set[str]:
    """Give the ids of all versions before one, step by step, in content that may go round in a circle."""
    before = {other.id: other.supersedes for other in reviews if is_here(other)}
    found: set[str] = set()
    at = one.supersedes
    while at is not None and at not in found:
        found.add(at)
        at = before.get(at)
    return found


def naive(reviews: list[Review], window: int | None, precision: str, minimum: int, as_of: str) -> dict[str, Any]:
    """Count by the table in the specification, one review and one question at a time."""
    state: dict[str, str] = {}
    for one in reviews:
        if not is_here(one):
            state[one.id] = "elsewhere"
        elif any(one.id in versions_before(other, reviews) for other in reviews if is_published_here(other)):
            state[one.id] = "replaced"
        else:
            state[one.id] = one.moderation.status
    ratings: list[Fraction] = []
    by_year: dict[str, list[Fraction]] = {}
    answers: dict[str, list[int]] = {}
    for one in reviews:
        reason = one.moderation.reason or ""
        if state[one.id] not in ("published", "withheld"):
            continue
        if reason in ("unrelated", "wrong-provider", "believed-fake", "duplicate-submission", "author-withdrew"):
            continue
        if reason.startswith("authorization-"):
            continue
        year, month = one.received_at.year, one.received_at.month
        if window is not None and precision == "year" and year < int(as_of[:4]) - window // 12:
            continue
        if window is not None and precision == "month":
            later = datetime.date(year + (month - 1 + window) // 12, (month - 1 + window) % 12 + 1, 1)
            if later < datetime.date(int(as_of[:4]), int(as_of[5:]), 1):
                continue
        if state[one.id] == "published" and not one.moderation.hidden_fields:
            for name, value in one.aspects.items():
                answers.setdefault(name, []).append(value)
        if isinstance(one.rating, int):
            ratings.append(Fraction(one.rating))
            by_year.setdefault(str(year), []).append(ratings[-1])
        elif one.rating is not None and one.rating.value is not None:
            ratings.append(1 + 4 * Fraction(one.rating.value, one.rating.best))
            by_year.setdefault(str(year), []).append(ratings[-1])
    published = [one for one in reviews if state[one.id] == "published"]
    received = [one for one in reviews if state[one.id] in ("pending", "published", "withheld")]
    withheld = [one.moderation.reason for one in reviews if state[one.id] == "withheld"]
    return {
        "received": len(received),
        "shown": len([one for one in published if not marked(one)]),
        "hidden": len([one for one in published if marked(one)]),
        "pending": len([one for one in reviews if state[one.id] == "pending"]),
        "replaced": len([one for one in reviews if state[one.id] == "replaced"]),
        "erased": 0,
        "elsewhere": len([one for one in reviews if state[one.id] == "elsewhere"]),
        "withheld": {reason: withheld.count(reason) for reason in withheld},
        "review_count": len([one for one in published if one.text]),
        "rating_count": len(ratings),
        "minimum": minimum,
        "window_months": window,
        "tenths": tenths(ratings) if len(ratings) >= minimum else None,
        "bars": tuple(len([one for one in ratings if -1 <= 2 * (one - star) < 1]) for star in range(1, 6)),
        "years": tuple(
            YearMean(year, len(found), tenths(found) if len(found) >= minimum else None)
            for year, found in sorted(by_year.items(), reverse=True)
        ),
        "aspects": tuple(
            AspectMean(name, tenths([Fraction(value) for value in values]) or 0, len(values))
            for name, values in sorted(answers.items())
        ),
        "sources": {one.source: len([1 for other in received if other.source == one.source]) for one in received},
        "methods": {one.method: len([1 for other in received if other.method == one.method]) for one in received},
    }


def marked(one: Review) -> bool:
    return bool(one.moderation.hidden or one.moderation.hidden_fields)


def tenths(ratings: list[Fraction]) -> int | None:
    """Give the highest number of tenths that the mean reaches."""
    if not ratings:
        return None
    return max(number for number in range(51) if Fraction(number, 10) * len(ratings) <= sum(ratings))


@given(
    several_reviews(),
    st.none() | st.integers(1, 40),
    st.sampled_from(["month", "year"]),
    st.integers(1, 4),
    st.sampled_from(["2026-11", "2026-12", "2027-01"]),
)
def test_any_reviews_add_up_as_the_table_says(reviews, window, precision, minimum, as_of):
    settings = {"window_months": window, "received_precision": precision, "minimum_ratings": minimum}
    result = standing(*reviews, as_of=as_of, **settings)
    assert msgspec.structs.asdict(result) == naive(reviews, window, precision, minimum, as_of)
    assert sum(result.bars) == result.rating_count
    assert result.received == result.shown + result.hidden + result.pending + result.withheld_count
    assert result.received + result.replaced + result.elsewhere == len(reviews)
    assert sum(result.sources.values()) == sum(result.methods.values()) == result.received
    for counts in (result.withheld, result.sources, result.methods):
        assert list(counts) == sorted(counts)


@given(several_reviews())
def test_any_reviews_have_one_state_each_and_numbers_without_gaps(reviews):
    placed = place(reviews, split_text)
    assert sorted(one.review.id for one in placed) == sorted(one.id for one in reviews)
    numbered = [one for one in placed if one.index >= 0]
    assert [one.index for one in numbered] == list(range(len(numbered)))
    assert placed[: len(numbered)] == tuple(numbered)
    assert [one.review.sequence_key for one in numbered] == sorted(one.review.sequence_key for one in numbered)
    assert all((one.state is State.ELSEWHERE) == (one.index == -1) for one in placed)
    assert place(reversed(reviews), split_text) == placed
    assert all(isinstance(one, Placed) for one in placed)


@given(st.lists(several_reviews(), max_size=4))
def test_totals_are_the_sums_of_their_parts_without_an_average(groups):
    parts = [standing(*group) for group in groups]
    whole = total(parts)
    for name in ("received", "shown", "hidden", "pending", "replaced", "elsewhere", "review_count", "rating_count"):
        assert getattr(whole, name) == sum(getattr(part, name) for part in parts)
    for name in ("withheld", "sources", "methods"):
        counts = getattr(whole, name)
        assert list(counts) == sorted({key for part in parts for key in getattr(part, name)})
        for key, count in counts.items():
            assert count == sum(getattr(part, name).get(key, 0) for part in parts)
    assert (whole.tenths, whole.bars, whole.aspects) == (None, (0, 0, 0, 0, 0), ())
    assert total(iter(parts)) == whole
