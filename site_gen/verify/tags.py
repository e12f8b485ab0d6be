"""A page taken apart into its tags and the words behind each of them, as they are written.

Most lines and tags stand on many pages, so each is taken apart once for as long as it is remembered.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

import msgspec

from site_gen.html.tree import parse
from site_gen.verify.roles import Role, is_hidden, others, roles_of

MOST_ATTRIBUTES = 64
"""At one element: readers compare each with all before it."""
BLANKS = " \t\n\f\r"
_NAME = rf"[^{BLANKS}\"'<>/=]++"
_VALUE = rf"(?:\"[^\"]*+\"|'[^']*+'|[^{BLANKS}\"'=<>`]++)"
_TAG = re.compile(
    rf"([a-z][a-z0-9-]*+)((?:[{BLANKS}]++{_NAME}(?:={_VALUE})?+){{0,{MOST_ATTRIBUTES}}}+)[{BLANKS}]*+(/?)"
    rf"|/([a-z][a-z0-9-]*+)[{BLANKS}]*+",
    re.ASCII | re.IGNORECASE,
)
"""What stands between the brackets of a start tag, perhaps with a slash at its end, or of an end tag."""
_ATTRIBUTE = re.compile(rf"({_NAME})(?:=({_VALUE}))?+")
_TOKEN = re.compile(r"<([^<>\"']*+(?:(?:\"[^\"]*+\"|'[^']*+')[^<>\"']*+)*+)>([^<]*+)|<")
"""What stands between two brackets, of which the second is outside of quotes, and the words behind; or a bracket."""
_REFERENCE = re.compile("&(amp|lt|gt|quot|#34|#39);")
_CHARACTERS = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "#34": '"', "#39": "'"}
_SMALL = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
_MOST_KNOWN = 20_000
"""Tags that are remembered, and as many lines; then all are forgotten."""
_LONGEST_KNOWN = 600
"""Characters of one that is remembered."""

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
"""Elements that hold nothing and have no end tag."""
DRAWN = frozenset(
    {
        "circle", "clippath", "defs", "ellipse", "g", "line", "lineargradient", "mask", "path", "pattern", "polygon",
        "polyline", "radialgradient", "rect", "stop", "svg", "symbol", "text", "tspan", "use",
    }
)  # fmt: skip
"""Elements of pictures, which have no end tag where a slash ends theirs."""


Kind: TypeAlias = Literal["start", "empty", "end", "none"]
"""What a tag does; `empty` begins an element that holds nothing, `none` is no tag."""


class Tag(msgspec.Struct, frozen=True, eq=False, gc=False):
    """One tag. `source` is what stands between its brackets; `name` is in lower case.

    `attributes` are by name in lower case, with references resolved; of two with one name the first counts, and one
    without a value has an empty one. `is_closed` tells whether a slash stands at its end, `is_hidden` whether the
    element hides itself, and `others` are the names of attributes that not every element may have.
    """

    kind: Kind
    name: str
    source: str
    attributes: dict[str, str] = {}
    roles: frozenset[Role] = frozenset()
    is_closed: bool = False
    is_hidden: bool = False
    others: tuple[str, ...] = ()


class Line(msgspec.Struct, frozen=True, eq=False, gc=False):
    """The tags of a part of a page, and of each the words behind it; `is_short` tells whether it is remembered."""

    tags: list[Tag]
    words: list[str]
    is_short: bool = False


NO_TAG = Tag("none", "", "")
"""Stands for a bracket that begins no tag."""

_tags: dict[str, Tag] = {}
_lines: dict[str, Line] = {}


def read_lines(text: str) -> list[Line]:
    """Take a text apart that begins with a tag, line by line.

    It is one line where one that begins with a bracket begins with no tag: a value of an attribute may reach over it.
    """
    *beginnings, last = text[1:].split("\n<")
    lines = [_lines.get(line) or _read_line(line) for line in beginnings]
    lines.append(_read(f"<{last}"))
    return [_read(text)] if any(NO_TAG in line.tags for line in lines) else lines


def resolved(words: str) -> str:
    """Give words as they are seen: references to characters resolved, and one way to end a line."""
    if "&" not in words and "\r" not in words:
        return words
    plain, count = _REFERENCE.subn(_character, words)
    if count == words.count("&") and "\r" not in words:
        return plain
    paragraph = parse(f"<!doctype html><p>{words}</p>").css_first("p")
    assert paragraph is not None, "words end no paragraph"
    return paragraph.text()


def _read_line(text: str) -> Line:
    line = _read(f"<{text}\n", is_short=len(text) <= _LONGEST_KNOWN)
    if line.is_short:
        if len(_lines) >= _MOST_KNOWN:
            _lines.clear()
        _lines[text] = line
    return line


def _read(text: str, *, is_short: bool = False) -> Line:
    tokens = _TOKEN.findall(text)
    tags = [_tags.get(source) or _read_tag(source) for source, _words in tokens]
    return Line(tags, [words for _, words in tokens], is_short)


def _read_tag(source: str) -> Tag:
    found = _TAG.fullmatch(source)
    if found is None:
        return NO_TAG
    start, written, slash, end = found.groups()
    if end:
        tag = Tag("end", end.lower(), source)
    else:
        name = start.lower()
        given = reversed(_ATTRIBUTE.findall(written))
        attributes = {one if one.islower() else one.translate(_SMALL): _value(value) for one, value in given}
        is_empty = name in VOID or (slash and name in DRAWN)
        tag = Tag(
            kind="empty" if is_empty else "start",
            name=name,
            source=source,
            attributes=attributes,
            roles=roles_of(name, attributes),
            is_closed=bool(slash),
            is_hidden=is_hidden(attributes),
            others=others(attributes),
        )
    if len(source) <= _LONGEST_KNOWN:
        if len(_tags) >= _MOST_KNOWN:
            _tags.clear()
        _tags[source] = tag
    return tag


def _value(written: str) -> str:
    value = written[1:-1] if written[:1] in ('"', "'") else written
    if "&" not in value and "\r" not in value:
        return value
    plain, count = _REFERENCE.subn(_character, value)
    if count == value.count("&") and "\r" not in value:
        return plain
    quote = "'" if '"' in value else '"'
    element = parse(f"<!doctype html><p title={quote}{value}{quote}>").css_first("p")
    assert element is not None, "a value ends no tag"
    return element.attributes["title"] or ""


def _character(reference: re.Match[str]) -> str:
    return _CHARACTERS[reference[1]]
