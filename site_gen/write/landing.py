"""Many files that land together: a kill at any moment leaves none of them, or all of them after the next run.

They are written aside into a folder of their own and seen to the disk; then one file says that they are complete, and
they are renamed to their places, the last one last. A folder without that file is removed by the next run, one with it
is finished. Whoever lands files holds the site's lock, and so does whoever finishes.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from site_gen.errors import UnwritableError, refused
from site_gen.write.log_folder import sync_folder, write_durably

_PREFIX = ".landing-"
_COMPLETE = "complete"
_FILES = "files"


class Landing:
    """A folder of files on their way into the site at `root`; `name` tells it from others."""

    def __init__(self, root: Path, name: str) -> None:
        self._root = root
        self._folder = root / f"{_PREFIX}{name}"

    def write(self, path: str, data: bytes, *, private: bool = False) -> None:
        """Write what will be the file `path` of the site, whether there is one or not.

        Raises:
            UnwritableError: it may not be written.
        """
        place = self._folder / _FILES / path
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600 if private else 0o666)
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
        except OSError as error:
            raise refused(f"write {place}", error) from error

    def land(self, last: Sequence[str] = ()) -> None:
        """Put every file that was written into its place, those of `last` in their order at the end.

        Raises:
            UnwritableError: a file may not be replaced; the next run goes on.
        """
        os.sync()  # far cheaper than to ask for each of a hundred thousand files
        write_durably(self._folder / _COMPLETE, "".join(f"{path}\n" for path in last).encode())
        _finish(self._root, self._folder)

    def abandon(self) -> None:
        """Remove what was written."""
        shutil.rmtree(self._folder, ignore_errors=True)


def finish_landings(root: Path) -> tuple[str, ...]:
    """Finish what a killed run had completed, and remove what it had not; give the names of those finished."""
    finished = []
    for folder in sorted(root.glob(f"{_PREFIX}*")):
        if (folder / _COMPLETE).is_file():
            _finish(root, folder)
            finished.append(folder.name.removeprefix(_PREFIX))
        else:
            shutil.rmtree(folder, ignore_errors=True)
    return tuple(finished)


def _finish(root: Path, folder: Path) -> None:
    files = folder / _FILES
    last = (folder / _COMPLETE).read_text(encoding="utf-8").splitlines()
    waiting = {path.relative_to(files).as_posix() for path in files.rglob("*") if path.is_file()}
    try:
        folders: set[Path] = set()
        for path in (*sorted(waiting.difference(last)), *(path for path in last if path in waiting)):
            place = root / path
            if place.parent not in folders:
                place.parent.mkdir(parents=True, exist_ok=True)
                folders.add(place.parent)
            (files / path).replace(place)
        for each in sorted(folders):
            sync_folder(each)
        (folder / _COMPLETE).unlink()
        shutil.rmtree(folder)
    except OSError as error:
        raise UnwritableError(
            f"cannot finish {folder}: {error.strerror}", hint="mend that; the next run goes on"
        ) from error
