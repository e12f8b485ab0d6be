"""The log as the last build had read it: taken over while its files are as they were, carried on where it grew.

What is kept belongs to one checkpoint, to the tiles as they looked, and to this code. Under another checkpoint entries
that were played before are not played again only if they are the same ones by the tree, and of the files only those
are not checked against the signed root again that lie below hashes of the tree that were, and look as they did then.
A cache that is damaged, or of another log, is as good as none.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_gen.load.folder import FileStamp
from site_gen.load.log_folder import LOG, tile_reader
from site_gen.model.undecodable import UNDECODABLE
from site_gen.pipeline.cache_folder import code_digest, start_mark, write_kept
from site_gen.reviewlog.checkpoint import Checkpoint
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.prove import root_at
from site_gen.reviewlog.replay import advance
from site_gen.reviewlog.states import Replay, ReviewState
from site_gen.reviewlog.stored import hash_reader, read_bundles
from site_gen.reviewlog.tiles import ENTRIES, TILE_WIDTH, Tile, TileReader, tile_path

_FILE = "log.states"
"""Holds nothing that is not in the published log, and so outlives an erasure."""
_FORMAT = 3
"""Grows with every change of the structs below."""
_SUM_BYTES = 32


class ReadLog(NamedTuple):
    """A log up to a checkpoint. `settings` is its replay without reviews, which are in `states` as they are kept."""

    settings: Replay
    states: dict[str, msgspec.Raw]


class _Record(msgspec.Struct, frozen=True, array_like=True):
    """What is kept; `files` are size and time of change of tiles and bundles, which were read after `started_ns`."""

    format: int
    code: bytes
    size: int
    root: bytes
    files: dict[str, tuple[int, int]]
    started_ns: int
    settings: Replay
    commitments: msgspec.Raw
    states: dict[str, msgspec.Raw]


_STATES = msgspec.msgpack.Decoder(tuple[ReviewState, ...])
_COMMITMENTS = msgspec.msgpack.Decoder(dict[bytes, int])
_RECORD = msgspec.msgpack.Decoder(_Record)
NO_STATES = msgspec.Raw(msgspec.msgpack.encode(()))
"""The reviews of a provider of whom the log has none."""


def decode_states(states: bytes) -> tuple[ReviewState, ...]:
    """Give a provider's reviews in the order of the log, from the form in which they are kept and travel."""
    return _STATES.decode(states)


def read_log(root: Path, checkpoint: Checkpoint, tiles: Sequence[FileStamp], cache: Path, *, full: bool) -> ReadLog:
    """Give the log up to a checkpoint whose signature holds; `tiles` are the files of its tree.

    `full` reads and plays everything, whatever is known.

    Raises:
        LogError: a tile or an entry is wrong.
    """
    started_ns = start_mark(cache)
    files = {stamp.path: (stamp.size, stamp.changed_ns) for stamp in tiles}
    known = None if full else _load(cache)
    if known is not None and _is_same(known, checkpoint, files):
        return ReadLog(known.settings, known.states)
    read = tile_reader(root)
    replay = Replay()
    is_known: Callable[[Tile], bool] = _is_new
    if known is not None and _continues(checkpoint, known, read):
        replay = _replay(known)
        is_known = functools.partial(_is_settled, known, files)
    for first, entries in read_bundles(checkpoint.size, checkpoint.root, read, is_known):
        for entry in islice(entries, max(replay.size - first, 0), None):
            advance(replay, entry)
    record = _record(replay, checkpoint, files, started_ns)
    _save(cache, record)
    return ReadLog(record.settings, record.states)


def _is_same(known: _Record, checkpoint: Checkpoint, files: dict[str, tuple[int, int]]) -> bool:
    newest = max((changed for _size, changed in files.values()), default=0)
    is_settled = newest < known.started_ns
    return (known.size, known.root, known.files) == (checkpoint.size, checkpoint.root, files) and is_settled


def _is_new(_tile: Tile) -> bool:
    return False


def _is_settled(known: _Record, files: Mapping[str, tuple[int, int]], tile: Tile) -> bool:
    """Tell whether a tile and its bundle were read to their ends, and look as they did then."""
    for one in (tile, Tile(ENTRIES, tile.index)):
        path = f"{LOG}/{tile_path(one)}"
        stamp = files.get(path)
        if stamp is None or stamp != known.files.get(path) or stamp[1] >= known.started_ns:
            return False
    return (tile.index + 1) * TILE_WIDTH <= known.size


def _continues(checkpoint: Checkpoint, known: _Record, read: TileReader) -> bool:
    """Tell whether the log only adds entries to what is known."""
    if not 0 < known.size <= checkpoint.size:
        return False
    return root_at(known.size, hash_reader(checkpoint.size, read)) == known.root


def _replay(record: _Record) -> Replay:
    """Give the replay as it was after the last entry that was played."""
    replay = record.settings
    replay.commitments = _COMMITMENTS.decode(record.commitments)
    for states in record.states.values():
        replay.reviews.update((review.index, review) for review in _STATES.decode(states))
    return replay


def _record(replay: Replay, checkpoint: Checkpoint, files: dict[str, tuple[int, int]], started_ns: int) -> _Record:
    encode = msgspec.msgpack.encode
    return _Record(
        format=_FORMAT,
        code=code_digest(),
        size=checkpoint.size,
        root=checkpoint.root,
        files=files,
        started_ns=started_ns,
        settings=msgspec.structs.replace(replay, reviews={}, commitments={}),
        commitments=msgspec.Raw(encode(replay.commitments)),
        states={ident: msgspec.Raw(encode(known)) for ident, known in replay.by_provider().items()},
    )


def _load(cache: Path) -> _Record | None:
    try:
        data = memoryview((cache / _FILE).read_bytes())
        if hashlib.sha256(data[_SUM_BYTES:]).digest() != data[:_SUM_BYTES]:
            return None
        record = _RECORD.decode(data[_SUM_BYTES:])
    except (OSError, LogError, *UNDECODABLE):
        return None
    return record if (record.format, record.code) == (_FORMAT, code_digest()) else None


def _save(cache: Path, record: _Record) -> None:
    data = msgspec.msgpack.encode(record)
    write_kept(cache / _FILE, hashlib.sha256(data).digest() + data)
