from __future__ import annotations

import datetime

import pytest
from review_exports import (
    EMAIL,
    by_id,
    everything_said,
    json_file,
    options,
    passed_over,
    read,
    refused,
    yelp_files,
    yelp_review,
)

from site_gen.errors import UnreadableError


def test_pages_of_many_businesses_are_one_export():
    reading = read("yelp", yelp_files())
    assert reading.rows == 45
    assert len(reading.received) == 42
    assert refused(reading) == {"unreadable": 1}
    assert passed_over(reading) == {"empty": 1, "repeated": 1}
    assert (reading.source, reading.format) == ("yelp", "yelp")
    assert reading.source_total == 40 + 14 * 3
    assert not reading.is_whole
    assert len({one.place for one in reading.received}) == 15


def test_what_yelp_shows_is_never_whole_and_is_collected_by_an_outside_service():
    for one in read("yelp", yelp_files()).received:
        assert (one.completeness, one.method, one.verification) == ("excerpt", "imported", "none")


def test_a_review_becomes_one_with_its_business_and_without_its_authors_profile():
    page = {"reviews": [yelp_review(2, "harbor-dental")], "total": 1}
    reading = read("yelp", [json_file("yelp.json", page)], options("America/Chicago"))
    (one,) = reading.received
    assert one.place == "harbor-dental"
    assert one.received_at.isoformat() == "2026-03-03T19:02:07-06:00"
    assert (one.source_id, one.rating, one.author) == ("yr-00000000000000000002", 3, "Robin C.")
    assert one.text == "Waited 50 minutes; nobody said why...."
    assert "user_details" not in everything_said(reading)
    assert reading.is_whole


def test_the_zone_of_the_site_is_that_of_its_dates():
    files = [json_file("yelp.json", {"reviews": [yelp_review(2, "harbor-dental")], "total": 1})]
    chicago, madrid = (read("yelp", files, options(zone)).received[0] for zone in ("America/Chicago", "Europe/Madrid"))
    assert chicago.received_at - madrid.received_at == datetime.timedelta(hours=7)


def test_an_author_without_a_name_has_none():
    assert by_id(read("yelp", yelp_files()))["yr-00000000000000000006"].author is None


def test_contact_data_in_the_wrong_place_is_not_repeated():
    reading = read("yelp", yelp_files())
    assert [one.reason for one in reading.refusals] == ["there is contact data where a rating was expected"]
    assert EMAIL not in everything_said(reading)


@pytest.mark.parametrize(("name", "kept"), [(f"Robin {EMAIL}", None), ("Robin C.", "Robin C.")])
def test_an_authors_name_with_contact_data_is_left_out_and_noted(name, kept):
    page = {"reviews": [yelp_review(2, "harbor-dental", user={"id": "u", "name": name})], "total": 1}
    reading = read("yelp", [json_file("yelp.json", page)])
    assert [one.author for one in reading.received] == [kept]
    assert [note.kind for note in reading.notes] == ["contact-left-out"] * (kept is None)
    assert EMAIL not in everything_said(reading)


@pytest.mark.parametrize("url", ["", None, 7, "https://maps.example/biz/harbor", "https://www.yelp.com/user/x"])
def test_an_address_that_names_no_business_names_none(url: object):
    page = {"reviews": [yelp_review(1, "x", url=url)], "total": 1}
    assert read("yelp", [json_file("yelp.json", page)]).received[0].place == ""


def test_two_businesses_of_one_export_have_both_their_totals():
    pages = [{"reviews": [yelp_review(n, f"b-{n}")], "total": 10 * n} for n in (1, 2, 2)]
    assert read("yelp", [json_file("yelp.json", pages)]).source_total == 30


def test_reviews_of_google_are_not_yelps():
    page = {"reviews": [{"starRating": "FIVE", "createTime": "2026-03-01T00:00:00Z", "reviewId": "a"}]}
    with pytest.raises(UnreadableError, match="Google's Business Profile API, expected an export of yelp"):
        read("yelp", [json_file("reviews.json", page)])
