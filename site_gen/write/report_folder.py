"""Writes a report into a folder of its own, and never among files of somebody else."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from site_gen.errors import UnwritableError, refused
from site_gen.write.log_folder import write_durably

_UNFINISHED = ".unfinished-report"
"""An empty file that stands in a folder while a report is written there; what a kill leaves is known as ours by it."""


def refuse_foreign_report(folder: Path, file: str, is_ours: Callable[[bytes], bool]) -> None:
    """Make sure that a report may be written into `folder`.

    It is missing, empty, has a report whose `file` is ours, or one that a kill left unfinished.

    Raises:
        UnwritableError: it is a file, cannot be read, or holds something else.
    """
    hint = "name another folder with --out, or empty this one"
    try:
        if not folder.exists():
            return
        if not folder.is_dir():
            raise UnwritableError(f"{folder} is not a folder", hint="name another one with --out")
        names = {path.name for path in folder.iterdir()}
        if not names or _UNFINISHED in names:
            return
        known = (folder / file).is_file() and is_ours((folder / file).read_bytes())
    except OSError as error:
        raise UnwritableError(f"cannot look into {folder}: {error.strerror}", hint=hint) from error
    if not known:
        raise UnwritableError(f"{folder} holds files that are no report of this kind", hint=hint)


def begin_report(folder: Path) -> None:
    """Make the folder of a report, and mark it as one that is being written; `write_report` does it by itself.

    Raises:
        UnwritableError: nothing may be written there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _UNFINISHED).touch()
    except OSError as error:
        raise refused(f"write {folder}", error) from error


def write_report(folder: Path, files: Iterable[tuple[str, bytes]]) -> tuple[Path, ...]:
    """Write the files of a report, each in one step; give their paths.

    Raises:
        UnwritableError: one of them may not be written.
    """
    begin_report(folder)
    written = []
    for name, data in files:
        write_durably(folder / name, data)
        written.append(folder / name)
    (folder / _UNFINISHED).unlink(missing_ok=True)
    return tuple(written)


def drop_left(folder: Path, patterns: Iterable[str], keep: Collection[str]) -> None:
    """Remove what an earlier report of ours left: the files that patterns name, but for those that are written again.

    Raises:
        UnwritableError: one of them may not be removed.
    """
    for path in [path for pattern in patterns for path in folder.glob(pattern)]:
        if path.relative_to(folder).as_posix() not in keep:
            try:
                path.unlink()
            except OSError as error:
                raise refused(f"remove {path}", error) from error
