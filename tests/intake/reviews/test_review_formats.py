"""Which format a file is of: one at most, whatever stands in it."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from review_exports import (
    every_file,
    file,
    formspree_items,
    json_file,
    netlify_item,
    netlify_rows,
    read,
    site_reviews_rows,
    staticman_id,
    submission,
    table,
    trustpilot_review,
    yelp_review,
)

from site_gen.cli import intake
from site_gen.errors import SiteGenError, UnreadableError
from site_gen.intake.reviews.formats import ANY, FORMATS, SOURCES, find_format
from site_gen.intake.reviews.shapes import shape_of

GOOGLE = {"reviewId": "a", "starRating": "FIVE", "createTime": "2026-03-01T00:00:00Z", "reviewer": {}}
FILES = [
    ("google-business-profile", json_file("reviews.json", {"reviews": [GOOGLE]})),
    *((source, one) for source, files in every_file().items() for one in files),
]
OURS = tuple(every_file())


@pytest.mark.parametrize(("source", "one"), FILES, ids=lambda value: getattr(value, "name", value))
def test_every_file_is_of_its_format_and_no_other(source, one):
    assert [each.source for each in FORMATS if each.recognizes(one) and each.source != "csv"] == [source]


@pytest.mark.parametrize(("source", "wanted"), [pair for pair in itertools.product(OURS, OURS) if pair[0] != pair[1]])
def test_a_file_of_another_kind_is_refused_with_what_it_looks_like(source, wanted):
    title = next(one.title for one in FORMATS if one.source == source)
    with pytest.raises(UnreadableError) as caught:
        read(wanted, every_file()[source])
    assert caught.value.message.endswith(f"looks like {title}, expected an export of {wanted}")
    assert caught.value.hint == f"site-gen intake {source} …"


def test_two_formats_side_by_side_are_not_one_export():
    with pytest.raises(UnreadableError, match=r"these are .* and .*") as caught:
        find_format("auto", [*every_file()["yelp"], *every_file()["formspree"]])
    assert caught.value.hint == "give them one after the other"


def test_a_misspelt_source_is_answered_with_the_near_one():
    with pytest.raises(SiteGenError, match="no source trustpliot") as caught:
        read("trustpliot", every_file()["trustpilot"])
    assert caught.value.hint == "did you mean trustpilot?"


@pytest.mark.parametrize(
    "row",
    [
        {"Rating": 5, "Comment": "Good.", "Date": "2026-03-01", "Provider": "Amara Okafor"},
        {"Survey ID": 7, "Overall Rating": 9, "Comment": "Good.", "Received Date": "3/14/2026"},
        {"rating": 5, "date": "2026-03-01", "content": "Good.", "name": "Kim", "response": ""},
        {"id": 1, "stars": 5, "text": "Good.", "createdAt": "2026-03-01"},
        {"Review Stars": 5, "Review Content": "Good.", "Review Created (UTC)": "2026-03-01"},
        {"rating": 5, "comment": "Good.", "created_at": "2026-03-01", "ip": "203.0.113.9"},
        {"rating": 5, "date": "2026-03-01", "is_verified": 1},
        {"date": "2026-03-01", "_id": staticman_id(1), "rating": 5},
    ],
    ids=lambda row: ",".join(row),
)
def test_a_table_with_ratings_is_a_matter_for_a_mapping(row):
    assert not any(one.recognizes(file("reviews.csv", table([row]))) for one in FORMATS if one.source != "csv")


@pytest.mark.parametrize(
    "value",
    [[], {}, [[]], {"reviews": []}, {"reviews": [None]}, {"reviews": "none"}, {"stars": 5}, {"rating": 5, "text": ""},
     {"data": {"rating": 5}}, {"data": [], "created_at": "", "number": 1}, {"_id": "65f0c0ffee", "rating": 5},
     {"error": {"code": "TOKEN_INVALID"}}, 5, "reviews"],
)  # fmt: skip
def test_other_json_is_of_none_of_these(value):
    assert shape_of(json_file("x.json", value)) is None


PIECES = st.sampled_from(
    [
        GOOGLE,
        {"starRating": "ONE", "createTime": ""},
        yelp_review(1, "harbor"),
        trustpilot_review(1),
        netlify_item(1),
        formspree_items(1)[0],
        {"_id": staticman_id(1), **submission(1)},
        {"averageRating": 4.2, "totalReviewCount": 9},
        {"possible_languages": []},
        None,
        7,
        {},
    ]
)


@st.composite
def mixtures(draw):
    """Give JSON that is put together out of the parts of all formats, and parts merged into one."""
    merged = st.lists(PIECES, max_size=3).map(
        lambda parts: {k: v for part in parts if isinstance(part, dict) for k, v in part.items()}
    )
    items = st.lists(PIECES | merged, max_size=4)
    page = st.builds(
        lambda key, found, more: {**more, key: found},
        st.sampled_from(["reviews", "submissions", "locationReviews"]),
        items,
        merged,
    )
    return draw(page | items | st.lists(page | merged, max_size=3) | merged)


@given(mixtures())
def test_no_mixture_is_of_two_formats(value):
    one = json_file("mixed.json", value)
    assert sum(each.recognizes(one) for each in FORMATS if each.source != "csv") <= 1


NAMES = st.sampled_from(
    ["Review Id", "Review Stars", "stars", "createdAt", "isVerified", "rating", "date", "is_approved", "is_pinned",
     "assigned_posts", "_date", "created_at", "ip", "user_agent", "referrer", "comment", "_id"]
)  # fmt: skip


@given(st.lists(NAMES, min_size=1, max_size=17))
def test_no_table_is_of_two_formats(names):
    one = file("mixed.csv", ",".join(names).encode() + b"\r\n" + b",".join(b"1" for _ in names))
    assert sum(each.recognizes(one) for each in FORMATS if each.source != "csv") <= 1


@pytest.mark.parametrize("source", ["trustpilot", "site-reviews", "netlify-forms", "formspree"])
def test_a_row_with_more_cells_than_columns_is_refused(source, monkeypatch):
    rows = {
        "trustpilot": {"Review Id": "a", "Review Stars": 5, "Review Created (UTC)": "2026-03-01"},
        "site-reviews": site_reviews_rows()[0],
        "netlify-forms": netlify_rows()[0],
        "formspree": formspree_items(1)[0],
    }
    one = file("x.csv", table([rows[source], rows[source]]))
    (first, cells), second = one.rows()
    monkeypatch.setattr(one, "rows", lambda: iter([(first, {**cells, "\0beyond": " and more"}), second]))
    reading = read(source, [one])
    assert [(refusal.where, refusal.kind[:2]) for refusal in reading.refusals] == [("x.csv, row 2", "no")]
    assert len(reading.received) == 1


def test_a_file_that_no_collector_makes_is_said_to_be_of_none_and_the_collectors_are_named():
    with pytest.raises(UnreadableError) as caught:
        read(ANY, [json_file("odd.json", {"a": 1})])
    assert caught.value.message == "odd.json looks like JSON, and is the export of no known collector"
    assert caught.value.hint == f"known: {', '.join(SOURCES)}"
    with pytest.raises(UnreadableError) as caught:
        read("yelp", [json_file("odd.json", {"a": 1})])
    assert "site-gen intake auto …" in caught.value.hint


def test_the_help_of_intake_names_every_collector_and_no_other():
    listed = intake.command.epilog.partition("Sources:")[2].partition("\b")[0]
    assert sorted(re.findall(r"[a-z-]+", listed)) == sorted([*SOURCES, ANY])
