"""What a profile says of a person is true of the person, not only of the building they work in."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup

from conftest import SITE

PROFILE = "providers/ana-diaz/index.html"
PLACE = """\
phone: "+13125550101"
hours: {mon-fri: "07:30-18:00"}
hours_exceptions:
  - {on: 2026-11-26, hours: closed, note: Thanksgiving Day}
  - {on: 2026-11-27, hours: "08:00-12:00", note: Day after Thanksgiving}
  - {on: 2026-12-09, hours: "13:00-18:00", note: Training}
  - {on: 2026-12-10, hours: "08:00-20:00", note: Open late}
  - {on: 2026-12-24, hours: "07:30-12:00", note: Christmas Eve}
"""
OWN = '{mon-tue: "08:00-12:00, 13:00-17:00", wed-thu: "08:00-12:00"}'


def table(page: BeautifulSoup, caption: str) -> dict[str, str]:
    """Give the rows of a table of hours by their heads, white space folded."""
    (found,) = [one for one in page.select("table.hours") if caption in one.select_one("caption").get_text()]
    rows = [(row.th.get_text(" "), row.td.get_text(" ")) for row in found.select("tr")]
    return {" ".join(head.split()): " ".join(cell.split()).replace("\u202f", " ") for head, cell in rows}


@pytest.fixture
def profile(site: Any) -> Any:
    """Give a function that builds Ana Diaz's page with another line about where she works."""

    def build(practice: str, extra: str = "") -> BeautifulSoup:
        folder = site(SITE)
        folder.edit("content/locations/downtown.yaml", 'phone: "+13125550101"\n', PLACE)
        before = "locations: [{location: downtown, accepting_new_patients: true}]"
        folder.edit("content/providers/ana-diaz.yaml", before, f"locations: [{{location: downtown{practice}}}]{extra}")
        return folder.build().html(PROFILE)

    return build


def test_dates_on_which_only_the_building_is_open_are_not_among_the_hours_of_a_person(profile):
    dates = table(profile(f", hours: {OWN}"), "Other hours on these dates")
    assert not [head for head in dates if "Day after Thanksgiving" in head], "a Friday, on which she never is there"
    assert not [head for head in dates if "Open late" in head], "she goes when she always goes"


def test_on_a_date_with_other_hours_a_person_is_there_only_while_both_are(profile):
    dates = table(profile(f", hours: {OWN}"), "Other hours on these dates")
    (thanksgiving,) = [cell for head, cell in dates.items() if "Thanksgiving Day" in head]
    assert thanksgiving == "Not here"
    (training,) = [cell for head, cell in dates.items() if "Training" in head]
    assert training == "Not here", "she is there in the morning, and the building opens at one"
    assert len(dates) == 2, "on Christmas Eve she is there in the morning, as on every Thursday"


def test_what_a_profile_says_of_a_date_counts_before_what_the_place_says(profile):
    own = "hours_exceptions: [{on: 2026-11-27, hours: '09:00-10:00'}, {on: 2026-11-26, hours: closed, note: Away}]"
    dates = table(profile(f", hours: {OWN}, {own}"), "Other hours on these dates")
    (friday,) = [cell for head, cell in dates.items() if "27" in head]
    assert friday == "9:00 AM – 10:00 AM"
    assert [cell for head, cell in dates.items() if "Away" in head] == ["Not here"]
    assert not [head for head in dates if "Thanksgiving Day" in head], "one date, one answer"


def test_days_on_which_a_person_is_elsewhere_are_not_called_closed(profile):
    page = profile(f", hours: {OWN}")
    days = table(page, "Dr. Ana Diaz is here")
    assert list(days) == ["Monday to Tuesday", "Wednesday to Thursday"]
    assert "Closed" not in page.select_one(".place-card").get_text()


def test_where_the_profile_has_no_hours_those_of_the_place_stand_as_those_of_the_place(profile):
    page = profile("")
    assert table(page, "Hours")["Saturday to Sunday"] == "Closed"
    dates = table(page, "Other hours on these dates")
    assert len(dates) == 5
    assert [cell for head, cell in dates.items() if "Thanksgiving Day" in head] == ["Closed"]


def test_of_somebody_on_leave_no_page_says_when_they_are_there(profile):
    page = profile(f", hours: {OWN}", "\nstatus: on-leave")
    assert "is here" not in page.select_one(".place-card").get_text()
    assert table(page, "Hours")["Monday to Friday"] == "7:30 AM – 6:00 PM"
