"""Signed notes: a text, an empty line, and the signatures under it.

    <text, ends with a line feed>

    — <key name> <base64(4-byte key ID ‖ signature)>

A note is UTF-8 without control characters but the line feed. The text is all before the last empty line and may have
empty lines itself; signatures cover it with its last line feed. The text means nothing before the note was opened with
a known key.

Source: c2sp.org/signed-note; the same as golang.org/x/mod/sumdb/note but for one point: of several signatures by one
known key all are checked, not only the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from site_gen.reviewlog.cosignature import cosigned_message, unpack_cosignature
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.strict import decode_text, encode_text, format_base64, parse_base64, shown
from site_gen.reviewlog.vkey import SignatureType, VerifierKey, check_key_name

MAX_SIGNATURES = 100
"""A note with more is refused before any of them is looked at."""

_KEY_ID_BYTES = 4
_PREFIX = "\N{EM DASH} "
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


class Signature(NamedTuple):
    """One line under a note, checked or not: the name and ID of a key, and what follows the ID."""

    name: str
    key_id: bytes
    blob: bytes


class Note(NamedTuple):
    """A note taken apart. Nothing is verified yet."""

    text: str
    signatures: tuple[Signature, ...]


class Signed(NamedTuple):
    """A signature that was checked and holds, by its key; `seconds` is the time that a cosigner signed with it."""

    key: VerifierKey
    seconds: int | None


def parse_note(data: bytes) -> Note:
    """Take a note apart. Nothing is verified.

    Raises:
        LogError: not the form of a note, or more than 100 signatures.
    """
    note = decode_text(data, "note")
    text, gap, lines = note.rpartition("\n\n")
    if not gap:
        raise LogError("note: no empty line before the signatures")
    _check_text(text + "\n")
    return Note(text + "\n", parse_signatures(lines))


def format_note(note: Note) -> bytes:
    """Give the bytes that `parse_note` reads.

    Raises:
        LogError: the text does not end with a line feed or has control characters, or there are no signatures, more
            than 100, or one that a note cannot hold.
    """
    _check_text(note.text)
    if not note.text.endswith("\n"):
        raise LogError("note: the text does not end with a line feed")
    return encode_text(f"{note.text}\n{format_signatures(note.signatures)}", "note")


def parse_signatures(text: str) -> tuple[Signature, ...]:
    """Give the signatures in one or more lines, each with its line feed.

    Raises:
        LogError: a line of another form, none, or more than 100.
    """
    if not text.endswith("\n"):
        raise LogError("note: the signatures do not end with a line feed")
    if text.count("\n") > MAX_SIGNATURES:
        raise LogError(f"note: more than {MAX_SIGNATURES} signatures")
    return tuple(map(_parse_signature, text[:-1].split("\n")))


def format_signatures(signatures: Sequence[Signature]) -> str:
    """Give the lines that `parse_signatures` reads.

    Raises:
        LogError: no signature, more than 100, or one that a note cannot hold.
    """
    if not 1 <= len(signatures) <= MAX_SIGNATURES:
        raise LogError(f"note: expected 1 to {MAX_SIGNATURES} signatures, found {len(signatures)}")
    return "".join(map(_format_signature, signatures))


def check_signatures(note: Note, keys: Iterable[VerifierKey]) -> tuple[Signed, ...]:
    """Check every signature by one of `keys`, and give those, in the order of the note.

    Signatures by other keys are passed over, whatever they hold, even under the name or the ID of a known key. A key
    may come more than once, in particular a cosigner that signed at several times.

    Raises:
        LogError: a signature by a known key does not hold, no signature is by a known key, or two of `keys` have the
            same name and ID.
    """
    known: dict[tuple[str, bytes], VerifierKey] = {}
    for key in keys:
        if known.setdefault((key.name, key.key_id), key) != key:
            raise LogError(f"two keys have the name {shown(key.name)} and the ID {key.key_id.hex()}")
    signed = tuple(
        Signed(known[name, key_id], _check(note.text, blob, known[name, key_id]))
        for name, key_id, blob in note.signatures
        if (name, key_id) in known
    )
    if not signed:
        raise LogError("note: not signed by any known key")
    return signed


def open_note(data: bytes, keys: Iterable[VerifierKey]) -> Note:
    """Give a note that at least one of `keys` signed, and under which no signature by any of them is false.

    Raises:
        LogError: not the form of a note, or as `check_signatures` says.
    """
    note = parse_note(data)
    check_signatures(note, keys)
    return note


def add_signatures(note: Note, signatures: Iterable[Signature]) -> Note:
    """Give the note with more signatures at its end; a new one replaces the older ones by the same key."""
    added = {(signature.name, signature.key_id): signature for signature in signatures}
    kept = [signature for signature in note.signatures if (signature.name, signature.key_id) not in added]
    return Note(note.text, (*kept, *added.values()))


def _check(text: str, blob: bytes, key: VerifierKey) -> int | None:
    """Check one signature and give the time in it, if its type has one."""
    seconds, signature, message = None, blob, encode_text(text, "note")
    try:
        if key.type == SignatureType.COSIGNATURE:
            seconds, signature = unpack_cosignature(blob)
            message = cosigned_message(text, seconds)
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, message)
    except (InvalidSignature, ValueError, LogError) as error:
        raise LogError(f"note: the signature by {shown(key.name)} does not hold") from error
    return seconds


def _check_text(text: str) -> None:
    if (control := _CONTROL.search(text)) is not None:
        raise LogError(f"note: control character {shown(control[0])} in the text")


def _parse_signature(line: str) -> Signature:
    name, _, encoded = line.removeprefix(_PREFIX).partition(" ")
    if not line.startswith(_PREFIX):
        raise LogError(f"note: expected a signature after the last empty line, found {shown(line)}")
    blob = parse_base64(encoded, "note signature")
    return _check_signature(Signature(name, blob[:_KEY_ID_BYTES], blob[_KEY_ID_BYTES:]))


def _format_signature(signature: Signature) -> str:
    _check_signature(signature)
    return f"{_PREFIX}{signature.name} {format_base64(signature.key_id + signature.blob)}\n"


def _check_signature(signature: Signature) -> Signature:
    check_key_name(signature.name)
    if len(signature.key_id) != _KEY_ID_BYTES or not signature.blob:
        raise LogError(f"note signature: expected a key ID of {_KEY_ID_BYTES} bytes and a signature")
    return signature
