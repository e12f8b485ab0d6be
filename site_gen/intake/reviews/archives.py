"""ZIP archives of an export, read without unpacking anything.

An archive is read in memory and its names are only names, so none can lead anywhere. Names that try to (zip-slip),
links, passwords and archives that would grow beyond bounds (bombs) are refused all the same, since an honest collector
makes none. Pictures and films beside the reviews are not read.

Source: .ZIP File Format Specification 6.3.10, read with Python's `zipfile`.
"""

from __future__ import annotations

import io
import lzma
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from site_gen.errors import UnreadableError

MOST_FILES = 20_000
MOST_BYTES = 1 << 30
"""An export has at most so many files and bytes, unpacked."""
HIDDEN = (".", "__MACOSX")
"""How names of files and folders begin that no collector puts there."""
_MOST_GROWTH = 200
"""An archive that grows more than so many times is a bomb once it is larger than `_HARMLESS`."""
_HARMLESS = 16 << 20
_MEDIA = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".heif", ".bmp", ".mp4", ".mov", ".avi", ".webm", ".3gp")
_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OFFICE = "[Content_Types].xml"
"""The file that makes an archive a workbook or a document (ECMA-376, part 2)."""
_LEADS_OUT = re.compile(r"[A-Za-z]:|[/\\]|(?:.*[/\\])?\.\.(?:[/\\]|$)", re.DOTALL)
_DAMAGED = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError, OSError,
    EOFError, ValueError,
)  # fmt: skip
"""What `zipfile` raises over archives that are not whole, or of a method unknown."""


def is_archive(data: bytes) -> bool:
    """Tell whether a file begins as a ZIP archive does; office documents do too."""
    return data.startswith(_SIGNATURES)


def is_media(name: str) -> bool:
    """Tell whether a name is that of a picture or a film."""
    return name.casefold().endswith(_MEDIA)


def read_archive(archive: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Give the files of an archive with their names behind its own; an office document is one file, as it came.

    Raises:
        UnreadableError: it is damaged, has a password or a link, would grow beyond bounds, or a name leads out of it.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            infos = sorted(opened.infolist(), key=lambda info: info.filename)
            if any(info.filename == _OFFICE for info in infos):
                yield archive, data
                return
            _refuse_odd(archive, infos)
            chosen = [info for info in infos if not info.is_dir() and _is_for_us(info.filename)]
            _refuse_bomb(archive, chosen, len(data))
            for info in chosen:
                yield f"{archive}/{info.filename}", _unpack(opened, info)
    except _DAMAGED as error:
        raise UnreadableError(
            f"{archive} is a damaged ZIP archive: {error}", hint="download the export again"
        ) from error


def _is_for_us(name: str) -> bool:
    hidden = any(part.startswith(HIDDEN) for part in PurePosixPath(name).parts)
    return not hidden and not is_media(name)


def _refuse_odd(archive: str, infos: Sequence[zipfile.ZipInfo]) -> None:
    for info in infos:
        if not info.filename:
            raise UnreadableError(f"{archive} holds a file without a name, and is refused")
        if _LEADS_OUT.match(info.filename):
            raise UnreadableError(f"{archive} holds the name {info.filename!r}, which leads out of it, and is refused")
        if stat.S_ISLNK(info.external_attr >> 16):
            raise UnreadableError(f"{archive} holds the link {info.filename!r}, and is refused")
        if info.flag_bits & 1:
            raise UnreadableError(f"{archive} has a password", hint="unpack it yourself and give the folder")


def _refuse_bomb(archive: str, infos: Sequence[zipfile.ZipInfo], packed: int) -> None:
    size = sum(info.file_size for info in infos)
    if len(infos) > MOST_FILES or size > MOST_BYTES or size > max(_HARMLESS, packed * _MOST_GROWTH):
        raise UnreadableError(f"{archive} would unpack to {size:,} bytes in {len(infos):,} files, and is refused")


def _unpack(opened: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Give the bytes of a file, never more than its archive announced."""
    with opened.open(info) as file:
        data = file.read(info.file_size + 1)
    if len(data) > info.file_size:
        raise UnreadableError(f"{info.filename} is larger than its archive says, and is refused")
    return data
