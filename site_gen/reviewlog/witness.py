"""What a log and its witnesses send each other, as bytes; who sends it lies elsewhere.

The request asks for a cosignature, with the proof that the tree only grew since the witness last signed:

    old <size>
    <base64 of a proof hash>            none to 63 lines
    <empty line>
    <checkpoint, as a whole note>

The answer is one or more signature lines, or, when the witness remembers another size than `old`, that size.

Source: c2sp.org/tlog-witness, "add-checkpoint".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from site_gen.reviewlog.checkpoint import parse_checkpoint
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.note import Note, add_signatures, check_signatures, format_note, parse_note, parse_signatures
from site_gen.reviewlog.strict import (
    check_hash,
    decode_text,
    format_base64,
    format_decimal,
    parse_decimal,
    parse_hash,
    shown,
)
from site_gen.reviewlog.vkey import SignatureType, VerifierKey

MAX_PROOF_HASHES = 63

_OLD = "old "


class AddCheckpoint(NamedTuple):
    """A request: the size from which `proof` leads to the checkpoint in `note`. Nothing is verified."""

    old_size: int
    proof: tuple[bytes, ...]
    note: Note


def format_add_checkpoint(request: AddCheckpoint) -> bytes:
    """Give the body of a request.

    Raises:
        LogError: a size, proof or note that a request cannot hold.
    """
    parse_checkpoint(request.note.text)
    header = f"{_OLD}{format_decimal(request.old_size, 'old size')}\n{format_proof_lines(request.proof)}\n"
    return header.encode("ascii") + format_note(request.note)


def parse_add_checkpoint(data: bytes) -> AddCheckpoint:
    """Give the request in a body. Neither the signatures nor the proof are verified.

    Raises:
        LogError: not of that form.
    """
    header, gap, note_data = data.partition(b"\n\n")
    size, *hashes = decode_text(header, "witness request").split("\n")
    if not gap or not size.startswith(_OLD):
        raise LogError(f"witness request: expected 'old', a size, proof and an empty line, found {shown(size)}")
    old_size = parse_decimal(size.removeprefix(_OLD), "old size")
    proof = parse_proof_lines(hashes)
    note = parse_note(note_data)
    parse_checkpoint(note.text)
    return AddCheckpoint(old_size, proof, note)


def parse_old_size(data: bytes) -> int:
    """Give the size that a witness remembers, from its answer that `old` is another (HTTP status 409).

    Raises:
        LogError: not a number and a line feed.
    """
    text = decode_text(data, "witness answer")
    if not text.endswith("\n"):
        raise LogError("witness answer: expected a size and a line feed")
    return parse_decimal(text[:-1], "size that the witness remembers")


def accept_cosignatures(note: Note, data: bytes, keys: Sequence[VerifierKey]) -> Note:
    """Give the note with those signatures of an answer that hold and are by one of the cosigners' `keys`.

    Raises:
        LogError: not signature lines, a false signature by one of `keys`, or none by any of them.
    """
    cosigners = [key for key in keys if key.type == SignatureType.COSIGNATURE]
    answer = Note(note.text, parse_signatures(decode_text(data, "witness answer")))
    known = {(signed.key.name, signed.key.key_id) for signed in check_signatures(answer, cosigners)}
    return add_signatures(note, (s for s in answer.signatures if (s.name, s.key_id) in known))


def format_proof_lines(proof: Sequence[bytes]) -> str:
    """Give a proof as base64, one hash a line; also the form of c2sp.org/tlog-proof.

    Raises:
        LogError: more than 63 hashes, or one that is not 32 bytes long.
    """
    _check_length(proof)
    return "".join(f"{format_base64(check_hash(value, 'proof hash'))}\n" for value in proof)


def parse_proof_lines(lines: Sequence[str]) -> tuple[bytes, ...]:
    """Give the proof in lines without their line feeds.

    Raises:
        LogError: more than 63 lines, or one that is not the base64 of 32 bytes.
    """
    _check_length(lines)
    return tuple(parse_hash(line, "proof hash") for line in lines)


def _check_length(proof: Sequence[object]) -> None:
    if len(proof) > MAX_PROOF_HASHES:
        raise LogError(f"proof: expected at most {MAX_PROOF_HASHES} hashes, found {len(proof)}")
