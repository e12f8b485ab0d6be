"""What a profile says of a person is true of the person, not only of the building they work in."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup

from conftest import SITE, review, review_id

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


def plans(page: BeautifulSoup) -> list[list[str]]:
    """Give the plans that a profile shows, list by list."""
    lists = page.select('section[aria-labelledby="insurance"] ul')
    return [[item.get_text(strip=True) for item in one.select("li")] for one in lists]


def test_insurance_is_what_the_person_accepts_and_stands_there_once(site):
    folder = site(SITE)
    folder.edit("content/locations/downtown.yaml", "name: Downtown", "name: Downtown\ninsurance: [Prairie, Medicaid]")
    folder.edit("content/providers/ana-diaz.yaml", "kind: dentist", "kind: dentist\ninsurance: [Prairie]")
    public = folder.build()
    page = public.html(PROFILE)
    assert plans(page) == [["Prairie"]]
    assert "Medicaid" not in page.get_text()
    assert page.select_one('.hero a[href="#insurance"]').get_text() == "1 plan"
    assert not (public.folder / "insurance/medicaid").exists(), "the lists say what the profile says"


def test_where_places_accept_other_plans_each_list_names_its_places(site):
    north = "-- content/locations/north.yaml --\nname: North\ninsurance: [Prairie, Lake Plan]\n" + (
        "address: {street: 9 Elm Street, locality: Chicago, region: IL, postal_code: '60601'}\nphone: '+13125550109'\n"
    )
    folder = site(SITE + north)
    practices = "locations: [{location: downtown, insurance: [Little Lakes]}, {location: north}]"
    before = "locations: [{location: downtown, accepting_new_patients: true}]"
    folder.edit("content/providers/ana-diaz.yaml", before, practices)
    public = folder.build()
    page = public.html(PROFILE)
    assert plans(page) == [["Little Lakes"], ["Prairie", "Lake Plan"]]
    heads = [head.get_text() for head in page.select('section[aria-labelledby="insurance"] h3')]
    assert heads == ["Downtown", "North"]
    assert page.select_one('.hero a[href="#insurance"]').get_text() == "3 plans, by location"
    for slug in ("little-lakes", "prairie", "lake-plan"):
        assert "Ana Diaz" in public.text(f"insurance/{slug}/index.html")


def test_nobody_is_said_to_accept_plans_of_which_nothing_is_known(site):
    page = site(SITE).build().html(PROFILE)
    assert plans(page) == []
    assert page.select_one('a[href="#insurance"]') is None


def test_the_call_button_names_the_place_that_answers(site):
    folder = site(SITE)
    page = folder.build().html(PROFILE)
    button = page.select_one(".actions .button")
    assert button["href"] == "tel:+13125550101"
    assert " ".join(button.get_text().split()) == "Call Downtown (312) 555-0101"
    assert page.select_one(".site-phone .vh").get_text(strip=True) == "Call Harbor Dental"
    folder.edit("content/locations/downtown.yaml", 'phone: "+13125550101"\n', "")
    button = folder.build().html(PROFILE).select_one(".actions .button")
    assert button["href"] == "tel:+13125550100"
    assert " ".join(button.get_text().split()) == "Call Harbor Dental (312) 555-0100", "no place, so the group answers"


def test_older_reviews_are_offered_only_where_there_are_some_and_from_the_right_one(site):
    folder = site(SITE + "".join(review(number, month=f"2026-0{number}") for number in range(1, 6)))
    folder.edit("site.yaml", "covered_entity: false", "covered_entity: false\nreviews: {per_page: 5}")
    assert folder.build().html(PROFILE).select_one(".older") is None
    folder.write(review(6, month="2026-06"))
    link = folder.build().html(PROFILE).select_one(".older a")
    assert link.get_text() == "Older reviews: January 2026 and before"
    assert link["href"] == f"/providers/ana-diaz/reviews/1/#review-{review_id(1)}"
