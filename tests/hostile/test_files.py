"""Hostile media: files that are not what their names say, bombs, drawings that run, kinds that no site publishes."""

from __future__ import annotations

import resource
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from site_gen.pictures.looking import look

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" xmlns:h="http://www.w3.org/1999/xhtml">{}</svg>'


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *, depth: int = 8, colour: int = 6, more: bytes = b"", rows: bool = True) -> bytes:
    """Give a picture of nothing, packed as tightly as can be."""
    packer = zlib.compressobj(9)
    row = b"\0" * (1 + width * {0: 1, 2: 3, 6: 4}[colour] * depth // 8)
    data = b"".join(packer.compress(row) for _ in range(height if rows else 0)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + more + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _packed(size: int) -> bytes:
    return zlib.compress(bytes(size), 9)


WRONG = {
    "page.jpg": b"<html><script>alert(1)</script>",
    "drawing.png": SVG.format("<script>alert(1)</script>").encode(),
    "program.png": b"<?php system($_GET[0]); ?>",
    "both.gif": b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)//",
    "empty.png": b"",
    "cut.png": png(64, 64)[:60],
    "huge.png": png(60_000, 60_000, rows=False),
    "text.png": png(8, 8, more=_chunk(b"zTXt", b"a\0\0" + _packed(64 << 20))),
    "profile.png": png(8, 8, more=_chunk(b"iCCP", b"a\0\0" + _packed(64 << 20))),
    "words.png": png(8, 8, more=_chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + _packed(64 << 20))),
    "laugh.svg": b'<!DOCTYPE svg [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg">&b;</svg>',
    "file.svg": b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
    "large.svg": SVG.format(" " * (8 << 20)).encode(),
}
"""Files of which nothing can be made."""


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_picture_is_said_to_be_none(tmp_path, name):
    place = tmp_path / name
    place.write_bytes(WRONG[name])
    looked = look(place)
    assert looked.fault
    assert looked.kind == "other"


@pytest.mark.parametrize(
    "ending",
    [".html", ".htm", ".xhtml", ".xht", ".xml", ".xsl", ".js", ".mjs", ".css", ".svgz", ".php", ".phtml", ".shtml",
     ".swf", ".wasm", ".htaccess", ".py", ".jar", ".hta", ".eml", ".mht", ".pdf.html", ""],
)  # fmt: skip
def test_no_kind_of_file_that_may_run_is_published(tmp_path, ending):
    place = tmp_path / f"file{ending}"
    place.write_text("<script>alert(1)</script>")
    assert "is no kind that is published" in look(place).fault


@pytest.mark.parametrize("ending", [".pdf", ".vtt", ".mp3", ".zip", ".docx", ".ics", ".PDF"])
def test_documents_and_sound_are_published_as_they_are(tmp_path, ending):
    place = tmp_path / f"file{ending}"
    place.write_text("WEBVTT\n\n00:00.000 --> 00:01.000\n<script>alert(1)</script><v Ana>Hello\n")
    assert look(place).fault == ""


@pytest.mark.parametrize(
    "inside",
    [
        '<a href="java&#9;script:alert(1)"><rect/></a>',
        '<h:meta http-equiv="refresh" content="0;url=https://evil.example/"/>',
        '<h:form action="https://evil.example/"><h:button>x</h:button></h:form>',
        '<h:style>body{}</h:style>',
        r'<style>rect{fill:\75 rl(https://evil.example/x)}</style>',
        '<style>rect{fill:u<!-- x -->rl(https://evil.example/x)}</style>',
        '<style>@im<![CDATA[port]]> "//evil.example/a.css";</style>',
        '<style>rect{fill:url/**/(https://evil.example/x)}</style>',
        '<set attributeName="xlink:href" to="javascript:alert(1)"/>',
        '<use href="data:image/svg+xml;base64,PHN2Zy8+"/>',
    ],
)  # fmt: skip
def test_what_runs_in_a_drawing_is_seen_however_it_is_written(tmp_path, inside):
    place = tmp_path / "x.svg"
    place.write_text(SVG.format(inside))
    assert look(place).active


def test_a_drawing_with_a_character_that_xml_does_not_have_is_refused(tmp_path):
    place = tmp_path / "x.svg"
    place.write_text(SVG.format('<a href="&#1;&#10;javascript:alert(1)"><rect/></a>'))
    assert "invalid character" in look(place).fault


@pytest.mark.parametrize(
    "inside",
    [
        '<a href="https://harbor.example/"><rect/></a>',
        '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata>',
        r'<style>rect{fill:url(#a)} /* url(https://x.example/) */ text{font-family:"\41"}</style>',
    ],
)  # fmt: skip
def test_a_drawing_that_only_draws_stays_one(tmp_path, inside):
    place = tmp_path / "x.svg"
    place.write_text(SVG.format(inside))
    looked = look(place)
    assert (looked.fault, looked.active) == ("", ())


def _boxes(count: int, *, nested: bool) -> Iterator[bytes]:
    yield struct.pack(">I4sI", 12, b"ftyp", 0)
    for at in range(count):
        yield struct.pack(">I4s", (count - at) * 8 if nested else 8, b"moov" if nested else b"free")


@pytest.mark.parametrize("nested", [False, True])
def test_a_film_of_too_many_boxes_is_not_walked(tmp_path, nested):
    place = tmp_path / "x.mp4"
    place.write_bytes(b"".join(_boxes(60_000, nested=nested)))
    assert look(place).located is None


BOUNDED = {
    "pixels.png": lambda: png(8000, 8000),
    "deep.svg": lambda: SVG.format("<g>" * 200_000 + "</g>" * 200_000).encode(),
    "size.svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg" width="' + b"1" * 1_000_000 + b'x"/>',
}
"""The worst that is let in: it may take so much time and memory, and no more."""
_MOST_MEGABYTES = 1500
_MOST_SECONDS = 20


@pytest.mark.parametrize("name", BOUNDED)
def test_the_worst_file_takes_bounded_time_and_memory(tmp_path, name):
    place = tmp_path / name
    place.write_bytes(BOUNDED[name]())
    code = "import sys; from pathlib import Path; from site_gen.pictures.looking import look; look(Path(sys.argv[1]))"

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEGABYTES << 20, _MOST_MEGABYTES << 20))
        resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))

    done = subprocess.run(
        [sys.executable, "-c", code, str(place)], preexec_fn=bound, capture_output=True, text=True, check=False,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
