"""Dates of exports: each form that is read, and what lies just beside it."""

from __future__ import annotations

import datetime
from contextlib import suppress
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from site_gen.intake.reviews.dates import Style, find_order, read_instant, read_month

CHICAGO = Style(ZoneInfo("America/Chicago"))
DAY_FIRST = CHICAGO._replace(order="day-first")
MONTH_FIRST = CHICAGO._replace(order="month-first")


def utc(text: object, how: Style = CHICAGO) -> str:
    return f"{read_instant(text, how).astimezone(datetime.UTC):%Y-%m-%dT%H:%M:%SZ}"


def local(text: object, how: Style = CHICAGO) -> str:
    return f"{read_instant(text, how):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-18T22:05:00Z",
        "2026-03-18t22:05:00z",
        "2026-03-18T22:05Z",
        "2026-03-18T22:05:00.000Z",
        "2026-03-18T22:05:00.123456789Z",
        "2026-03-19T03:35:00+05:30",
        "2026-03-19T03:35:00+0530",
        "2026-03-18 22:05:00 UTC",
        "2026-03-18 22:05:00 GMT",
        "2026-03-18 17:05:00",
        "2026-03-18 17:05",
        "2026-03-18 5:05 PM",
        "2026/3/18 17:05",
        "3/18/2026 5:05 PM",
        "03/18/2026 05:05:00 p.m.",
        "3/18/26 5:05pm",
        "3/18/2026, 5:05 PM",
        "3/18/2026 5:05 PM CDT",
        "3/18/2026 4:05 PM CST",
        "18.03.2026 17:05",
        "18.3.26, 17.05",
        "18/03/2026 17:05",
        "Mar 18, 2026 5:05 PM",
        "March 18th, 2026 at 5:05 PM",
        "Wednesday, March 18, 2026 17:05",
        "18 Mar 2026 17:05",
        "18-Mar-2026 17:05",
        "18-Mar-26 17:05",
        "Wed, 18 Mar 2026 22:05:00 +0000",
        "Wed Mar 18 2026 22:05:00 GMT+0000 (Coordinated Universal Time)",
        "20260318170500",
        "1773871500",
        "1773871500.25",
        "1773871500000",
        1773871500000,
        datetime.datetime(2026, 3, 18, 22, 5, tzinfo=datetime.UTC),
        "  2026-03-18T22:05:00Z\n",
    ],
)
def test_one_instant_is_read_however_it_is_written(text):
    assert utc(text) == "2026-03-18T22:05:00Z"


@pytest.mark.parametrize("text", ["2026-03-18", "3/18/2026", "18.3.2026", "Mar 18, 2026", "20260318", "2026/03/18"])
def test_a_date_without_a_time_is_noon_of_that_day_where_the_site_is(text):
    assert read_instant(text, CHICAGO).isoformat() == "2026-03-18T12:00:00-05:00"


@pytest.mark.parametrize(
    ("text", "reads"), [("12:05 AM", "00:05"), ("12:05 PM", "12:05"), ("1:05 am", "01:05"), ("11:59 pm", "23:59")]
)
def test_noon_and_midnight_are_twelve(text, reads):
    assert local(f"3/18/2026 {text}") == f"2026-03-18 {reads}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        None,
        "soon",
        "n/a",
        "12:30",
        "13/13/2026",
        "0/4/2026",
        "2/29/2026",
        "31.4.2026",
        "2026-13-01",
        "20261318",
        "2026-03-18T25:00:00Z",
        "2026-03-18T22:60:00Z",
        "2026-03-18T22:05:00+99:99",
        "2026-03-18T",
        "2026-W12-3",
        "3/18/2026 13:05 PM",
        "3/18/2026 0:05 AM",
        "3/18/2026 5 PM",
        "3-18/2026",
        "3/18/226",
        "marvel 18, 2026",
        "mars 18, 2026",
        "Thu, 18 Mar 2026",
        "Mar 18, 26",
        "46099",
        "12345678901",
        "1773871500 ms",
        "2026-03-18 22:05:00 XST",
        "1989-12-31",
        "2101-01-01",
        "9999999999999",
        "-1773871500",
        "２０２６-03-18",
        {"seconds": 1773871500},
        True,
    ],
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r"no date|is in the year"):
        read_instant(text, CHICAGO)


def test_a_date_that_can_be_two_days_needs_an_order():
    with pytest.raises(ValueError, match=r"'4/5/2026' can be two days; say which number is the day"):
        read_instant("4/5/2026", CHICAGO)
    assert local("4/5/2026", MONTH_FIRST) == "2026-04-05 12:00"
    assert local("4/5/2026", DAY_FIRST) == "2026-05-04 12:00"
    assert local("4/4/2026") == "2026-04-04 12:00"


def test_dots_stand_only_where_the_day_comes_first():
    assert local("4.5.2026") == local("4.5.2026", MONTH_FIRST) == "2026-05-04 12:00"
    assert find_order(["18.3.2026", "3/4/2026"], fallback="month-first") == "month-first"
    with pytest.raises(ValueError, match="is no date"):
        read_instant("3.18.2026", MONTH_FIRST)


def test_an_order_that_a_person_gives_counts_for_dates_with_dots_too():
    given = MONTH_FIRST._replace(is_given=True)
    assert (local("03.04.2026", given), local("12.31.2026", given)) == ("2026-03-04 12:00", "2026-12-31 12:00")
    assert local("03.04.2026", DAY_FIRST._replace(is_given=True)) == "2026-04-03 12:00"
    with pytest.raises(ValueError, match="is no date of an export that has the month first"):
        read_instant("31.12.2026", given)


def test_three_numbers_of_two_digits_with_hyphens_need_an_order_that_a_person_gives():
    for how in (CHICAGO, DAY_FIRST, MONTH_FIRST):
        with pytest.raises(
            ValueError, match=r"'26-03-18' can begin with its day, its month or its year; write it with"
        ):
            read_instant("26-03-18", how)
    assert find_order(["26-03-18", "3/4/2026"]) is None
    assert local("26-03-18 10:00", DAY_FIRST._replace(is_given=True)) == "2018-03-26 10:00"
    assert local("03-26-18", MONTH_FIRST._replace(is_given=True)) == "2018-03-26 12:00"
    assert local("26-03-2018") == local("26/03/18") == "2018-03-26 12:00"


def test_a_date_against_the_order_of_its_export_is_refused():
    with pytest.raises(ValueError, match="is no date of an export that has the month first"):
        read_instant("18/3/2026", MONTH_FIRST)
    assert local("18/3/2026", DAY_FIRST) == "2026-03-18 12:00"


def test_leap_days_exist_in_leap_years_only():
    assert local("2/29/2024") == "2024-02-29 12:00"
    assert local("29.2.2000") == "2000-02-29 12:00"
    with pytest.raises(ValueError, match="is no date"):
        read_instant("29.2.2100", CHICAGO)


def test_years_of_two_digits_are_of_this_century_up_to_79():
    assert local("3/18/79") == "2079-03-18 12:00"
    assert local("3/18/98") == "1998-03-18 12:00"


def test_a_time_that_the_clocks_repeat_is_the_first_and_one_that_they_skip_counts_by_the_clock_before():
    assert utc("2025-11-02 01:30") == "2025-11-02T06:30:00Z"
    assert utc("2026-03-08 02:30") == "2026-03-08T08:30:00Z"


@pytest.mark.parametrize("text", ["2026-03", "3/2026", "03-2026", "March 2026", "Mar 2026", "2026-03-18", "3/18/2026"])
def test_months_of_visits_are_read(text):
    assert read_month(text, CHICAGO) == "2026-03"


@pytest.mark.parametrize("text", ["2026-13", "0/2026", "Marvel 2026", "2026", "1989-03", "spring 2026", ""])
def test_what_is_no_month_is_refused(text):
    with pytest.raises(ValueError, match=r"no month|no date"):
        read_month(text, CHICAGO)


def test_one_date_shows_the_order_of_all():
    assert find_order(["3/4/2026", "", "soon", "3/18/2026 5:05 PM"]) == "month-first"
    assert find_order(["3/4/2026", "18/3/2026"], fallback="month-first") == "day-first"


def test_dates_that_show_nothing_leave_the_fallback():
    assert find_order(["3/4/2026", "5/5/2026", "2026-03-18"], fallback="month-first") == "month-first"
    assert find_order([]) is None


def test_dates_that_show_both_orders_are_refused():
    with pytest.raises(ValueError, match=r"18/3/2026 has the day first and 3/18/2026 the month"):
        find_order(["18/3/2026", "3/18/2026"])


@given(st.text(max_size=200) | st.text("0123456789/.-: APMapmTZ+", max_size=40))
@example("1/" * 5_000)
@example(" " * 100_000)
@example("1" * 100_000)
@example("Mar " * 30_000)
def test_any_text_is_an_instant_or_refused(text):
    for read in (read_instant, read_month):
        with suppress(ValueError):
            assert read(text, MONTH_FIRST)


@given(
    st.datetimes(datetime.datetime(1990, 1, 2), datetime.datetime(2100, 12, 30)),  # noqa: DTZ001
    st.sampled_from(
        ["%Y-%m-%d %H:%M:%S", "%m/%d/%Y %I:%M:%S %p", "%d.%m.%Y %H:%M:%S", "%B %d, %Y %H:%M:%S", "%Y%m%d%H%M%S"]
    ),
)
def test_what_is_written_is_read_again(at, form):
    at = at.replace(microsecond=0)
    assert read_instant(at.strftime(form), MONTH_FIRST).replace(tzinfo=None) == at
