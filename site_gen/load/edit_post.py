"""Edits the front matter of a post: date and holds are replaced, and every other byte stays, comments too."""

from __future__ import annotations

import re

import msgspec

from site_gen.errors import SiteGenError
from site_gen.load.documents import parse_post
from site_gen.load.edit import line_feed_of, with_key, with_new_key
from site_gen.load.emit import key_to_yaml
from site_gen.load.key_spans import top_level
from site_gen.load.yaml_reader import BREAK, decode
from site_gen.model.post import Post

_FRONT = re.compile(r"(\ufeff?---[ \t]*\r?\n)(.*?)(^---[ \t]*(?:\r?\n|\Z))", re.DOTALL | re.MULTILINE)
KEYS = ("date", "holds")
"""What is edited of a post; everything else is for its author."""


def edit_post(data: bytes, wanted: Post) -> bytes:
    """Give the bytes of a post's file that means `wanted`, different from `data` in `KEYS` only.

    The result was read again and is `wanted`.

    Raises:
        SiteGenError: `data` does not load, differs in anything else, or is written in a form in which the keys cannot
            be replaced.
    """
    present = parse_post(data, wanted.path, wanted.language)
    if isinstance(present, list):
        first = present[0]
        raise SiteGenError(f"{first.path}:{first.line}: {first.message}", hint=first.hint or "mend the file first")
    names = [field.name for field in msgspec.structs.fields(Post)]
    differing = [name for name in names if getattr(present, name) != getattr(wanted, name)]
    assert set(differing) <= set(KEYS), differing
    for key in differing:
        present = msgspec.structs.replace(present, **{key: getattr(wanted, key)})
        data = _edit_one(data, present, key)
    return data


def _edit_one(data: bytes, wanted: Post, key: str) -> bytes:
    text = decode(data)
    parts = _FRONT.match(text)
    assert parts is not None, "it was read"
    head, front, rest = parts[1], parts[2], text[parts.end(2) :]
    top = top_level(front)
    span = top.find(key)
    for quoted in (False, True):
        written = key_to_yaml(key, getattr(wanted, key), quoted=quoted, flow=top.is_flow)
        if span is None:
            edited = with_new_key(front, top, written, line_feed_of(text), top.spans[-1])
        elif "\n" not in written and not BREAK.search(front, span.start, span.end):
            edited = front[: span.start] + written + front[span.end :]
        else:
            edited = with_key(front, span, top, written, line_feed_of(text))
        whole = (head + edited + rest).encode()
        if parse_post(whole, wanted.path, wanted.language) == wanted:
            return whole
    raise SiteGenError(
        f"{wanted.path}: {key} cannot be written into the file as it stands",
        hint="write each key at the beginning of a line, without ? before it, and try again",
    )
