"""The folder of a site: which files it holds, read without ever leaving it."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from site_gen.errors import UnreadableError, next_step
from site_gen.findings import Finding, Severity
from site_gen.model.base import is_slug

CONTENT = "content"
PROVIDERS = "content/providers"
OLD_LOGS = "log.*-old"
"""Folders of logs that a new one replaced: they hold openings of the same reviews."""


_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", re.IGNORECASE)
"""Names that Windows keeps for devices, with any ending: a checkout there cannot have such a file."""


class FileStamp(NamedTuple):
    """What a file looked like from outside: size in bytes and time of change in nanoseconds (`st_ctime_ns`).

    Programs set the time of the content as they like, and a restored file has that of its original; not this one.
    """

    path: str
    size: int
    changed_ns: int


class Listing(NamedTuple):
    """The files of one folder in order of name, and what was wrong with the others."""

    files: tuple[FileStamp, ...]
    findings: tuple[Finding, ...]


def escape_finding(path: str) -> Finding:
    """Give the finding for a path that leads out of the site."""
    return Finding(
        path=path,
        code="SRC013",
        name="path-escape",
        severity=Severity.ERROR,
        message="the link leads out of the site folder",
        hint="put the file itself here",
    )


def list_files(root: Path, folder: str, suffix: str, *, slugs: bool = True) -> Listing:
    """List the files of `folder` (relative, with forward slashes) whose names end in `suffix`.

    A folder that is missing is an empty one. Hidden files and editors' backups are passed over; any other file with
    another ending, or (with `slugs`) a name that is no slug, is a finding, so that nothing is left out silently. Links
    to files are followed as long as they stay inside `root`, links to folders never.

    Raises:
        UnreadableError: the folder may not be read.
    """
    files: list[FileStamp] = []
    findings: list[Finding] = []
    for entry in _entries(root, folder, findings):
        path = f"{folder}/{entry.name}"
        if entry.is_dir():
            findings.append(_unexpected(path, "a folder", f"a file named NAME{suffix}"))
        elif not entry.name.endswith(suffix):
            findings.append(_unexpected(path, "another kind of file", f"a file named NAME{suffix}"))
        elif slugs and not is_slug(entry.name.removesuffix(suffix)):
            expected = f"1 to 80 lower-case letters, digits and hyphens before {suffix}"
            findings.append(_unexpected(path, "a name that is no slug", expected))
        else:
            files.append(_stamp(path, entry))
    return Listing(tuple(files), tuple(findings))


def list_folders(root: Path, folder: str) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """List the names of the folders in `folder`, in order; files among them are findings."""
    names: list[str] = []
    findings: list[Finding] = []
    for entry in _entries(root, folder, findings):
        if entry.is_dir():
            names.append(entry.name)
        else:
            findings.append(_unexpected(f"{folder}/{entry.name}", "a file", "a folder"))
    return tuple(names), tuple(findings)


def walk_files(root: Path, folder: str) -> Listing:
    """List every file below `folder`, at any depth, in order of path.

    Links that leave the site are findings, and so are links to folders and names that are one name on Windows or
    macOS.
    """
    files: list[FileStamp] = []
    findings: list[Finding] = []
    folded: dict[str, str] = {}
    todo = [folder]
    while todo:
        current = todo.pop()
        for entry in _entries(root, current, findings):
            path = f"{current}/{entry.name}"
            key = unicodedata.normalize("NFC", path).casefold()
            if not entry.is_dir() and (twin := folded.setdefault(key, path)) != path:
                findings.append(_same_elsewhere(path, twin))
            elif not entry.is_dir():
                files.append(_stamp(path, entry))
            else:
                todo.append(path)
    return Listing(tuple(sorted(files)), tuple(findings))


def linked_folders(root: Path, folder: str) -> Iterator[Finding]:
    """Give a finding for each link to a folder below `folder`, where nobody else looks for them."""
    for place, folders, _files in os.walk(root / folder):
        for name in sorted(folders):
            if os.path.islink(f"{place}/{name}"):  # noqa: PTH114 - asked about every folder
                yield _linked(Path(place, name).relative_to(root).as_posix())


def _entries(root: Path, folder: str, findings: list[Finding]) -> Iterator[os.DirEntry[str]]:
    """Give the entries of a folder in order of name; what must not or cannot be followed is added to `findings`."""
    if not _is_sound(root, folder, findings):
        return
    try:
        with os.scandir(root / folder) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except NotADirectoryError:
        if (root / folder).exists():
            findings.append(_unexpected(folder, "a file", "a folder"))
        return
    except OSError as error:
        raise UnreadableError(f"cannot read {folder}: {error.strerror}", hint=next_step(error)) from error
    for entry in entries:
        if entry.name.startswith((".", "#")) or entry.name.endswith("~"):
            continue
        path = f"{folder}/{entry.name}"
        if not _is_utf8(path):
            shown = path.encode(errors="replace").decode()
            findings.append(_unexpected(shown, "a name that is not UTF-8", "a name of UTF-8 characters"))
        elif entry.is_symlink() and not _is_sound(root, path, findings):
            continue
        elif _DEVICE.match(entry.name) or entry.name.endswith((".", " ")):
            findings.append(_unexpected(path, "a name that Windows does not take", "another name"))
        elif not entry.is_dir() and not entry.is_file():
            findings.append(_unexpected(path, "neither a file nor a folder", "one of them"))
        else:
            yield entry


def _is_sound(root: Path, path: str, findings: list[Finding]) -> bool:
    """Tell whether a path stays inside the site, is not behind a link to a folder, and leads to something.

    What is behind such a link a snapshot does not see, nor does whoever waits for changes or destroys what is erased.
    The first folder of a path may be one: `content` for a site whose content lies elsewhere in it.
    """
    place = f"{root}/{path}"
    try:
        own, real = os.path.realpath(root), os.path.realpath(place)
        inside = Path(real).is_relative_to(own)
    except OSError:
        own, real, inside = "", "", True
    if not inside:
        findings.append(escape_finding(path))
    elif real != f"{own}/{path}" and (link := _link_in(root, path)):
        findings.append(_linked(link))
    elif os.path.islink(place) and not os.path.exists(place):  # noqa: PTH110, PTH114 - asked about every folder
        findings.append(_unexpected(path, "a link to nothing", "a file or a folder"))
    else:
        return True
    return False


def _link_in(root: Path, path: str) -> str:
    """Give the first link to a folder on a path, below its first folder; nothing where there is none."""
    steps = list(accumulate(path.split("/"), "{}/{}".format))
    return next((one for one in steps[1:] if (root / one).is_symlink() and (root / one).is_dir()), "")


def _linked(path: str) -> Finding:
    return _unexpected(path, "a link to a folder", "the folder itself")


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _stamp(path: str, entry: os.DirEntry[str]) -> FileStamp:
    status = entry.stat()
    return FileStamp(path, status.st_size, status.st_ctime_ns)


def _same_elsewhere(path: str, other: str) -> Finding:
    found = f"a name that differs from {other.rpartition('/')[2]} only in its capitals or in how accents are written"
    return _unexpected(path, found, "a name of its own: on Windows and macOS the two are one file")


def _unexpected(path: str, found: str, expected: str) -> Finding:
    return Finding(
        path=path,
        code="SRC001",
        name="unreadable",
        severity=Severity.ERROR,
        message=f"{found}, expected {expected}",
        hint="rename or move the file; nothing in content/ is passed over silently",
    )
