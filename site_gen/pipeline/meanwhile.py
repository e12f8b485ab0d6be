"""What others do while a build runs: files of the site change, and the cache with its lock is removed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from site_gen.errors import UnwritableError
from site_gen.load.snapshot import Snapshot
from site_gen.pipeline.aside import aside
from site_gen.pipeline.options import BuildOptions
from site_gen.pipeline.unchanged import see_site
from site_gen.write.lock import HeldLock


class Meanwhile:
    """Tells what happened since a build began, which holds the lock of the cache; `seen` are the files as they were."""

    def __init__(self, options: BuildOptions, cache: Path, seen: Snapshot) -> None:
        self._root = options.root
        self._cache = cache
        self._seen = seen
        self._is_preview = options.out.parent == cache
        self._lock = HeldLock(cache / "lock")

    def changes(self, *, is_new: bool) -> Callable[[], bool]:
        """Give what says whether the site has changed; a preview is built again anyway.

        A build of which little is new looks beside other work. One of which all `is_new` looks in the end: a copy of a
        process that goes on with much in memory takes as much again.
        """
        if self._is_preview:
            return lambda: False

        def look() -> bytes:
            return see_site(self._root).whole().digest

        digest = look if is_new else aside(look)
        return lambda: digest() != self._seen.whole().digest

    def refuse_lost_cache(self) -> None:
        """Make sure that the cache with its lock is there still: without it another build may write into our stage.

        Raises:
            UnwritableError: somebody removed it.
        """
        if self._lock.is_lost():
            message = f"{self._cache} was removed while the site was built; the output is as it was"
            raise UnwritableError(message, hint="leave the cache alone while a build runs, and build again")
