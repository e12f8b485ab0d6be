"""What the last build knew: which files it read, what came of them, and which files it wrote.

A provider's pages are taken over from the old output only if everything that could change them is the same: the
ground of the build, the bytes (or size and time of change) of its files, what it shows of other providers, and the
alerts that stand on them; and if the old files are still as they were written. Otherwise they are made again. The
cache may be deleted at any time.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import msgspec

from site_gen.check.pages.digest import Digest
from site_gen.check.rule import Pair
from site_gen.findings import Finding, NotChecked
from site_gen.model.summary import ProviderSummary
from site_gen.model.undecodable import UNDECODABLE
from site_gen.pipeline.cache_folder import kept_file, write_kept_parts

_NAME = "build"
FORMAT = 17
"""Grows with every change of the structs below."""


class Written(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file of the output, and what it looked like right after it was written."""

    file: str
    size: int
    changed_ns: int


class Inspected(msgspec.Struct, frozen=True, array_like=True):
    """What rules said of a group of built pages, how many there are, and what is left of them for the whole site.

    `searched` are digests of what a search index takes of each page that is indexed.
    """

    findings: tuple[Finding, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()
    pages: int = 0
    digest: Digest = Digest()
    searched: bytes = b""


class Apart(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is long in a summary, as bytes, which few builds need to read: see `texts.py`.

    `newest` are the newest reviews, of which the last was published at `newest_at`, `sketches` are of all texts.
    """

    newest: bytes = b""
    newest_at: str = ""
    sketches: bytes = b""


class ProviderRecord(msgspec.Struct, frozen=True, array_like=True):
    """One provider in the last build.

    `stamps` and `content` are digests of its files from outside and inside, each with its reviews in the log;
    `alternatives` is one of the other providers that it shows; `pictures` are the keys of made pictures on its pages;
    `alerts` is a digest of the alerts that stand on them, `summary_digest` one of the whole summary, of which `summary`
    lacks what is `apart`.
    """

    stamps: bytes
    content: bytes
    alternatives: bytes
    summary: ProviderSummary | None
    findings: tuple[Finding, ...]
    written: tuple[Written, ...]
    not_checked: tuple[NotChecked, ...] = ()
    inspected: Inspected = Inspected()
    pictures: tuple[str, ...] = ()
    alerts: bytes = b""
    summary_digest: bytes = b""
    apart: Apart = Apart()


class BuildRecord(msgspec.Struct, frozen=True, array_like=True):
    """The whole of the last build; `inspected` are the pages of the site level, `across` is what rules said of all.

    `site_pictures` are the keys of made pictures on the pages of the site level, `pictures_written` those of all pages.
    `search` is the digest of what the search index was made of, `search_written` are its files.
    `looks` is what was found on each page of the site level, as `looks.py` keeps it, `drawn` are
    digests of what lists were made of.
    `responses` is what they said of the prepared responses, whose files have the digest `responses_key`.
    A file that changed at or after `started_ns` may have changed after it was read.
    """

    format: int
    ground: bytes
    out: str
    started_ns: int
    providers: dict[str, ProviderRecord]
    site: bytes
    site_written: tuple[Written, ...]
    pairs: tuple[Pair, ...]
    inspected: Inspected = Inspected()
    across: Inspected = Inspected()
    responses_key: bytes = b""
    responses: Inspected = Inspected()
    site_pictures: tuple[str, ...] = ()
    pictures_written: tuple[Written, ...] = ()
    search: bytes = b""
    search_written: tuple[Written, ...] = ()
    looks: dict[str, bytes] = {}
    drawn: dict[str, bytes] = {}


_HEAD = msgspec.msgpack.Decoder(tuple[int, BuildRecord])
_PROVIDER = msgspec.msgpack.Decoder(tuple[str, ProviderRecord])
_PART = struct.Struct(">QI")
"""Before each part: its length in bytes, and its CRC-32, so that what a bad disk changed does not get into pages."""


def load_record(folder: Path, out: Path) -> BuildRecord | None:
    """Give the record of the last build into `out`, or None when there is none that this version can read."""
    try:
        with kept_file(folder, out, _NAME).open("rb") as file:
            count, record = _HEAD.decode(_read_part(file))
            if record.format != FORMAT:
                return None
            providers = dict(_PROVIDER.decode(_read_part(file)) for _ in range(count))
    except (OSError, *UNDECODABLE):
        return None
    return msgspec.structs.replace(record, providers=providers)


def last_output(folder: Path) -> Path | None:
    """Give the output of the last build that is known here and still there."""
    record = load_record(folder, folder.parent)
    return Path(record.out) if record and Path(record.out).is_dir() else None


def save_record(folder: Path, record: BuildRecord) -> None:
    """Write the record in one step: all of it together would take as much memory again as what it is made of."""
    write_kept_parts(kept_file(folder, Path(record.out), _NAME), _parts(record))


def _parts(record: BuildRecord) -> Iterator[bytes]:
    head = (len(record.providers), msgspec.structs.replace(record, providers={}))
    for value in chain([head], record.providers.items()):
        data = msgspec.msgpack.encode(value)
        yield _PART.pack(len(data), zlib.crc32(data))
        yield data


def _read_part(file: BinaryIO) -> bytes:
    """Give the next part; nothing where the file is damaged."""
    head = file.read(_PART.size)
    if len(head) < _PART.size:
        return b""
    length, checksum = _PART.unpack(head)
    data = file.read(length) if length <= os.fstat(file.fileno()).st_size else b""
    return data if zlib.crc32(data) == checksum else b""


def written(folder: Path, files: Sequence[str]) -> tuple[Written, ...]:
    """Give what files of the output look like now."""
    rows = []
    base = os.fspath(folder)
    for file in files:
        status = os.stat(f"{base}/{file}")  # noqa: PTH116 - the hot path of a build that changes nothing
        rows.append(Written(file, status.st_size, status.st_mtime_ns))
    return tuple(rows)


def rows_of(record: BuildRecord) -> Iterator[Written]:
    """Give every file that a build wrote."""
    for one in record.providers.values():
        yield from one.written
    yield from (*record.site_written, *record.pictures_written, *record.search_written)
