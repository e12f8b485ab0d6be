"""Signing keys, and the only code that makes keys or signatures.

    PRIVATE+KEY+<name>+<8 hex digits of the key ID>+<base64(type ‖ 32-byte seed)>

That is Go's form; the key ID is the public key's. No message of this module shows any part of such a text.

Source: golang.org/x/mod/sumdb/note; c2sp.org/signed-note; c2sp.org/tlog-cosignature.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from site_gen.reviewlog.checkpoint import Checkpoint, format_checkpoint, parse_checkpoint
from site_gen.reviewlog.cosignature import cosigned_message, pack_cosignature
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.note import Note, Signature
from site_gen.reviewlog.strict import encode_text, format_base64, shown
from site_gen.reviewlog.vkey import SignatureType, VerifierKey, check_key_name, split_key, split_type

SEED_BYTES = 32
_PREFIX = "PRIVATE+KEY+"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key that signs under `name`; its seed is the secret, and does not show in its `repr`."""

    name: str
    type: SignatureType
    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        check_key_name(self.name)
        if len(self.seed) != SEED_BYTES:
            raise LogError(f"signing key: expected a seed of {SEED_BYTES} bytes, found {len(self.seed)}")

    @property
    def verifier(self) -> VerifierKey:
        """The public half, to be given away."""
        return VerifierKey(self.name, self.type, self._ed25519().public_key().public_bytes_raw())

    def raw_signature(self, message: bytes) -> bytes:
        """Give the 64 bytes of the Ed25519 signature over a message (RFC 8032)."""
        return self._ed25519().sign(message)

    def _ed25519(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def generate_signing_key(name: str, type_: SignatureType = SignatureType.NOTE) -> SigningKey:
    """Give a new key from the system's randomness.

    Raises:
        LogError: a name that no key may have.
    """
    return SigningKey(name, type_, secrets.token_bytes(SEED_BYTES))


def parse_signing_key(text: str) -> SigningKey:
    """Give the key in a text, without a line feed.

    Raises:
        LogError: not of Go's form, a type of signature that is not known here, or another key ID than the key has.
    """
    if not text.startswith(_PREFIX):
        raise LogError("signing key: expected a line that begins with PRIVATE+KEY+")
    name, key_id, data = split_key(text.removeprefix(_PREFIX), "signing key")
    type_, seed = split_type(data, "signing key")
    key = SigningKey(name, type_, seed)
    if key.verifier.key_id.hex() != key_id:
        raise LogError("signing key: the key ID is that of another key")
    return key


def format_signing_key(key: SigningKey) -> str:
    """Give the text of a key, without a line feed: a secret."""
    encoded = format_base64(bytes((key.type,)) + key.seed)
    return f"{_PREFIX}{key.name}+{key.verifier.key_id.hex()}+{encoded}"


def sign_text(text: str, key: SigningKey) -> Signature:
    """Give the signature of a log's key over the text of a note.

    Raises:
        LogError: the key of a cosigner.
    """
    _check_type(key, SignatureType.NOTE)
    return Signature(key.name, key.verifier.key_id, key.raw_signature(encode_text(text, "note")))


def sign_checkpoint(checkpoint: Checkpoint, keys: Sequence[SigningKey]) -> Note:
    """Give the note with a checkpoint, signed by the log: with two keys while one replaces the other.

    That the log never signed a tree which does not lead to this one is up to the caller.

    Raises:
        LogError: no key, the key of a cosigner, or one under another name than the origin.
    """
    if not keys:
        raise LogError("a checkpoint is signed with at least one key")
    for key in keys:
        if key.name != checkpoint.origin:
            raise LogError(f"expected a key of {shown(checkpoint.origin)}, found one of {shown(key.name)}")
    text = format_checkpoint(checkpoint)
    return Note(text, tuple(sign_text(text, key) for key in keys))


def cosign(text: str, key: SigningKey, *, seconds: int) -> Signature:
    """Give the signature of a cosigner over the text of a checkpoint.

    `seconds` since the epoch is when the cosigner saw it. That it is consistent with all that the key cosigned before
    (`checkpoint.verify_extension`), and that this is stored first, is up to the caller.

    Raises:
        LogError: the key of a log, no checkpoint, or a time that is not after the epoch.

    Source: c2sp.org/tlog-cosignature; that the time is not 0: c2sp.org/tlog-witness.
    """
    _check_type(key, SignatureType.COSIGNATURE)
    parse_checkpoint(text)
    if seconds <= 0:
        raise LogError(f"cosignature: expected a time after the epoch, found {seconds}")
    signature = key.raw_signature(cosigned_message(text, seconds))
    return Signature(key.name, key.verifier.key_id, pack_cosignature(seconds, signature))


def _check_type(key: SigningKey, type_: SignatureType) -> None:
    if key.type != type_:
        raise LogError(
            f"signing key {shown(key.name)}: expected one of type 0x{type_:02x} ({type_.name.lower()}), "
            f"found 0x{key.type:02x} ({key.type.name.lower()})"
        )
