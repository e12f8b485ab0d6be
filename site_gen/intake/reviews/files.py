"""The files of an export: named files, folders and ZIP archives, opened without ever leaving them.

Pictures and films beside the reviews are not read.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from site_gen.errors import UnreadableError
from site_gen.intake.reviews.archives import HIDDEN, MOST_BYTES, MOST_FILES, is_archive, is_media, read_archive
from site_gen.intake.reviews.encoding import Encoding, in_utf8
from site_gen.intake.tables import Delimiter, looks_like, sniff_delimiter, table_rows, table_text

BEYOND = "\0beyond"
"""The column, of no table, under which stands what a row has beyond its last column."""
_FRONT_MATTER = re.compile(rb"---\r?\n(?P<yaml>.*?\n)---\r?\n(?P<rest>.*)\Z", re.DOTALL)


class ExportFile:
    """One file of an export; its parts are read when somebody asks.

    `decode_yaml` reads YAML, which only load knows, and raises UnreadableError for what is none.
    """

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

    @property
    def yaml(self) -> Any:
        """The value of a YAML file, None for anything that does not read as one."""
        return self._yaml[0]

    @property
    def yaml_fault(self) -> str:
        """Why a file that is YAML by its name does not read, empty if it does."""
        return self._yaml[1]

    @cached_property
    def _yaml(self) -> tuple[Any, str]:
        if self._decode_yaml is None or not self.is_yaml:
            return None, ""
        try:
            return self._decode_yaml(self.data), ""
        except UnreadableError as error:
            return None, error.message + (f"; {error.hint}" if error.hint else "")

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
    def delimiter(self) -> Delimiter:
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

    def cells_of_header(self, delimiter: str | None = None) -> tuple[str, ...]:
        """Give the names of a table's columns, with another delimiter than the one that was found."""
        if delimiter in (None, self.delimiter):
            return self.header
        return tuple(name.strip() for name in next(table_rows(self.text, delimiter or self.delimiter))[1])

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
        return looks_like(self.data) or ("a table" if len(self.header) > 1 else "text")


def open_export(
    paths: Sequence[Path], decode_yaml: Callable[[bytes], Any] | None = None, encoding: Encoding = "utf-8"
) -> tuple[ExportFile, ...]:
    """Give the files of an export, those of folders and archives in order of their names; the same bytes count once.

    What is not UTF-8 is read in `encoding`, where a person named another.

    Raises:
        UnreadableError: a file that is not there or may not be read, nothing in a folder, or an archive that is
            damaged, has a password, is a bomb, or holds names that lead out of it; or bytes that `encoding` lacks.
    """
    files: dict[bytes, ExportFile] = {}
    size = 0
    for name, data in _all_files(paths):
        size += len(data)
        if len(files) >= MOST_FILES or size > MOST_BYTES:
            raise UnreadableError(f"an export has at most {MOST_FILES:,} files and {MOST_BYTES >> 30} GiB")
        digest = hashlib.sha256(data).digest()
        if digest not in files:
            files[digest] = ExportFile(name, in_utf8(name, data, encoding), decode_yaml)
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
        if place not in paths and is_media(name):
            continue
        data = _read(place)
        if is_archive(data):
            yield from read_archive(name, data)
        else:
            yield name, data


def _places(paths: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    """Give the files that were named or stand in a folder that was, each once, with names that tell them apart."""
    base = _base(paths)
    for path in dict.fromkeys(paths):
        inside = sorted(path.rglob("*")) if path.is_dir() else (path,)
        for place in inside:
            if place != path:
                if not place.is_file() or any(part.startswith(HIDDEN) for part in place.relative_to(path).parts):
                    continue
                if not place.resolve().is_relative_to(path.resolve()):
                    raise UnreadableError(f"{place} leads out of its folder", hint="put the file itself there")
            yield place.absolute().relative_to(base).as_posix(), place


def _base(paths: Sequence[Path]) -> Path:
    """Give the folder from which names count."""
    if len(paths) == 1 and paths[0].is_dir():
        return paths[0].absolute()
    return Path(os.path.commonpath([path.absolute().parent for path in paths]))


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UnreadableError(f"cannot read {path}: {error.strerror}", hint="name a file that is there") from error
    if len(data) > MOST_BYTES:
        raise UnreadableError(f"{path} is larger than {MOST_BYTES >> 30} GiB")
    return data
