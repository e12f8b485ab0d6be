"""A proof in one file that an entry is in the log, to be checked offline.

    c2sp.org/tlog-proof@v1
    extra <base64>                      only if there is extra data
    index <number of the entry, from 0>
    <base64 of an inclusion proof hash> none to 63 lines, from the leaf's sibling to the root's child
    <empty line>
    <checkpoint, as a whole note>

Files are named `*.tlog-proof`. The extra data is not covered by any signature.

Source: c2sp.org/tlog-proof.
"""

from __future__ import annotations

from dataclasses import dataclass

from site_gen.reviewlog.checkpoint import parse_checkpoint
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.merkle import leaf_hash, verify_inclusion
from site_gen.reviewlog.note import Note, format_note, parse_note
from site_gen.reviewlog.policy import Accepted, Policy, check_policy
from site_gen.reviewlog.strict import (
    decode_text,
    format_base64,
    format_decimal,
    parse_base64,
    parse_decimal,
    shown,
)
from site_gen.reviewlog.witness import format_proof_lines, parse_proof_lines

_FIRST_LINE = "c2sp.org/tlog-proof@v1"
_EXTRA = "extra "
_INDEX = "index "


@dataclass(frozen=True, slots=True)
class EntryProof:
    """Where an entry is in the log of a checkpoint, and the hashes that prove it. Nothing is verified."""

    index: int
    proof: tuple[bytes, ...]
    note: Note
    extra: bytes = b""
    """What an application adds; empty means that there is none."""


def format_entry_proof(proof: EntryProof) -> bytes:
    """Give the file of a proof.

    Raises:
        LogError: an index, hash or note that the file cannot hold.
    """
    parse_checkpoint(proof.note.text)
    extra = f"{_EXTRA}{format_base64(proof.extra)}\n" if proof.extra else ""
    index = f"{_INDEX}{format_decimal(proof.index, 'entry index')}\n"
    header = f"{_FIRST_LINE}\n{extra}{index}{format_proof_lines(proof.proof)}\n"
    return header.encode("ascii") + format_note(proof.note)


def parse_entry_proof(data: bytes) -> EntryProof:
    """Give the proof in a file. Nothing is verified.

    Raises:
        LogError: not of that form.
    """
    header, gap, note_data = data.partition(b"\n\n")
    first, *lines = decode_text(header, "proof file").split("\n")
    if not gap or first != _FIRST_LINE:
        raise LogError(f"proof file: expected {_FIRST_LINE}, proof and an empty line, found {shown(first)}")
    extra = b""
    if lines and lines[0].startswith(_EXTRA):
        extra = parse_base64(lines.pop(0).removeprefix(_EXTRA), "extra data")
    if not lines or not lines[0].startswith(_INDEX):
        raise LogError("proof file: expected a line with 'index' and a number")
    index = parse_decimal(lines[0].removeprefix(_INDEX), "entry index")
    proof = parse_proof_lines(lines[1:])
    note = parse_note(note_data)
    parse_checkpoint(note.text)
    return EntryProof(index, proof, note, extra)


def verify_entry_proof(proof: EntryProof, *, entry: bytes, policy: Policy) -> Accepted:
    """Check that `entry` is in a log whose checkpoint the policy accepts; give what the policy found in it.

    Raises:
        LogError: the checkpoint does not meet the policy, or the entry is not at that index of its tree.

    Source: c2sp.org/tlog-proof, "Verifying a tlog proof", steps 1 to 4.
    """
    leaf = leaf_hash(entry)  # step 1
    accepted = check_policy(proof.note, policy)  # steps 2 and 3
    checkpoint = accepted.checkpoint
    verify_inclusion(proof.proof, leaf=leaf, index=proof.index, size=checkpoint.size, root=checkpoint.root)  # step 4
    return accepted
