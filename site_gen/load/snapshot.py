"""What the files of a site look like from outside, all of them in one pass that opens none.

A folder is told by a digest of the names, sizes and times of everything below it; a file that is written to, replaced,
renamed or removed changes the digest of every folder above it. The time of change (`st_ctime_ns`) is part of it: a file
that is edited and gets its old time back, or is restored with an older one, has a new time of change all the same.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

_DIGEST_BYTES = 16


class Seen(NamedTuple):
    """What was seen of a folder or a file: its digest, the last change in nanoseconds, and how many files there are.

    The change of a file's place or name counts, too, and so does that of a folder.
    """

    digest: bytes
    newest_ns: int = 0
    files: int = 0


NOTHING = Seen(b"")
"""What is seen of a path that leads to nothing."""


class Snapshot:
    """The trees of a site at one time. `folders` are looked up by path from the site's folder, with forward slashes."""

    def __init__(self, root: Path, *trees: str, one_by_one: Collection[str] = ()) -> None:
        """Look through `trees`, folders or files in `root`; what is missing is part of what is seen.

        The files of folders that are seen `one_by_one` are kept, too.
        """
        self._root = root
        self._folders: dict[str, Seen] = {}
        self._files: dict[str, dict[str, os.stat_result]] = {folder: {} for folder in one_by_one}
        self._trees = trees
        for tree in trees:
            _tree(f"{root}/{tree}", tree, self._folders, self._files)

    def folder(self, path: str) -> Seen:
        """Give what was seen of a folder in one of the trees."""
        return self._folders.get(path, NOTHING)

    def file(self, path: str) -> Seen:
        """Give what was seen of a file, or look at it now; nothing is seen where there is none."""
        folder, _, name = path.rpartition("/")
        if folder not in self._files or folder not in self._folders:
            return _look(f"{self._root}/{path}")
        status = self._files[folder].get(name)
        return NOTHING if status is None else _seen(status)

    def whole(self) -> Seen:
        """Give what was seen of all trees together."""
        return together(*(self.folder(tree) for tree in self._trees))


def together(*seen: Seen) -> Seen:
    """Give several as one, in their order."""
    digest = _digest(b"".join(b"%d " % len(one.digest) + one.digest for one in seen))
    return Seen(digest, max((one.newest_ns for one in seen), default=0), sum(one.files for one in seen))


def _scan(path: str, name: str, folders: dict[str, Seen], files: dict[str, dict[str, os.stat_result]]) -> Seen:
    """Look through the folder at `path`, and note what is seen of it, and of all folders in it, below `name`."""
    rows, inner = [], []
    kept = files.get(name)
    newest, count = os.stat(path).st_ctime_ns, 0  # noqa: PTH116 - the hot path of a build that changes nothing
    with os.scandir(path) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                inner.append(entry.name)
                continue
            try:
                status = entry.stat()
            except OSError as error:  # a link to nothing, or what is being removed
                rows.append(f"{entry.name}\0{error.errno}")
                continue
            rows.append(f"{entry.name}\0{status.st_size}\0{status.st_mtime_ns}\0{status.st_ctime_ns}")
            newest = max(newest, status.st_ctime_ns)
            if kept is not None:
                kept[entry.name] = status
            count += 1
    for one in inner:
        seen = _tree(f"{path}/{one}", f"{name}/{one}", folders, files)
        rows.append(f"{one}/\0{seen.digest.hex()}")
        newest, count = max(newest, seen.newest_ns), count + seen.files
    rows.sort()
    return Seen(_digest("\n".join(rows).encode(errors="surrogateescape")), newest, count)


def _tree(path: str, name: str, folders: dict[str, Seen], files: dict[str, dict[str, os.stat_result]]) -> Seen:
    try:
        seen = _scan(path, name, folders, files)
    except NotADirectoryError:
        seen = _look(path)
    except FileNotFoundError:
        seen = NOTHING
    except OSError as error:  # may not be read, which whoever opens it will say
        seen = Seen(_digest(str(error).encode(errors="surrogateescape")))
    folders[name] = seen
    return seen


def _look(path: str) -> Seen:
    try:
        status = os.stat(path)  # noqa: PTH116
    except OSError:
        return NOTHING
    return _seen(status)


def _seen(status: os.stat_result) -> Seen:
    row = f"{status.st_size}\0{status.st_mtime_ns}\0{status.st_ctime_ns}".encode()
    return Seen(_digest(row), status.st_ctime_ns, 1)


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST_BYTES).digest()
