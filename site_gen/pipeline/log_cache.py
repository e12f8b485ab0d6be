"""The log as the last build had read it: taken over while its files are as they were, carried on where it grew.

What is kept belongs to one checkpoint, to the tiles as they looked, and to this code. When anything of it is different,
every byte of the log is checked against the signed root again, and entries that were played before are not played again
only if they are the same ones by the tree. A cache that is damaged, or of another log, is as good as none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_gen.load.folder import FileStamp
from site_gen.load.log_folder import tile_reader
from site_gen.pipeline.cache_folder import code_digest, start_mark
from site_gen.reviewlog.checkpoint import Checkpoint
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.prove import root_at
from site_gen.reviewlog.replay import advance
from site_gen.reviewlog.states import Replay, ReviewState
from site_gen.reviewlog.stored import hash_reader, read_entries
from site_gen.reviewlog.tiles import TileReader

_FILE = "log.states"
"""Holds nothing that is not in the published log, and so outlives an erasure."""
_FORMAT = 2
"""Grows with every change of the structs below."""
_SUM_BYTES = 32


class ReadLog(NamedTuple):
    """A log up to a checkpoint. `settings` is its replay without reviews, which are in `states` as they are kept."""

    settings: Replay
    states: Mapping[str, msgspec.Raw]


class _Record(msgspec.Struct, frozen=True, array_like=True):
    """What is kept; `files` is a digest of how tiles and bundles looked, all of them older than `started_ns`."""

    format: int
    code: bytes
    size: int
    root: bytes
    files: bytes
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
    files = _stamps_digest(tiles)
    known = None if full else _load(cache)
    if known is not None and _is_same(known, checkpoint, files, max((stamp.changed_ns for stamp in tiles), default=0)):
        return ReadLog(known.settings, known.states)
    read = tile_reader(root)
    replay = Replay()
    if known is not None and _continues(checkpoint, known, read):
        replay = _replay(known)
    for entry in islice(read_entries(checkpoint.size, checkpoint.root, read), replay.size, None):
        advance(replay, entry)
    record = _record(replay, checkpoint, files, started_ns)
    _save(cache, record)
    return ReadLog(record.settings, record.states)


def _stamps_digest(stamps: Sequence[FileStamp]) -> bytes:
    text = "\n".join(f"{stamp.path}\0{stamp.size}\0{stamp.changed_ns}" for stamp in stamps)
    return hashlib.blake2b(text.encode(), digest_size=16).digest()


def _is_same(known: _Record, checkpoint: Checkpoint, files: bytes, newest: int) -> bool:
    is_settled = newest < known.started_ns
    return (known.size, known.root, known.files) == (checkpoint.size, checkpoint.root, files) and is_settled


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


def _record(replay: Replay, checkpoint: Checkpoint, files: bytes, started_ns: int) -> _Record:
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
    except (OSError, msgspec.DecodeError, LogError):
        return None
    return record if (record.format, record.code) == (_FORMAT, code_digest()) else None


def _save(cache: Path, record: _Record) -> None:
    data = msgspec.msgpack.encode(record)
    new = cache / f"{_FILE}.new"
    with new.open("wb") as file:
        file.write(hashlib.sha256(data).digest())
        file.write(data)
    new.replace(cache / _FILE)
