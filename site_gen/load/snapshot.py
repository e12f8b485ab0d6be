"""What the files of a site look like from outside, all of them in one pass that opens none.

A folder is told by a digest of the names, sizes and times of everything below it; a file that is written to, replaced,
renamed or removed changes the digest of every folder above it. The time of change (`st_ctime_ns`) is part of it: a file
that is edited and gets its old time back, or is restored with an older one, has a new time of change all the same.
"""

from __future__ import annotations

import errno
import hashlib
import marshal
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from site_gen.errors import UnreadableError, next_step

T = TypeVar("T")

_DIGEST_BYTES = 16
_MANY = 500
"""Folders that are worth a process of their own."""
_PLAIN = 2
"""The version of `marshal` that writes equal values as equal bytes."""


class Seen(NamedTuple):
    """What was seen of a folder or a file: its digest, the last change in nanoseconds, and how many files there are.

    The change of a file's place or name counts, too, and so does that of a folder.
    """

    digest: bytes
    newest_ns: int = 0
    files: int = 0


NOTHING = Seen(b"")
"""What is seen of a path that leads to nothing."""


class Beside(Protocol):
    """Begins some work, whose result is of plain values, and gives a function that waits for it."""

    def __call__(self, work: Callable[[], T], /) -> Callable[[], T]:
        """Begin the work."""


class Snapshot:
    """The trees of a site at one time. `folders` are looked up by path from the site's folder, with forward slashes."""

    def __init__(self, root: Path, *trees: str, one_by_one: Collection[str] = (), beside: Beside | None = None) -> None:
        """Look through `trees`, folders or files in `root`; what is missing is part of what is seen.

        The files of folders that are seen `one_by_one` are kept, too. Half of a folder with very many folders is
        looked through `beside` the rest.
        """
        self._root = root
        self._folders: dict[str, Seen] = {}
        self._files: dict[str, dict[str, tuple[int, int, int]]] = {folder: {} for folder in one_by_one}
        self._trees = trees
        self._beside = beside
        for tree in trees:
            self._tree(f"{root}/{tree}", None, tree)

    def folder(self, path: str) -> Seen:
        """Give what was seen of a folder in one of the trees."""
        return self._folders.get(path, NOTHING)

    def file(self, path: str) -> Seen:
        """Give what was seen of a file, or look at it now; nothing is seen where there is none."""
        folder, _, name = path.rpartition("/")
        if folder not in self._files or folder not in self._folders:
            return _look(f"{self._root}/{path}")
        status = self._files[folder].get(name)
        return NOTHING if status is None else _seen(*status)

    def whole(self) -> Seen:
        """Give what was seen of all trees together, and how they are called."""
        names = Seen(_digest("\0".join(self._trees).encode(errors="surrogateescape")))
        return together(names, *(self.folder(tree) for tree in self._trees))

    def _tree(self, place: str, parent: int | None, name: str) -> Seen:
        """Look through the folder or file at `place` in an open folder, which is `name` from the site's folder."""
        try:
            handle = os.open(place, os.O_RDONLY | os.O_DIRECTORY, dir_fd=parent)
            try:
                seen = self._scan(handle, name)
            finally:
                os.close(handle)
        except NotADirectoryError:
            seen = _look(place, parent)
        except FileNotFoundError:
            seen = NOTHING
        except OSError as error:  # may not be read, which whoever opens it will say
            if error.errno in (errno.EMFILE, errno.ENFILE):
                raise UnreadableError(f"cannot look at {name}: {error.strerror}", hint=next_step(error)) from error
            seen = Seen(_digest(str(error).encode(errors="surrogateescape")))
        self._folders[name] = seen
        return seen

    def _scan(self, handle: int, name: str) -> Seen:
        """Look through an open folder, and note what is seen of all folders in it."""
        rows: list[tuple[str, int, int, int] | tuple[str, bytes]] = []
        inner: list[str] = []
        kept = self._files.get(name)
        newest, count = os.stat(handle).st_ctime_ns, 0
        with os.scandir(handle) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    inner.append(entry.name)
                    continue
                try:
                    status = entry.stat()
                except OSError as error:  # a link to nothing, or what is being removed
                    rows.append((entry.name, error.errno or 0, 0, 0))
                    continue
                size, modified, changed = status.st_size, status.st_mtime_ns, status.st_ctime_ns
                rows.append((entry.name, size, modified, changed))
                newest = max(newest, changed)
                if kept is not None:
                    kept[entry.name] = size, modified, changed
                count += 1
        for one, seen in self._inner(handle, name, inner):
            rows.append((f"{one}/", seen.digest))
            newest, count = max(newest, seen.newest_ns), count + seen.files
        rows.sort()
        return Seen(_digest(marshal.dumps(rows, _PLAIN)), newest, count)

    def _inner(self, handle: int, name: str, inner: Sequence[str]) -> Iterator[tuple[str, Seen]]:
        """Look through the folders in an open folder, half of very many of them beside the others."""
        half = len(inner) // 2
        if self._beside is None or half < _MANY or any(kept.startswith(f"{name}/") for kept in self._files):
            yield from ((one, self._tree(one, handle, f"{name}/{one}")) for one in inner)
            return

        def others() -> list[tuple[str, bytes, int, int]]:
            known = len(self._folders)
            for one in inner[half:]:
                self._tree(one, handle, f"{name}/{one}")
            return [(path, *seen) for path, seen in islice(self._folders.items(), known, None)]

        waiting = self._beside(others)
        yield from ((one, self._tree(one, handle, f"{name}/{one}")) for one in inner[:half])
        self._folders.update((path, Seen(digest, newest, files)) for path, digest, newest, files in waiting())
        yield from ((one, self._folders[f"{name}/{one}"]) for one in inner[half:])


def together(*seen: Seen) -> Seen:
    """Give several as one, in their order."""
    digest = _digest(b"".join(b"%d " % len(one.digest) + one.digest for one in seen))
    return Seen(digest, max((one.newest_ns for one in seen), default=0), sum(one.files for one in seen))


def _look(path: str, parent: int | None = None) -> Seen:
    try:
        status = os.stat(path, dir_fd=parent)
    except OSError:
        return NOTHING
    return _seen(status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def _seen(size: int, modified_ns: int, changed_ns: int) -> Seen:
    return Seen(_digest(f"{size}\0{modified_ns}\0{changed_ns}".encode()), changed_ns, 1)


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST_BYTES).digest()
