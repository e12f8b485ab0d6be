from __future__ import annotations

from review_exports import (
    EMAIL,
    PHONE,
    by_id,
    everything_said,
    file,
    formspree_items,
    formspree_value,
    json_file,
    noted,
    options,
    passed_over,
    read,
    refused,
    submission,
    table,
)


def pages():
    items = formspree_items(45)
    items[44] = {"_date": "2026-03-01T00:00:00", "name": "Kim"}
    return [
        json_file("1.json", formspree_value([*items[:30], None])),
        json_file("2.json", formspree_value([*items[28:], {}, "x"])),
        json_file("spam.json", formspree_value([{"_date": "2026-03-01T00:00:00", **submission(3, rating="1")}])),
    ]


def test_pages_of_the_api_are_one_export():
    reading = read("formspree", pages())
    assert reading.rows == 51
    assert len(reading.received) == 44
    assert refused(reading) == {"no-review": 1, "no-submission": 1}
    assert passed_over(reading) == {"empty": 2, "repeated": 2, "spam-rated-1": 1}
    assert (reading.source, reading.format) == ("website-form", "formspree")
    assert "spam-list-missing" not in noted(reading)
    assert "spam-list-missing" in noted(read("formspree", pages()[:2]))


def test_dates_without_a_zone_are_in_utc_wherever_the_practice_is():
    one = by_id(read("formspree", pages(), options("Europe/Madrid")))["2 of 2026-03-02T01:28:01.707632+00:00"]
    assert one.received_at.isoformat() == "2026-03-02T01:28:01.707632+00:00"


def test_two_forms_may_both_have_a_submission_of_one_number():
    items = [{**formspree_items()[1], "_id": 2}, {**formspree_items()[3], "_id": 2}]
    assert len(read("formspree", [json_file("1.json", formspree_value(items))]).received) == 2


def test_without_a_number_the_instant_tells_what_stands_on_two_pages():
    items = [{name: value for name, value in one.items() if name != "_id"} for one in formspree_items(5)]
    reading = read("formspree", [json_file("1.json", items[:3]), json_file("2.json", items[2:])])
    assert (len(reading.received), passed_over(reading)) == (5, {"repeated": 1})


def test_the_time_is_the_services_and_not_the_visitors():
    items = [{"_date": "2026-03-02T01:28:01", "date": "2020-01-01", **submission(1)}]
    (one,) = read("formspree", [json_file("1.json", formspree_value(items))]).received
    assert one.received_at.year == 2026
    items = [{"date": "2020-01-01", **submission(1)}, *items]
    reading = read("formspree", [json_file("1.json", formspree_value(items))])
    assert [one.reason for one in reading.refusals] == ["no date"]


def test_a_submission_that_left_the_stars_empty_is_still_one_of_a_form_for_reviews():
    value = {"fields": ["_date", "rating", "message"], "submissions": [{"_date": "2026-03-02", "message": "Good."}]}
    (one,) = read("formspree", [json_file("1.json", value)]).received
    assert (one.rating, one.text) == (None, "Good.")
    value["fields"].remove("rating")
    reading = read("formspree", [json_file("1.json", value)])
    assert (reading.received, passed_over(reading)) == ((), {"other-form": 1})


def test_a_table_is_the_same_reviews():
    reading = read("formspree", [file("f.csv", table(formspree_items(), bom=True))])
    other = read("formspree", [json_file("f.json", formspree_value(formspree_items()))])
    assert (reading.rows, len(reading.received)) == (42, 42)
    for one, same in zip(reading.received, other.received, strict=True):
        for field in ("source_id", "rating", "text", "author", "slug", "received_at", "batch"):
            assert getattr(one, field) == getattr(same, field)


def test_a_list_of_submissions_alone_is_one_too():
    assert len(read("formspree", [json_file("f.json", formspree_items())]).received) == 42


def test_no_contact_data_goes_on():
    for files in (pages(), [file("f.csv", table(formspree_items()))]):
        said = everything_said(read("formspree", files))
        assert "Kim 1" in said
        assert EMAIL not in said
        assert PHONE not in said


def test_the_name_of_a_field_that_a_visitor_made_up_is_not_repeated_where_it_is_contact_data():
    items = [{**formspree_items()[0], EMAIL: "x", "call 312-555-0142": "x", "favorite color": "x"}]
    reading = read("formspree", [json_file("f.json", formspree_value(items))])
    (said,) = [note.reason for note in reading.notes if note.kind == "fields-not-read"]
    assert "favorite color" in said
    assert "contact data" in said
    for private in ("312", "555", *EMAIL.split("@")[0].split(".")):
        assert private not in said


def test_a_list_where_a_text_was_expected_is_refused_and_not_lost():
    items = [{"_date": "2026-03-02", **submission(1, comment=["Good.", "Very."])}, formspree_items()[2]]
    reading = read("formspree", [json_file("f.json", formspree_value(items))])
    assert [one.reason for one in reading.refusals] == ["there is a list or the like where a text was expected"]
    assert len(reading.received) == 1


def test_half_of_a_character_is_refused():
    data = b'[{"_date": "2026-03-02", "rating": 5, "comment": "\\ud83d"}]'
    reading = read("formspree", [file("f.json", data)])
    assert [one.reason for one in reading.refusals] == ["a text holds half of a character"]
    assert len(read("formspree", [file("f.json", data.replace(b"\\ud83d", b"\\ud83d\\ude00"))]).received) == 1
