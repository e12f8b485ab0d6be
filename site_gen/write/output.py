"""An output folder as it lies there: every file with what it looks like from outside, in one pass that opens none."""

from __future__ import annotations

import hashlib
import marshal
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from site_gen.write.calls import remove

T = TypeVar("T")

Files = dict[str, tuple[int, int, int]]
"""Size, time of change in nanoseconds, and number of the inode of every file, by its path in the folder."""


def files_in(folder: Path) -> Files:
    """Give the files below a folder; none where there is no folder."""
    return _walk(folder, _stamp)


def look_at(folder: Path) -> tuple[bytes, bytes]:
    """Give the digest of an output, and its files for `read_files`: a build with nothing to do needs the first only."""
    files = files_in(folder)
    rows = ((file, size, changed) for file, (size, changed, _inode) in files.items())
    return output_digest(rows), marshal.dumps(files)


def read_files(looked: bytes) -> Files:
    """Give the files that `look_at` saw."""
    files: Files = marshal.loads(looked)  # noqa: S302 - of this process, or of a copy of it
    return files


def inodes_in(folder: Path) -> dict[str, int]:
    """Give the numbers of the inodes of all files below a folder, which costs less than their stamps."""
    return _walk(folder, os.DirEntry.inode)


def output_digest(rows: Iterable[tuple[str, int, int]]) -> bytes:
    """Give a digest of an output by the path, size and time of change of its files, each once, in any order."""
    text = "\n".join(sorted(f"{file}\0{size}\0{changed}" for file, size, changed in rows))
    return hashlib.blake2b(text.encode(errors="surrogateescape"), digest_size=16).digest()


def recover(out: Path) -> None:
    """Mend what a kill between two renames left behind, on systems that cannot exchange folders in one step."""
    aside = out.parent / f".{out.name}.site-gen-old"
    if aside.is_dir():
        if out.exists() or aside.is_symlink():
            with suppress(OSError):  # whoever needs its place says so
                remove(os.fspath(aside))
        else:
            aside.rename(out)


def _stamp(entry: os.DirEntry[str]) -> tuple[int, int, int]:
    status = entry.stat(follow_symlinks=False)
    return status.st_size, status.st_mtime_ns, status.st_ino


def _walk(folder: Path, see: Callable[[os.DirEntry[str]], T]) -> dict[str, T]:
    """Look at every file; folders are opened from the one that holds them, since whole paths cost the system more."""
    found: dict[str, T] = {}

    def look(place: str, parent: int | None, name: str) -> None:
        handle = os.open(place, os.O_RDONLY | os.O_DIRECTORY, dir_fd=parent)
        inner = []
        try:
            with os.scandir(handle) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        inner.append(entry)
                        continue
                    with suppress(OSError):  # it is being removed
                        found[name + entry.name] = see(entry)
            for one in inner:
                try:
                    look(one.name, handle, f"{name}{one.name}/")
                except OSError:  # it may not be read, and nobody knows what is in it
                    with suppress(OSError):
                        found[f"{name}{one.name}/"] = see(one)
        finally:
            os.close(handle)

    with suppress(OSError):
        look(os.fspath(folder), None, "")
    return found
