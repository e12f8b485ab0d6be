"""Edits single values of a settings file, such as `layout.font` of a `theme.yaml`: every other byte stays."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

import msgspec
import yaml

from site_gen.errors import SiteGenError
from site_gen.load.documents import parse_exactly
from site_gen.load.edit import line_feed_of, with_new_key, without_key
from site_gen.load.key_spans import top_level
from site_gen.load.scalars import resolve
from site_gen.load.yaml_reader import BREAK, decode

KeyPath = tuple[str, ...]
"""The keys from the top of a file to a value."""

Value = str | tuple[msgspec.Struct, ...]
"""A text, or a list of mappings of texts and dates."""

_PLAIN = re.compile(r"[a-z][a-z0-9-]*")
_INDENT = "  "
_EMPTY = re.compile(r"^[ \t]*\{\s*\}[ \t]*$\n?", re.MULTILINE)
"""A file's mapping without keys, in a line of its own."""


def edit_values(data: bytes, changes: Mapping[KeyPath, Value | None], kind: type[msgspec.Struct], path: str) -> bytes:
    """Give the bytes of a file of one kind, different from `data` in the values of `changes` only.

    A value that is None is taken out of the file; the comment behind it stays, in a line of its own. A mapping whose
    last key is taken out goes, too. The result was read again, and means what was wanted.

    Raises:
        SiteGenError: a value is none for its key, or the file is written in a form in which it cannot be replaced.
    """
    text = decode(data)
    wanted = _plain(data, kind, path)
    names = ", ".join(".".join(keys) for keys in changes)
    refusal = SiteGenError(
        f"{path}: {names} cannot be written into the file as it stands",
        hint="write it with each key in a line of its own, or type the change yourself",
    )
    try:
        for keys, value in changes.items():
            _set(wanted, keys, msgspec.to_builtins(value))
            text = _without(text, keys) if value is None else _with(text, keys, value)
        if not top_level(text).spans:
            text = f"{_begun(_EMPTY.sub('', text))}{{}}{line_feed_of(text)}"
    except yaml.YAMLError as error:
        raise refusal from error
    read = parse_exactly(text.encode(), kind, path)
    if isinstance(read, list) and read[0].code != "SRC001":  # it reads, and a value is none for its key
        raise SiteGenError(f"{path}: {read[0].message}", hint=read[0].hint)
    if isinstance(read, list) or msgspec.to_builtins(read) != wanted:
        raise refusal
    return text.encode()


def _plain(data: bytes, kind: type[msgspec.Struct], path: str) -> dict[str, Any]:
    read = parse_exactly(data, kind, path)
    if isinstance(read, list):
        raise SiteGenError(f"{path}: {read[0].message}", hint=read[0].hint)
    plain: dict[str, Any] = msgspec.to_builtins(read)
    return plain


def _set(plain: dict[str, Any], keys: KeyPath, value: object) -> None:
    *above, key = keys
    for name in above:
        plain = plain.setdefault(name, {})
    plain[key] = value


def _with(text: str, keys: KeyPath, value: Value) -> str:
    *above, key = keys
    line_feed = line_feed_of(text)
    mapping = top_level(text, above)
    span = mapping.find(key)
    written = f"{key}: {_written(value)}"
    if span is not None and not BREAK.search(text, span.start, span.end):
        return text[: span.start] + written + text[span.end :]
    if span is not None:
        return _with(_without(text, keys), keys, value)
    if mapping.spans:
        return with_new_key(text, mapping, written, line_feed, mapping.spans[-1])
    if above:
        text = _without(text, tuple(above))  # nothing, or an empty mapping
    top = top_level(text)
    for depth, name in reversed(list(enumerate(above, 1))):
        written = f"{name}: {{{written}}}" if top.is_flow else f"{name}:\n{_INDENT * depth}{written}"
    if top.spans:
        return with_new_key(text, top, written, line_feed, top.spans[-1])
    return _begun(_EMPTY.sub("", text)) + written.replace("\n", line_feed) + line_feed


def _begun(text: str) -> str:
    """Give a text that ends where a line begins."""
    return text if not text.strip("\ufeff") or BREAK.search(text, len(text) - 1) else text + line_feed_of(text)


def _without(text: str, keys: KeyPath) -> str:
    *above, key = keys
    mapping = top_level(text, above)
    span = mapping.find(key)
    if span is None:
        return text
    if above and len(mapping.spans) == 1:
        return _without(text, tuple(above))
    if not mapping.is_flow:
        return without_key(text, span, mapping.indent, line_feed_of(text))
    at = mapping.spans.index(span)
    if at:
        return text[: mapping.spans[at - 1].end] + text[span.end :]
    return text[: span.start] + text[mapping.spans[1].start if len(mapping.spans) > 1 else span.end :]


def _written(value: Value) -> str:
    """Give a text as a YAML scalar, plainly where it is a word, else in double quotes; a list in brackets."""
    if not isinstance(value, str):
        return f"[{', '.join(map(_mapping, value))}]"
    if _PLAIN.fullmatch(value) and resolve(value) == value:
        return value
    return msgspec.json.encode(value).decode()


def _mapping(one: msgspec.Struct) -> str:
    items = msgspec.structs.asdict(one).items()
    rows = (f"{key}: {value if isinstance(value, datetime.date) else _written(value)}" for key, value in items)
    return f"{{{', '.join(rows)}}}"
