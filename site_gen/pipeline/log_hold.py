"""What a writer of the log relies on from beginning to end: its lock, and the checkpoint on which it builds.

The lock lies in the cache, which anybody may remove at any time; then a second writer does not wait.
"""

from __future__ import annotations

from pathlib import Path

from site_gen.errors import UnwritableError
from site_gen.load.log_folder import CHECKPOINT, read_optional
from site_gen.write.lock import HeldLock


class LogHold:
    """The lock of the log at `root`, and the checkpoint in `signed`, empty before the first seal."""

    def __init__(self, root: Path, lock: HeldLock, signed: bytes) -> None:
        self._root = root
        self._lock = lock
        self._signed = signed

    def fault(self) -> str:
        """Say what somebody else did to lock or checkpoint meanwhile; empty where nobody did anything."""
        if self._lock.is_lost():
            return f"{self._lock.file.parent} was removed while the log was written"
        if (read_optional(self._root, CHECKPOINT) or b"") != self._signed:
            return f"{CHECKPOINT} was changed while the log was written"
        return ""

    def refuse_others(self) -> None:
        """Make sure that nobody else writes the log: two that sign at once make a fork. Comes before each step.

        Raises:
            UnwritableError: the lock or the checkpoint is not what it was.
        """
        if fault := self.fault():
            hint = "leave that folder and log/ alone while site-gen works, and give the same command again"
            raise UnwritableError(f"{fault}; nothing more was written", hint=hint)
