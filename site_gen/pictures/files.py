"""Writes files that several processes may write at once."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(place: Path, data: bytes) -> None:
    """Write a file in one step, whoever else writes the same."""
    new = place.with_name(f".{place.name}.{os.getpid()}")
    new.write_bytes(data)
    new.replace(place)
