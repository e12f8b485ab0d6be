"""Folders that only their owner may look into."""

from __future__ import annotations

import os
import stat
from pathlib import Path

_OWNER_ONLY = 0o700


def make_private(folder: Path) -> None:
    """Make a folder for its owner only, and take one of ours from others that was theirs to read.

    Where a link leads to is somebody's own choice, and stays as it is.

    Raises:
        OSError: it cannot be made.
    """
    folder.mkdir(mode=_OWNER_ONLY, exist_ok=True)
    status = folder.lstat()
    is_open = stat.S_ISDIR(status.st_mode) and stat.S_IMODE(status.st_mode) & ~_OWNER_ONLY
    if is_open and status.st_uid == os.geteuid():
        folder.chmod(_OWNER_ONLY)
