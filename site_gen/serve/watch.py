"""Notices that something a build reads has changed, without looking at every file over and over.

The system reports changes (inotify on Linux, through watchdog); where it cannot watch that many folders, they are
looked through every few seconds instead, since a folder that nobody watches would be a page that stays old.
"""

from __future__ import annotations

import asyncio
import logging
import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

QUIET_SECONDS = 0.05
"""An editor that saves makes several changes; the build waits until there was none for so long."""

MOST_SECONDS = 1.0
"""A program that never stops writing is not waited for any longer."""

_POLL_SECONDS = 3
_LIMIT_FILE = Path("/proc/sys/fs/inotify/max_user_watches")
_EVENTS: list[type[FileSystemEvent]] = [
    DirCreatedEvent, DirDeletedEvent, DirMovedEvent,
    FileClosedEvent, FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent,
]  # fmt: skip
"""Not that a file was opened or read: a build does that to all of them."""

UNKNOWN = ""
"""The path of a change of which it is not known where it was."""

OnChange = Callable[[Sequence[str]], None]
"""Called with the absolute paths that changed, or with `UNKNOWN`."""

_VIM_TRIAL = "4913"
"""The file by which vim finds out whether it may write in a folder."""

_BACKUP_ENDINGS = ("~", "___jb_tmp___", "___jb_old___")
"""Endings of what editors write beside a file before they replace it."""


class Watched(NamedTuple):
    """What a build reads: `files` and `trees` by name in `root`, there or not yet, and trees `elsewhere`."""

    root: Path
    files: tuple[str, ...]
    trees: tuple[str, ...]
    elsewhere: tuple[Path, ...] = ()


class Changes:
    """Collects the news that something changed, for one reader in the event loop."""

    def __init__(self) -> None:
        self._news = asyncio.Event()
        self._paths: set[str] = set()

    def note(self, paths: Iterable[str] = (UNKNOWN,)) -> None:
        """Tell that something changed, and where; in the event loop's thread only."""
        self._paths.update(paths)
        self._news.set()

    async def settled(self) -> frozenset[str]:
        """Wait for a change and for quiet, and give where; what is noted after this returns is for the next time."""
        await self._news.wait()
        clock = asyncio.get_running_loop().time
        end = clock() + MOST_SECONDS
        while self._news.is_set() and clock() < end:
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), QUIET_SECONDS)
            except TimeoutError:
                break
        self._news.clear()
        paths = frozenset(self._paths)
        self._paths.clear()
        return paths


@contextmanager
def watching(watched: Watched, on_change: OnChange) -> Iterator[bool]:
    """Call `on_change`, in any thread, with the paths of each relevant change.

    Gives whether the system reports changes at once.
    """
    trees = [watched.root / name for name in watched.trees] + list(watched.elsewhere)
    with _quiet(on_change):
        observer, at_once = _start(watched, on_change, polling=not _can_watch(trees))
        try:
            yield at_once
        finally:
            observer.stop()
            observer.join()


def is_relevant(event_path: str, tree: Path) -> bool:
    """Tell whether a path in a tree is content: not hidden, no backup, nothing that an editor needs for a moment."""
    parts = Path(event_path).relative_to(tree).parts
    return not any(
        part.startswith((".", "#")) or part.endswith(_BACKUP_ENDINGS) or part == _VIM_TRIAL for part in parts
    )


def _is_ignored(name: str) -> bool:
    return name.startswith((".", "#")) or name.endswith(_BACKUP_ENDINGS) or name == _VIM_TRIAL


@contextmanager
def _quiet(on_change: OnChange) -> Iterator[None]:
    """Keep watchdog from writing to the terminal; what it complains of, such as lost reports, counts as a change."""
    logger = logging.getLogger("watchdog")
    handler = _Complaints(on_change)
    logger.addHandler(handler)
    logger.propagate = False
    try:
        with warnings.catch_warnings():
            # A folder that is made while its parent is being watched is reported twice, which does no harm.
            warnings.filterwarnings("ignore", message="Callback with id", category=RuntimeWarning)
            yield
    finally:
        logger.propagate = True
        logger.removeHandler(handler)


class _Complaints(logging.Handler):
    """Takes a complaint as news."""

    def __init__(self, on_change: OnChange) -> None:
        super().__init__(logging.WARNING)
        self._on_change = on_change

    def emit(self, record: logging.LogRecord) -> None:
        self._on_change((UNKNOWN,))


class _Tree(FileSystemEventHandler):
    """Passes on the changes below one folder."""

    def __init__(self, folder: Path, on_change: OnChange) -> None:
        self._folder = folder
        self._on_change = on_change

    def on_any_event(self, event: FileSystemEvent) -> None:
        if paths := [path for path in _paths(event) if is_relevant(path, self._folder)]:
            self._on_change(paths)


class _Root(FileSystemEventHandler):
    """Passes on the changes of single files in the root, and watches trees that come and go there."""

    def __init__(self, watched: Watched, observer: BaseObserver, on_change: OnChange) -> None:
        self._watched = watched
        self._observer = observer
        self._on_change = on_change
        self._trees: dict[str, ObservedWatch] = {}
        for name in watched.trees:
            self._watch(name)

    def on_any_event(self, event: FileSystemEvent) -> None:
        names = {Path(path).name for path in _paths(event)}
        for name in names.intersection(self._watched.trees):
            if name in self._trees:
                self._observer.unschedule(self._trees.pop(name))
            self._watch(name)
        if names.intersection((*self._watched.files, *self._watched.trees)):
            self._on_change(_paths(event))

    def _watch(self, name: str) -> None:
        folder = self._watched.root / name
        if folder.is_dir():
            with suppress(FileNotFoundError, NotADirectoryError):  # gone again; that will be reported too
                self._trees[name] = _schedule(self._observer, folder, self._on_change)


def _start(watched: Watched, on_change: OnChange, *, polling: bool) -> tuple[BaseObserver, bool]:
    try:
        observer = PollingObserver(timeout=_POLL_SECONDS) if polling else Observer()
        handler = _Root(watched, observer, on_change)
        observer.schedule(handler, str(watched.root), event_filter=_EVENTS)
        own = {(watched.root / name).resolve() for name in watched.trees}
        for folder in watched.elsewhere:
            if folder.is_dir() and folder.resolve() not in own:
                _schedule(observer, folder, on_change)
        observer.start()
    except OSError:  # no more watches for this user
        if polling:
            raise
        return _start(watched, on_change, polling=True)
    return observer, not polling


def _schedule(observer: BaseObserver, folder: Path, on_change: OnChange) -> ObservedWatch:
    return observer.schedule(_Tree(folder, on_change), str(folder), recursive=True, event_filter=_EVENTS)


def _can_watch(trees: Sequence[Path]) -> bool:
    """Tell whether the system lets one user watch so many folders; watchdog would leave out the rest in silence."""
    try:
        limit = int(_LIMIT_FILE.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return True
    count = 0
    for tree in trees:
        for _folder, _folders, _files in os.walk(tree):
            count += 1
            if count >= limit:
                return False
    return True


def _paths(event: FileSystemEvent) -> list[str]:
    return [os.fsdecode(path) for path in (event.src_path, event.dest_path) if path]
