"""A folder beside the output, which takes the output's place in one step.

Until that step the output is untouched, and after it the output is complete: a build that fails or is killed leaves
the old output whole. Files that did not change are hard links to the old ones and keep their time of change.

So that a build of which little changed does little, what is left after the exchange is made the output's twin: a folder
with links to the same files, kept for the next build to begin with. It is held against the output file by file, so
that nothing depends on how the last build ended; a build without a twin makes all links again.
"""

from __future__ import annotations

import filecmp
import os
import shutil
from collections.abc import Collection, Container, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from site_gen.errors import UnreadableError, UnwritableError, next_step, refused
from site_gen.model.assets import Asset
from site_gen.write.calls import create, exchange, holds, link, make_folder, remove, unlink


class Stage:
    """The output that is being written. `out` is the folder that it will become, `twin` is where its twin is kept.

    None of the three may be a link: what is written, exchanged or removed would lie elsewhere. Whoever names an output
    follows its links first; at the place of the stage or of the twin a link is removed.
    """

    def __init__(self, out: Path, twin: Path | None = None) -> None:
        self.out = out
        self.twin = twin
        self.folder = out.parent / f".{out.name}.site-gen-new"
        self._made: dict[str, bool] = {}
        """Folders that are there, and whether the old output has them as well."""
        self._kept: dict[str, int] = {}

    def clear(self) -> None:
        """Remove what is in the stage: a killed build's files, a failed build's, or after a swap the old output's.

        Raises:
            UnwritableError: it cannot be removed, and must not be written into.
        """
        try:
            remove(os.fspath(self.folder))
        except OSError as error:
            raise refused(f"remove {self.folder}", error) from error
        self._made.clear()
        self._kept.clear()

    def begin(self, kept: Mapping[str, int], twin: Mapping[str, int]) -> None:
        """Begin with files of the old output, given with the numbers of their inodes, as those of the twin are.

        The twin has most of them already; what it lacks is linked, and what it has besides is removed.
        """
        self.clear()
        there: Mapping[str, int] = {}
        if self.twin is not None:
            with suppress(OSError):  # there is none, or it lies on another file system
                if self.twin.is_symlink():
                    self.twin.unlink()
                self.twin.rename(self.folder)
                there = twin
        self.drop(file for file, inode in there.items() if kept.get(file) != inode)
        for file, inode in kept.items():
            if there.get(file) != inode:
                self.keep(file)
        self._kept.update(kept)

    def write(self, file: str, data: bytes) -> bool:
        """Add one file; give whether it differs from the old output's."""
        target = self._place(file)
        if self._made[_folder_of(file)] and holds(old := f"{self.out}/{file}", data):
            with suppress(OSError):
                link(old, target)
                return False
        try:
            handle = create(target)
            try:
                done = os.write(handle, data)
                while done < len(data):
                    done += os.write(handle, memoryview(data)[done:])
            finally:
                os.close(handle)
        except OSError as error:
            raise self._refused(file, error) from error
        return True

    def keep(self, file: str) -> None:
        """Take over one file of the old output."""
        if file in self._kept:
            return
        target = self._place(file)
        old = f"{self.out}/{file}"
        try:
            link(old, target)
        except FileNotFoundError as error:
            raise UnwritableError(f"{old} vanished during the build", hint="build again") from error
        except OSError:  # a file system without hard links
            try:
                shutil.copy2(old, target)
            except OSError as error:
                raise self._refused(file, error) from error

    def add(self, asset: Asset) -> bool:
        """Add an asset; give whether the old output lacks it, since its name changes with its content."""
        if asset.data is not None:
            return self.write(asset.file, asset.data)
        assert asset.source is not None, "an asset has data or a source"
        old = self.out / asset.file
        target = self._place(asset.file)
        try:
            if old.is_file() and filecmp.cmp(old, asset.source, shallow=False):
                self.keep(asset.file)
                return False
            remove(target)
            shutil.copyfile(asset.source, target)
        except OSError as error:
            if not asset.source.exists():
                raise UnreadableError(f"{asset.source} vanished during the build", hint="build again") from error
            raise self._refused(asset.file, error) from error
        return True

    def drop(self, files: Iterable[str]) -> None:
        """Take files out of the stage, and folders in which nothing is left."""
        folders = set()
        for file in files:
            self._kept.pop(file, None)
            unlink(f"{self.folder}/{file}")
            folders.add(_folder_of(file))
        for folder in folders:
            left = folder
            while left:
                try:
                    os.rmdir(f"{self.folder}/{left}")  # noqa: PTH106
                except OSError:  # something is left in it
                    break
                self._made.pop(left, None)
                left = _folder_of(left)

    def keep_only(self, files: Container[str]) -> None:
        """Take out what the stage began with and the new output does not have."""
        self.drop([file for file in self._kept if file not in files])

    def swap_in(self, changed: Iterable[str] | None = None) -> None:
        """Let the stage become the output, and the old output its twin: only `changed` files differ between them.

        Where it is not known which do, there is no twin.

        Raises:
            UnwritableError: the folders could not be renamed, and the old output is still there; or, as it says, the
                output is complete, and the old one cannot be removed.
        """
        if self.out.is_symlink():
            raise UnwritableError(f"{self.out} is a link", hint="put the folder itself there, or name it with --out")
        try:
            if not self.out.exists():
                self.folder.rename(self.out)
                return
            if not exchange(self.folder, self.out):
                aside = self.out.parent / f".{self.out.name}.site-gen-old"
                remove(os.fspath(aside))
                self.out.rename(aside)
                self.folder.rename(self.out)
                aside.rename(self.folder)
        except OSError as error:
            raise refused(f"replace {self.out}", error) from error
        try:
            if changed is None or self.twin is None:
                self.clear()
            else:
                self._become_twin(set(changed))
        except UnwritableError as error:
            raise UnwritableError(f"the output is complete, but {error.message}", hint=error.hint) from error

    def put_aside(self) -> None:
        """Give the stage up, and keep what is in it for the next build to begin with."""
        if self.twin is not None:
            with suppress(OSError):  # it lies on another file system
                remove(os.fspath(self.twin))
                self.folder.rename(self.twin)
        self.clear()

    def _become_twin(self, changed: Collection[str]) -> None:
        """Make what the swap left the twin of the output; words that are no longer published are not kept in it."""
        self._made.clear()
        self._kept.clear()
        self.drop(changed)
        for file in changed:
            if os.path.isfile(f"{self.out}/{file}"):  # noqa: PTH113
                self.keep(file)
        self.put_aside()

    def _refused(self, file: str, error: OSError) -> UnwritableError:
        """Give the error for a file or folder that cannot be written; what is there already is not touched by it."""
        message = f"cannot write {self.out / file}: {error.strerror}; the output is as it was"
        return UnwritableError(message, hint=next_step(error))

    def _place(self, file: str) -> str:
        """Give the path of a file in the stage, in a folder that is there."""
        folder = _folder_of(file)
        if folder not in self._made:
            try:
                make_folder(f"{self.folder}/{folder}")
            except OSError as error:
                raise self._refused(folder, error) from error
            self._made[folder] = os.path.isdir(f"{self.out}/{folder}")  # noqa: PTH112 - the hot path of a large build
        return f"{self.folder}/{file}"


def _folder_of(file: str) -> str:
    return file.rpartition("/")[0]
