"""Files of a temporary folder, in which the parts of something that is too large for memory wait for their turn."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from site_gen.errors import UnwritableError

_MOST_WAITING = 1 << 14
"""Bytes of one part that are kept before they are written."""
_LENGTH_BYTES = 4
_CONTENT_BYTES = 16


class Spill:
    """Records of many parts, each part in a file of its own in the order in which they come."""

    def __init__(self, folder: Path, count: int) -> None:
        self._folder = folder
        self._waiting = [bytearray() for _ in range(count)]
        folder.mkdir()

    def put(self, part: int, record: bytes) -> None:
        """Add a record to a part."""
        waiting = self._waiting[part]
        waiting += len(record).to_bytes(_LENGTH_BYTES, "big")
        waiting += record
        if len(waiting) > _MOST_WAITING:
            self._write(part)

    def close(self) -> None:
        """See to it that every record can be read."""
        for part in range(len(self._waiting)):
            self._write(part)

    def _write(self, part: int) -> None:
        try:
            with _file(self._folder, part).open("ab") as file:
                file.write(self._waiting[part])
        except OSError as error:
            raise _unwritable(self._folder, error) from error
        self._waiting[part].clear()


def read_spilled(folder: Path, part: int) -> Iterator[bytes]:
    """Give the records of a part, in any process, after the spill was closed."""
    with _file(folder, part).open("rb") as file:
        while length := file.read(_LENGTH_BYTES):
            yield file.read(int.from_bytes(length, "big"))


class Contents:
    """16 bytes for each number that has some, by number; they are kept in rising order, and any can be asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("w+b")
        self._next = 0

    def keep(self, number: int, content: bytes) -> None:
        """Keep what belongs to a number."""
        try:
            self._file.write(bytes(_CONTENT_BYTES * (number - self._next)) + content)
        except OSError as error:
            raise _unwritable(self._path, error) from error
        self._next = number + 1

    def kept(self, number: int) -> bytes:
        """Give it back."""
        self._file.flush()
        return os.pread(self._file.fileno(), _CONTENT_BYTES, _CONTENT_BYTES * number)

    def close(self) -> None:
        """Forget it all."""
        self._file.close()


def _file(folder: Path, part: int) -> Path:
    return folder / str(part)


def _unwritable(path: Path, error: OSError) -> UnwritableError:
    return UnwritableError(f"cannot write {path}: {error.strerror}", hint="TMPDIR names the folder for such files")
