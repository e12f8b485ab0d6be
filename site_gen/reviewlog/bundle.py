"""Entry bundles: up to 256 entries in one file, each after its length as a big-endian uint16.

Source: c2sp.org/tlog-tiles, "Log entries".
"""

from __future__ import annotations

from collections.abc import Sequence

from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.tiles import TILE_WIDTH

MAX_ENTRY_BYTES = 0xFFFF
"""What two bytes of length can say."""


def check_entry(entry: bytes) -> bytes:
    """Give `entry` back if a bundle can hold it.

    Raises:
        LogError: more than 65,535 bytes.
    """
    if len(entry) > MAX_ENTRY_BYTES:
        raise LogError(f"an entry has at most {MAX_ENTRY_BYTES:,} bytes, this one {len(entry):,}")
    return entry


def encode_bundle(entries: Sequence[bytes]) -> bytes:
    """Give the bytes of a bundle.

    Raises:
        LogError: no entry, more than 256, or one of more than 65,535 bytes.
    """
    if not 1 <= len(entries) <= TILE_WIDTH:
        raise LogError(f"a bundle holds 1 to {TILE_WIDTH} entries, not {len(entries)}")
    return b"".join([part for entry in entries for part in (len(check_entry(entry)).to_bytes(2, "big"), entry)])


def parse_bundle(data: bytes, width: int) -> tuple[bytes, ...]:
    """Give the entries of a bundle that must hold exactly `width` of them.

    Raises:
        LogError: bytes are missing, or some are left over.
    """
    entries = []
    at = 0
    for number in range(width):
        start = at + 2
        end = start + int.from_bytes(data[at:start], "big")
        if start > len(data) or end > len(data):
            raise LogError(f"bundle: ends within entry {number} of {width}")
        entries.append(data[start:end])
        at = end
    if at != len(data):
        raise LogError(f"bundle: {len(data) - at} bytes after its {width} entries")
    return tuple(entries)
