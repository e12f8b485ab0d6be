"""Values of YAML with their places, and the words in which messages speak of them."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

_LIKE_A_KEY = re.compile(r"[a-z_@-]{1,20}")
_LIKE_A_NAME = re.compile(r"(?!.*[0-9]{5}|.*[0-9]{3}-[0-9]{4})[a-z0-9][a-z0-9_:+-]{0,30}")
_SMALL = 10_000
"""What is no phone number, no record number and nobody's words: such values may stand in messages."""


class Position(NamedTuple):
    """Line and column, both from 1."""

    line: int
    column: int


class Node(NamedTuple):
    """One value with its place. `value` is a scalar, a list of nodes, or a list of (key node, value node) pairs."""

    kind: str
    value: Any
    at: Position

    def plain(self) -> Any:
        """Give the value without positions: scalars, lists and dicts."""
        if self.kind == "mapping":
            return {key.value: node.plain() for key, node in self.value}
        if self.kind == "sequence":
            return [node.plain() for node in self.value]
        return self.value


class PrivateNode(Node):
    """A value in a file about people, or with words of patients: messages do not repeat what may be some of them."""


class YamlFault(Exception):  # noqa: N818 - becomes a finding, never reaches a user as an exception
    """Something that no content file may have, and where."""

    def __init__(self, message: str, at: Position, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.at = at
        self.hint = hint


def measure(node: Node, limit: int) -> tuple[int, int]:
    """Count a node and all below it, aliases spread out, and its levels of nesting; stop once `limit` is reached."""
    count = 0
    levels = 0
    todo = [(node, 0)]
    while todo and count < limit:
        current, above = todo.pop()
        count += 1
        if current.kind == "scalar":
            continue
        levels = max(levels, above + 1)
        if current.kind == "mapping":
            todo.extend((part, above + 1) for pair in current.value for part in pair)
        else:
            todo.extend((part, above + 1) for part in current.value)
    return count, levels


def spell(key: Node) -> str:
    """Give a key for a message; of a private file only one that keys look like."""
    if isinstance(key, PrivateNode) and not _LIKE_A_KEY.fullmatch(key.value):
        return f"({len(key.value)} characters)"
    return str(key.value)


def describe(node: Node) -> str:
    """Say in a few words what a node is, for findings: `the number 4`, `a list`."""
    if node.kind != "scalar":
        return "a list" if node.kind == "sequence" else "a mapping"
    value = node.value
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"the boolean {str(value).lower()}"
    if isinstance(value, int | float):
        if isinstance(node, PrivateNode) and not -_SMALL < value < _SMALL:
            return "a number"
        return f"the number {value}"
    if isinstance(node, PrivateNode) and not _LIKE_A_NAME.fullmatch(value):
        return f"a text of {len(value)} characters"
    short = value if len(value) <= 40 else value[:37] + "..."
    return f'the text "{short}"'
