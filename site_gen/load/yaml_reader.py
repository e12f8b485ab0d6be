"""Strict YAML: bytes to plain values (quick) or to a tree with positions (exact), never anything in between.

`read_plain` handles what well-formed content consists of and gives None for everything else; `read_nodes` then says
what it means or what is wrong. What is more than plain lines (`yaml_lines`) both run through libyaml by PyYAML's event
interface, so nesting and aliases are counted while they are read and nothing is expanded before its size is known.

Limits (`formats.md`): 1 MiB a file, 64 levels of nesting, 10,000 nodes out of aliases; no tags, no directives, no
duplicate keys, one document.
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml.events import (
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from site_gen.load.scalars import resolve
from site_gen.load.yaml_builder import MAX_DEPTH, Builder
from site_gen.load.yaml_doubts import may_be_doubtful, prepared
from site_gen.load.yaml_lines import read_lines
from site_gen.load.yaml_nodes import Node, Position, YamlFault

EventSource: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
"""Without libyaml nearly the same events come from PyYAML's own parser, more slowly; it refuses tabs in more places."""

MAX_BYTES = 1 << 20

BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
"""What libyaml takes for the end of a line."""
_DIRECTIVE = re.compile(r"(?:\A\ufeff?|[\n\r\x85\u2028\u2029])%")
"""A line that begins with %: looked for before libyaml, which needs quadratic time for many directives."""


def decode(data: bytes) -> str:
    """Give the text of a content file.

    Raises:
        YamlFault: too large, or not UTF-8.
    """
    if len(data) > MAX_BYTES:
        raise YamlFault(f"file of {len(data):,} bytes, expected at most {MAX_BYTES:,}", Position(0, 0))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        at = _end(data[: error.start].decode("utf-8"))
        raise YamlFault(f"byte 0x{data[error.start]:02x} is not UTF-8", at, "save the file as UTF-8") from error


def read_plain(data: bytes) -> Any:
    """Give the plain value of well-formed YAML, or None when it needs a closer look with `read_nodes`.

    None is also the value of an empty document; `read_nodes` tells the two apart.
    """
    if len(data) > MAX_BYTES:
        return None
    try:
        text = data.decode("utf-8")
        value = read_lines(text)
        if value is not None:
            return value
        if _directive(text) is not None or may_be_doubtful(text):
            return None
        return _plain_value(prepared(text))
    except (UnicodeDecodeError, yaml.YAMLError):
        return None


def _plain_value(text: str) -> Any:
    source = EventSource(text)
    try:
        next_event = source.get_event
        next_event()
        if next_event().__class__ is not DocumentStartEvent:
            return None
        stack: list[Any] = []
        container: Any = None
        key: str | None = None
        root: Any = None
        while True:
            event = next_event()
            kind = event.__class__
            if kind is ScalarEvent:
                if event.anchor is not None or event.tag is not None:
                    return None
                value: Any = resolve(event.value) if event.implicit[0] else event.value
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                value = container
                container, key = stack.pop()
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if event.anchor is not None or event.tag is not None or len(stack) >= MAX_DEPTH:
                    return None
                if key is None and container.__class__ is dict:
                    return None
                stack.append((container, key))
                container = {} if kind is MappingStartEvent else []
                key = None
                continue
            else:
                return None
            if container is None:
                root = value
                break
            if container.__class__ is list:
                container.append(value)
            elif key is None:
                if value.__class__ is not str or value in container:
                    return None
                key = value
            else:
                container[key] = value
                key = None
        next_event()
        return root if not source.check_event(DocumentStartEvent) else None
    finally:
        source.dispose()


def read_nodes(data: bytes, *, anchors: bool = True, private: bool = False) -> Node:
    """Give the tree of a YAML document with positions.

    `private` is for files about people: no message repeats what may be words or contact data. `anchors=False` is for
    review files: it refuses anchors and aliases.

    Raises:
        YamlFault: the first thing in the file that is not allowed.
    """
    text = decode(data)
    directive = _directive(text)
    if directive is not None:
        message = "a line that begins with %, a YAML directive, expected none"
        raise YamlFault(message, directive, "indent or quote what is text")
    try:
        given = prepared(text)
        source = EventSource(given)
        try:
            return Builder(source, given, anchors=anchors, private=private).document()
        finally:
            source.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if mark and error.context_mark and mark.index >= len(text):
            mark = error.context_mark  # what is missing at the end belongs to what was opened there
        at = min(Position(mark.line + 1, mark.column + 1), _end(text)) if mark else Position(0, 0)
        said = ", ".join(part for part in (error.context, error.problem) if part)
        raise YamlFault(f"not YAML: {said}", at, _hint(error.problem or "", text, at)) from error
    except yaml.reader.ReaderError as error:
        found = yaml.reader.Reader.NON_PRINTABLE.search(text)
        assert found is not None, "text of UTF-8 can only hold characters that YAML refuses"
        message = f"the control character U+{ord(found.group()):04X}, expected none"
        raise YamlFault(message, _end(text[: found.start()]), "remove the character") from error


def _hint(problem: str, text: str, at: Position) -> str:
    """Say what most likely went wrong where libyaml gave up."""
    lines = text.split("\n")
    line = lines[at.line - 1] if 0 < at.line <= len(lines) else ""
    if "\t" in line[: max(at.column, 1)]:
        return "indent with spaces, not with tabs"
    if "expected key" in problem or "block collection" in problem:
        return "begin the keys of one mapping in the same column"
    return "quote texts that hold ': ', ' #' or begin with a sign"


def _directive(text: str) -> Position | None:
    """Give the place of the first line that begins with %."""
    found = _DIRECTIVE.search(text) if "%" in text else None
    return None if found is None else _end(text[: found.end() - 1])


def _end(text: str) -> Position:
    """Give the place right behind `text`, the beginning of a file."""
    lines = BREAK.split(text.removeprefix("\ufeff"))
    return Position(len(lines), len(lines[-1]) + 1)
