"""Folders that only their owner may look into."""

from __future__ import annotations

import stat
from contextlib import suppress
from pathlib import Path

_OWNER_ONLY = 0o700


def make_private(folder: Path) -> None:
    """Make a folder for its owner only, and take one from others that was theirs to read; what lies inside stays.

    Raises:
        OSError: it cannot be made.
    """
    folder.mkdir(mode=_OWNER_ONLY, exist_ok=True)
    if stat.S_IMODE(folder.stat().st_mode) & ~_OWNER_ONLY:
        with suppress(OSError):  # another user's, who has to do it
            folder.chmod(_OWNER_ONLY)
