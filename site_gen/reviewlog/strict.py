"""The small encodings that every format of the log is made of: decimal, base64, UTF-8. Each value has one spelling.

A number or a hash that could be written in two ways could be signed in one and shown in the other, so everything that
is read here encodes to itself again.
"""

from __future__ import annotations

import base64
import re

from site_gen.reviewlog.fault import LogError

HASH_BYTES = 32
"""SHA-256, the only hash of the log."""

NUMBER_END = 1 << 63
"""Sizes, indexes and times are below it: Go and most databases keep them in a signed 64-bit number."""

_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)
_SHOWN = 60


def shown(value: bytes | str) -> str:
    """Give a short printable form of something that was found where something else was expected."""
    text = value.decode("utf-8", "backslashreplace") if isinstance(value, bytes) else value
    return repr(text) if len(text) <= _SHOWN else f"{text[:_SHOWN]!r}…"


def parse_decimal(text: str, what: str) -> int:
    """Give the number that `text` spells in ASCII digits without sign, space or leading zero.

    Raises:
        LogError: another spelling, or 2^63 and above.
    """
    if _DECIMAL.fullmatch(text) is None or (number := int(text)) >= NUMBER_END:
        raise LogError(f"{what}: expected a decimal number below 2^63 without leading zeros, found {shown(text)}")
    return number


def format_decimal(number: int, what: str) -> str:
    """Give the digits that `parse_decimal` reads.

    Raises:
        LogError: below 0, or 2^63 and above.
    """
    if not 0 <= number < NUMBER_END:
        raise LogError(f"{what}: expected a number from 0 to below 2^63")
    return str(number)


def parse_base64(text: str, what: str) -> bytes:
    """Give the bytes that `text` spells in standard base64 with padding (RFC 4648, section 4) and zero spare bits.

    Raises:
        LogError: another spelling, or nothing at all.
    """
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        data = b""
    if not data or format_base64(data) != text:
        raise LogError(f"{what}: expected base64, found {shown(text)}")
    return data


def format_base64(data: bytes) -> str:
    """Give standard base64 with padding."""
    return base64.b64encode(data).decode("ascii")


def parse_hash(text: str, what: str) -> bytes:
    """Give the 32 bytes of a hash in base64.

    Raises:
        LogError: not base64, or another length.
    """
    return check_hash(parse_base64(text, what), what)


def check_hash(value: bytes, what: str) -> bytes:
    """Give `value` back if it has the length of a hash.

    Raises:
        LogError: it has another length.
    """
    if len(value) != HASH_BYTES:
        raise LogError(f"{what}: expected a hash of {HASH_BYTES} bytes, found {len(value)} bytes")
    return value


def decode_text(data: bytes, what: str) -> str:
    """Give strict UTF-8 as text.

    Raises:
        LogError: other bytes.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise LogError(f"{what}: not UTF-8 at byte {error.start}") from error


def encode_text(text: str, what: str) -> bytes:
    """Give text as UTF-8.

    Raises:
        LogError: a lone surrogate, which UTF-8 cannot say.
    """
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise LogError(f"{what}: character {error.start} is a lone surrogate, which UTF-8 cannot say") from error
