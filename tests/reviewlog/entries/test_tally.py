"""Counts and averages from the log: the table of states row by row, and the edges of the average."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import Any

import pytest
from entry_samples import SmallLog, make_review
from hypothesis import given
from hypothesis import strategies as st

from site_gen.model.counting import AspectMean
from site_gen.model.handling import handle
from site_gen.model.placed import State, place
from site_gen.model.review import HiddenField, HiddenSegment, Moderation, Rating
from site_gen.model.site import ReviewSettings
from site_gen.model.standing import NOT_ABOUT_THIS_PROVIDER, stand
from site_gen.reviewlog.entries import ProviderEntry
from site_gen.reviewlog.examine import examine_openings
from site_gen.reviewlog.published import PublishedOpenings, publish_opening
from site_gen.reviewlog.segments import split_text
from site_gen.reviewlog.tally import Tally, aspect_means, tally_providers, tally_reviews, tally_whole

AS_OF = "2026-11"
NO_ANSWERS = HiddenField(field="aspects", reason="third-party-privacy")


@pytest.fixture
def log() -> SmallLog:
    return SmallLog()


def tally(log: SmallLog, as_of: str = AS_OF) -> Tally:
    return tally_providers(log.replay(), as_of)["amara-okafor"]


def questions(log: SmallLog) -> tuple[AspectMean, ...]:
    """Give the means of what the published openings disclose."""
    replay = log.replay()
    reviews = tuple(
        publish_opening(log.openings[index], review)
        for index, review in replay.reviews.items()
        if review.state is State.PUBLISHED
    )
    openings = PublishedOpenings(v="site-gen.openings/1", provider="amara-okafor", size=replay.size, reviews=reviews)
    opened, failures = examine_openings(openings, replay, log.entries.__getitem__)
    assert not failures
    return aspect_means(replay.reviews.values(), opened, replay.display, AS_OF)


def received(month: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(f"{month}-15T12:00:00+00:00")


def counted(log: SmallLog) -> dict[str, Any]:
    """Give the counts that are not nothing."""
    found = tally(log)
    names = ("received", "shown", "hidden", "pending", "replaced", "erased", "withheld", "elsewhere", "rating_count")
    return {name: getattr(found, name) for name in names if getattr(found, name)}


def test_a_pending_review_is_received_and_not_in_the_average(log: SmallLog):
    log.review()
    assert counted(log) == {"received": 1, "pending": 1}


def test_a_published_review_is_shown_and_in_the_average(log: SmallLog):
    log.decide(log.review())
    assert counted(log) == {"received": 1, "shown": 1, "rating_count": 1}


def test_a_published_review_with_marks_is_hidden_in_part_and_in_the_average(log: SmallLog):
    log.decide(log.review(), hidden=(HiddenSegment(segment=0, reason="abusive"),))
    assert counted(log) == {"received": 1, "hidden": 1, "rating_count": 1}


@pytest.mark.parametrize("reason", sorted(NOT_ABOUT_THIS_PROVIDER))
def test_a_review_withheld_because_it_is_not_about_the_provider_is_not_in_the_average(log: SmallLog, reason: str):
    log.withhold(log.review(), reason)
    assert counted(log) == {"received": 1, "withheld": {reason: 1}}


@pytest.mark.parametrize(
    "reason",
    ["confidential-business", "abusive", "third-party-privacy", "discriminatory", "clearly-false", "court-order"],
)
def test_a_review_withheld_for_its_words_stays_in_the_average(log: SmallLog, reason: str):
    log.withhold(log.review(), reason)
    assert counted(log) == {"received": 1, "withheld": {reason: 1}, "rating_count": 1}


def test_a_replaced_review_is_counted_apart(log: SmallLog):
    old = log.review(rating=2)
    log.decide(old)
    log.decide(log.review(rating=5, supersedes=old))
    assert counted(log) == {"received": 1, "shown": 1, "replaced": 1, "rating_count": 1}
    assert tally(log).mean == 5


def test_an_erased_review_is_received_as_erased_and_not_in_the_average(log: SmallLog):
    review = log.review()
    log.decide(review)
    log.erase(review)
    assert counted(log) == {"received": 1, "erased": 1}


def test_a_review_shown_elsewhere_is_counted_by_source_and_nowhere_else(log: SmallLog):
    log.review(source="google-business-profile")
    log.review(source="google-business-profile")
    log.review(source="yelp")
    assert counted(log) == {"elsewhere": {"google-business-profile": 2, "yelp": 1}}
    assert tally(log).elsewhere_count == 3


def test_an_edit_of_a_review_shown_elsewhere_counts_once(log: SmallLog):
    log.review(source="yelp", supersedes=log.review(source="yelp"))
    assert counted(log) == {"elsewhere": {"yelp": 1}}


def test_withheld_reviews_are_counted_by_reason(log: SmallLog):
    for reason in ("unrelated", "abusive", "unrelated"):
        log.withhold(log.review(), reason)
    assert list(tally(log).withheld.items()) == [("abusive", 1), ("unrelated", 2)]
    assert tally(log).withheld_count == 3


def test_the_average_is_exact_and_its_tenths_are_truncated(log: SmallLog):
    for rating in [5] * 24 + [4]:
        log.decide(log.review(rating=rating))
    assert (tally(log).mean, tally(log).tenths) == (Fraction(124, 25), 49)


def test_only_fives_give_five(log: SmallLog):
    log.decide(log.review(rating=5))
    assert (tally(log).mean, tally(log).tenths) == (5, 50)


def test_other_scales_are_mapped_and_recommendations_are_not_averaged(log: SmallLog):
    for rating in (Rating(value=8, best=10), Rating(value=46, best=50, worst=10, scale=10), Rating(binary=True), None):
        log.decide(log.review(rating=rating))
    found = tally(log)
    assert found.mean == (1 + Fraction(4 * 7, 9) + Fraction(46, 10)) / 2
    assert (found.rating_count, found.review_count, found.received) == (2, 4, 4)


def test_reviews_without_a_text_are_ratings_and_no_reviews(log: SmallLog):
    log.decide(log.review(text=None))
    assert (tally(log).rating_count, tally(log).review_count) == (1, 0)


@pytest.mark.parametrize(("ratings", "mean"), [(4, None), (5, 4)])
def test_below_the_minimum_there_is_no_average(log: SmallLog, ratings: int, mean: int | None):
    log.display(minimum_ratings=5)
    for _ in range(ratings):
        log.decide(log.review(rating=4))
    found = tally(log)
    assert (found.mean, found.rating_count, found.minimum) == (mean, ratings, 5)
    assert (found.tenths is None) is (mean is None)


@pytest.mark.parametrize(("month", "count"), [("2026-11", 1), ("2024-11", 1), ("2024-10", 0), ("2026-12", 1)])
def test_the_window_reaches_back_by_months(log: SmallLog, month: str, count: int):
    log.display(window_months=24)
    log.decide(log.review(received_at=received(month)))
    assert (tally(log).rating_count, tally(log).window_months) == (count, 24)


@pytest.mark.parametrize(("month", "count"), [("2024-01", 1), ("2023-12", 0)])
def test_with_years_the_window_is_in_whole_years(log: SmallLog, month: str, count: int):
    log.display(window_months=24, received_precision="year")
    log.decide(log.review(received_at=received(month)))
    assert tally(log).rating_count == count


def test_a_month_of_receipt_that_was_logged_as_a_year_is_compared_as_a_year(log: SmallLog):
    log.display(window_months=12)
    log.decide(log.review(received_at=received("2025-01")))
    replay = log.replay()
    (review,) = replay.reviews.values()
    assert tally_reviews([review], replay.display, AS_OF).rating_count == 0
    review.received = "2025"
    assert tally_reviews([review], replay.display, AS_OF).rating_count == 1


def test_a_provider_without_reviews_is_in_the_tally_and_providers_are_apart(log: SmallLog):
    log.add(ProviderEntry(logged="2026-03", id="ana-diaz", slug="ana-diaz", status="active"))
    log.decide(log.review(rating=1))
    log.decide(log.review(rating=5, provider="zoe-li"))
    found = tally_providers(log.replay(), AS_OF)
    assert list(found) == ["amara-okafor", "ana-diaz", "zoe-li"]
    assert [one.mean for one in found.values()] == [1, None, 5]
    assert found["ana-diaz"] == Tally()


def test_bars_spread_the_ratings_of_the_average_by_the_nearest_star(log: SmallLog):
    log.display(minimum_ratings=9, window_months=12)
    for rating in (1, 5, 5, Rating(value=7, best=8, worst=0), Rating(binary=True), None):
        log.decide(log.review(rating=rating))
    log.withhold(log.review(rating=1), "abusive")
    log.withhold(log.review(rating=1), "unrelated")
    log.decide(log.review(rating=3, received_at=received("2020-01")))
    log.review(rating=3)
    assert (tally(log).bars, tally(log).rating_count) == ((2, 0, 0, 0, 3), 5)


def test_methods_and_sources_count_what_is_kept(log: SmallLog):
    log.decide(log.review(method="organic"))
    log.withhold(log.review(source="press-ganey", method="imported"))
    log.erase(log.review(method="organic"))
    log.review(source="yelp", method="imported")
    log.decide(log.review(supersedes=log.review(method="organic")))
    found = tally(log)
    assert found.methods == {"imported": 1, "invited-all": 1, "organic": 1}
    assert found.sources == {"press-ganey": 1, "website-form": 2}
    assert sum(found.methods.values()) == found.received - found.erased


def test_withheld_reviews_are_counted_by_reason_and_star(log: SmallLog):
    for rating in (1, Rating(value=7, best=8, worst=0), Rating(binary=True), None):
        log.withhold(log.review(rating=rating), "abusive")
    log.withhold(log.review(rating=2), "unrelated")
    assert tally(log).withheld_rows == {"abusive": (1, 0, 0, 0, 1, 2), "unrelated": (0, 1, 0, 0, 0, 0)}


def test_questions_are_averaged_over_the_answers_that_are_disclosed_and_count(log: SmallLog):
    log.display(window_months=12)
    log.decide(log.review(aspects={"listens": 5, "staff": 4}))
    log.decide(log.review(aspects={"listens": 4}, rating=None))
    log.decide(log.review(aspects={"listens": 1}), hidden_fields=(NO_ANSWERS,))
    log.decide(log.review(aspects={"listens": 1}, received_at=received("2020-01")))
    log.withhold(log.review(aspects={"listens": 1}))
    log.review(aspects={"listens": 1})
    assert questions(log) == (AspectMean("listens", 45, 2), AspectMean("staff", 40, 1))


def test_answers_that_nothing_opens_are_left_out(log: SmallLog):
    log.decide(log.review(aspects={"listens": 5}))
    assert aspect_means(log.replay().reviews.values(), {}, None, AS_OF) == ()


def test_the_whole_adds_up_counts_and_has_no_average(log: SmallLog):
    log.display(minimum_ratings=2, window_months=24)
    log.withhold(log.review(rating=1))
    log.withhold(log.review(rating=1, provider="zoe-li"))
    log.decide(log.review(rating=5, provider="zoe-li", method="organic"))
    log.erase(log.review(provider="zoe-li"))
    replay = log.replay()
    whole = tally_whole(tally_providers(replay, AS_OF).values(), replay.display)
    assert whole == Tally(
        received=4,
        shown=1,
        erased=1,
        withheld={"abusive": 2},
        withheld_rows={"abusive": (2, 0, 0, 0, 0, 0)},
        waits={"logged": (4, 0, 0, 0), "published": (1, 0, 0, 0)},
        methods={"invited-all": 2, "organic": 1},
        sources={"website-form": 3},
        minimum=2,
        window_months=24,
    )
    assert tally_whole([], None) == Tally()


moderated = st.lists(
    st.tuples(
        st.none() | st.integers(1, 5) | st.just(Rating(value=7, best=10)),
        st.sampled_from(["pending", "published", "marked", "unanswered", "abusive", "unrelated"]),
        st.sampled_from(["2026-11", "2025-12", "2025-11", "2025-10", "2024-01"]),
        st.booleans(),
    ),
    max_size=8,
)


@given(moderated, st.sampled_from([None, 1, 12]), st.sampled_from(["month", "year"]), st.integers(1, 3))
def test_the_log_counts_as_the_pages_count(
    chosen: list[tuple[Any, str, str, bool]], window: int | None, precision: Any, minimum: int
):
    log = SmallLog()
    log.display(window_months=window, received_precision=precision, minimum_ratings=minimum)
    reviews = []
    for rating, status, month, has_text in chosen:
        text, answers = ("Good.", {"listens": len(reviews) % 5 + 1}) if has_text else (None, {"staff": 3})
        fields = {"rating": rating, "received_at": received(month), "text": text, "aspects": answers}
        index = log.review(**fields)
        marks = (HiddenSegment(segment=0, reason="abusive"),) if status == "marked" and has_text else ()
        covered = (NO_ANSWERS,) if status == "unanswered" else ()
        moderation = Moderation()
        if status in ("published", "marked", "unanswered"):
            log.decide(index, hidden=marks, hidden_fields=covered)
            moderation = Moderation(status="published", hidden=marks, hidden_fields=covered)
        elif status != "pending":
            log.withhold(index, status)
            moderation = Moderation(status="withheld", reason=status)  # type: ignore[arg-type]
        reviews.append(make_review(id=f"r-{index:012}", moderation=moderation, **fields))
    settings = ReviewSettings(window_months=window, received_precision=precision, minimum_ratings=minimum)
    placed = place(reviews, split_text)
    standing = stand(placed, settings, AS_OF)
    found = tally_reviews(log.replay().reviews.values(), log.replay().display, AS_OF)
    for name in (
        "received",
        "shown",
        "hidden",
        "pending",
        "withheld",
        "review_count",
        "rating_count",
        "minimum",
        "window_months",
        "tenths",
        "bars",
        "methods",
        "sources",
    ):
        assert getattr(found, name) == getattr(standing, name), name
    assert found.withheld_rows == handle(placed, {}).withheld
    assert questions(log) == standing.aspects


def test_a_wait_ends_with_the_first_publication_whatever_is_decided_after_it(log: SmallLog):
    late = log.review(received_at=received("2026-01"))
    log.decide(late, logged="2026-03")
    log.decide(late, logged="2026-09")
    back = log.review(received_at=received("2026-02"), logged="2026-09")
    log.withhold(back, logged="2026-09")
    assert tally(log).waits == {"logged": (0, 0, 1, 1), "published": (0, 0, 1, 0)}
    log.decide(back, logged="2026-10")
    assert tally(log).waits["published"] == (0, 0, 1, 1)


def test_what_is_replaced_or_shown_elsewhere_is_in_no_wait(log: SmallLog):
    earlier = log.review()
    log.decide(earlier)
    log.decide(log.review(supersedes=earlier))
    log.review(source="yelp")
    assert tally(log).waits == {"logged": (1, 0, 0, 0), "published": (1, 0, 0, 0)}
