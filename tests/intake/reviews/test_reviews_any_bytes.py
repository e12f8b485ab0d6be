"""Whatever the bytes: a reading whose rows add up, or an error of ours."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from google_data import page, review, takeout, takeout_review, zipped
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from timing import cpu_seconds
from vendor_data import COLUMNS, table

from site_gen.errors import SiteGenError, UnreadableError
from site_gen.intake.reviews.files import ExportFile, open_export
from site_gen.intake.reviews.format import Options
from site_gen.intake.reviews.formats import ANY, FORMATS, find_format
from site_gen.intake.reviews.received import Reading
from site_gen.intake.reviews.review_draft import draft_review_map
from site_gen.intake.reviews.review_map import ReviewMap
from site_gen.pipeline.intake.maps import decode_yaml

MAP = ReviewMap(
    source="press-ganey",
    columns={"Survey ID": "source_id", "Received Date": "received_at", "Overall Rating": "rating", "Comments": "text"},
    aspects={"Wait Time": "wait-time"},
)
OPTIONS = Options(zone=ZoneInfo("America/Chicago"), order="month-first", mapping=MAP)
CARD = b"rating: 4\nreceived_at: 2026-03-18\ntext: |\n  Good.\naspects: {listens: 5}\nreply: {text: Thanks}\n"
VALID = {
    "google.json": page([review(number) for number in range(4)], 4),
    "takeout.json": json.dumps({"reviews": [takeout_review(number) for number in range(4)]}).encode(),
    "batch.json": json.dumps({"locationReviews": [{"name": "locations/1", "review": review(1)}]}).encode(),
    "card.yaml": CARD,
    "table.csv": table(";"),
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
KEYS = st.sampled_from(
    [
        "name",
        "reviewId",
        "reviewer",
        "starRating",
        "comment",
        "createTime",
        "updateTime",
        "reviewReply",
        "reviewMediaItems",
    ]
)


def check(reading: Reading) -> None:
    left_out = len(reading.refusals) + sum(one.count for one in reading.passed_over)
    assert len(reading.received) + left_out == reading.rows
    assert sum(reading.ratings.values()) == len(reading.received)
    for one in reading.received:
        assert one.received_at.tzinfo is not None
        "".join((one.text or "", one.author or "", one.source_id or "")).encode()
    for remark in (*reading.refusals, *reading.notes):
        assert remark.reason


def attempt(name: str, data: bytes) -> None:
    file = ExportFile(name, data, decode_yaml)
    for source in (ANY, *(one.source for one in FORMATS)):
        try:
            form, chosen = find_format(source, [file])
            check(form.read(chosen, OPTIONS))
        except SiteGenError:
            continue
    with suppress(UnreadableError):
        draft_review_map(file)


@given(st.binary(max_size=400), st.sampled_from(sorted(VALID)))
def test_any_bytes_are_reviews_or_an_error_of_ours(data, name):
    attempt(name, data)


@given(st.data(), st.sampled_from(sorted(VALID)))
def test_so_are_exports_with_a_piece_put_in_or_cut_out(data, name):
    good = VALID[name]
    start = data.draw(st.integers(0, len(good)))
    end = data.draw(st.integers(start, min(len(good), start + 40)))
    attempt(name, good[:start] + data.draw(st.binary(max_size=12)) + good[end:])


@given(st.lists(st.dictionaries(KEYS, JSON, max_size=9), max_size=4), JSON)
def test_so_are_reviews_with_any_value_under_any_key(changes, other):
    rows = [*({**review(at), **change} for at, change in enumerate(changes)), other]
    for value in (
        {"reviews": rows, "totalReviewCount": other},
        {"locationReviews": rows},
        rows,
        [{"reviews": rows}, other],
    ):
        attempt("google.json", json.dumps(value).encode())


@given(
    st.dictionaries(st.sampled_from(["rating", "text", "aspects", "reply", "method", "received_at", "source"]), JSON)
)
def test_so_are_cards_with_any_value_under_any_key(changes):
    value = {"rating": 4, "received_at": "2026-03-18", **changes}
    file = ExportFile("card.yaml", b"x", lambda _: value)
    form, chosen = find_format("yaml", [file])
    check(form.read(chosen, OPTIONS))


@given(st.lists(st.lists(st.text(max_size=12), max_size=len(COLUMNS) + 1), max_size=6))
def test_so_are_tables_with_any_cells(rows):
    lines = [
        ";".join(COLUMNS),
        *(";".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in cells) for cells in rows),
    ]
    attempt("table.csv", "\n".join(lines).encode("utf-8", "surrogatepass"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_archive_is_opened_or_refused(tmp_path: Path, data):
    good = zipped({name: content for name, content in takeout().items() if len(content) < 3_000})
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(good)))
        good = good[:at] + data.draw(st.binary(max_size=6)) + good[at + data.draw(st.integers(0, 6)) :]
    place = tmp_path / "t.zip"
    place.write_bytes(good)
    with suppress(UnreadableError):
        assert open_export([place])


def repeated(piece: bytes, head: bytes = b"") -> Callable[[int], bytes]:
    return lambda count: head + piece * count


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("x.json", repeated(b'{"a":')),
        ("x.json", repeated(b"[{},")),
        ("x.json", repeated(b'{"reviews":[]}\n')),
        ("x.json", repeated(b'{"starRating":"FIVE","createTime":"2026-03-18"},', b"[")),
        ("x.csv", repeated(b'"')),
        ("x.csv", repeated(b"a,")),
        ("x.csv", repeated(b"\n,", b"Survey ID,Received Date,Overall Rating,Comments,Wait Time")),
        ("x.csv", repeated(b"1/2/2026 ", b"Survey ID,Received Date,Overall Rating,Comments,Wait Time\n1,")),
        ("x.csv", repeated("★".encode(), b"Survey ID,Received Date,Overall Rating,Comments,Wait Time\n1,3/4/2026,")),
        ("x.csv", repeated(b"a@", b"Survey ID,Received Date,Overall Rating,Comments,Wait Time\n")),
    ],
)
def test_no_input_takes_time_beyond_its_size(name, made):
    small, large = (cpu_seconds(partial(attempt, name, made(count))) for count in (2_000, 40_000))
    assert large < 100 * max(small, 0.01)


def test_a_deep_folder_of_archives_is_not_opened_twice(tmp_path: Path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as outer:
        outer.writestr("inner.zip", zipped({"reviews.json": VALID["google.json"]}))
    (tmp_path / "outer.zip").write_bytes(buffer.getvalue())
    (file,) = open_export([tmp_path / "outer.zip"])
    assert file.name == "outer.zip/inner.zip"
    with pytest.raises(UnreadableError, match="looks like a ZIP archive"):
        find_format("google-business-profile", [file])
