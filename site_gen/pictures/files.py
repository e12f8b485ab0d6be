"""Writes files that several processes may write at once."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from site_gen.errors import refused


def write_whole(place: Path, data: bytes) -> None:
    """Write a file in one step, whoever else writes the same.

    Raises:
        UnwritableError: it may not be written.
    """
    new = place.with_name(f".{os.getpid()}-{len(data)}.new")
    try:
        new.write_bytes(data)
        new.replace(place)
    except OSError as error:
        with suppress(OSError):
            new.unlink()  # a full disk gets its room back
        raise refused(f"write {place}", error) from error
