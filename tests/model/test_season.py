"""The day of a seasonal post, by every kind of rule, in every year."""

from __future__ import annotations

import datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.model.season import DateRule

MONDAY = 0
FRIDAY = 4


def rule(**keys: object) -> DateRule:
    return msgspec.convert(keys, DateRule)


@pytest.mark.parametrize(
    ("keys", "day", "words"),
    [
        ({"month": 11, "day": 14}, "2027-11-14", "November 14"),
        ({"month": 2, "nth": "first", "weekday": "friday"}, "2027-02-05", "first Friday of February"),
        ({"month": 5, "nth": "last", "weekday": "monday"}, "2027-05-31", "last Monday of May"),
        ({"month": 2, "nth": "fourth", "weekday": "sunday"}, "2027-02-28", "fourth Sunday of February"),
        (
            {"month": 5, "nth": "last", "weekday": "monday", "plus_days": -3},
            "2027-05-28",
            "3 days before the last Monday of May",
        ),
        (
            {"month": 6, "nth": "third", "weekday": "sunday", "plus_days": 1},
            "2027-06-21",
            "1 day after the third Sunday of June",
        ),
        ({"month": 8, "week": "first", "weekday": "sunday"}, "2027-08-08", "Sunday of the first week of August"),
        ({"month": 8, "week": "last", "weekday": "monday"}, "2027-08-30", "Monday of the last week of August"),
        ({"month": 1, "day": 1, "plus_days": 30}, "2027-01-31", "30 days after January 1"),
    ],
)
def test_a_rule_gives_its_day_and_says_it_in_words(keys, day, words):
    assert rule(**keys).on(2027) == datetime.date.fromisoformat(day)
    assert rule(**keys).words == words


def test_the_first_friday_of_february_moves_with_the_year():
    wear_red = rule(month=2, nth="first", weekday="friday")
    assert [wear_red.on(year).day for year in (2026, 2027, 2028)] == [6, 5, 4]


def test_a_week_is_one_whose_monday_is_in_the_month_so_its_sunday_may_not_be():
    assert rule(month=5, week="last", weekday="monday").on(2027) == datetime.date(2027, 5, 31)
    assert rule(month=5, week="last", weekday="sunday").on(2027) == datetime.date(2027, 6, 6)


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ({"month": 2}, "found none"),
        ({"month": 2, "day": 1, "nth": "first", "weekday": "friday"}, "found day and nth"),
        ({"month": 2, "nth": "first"}, "weekday belongs to nth and week"),
        ({"month": 2, "day": 1, "weekday": "friday"}, "weekday belongs to nth and week"),
        ({"month": 2, "day": 29}, "not every year a day 29 in month 2"),
        ({"month": 4, "day": 31}, "not every year a day 31 in month 4"),
        ({"month": 13, "day": 1}, "<= 12"),
    ],
)
def test_a_rule_that_is_no_day_in_every_year_is_refused(keys, says):
    with pytest.raises(msgspec.ValidationError, match=says):
        rule(**keys)


def test_the_last_day_of_february_that_there_is_in_every_year_is_taken():
    assert rule(month=2, day=28).on(2028) == datetime.date(2028, 2, 28)


@given(
    year=st.integers(2020, 2100),
    month=st.integers(1, 12),
    nth=st.sampled_from(["first", "second", "third", "fourth", "last"]),
    weekday=st.sampled_from([("monday", MONDAY), ("friday", FRIDAY)]),
)
def test_the_nth_weekday_is_that_weekday_of_that_month_and_the_nth(year, month, nth, weekday):
    name, number = weekday
    day = rule(month=month, nth=nth, weekday=name).on(year)
    assert (day.month, day.weekday()) == (month, number)
    if nth == "last":
        assert (day + datetime.timedelta(7)).month != month
    else:
        assert (day.day - 1) // 7 == ["first", "second", "third", "fourth"].index(nth)


@given(
    year=st.integers(2020, 2100), month=st.integers(1, 12), week=st.sampled_from(["first", "second", "third", "fourth"])
)
def test_days_of_a_week_follow_its_monday(year, month, week):
    monday = rule(month=month, week=week, weekday="monday").on(year)
    assert monday.month == month
    assert rule(month=month, week=week, weekday="friday").on(year) - monday == datetime.timedelta(FRIDAY)
