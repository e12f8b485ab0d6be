"""Writes the review log so that a kill at any moment leaves the old log or the new one, never a broken one.

Every file is written beside its place, flushed to the disk and renamed; the checkpoint comes last. Files that no
checkpoint covers yet are harmless: the next seal writes them again.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from site_gen.errors import refused

_PRIVATE = 0o600


def write_durably(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write a file in one step and see it to the disk, its name too. `private` files are for the owner's eyes only.

    Raises:
        UnwritableError: the file may not be written.
    """
    write_aside(path, data, private=private)
    put_in_place(path)
    sync_folder(path.parent)


def write_aside(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write what will be a file beside its place, and see it to the disk; `put_in_place` makes it the file.

    Raises:
        UnwritableError: it may not be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(_aside(path), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _PRIVATE if private else 0o666)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        _drop_aside(path)
        raise refused(f"write {path}", error) from error


def replace_durably(path: Path, data: bytes) -> None:
    """Write other bytes into a file that is there, in one step; who may read it stays, and a link stays a link.

    Raises:
        UnwritableError: the file is gone or may not be written.
    """
    place = Path(os.path.realpath(path))
    try:
        mode = stat.S_IMODE(place.stat().st_mode)
        write_aside(place, data)
        _aside(place).chmod(mode)
    except OSError as error:
        raise refused(f"write {path}", error) from error
    put_in_place(place)
    sync_folder(place.parent)


def put_in_place(path: Path) -> None:
    """Make a file of what was written beside its place; that it stays there is for `sync_folder` to see to.

    Raises:
        UnwritableError: the file may not be replaced.
    """
    try:
        _aside(path).replace(path)
    except OSError as error:
        _drop_aside(path)
        raise refused(f"write {path}", error) from error


def remove_durably(path: Path) -> None:
    """Remove a file, and see to it that it stays removed; one that is not there is fine.

    Raises:
        UnwritableError: it may not be removed.
    """
    try:
        path.unlink(missing_ok=True)
        if path.parent.is_dir():
            sync_folder(path.parent)
    except OSError as error:
        raise refused(f"remove {path}", error) from error


def write_all(root: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write files below `root` one after the other, in this order, each durably."""
    for path, data in files:
        write_durably(root / path, data)


def sync_folder(folder: Path) -> None:
    """See the names in a folder to the disk.

    Raises:
        UnwritableError: the disk does not take them.
    """
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise refused(f"write {folder}", error) from error


def _drop_aside(path: Path) -> None:
    """Remove what could not become a file: a full disk gets its room back, and nothing half written lies about."""
    with suppress(OSError):
        _aside(path).unlink()


def _aside(path: Path) -> Path:
    return path.with_name(f".{path.name}.new")
