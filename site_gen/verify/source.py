"""Where a published site is read from: a folder, or anything that gives a file for a path.

Nothing of it is trusted: a file is never larger than asked for, a path never leads out, and a link never leads away.
"""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from site_gen.errors import SiteGenError, UnreadableError

LOG_PREFIX = "review-log/"
"""Where the log stands in a published site."""

INDEX = "index.html"
"""The file that answers for a path that ends in a slash."""

MOST_CHECKPOINT = 1 << 16
MOST_TILE = 256 * 32
MOST_BUNDLE = 256 * (2 + 0xFFFF)
MOST_SITE_FILE = 64 << 20
MOST_OPENINGS = 64 << 20
MOST_PAGE = 8 << 20
MOST_TEXT = 2 << 20
"""The largest files that are read, in bytes; those of the log by its format, the others far above any honest one."""

_PATH = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}/){0,16}(?:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?", re.ASCII)


class MissingFileError(SiteGenError):
    """The site has no such file, or one that must not be read: it is no part of what is published."""


class Source(Protocol):
    """A published site."""

    def read(self, path: str, most: int) -> bytes:
        """Give the file at a path below the site's root, of at most `most` bytes; for `providers/x/` its index page.

        Raises:
            MissingFileError: there is none, or it is larger, leads elsewhere or is no file.
            UnreadableError: it could not be read now.
        """

    def files(self) -> tuple[str, ...] | None:
        """Give the paths of all files, or None where nobody can list them."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A published site in a folder. Links that lead out of it are as good as missing."""

    root: Path
    _inside: dict[str, str] = field(default_factory=dict, compare=False, repr=False)
    """Folders that were found to be inside, and where they really are."""

    def read(self, path: str, most: int) -> bytes:
        """Give a file, as `Source` says."""
        real = self._find(check_path(path))
        try:
            descriptor = os.open(real, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
        except OSError as error:
            raise UnreadableError(f"cannot read {path}") from error
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise MissingFileError(f"{path} is no regular file")
            with os.fdopen(descriptor, "rb", closefd=False) as opened:
                data = opened.read(most + 1)
        except OSError as error:
            raise UnreadableError(f"cannot read {path}") from error
        finally:
            os.close(descriptor)
        check_length(len(data), path, most)
        return data

    def _find(self, path: str) -> str:
        """Give where a file really is. Every folder is looked for once; a file that is a link always."""
        folder, _slash, name = path.rpartition("/")
        name = name or INDEX
        if known := self._inside.get(folder):
            plain = f"{known}/{name}"
            try:
                if not stat.S_ISLNK(os.lstat(plain).st_mode):
                    return plain
            except OSError as error:
                raise MissingFileError(f"{path}: there is no such file") from error
        try:
            real = (self.root / folder / name).resolve(strict=True)
        except (OSError, RuntimeError) as error:
            raise MissingFileError(f"{path}: there is no such file") from error
        if not real.is_relative_to(self.root.resolve()):
            raise MissingFileError(f"{path} is a link out of the folder")
        if (parent := (self.root / folder).resolve()) == real.parent and real.name == name:
            self._inside[folder] = str(parent)
        return str(real)

    def files(self) -> tuple[str, ...] | None:
        """Give the paths of all files below the folder, sorted.

        Links to folders are not followed: they are among the files, with a slash at their end.
        """
        found = []
        for folder, folders, files in os.walk(self.root):
            inside = Path(folder).relative_to(self.root)
            found += [(inside / name).as_posix() for name in files]
            found += [f"{(inside / name).as_posix()}/" for name in folders if Path(folder, name).is_symlink()]
        return tuple(sorted(found))


def check_path(path: str) -> str:
    """Give `path` back if it is a path below the site: plain names, no `..`, nothing absolute, no query.

    Raises:
        MissingFileError: any other text.
    """
    if _PATH.fullmatch(path) is None:
        raise MissingFileError(f"{path[:80]!r} is no path of a published file")
    return path


def check_length(length: int, path: str, most: int) -> None:
    """Refuse a file of more than `most` bytes.

    Raises:
        MissingFileError: it is longer.
    """
    if length > most:
        raise MissingFileError(f"{path} has more than {most:,} bytes")
