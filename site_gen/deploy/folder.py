"""A folder of this machine, such as one that a web server reads or that another program takes further."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from site_gen.deploy.place import Upload
from site_gen.errors import UnwritableError


class FolderPlace:
    """A folder. A file is put aside and renamed, so that nobody reads half of it."""

    in_one_step = False
    quick_to_list = True

    def __init__(self, root: Path) -> None:
        self._root = root

    def sizes(self, paths: Iterable[str]) -> Mapping[str, int]:
        """Give the sizes of those of some files that are there."""
        found = {}
        for path in paths:
            with _speaking(path), suppress(FileNotFoundError, NotADirectoryError):
                status = self._place(path).lstat()
                if stat.S_ISREG(status.st_mode):
                    found[path] = status.st_size
        return found

    def read(self, path: str) -> bytes | None:
        """Give a file; None where there is none."""
        with _speaking(path):
            try:
                return self._place(path).read_bytes()
            except (FileNotFoundError, NotADirectoryError):
                return None

    def create(self, path: str, data: bytes) -> bool:
        """Put a file where there is none; False where there is one."""
        with _speaking(path):
            place = self._prepared(path)
            try:
                with place.open("xb") as file:
                    file.write(data)
            except FileExistsError:
                return False
            return True

    def replace(self, path: str, data: bytes) -> None:
        """Put a file, whether there is one or not."""
        with _speaking(path):
            place = self._prepared(path)
            aside = place.with_name(f".{place.name}.new")
            with aside.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            aside.replace(place)

    def write(self, uploads: Iterable[Upload], done: Callable[[str], None]) -> None:
        """Put files, each whole or not at all; `done` is called with the path of each that is there."""
        for upload in uploads:
            with _speaking(upload.path):
                place = self._prepared(upload.path)
                aside = place.with_name(f".{place.name[:200]}.new")
                shutil.copyfile(upload.source, aside)
                if place.is_dir() and not place.is_symlink():
                    shutil.rmtree(place)
                aside.replace(place)
            done(upload.path)

    def delete(self, paths: Iterable[str]) -> None:
        """Take files away, and folders that are empty then."""
        for path in paths:
            with _speaking(path):
                place = self._place(path)
                if place.is_file() or place.is_symlink():
                    place.unlink(missing_ok=True)
                for folder in place.parents:
                    if folder == self._root or not folder.is_dir() or any(folder.iterdir()):
                        break
                    folder.rmdir()

    def settle(self) -> None:
        """Do nothing: what is put here is seen at once."""

    def _place(self, path: str) -> Path:
        return self._root / path

    def _prepared(self, path: str) -> Path:
        place = self._place(path)
        for folder in reversed(place.parents):
            if folder.is_file() and folder != self._root and self._root in folder.parents:
                folder.unlink()  # a page became a folder of pages
        place.parent.mkdir(parents=True, exist_ok=True)
        return place


@contextmanager
def _speaking(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UnwritableError(f"the target refuses {path}: {os.strerror(error.errno or 0)}") from error
