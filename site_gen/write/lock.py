"""Locks between processes: one file for each kind of work, held by the system and let go when the holder ends.

A file that a killed process left is held by nobody, so that nothing is ever to be removed by hand.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from site_gen.errors import refused
from site_gen.write.private import make_private

_LOG = logging.getLogger("site_gen")
"""How what is below the command line speaks while it waits."""


class HeldLock:
    """The file of a lock that this process holds. Once it is removed, whoever comes next gets a lock of its own."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._inode = _inode(file)

    def is_lost(self) -> bool:
        """Tell whether the file was removed or replaced since; the inode of one that is held is not given away."""
        return self._inode is None or _inode(self.file) != self._inode


@contextmanager
def waiting_lock(file: Path) -> Iterator[HeldLock]:
    """Hold the lock of a file whose folder is made, for its owner only; whoever comes second says so, and waits.

    Raises:
        UnwritableError: the file may not be written.
    """
    lock = FileLock(file)
    try:
        make_private(file.parent)
        try:
            lock.acquire(blocking=False)
        except Timeout:
            _LOG.info("another site-gen works in %s: waiting until it is done (Ctrl-C stops)", file.parent.parent)
            lock.acquire()
    except OSError as error:
        raise refused(f"write {file}", error) from error
    try:
        yield HeldLock(file)
    finally:
        lock.release()


def _inode(file: Path) -> int | None:
    try:
        return file.stat().st_ino
    except OSError:
        return None
