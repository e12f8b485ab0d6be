"""The vocabulary of schema.org that ships with the tool: which property belongs to which type, with which values."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from importlib import resources
from typing import Any, NamedTuple

import msgspec

_URL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:\S+")
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?(Z|[+-][0-9:]+)?")
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T.+")
_DURATION = re.compile(r"P(?=.)([0-9]+[YMWD])*(T([0-9.]+[HMS])+)?")
_MEMBER = re.compile(r"https?://schema\.org/([A-Za-z0-9]+)")
_FORMS = (("URL", _URL), ("Time", _TIME), ("Date", _DATE), ("DateTime", _INSTANT), ("Duration", _DURATION))
_BOOLEAN, _NOTHING = frozenset({"Boolean"}), frozenset({"nothing"})
_INTEGER, _FLOAT = frozenset({"Integer", "Number"}), frozenset({"Float", "Number"})
_KINDS_KEPT = 4096


class Property(msgspec.Struct, frozen=True):
    """The types that may have a property, and those of its values."""

    domains: frozenset[str]
    ranges: frozenset[str]


class Vocabulary(msgspec.Struct, frozen=True):
    """Types with their parents, properties, and the members of enumerations."""

    types: dict[str, list[str]]
    properties: dict[str, Property]
    members: dict[str, list[str]]


@functools.cache
def vocabulary() -> Vocabulary:
    """Read the vocabulary, once."""
    data = resources.files("site_gen").joinpath("data", "schema_org.json").read_bytes()
    return msgspec.json.decode(data, type=Vocabulary)


@functools.cache
def fault_of_type(name: str) -> str:
    """Say that nothing has this type; nothing where it is known."""
    return "" if name in vocabulary().types else f"schema.org has no type {name[:60]}"


@functools.lru_cache(maxsize=_KINDS_KEPT)
def fault_of_property(types: frozenset[str], name: str) -> str:
    """Say why nodes of these types may not have a property; nothing where they may."""
    known = vocabulary().properties.get(name)
    if known is None:
        return f"schema.org has no property {name[:60]}"
    if known.domains.isdisjoint(_with_parents(types)):
        return f"{name} is no property of {'/'.join(sorted(types))[:60]}"
    return ""


@functools.lru_cache(maxsize=_KINDS_KEPT)
def fault_of_value(name: str, types: frozenset[str]) -> str:
    """Say why a value of these types does not fit a known property; nothing where it does."""
    ranges = vocabulary().properties[name].ranges
    if ranges.isdisjoint(_with_parents(types)):
        return f"{name} is a {'/'.join(sorted(types))[:60]}, expected {' or '.join(sorted(ranges))}"
    return ""


class TextForm(NamedTuple):
    """Texts that fit a property for sure: all, or those of some patterns."""

    is_any: bool
    patterns: tuple[re.Pattern[str], ...]

    def fits(self, text: str) -> bool:
        """Tell whether a text fits; one that does not may still, as a number or the member of an enumeration."""
        return self.is_any or any(pattern.fullmatch(text) for pattern in self.patterns)


@functools.lru_cache(maxsize=_KINDS_KEPT)
def properties_of(types: frozenset[str], names: tuple[str, ...]) -> tuple[tuple[str, TextForm], ...] | None:
    """Give the properties of a node, of its `names`, with the texts that fit each; None where one may not be there."""
    own = [name for name in names if not name.startswith("@")]
    if any(map(fault_of_type, types)) or any(fault_of_property(types, name) for name in own):
        return None
    return tuple((name, _text_form(name)) for name in own)


def _text_form(name: str) -> TextForm:
    patterns = [pattern for form, pattern in _FORMS if not fault_of_value(name, frozenset({form}))]
    return TextForm(not fault_of_value(name, frozenset({"Text"})), tuple(patterns))


def form_of(value: Any) -> frozenset[str]:
    """Give the types that a value may be taken for by its form; a text may be several."""
    if isinstance(value, bool):
        return _BOOLEAN
    if isinstance(value, int):
        return _INTEGER
    if isinstance(value, float):
        return _FLOAT
    return _form_of_text(value) if isinstance(value, str) else _NOTHING


@functools.lru_cache(maxsize=_KINDS_KEPT)
def _form_of_text(text: str) -> frozenset[str]:
    forms = {name for name, pattern in _FORMS if pattern.fullmatch(text)} | {"Text"}
    if member := _MEMBER.fullmatch(text):
        forms |= {name for name, members in vocabulary().members.items() if member[1] in members}
    if text.isdigit():
        forms |= {"Number", "Integer"}
    elif re.fullmatch(r"[0-9]+\.[0-9]+", text):
        forms.add("Number")
    return frozenset(forms)


def _with_parents(types: Iterable[str]) -> set[str]:
    found: set[str] = set()
    waiting = list(types)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += vocabulary().types.get(name, [])
    return found
