"""The files of an export: named files, folders and ZIP archives, opened without ever leaving them.

An archive is read in memory and its names are only names: nothing is unpacked, so no name can lead anywhere. Names that
try to (zip-slip), links, passwords and archives that would grow beyond bounds (bombs) are refused all the same, since
an honest collector makes none. Pictures and films beside the reviews are not read.

Source: .ZIP File Format Specification 6.3.10, read with Python's `zipfile`.
"""

from __future__ import annotations

import hashlib
import io
import json
import lzma
import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from site_gen.errors import UnreadableError
from site_gen.intake.tables import looks_like, sniff_delimiter, table_rows, table_text

MOST_FILES = 20_000
MOST_BYTES = 1 << 30
"""An export has at most so many files and bytes, unpacked."""
_MOST_GROWTH = 200
"""An archive that grows more than so many times is a bomb once it is larger than `_HARMLESS`."""
_HARMLESS = 16 << 20
_HIDDEN = (".", "__MACOSX")
_MEDIA = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".heif", ".bmp", ".mp4", ".mov", ".avi", ".webm", ".3gp")
_DAMAGED = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError, OSError,
    EOFError, ValueError,
)  # fmt: skip
"""What `zipfile` raises over archives that are not whole, of a method unknown, or with a password."""
BEYOND = "\0beyond"
"""The column, of no table, under which stands what a row has beyond its last column."""


class ExportFile:
    """One file of an export; its parts are read when somebody asks. `decode_yaml` reads YAML, which only load knows."""

    def __init__(self, name: str, data: bytes, decode_yaml: Callable[[bytes], Any] | None = None) -> None:
        self.name = name
        self.data = data
        self._decode_yaml = decode_yaml

    @cached_property
    def json(self) -> Any:
        """The value of a JSON file, None for anything else; of JSON lines, the list of their values."""
        start = self.data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
        if start not in (b"{", b"["):
            return None
        try:
            text = self.data.decode("utf-8-sig")
            try:
                return json.loads(text)
            except json.JSONDecodeError:
                return [json.loads(line) for line in text.split("\n") if line.strip()]
        except (ValueError, RecursionError):
            return None

    @property
    def is_yaml(self) -> bool:
        """Whether its name says that it is YAML."""
        return self.name.casefold().endswith((".yml", ".yaml"))

    @cached_property
    def yaml(self) -> Any:
        """The value of a YAML file, None for anything that does not read as one."""
        try:
            return self._decode_yaml(self.data) if self._decode_yaml and self.is_yaml else None
        except UnreadableError:
            return None

    @cached_property
    def header(self) -> tuple[str, ...]:
        """The names of a table's columns as they stand there, none for anything else."""
        if self.json is not None or self.is_yaml:
            return ()
        try:
            return tuple(name.strip() for name in next(table_rows(self.text, self.delimiter))[1])
        except UnreadableError:
            return ()

    @cached_property
    def text(self) -> str:
        """The text of a table.

        Raises:
            UnreadableError: it is none, or not UTF-8.
        """
        return table_text(self.data)

    @cached_property
    def delimiter(self) -> str:
        """What separates the cells of a table."""
        return sniff_delimiter(self.text)

    def rows(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Give each row of a table with its place in words, as a dict of stripped column names to cells.

        Of two columns with one name the first that is filled counts. Cells that a short row lacks are empty; what a row
        has beyond the last column stands under `BEYOND`, and is a sign of damage.

        Raises:
            UnreadableError: not a table, or a row that is none.
        """
        header = self.header
        for where, cells in self.cells(self.delimiter):
            row = dict.fromkeys(header, "")
            for name, cell in zip(header, cells, strict=False):
                row[name] = row[name] or cell
            if len(cells) > len(header) and (beyond := "".join(cells[len(header) :]).strip()):
                row[BEYOND] = beyond
            yield where, row

    def cells(self, delimiter: str) -> Iterator[tuple[str, list[str]]]:
        """Give the cells of each row below the column names, with its place in words.

        Raises:
            UnreadableError: not a table, or a row that is none.
        """
        try:
            rows = table_rows(self.text, delimiter)
            next(rows)
            for number, cells in rows:
                yield f"{self.name}, row {number}", cells
        except UnreadableError as error:
            raise UnreadableError(f"{self.name}: {error.message}", hint=error.hint) from error

    @cached_property
    def kind(self) -> str:
        """What the file looks like, in words."""
        return looks_like(self.data) or ("a table" if self.header else "text")


def open_export(paths: Sequence[Path], decode_yaml: Callable[[bytes], Any] | None = None) -> tuple[ExportFile, ...]:
    """Give the files of an export, those of folders and archives in order of their names; the same bytes count once.

    Raises:
        UnreadableError: a file that is not there or may not be read, nothing in a folder, or an archive that is
            damaged, has a password, is a bomb, or holds names that lead out of it.
    """
    files: dict[bytes, ExportFile] = {}
    size = 0
    for name, data in _all_files(paths):
        size += len(data)
        if len(files) >= MOST_FILES or size > MOST_BYTES:
            raise UnreadableError(f"an export has at most {MOST_FILES:,} files and {MOST_BYTES >> 30} GiB")
        files.setdefault(hashlib.sha256(data).digest(), ExportFile(name, data, decode_yaml))
    if not files:
        raise UnreadableError("there is no file in this export", hint="name the files of the export, or its folder")
    return tuple(files.values())


def export_digest(paths: Sequence[Path]) -> str:
    """Give the SHA-256 of an export in hexadecimal: of its one file, else of the lines that `sha256sum` would print.

    Names in these lines are relative to the folder that was named, or that holds all that was named, and sorted.
    """
    if len(paths) == 1 and not paths[0].is_dir():
        return hashlib.sha256(_read(paths[0])).hexdigest()
    lines = sorted(f"{hashlib.sha256(_read(place)).hexdigest()}  {name}\n" for name, place in _places(paths))
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def _all_files(paths: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    for name, place in _places(paths):
        if place not in paths and _is_media(name):
            continue
        data = _read(place)
        if looks_like(data) == "a ZIP archive":
            yield from _in_archive(name, data)
        else:
            yield name, data


def _places(paths: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    """Give the files that were named or stand in a folder that was, each once, with names that tell them apart."""
    base = _base(paths)
    for path in dict.fromkeys(paths):
        inside = sorted(path.rglob("*")) if path.is_dir() else (path,)
        for place in inside:
            if place != path:
                if not place.is_file() or any(part.startswith(_HIDDEN) for part in place.relative_to(path).parts):
                    continue
                if not place.resolve().is_relative_to(path.resolve()):
                    raise UnreadableError(f"{place} leads out of its folder", hint="put the file itself there")
            yield place.absolute().relative_to(base).as_posix(), place


def _base(paths: Sequence[Path]) -> Path:
    """Give the folder from which names count."""
    if len(paths) == 1 and paths[0].is_dir():
        return paths[0].absolute()
    return Path(os.path.commonpath([path.absolute().parent for path in paths]))


def _is_media(name: str) -> bool:
    return name.casefold().endswith(_MEDIA)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UnreadableError(f"cannot read {path}: {error.strerror}", hint="name a file that is there") from error
    if len(data) > MOST_BYTES:
        raise UnreadableError(f"{path} is larger than {MOST_BYTES >> 30} GiB")
    return data


def _in_archive(archive: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            infos = sorted(opened.infolist(), key=lambda info: info.filename)
            _refuse_odd(archive, infos)
            chosen = [info for info in infos if not info.is_dir() and _is_for_us(info.filename)]
            _refuse_bomb(archive, chosen, len(data))
            for info in chosen:
                yield f"{archive}/{info.filename}", _unpack(opened, info)
    except _DAMAGED as error:
        raise UnreadableError(
            f"{archive} is a damaged ZIP archive: {error}", hint="download the export again"
        ) from error


def _is_for_us(name: str) -> bool:
    hidden = any(part.startswith(_HIDDEN) for part in PurePosixPath(name).parts)
    return not hidden and not _is_media(name)


def _refuse_odd(archive: str, infos: Sequence[zipfile.ZipInfo]) -> None:
    for info in infos:
        parts = PurePosixPath(info.filename.replace("\\", "/")).parts
        if ".." in parts or info.filename.startswith(("/", "\\")) or ":" in info.filename[:3]:
            raise UnreadableError(f"{archive} holds the name {info.filename!r}, which leads out of it, and is refused")
        if stat.S_ISLNK(info.external_attr >> 16):
            raise UnreadableError(f"{archive} holds the link {info.filename!r}, and is refused")
        if info.flag_bits & 1:
            raise UnreadableError(f"{archive} has a password", hint="unpack it yourself and give the folder")


def _refuse_bomb(archive: str, infos: Sequence[zipfile.ZipInfo], packed: int) -> None:
    size = sum(info.file_size for info in infos)
    if len(infos) > MOST_FILES or size > MOST_BYTES or size > max(_HARMLESS, packed * _MOST_GROWTH):
        raise UnreadableError(f"{archive} would unpack to {size:,} bytes in {len(infos):,} files, and is refused")


def _unpack(opened: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Give the bytes of a file, never more than its archive announced."""
    with opened.open(info) as file:
        data = file.read(info.file_size + 1)
    if len(data) > info.file_size:
        raise UnreadableError(f"{info.filename} is larger than its archive says, and is refused")
    return data
