from __future__ import annotations

from collections import Counter

import pytest
from review_exports import (
    EMAIL,
    IP,
    MOJIBAKE,
    PHONE,
    by_id,
    everything_said,
    file,
    json_file,
    netlify_item,
    netlify_items,
    netlify_rows,
    netlify_spam,
    noted,
    passed_over,
    read,
    refused,
    submission,
    table,
)


def export():
    return [json_file("submissions.json", netlify_items()), json_file("spam.json", netlify_spam())]


def one_of(**fields: object):
    """Give what becomes of one submission with other fields, and the kinds of the notes about it."""
    item = netlify_item(1, data={**submission(1), **fields})
    reading = read("netlify-forms", [json_file("s.json", [item]), json_file("spam.json", netlify_spam())])
    return reading.received[0], set(noted(reading)) - {"fields-not-read"}


def test_both_lists_are_one_export():
    reading = read("netlify-forms", export())
    assert reading.rows == 48
    assert len(reading.received) == 39
    assert refused(reading) == {"unreadable": 1, "no-review": 1}
    assert passed_over(reading) == {"empty": 1, "other-form": 2, "repeated": 1, "spam-rated-1": 2, "spam-rated-5": 1}
    assert (reading.source, reading.format) == ("website-form", "netlify-forms")


def test_spam_is_counted_by_rating():
    odd = [
        netlify_item(number, data=submission(number, rating=rating)) for number, rating in enumerate(("", "?", "5/5"))
    ]
    reading = read("netlify-forms", [json_file("submissions.json", netlify_items()), json_file("spam.json", odd)])
    assert {kind for kind in passed_over(reading) if kind.startswith("spam")} == {
        "spam-rated-none",
        "spam-rated-unreadable",
        "spam-rated-5",
    }
    assert "spam-list-missing" not in noted(reading)


def test_an_export_without_the_list_of_spam_is_told_to_be_incomplete():
    reading = read("netlify-forms", [json_file("submissions.json", netlify_items())])
    assert noted(reading)["spam-list-missing"] == 1
    assert not reading.is_whole


@pytest.mark.parametrize(
    ("name", "is_spam"),
    [("spam.json", True), ("review-spam.json", True), ("export.zip/spam/1.json", True), ("Spam Submissions.json", True),
     ("not-spam.json", False), ("spamalot.json", False), ("reviews-and-spam.zip/submissions.json", False)],
)  # fmt: skip
def test_the_name_of_a_file_says_that_it_is_the_list_of_spam(name: str, is_spam: bool):
    reading = read("netlify-forms", [json_file(name, [netlify_item(1)])])
    assert (passed_over(reading) == {"spam-rated-2": 1}) is is_spam
    assert len(reading.received) == (0 if is_spam else 1)


def test_a_row_that_says_that_it_is_spam_is():
    reading = read("netlify-forms", [json_file("all.json", [netlify_item(1), netlify_item(2, state="spam")])])
    assert passed_over(reading) == {"spam-rated-3": 1}
    reading = read("netlify-forms", [json_file("all.json", [netlify_item(1), netlify_item(2, state="verified")])])
    assert len(reading.received) == 2


def test_a_message_to_the_practice_is_no_review_and_its_words_go_nowhere():
    reading = read("netlify-forms", export())
    assert passed_over(reading)["other-form"] == 2
    assert "portal" not in everything_said(reading)


def test_a_form_that_asks_for_no_stars_but_for_a_review_is_one_for_reviews():
    item = netlify_item(1, form_name="words", data={"name": "Kim", "review": "They listened."})
    (one,) = read("netlify-forms", [json_file("s.json", [item])]).received
    assert (one.rating, one.text) == (None, "They listened.")


def test_a_submission_is_taken_with_what_it_says():
    one = by_id(read("netlify-forms", export()))[netlify_item(21)["id"]]
    assert one.received_at.isoformat() == "2026-03-22T22:05:21.021000+00:00"
    assert (one.slug, one.place, one.rating, one.text, one.author) == ("amara-okafor", "amara-okafor", 2, None, None)
    assert (one.experienced, one.method, one.verification, one.completeness) == ("2026-02", None, "none", "full")


def test_whom_a_review_is_about_is_said_by_the_form_or_by_its_page():
    found = by_id(read("netlify-forms", export()))
    assert (found[netlify_item(22)["id"]].slug, found[netlify_item(22)["id"]].place) == ("", "Dr. Luis Ortega")
    assert found[netlify_item(2)["id"]].place == "/providers/luis-ortega/review/"


def test_a_location_is_no_answer_where_the_provider_is_named_in_words():
    assert one_of(provider="amara-okafor", location="downtown")[0].location == "downtown"
    assert one_of(provider="", location="downtown")[0].location == "downtown"
    one, _ = one_of(provider="Dr. Luis Ortega", location="downtown")
    assert (one.place, one.location) == ("Dr. Luis Ortega", "")


def test_a_batch_links_to_an_invitation_and_leaves_the_method_to_it():
    one, notes = one_of(batch="b-77qdm2k3v9xa")
    assert (one.batch, one.method, notes) == ("b-77qdm2k3v9xa", None, set())
    one, notes = one_of(batch="../../etc")
    assert (one.batch, one.method, notes) == (None, None, {"batch-unknown"})


def test_what_a_visitor_can_forge_is_not_believed():
    one, _ = one_of(method="invited-all", verification="visit-match", verified="1", source="press-ganey")
    assert (one.method, one.verification) == (None, "none")


def test_no_contact_data_goes_on_and_what_is_not_kept_is_named():
    reading = read("netlify-forms", export())
    said = everything_said(reading)
    assert "Kim 1" in said
    for private in (EMAIL, PHONE, IP, "Mozilla"):
        assert private not in said
    assert reading.refusals[0].reason == "there is contact data where a rating was expected"
    assert "fields that are not kept: email, ip, phone, referrer, user agent" in [one.reason for one in reading.notes]


def test_an_address_for_a_name_is_left_out_and_noted():
    one, notes = one_of(name=EMAIL)
    assert (one.author, notes) == (None, {"contact-left-out"})


@pytest.mark.parametrize("name", ["Rating", "stars", "SCORE", "overall-rating", "Star_Rating"])
def test_stars_go_by_many_names(name: str):
    assert one_of(rating=None, **{name: "4/5"})[0].rating == 4


@pytest.mark.parametrize("name", ["message", "Your Review", "testimonial", "feedback", "text"])
def test_words_go_by_many_names(name: str):
    assert one_of(comment="", **{name: "Good."})[0].text == "Good."


def test_of_two_texts_the_likelier_counts_and_the_other_is_noted():
    one, notes = one_of(comment="Good.", message="Also good.")
    assert (one.text, notes) == ("Good.", {"second-text"})


def test_a_provider_number_where_the_provider_is_asked_for_is_one():
    assert one_of(provider="1234567893")[0].npi == "1234567893"
    assert one_of(provider="amara-okafor", npi="123")[0].npi == ""


def test_answers_to_questions_are_aspects():
    assert one_of(**{"aspect-wait-time": "2", "aspect-listens": ""})[0].aspects == {"wait-time": 2}


@pytest.mark.parametrize("name", ["authorization", "Authorization-Reference"])
def test_an_authorization_that_a_visitor_names_is_not_believed_and_said_to_be_left_out(name: str):
    item = netlify_item(1, data={**submission(1), name: "auth-2026-031"})
    reading = read("netlify-forms", [json_file("s.json", [item])])
    assert [one.authorization for one in reading.received] == [None]
    (left_out,) = [note.reason for note in reading.notes if note.kind == "fields-not-read"]
    assert name.casefold().replace("-", " ") in left_out


@pytest.mark.parametrize("value", ["signed by Jane Roe", "jane.roe@x.example", "312-555-0142"])
def test_what_a_visitor_writes_for_an_authorization_stands_nowhere(value):
    reading = read(
        "netlify-forms", [json_file("s.json", [netlify_item(1, data={**submission(1), "authorization": value})])]
    )
    assert [one.authorization for one in reading.received] == [None]
    assert "fields-not-read" in {note.kind for note in reading.notes}
    assert value not in repr(reading)


@pytest.mark.parametrize("field", ["provider", "location"])
def test_a_telephone_number_is_no_slug(field):
    one, _ = one_of(**{"provider": "amara-okafor", field: "312-555-0142"})
    assert "555" not in repr(one)


@pytest.mark.parametrize(("value", "kept"), [("sister 312-555-0142", None), ("sister", "sister")])
def test_a_relationship_with_contact_data_is_left_out_and_noted(value, kept):
    one, notes = one_of(relationship=value)
    assert (one.relationship, notes) == (kept, set() if kept else {"contact-left-out"})


def test_a_table_is_the_same_reviews():
    reading = read("netlify-forms", [file("review.csv", table(netlify_rows(), delimiter=";", bom=True))])
    assert (reading.rows, len(reading.received)) == (41, 41)
    one = reading.received[1]
    assert one.received_at.isoformat() == "2026-03-02T22:05:01+00:00"
    assert (one.rating, one.place, one.experienced) == (2, "Dr. Luis Ortega", "2026-02")
    said = everything_said(reading)
    for private in (EMAIL, PHONE, IP, "Mozilla"):
        assert private not in said


def test_double_encoded_and_spanish_words_stay_as_they_are():
    texts = Counter(one.text for one in read("netlify-forms", export()).received)
    assert texts[MOJIBAKE] == 4
    assert texts["Muy amable.\nLa recepción también."] == 4


def test_months_and_languages_are_read_as_in_tables():
    one, notes = one_of(**{"visit-month": "March 2026", "language": "Spanish"})
    assert (one.experienced, one.language, notes) == ("2026-03", "es", set())


def test_what_cannot_be_read_of_a_submission_is_named_and_does_not_refuse_it():
    one, notes = one_of(
        **{
            "visit-month": "03/04/2026", "language": "Klingon", "aspect-wait-time": "4.5", "aspect-listens": "8/10",
            "aspect-staff": "kind", "aspect-fees": "n/a", "score": "2", "npi": "12", "location": "Main Street",
        }
    )  # fmt: skip
    assert (one.experienced, one.language, one.aspects, one.npi, one.location) == (None, None, {}, "", "")
    assert notes == {"experienced", "language", "aspect", "second-field", "npi", "location"}


def test_a_date_that_a_visitor_fills_in_is_not_when_the_service_received_it_and_is_listed():
    item = netlify_item(1, data={**submission(1), "date": "2026-01-02"})
    reading = read("netlify-forms", [json_file("s.json", [item])])
    assert reading.received[0].received_at.isoformat().startswith("2026-03-02")
    (left_out,) = [note.reason for note in reading.notes if note.kind == "fields-not-read"]
    assert left_out == "fields that are not kept: date, email, phone"
