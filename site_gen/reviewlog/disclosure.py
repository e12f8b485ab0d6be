"""Salted disclosures: what an entry commits to without saying it (RFC 9901, section 4.2).

A disclosure is base64url without padding of the UTF-8 JSON array `[salt, name, value]` for a field or `[salt, text]`
for a segment. Its digest is base64url(SHA-256(ASCII of the disclosure)). We write the array in its RFC 8785 form; a
digest is always taken over the characters as received, so a reader never has to write JSON (RFC 9901, section 4.2.3).
"""

from __future__ import annotations

import binascii
import hashlib
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeAlias

import msgspec

from site_gen.reviewlog import canonical
from site_gen.reviewlog.canonical import Value
from site_gen.reviewlog.fault import LogError

SALT_BYTES = 16

Salts: TypeAlias = Callable[[], bytes]
"""Gives 16 fresh random bytes at each call; randomness itself lives above this package."""

_RESERVED = ("_sd", "...")
_MOST_NAMES = 64
"""Names whose bytes are remembered: a review has fifteen, and each is written for every review."""
_SALT_END = 36
"""A disclosure begins with the 22 letters of a salt between `["` and `",`: 26 bytes, in so many letters."""
_TO_URL = bytes.maketrans(b"+/", b"-_")
_FROM_URL = bytes.maketrans(b"-_", b"+/")
_STRICTLY_FROM_URL = bytes.maketrans(b"-_+/=", b"+/!!!")
"""The same, and what base64url has no place for becomes a letter that base64 has none for, either."""
_PADDING = (b"", b"=", b"==", b"===")
_REMEMBERED = 1 << 13
"""Disclosures that stay open: those of some hundred reviews, about whom rules, pages and files ask in turn."""


class Field(msgspec.Struct, frozen=True, gc=False):
    """An opened field; `salt` is 16 bytes, `value` any JSON without fractions."""

    salt: bytes
    name: str
    value: Value


class Segment(msgspec.Struct, frozen=True, gc=False):
    """An opened segment of a text, never empty; `salt` is 16 bytes."""

    salt: bytes
    text: str


def make_field(salt: bytes, name: str, value: Value) -> str:
    """Give the disclosure of a field.

    Raises:
        LogError: a salt that is not 16 bytes, a reserved or empty name, or a value that is not JSON without fractions.
    """
    parts = (b'["', _salt_letters(salt), b'",', _name_bytes(name), b",", canonical.encode_value(value), b"]")
    return encode_base64url(b"".join(parts))


def make_segment(salt: bytes, text: str) -> str:
    """Give the disclosure of a segment.

    Raises:
        LogError: a salt that is not 16 bytes, an empty text, or one without UTF-8 form.
    """
    if not text:
        raise LogError("a segment is empty")
    return encode_base64url(b"".join((b'["', _salt_letters(salt), b'",', canonical.encode(text), b"]")))


def make_decoy(salt: bytes) -> str:
    """Give a digest that stands for nothing and cannot be told from one that does (RFC 9901, section 4.2.5)."""
    return digest(f'"{_salt_letters(salt).decode()}"')


def digest(disclosure: str) -> str:
    """Give the digest of a disclosure: 43 characters (RFC 9901, section 4.2.3).

    Raises:
        LogError: a character outside ASCII.
    """
    return digests_of((disclosure,))[0]


def digests_of(disclosures: Iterable[str]) -> list[str]:
    """Give the digests of several disclosures, in order.

    Raises:
        LogError: as `digest`.
    """
    try:
        return [_letters(hashlib.sha256(one.encode("ascii")).digest()).decode() for one in disclosures]
    except UnicodeEncodeError as error:
        raise LogError("disclosure: expected base64url, found a character outside ASCII") from error


def parse_field(disclosure: str) -> Field:
    """Open a disclosure of three items. Says nothing about any digest.

    Raises:
        LogError: no canonical base64url, no JSON array of three, a name that is no text or is reserved, a salt of
            other than 16 bytes, or a value with a fraction or a repeated key.
    """
    items = _open(disclosure, 3)
    name = items[1]
    if not isinstance(name, str):
        raise LogError(f"disclosure: expected a text as name, found {type(name).__name__}")
    _check_name(name)
    return Field(_parse_salt(items[0]), name, items[2])


def parse_segment(disclosure: str) -> Segment:
    """Open a disclosure of two items whose value is a text. Says nothing about any digest.

    Raises:
        LogError: no canonical base64url, no JSON array of two, a salt of other than 16 bytes, or no or an empty text.
    """
    items = _open(disclosure, 2)
    text = items[1]
    if not isinstance(text, str) or not text:
        raise LogError(f"disclosure: expected the text of a segment, found {type(text).__name__}")
    return Segment(_parse_salt(items[0]), text)


@lru_cache(maxsize=_REMEMBERED)
def open_field(disclosure: str) -> Field:
    """Do what `parse_field` does, once for all who ask about the reviews of one provider."""
    return parse_field(disclosure)


@lru_cache(maxsize=_REMEMBERED)
def open_segment(disclosure: str) -> Segment:
    """Do what `parse_segment` does, once for all who ask about the reviews of one provider."""
    return parse_segment(disclosure)


def salt_of(disclosure: str) -> bytes | None:
    """Give the salt of a disclosure as it is written, without opening the rest; None where it is not of 16 bytes."""
    try:
        begin = binascii.a2b_base64(disclosure[:_SALT_END].encode("ascii").translate(_FROM_URL))
    except ValueError:
        return None
    salt = begin[2:24]
    return salt if begin[:2] + begin[24:26] == b'["",' and b'"' not in salt else None


def verify_digest(disclosure: str, expected: str, what: str) -> None:
    """Check that a disclosure hashes to `expected`; `what` names it in the error.

    Raises:
        LogError: another digest.
    """
    found = digest(disclosure)
    if found != expected:
        raise LogError(f"{what}: disclosure has digest {found}, the entry says {expected}")


def verify_salts(opened: Iterable[Field | Segment]) -> None:
    """Check that no two disclosures of one entry share a salt (INT119).

    Raises:
        LogError: a salt twice.
    """
    seen: set[bytes] = set()
    for one in opened:
        if one.salt in seen:
            raise LogError(f"salt {encode_base64url(one.salt)} stands in two disclosures")
        seen.add(one.salt)


def encode_base64url(data: bytes) -> str:
    """Write bytes in base64url without padding (RFC 4648, section 5; RFC 7515, section 2)."""
    return _letters(data).decode()


def decode_base64url(text: str, what: str) -> bytes:
    """Read base64url without padding; exactly one text stands for some bytes.

    Raises:
        LogError: another character, an impossible length, or bits set after the last byte.
    """
    try:
        padded = text.encode("ascii").translate(_STRICTLY_FROM_URL) + _PADDING[-len(text) % 4]
        data = binascii.a2b_base64(padded)
    except ValueError:
        padded, data = b"!", b""
    if binascii.b2a_base64(data, newline=False) != padded:
        raise LogError(f"{what}: expected canonical base64url without padding")
    return data


def _open(disclosure: str, arity: int) -> list[Value]:
    items = canonical.decode_list(decode_base64url(disclosure, "disclosure"), "disclosure")
    if not isinstance(items, list):
        raise LogError(f"disclosure: expected a JSON array, found {type(items).__name__}")
    if len(items) != arity:
        raise LogError(f"disclosure: expected an array of {arity}, found {len(items)}")
    return items


def _parse_salt(value: Value) -> bytes:
    if not isinstance(value, str):
        raise LogError(f"disclosure: expected a text as salt, found {type(value).__name__}")
    salt = decode_base64url(value, "salt")
    if len(salt) != SALT_BYTES:
        raise LogError(f"salt: expected {SALT_BYTES} bytes, found {len(salt)}")
    return salt


def _letters(data: bytes) -> bytes:
    return binascii.b2a_base64(data, newline=False).translate(_TO_URL, b"=")


def _salt_letters(salt: bytes) -> bytes:
    if len(salt) != SALT_BYTES:
        raise LogError(f"salt: expected {SALT_BYTES} bytes, found {len(salt)}")
    return _letters(salt)


@lru_cache(maxsize=_MOST_NAMES)
def _name_bytes(name: str) -> bytes:
    _check_name(name)
    return canonical.encode(name)


def _check_name(name: str) -> None:
    if not name or name in _RESERVED:
        raise LogError(f"disclosure: {name!r} is no name for a field")
