"""Calls of the system that a large output is made with.

Paths are strings where there is one a file: as objects they cost more than the file.
"""

from __future__ import annotations

import ctypes
import errno
import filecmp
import os
import shutil
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def make_folder(folder: str) -> None:
    """Make a folder, and those around it; a file that has the name of one of them is removed."""
    try:
        os.mkdir(folder)  # noqa: PTH102
    except FileExistsError:
        if not os.path.isdir(folder):  # noqa: PTH112 - the old output had a file of this name
            unlink(folder)
            make_folder(folder)
    except (FileNotFoundError, NotADirectoryError):
        make_folder(os.path.dirname(folder))  # noqa: PTH120
        make_folder(folder)


def unlink(path: str) -> None:
    """Remove the file at `path`, if there is one; folders stay."""
    try:
        os.unlink(path)  # noqa: PTH108
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError:
        if not os.path.isdir(path):  # noqa: PTH112
            raise


def remove(path: str) -> None:
    """Remove what is at `path`, if anything is: what is written anew must not change a file that the output has."""
    unlink(path)
    if os.path.isdir(path):  # noqa: PTH112 - the old output had a folder of this name
        shutil.rmtree(path)


def link(old: str, new: str) -> None:
    """Make `new` a link to the same file as `old`, whatever is there."""
    try:
        os.link(old, new)
    except FileExistsError:
        if not os.path.samefile(old, new):  # noqa: PTH121
            remove(new)
            os.link(old, new)


def create(path: str) -> int:
    """Open a file that is surely a new one."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        return os.open(path, flags, 0o666)
    except FileExistsError:
        remove(path)
        return os.open(path, flags, 0o666)


def holds(path: str, data: bytes) -> bool:
    """Tell whether there is a file at `path` with this content."""
    try:
        with open(path, "rb", buffering=0) as handle:  # noqa: PTH123
            return os.fstat(handle.fileno()).st_size == len(data) and handle.read() == data
    except OSError:
        return False


def replace_file(new: Path, old: Path) -> bool:
    """Let a new file take the place of an old one in one step; give whether they differ, else the old one stays."""
    try:
        if filecmp.cmp(new, old, shallow=False):
            return False
    except FileNotFoundError:
        old.parent.mkdir(parents=True, exist_ok=True)
    new.replace(old)
    return True


def exchange(first: Path, second: Path) -> bool:
    """Exchange two folders in one step (Linux renameat2(2)); give False where the system cannot."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    if rename(_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False
    raise OSError(number, os.strerror(number))
