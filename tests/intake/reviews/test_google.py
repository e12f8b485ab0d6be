"""Google Business Profile: pages of the API, Takeout as folder and as archive, and its look-alike."""

from __future__ import annotations

import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from google_data import COMMENTS, TAKEOUT, WRITTEN_BY_ME, page, review, takeout, takeout_review, zipped

from site_gen.errors import SiteGenError, UnreadableError
from site_gen.intake.reviews.files import ExportFile, open_export
from site_gen.intake.reviews.format import Options
from site_gen.intake.reviews.formats import find_format
from site_gen.intake.reviews.received import Reading

OPTIONS = Options(zone=ZoneInfo("America/Chicago"))
SOURCE = "google-business-profile"


def read(*files: ExportFile | bytes, source: str = SOURCE) -> Reading:
    given = [one if isinstance(one, ExportFile) else ExportFile(f"{at}.json", one) for at, one in enumerate(files, 1)]
    form, chosen = find_format(source, given)
    return form.read(chosen, OPTIONS)


def read_paths(*paths: Path) -> Reading:
    form, chosen = find_format(SOURCE, open_export(paths))
    return form.read(chosen, OPTIONS)


def left_out(reading: Reading) -> dict[str, int]:
    return {one.kind: one.count for one in reading.passed_over}


def write(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return folder


def api_pages() -> tuple[bytes, ...]:
    """Three pages of one location, a page of another and one of the first under a second account: 52 rows."""
    again = [
        review(4, account="999", comment="Better now.", updateTime="2026-11-02T09:00:00Z"),
        review(8, account="999"),
    ]
    return (
        page([*(review(number) for number in range(20)), None], 40, "t1"),
        page([review(number) for number in range(20, 35)], 40, "t2"),
        page([review(number) for number in range(35, 40)], 40),
        page([{}, *(review(number, "333") for number in range(50, 58))], 8),
        page(again, 40),
    )


def test_pages_of_several_files_are_one_export():
    reading = read(*api_pages())
    assert reading.format == "google-api"
    assert reading.rows == 52
    assert len(reading.received) == 48
    assert left_out(reading) == {"empty": 2, "repeated": 2}
    assert not reading.refusals
    assert reading.source_total == 48
    assert reading.is_whole
    assert {one.place for one in reading.received} == {"locations/222", "locations/333"}


def test_half_of_the_reviews_have_stars_alone():
    reading = read(*api_pages())
    assert sum(one.text is None for one in reading.received) == 23
    assert all(one.rating for one in reading.received)
    assert sum(reading.ratings.values()) == 48


def test_of_one_location_under_two_accounts_the_version_changed_last_wins():
    by_id = {one.source_id: one for one in read(*api_pages()).received}
    assert by_id["AbFvOq004Tk"].text == "Better now."
    first, later = (
        page([review(4)], 1),
        page([review(4, account="999", comment="Old.", updateTime="2020-01-01T00:00:00Z")], 1),
    )
    assert read(later, first).received[0].text is None
    assert read(first, later).received[0].text is None


def test_a_page_that_is_missing_makes_an_export_less_than_whole():
    reading = read(*api_pages()[1:])
    assert reading.source_total == 48
    assert not reading.is_whole


def test_comments_are_kept_as_they_came():
    texts = {one.text for one in read(*api_pages()).received}
    assert set(COMMENTS) <= texts


def test_an_anonymous_author_has_no_name():
    reading = read(
        page([review(1, reviewer=given) for given in ({}, None, {"isAnonymous": True, "displayName": "Ada"})], 3)
    )
    assert [one.author for one in reading.received] == [None]
    named = [{}, ..., None, "Ada", {"displayName": "A Google User"}, {"displayName": " "}, {"displayName": "Ada 1"}]
    reading = read(page([review(at, reviewer=given) for at, given in enumerate(named)], 7))
    assert [one.author for one in reading.received] == [None] * 6 + ["Ada 1"]


def test_photos_never_get_in():
    assert "photos.example" not in repr(read(*api_pages()))


def test_an_edit_is_noted_and_dated():
    reading = read(page([review(3), review(4)], 2))
    edited, plain = reading.received
    assert edited.changed_at > edited.received_at
    assert plain.changed_at == plain.received_at
    assert [note.kind for note in reading.notes] == ["edited"]


def test_an_answer_of_the_practice_is_kept_once_google_shows_it():
    reply = {"comment": "Thank you.", "updateTime": "2026-05-16T08:00:00Z"}
    states = (None, "APPROVED", "PENDING", "REJECTED")
    given = [review(at, reviewReply={**reply, "reviewReplyState": state}) for at, state in enumerate(states)]
    reading = read(page(given, 4))
    assert [one.reply is not None for one in reading.received] == [True, True, False, False]
    assert [note.kind for note in reading.notes].count("reply-not-shown") == 2
    assert read(page([review(2, reviewReply={"comment": " "})], 1)).received[0].reply is None


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"createTime": "soon"}, "'soon' is no date"),
        ({"createTime": None}, "no date"),
        ({"updateTime": "soon"}, "'soon' is no date"),
        ({"starRating": "SIX"}, "'six' is no rating"),
        ({"comment": {"text": "x"}}, "the comment is no text"),
        ({"comment": "half \ud83d of a pair"}, "surrogate"),
    ],
)
def test_a_row_that_does_not_read_is_refused_and_the_others_stay(changes, says):
    data = json.dumps({"reviews": [review(1), review(2, **changes), "a word"]}).encode()
    reading = read(data)
    assert (reading.rows, len(reading.received)) == (3, 1)
    assert says in reading.refusals[0].reason
    assert reading.refusals[0].where == "1.json, review 2"


@pytest.mark.parametrize("field", ["createTime", "updateTime", "starRating"])
def test_contact_data_in_the_wrong_place_is_not_repeated(field):
    reading = read(page([review(1, **{field: "jane.roe@x.example"})], 1))
    assert "there is contact data where" in reading.refusals[0].reason
    assert "jane" not in repr(reading)


def test_an_authors_name_with_contact_data_is_left_out_and_noted():
    given = [review(1, reviewer={"displayName": "Ada 312-555-0142"}), review(2, reviewer={"displayName": "Ada 17"})]
    reading = read(page(given, 2))
    assert [one.author for one in reading.received] == [None, "Ada 17"]
    assert [note.where for note in reading.notes if note.kind == "contact-left-out"] == ["1.json, review 1"]


def test_contact_data_is_no_id_of_a_review():
    given = [review(1, name=..., reviewId="jane.roe@x.example"), review(2)]
    reading = read(page(given, 2))
    assert [one.source_id is None for one in reading.received] == [True, False]
    assert "jane" not in repr(reading)


def test_a_review_without_stars_is_one_without_a_rating():
    reading = read(page([review(1, starRating="STAR_RATING_UNSPECIFIED")], 1))
    assert reading.ratings == {"none": 1}


def test_reviews_of_several_locations_in_one_answer_are_read():
    given = [
        {"name": "accounts/111/locations/222", "review": review(1)},
        {"name": "accounts/111/locations/333", "review": review(2, name=...)},
        None,
    ]
    reading = read(json.dumps({"locationReviews": given, "nextPageToken": "t"}).encode())
    assert [one.place for one in reading.received] == ["locations/222", "locations/333"]
    assert reading.source_total is None
    assert left_out(reading) == {"empty": 1}


def test_pages_in_one_list_or_line_by_line_or_without_pages_are_read_too():
    pages = [json.loads(one) for one in api_pages()]
    assert read(json.dumps(pages).encode()).rows == 52
    assert read(b"\n".join(api_pages())).rows == 52
    plain = read(json.dumps([review(1), review(2), None]).encode())
    assert (plain.rows, plain.source_total) == (3, None)


def test_a_location_without_reviews_reads_as_none():
    reading = read(b'{"reviews": [], "averageRating": 0, "totalReviewCount": 0}')
    assert (reading.rows, reading.received) == (0, ())


def test_takeout_is_read_as_a_folder_and_as_an_archive(tmp_path):
    folder = write(tmp_path / "unpacked", takeout())
    archive = tmp_path / "takeout-20261101T000000Z-001.zip"
    archive.write_bytes(zipped(takeout()))
    for reading in (read_paths(folder), read_paths(folder / "Takeout"), read_paths(archive)):
        assert reading.format == "google-takeout"
        assert reading.rows == 47
        assert len(reading.received) == 44
        assert left_out(reading) == {"empty": 1, "repeated": 2}
        assert reading.source_total is None
        assert not reading.is_whole
        by_id = {(one.place, one.source_id): one for one in reading.received}
        assert by_id["locations/222", "AbFvOq005Tk"].text == "I changed my mind."
        assert by_id["locations/222", "AbFvOq006Tk"].text is None


def test_an_old_takeout_without_names_tells_locations_by_their_folders(tmp_path):
    files = {
        f"{TAKEOUT}/account-{account}/location-{place}/reviews.json": json.dumps(
            {"reviews": [takeout_review(number, name=..., updateTime=updated) for number in (1, 2, 3)]}
        ).encode()
        for account, place, updated in (
            ("1", "222", "2026-11-01T00:00:00Z"),
            ("9", "222", "2026-11-02T00:00:00Z"),
            ("1", "333", ...),
        )
    }
    reading = read_paths(write(tmp_path, files))
    assert [one.place for one in reading.received] == ["locations/222"] * 3 + ["locations/333"] * 3
    assert all(one.updated_at.day == 2 for one in reading.received[:3])
    assert left_out(reading) == {"repeated": 3}
    assert all(one.source_id is None for one in reading.received)


def test_nameless_reviews_of_one_moment_under_one_account_are_two(tmp_path):
    twins = [takeout_review(2, name=..., reviewer={}), takeout_review(2, name=..., reviewer={})]
    files = {
        f"{TAKEOUT}/account-{account}/location-222/reviews.json": json.dumps({"reviews": reviews}).encode()
        for account, reviews in (("1", twins), ("9", twins[:1]))
    }
    reading = read_paths(write(tmp_path, files))
    assert (reading.rows, len(reading.received)) == (3, 2)


def test_the_reviews_that_an_account_wrote_are_refused_by_name():
    data = json.dumps(WRITTEN_BY_ME).encode()
    for name in ("Takeout/Maps (your places)/Reviews.json", "mine.json"):
        with pytest.raises(UnreadableError, match=r"holds the reviews that this account wrote") as caught:
            read(ExportFile(name, data))
        assert 'under "Google Business Profile"' in caught.value.hint
    with pytest.raises(UnreadableError, match="holds the reviews that this account wrote"):
        read(ExportFile("Takeout/Maps/Reviews.json", b'{"type": "FeatureCollection", "features": []}'))
    with pytest.raises(UnreadableError, match="looks like JSON, expected an export of"):
        read(b'{"type": "FeatureCollection", "features": [{"properties": {"name": "A park"}}]}')


def test_they_may_lie_beside_the_right_ones(tmp_path):
    files = {**takeout(), "Takeout/Maps (your places)/Reviews.json": json.dumps(WRITTEN_BY_ME).encode()}
    assert read_paths(write(tmp_path, files)).rows == 47


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b'{"reviews": [{"id": "x", "rating": 5, "time_created": "2026-03-18 10:00:00"}]}', "reviews out of Yelp"),
        (b'{"reviews": [', "looks like JSON"),
        (b"stars,text\n5,Good\n", "looks like a table of reviews"),
        (b"%PDF-1.7", "looks like a PDF"),
        (b"<!doctype html><html>", "looks like a web page"),
        (b"[" * 100_000, "looks like text"),
        (b"", "looks like text"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_what_it_looks_like(data, says):
    with pytest.raises(UnreadableError, match=says):
        read(data)


def test_an_unknown_source_is_named_with_the_nearest():
    with pytest.raises(SiteGenError, match="no source google-busines-profile") as caught:
        read(page([review(1)], 1), source="google-busines-profile")
    assert caught.value.hint == "did you mean google-business-profile?"


def test_two_kinds_side_by_side_are_refused():
    with pytest.raises(UnreadableError, match=r"these are reviews out of Google's .* and reviews of a"):
        read(page([review(1)], 1), json.dumps({"reviews": [takeout_review(2)]}).encode())
