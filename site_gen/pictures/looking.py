"""What is to be known of a media file before anything is made of it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from site_gen.pictures.drawing import MOST_BYTES, read_drawing
from site_gen.pictures.geotags import FILMS, geotags, in_drawing

_RASTERS = frozenset({".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".avif", ".gif", ".tif", ".tiff", ".bmp"})
_FOREIGN = frozenset(
    {".heic", ".heif", ".jxl", ".jp2", ".psd", ".dng", ".cr2", ".cr3", ".nef", ".arw", ".orf", ".raf", ".eps", ".ai"}
)
"""Pictures that no browser shows; published as they are they would carry their metadata along."""
_PLAIN = frozenset(
    {
        *FILMS, ".webm", ".ogv", ".vtt", ".srt", ".mp3", ".m4a", ".aac", ".ogg", ".oga", ".opus", ".flac", ".wav",
        ".pdf", ".txt", ".csv", ".ics",
        ".vcf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".rtf", ".epub", ".zip",
    }
)  # fmt: skip
"""What is published as it is beside drawings: nothing that a browser or a host runs, or shows as a page of the site."""
_BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")
_CHUNK = 1 << 20
_HEAD = 64


class Looked(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """A file: SHA-256 in hexadecimal, and what it is. Only a raster has pixels; some are clear in places.

    `fault` says why nothing can be made of it, with `hint`. `located` is what in a file that is published as it is says
    where it was taken, None where that cannot be read; `active` what in a drawing could run or ask another host.
    """

    digest: str
    kind: str = "other"
    width: int = 0
    height: int = 0
    is_clear: bool = False
    is_moving: bool = False
    fault: str = ""
    hint: str = ""
    located: tuple[str, ...] | None = ()
    active: tuple[str, ...] = ()


def look(path: Path) -> Looked:
    """Read a file below `content/media/`: a raster to its last pixel, a drawing to its last element."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
        sha = hashlib.sha256(head)
        while chunk := file.read(_CHUNK):
            sha.update(chunk)
    digest, ending = sha.hexdigest(), path.suffix.lower()
    if ending in _FOREIGN or head[4:12] in (b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypheim"):
        hint = "save it as JPEG, PNG, WebP or AVIF"
        return Looked(digest=digest, fault="a kind of picture that browsers do not show", hint=hint)
    if ending in _RASTERS or _is_raster(head):
        return _raster(path, digest)
    if ending == ".svg":
        return _drawing(path, digest)
    if ending not in _PLAIN:
        hint = "pictures, films, sound, captions, PDF and office documents are; pages belong into content/pages/"
        return Looked(
            digest=digest, fault=f"{ending or 'files without an ending'} is no kind that is published", hint=hint
        )
    try:
        located = geotags(path) if ending in FILMS else ()
    except ValueError:
        return Looked(digest=digest, located=None)
    return Looked(digest=digest, located=located)


def _is_raster(head: bytes) -> bool:
    """Tell whether a file begins as pictures do, whatever its name: the original is not to be published."""
    riff = head.startswith(b"RIFF") and head[8:12] == b"WEBP"
    return head.startswith(_BEGINNINGS) or riff or head[4:12] in (b"ftypavif", b"ftypavis")


def _raster(path: Path, digest: str) -> Looked:
    from site_gen.pictures.opening import develop, is_moving, opened

    try:
        with opened(path) as image:
            moving = is_moving(image)
            plain = develop(image)
    except ValueError as error:
        return Looked(digest=digest, fault=str(error), hint="save it again, or take it out")
    width, height = plain.size
    return Looked(
        digest=digest, kind="raster", width=width, height=height, is_clear=plain.mode == "RGBA", is_moving=moving
    )


def _drawing(path: Path, digest: str) -> Looked:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        drawing = read_drawing(data)
    except ValueError as error:
        return Looked(digest=digest, fault=str(error), hint="save it again as plain SVG")
    located: tuple[str, ...] | None
    try:
        located = in_drawing(data, drawing)
    except ValueError:
        located = None
    return Looked(
        digest=digest,
        kind="drawing",
        width=drawing.width,
        height=drawing.height,
        located=located,
        active=drawing.active,
    )
