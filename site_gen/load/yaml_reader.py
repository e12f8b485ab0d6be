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
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from site_gen.load.scalars import Scalar, resolve
from site_gen.load.yaml_doubts import doubt, may_be_doubtful, prepared
from site_gen.load.yaml_lines import read_lines
from site_gen.load.yaml_nodes import Node, Position, PrivateNode, YamlFault, describe, measure, spell

EventSource: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
"""Without libyaml nearly the same events come from PyYAML's own parser, more slowly; it refuses tabs in more places."""

MAX_BYTES = 1 << 20
MAX_DEPTH = 64
MAX_ALIAS_NODES = 10_000

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
            return _Builder(source, given, anchors=anchors, private=private).document()
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


class _Builder:
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


def _directive(text: str) -> Position | None:
    """Give the place of the first line that begins with %."""
    found = _DIRECTIVE.search(text) if "%" in text else None
    return None if found is None else _end(text[: found.end() - 1])


def _end(text: str) -> Position:
    """Give the place right behind `text`, the beginning of a file."""
    lines = BREAK.split(text.removeprefix("\ufeff"))
    return Position(len(lines), len(lines[-1]) + 1)


def _position(event: Any) -> Position:
    return Position(event.start_mark.line + 1, event.start_mark.column + 1)
