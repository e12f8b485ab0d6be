"""Patterns of words as `phrases` explains them: which of them can match a line at all, and where they do.

Most of a topic's patterns name a word, or a class of words, that a text does not have. So a pattern is looked up by the
signs that it needs, words and marks of classes, and becomes a regular expression when a line has them first: compiling
all of them takes longer than reading a hundred replies.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from site_gen.check.tokens import BOUNDARY, COMMA

STOP = "stop"
"""The class of words that join phrases."""
MARKS = range(0x80, 0xC0)
"""Characters that no word has once it is folded; few, since a set of many makes patterns slow to compile."""
OF_PHRASES = {2: chr(MARKS.stop - 1), 3: chr(MARKS.stop - 2), 4: chr(MARKS.stop - 3)}
"""What stands before the marks of phrases of so many words, on their first word."""

_ALL_MARKS = "".join(map(chr, MARKS))
_EVERY_MARK = frozenset(_ALL_MARKS)
_ANY_SIZE = "".join(OF_PHRASES.values())
_MARKED = f"[{_ALL_MARKS[0]}-{_ALL_MARKS[-1]}]*"
_WORD = r"[^ ,|#]+"
_BUILT_IN = {
    "number": r"\d[^ ]*",
    "amount": r"(?:[$€£]\d[^ ]*|\d[^ ]* (?:dollars|dolares|usd|euros|pesos))",
    "date": r"\d+/\d+[^ ]*",
    "year": r"(?:19|20)\d\d",
    "any_word": r"[^ ,|#]+",
    "time": r"\d{1,2}:\d\d",
    "ly": r"[^ ,|#]{2,}ly[\x80-\xbf]*",
    "ed": r"(?!(?:need|indeed|feed|speed|succeed|proceed|seed|hundred|united)[\x80-\xbf]* )[^ ,|#]{2,}ed[\x80-\xbf]*",
    "ing": r"[^ ,|#]{2,}ing[\x80-\xbf]*",
    "o_word": r"[^ ,|#]{2,}o[\x80-\xbf]*",
    "do_word": r"[^ ,|#]{2,}[ai]do[\x80-\xbf]*",
    "to_usted": r"[^ ,|#]*[^ ,|#aei][aei]r(?:le|la|lo|te)s?[\x80-\xbf]*",
    "ste_word": r"[^ ,|#]{2,}[ai]ste[\x80-\xbf]*",
    "ron_word": r"[^ ,|#]{2,}(?:a|ie|u|e)ron[\x80-\xbf]*",
    "mos_word": r"[^ ,|#]{2,}[ai]mos[\x80-\xbf]*",
}


class Classes(NamedTuple):
    """The classes of words of a language: how each is written as an expression, and its mark, which some have not."""

    expressions: Mapping[str, str]
    marks: Mapping[str, str]


class Patterns(NamedTuple):
    """Patterns that are looked for together, the first of them first where several begin at one place.

    `needs` are sets of signs of each pattern: a line that has none of one of them does not match. `by_sign` gives the
    patterns by the signs of one such set, those that the fewest patterns need; `always` are those without any set.
    `compiled` fills as they are used.
    """

    written: tuple[str, ...]
    needs: tuple[tuple[frozenset[str], ...], ...]
    by_sign: Mapping[str, Sequence[int]]
    always: Sequence[int]
    classes: Classes
    compiled: dict[int, re.Pattern[str]]


def make_classes(named: Mapping[str, tuple[str, Sequence[str]]]) -> Classes:
    """Give the classes that have these marks and words or phrases, by name, and those that are built in."""
    expressions = dict(_BUILT_IN)
    for name, (mark, words) in named.items():
        sizes = sorted({word.count(" ") + 1 for word in words} - {1})
        several = [f"[^ ]*{OF_PHRASES[size]}[^ {_ANY_SIZE}]*{mark}[^ ]*{' [^ ,|#]+' * (size - 1)}" for size in sizes]
        expressions[name] = f"(?:{'|'.join([f'[^ {_ANY_SIZE}]*{mark}[^ ]*', *several])})"
    return Classes(expressions, {name: mark for name, (mark, _words) in named.items()})


def arrange(written: Sequence[str], classes: Classes) -> Patterns:
    """Give patterns as they are looked for."""
    needs = tuple(tuple(_needs(pattern, classes)) for pattern in written)
    uses = Counter(sign for sets in needs for one in sets for sign in one)
    by_sign: dict[str, list[int]] = {}
    always = [number for number, sets in enumerate(needs) if not sets]
    for number, sets in enumerate(needs):
        for sign in min(sets, key=lambda one: sum(uses[sign] for sign in one), default=()):
            by_sign.setdefault(sign, []).append(number)
    return Patterns(tuple(written), needs, by_sign, always, classes, {})


def signs_of(line: str) -> frozenset[str]:
    """Give what patterns need of a line: its words without marks, and the marks."""
    words = {word.rstrip(_ALL_MARKS) for word in line.split(" ")}
    return frozenset(words | _EVERY_MARK.intersection(line))


def fitting(patterns: Patterns, signs: frozenset[str]) -> list[int]:
    """Give the patterns, by number, that a line with these signs may match."""
    found = {number for sign in patterns.by_sign.keys() & signs for number in patterns.by_sign[sign]}
    needs = patterns.needs
    return sorted((*patterns.always, *(one for one in found if not any(map(signs.isdisjoint, needs[one])))))


def matches(patterns: Patterns, numbers: Sequence[int], line: str) -> Iterator[re.Match[str]]:
    """Give where some of the patterns match a line, as one expression that has them as its alternatives would."""
    expressions = [_expression(patterns, number) for number in numbers]
    waiting = {place: match for place, one in enumerate(expressions) if (match := one.search(line))}
    while waiting:
        first = waiting[min(waiting, key=lambda place: (waiting[place].start(), place))]
        yield first
        for place, match in list(waiting.items()):
            if match.start() < first.end():
                following = expressions[place].search(line, first.end())
                if following:
                    waiting[place] = following
                else:
                    del waiting[place]


def expression_of(pattern: str, classes: Classes) -> str:
    """Give a pattern as a regular expression, without the space before it."""
    return "".join(_part(part, classes.expressions) for part in pattern.split(" "))[1:]


def _expression(patterns: Patterns, number: int) -> re.Pattern[str]:
    found = patterns.compiled.get(number)
    if found is None:
        source = expression_of(patterns.written[number], patterns.classes)
        found = patterns.compiled[number] = re.compile(f" (?:{source})(?= )")
    return found


def _needs(pattern: str, classes: Classes) -> Iterator[frozenset[str]]:
    """Give, for each part of a pattern that stands for certain words, their signs."""
    for part in pattern.split(" "):
        if part in (BOUNDARY, COMMA, "...", "....") or part[0] in "~^!":
            continue
        either = [classes.marks.get(one[1:-1]) if one[0] == "{" else one for one in part.split("|")]
        if None not in either:
            yield frozenset(one for one in either if one)


def _part(part: str, classes: Mapping[str, str]) -> str:
    if part == BOUNDARY:
        return r" \|"
    if part == COMMA:
        return r" [|,]"
    if part == "...":
        return f"(?: {_WORD})*"
    if part == "....":
        return r"(?: [^ |#]+)*"
    if part[0] == "~":
        return f"(?: (?!{classes[STOP]} ){_WORD}){{0,{int(part[1:])}}}"
    if part[0] == "^":
        return f"(?: {_WORD}){{0,{int(part[1:])}}}"
    if part[0] == "!":
        return f" (?!{_either(part[1:], classes)} ){_WORD}"
    return f" {_either(part, classes)}"


def _either(part: str, classes: Mapping[str, str]) -> str:
    found = [classes[one[1:-1]] if one[0] == "{" else re.escape(one) + _MARKED for one in part.split("|")]
    return found[0] if len(found) == 1 else f"(?:{'|'.join(found)})"
