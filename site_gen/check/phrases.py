"""Phrases in what a practice writes: patterns of words, kept as data, found in a text in time linear to its length.

A family of patterns, such as `site_gen/data/replies.json`, has, for each language, classes of words and topics of
patterns. In a pattern, words stand one after the other; `a|b` is either, `{class}` one of a class, `!a` any word but a,
`~2` up to two words none of which joins phrases (`stop`), `^2` up to two words of any kind, `...` the rest up to a
comma, `....` the rest of the clause, a lone `|` its beginning, a lone `,` a comma or its beginning. A class matches
with a plural ending; a word of it that ends in `*` matches with any ending, and one that begins with `*` with any
beginning. What a topic's `unless` matches is covered before its `says` are looked for; `general` ones are covered, too,
where a topic is about one person's care. No pattern crosses a comma that it does not name, or a clause.

Words are compared without case and accents, and as `spelled` says that careful writers spell them ("u" is "you"). A
clause ends with a stop, a colon or a word such as "but". So that a class of a hundred words costs no more than one of
two, a word carries a mark for each class that it is in or that a phrase is in which begins with it.
"""

from __future__ import annotations

import bisect
import functools
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from typing import NamedTuple

import msgspec

from site_gen.check.patterns import (
    MARKS,
    OF_PHRASES,
    STOP,
    Classes,
    Patterns,
    arrange,
    fitting,
    make_classes,
    matches,
    signs_of,
)
from site_gen.check.tokens import Token

REPLIES = "replies"
INVITATIONS = "invitations"

_NO_SPACE = re.compile("[^ ]")


class Reading(NamedTuple):
    """A text as words. `line` is them as a language marks them, a space before each; `starts` is where each begins.

    `signs` are the words and marks of `line` by which patterns are found.
    """

    text: str
    tokens: tuple[Token, ...]
    line: str
    starts: tuple[int, ...]
    signs: frozenset[str]

    def quote(self, start: int, end: int) -> str:
        """Give what the text says between two places of `line`."""
        first = bisect.bisect_right(self.starts, start) - 1
        last = bisect.bisect_left(self.starts, end) - 1
        return " ".join(self.text[self.tokens[first].start : self.tokens[last].end].split())


class Topic(NamedTuple):
    """What a topic covers up, if anything, and what it looks for."""

    unless: Patterns
    says: Patterns


class Language(NamedTuple):
    """One language: words that give it away, marks of words, of how they begin and end, and a sentence for a hint.

    `common` are more of its small words, which others have as well; `unlike` are small words of its neighbors.
    """

    tag: str
    function: frozenset[str]
    common: frozenset[str]
    unlike: frozenset[str]
    marks: Mapping[str, str]
    beginnings: Mapping[str, str]
    endings: Mapping[str, str]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    spelled: Mapping[str, str]
    safe: str


class _TopicData(msgspec.Struct, forbid_unknown_fields=True):
    says: list[str]
    unless: list[str] = []
    general: bool = False


class _LanguageData(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    safe: str = ""
    function: str = ""
    common: str = ""
    unlike: str = ""
    stop: str
    spelled: dict[str, str] = {}
    words: dict[str, str]
    general: list[str] = []
    topics: dict[str, _TopicData]


def read(text: str, tokens: tuple[Token, ...], language: Language) -> Reading:
    """Give a text of these tokens as a language reads it."""
    words = _marked([token.folded for token in tokens], language)
    starts = tuple(itertools.accumulate((len(word) + 1 for word in words[:-1]), initial=0))
    line = f" {' '.join(words)} "
    return Reading(text, tokens, line, starts, signs_of(line))


def find(reading: Reading, topic: Topic) -> Iterator[str]:
    """Give what the text says about a topic, in its own words and in order."""
    saying = fitting(topic.says, reading.signs)
    if not saying:
        return
    line = reading.line
    for match in matches(topic.unless, fitting(topic.unless, reading.signs), line):
        line = line[: match.start()] + _NO_SPACE.sub("#", match[0]) + line[match.end() :]
    for match in matches(topic.says, saying, line):
        yield reading.quote(match.start(), match.end())


@functools.cache
def languages(family: str = REPLIES) -> dict[str, Language]:
    """Give the languages in which a family is read, by tag."""
    found = {}
    for tag, data in _data(family).items():
        marks: dict[str, str] = {}
        beginnings: dict[str, str] = {}
        endings: dict[str, str] = {}
        phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for mark, name, words in _classes(data):
            for word in words:
                if word.endswith("*"):
                    beginnings[word[:-1]] = beginnings.get(word[:-1], "") + mark
                elif word.startswith("*"):
                    for ending in (word[1:], f"{word[1:]}s"):
                        endings[ending] = endings.get(ending, "") + mark
                elif " " in word:
                    phrase = tuple(word.split(" "))
                    phrases.setdefault(phrase[0], []).append((phrase, mark))
                else:
                    for form in (word,) if name == STOP else (word, f"{word}s", f"{word}es"):
                        marks[form] = marks.get(form, "") + mark
        function, common, unlike = (frozenset(_listed(one)) for one in (data.function, data.common, data.unlike))
        of_first = {word: tuple(those) for word, those in phrases.items()}
        small = (function, common, unlike)
        found[tag] = Language(tag, *small, marks, beginnings, endings, of_first, data.spelled, data.safe)
    return found


@functools.cache
def topic_of(tag: str, name: str, family: str = REPLIES) -> Topic:
    """Give a topic in a language; arranged when it is asked for first, since most runs need few."""
    data = _data(family)[tag]
    topic = data.topics[name]
    unless = [*(data.general if topic.general else ()), *topic.unless]
    classes = _classes_of(tag, family)
    return Topic(arrange(unless, classes), arrange(topic.says, classes))


@functools.cache
def _classes_of(tag: str, family: str) -> Classes:
    return make_classes({name: (mark, words) for mark, name, words in _classes(_data(family)[tag])})


def _marked(words: Sequence[str], language: Language) -> list[str]:
    """Give words as they are spelled with care, each with the marks of its classes and of phrases that it begins."""
    spelled = [language.spelled.get(word, word).split(" ") for word in words]
    parts = [part for one in spelled for part in one]
    marked = iter(
        part + language.marks.get(part, "") + _by_shape(part, language) + _of_phrases(parts, at, language)
        for at, part in enumerate(parts)
    )
    return [" ".join(itertools.islice(marked, len(one))) for one in spelled]


def _of_phrases(parts: Sequence[str], at: int, language: Language) -> str:
    """Give the marks of phrases that begin with a word, by how many words they have."""
    found: dict[int, str] = {}
    for phrase, mark in language.phrases.get(parts[at], ()):
        size = len(phrase)
        *first, last = phrase
        said = parts[at : at + size]
        if said[:-1] == first and len(said) == size and said[-1] in (last, f"{last}s", f"{last}es"):
            found[size] = found.get(size, "") + mark
    return "".join(OF_PHRASES[size] + found[size] for size in sorted(found))


def _by_shape(word: str, language: Language) -> str:
    found = [mark for beginning, mark in language.beginnings.items() if word.startswith(beginning)]
    found += [mark for ending, mark in language.endings.items() if word.endswith(ending)]
    return "".join(found)


@functools.cache
def _data(family: str = REPLIES) -> dict[str, _LanguageData]:
    data = resources.files("site_gen").joinpath(f"data/{family}.json").read_bytes()
    return msgspec.json.decode(data, type=dict[str, _LanguageData])


def _classes(data: _LanguageData) -> Iterator[tuple[str, str, list[str]]]:
    """Give each class of words: its mark, its name and its words."""
    named = {STOP: data.stop, **data.words}
    assert len(named) <= len(MARKS) - len(OF_PHRASES), "more classes than there are marks"
    for mark, (name, words) in zip(MARKS, named.items(), strict=False):
        yield chr(mark), name, _listed(words)


def _listed(words: str) -> list[str]:
    return [word.strip() for word in words.split(",")]
