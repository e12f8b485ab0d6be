"""The review log of a site as it lies in `log/`: bytes in, nothing judged; `site_gen.reviewlog` says what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from site_gen.errors import UnreadableError, next_step
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.openings import Opening, parse_opening, unplace_opening
from site_gen.reviewlog.tiles import Tile, TileReader, tile_path

LOG = "log"
CHECKPOINT = "log/checkpoint"
LAST_SEEN = "log/last-seen"
WITNESSES = "log/witness-policy"
OPENINGS = "log/openings"
ERASED = "log/private/erased"
SECRET = "log/private/secret"  # noqa: S105 - a path
IMPORTS = "log/private/imports"
POLICIES = "log/policies"
WORDING = "log/wording"

_ID = re.compile(rb'"id":"(r-[a-z0-9]{12})"(?:,"index":([0-9]+))?')
"""The id of a line of openings, and its place; a line is canonical JSON, and no disclosure has such a beginning."""


class OpeningPlace(NamedTuple):
    """The id of a sealed review, and its leaf in the log where it has one."""

    id: str
    leaf: int | None


def openings_path(provider: str) -> str:
    """Give the file with the private openings of one provider, by permanent id."""
    return f"{OPENINGS}/{provider}.jsonl"


def import_path(import_id: str) -> str:
    """Give the file with the disclosure that opens the entry of an import."""
    return f"{IMPORTS}/{import_id}"


def read_optional(root: Path, path: str) -> bytes | None:
    """Give the bytes of a file of the log, or None when it is not there.

    Raises:
        UnreadableError: it is there and may not be read.
    """
    try:
        with open(f"{root}/{path}", "rb", buffering=0) as file:  # noqa: PTH123 - read for every provider
            return file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UnreadableError(f"cannot read {path}: {error.strerror}", hint=next_step(error)) from error


def tile_reader(root: Path) -> TileReader:
    """Give the reader of the log's tiles; it raises LogError for one that is missing."""

    def read(tile: Tile) -> bytes:
        path = f"{LOG}/{tile_path(tile)}"
        data = read_optional(root, path)
        if data is None:
            raise LogError(f"{path} is missing", hint="restore log/ from the repository; it is never made again")
        return data

    return read


def read_openings(root: Path, provider: str, size: int) -> tuple[Opening, ...]:
    """Give the private openings of a provider, in the order of the file.

    Lines with an index at or after `size` come from a seal that was killed before it signed: they wait again.

    Raises:
        LogError: a line that is no opening, with the line's number.
    """
    return parse_openings_file(read_optional(root, openings_path(provider)) or b"", openings_path(provider), size)


def opening_providers(root: Path) -> tuple[str, ...]:
    """Give the providers, by permanent id, who have a file of private openings, in order."""
    return tuple(sorted(path.stem for path in (root / OPENINGS).glob("[!.]*.jsonl")))


def opening_places(data: bytes) -> Iterator[OpeningPlace]:
    """Give id and index of each line of a file of private openings, without reading the rest."""
    for ident, index in _ID.findall(data):
        yield OpeningPlace(ident.decode(), int(index) if index else None)


def parse_openings_file(data: bytes, path: str, size: int) -> tuple[Opening, ...]:
    """Read the lines of a file of private openings, as `read_openings` does."""
    openings = []
    for number, line in enumerate(data.splitlines(), 1):
        try:
            opening = parse_opening(line)
            is_covered = opening.index is None or opening.index < size
            openings.append(opening if is_covered else unplace_opening(opening))
        except LogError as error:
            raise LogError(f"{path}, line {number}: {error.message}") from error
    return tuple(openings)
