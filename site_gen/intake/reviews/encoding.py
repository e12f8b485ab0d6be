"""Exports that are not UTF-8: read as what a person says they are written in, and not a byte is lost.

Source: WHATWG names `windows-1252`; Python's codec leaves the same five bytes without a character.
"""

from __future__ import annotations

from typing import Literal

from site_gen.errors import UnreadableError
from site_gen.intake.tables import looks_like

Encoding = Literal["utf-8", "windows-1252"]
"""What an export may be written in: UTF-8, unless a person says that it is what older spreadsheets write."""


def in_utf8(name: str, data: bytes, encoding: Encoding) -> bytes:
    """Give the text of a file in UTF-8. What is UTF-8 already, and what is no text, stays as it is.

    Raises:
        UnreadableError: a byte that the encoding has no character for.
    """
    if encoding == "utf-8" or _is_utf8(data) or looks_like(data) not in (None, "JSON"):
        return data
    try:
        return data.decode(encoding).encode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableError(
            f"{name} is not {encoding}: line {line} has the byte 0x{data[error.start]:02X}",
            hint="save it as CSV UTF-8 (comma delimited) and give that file",
        ) from error


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
