"""Verifier keys: who may sign, as one line of text.

    <name>+<8 hex digits of the key ID>+<base64(type ‖ public key)>

Name and key ID together tell keys apart in a note; the ID is a mark, not a strong hash. This package knows two types
of signature, both Ed25519 over 32-byte keys: that of a log over a note, and that of a cosigner with its time.

Source: c2sp.org/signed-note, "Verifier keys" and "Signature types"; c2sp.org/tlog-cosignature.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from hashlib import sha256

from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.strict import encode_text, format_base64, parse_base64, shown

PUBLIC_KEY_BYTES = 32

_KEY_ID = re.compile(r"[0-9a-f]{8}", re.ASCII)
_COPY = "copy the whole line once more, from whoever the key is of"


class SignatureType(enum.IntEnum):
    """The byte that says what a key signs and how."""

    NOTE = 0x01
    """An Ed25519 signature over the text of a note."""
    COSIGNATURE = 0x04
    """An Ed25519 signature over a checkpoint and the time at which the cosigner saw it."""


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key under the name of its owner: the origin of a log, or the name of a cosigner."""

    name: str
    type: SignatureType
    public: bytes

    def __post_init__(self) -> None:
        check_key_name(self.name)
        if len(self.public) != PUBLIC_KEY_BYTES:
            raise LogError(
                f"key {shown(self.name)}: expected a public key of {PUBLIC_KEY_BYTES} bytes, found {len(self.public)}"
            )

    @property
    def key_id(self) -> bytes:
        """The 4 bytes that stand before each signature by this key."""
        return sha256(self.name.encode() + b"\n" + bytes((self.type,)) + self.public).digest()[:4]


def check_key_name(name: str) -> str:
    """Give `name` back if a key may have it.

    Raises:
        LogError: empty, a space of any kind, a plus, a control character, or what UTF-8 cannot say.
    """
    encode_text(name, "key name")
    if not name or "+" in name or any(character.isspace() or character < " " for character in name):
        raise LogError(f"key name: expected characters without spaces, + or control characters, found {shown(name)}")
    return name


def parse_vkey(text: str) -> VerifierKey:
    """Give the key that a line of text stands for, without a line feed.

    Raises:
        LogError: not of that form, a type of signature that is not known here, or another key ID than the key has.
    """
    name, key_id, data = split_key(text, "verifier key")
    type_, public = split_type(data, f"verifier key {shown(name)}")
    key = VerifierKey(name, type_, public)
    if key.key_id.hex() != key_id:
        raise LogError(f"verifier key {shown(name)}: expected key ID {key.key_id.hex()}, found {key_id}", hint=_COPY)
    return key


def format_vkey(key: VerifierKey) -> str:
    """Give the line of text for a key, without a line feed."""
    return f"{key.name}+{key.key_id.hex()}+{format_base64(bytes((key.type,)) + key.public)}"


def split_key(text: str, what: str) -> tuple[str, str, bytes]:
    """Give the name, the hexadecimal key ID and the decoded rest of a key; read from the left, as base64 has +, too.

    Says nothing of what it found, which may be a secret.

    Raises:
        LogError: not of that form.
    """
    name, _, rest = text.partition("+")
    key_id, _, encoded = rest.partition("+")
    try:
        check_key_name(name)
        data = parse_base64(encoded, what)
    except LogError:
        raise LogError(f"{what}: expected <name>+<key ID>+<base64>", hint=_COPY) from None
    if _KEY_ID.fullmatch(key_id) is None:
        raise LogError(f"{what}: expected a key ID of 8 lower-case hexadecimal digits", hint=_COPY)
    return name, key_id, data


def split_type(data: bytes, what: str) -> tuple[SignatureType, bytes]:
    """Give the type of signature and the key that follows it.

    Raises:
        LogError: a type that is not known here.
    """
    try:
        return SignatureType(data[0]), data[1:]
    except ValueError:
        raise LogError(f"{what}: signature type 0x{data[0]:02x} is not known here, 0x01 and 0x04 are") from None
