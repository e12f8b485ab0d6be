"""Edits a review file: what people decide and answer is replaced, and every other byte stays as intake wrote it."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Literal

import msgspec

from site_gen.errors import SiteGenError
from site_gen.load.documents import parse_exactly, parse_review
from site_gen.load.emit import key_to_yaml
from site_gen.load.key_spans import KeySpan, TopLevel, top_level
from site_gen.load.yaml_reader import BREAK, decode
from site_gen.model.review import Review

Editable = Literal["authorization", "moderation", "reply"]

DECISIONS: tuple[Editable, ...] = ("moderation", "reply")
"""What people edit of a review; everything else was received."""


def edit_review(data: bytes, wanted: Review, *, keys: Sequence[Editable] = DECISIONS) -> bytes:
    """Give the bytes of a review file that means `wanted`, different from `data` in the values of `keys` only.

    A key whose value is the same keeps its bytes; one that is None is taken out. Comments inside a value that is
    replaced stay, below its key. The result was read again and is `wanted`: texts are written with quotes and escapes
    where they would not read back otherwise.

    Raises:
        SiteGenError: `data` does not load, differs from `wanted` in anything else, or is written in a form in which
            the keys cannot be replaced.
    """
    present = parse_review(data, wanted.path)
    if isinstance(present, list):
        first = present[0]
        raise SiteGenError(f"{first.path}:{first.line}: {first.message}", hint=first.hint or "mend the file first")
    differing = [
        field.encode_name
        for field in msgspec.structs.fields(Review)
        if getattr(present, field.name) != getattr(wanted, field.name)
    ]
    others = [name for name in differing if name not in keys]
    if others:
        raise SiteGenError(
            f"{wanted.path}: {', '.join(others)} would change, expected changes of {', '.join(keys)} only",
            hint="what was received is never edited; an author's own change comes in through intake",
        )
    done = present
    for key in differing:
        done = msgspec.structs.replace(done, **{key: getattr(wanted, key)})
        data = _edit_one(data, done, key)
    return data


def _edit_one(data: bytes, wanted: Review, key: str) -> bytes:
    """Give a file that reads as `wanted`, out of one that differs from it in `key`."""
    text = decode(data)
    line_feed = line_feed_of(text)
    top = top_level(text)
    span = top.find(key)
    value = getattr(wanted, key)
    for quoted in (False, True):
        written = key_to_yaml(key, value, quoted=quoted, flow=top.is_flow)
        if span is None:
            edited = with_new_key(text, top, written, line_feed, _last_before(top, key))
        elif value is None and not top.is_flow:
            edited = without_key(text, span, top.indent, line_feed)
        else:
            edited = with_key(text, span, top, written, line_feed)
        if parse_exactly(edited.encode(), Review, wanted.path, anchors=False) == wanted:
            return edited.encode()
    raise SiteGenError(
        f"{wanted.path}: {key} cannot be written into the file as it stands",
        hint="write each key at the beginning of a line, without ? before it, and try again",
    )


def line_feed_of(text: str) -> str:
    """Give how the lines of a text end."""
    first = BREAK.search(text)
    return first.group() if first and first.group() in ("\r\n", "\r") else "\n"


def with_key(text: str, span: KeySpan, top: TopLevel, written: str, line_feed: str) -> str:
    """Give a text with a key `written` anew in its place; comments inside its value stay, below it."""
    if top.is_flow:
        comments = "".join(f"{line_feed}{comment}{line_feed}" for comment in span.comments)
        return text[: span.start] + comments + written + text[span.end :]
    head, _, rest = written.partition("\n")
    block = _indented("\n".join([head, *(f"  {comment}" for comment in span.comments), rest]), top.indent, line_feed)
    return text[: span.line_start] + block + text[span.line_end :]


def with_new_key(text: str, top: TopLevel, written: str, line_feed: str, after: KeySpan) -> str:
    """Give a text with one more key, `written` after another one of the same mapping."""
    if top.is_flow:
        return f"{text[: after.end]}, {written}{text[after.end :]}"
    block = _indented(written, top.indent, line_feed)
    found = BREAK.match(text, after.after)
    at = found.end() if found and after.after == after.line_end else after.after
    begun = text[:at] if at and BREAK.match(text, at - 1) else text[:at] + line_feed
    return begun + block + line_feed + text[at:]


def without_key(text: str, span: KeySpan, indent: int, line_feed: str) -> str:
    """Give a text in block form without a key; the comments inside its value stay, each in a line of its own."""
    kept = "".join(f"{' ' * indent}{comment}{line_feed}" for comment in span.comments)
    found = BREAK.match(text, span.line_end)
    return text[: span.line_start] + kept + text[found.end() if found else span.line_end :]


def _indented(written: str, indent: int, line_feed: str) -> str:
    return textwrap.indent(written, " " * indent).replace("\n", line_feed)


def _last_before(top: TopLevel, key: str) -> KeySpan:
    """Give the key after which a new one is put: the last one, or, for a decision, the one before the reply."""
    names = [span.key for span in top.spans]
    at = names.index("reply") if key == "moderation" and "reply" in names[1:] else len(names)
    return top.spans[at - 1]
