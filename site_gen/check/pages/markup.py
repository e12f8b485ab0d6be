"""The markup of a page for search engines, as a flat list of its nodes."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

import msgspec

from site_gen.html.elements import Elements
from site_gen.html.tree import Node

_TYPES_KEPT = 1024
Described: TypeAlias = dict[str, Any]
"""One node of JSON-LD with its properties."""
_BARE = frozenset({"@id", "@context", "@graph"})
"""What names or holds nodes and describes none."""
_DEEPER = frozenset({dict, list})


class Item(NamedTuple):
    """A described node, its types, and the script that it stands in."""

    node: Described
    types: frozenset[str]
    script: Node


class Markup(NamedTuple):
    """What the page's JSON-LD describes, at any depth, and the scripts that could not be read, with the reason."""

    items: Sequence[Item]
    by_type: Mapping[str, Sequence[Item]]
    faults: Sequence[tuple[Node, str]]

    def of_type(self, name: str) -> Sequence[Item]:
        """Give the nodes of a type."""
        return self.by_type.get(name, ())


def read_markup(elements: Elements) -> Markup:
    """Read every block of JSON-LD of a page."""
    items: list[Item] = []
    by_type: dict[str, list[Item]] = {}
    faults: list[tuple[Node, str]] = []
    for script in elements.tagged("script"):
        if script.value("type").lower() != "application/ld+json":
            continue
        try:
            block = msgspec.json.decode(script.node.text())
        except (msgspec.DecodeError, RecursionError) as error:
            faults.append((script.node, str(error)))
            continue
        described: list[Described] = []
        _describe(block, described)
        items.extend([Item(node, types_of(node), script.node) for node in described])
    for item in items:
        for name in item.types:
            by_type.setdefault(name, []).append(item)
    return Markup(items, by_type, faults)


def types_of(node: Described) -> frozenset[str]:
    """Give the types of a node."""
    types = node.get("@type", ())
    return _only(types) if isinstance(types, str) else frozenset(map(str, types))


@functools.lru_cache(maxsize=_TYPES_KEPT)
def _only(name: str) -> frozenset[str]:
    return frozenset((name,))


def _describe(value: Any, found: list[Described]) -> None:
    """Add what is described in a value, what is around before what is inside."""
    if isinstance(value, dict):
        if not _BARE.issuperset(value):
            found.append(value)
        value = value.values()
    elif not isinstance(value, list):
        return
    for one in value:
        if type(one) in _DEEPER:
            _describe(one, found)
