"""Where a key stands in a file: rules point at keys, this finds line and column."""

from __future__ import annotations

from collections.abc import Sequence

from site_gen.load.documents import FrontMatter, split_front_matter
from site_gen.load.yaml_nodes import Node, Position, YamlFault
from site_gen.load.yaml_reader import read_nodes
from site_gen.model.page import BODY


def locate(data: bytes, keys: Sequence[str | int]) -> Position:
    """Give the place of the value under `keys`, or of the nearest container that is there.

    `keys` are mapping keys and list indexes from the top of the document. In a Markdown file the document is the front
    matter, and `BODY` with the number of a line is a place in the text below it. Gives line 0 when the file cannot be
    read as YAML at all.
    """
    front = split_front_matter(data, "")
    if isinstance(front, FrontMatter) and len(keys) > 1 and keys[0] == BODY:
        return Position(front.body_line + int(keys[1]), 1)
    try:
        node, offset = (front.node, 1) if isinstance(front, FrontMatter) else (read_nodes(data), 0)
    except YamlFault:
        return Position(0, 0)
    for key in keys:
        child = _child(node, key)
        if child is None:
            break
        node = child
    return Position(node.at.line + offset, node.at.column)


def _child(node: Node, key: str | int) -> Node | None:
    if node.kind == "mapping":
        return next((value for name, value in node.value if name.value == key), None)
    if node.kind == "sequence" and isinstance(key, int) and key < len(node.value):
        item: Node = node.value[key]
        return item
    return None
