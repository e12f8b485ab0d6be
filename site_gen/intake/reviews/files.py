"""The files of an export: named files, folders and ZIP archives, opened without ever leaving them.

An archive is read in memory and its names are only names: nothing is unpacked, so no name can lead anywhere. Names that
try to (zip-slip), links, passwords and archives that would grow beyond bounds (bombs) are refused all the same, since
an honest collector makes none.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import stat
import zipfile
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
_LINK = 0o120000
_FRONT_MATTER = re.compile(rb"---\r?\n(?P<yaml>.*?\n)---\r?\n(?P<rest>.*)\Z", re.DOTALL)


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
                return [json.loads(line) for line in text.splitlines() if line.strip()]
        except (ValueError, RecursionError):
            return None

    @cached_property
    def yaml(self) -> Any:
        """The value of a YAML file, None for anything that does not read as one."""
        return self._decode_yaml(self.data) if self._decode_yaml and self.name.endswith((".yml", ".yaml")) else None

    @cached_property
    def front_matter(self) -> tuple[Any, str] | None:
        """The value of the YAML between two lines of hyphens at the start of a text, and what follows them."""
        match = _FRONT_MATTER.match(self.data)
        if match is None or self._decode_yaml is None:
            return None
        try:
            return self._decode_yaml(match["yaml"]), match["rest"].decode("utf-8")
        except (UnicodeDecodeError, UnreadableError):
            return None

    @cached_property
    def header(self) -> tuple[str, ...]:
        """The names of a table's columns as they stand there, none for anything else."""
        if self.json is not None or self.name.endswith((".yml", ".yaml")):
            return ()
        try:
            return tuple(name.strip() for name in next(table_rows(self.text, self.delimiter))[1])
        except (UnreadableError, StopIteration):
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

        Of two columns with one name the first that is filled counts. Cells that a short row lacks are empty.

        Raises:
            UnreadableError: not a table, or a row that is none.
        """
        header = self.header
        for number, cells in table_rows(self.text, self.delimiter):
            if number == 1:
                continue
            row: dict[str, str] = {}
            for name, cell in zip(header, cells, strict=False):
                row[name] = row.get(name) or cell
            yield f"{self.name}, row {number}", {name: row.get(name, "") for name in header}

    @cached_property
    def kind(self) -> str:
        """What the file looks like, in words."""
        return looks_like(self.data) or ("a table" if self.header else "text")


def open_export(paths: Sequence[Path], decode_yaml: Callable[[bytes], Any] | None = None) -> tuple[ExportFile, ...]:
    """Give the files of an export, in order of their names; the same bytes twice are one file.

    Raises:
        UnreadableError: a file that is not there or may not be read, nothing in a folder, or an archive that is
            damaged, has a password, is a bomb, or holds names that lead out of it.
    """
    files: dict[bytes, ExportFile] = {}
    size = 0
    for name, data in _all_files(paths):
        size += len(data)
        if len(files) > MOST_FILES or size > MOST_BYTES:
            raise UnreadableError(f"an export has at most {MOST_FILES:,} files and {MOST_BYTES >> 30} GiB")
        files.setdefault(hashlib.sha256(data).digest(), ExportFile(name, data, decode_yaml))
    if not files:
        raise UnreadableError("there is no file in this export", hint="name the files of the export, or its folder")
    return tuple(files.values())


def export_digest(paths: Sequence[Path]) -> str:
    """Give the SHA-256 of an export in hexadecimal: of its one file, else of the lines that `sha256sum` would print.

    Names in these lines are relative to a folder that was named, and sorted.
    """
    if len(paths) == 1 and paths[0].is_file():
        return hashlib.sha256(_read(paths[0])).hexdigest()
    lines = sorted(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in _named_files(paths))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _all_files(paths: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    for name, data in _named_files(paths):
        if data.startswith(b"PK\x03\x04") and looks_like(data) == "a ZIP archive":
            yield from _in_archive(name, data)
        else:
            yield name, data


def _named_files(paths: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        if not path.is_dir():
            yield path.name, _read(path)
            continue
        for place in sorted(path.rglob("*")):
            name = place.relative_to(path)
            if place.is_file() and not any(part.startswith(_HIDDEN) for part in name.parts):
                if not place.resolve().is_relative_to(path.resolve()):
                    raise UnreadableError(f"{place} leads out of its folder", hint="put the file itself there")
                yield name.as_posix(), _read(place)


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableError(f"{path} is larger than {MOST_BYTES >> 30} GiB")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"cannot read {path}: {error.strerror}", hint="name a file that is there") from error


def _in_archive(archive: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            infos = sorted(opened.infolist(), key=lambda info: info.filename)
            _refuse_odd(archive, infos, len(data))
            for info in infos:
                hidden = any(part.startswith(_HIDDEN) for part in PurePosixPath(info.filename).parts)
                if not info.is_dir() and not hidden:
                    yield f"{archive}/{info.filename}", _unpack(opened, info)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, OSError, EOFError, ValueError) as error:
        raise UnreadableError(
            f"{archive} is a damaged ZIP archive: {error}", hint="download the export again"
        ) from error


def _refuse_odd(archive: str, infos: Sequence[zipfile.ZipInfo], packed: int) -> None:
    size = sum(info.file_size for info in infos)
    if len(infos) > MOST_FILES or size > MOST_BYTES or size > max(_HARMLESS, packed * _MOST_GROWTH):
        raise UnreadableError(f"{archive} would unpack to {size:,} bytes in {len(infos):,} files, and is refused")
    for info in infos:
        parts = PurePosixPath(info.filename.replace("\\", "/")).parts
        if ".." in parts or info.filename.startswith(("/", "\\")) or ":" in info.filename[:3]:
            raise UnreadableError(f"{archive} holds the name {info.filename!r}, which leads out of it, and is refused")
        if stat.S_IFMT(info.external_attr >> 16) == _LINK:
            raise UnreadableError(f"{archive} holds the link {info.filename!r}, and is refused")
        if info.flag_bits & 1:
            raise UnreadableError(f"{archive} has a password", hint="unpack it yourself and give the folder")


def _unpack(opened: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Give the bytes of a file, never more than its archive announced."""
    with opened.open(info) as file:
        data = file.read(info.file_size + 1)
    if len(data) > info.file_size:
        raise UnreadableError(f"{info.filename} is larger than its archive says, and is refused")
    return data
