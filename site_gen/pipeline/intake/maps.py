"""Mapping files of an intake: read strictly, and drafted from a table."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from site_gen.errors import UnreadableError
from site_gen.intake.reviews.encoding import Encoding
from site_gen.intake.reviews.files import open_export
from site_gen.intake.reviews.review_map import ReviewMap
from site_gen.load.documents import parse, read_file
from site_gen.load.emit import to_yaml
from site_gen.load.yaml_nodes import YamlFault
from site_gen.load.yaml_reader import read_nodes, read_plain
from site_gen.pipeline.directory import loaded
from site_gen.pipeline.scaffold import write_new

T = TypeVar("T")


def read_map(path: Path, kind: type[T]) -> T:
    """Read a mapping file.

    Raises:
        UnreadableError: it is not there.
        SiteGenError: it does not load, with its first finding.
    """
    return loaded(parse(read_file(path.parent, path.name), kind, str(path)))


def decode_yaml(data: bytes) -> Any:
    """Give the value of a YAML file.

    Raises:
        UnreadableError: it is none, with the line.
    """
    value = read_plain(data)
    if value is not None:
        return value
    try:
        return read_nodes(data).plain()
    except YamlFault as fault:
        raise UnreadableError(f"line {fault.at.line}: {fault.message}", hint=fault.hint) from fault


def write_draft(table: Path, path: Path, encoding: Encoding = "utf-8") -> ReviewMap:
    """Draft the mapping of a vendor's table and write it; a file that exists is not touched.

    Raises:
        UnreadableError: not a table, or one without a column of dates, ratings or texts.
        UnwritableError: the file is there already, or may not be written.
    """
    from site_gen.intake.reviews.review_draft import draft_comment, draft_review_map

    file = open_export([table], encoding=encoding)[0]
    mapping = draft_review_map(file)
    data = to_yaml(mapping, comment="What each column holds; check every line.")
    write_new(path.parent, {path.name: data + draft_comment(file, mapping).encode()})
    return mapping
