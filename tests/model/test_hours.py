"""Opening hours: day ranges spread out to days, in the forms that content may write."""

from __future__ import annotations

import itertools

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.model.hours import WEEKDAYS, DayRange, Hours, OpenSpan, Spans, day_spans, days_of, open_spans

TIMES = st.integers(0, 24 * 60 - 1).map(lambda minute: f"{minute // 60:02}:{minute % 60:02}")
SPANS = st.lists(st.tuples(TIMES, TIMES | st.just("24:00")), min_size=1, max_size=3)
RANGES = st.sampled_from([*WEEKDAYS, *(f"{first}-{last}" for first in WEEKDAYS for last in WEEKDAYS)])


def is_valid(value: str, to: type) -> bool:
    try:
        msgspec.convert(value, to)
    except msgspec.ValidationError:
        return False
    return True


def test_days_are_numbered_from_monday():
    assert [days_of(day) for day in WEEKDAYS] == [(0,), (1,), (2,), (3,), (4,), (5,), (6,)]


@pytest.mark.parametrize(
    ("days", "numbers"),
    [
        ("mon-fri", (0, 1, 2, 3, 4)),
        ("mon-sun", (0, 1, 2, 3, 4, 5, 6)),
        ("tue-tue", (1,)),
        ("sat-mon", (5, 6, 0)),
        ("fri-thu", (4, 5, 6, 0, 1, 2, 3)),
        ("sun-mon", (6, 0)),
    ],
)
def test_a_range_of_days_may_wrap_around_the_week(days, numbers):
    assert days_of(days) == numbers


@given(RANGES)
def test_every_range_begins_and_ends_with_its_days_and_names_none_twice(days):
    first, _, last = days.partition("-")
    numbers = days_of(days)
    assert WEEKDAYS[numbers[0]] == first
    assert WEEKDAYS[numbers[-1]] == (last or first)
    assert len(set(numbers)) == len(numbers) <= 7
    assert all((after - before) % 7 == 1 for before, after in itertools.pairwise(numbers))


def test_hours_are_spread_out_to_days_in_order_of_time():
    assert open_spans({"sat": "09:00-12:00", "mon-tue": "13:00-17:00, 08:00-12:00"}) == (
        OpenSpan(0, "08:00", "12:00"),
        OpenSpan(0, "13:00", "17:00"),
        OpenSpan(1, "08:00", "12:00"),
        OpenSpan(1, "13:00", "17:00"),
        OpenSpan(5, "09:00", "12:00"),
    )


def test_closed_days_and_days_that_are_not_named_have_no_hours():
    assert open_spans({"mon": "closed", "tue": "08:00-09:00"}) == (OpenSpan(1, "08:00", "09:00"),)
    assert open_spans({"mon-sun": "closed"}) == ()
    assert open_spans({}) == ()


def test_overlaps_are_kept_as_they_are_written():
    assert open_spans({"mon-tue": "08:00-12:00", "mon": "11:00-13:00, 08:00-12:00"}) == (
        OpenSpan(0, "08:00", "12:00"),
        OpenSpan(0, "08:00", "12:00"),
        OpenSpan(0, "11:00", "13:00"),
        OpenSpan(1, "08:00", "12:00"),
    )


def test_a_day_may_end_at_midnight():
    assert open_spans({"sun": "18:00-24:00"}) == (OpenSpan(6, "18:00", "24:00"),)


@given(st.dictionaries(RANGES, SPANS | st.none(), max_size=4))
def test_any_hours_are_valid_and_hold_each_span_once_for_each_of_its_days(written):
    hours = {
        days: ", ".join(f"{opens}-{closes}" for opens, closes in spans) if spans else "closed"
        for days, spans in written.items()
    }
    assert msgspec.convert(hours, Hours) == hours
    expected = [
        OpenSpan(day, opens, closes)
        for days, spans in written.items()
        for opens, closes in spans or ()
        for day in days_of(days)
    ]
    assert open_spans(hours) == tuple(sorted(expected))


@pytest.mark.parametrize("days", ["mon", "sun", "mon-fri", "fri-mon"])
def test_a_day_or_a_range_of_days_is_written_in_three_letters(days):
    assert is_valid(days, DayRange)


@pytest.mark.parametrize(
    "days", ["", "Mon", "monday", "mo", "mon-", "-fri", "mon-fri-sun", "mon fri", "mon,tue", " mon", "mon\n", "mon–fri"]
)
def test_other_forms_of_days_are_refused(days):
    assert not is_valid(days, DayRange)


@pytest.mark.parametrize("spans", ["closed", "00:00-24:00", "08:00-12:00", "08:00-12:00, 13:00-17:30", "22:00-06:00"])
def test_hours_are_closed_or_spans_with_a_comma_between(spans):
    assert is_valid(spans, Spans)


@pytest.mark.parametrize(
    "spans",
    [
        "", "Closed", "open", "8:00-12:00", "08:00-12", "08-12", "08:00 - 12:00", "08:00–12:00",
        "08:00-12:00,13:00-17:00", "08:00-12:00, ", "08:00-12:00, closed", "08:60-12:00", "24:00-24:00",
        "08:00-24:01", "08:00-25:00",
        "08:00-12:00\n",
        "8am-5pm", " 08:00-12:00",
    ],
)  # fmt: skip
def test_other_forms_of_hours_are_refused(spans):
    assert not is_valid(spans, Spans)


def test_the_spans_of_a_date_come_in_the_order_of_the_day():
    assert day_spans("13:00-17:00, 08:00-12:00") == (("08:00", "12:00"), ("13:00", "17:00"))
    assert day_spans("closed") == ()
