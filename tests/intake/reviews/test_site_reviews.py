from __future__ import annotations

from review_exports import (
    EMAIL,
    IP,
    MOJIBAKE,
    PHONE,
    everything_said,
    file,
    noted,
    options,
    passed_over,
    read,
    refused,
    site_reviews_rows,
    table,
)

from site_gen.intake.reviews.shapes import shape_of


def read_rows(rows, **how):
    return read("site-reviews", [file("site-reviews.csv", table(rows, **how))])


def one_of(**changes: object):
    reading = read_rows([{**site_reviews_rows()[0], **changes}])
    return reading.received[0], set(noted(reading))


def test_an_export_is_taken_whole():
    reading = read_rows(site_reviews_rows())
    assert reading.rows == 44
    assert len(reading.received) == 42
    assert refused(reading) == {"unreadable": 1}
    assert passed_over(reading) == {"empty": 1}
    assert (reading.source, reading.format, reading.is_whole) == ("site-reviews", "site-reviews", False)
    assert noted(reading) == {"not-approved": 11, "verified-claim": 1, "rating-zero": 1, "contact-left-out": 1}


def test_semicolons_and_a_mark_at_the_start_change_nothing():
    assert read_rows(site_reviews_rows(), delimiter=";", bom=True) == read_rows(site_reviews_rows())


def test_what_was_never_approved_is_a_review_like_any_other_and_counted():
    one, notes = one_of(is_approved="0")
    assert one.text == "Listened to me and explained every step."
    assert notes == {"not-approved"}
    assert one_of(is_approved="FALSE")[1] == {"not-approved"}
    assert one_of(is_approved="TRUE")[1] == set()


def test_is_verified_is_a_claim_and_no_evidence():
    one, notes = one_of(is_verified="TRUE")
    assert (one.verification, notes) == ("none", {"verified-claim"})


def test_the_time_in_utc_counts_before_that_of_the_site():
    assert one_of(date_gmt="2026-03-01 02:30:00")[0].received_at.isoformat() == "2026-03-01T02:30:00+00:00"
    assert one_of(date_gmt="0000-00-00 00:00:00")[0].received_at.isoformat() == "2026-03-01T21:30:00-06:00"
    assert one_of(date_gmt="")[0].received_at.isoformat() == "2026-03-01T21:30:00-06:00"


def test_dates_in_the_order_that_the_rows_show_are_read():
    rows = site_reviews_rows()[:2]
    rows[0].update(date="05-03-2026", date_gmt="")
    rows[1].update(date="25-03-2026", date_gmt="")
    assert [one.received_at.day for one in read_rows(rows).received] == [5, 25]


def test_a_date_that_can_be_two_days_is_refused_until_somebody_says_which():
    rows = [{**site_reviews_rows()[0], "date": "05/03/2026", "date_gmt": ""}]
    assert refused(read_rows(rows)) == {"unreadable": 1}
    files = [file("site-reviews.csv", table(rows))]
    (one,) = read("site-reviews", files, options(order="month-first")).received
    assert one.received_at.strftime("%d %b") == "03 May"


def test_the_page_of_a_review_says_whom_it_is_about():
    one, _ = one_of(assigned_posts="page:amara-okafor")
    assert (one.slug, one.place) == ("amara-okafor", "page:amara-okafor")
    one, _ = one_of(assigned_posts="17")
    assert (one.slug, one.place) == ("", "17")
    one, _ = one_of(assigned_posts="page:amara-okafor, page:luis-ortega")
    assert (one.slug, one.place) == ("", "page:amara-okafor,page:luis-ortega")


def test_an_added_field_says_whom_a_review_is_about():
    one, _ = one_of(custom_provider="luis-ortega", custom_npi="1234567893", custom_location="downtown")
    assert (one.slug, one.npi, one.location) == ("luis-ortega", "1234567893", "downtown")
    one, _ = one_of(custom_visit_month="2026-02", custom_email=EMAIL)
    assert one.experienced == "2026-02"


def test_the_apostrophe_before_a_formula_is_the_exporters():
    assert one_of(content="'=1+1")[0].text == "=1+1"
    assert one_of(content="'-- meh")[0].text == "-- meh"
    assert one_of(content="'Twas fine")[0].text == "'Twas fine"


def test_an_answer_of_the_practice_is_kept_as_it_came():
    assert one_of(response="<p>Thank you.</p>")[0].reply.text == "<p>Thank you.</p>"
    assert one_of(response="")[0].reply is None


def test_zero_is_no_rating_and_noted():
    one, notes = one_of(rating="0")
    assert (one.rating, notes) == (None, {"rating-zero"})


def test_a_scale_that_the_plugin_was_bent_to_is_not_guessed():
    reading = read_rows([{**site_reviews_rows()[0], "rating": "8"}])
    assert [one.reason for one in reading.refusals] == ["8 is outside 1 to 5"]


def test_no_contact_data_goes_on():
    rows = site_reviews_rows()
    rows[30]["rating"] = EMAIL
    rows[31].update(date=PHONE, date_gmt="")
    reading = read_rows(rows)
    said = everything_said(reading)
    assert refused(reading) == {"unreadable": 3}
    assert "Lee 1" in said
    for private in (EMAIL, PHONE, IP, "avatar.example"):
        assert private not in said


def test_contact_data_where_somebody_is_named_names_nobody_and_is_not_repeated():
    fields = {"custom_provider": "312-555-0142", "custom_location": "312-555-0143", "assigned_posts": EMAIL}
    for name, value in fields.items():
        one, _ = one_of(**{**dict.fromkeys(fields, ""), name: value})
        assert (one.slug, one.location, one.place) == ("", "", "")
    one, _ = one_of(**{**fields, "custom_provider": "ana-diaz", "custom_location": "downtown", "assigned_posts": "7"})
    assert (one.slug, one.location, one.place) == ("ana-diaz", "downtown", "7")


def test_text_that_was_encoded_twice_stays_as_it_is():
    assert MOJIBAKE in [one.text for one in read_rows(site_reviews_rows()).received]


def test_columns_of_version_5_without_the_flags_are_a_table_that_needs_a_mapping():
    rows = [{"date": "2026-03-01", "rating": 5, "content": "Good.", "name": "Lee"}]
    assert shape_of(file("reviews.csv", table(rows))) is None
    assert shape_of(file("reviews.csv", table([{**rows[0], "is_pinned": 0, "is_verified": 0}]))) == "site-reviews"


def test_added_fields_are_read_as_those_of_forms_and_what_cannot_be_read_is_named():
    one, notes = one_of(custom_visit_month="March 2026", custom_language="Spanish", custom_aspect_listens="2")
    assert (one.experienced, one.language, one.aspects, notes) == ("2026-03", "es", {"listens": 2}, set())
    one, notes = one_of(
        custom_visit_month="03/04/2026", custom_language="Klingon", custom_aspect_listens="8/10",
        custom_aspect_wait="long", custom_npi="12", custom_lang="es", custom_location="Main Street",
    )  # fmt: skip
    assert (one.experienced, one.language, one.aspects, one.npi, one.location) == (None, None, {}, "", "")
    assert notes == {"experienced", "language", "aspect", "npi", "second-field", "location"}


def test_added_fields_that_are_not_kept_are_listed():
    rows = site_reviews_rows()
    rows[0].update(custom_cons="They lost my file.", custom_wait_rating="1", custom_comment="Never again.")
    for row in rows[1:]:
        row.update(custom_cons="", custom_wait_rating="", custom_comment="")
    reading = read_rows(rows)
    (note,) = [note for note in reading.notes if note.kind == "fields-not-read"]
    assert note.reason == "added fields that are not kept: comment, cons, wait rating"
    assert "lost my file" not in everything_said(reading)
