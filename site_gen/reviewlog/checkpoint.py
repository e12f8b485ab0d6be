"""Checkpoints: the size and root of a log at one moment, as the text of a note signed by the log.

    <origin>
    <size in decimal>
    <base64 of the root>

Exactly these three lines: extension lines, which C2SP allows and advises against, are refused, as nobody could audit
them. The origin is the name of the log's key.

Source: c2sp.org/tlog-checkpoint.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.merkle import EMPTY_ROOT, verify_consistency
from site_gen.reviewlog.note import Note, Signed, check_signatures, parse_note
from site_gen.reviewlog.strict import check_hash, format_base64, format_decimal, parse_decimal, parse_hash, shown
from site_gen.reviewlog.vkey import SignatureType, VerifierKey, check_key_name

_LINES = 3


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The state of a log: `size` entries under the hash `root`."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        check_key_name(self.origin)
        format_decimal(self.size, "checkpoint size")
        check_hash(self.root, "checkpoint root")
        if self.size == 0 and self.root != EMPTY_ROOT:
            raise LogError("checkpoint root: size 0 has the hash of the empty tree, found another one")


def format_checkpoint(checkpoint: Checkpoint) -> str:
    """Give the text of the note."""
    return f"{checkpoint.origin}\n{checkpoint.size}\n{format_base64(checkpoint.root)}\n"


def parse_checkpoint(text: str) -> Checkpoint:
    """Give the checkpoint in the text of a note.

    Raises:
        LogError: not three lines, an origin that is no key name, a size or root in another spelling, or size 0 with
            another root than that of the empty tree.
    """
    lines = text.split("\n")
    if len(lines) != _LINES + 1 or lines[_LINES]:
        raise LogError(f"checkpoint: expected {_LINES} lines: origin, size and root; found {shown(text)}")
    origin, size, root, _ = lines
    return Checkpoint(origin, parse_decimal(size, "checkpoint size"), parse_hash(root, "checkpoint root"))


def open_checkpoint(data: bytes, keys: Iterable[VerifierKey]) -> Checkpoint:
    """Give the checkpoint in a note that the log signed with one of `keys`.

    Raises:
        LogError: not a note, not a checkpoint, a false signature by one of `keys`, or none by a key of its origin.
    """
    note = parse_note(data)
    checkpoint, _ = check_checkpoint(note, keys)
    return checkpoint


def check_checkpoint(note: Note, keys: Iterable[VerifierKey]) -> tuple[Checkpoint, tuple[Signed, ...]]:
    """Give the checkpoint in a note that the log signed, and the signatures by all of `keys`, cosigners' too.

    Raises:
        LogError: as `open_checkpoint`.
    """
    signed = check_signatures(note, keys)
    checkpoint = parse_checkpoint(note.text)
    if not any(s.key.type == SignatureType.NOTE and s.key.name == checkpoint.origin for s in signed):
        raise LogError(f"checkpoint: not signed by a known key of its origin {shown(checkpoint.origin)}")
    return checkpoint, signed


def verify_extension(proof: tuple[bytes, ...], *, old: Checkpoint | None, new: Checkpoint) -> None:
    """Check that `new` continues `old`: the same log, nothing removed and nothing changed.

    Whoever remembers no checkpoint, or one of size 0, has nothing to compare: the proof is empty and nothing is shown.

    Raises:
        LogError: another origin, a smaller tree, a fork, or a proof that does not hold or is not needed.

    Source: the witness's steps in c2sp.org/tlog-witness, "add-checkpoint".
    """
    if old is not None and old.origin != new.origin:
        raise LogError(f"expected a checkpoint of {shown(old.origin)}, found one of {shown(new.origin)}")
    if old is None or old.size == 0:
        if proof:
            raise LogError(f"consistency proof from size 0: expected no hash, found {len(proof)}")
        return
    if new.size < old.size:
        raise LogError(f"the log of {shown(new.origin)} shrank from {old.size} entries to {new.size}")
    verify_consistency(proof, old_size=old.size, old_root=old.root, new_size=new.size, new_root=new.root)
