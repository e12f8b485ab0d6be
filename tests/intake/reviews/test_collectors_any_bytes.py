"""Whatever the bytes: a reading whose rows add up, or an error of ours; and no contact data in either."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from review_exports import (
    EMAIL,
    IP,
    PHONE,
    every_file,
    everything_said,
    file,
    formspree_items,
    netlify_item,
    netlify_rows,
    options,
    site_reviews_rows,
    staticman_id,
    submission,
    table,
    trustpilot_review,
    yelp_review,
)

from site_gen.errors import UnreadableError
from site_gen.intake.reviews.files import ExportFile
from site_gen.intake.reviews.formats import FORMATS
from site_gen.intake.reviews.received import Reading

SOURCES = tuple(every_file())
READERS = {one.source: one for one in FORMATS if one.source in SOURCES}
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(min_value=10**8, max_value=10**13),
    st.floats(),
    st.text(max_size=20),
    st.text(alphabet="0123456789-/.: TZ", max_size=20),
    st.sampled_from([EMAIL, PHONE, IP, "", " ", "5", "4/5", "FIVE", "2026-03-01", "3/4/2026", "\ud800", "0"]),
    st.lists(st.integers() | st.text(max_size=3), max_size=3),
    st.dictionaries(st.text(max_size=5), st.integers() | st.none(), max_size=3),
)


def check(reading: Reading, rows: int | None = None) -> None:
    left_out = len(reading.refusals) + sum(one.count for one in reading.passed_over)
    assert len(reading.received) + left_out == reading.rows
    assert rows is None or reading.rows == rows
    assert sum(reading.ratings.values()) == len(reading.received)
    for one in reading.received:
        assert one.received_at.utcoffset() is not None
    assert all(one.where and one.reason for one in (*reading.refusals, *reading.notes))
    everything_said(reading)


@pytest.mark.parametrize("source", SOURCES)
@given(data=st.binary(max_size=200), name=st.sampled_from(["x.json", "x.csv", "x.yml", "x.md", "spam.csv"]))
def test_any_bytes_are_of_no_format_or_read(source, data, name):
    one = file(name, data)
    if READERS[source].recognizes(one):
        check(READERS[source].read([one], options()))


@pytest.mark.parametrize("source", SOURCES)
@given(data=st.data())
def test_an_export_that_was_cut_or_changed_is_read_or_refused(source, data):
    files = every_file()[source]
    original = files[data.draw(st.integers(0, len(files) - 1))]
    start = data.draw(st.integers(0, len(original.data)))
    damage = data.draw(st.binary(max_size=8))
    changed = original.data[:start] + damage + original.data[start + data.draw(st.integers(0, 40)) :]
    one = ExportFile(original.name, changed, original._decode_yaml)
    if READERS[source].recognizes(one):
        try:
            check(READERS[source].read([one], options()))
        except UnreadableError:
            assert one.json is None


def changed(item: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    """Give a record with other values; in Netlify's they are the visitor's."""
    if "data" in item and "data" not in values:
        return {**item, "data": {**item["data"], **values}}
    return {**item, **values}


ITEMS = {
    "yelp": yelp_review(1, "harbor"),
    "trustpilot": trustpilot_review(1),
    "netlify-forms": netlify_item(1),
    "formspree": formspree_items(1)[0],
    "staticman": {"_id": staticman_id(1), **submission(1), "date": 1773871500},
}


def keys(source: str) -> Sequence[str]:
    inner = ITEMS[source].get("data", {})
    return [*ITEMS[source], *inner, "updated_at", "aspect-listens", "location", "npi", "_spam", "state"]


@pytest.mark.parametrize("source", ITEMS)
@given(data=st.data())
def test_odd_values_are_reviews_or_refusals(source, data):
    items: list[Any] = [ITEMS[source]]
    for _ in range(data.draw(st.integers(1, 4))):
        values = data.draw(st.dictionaries(st.sampled_from(keys(source)), ODD, max_size=5))
        items.append(data.draw(st.just(changed(ITEMS[source], values)) | ODD))
    one = file("x.json", json.dumps(items).encode())
    assert READERS[source].recognizes(one)
    reading = READERS[source].read([one], options())
    check(reading, len(items))


TABLES = {
    "site-reviews": site_reviews_rows()[0],
    "netlify-forms": netlify_rows()[0],
    "formspree": formspree_items(1)[0],
    "trustpilot": {
        "Review Id": "a", "Review Stars": 5, "Review Created (UTC)": "2026-03-01", "Review Content": "Good.",
        "Review Username": "Sam", "Source Of Review": "Organic", "Review User Email": EMAIL,
    },
}  # fmt: skip


@pytest.mark.parametrize("source", TABLES)
@given(data=st.data())
def test_odd_cells_are_reviews_or_refusals(source, data):
    cells = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(
        [EMAIL, PHONE, "5", "3/4/2026", "", "'=1"]
    )
    changes = data.draw(st.lists(st.dictionaries(st.sampled_from(list(TABLES[source])), cells), min_size=1, max_size=4))
    rows = [TABLES[source], *({**TABLES[source], **values} for values in changes)]
    one = file("x.csv", table(rows, delimiter=data.draw(st.sampled_from(",;\t|"))))
    assert READERS[source].recognizes(one)
    check(READERS[source].read([one], options()), len(rows))


@pytest.mark.parametrize("source", [*ITEMS])
@pytest.mark.parametrize(
    "private", [EMAIL, PHONE, IP, "2001:db8::8a2e:370:7334", "+34 600 555 014", f"a{'b' * 60}@mail.example"]
)
def test_contact_data_in_any_field_but_the_words_goes_nowhere(source, private):
    """Words are moderated; in every other field contact data is somebody's slip of the hand."""
    words = {"text", "title", "comment", "message", "summary", "body"}
    for key in keys(source):
        if key not in words and key != "data":
            one = file("x.json", json.dumps([ITEMS[source], changed(ITEMS[source], {key: private})]).encode())
            said = everything_said(READERS[source].read([one], options()))
            assert private[:40] not in said, key
