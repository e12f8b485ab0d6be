"""A folder beside the output, which takes the output's place in one step.

Until that step the output is untouched, and after it the output is complete: a build that fails or is killed leaves
the old output whole. Files that did not change are hard links to the old ones and keep their time of change.
"""

from __future__ import annotations

import ctypes
import errno
import filecmp
import os
import shutil
from pathlib import Path

from site_gen.errors import UnwritableError
from site_gen.model.assets import Asset

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class Stage:
    """The output that is being written. `out` is the folder that it will become."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.folder = out.parent / f".{out.name}.site-gen-new"
        self._made: dict[str, bool] = {}
        """Folders that are there, and whether the old output has them as well."""

    def clear(self) -> None:
        """Remove what is in the stage: a killed build's files, a failed build's, or after a swap the old output's."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self._made.clear()

    def write(self, file: str, data: bytes) -> bool:
        """Add one file; give whether it differs from the old output's."""
        target = self._place(file)
        if self._made[_folder_of(file)] and _holds(old := f"{self.out}/{file}", data):
            try:
                os.link(old, target)
                return False
            except OSError:
                pass
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        try:
            done = os.write(handle, data)
            while done < len(data):
                done += os.write(handle, memoryview(data)[done:])
        finally:
            os.close(handle)
        return True

    def keep(self, file: str) -> None:
        """Take over one file of the old output."""
        target = self._place(file)
        old = f"{self.out}/{file}"
        try:
            os.link(old, target)
        except FileNotFoundError as error:
            raise UnwritableError(f"{old} vanished during the build", hint="build again") from error
        except OSError:  # a file system without hard links
            shutil.copy2(old, target)

    def add(self, asset: Asset) -> bool:
        """Add an asset; give whether the old output lacks it, since its name changes with its content."""
        if asset.data is not None:
            return self.write(asset.file, asset.data)
        assert asset.source is not None, "an asset has data or a source"
        old = self.out / asset.file
        if old.is_file() and filecmp.cmp(old, asset.source, shallow=False):
            self.keep(asset.file)
            return False
        shutil.copyfile(asset.source, self._place(asset.file))
        return True

    def swap_in(self) -> None:
        """Let the stage become the output.

        Raises:
            UnwritableError: the folders could not be renamed; the old output is still there.
        """
        try:
            if not self.out.exists():
                self.folder.rename(self.out)
                return
            if not _exchange(self.folder, self.out):
                aside = self.out.parent / f".{self.out.name}.site-gen-old"
                shutil.rmtree(aside, ignore_errors=True)
                self.out.rename(aside)
                self.folder.rename(self.out)
                aside.rename(self.folder)
        except OSError as error:
            raise UnwritableError(f"cannot replace {self.out}: {error.strerror}") from error
        self.clear()

    def _place(self, file: str) -> str:
        """Give the path of a file in the stage, in a folder that is there."""
        folder = _folder_of(file)
        if folder not in self._made:
            try:
                _make(f"{self.folder}/{folder}")
            except OSError as error:
                raise UnwritableError(f"cannot write in {self.out.parent}: {error.strerror}") from error
            self._made[folder] = os.path.isdir(f"{self.out}/{folder}")  # noqa: PTH112 - the hot path of a large build
        return f"{self.folder}/{file}"


def _folder_of(file: str) -> str:
    return file.rpartition("/")[0]


def _make(folder: str) -> None:
    try:
        os.mkdir(folder)  # noqa: PTH102 - a folder a file: paths as objects cost more than the folder
    except (FileNotFoundError, FileExistsError):
        Path(folder).mkdir(parents=True, exist_ok=True)


def _holds(path: str, data: bytes) -> bool:
    """Tell whether there is a file at `path` with this content."""
    try:
        with open(path, "rb", buffering=0) as handle:  # noqa: PTH123 - as above
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


def refuse_foreign(out: Path, mark: str) -> None:
    """Make sure that `out` may be replaced.

    Raises:
        UnwritableError: it is a file, or holds something that site-gen did not write.
    """
    if not out.exists():
        return
    if not out.is_dir():
        raise UnwritableError(f"{out} is not a folder")
    is_ours = is_marked(out, mark) if (out / ".nojekyll").exists() else not any(out.iterdir())
    if not is_ours:
        raise UnwritableError(
            f"{out} holds files that site-gen did not write", hint="name another folder with --out, or empty this one"
        )


def is_marked(folder: Path, mark: str) -> bool:
    """Tell whether a folder is an output of site-gen."""
    try:
        return (folder / ".nojekyll").read_text(encoding="utf-8", errors="replace") == mark
    except OSError:
        return False


def recover(out: Path) -> None:
    """Mend what a kill between two renames left behind, on systems that cannot exchange folders in one step."""
    aside = out.parent / f".{out.name}.site-gen-old"
    if aside.is_dir():
        if out.exists():
            shutil.rmtree(aside, ignore_errors=True)
        else:
            aside.rename(out)


def _exchange(first: Path, second: Path) -> bool:
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
