"""One wording: a value reads the same on every page of a language, and two values never read alike.

A verifier does not know a theme's words or its translations. But a month, a star rating or a label that reads
differently in one place than everywhere else was changed there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from site_gen.html.words import numbers_in, template

_DISTINCT = frozenset(
    {
        "month", "month of a year", "day", "day of a month", "rating", "recommendation", "label method",
        "label verification", "average", "heading reason", "heading source",
        "heading count", "heading count months", "heading months", "heading year",
    }
)  # fmt: skip
"""Kinds of which no two values have one wording."""

MOST_WORDINGS = 400_000
"""Different ones in one site, some 200 MB; more are not kept, and the claim fails."""


class Words(NamedTuple):
    """How one value reads in one language."""

    language: str
    kind: str
    value: str
    text: str


class Notes(msgspec.Struct):
    """How values read in one place: kind, value and text, in order. The same place is on several pages."""

    taken: list[tuple[str, str, str]] = []

    def note(self, kind: str, value: str, text: str) -> None:
        """Note how a value reads."""
        self.taken.append((kind, value, " ".join(text.split())))


def note_date(words: Notes, kind: str, text: str, date: Mapping[str, int]) -> bool:
    """Note how a date names its month, and tell whether its numbers are those of the date.

    `date` has its `year`, and perhaps `month` and `day`. A language names all months by words, or all by numbers.
    """
    found, month = numbers_in(text), date.get("month")
    if sorted(found) == sorted(value for part, value in date.items() if part != "month"):
        if month is not None:
            words.note(kind, str(month), template(text))
            words.note(f"naming the {kind}", "", "in words")
        return True
    if sorted(found) != sorted(date.values()):
        return False
    words.note(f"naming the {kind}", "", template(text))
    if len(set(found)) == len(found):
        names = {value: part for part, value in date.items()}
        words.note(f"order of the {kind}", "", ", ".join(names[one] for one in found))
    return True


class Wording(msgspec.Struct):
    """What was read so far, how often, and on which page first. `page` and `language` are those being read.

    `is_full` tells that there was more than is kept.
    """

    language: str = ""
    page: str = ""
    is_full: bool = False
    seen: dict[Words, int] = {}
    first: dict[Words, str] = {}

    def note(self, kind: str, value: str, text: str) -> None:
        """Note how a value reads on this page."""
        self._count(Words(self.language, kind, value, " ".join(text.split())), 1, self.page)

    def note_all(self, notes: Notes) -> None:
        """Note how values read in a place on this page."""
        language, page = self.language, self.page
        for kind, value, text in notes.taken:
            self._count(Words(language, kind, value, text), 1, page)

    def add(self, other: Wording) -> None:
        """Take in what was read elsewhere at the same time: the first page is the first one by name."""
        first = self.first
        self.follow(other)
        for words, page in other.first.items():
            if words in first:
                first[words] = min(page, first[words])

    def follow(self, other: Wording) -> None:
        """Take in what was read after this."""
        self.is_full = self.is_full or other.is_full
        for words, count in other.seen.items():
            self._count(words, count, other.first[words])

    def _count(self, words: Words, count: int, page: str) -> None:
        if words in self.seen:
            self.seen[words] += count
        elif len(self.seen) < MOST_WORDINGS:
            self.seen[words], self.first[words] = count, page
        else:
            self.is_full = True


def wording_faults(wording: Wording) -> Iterator[tuple[str, str]]:
    """Give every value that does not read the same everywhere: page and message. The most frequent wording is right."""
    if wording.is_full:
        yield "", f"there are more than {MOST_WORDINGS:,} wordings, and nobody can compare all of them"
    for rival, usual in _rivals(wording.seen, lambda one: (one.language, one.kind, one.value)):
        yield wording.first[rival], f"{rival.kind} {rival.value} reads {rival.text!r} here, elsewhere {usual.text!r}"
    for rival, usual in _rivals(wording.seen, lambda one: (one.language, one.kind, one.text)):
        if rival.kind in _DISTINCT:
            yield wording.first[rival], f"{rival.text!r} stands for {rival.value} here, elsewhere for {usual.value}"


def _rivals(seen: Mapping[Words, int], key: Callable[[Words], tuple[str, str, str]]) -> Iterable[tuple[Words, Words]]:
    usual: dict[tuple[str, str, str], Words] = {}
    found = []
    for words, _count in sorted(seen.items(), key=lambda item: (-item[1], item[0])):
        if usual.setdefault(key(words), words) != words:
            found.append((words, usual[key(words)]))
    return found
