"""Builds the tree of a YAML document with positions out of its events, and refuses what content files may not have."""

from __future__ import annotations

from typing import Any

from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from site_gen.load.scalars import Scalar, resolve
from site_gen.load.yaml_doubts import doubt
from site_gen.load.yaml_nodes import Node, Position, PrivateNode, YamlFault, describe, measure, spell

MAX_DEPTH = 64
MAX_ALIAS_NODES = 10_000


class Builder:
    """Turns the events of a text into nodes; one use."""

    def __init__(self, source: Any, text: str, *, anchors: bool, private: bool) -> None:
        self._source = source
        self._text = text
        self._anchors = anchors
        self._private = private
        self._kind = PrivateNode if private else Node
        self._named: dict[str, Node] = {}
        self._open: set[str] = set()
        self._alias_nodes = 0

    def document(self) -> Node:
        """Give the root of the only document.

        Raises:
            YamlFault: the first thing in it that is not allowed.
        """
        self._source.get_event()
        if not isinstance(self._source.get_event(), DocumentStartEvent):
            return Node("scalar", None, Position(1, 1))
        root = self._node(0)
        self._source.get_event()
        if self._source.check_event(DocumentStartEvent):
            extra = self._source.get_event()
            raise YamlFault("a second document, expected one", _position(extra), "remove the line ---")
        return root

    def _node(self, depth: int) -> Node:
        event = self._source.get_event()
        at = _position(event)
        if isinstance(event, AliasEvent):
            return self._alias(event, at, depth)
        if event.tag is not None:
            raise YamlFault(
                f"a tag{self._unless_private(f', {event.tag}')}, expected none",
                at,
                "remove the tag; quote what is text",
            )
        if event.anchor is not None and not self._anchors:
            raise YamlFault("an anchor (&), expected none in this file", at, "quote what is text")
        self._refuse_doubt(event, at)
        if isinstance(event, ScalarEvent):
            value: Scalar = resolve(event.value) if event.implicit[0] else event.value
            return self._remember(event.anchor, self._kind("scalar", value, at))
        if depth >= MAX_DEPTH:
            raise YamlFault(f"nested deeper than {MAX_DEPTH} levels", at)
        if event.anchor is not None:
            self._open.add(event.anchor)
        if isinstance(event, MappingStartEvent):
            node = self._kind("mapping", self._pairs(depth + 1), at)
        else:
            node = self._kind("sequence", self._items(depth + 1), at)
        self._open.discard(event.anchor)
        return self._remember(event.anchor, node)

    def _refuse_doubt(self, event: Any, at: Position) -> None:
        found = doubt(event, self._text)
        if found:
            raise YamlFault(f"{found}, expected none", at, "quote what is text")

    def _unless_private(self, said: str) -> str:
        return "" if self._private else said

    def _items(self, depth: int) -> list[Node]:
        items = []
        while not self._source.check_event(SequenceEndEvent):
            items.append(self._node(depth))
        self._source.get_event()
        return items

    def _pairs(self, depth: int) -> list[tuple[Node, Node]]:
        pairs: list[tuple[Node, Node]] = []
        seen: dict[str, Position] = {}
        while not self._source.check_event(MappingEndEvent):
            key = self._node(depth)
            if key.kind != "scalar" or not isinstance(key.value, str):
                raise YamlFault(f"a key that is {describe(key)}, expected text", key.at, "quote the key")
            if key.value in seen:
                raise YamlFault(f"the key {spell(key)} twice, first in line {seen[key.value].line}", key.at)
            seen[key.value] = key.at
            pairs.append((key, self._node(depth)))
        self._source.get_event()
        return pairs

    def _alias(self, event: AliasEvent, at: Position, depth: int) -> Node:
        if not self._anchors:
            raise YamlFault("an alias (*), expected none in this file", at, "quote what is text")
        self._refuse_doubt(event, at)
        name = event.anchor
        shown = f"the alias{self._unless_private(f' *{name}')}"
        if name in self._open:
            raise YamlFault(f"{shown} stands inside its own anchor", at)
        if name is None or name not in self._named:
            raise YamlFault(f"{shown} has no anchor", at)
        node = self._named[name]
        count, levels = measure(node, MAX_ALIAS_NODES + 1 - self._alias_nodes)
        self._alias_nodes += count
        if self._alias_nodes > MAX_ALIAS_NODES:
            raise YamlFault(f"aliases that stand for more than {MAX_ALIAS_NODES:,} values", at)
        if depth + levels > MAX_DEPTH:
            raise YamlFault(f"nested deeper than {MAX_DEPTH} levels by {shown}", at)
        return node

    def _remember(self, anchor: str | None, node: Node) -> Node:
        if anchor is not None:
            self._named[anchor] = node
        return node


def _position(event: Any) -> Position:
    return Position(event.start_mark.line + 1, event.start_mark.column + 1)
