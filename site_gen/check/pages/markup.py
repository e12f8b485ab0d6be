"""The markup of a page for search engines, as a flat list of its nodes."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any, NamedTuple, TypeAlias

import msgspec

from site_gen.html.tree import Node, Tree

_TYPES_KEPT = 1024
Described: TypeAlias = dict[str, Any]
"""One node of JSON-LD with its properties."""


class Item(NamedTuple):
    """A described node and the script that it stands in."""

    node: Described
    script: Node


class Markup(NamedTuple):
    """What the page's JSON-LD describes, at any depth, and the scripts that could not be read, with the reason."""

    items: tuple[Item, ...] = ()
    faults: tuple[tuple[Node, str], ...] = ()

    def of_type(self, *names: str) -> Iterator[Item]:
        """Give the nodes of a type."""
        return (item for item in self.items if not types_of(item.node).isdisjoint(names))


def read_markup(tree: Tree) -> Markup:
    """Read every block of JSON-LD of a page."""
    items: list[Item] = []
    faults: list[tuple[Node, str]] = []
    for script in tree.css('script[type="application/ld+json" i]'):
        try:
            block = msgspec.json.decode(script.text())
        except (msgspec.DecodeError, RecursionError) as error:
            faults.append((script, str(error)))
            continue
        items.extend(Item(node, script) for node in _described(block))
    return Markup(tuple(items), tuple(faults))


def types_of(node: Described) -> frozenset[str]:
    """Give the types of a node."""
    types = node.get("@type", ())
    return _only(types) if isinstance(types, str) else frozenset(map(str, types))


@functools.lru_cache(maxsize=_TYPES_KEPT)
def _only(name: str) -> frozenset[str]:
    return frozenset((name,))


def _described(value: Any) -> Iterator[Described]:
    if isinstance(value, list):
        for one in value:
            yield from _described(one)
    elif isinstance(value, dict):
        if value.keys() - {"@id", "@context", "@graph"}:
            yield value
        for one in value.values():
            if isinstance(one, dict | list):
                yield from _described(one)
