"""Whether a picture, film or drawing says where it was taken: EXIF and XMP by Pillow, films by walking their boxes.

Sources: CIPA DC-008 (EXIF), ISO 16684-1 (XMP), ISO/IEC 14496-12 (boxes), 3GPP TS 26.244 (`loci`), QuickTime File Format
(`©xyz`, `com.apple.quicktime.location`).
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from site_gen.pictures.drawing import Drawing, read_drawing

PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".tif", ".tiff"})
FILMS = frozenset({".mp4", ".m4v", ".mov", ".3gp"})
_MARKS = (b"Exif", b"eXIf", b"EXIF", b"Raw profile type", b"com.adobe.xmp", b"ns.adobe.com", b"II*\0", b"MM\0*")
"""One of these is in every picture with metadata: the others, most of them, need not be taken apart."""
_POSITION = re.compile(rb"GPS(?:Dest)?L(?:at|ong)itude")
"""A position by its name in XMP, the only kind of metadata that writes names out."""
_IN_EXIF = frozenset({2, 4, 20, 22})
"""Tags of the GPS directory: latitude and longitude, of the camera and of what was taken."""
_BOXES = frozenset({b"moov", b"trak", b"udta", b"meta"})
"""Boxes that hold boxes."""
_APPLE = b"com.apple.quicktime.location"
_HEAD = 8
_MOST_BOXES = 50_000
_MOST_BYTES = 64 << 20
_DEEPEST = 16
"""No film has so many boxes, so large a directory or boxes so deep inside of others."""


def geotags(path: Path) -> tuple[str, ...]:
    """Give what in a file says where it was taken, such as `EXIF`; nothing in files of other kinds.

    Raises:
        ValueError: it is not what its name says, or damaged.
    """
    ending = path.suffix.lower()
    if ending in PICTURES:
        return _in_picture(path.read_bytes())
    if ending == ".svg":
        data = path.read_bytes()
        return in_drawing(data, read_drawing(data))
    if ending in FILMS:
        with path.open("rb") as file:
            return tuple(dict.fromkeys(_in_film(file)))
    return ()


def in_drawing(data: bytes, drawing: Drawing) -> tuple[str, ...]:
    """Give what in a drawing says where it, or a picture in it, was taken.

    Raises:
        ValueError: a picture in it is damaged.
    """
    found = ["XMP"] if _POSITION.search(data) else []
    for picture in drawing.pictures:
        found += _in_picture(picture)
    return tuple(dict.fromkeys(found))


def _in_picture(data: bytes) -> tuple[str, ...]:
    if not any(mark in data for mark in _MARKS):
        return ()
    from PIL import ExifTags, Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as image:
                if image.format == "PNG":
                    image.load()  # metadata may stand behind the pixels
                tags = image.getexif().get_ifd(ExifTags.IFD.GPSInfo)
                xmp = image.info.get("xmp", b"")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValueError(f"no picture that can be read: {error}") from error
    found = ["EXIF"] if not _IN_EXIF.isdisjoint(tags) else []
    if _POSITION.search(data) or _POSITION.search(xmp if isinstance(xmp, bytes) else str(xmp).encode()):
        found.append("XMP")
    return tuple(found)


def _in_film(file: BinaryIO) -> Iterator[str]:
    end = file.seek(0, io.SEEK_END)
    place = count = 0
    while place + _HEAD <= end:
        count += 1
        file.seek(place)
        head = file.read(2 * _HEAD)
        kind, start, size = _box(head, end - place)
        if kind in (b"moov", b"uuid"):
            _refuse(size > _MOST_BYTES)
            file.seek(place + start)
            yield from _in_box(kind, file.read(size - start), 0)
        _refuse(count > _MOST_BOXES)
        place += size


def _refuse(is_too_much: bool) -> None:
    if is_too_much:
        raise ValueError("no film that can be read")


def _in_box(kind: bytes, data: bytes, depth: int) -> Iterator[str]:
    _refuse(depth > _DEEPEST)
    if kind in (b"\xa9xyz", b"loci"):
        yield kind.decode("latin-1")
    elif kind == b"uuid" and _POSITION.search(data):
        yield "XMP"
    elif kind in _BOXES:
        if kind == b"meta" and _APPLE in data:
            yield _APPLE.decode()
        place = 4 if kind == b"meta" and data[4:8] != b"hdlr" else 0
        while place + _HEAD <= len(data):
            inner, start, size = _box(data[place : place + 2 * _HEAD], len(data) - place)
            yield from _in_box(inner, data[place + start : place + size], depth + 1)
            place += size


def _box(head: bytes, left: int) -> tuple[bytes, int, int]:
    """Give the kind of a box, where its content begins, and its size; one that says nonsense ends the walk."""
    size, start = int.from_bytes(head[:4], "big"), _HEAD
    if size == 1:
        size, start = int.from_bytes(head[_HEAD:], "big"), 2 * _HEAD
    return head[4:_HEAD], start, size if start <= size <= left else left
