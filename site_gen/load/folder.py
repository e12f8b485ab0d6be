"""The folder of a site: which files it holds, read without ever leaving it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from site_gen.findings import Finding, Severity
from site_gen.model.base import is_slug

CONTENT = "content"


class FileStamp(NamedTuple):
    """What a file looked like from outside: size in bytes and time of change in nanoseconds."""

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

    A folder that is missing is an empty one. Hidden files are passed over; any other file with another ending, or
    (with `slugs`) a name that is no slug, is a finding, so that nothing is left out silently. Links are followed only
    as long as they stay inside `root`.
    """
    files: list[FileStamp] = []
    findings: list[Finding] = []
    for entry in _entries(root, folder):
        path = f"{folder}/{entry.name}"
        if entry.is_symlink() and not _stays_inside(root, path):
            findings.append(escape_finding(path))
        elif entry.is_dir():
            findings.append(_unexpected(path, "a folder", f"a file named NAME{suffix}"))
        elif not entry.name.endswith(suffix):
            findings.append(_unexpected(path, "another kind of file", f"a file named NAME{suffix}"))
        elif slugs and not is_slug(entry.name.removesuffix(suffix)):
            expected = f"1 to 80 lower-case letters, digits and hyphens before {suffix}"
            findings.append(_unexpected(path, "a name that is no slug", expected))
        else:
            status = entry.stat()
            files.append(FileStamp(path, status.st_size, status.st_mtime_ns))
    return Listing(tuple(files), tuple(findings))


def list_folders(root: Path, folder: str) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """List the names of the folders in `folder`, in order; files among them are findings."""
    names: list[str] = []
    findings: list[Finding] = []
    for entry in _entries(root, folder):
        path = f"{folder}/{entry.name}"
        if entry.is_symlink() and not _stays_inside(root, path):
            findings.append(escape_finding(path))
        elif entry.is_dir():
            names.append(entry.name)
        else:
            findings.append(_unexpected(path, "a file", "one folder for each provider"))
    return tuple(names), tuple(findings)


def walk_files(root: Path, folder: str) -> Listing:
    """List every file below `folder`, at any depth, in order of path; links that leave the site are findings."""
    files: list[FileStamp] = []
    findings: list[Finding] = []
    todo = [folder]
    while todo:
        current = todo.pop()
        for entry in _entries(root, current):
            path = f"{current}/{entry.name}"
            if entry.is_symlink() and not _stays_inside(root, path):
                findings.append(escape_finding(path))
            elif entry.is_dir():
                if not entry.is_symlink():
                    todo.append(path)
            else:
                status = entry.stat()
                files.append(FileStamp(path, status.st_size, status.st_mtime_ns))
    return Listing(tuple(sorted(files)), tuple(findings))


def _entries(root: Path, folder: str) -> Iterator[os.DirEntry[str]]:
    """Give the entries of a folder in order of name, without hidden files and editors' backups."""
    place = root / folder
    if place.is_symlink() and not _stays_inside(root, folder):
        return
    try:
        with os.scandir(place) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        if not entry.name.startswith((".", "#")) and not entry.name.endswith("~"):
            if entry.is_symlink() and not (root / folder / entry.name).exists():
                continue
            yield entry


def _stays_inside(root: Path, path: str) -> bool:
    return (root / path).resolve().is_relative_to(root.resolve())


def _unexpected(path: str, found: str, expected: str) -> Finding:
    return Finding(
        path=path,
        code="SRC001",
        name="unreadable",
        severity=Severity.ERROR,
        message=f"{found}, expected {expected}",
        hint="rename or move the file; nothing in content/ is passed over silently",
    )
