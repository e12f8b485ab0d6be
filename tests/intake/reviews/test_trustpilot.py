from __future__ import annotations

from collections import Counter

import pytest
from review_exports import (
    EMAIL,
    MOJIBAKE,
    PHONE,
    by_id,
    everything_said,
    file,
    json_file,
    noted,
    passed_over,
    read,
    refused,
    table,
    trustpilot_pages,
    trustpilot_review,
    trustpilot_table,
)


def one_of(**changes: object):
    """Give what becomes of one review, and the kinds of the notes about it."""
    reading = read("trustpilot", [json_file("page.json", {"reviews": [trustpilot_review(0, **changes)]})])
    return reading.received[0], set(noted(reading))


def test_pages_of_the_api_are_one_export():
    reading = read("trustpilot", trustpilot_pages())
    assert reading.rows == 46
    assert len(reading.received) == 42
    assert refused(reading) == {"unreadable": 1}
    assert passed_over(reading) == {"empty": 2, "repeated": 1}
    assert reading.source_total is None
    assert not reading.is_whole


def test_the_later_version_of_a_review_counts():
    one = by_id(read("trustpilot", trustpilot_pages()))[trustpilot_review(7)["id"]]
    assert (one.rating, one.text) == (1, "Edited: worse than I thought.")
    assert one.received_at.isoformat() == "2026-03-08T03:15:07+00:00"
    assert one.changed_at.isoformat() == "2026-03-20T09:00:00+00:00"


def test_a_review_is_taken_with_everything_that_it_says():
    one = by_id(read("trustpilot", trustpilot_pages()))[trustpilot_review(3)["id"]]
    assert (one.place, one.rating, one.title, one.text, one.author) == ("Downtown", 4, "Visit 3", None, "Sam 3")
    assert one.experienced == "2026-02"
    assert one.reply is not None
    assert (one.reply.text, one.reply.at.isoformat()) == ("Thank you for telling us.", "2026-03-09T10:00:00+00:00")
    assert by_id(read("trustpilot", trustpilot_pages()))[trustpilot_review(4)["id"]].place == "harbor.example"


def test_no_contact_data_and_no_reference_goes_on():
    for files in (trustpilot_pages(), [file("reviews.csv", trustpilot_table())]):
        said = everything_said(read("trustpilot", files))
        assert "Sam 1" in said
        for private in (EMAIL, PHONE, "MRN 0042"):
            assert private not in said


def test_an_address_for_a_name_is_left_out_and_noted():
    one, notes = one_of(consumer={"displayName": EMAIL})
    assert one.author is None
    assert "contact-left-out" in notes
    assert one_of(consumer={"displayName": "Sam @ Harbor"})[0].author == "Sam @ Harbor"
    assert one_of(consumer=None)[0].author is None


@pytest.mark.parametrize(
    ("source", "method", "note"),
    [
        ("Organic", "organic", None),
        ("AFSv1", "invited-all", None),
        ("AFSv2", "invited-all", None),
        ("Automatic invitation", "invited-all", None),
        ("DomainLink", "redirected", None),
        ("BasicLink", "imported", "invited"),
        ("InvitationApi", "imported", "invited"),
        ("InvitationLinkApi", "imported", "invited"),
        ("Manual invitation", "imported", "invited"),
        ("Embedded review form", "imported", "invited"),
        ("SomethingNew", "imported", "source-unknown"),
        (None, "imported", "source-unknown"),
    ],
)
def test_how_a_review_came_about_is_claimed_no_further_than_trustpilot_says(source, method, note):
    one, notes = one_of(source=source, isVerified=False)
    assert one.method == method
    assert notes == ({note} if note else set())


@pytest.mark.parametrize(
    ("source", "verified", "verification", "note"),
    [
        ("AFSv2", True, "email", None),
        ("AFSv2", False, "none", None),
        ("Organic", True, "none", "verified-claim"),
        ("Organic", False, "none", None),
    ],
)
def test_verified_is_an_address_only_where_trustpilot_wrote_to_one(source, verified, verification, note):
    one, notes = one_of(source=source, isVerified=verified)
    assert one.verification == verification
    assert notes == ({note} if note else set())


def test_what_trustpilot_does_not_show_is_taken_and_noted():
    assert one_of(status="reported")[1] == {"not-shown-there"}
    assert one_of(status="active")[1] == set()


def test_a_language_goes_by_its_tag_or_its_name_and_another_word_is_named():
    languages = [one_of(language=tag)[0].language for tag in ("en", "es", "EN_us", "English", None)]
    assert languages == ["en", "es", "en-us", "en", None]
    one, notes = one_of(language="Klingon", experiencedAt="someday")
    assert (one.language, one.experienced) == (None, None)
    assert {"language", "experienced"} <= set(notes)


def test_a_download_is_read_by_its_column_names():
    reading = read("trustpilot", [file("reviews.csv", trustpilot_table())])
    assert reading.rows == 42
    assert len(reading.received) == 40
    assert refused(reading) == {"unreadable": 1}
    assert passed_over(reading) == {"empty": 1}
    assert [one.reason for one in reading.refusals] == ["'last week' is no date"]
    one = by_id(reading)[trustpilot_review(4)["id"]]
    assert (one.rating, one.text, one.place) == (5, MOJIBAKE, "harbor.example")
    assert one.received_at.isoformat() == "2026-03-05T03:15:04+00:00"
    assert (one.reply.text, one.reply.at.isoformat()) == ("Thank you.", "2026-04-01T08:00:00+00:00")
    assert Counter(one.method for one in reading.received) == {"imported": 19, "invited-all": 11, "organic": 10}
    assert reading.ratings == {"1": 9, "2": 8, "3": 7, "4": 8, "5": 8}


def test_half_of_the_download_has_stars_and_no_words():
    received = read("trustpilot", [file("reviews.csv", trustpilot_table())]).received
    assert sum(one.text is None for one in received) == 20


def test_the_fields_of_the_api_in_a_table_are_the_same_reviews():
    rows = [
        {
            "id": one["id"],
            "stars": one["stars"],
            "title": one["title"],
            "text": one["text"] or "",
            "language": "en",
            "createdAt": one["createdAt"],
            "updatedAt": "",
            "consumer.displayName": one["consumer"]["displayName"],
            "experiencedDate": "2026-02-27",
            "source": one["source"],
            "isVerified": one["isVerified"],
            "companyReply.text": "",
        }
        for one in map(trustpilot_review, range(42))
    ]
    flat = read("trustpilot", [file("reviews.csv", table(rows, delimiter=";"))])
    deep = read(
        "trustpilot", [json_file("p.json", {"reviews": [trustpilot_review(n, language="en") for n in range(42)]})]
    )
    assert len(flat.received) == 42
    for one, other in zip(flat.received, deep.received, strict=True):
        for field in (
            "source_id",
            "rating",
            "title",
            "text",
            "received_at",
            "author",
            "method",
            "verification",
            "experienced",
        ):
            assert getattr(one, field) == getattr(other, field), field


def test_dates_with_slashes_follow_the_one_that_can_be_read():
    rows = [
        {"Review Id": str(n), "Review Stars": 5, "Review Created (UTC)": date, "Review Content": "Good."}
        for n, date in enumerate(("3/4/2026 10:00", "3/25/2026 10:00"))
    ]
    received = read("trustpilot", [file("r.csv", table(rows))]).received
    assert [one.received_at.strftime("%d %b") for one in received] == ["04 Mar", "25 Mar"]


def test_a_review_that_has_only_other_fields_is_refused_rather_than_empty():
    reviews = [trustpilot_review(0), {"note": "see above"}, 7]
    reading = read("trustpilot", [json_file("p.json", {"reviews": reviews})])
    assert refused(reading) == {"unreadable": 1, "no-review": 1}
