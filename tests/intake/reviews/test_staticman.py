from __future__ import annotations

import pytest
from review_exports import (
    EMAIL,
    MOJIBAKE,
    by_id,
    everything_said,
    file,
    json_file,
    passed_over,
    read,
    refused,
    staticman_files,
    staticman_id,
    submission,
)

from site_gen.errors import UnreadableError
from site_gen.intake.reviews.files import ExportFile
from site_gen.intake.reviews.shapes import shape_of


def test_a_folder_of_files_is_one_export():
    reading = read("staticman", staticman_files())
    assert (reading.rows, len(reading.received)) == (42, 42)
    assert (reading.source, reading.format, reading.is_whole) == ("website-form", "staticman", False)
    assert (refused(reading), passed_over(reading)) == ({}, {})
    assert sum(one.text is None for one in reading.received) == 21


def test_dates_of_every_kind_are_read():
    found = by_id(read("staticman", staticman_files()))
    assert found[staticman_id(0)].received_at.isoformat() == "2026-03-18T22:05:00+00:00"
    assert found[staticman_id(1)].received_at.isoformat() == "2026-03-18T22:05:01+00:00"
    assert found[staticman_id(2)].received_at.isoformat() == "2026-03-18T22:05:02+00:00"


def test_without_a_date_the_id_tells_the_time():
    one = by_id(read("staticman", staticman_files()))[staticman_id(41)]
    assert one.received_at.strftime("%Y-%m-%d") == "2018-11-23"
    item = {"_id": "7c9e6679-7425-40de-944b-e07fc1f90ae7", **submission(1)}
    reading = read("staticman", [json_file("a.json", item)])
    assert [one.reason for one in reading.refusals] == ["no date"]


def test_the_text_after_front_matter_is_the_reviews():
    item = f"---\n_id: {staticman_id(1)}\nrating: 4\ndate: 2026-03-18T22:05:01.000Z\n---\nGood.\n\nVery.\n"
    (one,) = read("staticman", [file("entry1.md", item.encode())]).received
    assert (one.rating, one.text) == (4, "Good.\n\nVery.")


def test_the_folder_is_the_page_that_a_review_is_about():
    item = {"_id": staticman_id(1), "rating": 4, "date": 1773871500}
    (one,) = read("staticman", [json_file("_data/reviews/luis-ortega/e.json", item)]).received
    assert (one.slug, one.place) == ("", "luis-ortega")


def test_text_that_was_encoded_twice_stays_as_it_is():
    assert MOJIBAKE in [one.text for one in read("staticman", staticman_files()).received]


def test_no_contact_data_goes_on():
    said = everything_said(read("staticman", [*staticman_files(), json_file("x.json", {
        "_id": staticman_id(77), "rating": 5, "date": EMAIL,
    })]))  # fmt: skip
    assert "Kim 1" in said
    assert EMAIL not in said
    assert "d41d8cd98f00b204e9800998ecf8427e" not in said


@pytest.mark.parametrize(
    "text",
    [
        "id: r-k3v9m2qd7xwa\nprovider: amara-okafor\nrating: 4\n",
        "_id: 42\nrating: 4\n",
        "- 1\n",
        "",
        "a: [\n",
        "_id: &a x\n",
    ],
)
def test_other_yaml_is_not_staticmans(text: str):
    assert shape_of(file("x.yml", text.encode())) is None


def test_without_a_reader_of_yaml_no_yaml_is_known():
    assert shape_of(ExportFile("x.yml", f"_id: {staticman_id(1)}\n".encode())) is None
    with pytest.raises(UnreadableError, match="expected an export of staticman"):
        read("staticman", [ExportFile("x.yml", f"_id: {staticman_id(1)}\n".encode())])


def test_front_matter_that_is_not_utf8_is_no_review():
    item = f"---\n_id: {staticman_id(1)}\nrating: 4\n---\n".encode()
    assert shape_of(file("a.md", item + "ä".encode("latin-1"))) is None
    assert shape_of(file("a.md", item + "ä".encode())) == "staticman"
