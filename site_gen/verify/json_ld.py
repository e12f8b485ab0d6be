"""The blocks of JSON-LD on a page, as search engines read them; and why one cannot be read in one way only."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import chain
from typing import Any

import msgspec

from site_gen.verify.tree import Tree, text

_TYPE = "application/ld+json"
_CONTEXT = "https://schema.org"
_HOLDERS = (dict, list)
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
            depth, contexts = _measured(block)
        except (ValueError, RecursionError) as error:
            faults.append(f"has markup that cannot be read: {error}")
            continue
        if depth > _DEEPEST:
            faults.append(f"has markup more than {_DEEPEST} deep")
        elif not isinstance(block, dict) or block.get("@context") != _CONTEXT:
            faults.append(f"has markup whose words are not those of {_CONTEXT}")
        elif contexts != 1:
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
    data = written.encode()
    try:
        value = msgspec.json.decode(data)
        if msgspec.json.encode(value) == data:
            return value  # written out again it would be shorter if a key stood twice
    except (ValueError, ArithmeticError, RecursionError):
        pass  # whatever is wrong, or beyond msgspec, the slow reader says it in its words
    return json.loads(written, object_pairs_hook=_unique)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return values


def _measured(block: Any) -> tuple[int, int]:
    """Give how deep a value is nested, and how often it says what its words mean."""
    depth = contexts = 0
    level = [block] if isinstance(block, _HOLDERS) else []
    while level:
        depth += 1
        contexts += sum("@context" in one for one in level if isinstance(one, dict))
        inner = chain.from_iterable(one.values() if isinstance(one, dict) else one for one in level)
        level = [one for one in inner if isinstance(one, _HOLDERS)]
    return depth, contexts
