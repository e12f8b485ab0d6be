"""Exports of reviews, one target for each format; archives, and tables without a mapping."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from site_gen.errors import SiteGenError, UnreadableError
from site_gen.intake.reviews.archives import is_archive, read_archive
from site_gen.intake.reviews.files import ExportFile
from site_gen.intake.reviews.format import Options
from site_gen.intake.reviews.formats import ANY, FORMATS, find_format
from site_gen.intake.reviews.received import Reading
from site_gen.intake.reviews.review_draft import draft_comment, draft_review_map
from site_gen.intake.reviews.review_map import ReviewMap
from site_gen.pipeline.intake.maps import decode_yaml

from .sources import helper
from .target import Target

MAP = ReviewMap(
    source="press-ganey",
    columns={
        "Survey ID": "source_id", "Received Date": "received_at", "Overall Rating": "rating", "Comments": "text",
        "Name": "author", "Language": "language", "NPI": "npi", "Reply": "reply", "Visit": "experienced",
    },
    aspects={"Wait Time": "wait-time"},
)  # fmt: skip
OPTIONS = Options(zone=ZoneInfo("America/Chicago"), order="month-first", mapping=MAP)
_WORDS = (
    b'"', b",", b":", b"{", b"}", b"[", b"]", b"null", b"true", b"1e400", b"-0", b"9" * 25, b'"\\ud800"',
    b"\\u0000", b"\xef\xbb\xbf", b"\r\n", b";", b"\t", b'""', b"2026-03-18", b"2026-03-18T22:05:07.123Z",
    b"3/4/2026", b"1773871500", b"1773871500000", b"2026-02-30T25:61:61Z", b"0001-01-01T00:00:00+14:00",
    b"9999-12-31T23:59:59-12:00", b"FIVE", b"4/5", b"pat@mail.example", b"312-555-0142", "★★★".encode(),
    b"location", b"name", b"reviews", b"rating",
)  # fmt: skip


def check(reading: Reading) -> None:
    """Every row of an export is accounted for, and what came in can be written down."""
    left_out = len(reading.refusals) + sum(one.count for one in reading.passed_over)
    assert len(reading.received) + left_out == reading.rows
    assert sum(reading.ratings.values()) == len(reading.received)
    for one in reading.received:
        assert one.received_at.utcoffset() is not None
        one.received_at.isoformat()
        "".join(filter(None, (one.text, one.title, one.author, one.source_id, one.language))).encode()
    assert all(one.where and one.reason for one in (*reading.refusals, *reading.notes))


def read(source: str, names: Sequence[str], data: bytes) -> None:
    """Read one file as an export of a source, under each name, and among formats of all sources."""
    for name in names:
        for asked in (source, ANY):
            with suppress(SiteGenError):
                found, files = find_format(asked, [ExportFile(name, data, decode_yaml)])
                check(found.read(files, OPTIONS))


def read_zip(data: bytes) -> None:
    """Read an archive: its files never outgrow it by more than allowed, and none has a name that leads out."""
    if not is_archive(data):
        return
    with suppress(UnreadableError):
        for name, content in read_archive("export.zip", data):
            assert ".." not in name.replace("\\", "/").split("/")
            assert len(content) <= max(16 << 20, 200 * len(data))
            read(ANY, (name,), content)


def draft(data: bytes) -> None:
    """Draft a mapping of a table, and read the table with it."""
    file = ExportFile("table.csv", data, decode_yaml)
    with suppress(SiteGenError):
        mapping = draft_review_map(file)
        draft_comment(file, mapping).encode()
        (csv,) = (one for one in FORMATS if one.name == "csv")
        check(csv.read([file], Options(zone=OPTIONS.zone, order="day-first", mapping=mapping)))


def _dumped(*values: object) -> list[bytes]:
    return [json.dumps(value).encode() for value in values]


def _google() -> Iterator[bytes]:
    made = helper("intake/reviews", "google_data")
    yield made.page([made.review(1), made.review(2)], 2)
    yield from _dumped(
        {"reviews": [made.takeout_review(1)]}, {"locationReviews": [{"name": "locations/1", "review": made.review(1)}]}
    )


def _made(source: str) -> Iterator[bytes]:
    made = helper("intake/reviews", "review_exports")
    items: Mapping[str, Callable[[], list[Any]]] = {
        "yelp": lambda: [made.yelp_review(1, "harbor"), made.yelp_review(2, "harbor")],
        "trustpilot": lambda: [made.trustpilot_review(1), made.trustpilot_review(2)],
        "netlify-forms": lambda: made.netlify_items()[:2],
        "formspree": lambda: made.formspree_items(2),
        "staticman": list,
        "site-reviews": list,
    }
    found = items[source]()
    if found:
        yield from _dumped(found, {"reviews": found, "total": 2, "possible_languages": ["en"]})
        yield made.table([found[0]]) if not any(isinstance(one, dict) for one in found[0].values()) else b"[]"
    if source == "formspree":
        yield from _dumped(made.formspree_value(found))
    if source == "site-reviews":
        yield from (made.table(made.site_reviews_rows()[:3], delimiter=mark) for mark in ",;\t")
    if source == "netlify-forms":
        yield made.table(made.netlify_rows()[:3])
    if source == "trustpilot":
        yield b"\n".join(made.trustpilot_table().split(b"\n")[:3])
    if source == "staticman":
        yield from (one.data for one in made.staticman_files()[:6])


def _cards() -> Iterator[bytes]:
    yield b"rating: 4\nreceived_at: 2026-03-18\ntext: |\n  Good.\naspects: {listens: 5}\nreply: {text: Thanks}\n"
    yield b"- {provider: amara-okafor, rating: 5, received_at: 2026-03-18T10:00:00Z, author: Kim}\n- {rating: 2}\n"


def _tables() -> Iterator[bytes]:
    head = b",".join(name.encode() for name in (*MAP.columns, *MAP.aspects))
    rows = (
        b"1,3/4/2026,5,Good.,M. K.,en,1234567893,Thank you.,2026-03,4",
        b'2,2026-04-13T10:00:00-05:00,4/5,"Said ""no"", twice.\nThen yes.",,es,,,3/2026,',
        b"3,13/4/2026,four stars,,Kim,Spanish,,,April 2026,5",
    )
    yield b"\n".join((head, *rows, b""))
    yield b"\n".join((head, rows[0])).replace(b",", b";")
    yield b"\xef\xbb\xbf" + b"\r\n".join((head, rows[2])).replace(b",", b"\t")
    made = helper("intake/reviews", "vendor_data")
    yield b"\n".join(made.table().split(b"\n")[:4])


def _archives() -> Iterator[bytes]:
    made = helper("intake/reviews", "google_data")
    yield made.zipped({"a/reviews.json": next(_google())})
    for method in (zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        place = io.BytesIO()
        with zipfile.ZipFile(place, "w", method) as archive:
            archive.writestr("table.csv", next(_tables()))
            archive.writestr("cards/one.yml", next(_cards()))
        yield place.getvalue()


_SEEDS: dict[str, tuple[tuple[str, ...], Callable[[], Iterator[bytes]]]] = {
    "google-business-profile": (("account-1/location-2/reviews.json",), _google),
    **{
        name: (("x.json", "x.csv"), partial(_made, name))
        for name in ("yelp", "trustpilot", "site-reviews", "netlify-forms", "formspree")
    },
    "staticman": (("r/entry.json", "r/entry.yml", "r/entry.md"), partial(_made, "staticman")),
    "yaml": (("card.yaml",), _cards),
    "csv": (("table.csv",), _tables),
}

TARGETS: Sequence[Target] = (
    *(
        Target(f"export-{name.removesuffix('-business-profile')}", partial(read, name, names), seeds, _WORDS, 8192)
        for name, (names, seeds) in _SEEDS.items()
    ),
    Target("export-zip", read_zip, _archives, (b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x06", b"../")),
    Target("table-draft", draft, _tables, _WORDS),
)
