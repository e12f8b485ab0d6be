"""One wording: a value reads the same on every page of a language, and two values never read alike.

A verifier does not know a theme's words or its translations. But a month, a star rating or a label that reads
differently in one place than everywhere else was changed there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import msgspec

_DISTINCT = frozenset(
    {
        "month", "month of a year", "day", "day of a month", "rating", "recommendation", "label method",
        "label verification", "average", "heading reason", "heading source",
        "heading count", "heading count months", "heading months", "heading year",
    }
)  # fmt: skip
"""Kinds of which no two values have one wording."""

MOST_WORDINGS = 100_000
"""Different ones in one site; more are not kept."""


class Words(msgspec.Struct, frozen=True, order=True, gc=False):
    """How one value reads in one language."""

    language: str
    kind: str
    value: str
    text: str


class Wording(msgspec.Struct):
    """What was read so far, how often, and on which page first. `page` and `language` are those being read."""

    language: str = ""
    page: str = ""
    seen: Counter[Words] = msgspec.field(default_factory=Counter)
    first: dict[Words, str] = {}

    def note(self, kind: str, value: str, text: str) -> None:
        """Note how a value reads on this page."""
        words = Words(self.language, kind, value, " ".join(text.split()))
        if words in self.seen or len(self.seen) < MOST_WORDINGS:
            self.seen[words] += 1
            self.first.setdefault(words, self.page)

    def add(self, other: Wording) -> None:
        """Take in what was read elsewhere."""
        self.seen.update(other.seen)
        for words, page in other.first.items():
            self.first[words] = min(page, self.first.get(words, page))


def wording_faults(wording: Wording) -> Iterator[tuple[str, str]]:
    """Give every value that does not read the same everywhere: page and message. The most frequent wording is right."""
    for rival, usual in _rivals(wording.seen, lambda one: (one.language, one.kind, one.value)):
        yield wording.first[rival], f"{rival.kind} {rival.value} reads {rival.text!r} here, elsewhere {usual.text!r}"
    for rival, usual in _rivals(wording.seen, lambda one: (one.language, one.kind, one.text)):
        if rival.kind in _DISTINCT:
            yield wording.first[rival], f"{rival.text!r} stands for {rival.value} here, elsewhere for {usual.value}"


def _rivals(seen: Counter[Words], key: Callable[[Words], tuple[str, str, str]]) -> Iterable[tuple[Words, Words]]:
    usual: dict[tuple[str, str, str], Words] = {}
    found = []
    for words, _count in sorted(seen.items(), key=lambda item: (-item[1], item[0])):
        if usual.setdefault(key(words), words) != words:
            found.append((words, usual[key(words)]))
    return found
