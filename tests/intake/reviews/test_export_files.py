"""Files, folders and archives of exports: what is opened, and what is refused."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import zipfile
from pathlib import Path

import pytest
from google_data import takeout, zipped

from site_gen.errors import UnreadableError
from site_gen.intake.reviews import archives
from site_gen.intake.reviews.files import BEYOND, ExportFile, export_digest, open_export

TABLE = b"id,stars\n1,5\n"


def opened(place: Path, data: bytes) -> list[str]:
    place.write_bytes(data)
    return [file.name for file in open_export([place])]


def one_entry(name: str, data: bytes = b"{}", *, mode: int = 0, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr(info, data, method)
    return buffer.getvalue()


def test_names_count_from_the_folder_that_was_named_or_that_holds_all(tmp_path):
    for name in ("a/x.csv", "a/deep/y.csv", "b/x.csv", "a/.hidden.csv", "a/__MACOSX/z.csv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    assert [file.name for file in open_export([tmp_path / "a"])] == ["deep/y.csv", "x.csv"]
    assert [file.name for file in open_export([tmp_path / "a" / "x.csv"])] == ["x.csv"]
    both = [tmp_path / "a" / "x.csv", tmp_path / "b" / "x.csv"]
    assert [file.name for file in open_export(both)] == ["a/x.csv", "b/x.csv"]
    assert [file.name for file in open_export([tmp_path / "a", tmp_path / "b"])] == [
        "a/deep/y.csv",
        "a/x.csv",
        "b/x.csv",
    ]


def test_the_same_bytes_twice_are_one_file(tmp_path):
    for name in ("one.csv", "two.csv"):
        (tmp_path / name).write_bytes(TABLE)
    assert [file.name for file in open_export([tmp_path])] == ["one.csv"]
    assert [file.name for file in open_export([tmp_path / "two.csv", tmp_path / "two.csv"])] == ["two.csv"]


def test_pictures_and_films_are_not_read(tmp_path, monkeypatch):
    data = zipped({"photo-1.jpg": b"x" * 5_000, "clip.MP4": b"x" * 5_000, "reviews.json": b"{}"})
    monkeypatch.setattr(archives, "MOST_BYTES", 1_000)
    assert opened(tmp_path / "takeout.zip", data) == ["takeout.zip/reviews.json"]
    (tmp_path / "photo.jpg").write_bytes(b"x")
    assert [file.name for file in open_export([tmp_path])] == ["takeout.zip/reviews.json"]


@pytest.mark.parametrize("inside", [b"xl/", b"xl/workbook.xml", b"[Content_Types].xml"])
def test_an_archive_is_no_workbook_for_what_its_files_say(tmp_path, inside):
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("reviews.json", inside)
    assert opened(tmp_path / "takeout.zip", stored.getvalue()) == ["takeout.zip/reviews.json"]


def test_a_workbook_is_one_file_that_says_what_it_is(tmp_path):
    place = tmp_path / "reviews.xlsx"
    place.write_bytes(zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}))
    (file,) = open_export([place])
    assert file.kind == "an Excel workbook (.xlsx)"
    assert file.header == ()


def test_a_table_may_begin_with_the_letters_of_archives(tmp_path):
    (tmp_path / "t.csv").write_bytes(b"PKID,stars\n1,5\n")
    assert open_export([tmp_path / "t.csv"])[0].header == ("PKID", "stars")


@pytest.mark.parametrize(
    "name",
    [
        "../x.json",
        "a/../../x.json",
        "/etc/x.json",
        "C:\\x.json",
        "\\\\host\\x.json",
        "..\\x.json",
        "a\\..\\x.json",
        "..",
    ],
)
def test_a_name_that_leads_out_of_its_archive_is_refused(tmp_path, name):
    with pytest.raises(UnreadableError, match=r"which leads out of it, and is refused"):
        opened(tmp_path / "evil.zip", one_entry(name))


@pytest.mark.parametrize("name", ["..x.json/y.json", "a..b/x.json", "a b/c.json", "x:y.json"])
def test_a_name_with_dots_or_colons_inside_is_read(tmp_path, name):
    if name.startswith("."):
        name = f"a{name}"
    if ":" in name:
        name = f"a{name}"
    assert opened(tmp_path / "good.zip", one_entry(name)) == [f"good.zip/{name}"]


def test_a_file_without_a_name_in_an_archive_is_refused(tmp_path):
    data = one_entry("xy.json").replace(b"xy.json", b"\0y.json")  # a name ends at a NUL
    with pytest.raises(UnreadableError, match=r"evil.zip holds a file without a name, and is refused"):
        opened(tmp_path / "evil.zip", data)


def test_a_link_in_an_archive_is_refused(tmp_path):
    with pytest.raises(UnreadableError, match=r"holds the link 'x.json', and is refused"):
        opened(tmp_path / "evil.zip", one_entry("x.json", b"/etc/passwd", mode=stat.S_IFLNK | 0o777))
    assert opened(tmp_path / "good.zip", one_entry("x.json", mode=stat.S_IFREG | 0o644)) == ["good.zip/x.json"]


def test_an_archive_with_a_password_is_refused(tmp_path):
    data = bytearray(one_entry("x.json"))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    with pytest.raises(UnreadableError, match="has a password") as caught:
        opened(tmp_path / "locked.zip", bytes(data))
    assert caught.value.hint == "unpack it yourself and give the folder"


def test_an_archive_that_grows_beyond_measure_is_refused(tmp_path, monkeypatch):
    bomb = one_entry("x.json", b"\0" * (17 << 20))
    with pytest.raises(UnreadableError, match=r"would unpack to 17,825,792 bytes in 1 files, and is refused"):
        opened(tmp_path / "bomb.zip", bomb)
    assert opened(tmp_path / "good.zip", one_entry("x.json", b"\0" * (15 << 20))) == ["good.zip/x.json"]
    monkeypatch.setattr(archives, "MOST_FILES", 3)
    assert opened(tmp_path / "three.zip", zipped({f"{at}.json": b"%d" % at for at in range(3)}))
    with pytest.raises(UnreadableError, match="in 4 files, and is refused"):
        opened(tmp_path / "four.zip", zipped({f"{at}.json": b"%d" % at for at in range(4)}))


def test_an_archive_that_lies_about_its_size_is_refused(tmp_path):
    data = one_entry("x.json", b"[" + b" " * 5_000 + b"]", method=zipfile.ZIP_STORED)
    lying = bytearray(data)
    at = lying.index(b"PK\x01\x02")
    lying[at + 24 : at + 28] = (10).to_bytes(4, "little")
    with pytest.raises(UnreadableError, match=r"larger than its archive says|damaged"):
        opened(tmp_path / "lying.zip", bytes(lying))


@pytest.mark.parametrize(
    "spoil", [lambda data: data[:-30], lambda data: data[: len(data) // 2], lambda data: b"PK\x03\x04" + b"\0" * 50]
)
def test_a_damaged_archive_is_refused(tmp_path, spoil):
    with pytest.raises(UnreadableError, match=r"t.zip is a damaged ZIP archive: .") as caught:
        opened(tmp_path / "t.zip", spoil(zipped(takeout())))
    assert caught.value.hint == "download the export again"


def test_damage_inside_an_archive_is_refused(tmp_path):
    good = zipped({"reviews.json": os.urandom(3_000)})
    data = bytearray(good)
    data[200:240] = bytes(40)
    with pytest.raises(UnreadableError, match="is a damaged ZIP archive"):
        opened(tmp_path / "t.zip", bytes(data))


def test_a_file_that_is_not_there_and_an_empty_folder_are_refused(tmp_path):
    with pytest.raises(UnreadableError, match=r"cannot read .*x.csv: No such file"):
        open_export([tmp_path / "x.csv"])
    with pytest.raises(UnreadableError, match="there is no file in this export"):
        open_export([tmp_path])
    with pytest.raises(UnreadableError, match="there is no file in this export"):
        opened(tmp_path / "empty.zip", zipped({}))


def test_a_link_out_of_a_folder_is_refused_and_one_within_is_not(tmp_path):
    (tmp_path / "secret.csv").write_bytes(TABLE)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.csv").write_bytes(TABLE)
    (tmp_path / "in" / "b.csv").symlink_to(tmp_path / "in" / "a.csv")
    assert [file.name for file in open_export([tmp_path / "in"])] == ["a.csv"]
    (tmp_path / "in" / "c.csv").symlink_to(tmp_path / "secret.csv")
    with pytest.raises(UnreadableError, match=r"c.csv leads out of its folder"):
        open_export([tmp_path / "in"])


def test_the_digest_is_that_of_sha256sum(tmp_path):
    (tmp_path / "b.csv").write_bytes(TABLE)
    (tmp_path / "a.csv").write_bytes(b"x")
    of_table, of_x = hashlib.sha256(TABLE).hexdigest(), hashlib.sha256(b"x").hexdigest()
    assert export_digest([tmp_path / "b.csv"]) == of_table
    lines = "".join(sorted((f"{of_x}  a.csv\n", f"{of_table}  b.csv\n")))
    assert export_digest([tmp_path]) == hashlib.sha256(lines.encode()).hexdigest()
    assert export_digest([tmp_path / "b.csv", tmp_path / "a.csv"]) == export_digest([tmp_path])


def test_rows_are_dicts_by_column():
    file = ExportFile("t.csv", b"\xef\xbb\xbf\n id , stars,stars\r\n1,,5\n\n2\n3,4,5,6,\n")
    assert file.header == ("id", "stars", "stars")
    assert list(file.rows()) == [
        ("t.csv, row 3", {"id": "1", "stars": "5"}),
        ("t.csv, row 5", {"id": "2", "stars": ""}),
        ("t.csv, row 6", {"id": "3", "stars": "4", BEYOND: "6"}),
    ]


def test_a_table_that_breaks_off_names_its_file_and_line():
    with pytest.raises(UnreadableError, match=r"t.csv: line 3 is no row of a CSV table"):
        list(ExportFile("t.csv", b'id,text\n1,good\n2,"bad').rows())


def test_json_lines_may_hold_unusual_line_breaks():
    file = ExportFile("t.jsonl", '{"a": "x\u2028y"}\n\n{"a": 2}\n'.encode())
    assert file.json == [{"a": "x\u2028y"}, {"a": 2}]
    assert ExportFile("t.json", b'{"a": 1}\nnothing\n').json is None
