"""A witness of one person: cosigns checkpoints of a log on another machine, and remembers what it signed.

It signs only what continues the last checkpoint that it signed, and stores the new one before it gives the signature
away, so that not even a machine that fails makes it sign two logs that contradict each other.

Source: c2sp.org/tlog-witness, the rules for a witness; c2sp.org/tlog-cosignature.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from site_gen.errors import SiteGenError
from site_gen.load.log_folder import read_optional
from site_gen.pipeline.keys import read_key_file, verifier_text, write_key
from site_gen.reviewlog.checkpoint import Checkpoint, check_checkpoint, parse_checkpoint, verify_extension
from site_gen.reviewlog.edge import read_edge
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.note import format_signatures, parse_note
from site_gen.reviewlog.prove import prove_consistency
from site_gen.reviewlog.sign import cosign, generate_signing_key
from site_gen.reviewlog.stored import hash_reader
from site_gen.reviewlog.tiles import Tile, TileReader, tile_path
from site_gen.reviewlog.vkey import SignatureType, parse_vkey
from site_gen.write.lock import waiting_lock
from site_gen.write.log_folder import write_durably

_LOG_KEY = "log-key"
_LAST = "checkpoint"


class Cosigned(NamedTuple):
    """What was signed: the lines to hand over, the checkpoint, and the one signed before, None at the first time."""

    lines: str
    checkpoint: Checkpoint
    before: Checkpoint | None


def make_cosigner(file: Path, name: str) -> str:
    """Make a cosigner's key pair; give the verifier key.

    Raises:
        SiteGenError: the file exists.
        LogError: a name that no key may have.
    """
    if file.exists():
        raise SiteGenError(f"{file} exists already", hint="a key is never overwritten; name another file")
    return verifier_text(write_key(file, generate_signing_key(name, SignatureType.COSIGNATURE)))


def cosign_log(folder: Path, *, key_file: Path, log_key: str | None, state: Path, seconds: int) -> Cosigned:
    """Cosign the checkpoint in `folder`, where the log's tiles lie beside it.

    `log_key` is the log's verifier key, needed the first time and remembered; `state` is the user's folder for what was
    signed; `seconds` is now.

    Raises:
        SiteGenError: the key or the log's key is missing, or the key lies beside the log or in its repository.
        LogError: not a checkpoint of that log, a smaller or a forked one, or tiles that do not lead to it.
    """
    key = read_key_file(key_file, folder)
    data = read_optional(folder, "checkpoint")
    if data is None:
        raise LogError(f"no checkpoint in {folder}")
    note = parse_note(data)
    place = state / _name(f"{verifier_text(key)}\n{parse_checkpoint(note.text).origin}")
    place.mkdir(parents=True, exist_ok=True)
    with waiting_lock(place / "lock"):
        vkey = _log_key(place, log_key)
        checkpoint, _signed = check_checkpoint(note, [parse_vkey(vkey)])
        before = _last(place)
        read = _reader(folder)
        read_edge(checkpoint.size, checkpoint.root, read)
        verify_extension(_proof(before, checkpoint, read), old=before, new=checkpoint)
        signature = cosign(note.text, key, seconds=seconds)
        write_durably(place / _LOG_KEY, f"{vkey}\n".encode(), private=True)
        write_durably(place / _LAST, note.text.encode(), private=True)
    return Cosigned(format_signatures([signature]), checkpoint, before)


def _proof(before: Checkpoint | None, now: Checkpoint, read: TileReader) -> tuple[bytes, ...]:
    if before is None or not 0 < before.size <= now.size:
        return ()
    return prove_consistency(before.size, now.size, hash_reader(now.size, read))


def _log_key(place: Path, given: str | None) -> str:
    """Give the log's key: the one that was remembered, and no other."""
    known = read_optional(place, _LOG_KEY)
    if known is None:
        if given is None:
            raise SiteGenError(
                "the log's verifier key is not known here yet",
                hint="give it once with --log-key, from who runs the log",
            )
        return given
    remembered = known.decode("utf-8").strip()
    if given is not None and given != remembered:
        raise SiteGenError(
            "another key was remembered for this log",
            hint=f"after a rotation that you know of, remove {place}/{_LOG_KEY}",
        )
    return remembered


def _last(place: Path) -> Checkpoint | None:
    data = read_optional(place, _LAST)
    return None if data is None else parse_checkpoint(data.decode("utf-8"))


def _reader(folder: Path) -> TileReader:
    def read(tile: Tile) -> bytes:
        path = tile_path(tile)
        data = read_optional(folder, path)
        if data is None:
            raise LogError(f"{path} is missing in {folder}", hint="name a checkpoint that lies beside the log's tiles")
        return data

    return read


def _name(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
