"""YAML as content is mostly written, line by line: block mappings and lists, scalars and flow lists on one line.

Takes a third of the time of a parser, since nearly every line says by itself what it is. Everything that could mean
something else than it seems to is left to the parser: comments, escapes, values over several lines but blocks,
anchors, tags, directives, documents, characters that do not print.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from site_gen.load.scalars import resolve

_DEEPEST = 20
"""Levels of blocks that are read here; far from the limit of all."""

_KEY = r"[A-Za-z_][A-Za-z0-9_-]{0,79}"
_NO_TEXT = frozenset(["null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE"])
"""What looks like a key and is none, since it is no text."""
_SURE = r"[abcdeghijklmopqrsuvwxyzABCDEGHIJKLMOPQRSUVWXYZ_/][^:#\n]*(?<! )"
"""A scalar that is text whatever follows: it begins no constant and no number, and has neither colon nor comment."""
_LINE = re.compile(rf"^( *)(- +)?(?:({_KEY}):(?: +|$))?(?:({_SURE})|(.*))$", re.MULTILINE)
_PRINTING = bytes((0x0A, *range(0x20, 0x7F)))
_INDICATORS = frozenset("""-?:,[]{}#&*!|>'"%@` """)
"""What begins no plain scalar here; three of them could as well."""
_IN_FLOW = r"[^,\[\]{}:#?]*"
_FLOW_VALUE = (
    r"""("[^"\\]*"|'[^']*'|\[[^\[\]{}]*\]|"""
    rf"""[^\s\-?:,\[\]{{}}#&*!|>'"%@`]{_IN_FLOW}(?::(?=[A-Za-z0-9/]){_IN_FLOW})*) *(,|\Z)"""
)
_FOLD = re.compile(r"\n(\n*)")
_ITEM = re.compile(rf" *{_FLOW_VALUE}")
_PAIR = re.compile(rf" *({_KEY}): +{_FLOW_VALUE}")


class _Unsure(Exception):  # noqa: N818 - tells the caller to ask the parser, and never leaves this module
    """A line that is not as simple as it would have to be."""


class _Lines(NamedTuple):
    """The lines of a text, and the parts of each: spaces, a dash with spaces, a key, what is surely text, the rest."""

    texts: list[str]
    parts: list[tuple[str, str, str, str, str]]


def read_lines(text: str) -> Any:
    """Give the mapping that a text holds, or None where a parser must say what it means, or what is wrong with it."""
    if not text.endswith("\n"):
        return None
    text = text[:-1]
    texts = text.split("\n")
    if text.encode().translate(None, _PRINTING) if text.isascii() else not "".join(texts).isprintable():
        return None
    lines = _Lines(texts, _LINE.findall(text))
    try:
        value, end = _mapping(lines, 0, 0, 0)
    except _Unsure:
        return None
    return value if value and end == len(texts) else None


def _mapping(lines: _Lines, at: int, indent: int, depth: int, *, behind_dash: bool = False) -> tuple[Any, int]:
    """Read a mapping whose keys stand at `indent`, the first of them perhaps behind a dash.

    Gives it and the number of the line after it.
    """
    if depth > _DEEPEST:
        raise _Unsure
    found: dict[str, Any] = {}
    end = len(lines.texts)
    while at < end:
        spaces, dash, key, sure, rest = lines.parts[at]
        if behind_dash:
            behind_dash = False
        elif len(spaces) != indent or dash or not key:
            if not lines.texts[at]:
                at += 1
                continue
            if len(spaces) < indent:
                break
            raise _Unsure
        if key in found or key in _NO_TEXT:
            raise _Unsure
        at += 1
        if sure:
            found[key] = sure
        elif not rest:
            found[key], at = _block(lines, at, indent, depth)
        elif rest[0] in "|>":
            found[key], at = _text(lines.texts, at, indent, rest.rstrip(" "))
        else:
            found[key] = _on_one_line(rest)
    return found, at


def _block(lines: _Lines, at: int, indent: int, depth: int) -> tuple[Any, int]:
    """Read what stands below a key at `indent` without a value of its own: a mapping, or a list."""
    while at < len(lines.texts) and not lines.texts[at]:
        at += 1
    if at == len(lines.texts):
        raise _Unsure
    spaces, dash, *_ = lines.parts[at]
    if dash and len(spaces) >= indent:
        return _list(lines, at, len(spaces), depth + 1)
    if len(spaces) <= indent:
        raise _Unsure
    return _mapping(lines, at, len(spaces), depth + 1)


def _list(lines: _Lines, at: int, indent: int, depth: int) -> tuple[list[Any], int]:
    """Read a list whose dashes stand at `indent`."""
    found: list[Any] = []
    while at < len(lines.texts):
        spaces, dash, key, sure, rest = lines.parts[at]
        if len(spaces) != indent or not dash:
            if not lines.texts[at]:
                at += 1
                continue
            if len(spaces) <= indent:
                break
            raise _Unsure
        if key:
            value, at = _mapping(lines, at, indent + len(dash), depth + 1, behind_dash=True)
            found.append(value)
        else:
            found.append(sure or _on_one_line(rest))
            at += 1
    return found, at


def _text(texts: list[str], at: int, indent: int, header: str) -> tuple[str, int]:
    """Read the lines after `|` or `>`, which stand behind a key at `indent`."""
    begin = at
    inner = _width(texts[at]) if at < len(texts) else 0
    if header not in ("|", "|-", ">", ">-") or inner <= indent or inner == len(texts[at]):
        raise _Unsure
    margin = " " * inner
    while at < len(texts) and (texts[at].startswith(margin) or not texts[at]):
        at += 1
    if at < len(texts) and _width(texts[at]) > indent:
        raise _Unsure
    kept = [line[inner:] for line in texts[begin:at]]
    text = "\n".join(kept).rstrip("\n")
    if header[0] == ">":
        if any(line.startswith(" ") for line in kept):
            raise _Unsure
        text = _FOLD.sub(lambda breaks: breaks[1] or " ", text)
    return (text if header[1:] else f"{text}\n"), at


def _width(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _on_one_line(rest: str) -> Any:
    """Read a value that ends with its line."""
    rest = rest.rstrip(" ")
    first = rest[:1]
    if first not in _INDICATORS:
        if not rest or ": " in rest or " #" in rest or rest[-1] == ":":
            raise _Unsure
        return resolve(rest)
    if first in "\"'":
        inside = rest[1:-1]
        if len(rest) < 2 or rest[-1] != first or first in inside or (first == '"' and "\\" in inside):
            raise _Unsure
        return inside
    if first == "[" and rest[-1] == "]":
        return _flow_list(rest[1:-1].rstrip(" "))
    if first == "{" and rest[-1] == "}":
        return _flow_mapping(rest[1:-1].rstrip(" "))
    raise _Unsure


def _flow_list(inside: str) -> list[Any]:
    found: list[Any] = []
    at, comma = 0, inside
    while comma:
        match = _ITEM.match(inside, at)
        if match is None:
            raise _Unsure
        value, comma = match.groups()
        found.append(_flow_value(value))
        at = match.end()
    return found


def _flow_mapping(inside: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    at, comma = 0, inside
    while comma:
        match = _PAIR.match(inside, at)
        if match is None:
            raise _Unsure
        key, value, comma = match.groups()
        if key in found or key in _NO_TEXT:
            raise _Unsure
        found[key] = _flow_value(value)
        at = match.end()
    return found


def _flow_value(written: str) -> Any:
    if written[0] == "[":
        return _flow_list(written[1:-1].rstrip(" "))
    return written[1:-1] if written[0] in "\"'" else resolve(written.rstrip(" "))
