"""Where each key at the top of a YAML file begins and ends, so that one can be replaced and the rest left as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, count
from typing import Any, NamedTuple

from yaml.events import CollectionEndEvent, CollectionStartEvent, MappingStartEvent, ScalarEvent

from site_gen.load.yaml_reader import BREAK, EventSource

_COMMENT = re.compile(r"#[^\r\n\x85\u2028\u2029]*")
_BOM = "\ufeff"


class KeySpan(NamedTuple):
    """A key at the top: its name, where it begins, and where its value ends, in characters.

    `line_start` is the beginning of the line in which the key stands, and `line_end` the end of the last line of the
    value, before the line break. `comments` are those inside the value and behind it in its last line. Before `after`
    everything may belong to the value, such as empty lines below a text.
    """

    key: str
    start: int
    end: int
    line_start: int
    line_end: int
    after: int
    comments: tuple[str, ...]


class TopLevel(NamedTuple):
    """The keys of a file in their order. `is_flow`: they stand between braces; otherwise `indent` columns in."""

    spans: tuple[KeySpan, ...]
    is_flow: bool
    indent: int

    def find(self, key: str) -> KeySpan | None:
        """Give the place of a key, None where the file does not have it."""
        return next((span for span in self.spans if span.key == key), None)


def top_level(text: str, below: Sequence[str | int] = ()) -> TopLevel:
    """Find the keys at the top of the text of a file that was read before: a mapping without anchors, tags or aliases.

    With `below`, find the keys of the mapping that stands there instead, numbers being places in lists; none where
    there is no such mapping.

    Raises:
        yaml.YAMLError: not YAML.
    """
    shift = len(_BOM) if text.startswith(_BOM) else 0  # libyaml does not count it, PyYAML does
    source = EventSource(text[shift:])
    try:
        events: Iterator[Any] = iter(source.get_event, None)
        root: Any = next((event for event in events if isinstance(event, MappingStartEvent)), None)
        for key in below:
            root = _collection_at(events, root, key) if root else None
        if root is None or not _is_mapping(root):
            return TopLevel((), is_flow=False, indent=0)
        spans = tuple(_spans(text, events, shift))
    finally:
        source.dispose()
    return TopLevel(spans, bool(root.flow_style), root.start_mark.column)


def _is_mapping(event: Any) -> bool:
    return isinstance(event, MappingStartEvent)


def _collection_at(events: Iterator[Any], begun: Any, step: str | int) -> Any:
    """Go into what is below a key of the mapping, or at a place in the list, that was begun; None if there is none."""
    if isinstance(step, int) == _is_mapping(begun):
        return None
    for place in count():
        event = next(events)
        if isinstance(event, CollectionEndEvent):
            break
        value = event if isinstance(step, int) else next(events)
        if step == (place if isinstance(step, int) else event.value):
            return value if isinstance(value, CollectionStartEvent) else None
        for _event in _value(chain((value,), events)):
            pass
    return None


def _spans(text: str, events: Iterator[Any], shift: int) -> Iterator[KeySpan]:
    for key in events:
        if isinstance(key, CollectionEndEvent):
            return
        start = key.start_mark.index + shift
        at = key.end_mark.index + shift
        end = after = at
        comments: list[str] = []
        for event in _value(events):
            begins, ends = event.start_mark.index + shift, event.end_mark.index + shift
            if isinstance(event, CollectionEndEvent) and begins == ends:
                continue  # a block ends where the next thing begins
            comments += _COMMENT.findall(text, at, begins)
            if isinstance(event, ScalarEvent) and event.style in ("|", ">"):
                comments += _COMMENT.findall(text, begins, _line_end(text, begins))
                after = ends
                ends = begins + len(text[begins:ends].rstrip())
            at = end = max(ends, at)
        line_end = _line_end(text, end)
        if (behind := text[end:line_end].lstrip()).startswith("#"):
            comments.append(behind)
        yield KeySpan(key.value, start, end, _line_start(text, start), line_end, max(line_end, after), tuple(comments))


def _value(events: Iterator[Any]) -> Iterator[Any]:
    """Give the events of one value."""
    depth = 0
    for event in events:
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        yield event
        if depth == 0:
            return


def _line_start(text: str, at: int) -> int:
    before = [found.end() for found in BREAK.finditer(text, 0, at)]
    return before[-1] if before else len(_BOM) if text.startswith(_BOM) else 0


def _line_end(text: str, at: int) -> int:
    found = BREAK.search(text, at)
    return found.start() if found else len(text)
