"""The outputs that went to a target last, kept on this machine so that one can go back to them.

Each file is kept once, by its digest, as a hard link to the output where the file system has them. A build never
writes into a file of an old output; whoever did by hand is found out when the file is asked for.
"""

from __future__ import annotations

import datetime
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from site_gen.deploy.items import Item, sha256_of
from site_gen.errors import UnreadableError, UnwritableError
from site_gen.model.undecodable import UNDECODABLE

MOST_BACK = 3
"""To so many outputs one can go back."""


class Output(msgspec.Struct, frozen=True, kw_only=True):
    """One output that went to a target: its files by path with their SHA-256, and the size of its log.

    `before` is the number of the output that lay there before it, which going back leads to; `shows` is the number of
    the one whose pages it has, another one than its own after going back. `is_whole` is false until all of it is there.
    """

    number: int
    since: datetime.datetime
    files: dict[str, str]
    log_size: int
    before: int | None = None
    shows: int
    is_whole: bool = False


class KeptOutputs:
    """The outputs of one target, in a folder of this machine."""

    def __init__(self, folder: Path) -> None:
        self._outputs = folder / "outputs"
        self._blobs = folder / "files"

    def all(self) -> tuple[Output, ...]:
        """Give every output, the oldest first; one that cannot be read is as good as not kept."""
        found = []
        for path in sorted(self._outputs.glob("[0-9]*.json")):
            try:
                found.append(msgspec.json.decode(path.read_bytes(), type=Output))
            except (OSError, *UNDECODABLE):
                continue
        return tuple(sorted(found, key=lambda output: output.number))

    def hold(self, out: Path, items: Iterable[Item]) -> None:
        """Keep the files of an output, so that another one may take its place here."""
        with _speaking(self._blobs):
            for item in items:
                new, kept = out / item.path, self._blob(item.sha256)
                if kept.exists() and not kept.samefile(new) and sha256_of(kept) != item.sha256:
                    kept.unlink()  # somebody wrote into it
                if not kept.exists():
                    kept.parent.mkdir(parents=True, exist_ok=True)
                    _link(new, kept)

    def read(self, output: Output, path: str) -> bytes | None:
        """Give a file of an output as it is kept, unproven; None where it is not."""
        try:
            return self._blob(output.files[path]).read_bytes()
        except (KeyError, OSError):
            return None

    def begin(self, items: Sequence[Item], log_size: int, now: datetime.datetime, before: Output | None) -> Output:
        """Note what is about to go to the target, of which all is held; `before` is what lies there, if it is kept."""
        number = max((one.number for one in self.all()), default=0) + 1
        new = Output(number=number, since=now, files={}, log_size=log_size, before=_number(before), shows=number)
        return self._add(items, new)

    def begin_back(self, items: Sequence[Item], log_size: int, now: datetime.datetime, goal: Output) -> Output:
        """Note what going back to `goal` puts at the target: its pages, with the log as it is now."""
        number = max((one.number for one in self.all()), default=0) + 1
        back = Output(number=number, since=now, files={}, log_size=log_size, before=goal.before, shows=goal.shows)
        return self._add(items, back)

    def finish(self, output: Output) -> None:
        """Note that an output is at the target as a whole, and forget those that nobody can go back to any more."""
        with _speaking(self._outputs, "all of it is at the target; make room here"):
            self._write(msgspec.structs.replace(output, is_whole=True))
            every = {one.number: one for one in self.all()}
            stays = set(_way_back(every, output.number))
            for number in every.keys() - stays:
                self._path(number).unlink(missing_ok=True)
            self._forget(digest for number in stays for digest in every[number].files.values())

    def lay_out(self, files: Mapping[str, str], folder: Path) -> tuple[Item, ...]:
        """Make a folder of kept files, by path with their digests; give them in order of the paths.

        Raises:
            UnreadableError: a kept file is missing, or somebody wrote into it.
        """
        items = []
        with _speaking(folder):
            with suppress(FileNotFoundError):
                shutil.rmtree(folder)
            for path, digest in sorted(files.items()):
                kept, new = self._blob(digest), folder / path
                try:
                    found = sha256_of(kept)
                except FileNotFoundError as error:
                    raise UnreadableError(f"{path} of that output is not kept any more", hint=_AGAIN) from error
                if found != digest:
                    raise UnreadableError(f"{path} of that output was changed where it is kept", hint=_AGAIN)
                new.parent.mkdir(parents=True, exist_ok=True)
                _link(kept, new)
                items.append(Item(path, kept.stat().st_size, digest))
        return tuple(items)

    def _add(self, items: Sequence[Item], output: Output) -> Output:
        output = msgspec.structs.replace(output, files={item.path: item.sha256 for item in items})
        with _speaking(self._outputs):
            self._write(output)
        return output

    def _write(self, output: Output) -> None:
        self._outputs.mkdir(parents=True, exist_ok=True)
        place = self._path(output.number)
        new = place.with_suffix(".new")
        new.write_bytes(msgspec.json.encode(output))
        new.replace(place)

    def _forget(self, kept: Iterable[str]) -> None:
        stays = frozenset(kept)
        for folder in self._blobs.iterdir():
            for blob in folder.iterdir():
                if f"{folder.name}{blob.name}" not in stays:
                    blob.unlink()

    def _path(self, number: int) -> Path:
        return self._outputs / f"{number:08}.json"

    def _blob(self, digest: str) -> Path:
        return self._blobs / digest[:2] / digest[2:]


_AGAIN = "put it right in the content, and deploy"


def _way_back(outputs: Mapping[int, Output], newest: int) -> Iterator[int]:
    """Give the numbers of an output and of those that one can go back to from it."""
    output = outputs.get(newest)
    for _ in range(MOST_BACK + 1):
        if output is None:
            return
        yield output.number
        output = None if output.before is None else outputs.get(output.before)


def _number(output: Output | None) -> int | None:
    return None if output is None else output.number


def _link(old: Path, new: Path) -> None:
    """Make a hard link, or a copy where the file system has none; a copy is whole or not there."""
    try:
        os.link(old, new)
    except FileExistsError:
        return
    except OSError:
        aside = new.with_name(f"{new.name[:200]}.new")
        shutil.copyfile(old, aside)
        aside.replace(new)


@contextmanager
def _speaking(folder: Path, hint: str = "make room here; nothing was published") -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UnwritableError(
            f"outputs cannot be kept in {folder}: {os.strerror(error.errno or 0)}", hint=hint
        ) from error
