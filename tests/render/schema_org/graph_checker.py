"""A checker of JSON-LD graphs against the schema.org vocabulary; it shares no code with the package that it judges."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Iterator, Mapping
from importlib import resources
from typing import Any

VOCABULARY = json.loads(
    resources.files("site_gen").joinpath("data", "schema_org.json").read_text(encoding="utf-8"),
)
TYPES: dict[str, list[str]] = VOCABULARY["types"]
PROPERTIES: dict[str, dict[str, list[str]]] = VOCABULARY["properties"]
MEMBERS: dict[str, list[str]] = VOCABULARY["members"]

Elsewhere = Callable[[str], "list[str] | None"]
"""The types of a node on another page by its id, or None when no page describes such a node."""


def ancestors(names: list[str]) -> set[str]:
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += TYPES.get(name, [])
    return found


def types_of(node: Mapping[str, Any]) -> list[str]:
    written = node.get("@type", [])
    return [written] if isinstance(written, str) else list(written)


def is_reference(value: object) -> bool:
    return isinstance(value, dict) and set(value) == {"@id"}


def described(value: object) -> Iterator[dict[str, Any]]:
    """Give every node that is described, at any depth; references are not."""
    if isinstance(value, list):
        for each in value:
            yield from described(each)
    elif isinstance(value, dict) and not is_reference(value):
        yield value
        for each in value.values():
            yield from described(each)


def problems(graph: dict[str, Any], elsewhere: Elsewhere = lambda id_: None) -> list[str]:
    """Give everything that is wrong with a graph."""
    found = []
    if graph.get("@context") != "https://schema.org" or set(graph) != {"@context", "@graph"}:
        found.append("not a graph of https://schema.org")
    nodes = [node for part in graph["@graph"] for node in described(part)]
    by_id: dict[str, list[str]] = {}
    for node in nodes:
        if "@id" in node:
            if node["@id"] in by_id:
                found.append(f"{node['@id']} is described twice")
            by_id[node["@id"]] = types_of(node)
    for node in nodes:
        found += _node_problems(node, lambda id_: by_id.get(id_) or elsewhere(id_))
    return found


def _node_problems(node: dict[str, Any], types_by_id: Elsewhere) -> Iterator[str]:
    types = types_of(node)
    if not types:
        yield f"a node without type: {sorted(node)}"
    for name in types:
        if name not in TYPES:
            yield f"unknown type {name}"
    allowed = ancestors(types)
    for name, value in node.items():
        if name.startswith("@"):
            if name not in ("@type", "@id"):
                yield f"unknown keyword {name}"
            continue
        if name not in PROPERTIES:
            yield f"unknown property {name}"
            continue
        if not allowed & set(PROPERTIES[name]["domains"]):
            yield f"{name} is not for {'/'.join(types)}"
        values = value if isinstance(value, list) else [value]
        if not values:
            yield f"{name} is empty"
        for each in values:
            yield from _value_problems(name, each, PROPERTIES[name]["ranges"], types_by_id)


def _value_problems(name: str, value: object, ranges: list[str], types_by_id: Elsewhere) -> Iterator[str]:
    if isinstance(value, dict):
        types: list[str] | None = types_of(value)
        if is_reference(value):
            types = types_by_id(value["@id"])
            if types is None:
                yield f"{name} refers to {value['@id']}, which nothing describes"
                return
        if types and not ancestors(types) & set(ranges):
            yield f"{name} is a {'/'.join(types)}, expected {' or '.join(ranges)}"
    elif not any(_is_in(value, expected) for expected in ranges):
        yield f"{name} is {value!r}, expected {' or '.join(ranges)}"


def _is_in(value: object, expected: str) -> bool:
    if isinstance(value, bool):
        return expected == "Boolean"
    if isinstance(value, int):
        return expected in ("Integer", "Number")
    if isinstance(value, float):
        return expected in ("Float", "Number")
    if not isinstance(value, str) or value == "":
        return False
    match expected:
        case "Text":
            return True
        case "URL":
            return re.fullmatch(r"https?://\S+", value) is not None
        case "Date":
            return _is_date(value)
        case "Time":
            return re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", value) is not None
        case "Duration":
            return re.fullmatch(r"PT[0-9]+S", value) is not None
    enumerations = [name for name in MEMBERS if expected in ancestors([name])]
    return any(value == f"https://schema.org/{member}" for name in enumerations for member in MEMBERS[name])


def _is_date(value: str) -> bool:
    """Tell whether a value is a date of ISO 8601, to the day, the month or the year."""
    if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", value) is None:
        return False
    year, month, day = [*value.split("-"), "01", "01"][:3]
    try:
        datetime.date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True
