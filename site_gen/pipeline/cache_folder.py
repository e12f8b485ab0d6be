"""The folder of the cache in a site: where things are kept, by which clock, and for which code."""

from __future__ import annotations

import functools
import hashlib
import os
import shutil
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import site_gen
from site_gen.errors import refused
from site_gen.write.private import make_private

CACHE = ".site-gen"
"""The folder of the cache in a site. It may hold what only the owner may see: nobody else may look into it."""
LOG_LOCK = "seal.lock"
"""Held by whoever writes the log, or reads it to build from it."""
PREVIEW = "preview"
"""Where in the cache a preview writes its output."""
DEPLOYED = "deploy"
"""Where in the cache things are kept about targets: outputs that went there, and whatever else of them."""
_TWIN = "twin"
_CODE = (".py", ".json", ".ttf")
"""How files of the package end that make a difference to what is built."""
_BUILDS = ("build", "unchanged")
"""What is kept of a build, one file each; a preview has its own, so that `build` and `serve` do not undo each other."""


def kept_file(folder: Path, out: Path, name: str) -> Path:
    """Give the file of the cache in which something is kept about the last build into `out`."""
    return folder / (f"{PREVIEW}-{name}.msgpack" if out.parent == folder else f"{name}.msgpack")


def twin_of(folder: Path, out: Path) -> Path:
    """Give the folder of the cache for the twin of an output, which has links to the same files."""
    return folder / (f"{PREVIEW}-{_TWIN}" if out.parent == folder else _TWIN)


def write_kept(place: Path, data: bytes) -> None:
    """Write a file of the cache in one step.

    Raises:
        UnwritableError: it may not be written.
    """
    write_kept_parts(place, (data,))


def write_kept_parts(place: Path, parts: Iterable[bytes]) -> None:
    """Write a file of the cache in one step, as `write_kept` does, out of parts that are not held together."""
    new = place.with_name(f"{place.name}.new")
    try:
        with new.open("wb") as file:
            file.writelines(parts)
        new.replace(place)
    except OSError as error:
        with suppress(OSError):
            new.unlink()  # a full disk gets its room back
        raise refused(f"write {place}", error) from error


def cache_folder(folder: Path) -> Path:
    """Make the cache, or a folder in it, if need be, and give it.

    Raises:
        UnwritableError: it cannot be made.
    """
    try:
        inside = [one for one in (folder, *folder.parents) if CACHE in one.parts]
        for one in reversed(inside or [folder]):
            make_private(one)
    except OSError as error:
        raise refused(f"write {folder}", error) from error
    return folder


def forget_builds(folder: Path) -> None:
    """Remove what builds, previews and deployments left in the cache: it holds words of reviews, and one is erased."""
    for name in _BUILDS:
        for kept in (f"{name}.msgpack", f"{PREVIEW}-{name}.msgpack"):
            (folder / kept).unlink(missing_ok=True)
            (folder / f"{kept}.new").unlink(missing_ok=True)
    for output in (PREVIEW, _TWIN, f"{PREVIEW}-{_TWIN}", DEPLOYED):
        shutil.rmtree(folder / output, ignore_errors=True)


def start_mark(folder: Path) -> int:
    """Give the time by the clock of the file system, in nanoseconds."""
    mark = folder / "started"
    try:
        mark.write_bytes(b"")
        return mark.stat().st_ctime_ns
    except OSError as error:
        raise refused(f"write {mark}", error) from error


@functools.cache
def code_digest() -> bytes:
    """Give a digest of what the code of this process looked like from outside when it was asked for first."""
    package = os.path.dirname(site_gen.__file__)  # noqa: PTH120 - the hot path of a build that changes nothing
    rows = []
    for folder, _inner, names in os.walk(package):
        for name in names:
            if name.endswith(_CODE):
                path = f"{folder}/{name}"
                status = os.stat(path)  # noqa: PTH116
                rows.append(f"{path[len(package) :]} {status.st_size} {status.st_mtime_ns}\n")
    return hashlib.sha256("".join(sorted(rows)).encode()).digest()


def libraries_digest() -> bytes:
    """Give a digest of the versions of Python and of everything that is installed for it."""
    names = {sys.version}
    for folder in sys.path:
        if os.path.isdir(folder):  # noqa: PTH112 - the hot path of a build that changes nothing
            names.update(name for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info")))  # noqa: PTH208
    return hashlib.sha256("\n".join(sorted(names)).encode()).digest()
