"""The blocks of JSON-LD on a page, as search engines read them; and why one cannot be read in one way only."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from site_gen.verify.tree import Tree, text

_TYPE = "application/ld+json"
_CONTEXT = "https://schema.org"
_DEEPEST = 32


def read_json_ld(tree: Tree, scripts: Iterable[int]) -> tuple[list[Any], list[str]]:
    """Give the blocks in a page's scripts, and in words what is wrong with them. Never fails."""
    found: list[Any] = []
    faults: list[str] = []
    for script in scripts:
        attributes = tree.tags[script].attributes
        if "type" not in attributes:
            continue
        kind = attributes["type"].partition(";")[0].strip().lower()
        if kind != _TYPE:
            if "src" not in attributes or "json" in kind:
                faults.append(f"has a script of the type {kind[:60]!r}, which may hold anything")
            continue
        try:
            block = parse_json(text(tree, script))
            depth = _depth(block)
        except (ValueError, RecursionError) as error:
            faults.append(f"has markup that cannot be read: {error}")
            continue
        if depth > _DEEPEST:
            faults.append(f"has markup more than {_DEEPEST} deep")
        elif not isinstance(block, dict) or block.get("@context") != _CONTEXT:
            faults.append(f"has markup whose words are not those of {_CONTEXT}")
        elif _contexts(block) != 1:
            faults.append("has markup that gives words another meaning inside")
        else:
            found.append(block)
    return found, faults


def parse_json(written: str) -> Any:
    """Parse JSON in which no key stands twice in one object.

    Raises:
        ValueError: any other text.
        RecursionError: it is nested too deeply.
    """
    return json.loads(written, object_pairs_hook=_unique)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return values


def _depth(value: Any) -> int:
    """Give how deep a value is nested; never deeper than the reader of JSON went."""
    if isinstance(value, dict):
        return 1 + max(map(_depth, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(_depth, value), default=0)
    return 0


def _contexts(value: Any) -> int:
    if isinstance(value, dict):
        return ("@context" in value) + sum(map(_contexts, value.values()))
    return sum(map(_contexts, value)) if isinstance(value, list) else 0
