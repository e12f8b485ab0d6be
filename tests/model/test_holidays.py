"""The table of US holidays is the library's, and is asked for a stretch of days."""

from __future__ import annotations

import datetime
import importlib.util
from pathlib import Path

from site_gen.model.holidays import holidays_from

TOOL = Path(__file__).parents[2] / "tools" / "us_holidays.py"


def test_the_table_is_what_the_library_says():
    spec = importlib.util.spec_from_file_location("us_holidays", TOOL)
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert tool.PLACE.read_text(encoding="utf-8") == tool.table(), "run python tools/us_holidays.py"


def test_a_stretch_has_the_holidays_of_its_days_and_no_other():
    days = holidays_from("US", datetime.date(2026, 11, 26), 30)
    assert [(one.on.isoformat(), one.name) for one in days] == [
        ("2026-11-26", "Thanksgiving Day"),
        ("2026-12-25", "Christmas Day"),
    ]
    assert holidays_from("US", datetime.date(2026, 11, 27), 28) == ()


def test_a_holiday_on_a_weekend_has_a_working_day_that_stands_in_for_it():
    days = holidays_from("US", datetime.date(2027, 7, 1), 10)
    assert [(one.on.day, one.observed) for one in days] == [(4, False), (5, True)]


def test_of_other_countries_no_holidays_are_known():
    assert holidays_from("CA", datetime.date(2026, 11, 26), 365) == ()
