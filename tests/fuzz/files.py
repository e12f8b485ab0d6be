"""Pictures, films and drawings; and the files that the tool wrote itself, or that lie at a target, damaged."""

from __future__ import annotations

import datetime
import io
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

import msgspec
from PIL import Image

from site_gen.calendar.outgoing import Refused
from site_gen.calendar.record import Entry, Export, format_export, read_export
from site_gen.deploy.manifest import Deployed, format_deployed, parse_deployed
from site_gen.errors import UnreadableError
from site_gen.pictures.drawing import read_drawing
from site_gen.pictures.geotags import geotags, in_drawing
from site_gen.pictures.looking import look
from site_gen.pipeline.indexnow import format_digests, parse_digests
from site_gen.report.compliance.pack import parse_pack
from site_gen.report.head import is_report
from site_gen.report.replies.work import is_work

from .sources import sample
from .target import Target

_SCRIPT = re.compile(rb"<script[\s/>]", re.IGNORECASE)


@cache
def _folder() -> Path:
    """Give a folder in memory, if there is one, in which an input becomes a file."""
    memory = Path("/dev/shm")
    return Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else None, prefix="site-gen-fuzz-"))


def _written(name: str, data: bytes) -> Path:
    place = _folder() / name
    place.write_bytes(data)
    return place


def look_at_picture(data: bytes) -> None:
    """Look at a file as a picture of each kind: it has a size, or a fault in words."""
    for name in ("a.jpg", "a.tiff", "a.bin"):
        place = _written(name, data)
        found = look(place)
        assert found.kind == "other" or (found.width > 0 and found.height > 0) or found.fault
    for name in ("a.jpg", "a.png"):
        with suppress(ValueError):
            geotags(_written(name, data))


def look_at_film(data: bytes) -> None:
    """Look for places in a film."""
    for name in ("a.mp4", "a.mov"):
        place = _written(name, data)
        with suppress(ValueError):
            geotags(place)
        look(place)


def look_at_drawing(data: bytes) -> None:
    """Read a drawing: nothing in it that runs is passed over."""
    with suppress(ValueError):
        drawing = read_drawing(data)
        assert drawing.width >= 0
        if _SCRIPT.search(data) and b"<!--" not in data and b"CDATA" not in data and b"<?" not in data:
            assert any("script" in one.lower() for one in drawing.active)
        in_drawing(data, drawing)
    look(_written("a.svg", data))


def read_record(data: bytes) -> None:
    """Read what an earlier run left: it is what was written, or it is said that it is not."""
    with suppress(UnreadableError):
        deployed = parse_deployed(data)
        assert parse_deployed(format_deployed(deployed)) == deployed
    export = read_export(data)
    assert export is None or read_export(format_export(export)) == export
    with suppress(UnreadableError):
        digests = parse_digests(data)
        assert parse_digests(format_digests(digests)) == digests
    with suppress(UnreadableError):
        parse_pack(data, "compliance.json")
    is_work(data)
    is_report(data, "replies")


def _pictures() -> Iterator[bytes]:
    image = Image.new("RGB", (8, 6), "teal")
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (41.0, 52.0, 0.0)
    for form in ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "AVIF"):
        place = io.BytesIO()
        image.save(place, form, exif=exif) if form != "BMP" else image.save(place, form)
        yield place.getvalue()
    for mode in ("1", "P", "LA", "CMYK", "I;16", "F"):
        place = io.BytesIO()
        Image.new(mode, (4, 4)).save(place, "TIFF" if mode in ("CMYK", "F", "LA") else "PNG")
        yield place.getvalue()


def _films() -> Iterator[bytes]:
    def box(kind: bytes, content: bytes) -> bytes:
        return (len(content) + 8).to_bytes(4, "big") + kind + content

    place = b"\0\x12\x15\xc7+41.8781-087.6298/"
    yield box(b"ftyp", b"isom") + box(b"moov", box(b"udta", box(b"\xa9xyz", place))) + box(b"mdat", b"....")
    keys = box(b"keys", b"\0\0\0\0\0\0\0\1" + box(b"mdta", b"com.apple.quicktime.location.ISO6709"))
    yield box(b"ftyp", b"qt  ") + box(b"moov", box(b"trak", box(b"meta", b"\0\0\0\0" + keys)))
    yield b"\0\0\0\1moov" + (64).to_bytes(8, "big") + box(b"udta", b"\0" * 8)


def _drawings() -> Iterator[bytes]:
    yield from sample("content/media/*.svg", most=4, most_bytes=4096)
    yield (
        b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
        b'<script>x</script><a xlink:href="javascript:x"><style>a{fill:url(#b)}</style></a>'
        b'<set attributeName="href"/></svg>'
    )


def _records() -> Iterator[bytes]:
    at = datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC)
    yield format_deployed(Deployed(files={"index.html": "a" * 64}, pending=("feed.xml",), log_size=7))
    entries = (Entry("flu", "facebook", at, "d", sequence=2),)
    refused = (Refused(post="a", channel="b", reason="too long"),)
    yield format_export(
        Export(target="postiz", site="x", made_at=at, entries=entries, refused=refused, files=("a.csv",))
    )
    yield b'{"index.html":"0123"}\n'
    yield msgspec.json.encode({"tool": "site-gen", "report": "compliance", "schema": 1})


TARGETS: Sequence[Target] = (
    Target(
        "picture",
        look_at_picture,
        _pictures,
        (b"Exif\0\0", b"ICC_PROFILE\0", b"IHDR", b"IDAT", b"VP8L", b"ftypavif"),
        4096,
    ),
    Target(
        "film",
        look_at_film,
        _films,
        (b"moov", b"trak", b"udta", b"meta", b"keys", b"ilst", b"\xa9xyz", b"\0\0\0\1"),
        2048,
    ),
    Target(
        "drawing",
        look_at_drawing,
        _drawings,
        (b"<script", b"xlink:href=", b"url(", b"<!ENTITY", b"<!DOCTYPE", b"viewBox="),
        4096,
    ),
    Target(
        "records",
        read_record,
        _records,
        (b'"schema":1', b'"files":', b"null", b"[[[[", b"1e400", b"2026-11-24T12:00:00Z"),
        4096,
    ),
)
