"""Medical words that have a plain synonym, in English and Spanish: `site_gen/data/jargon.json`."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from importlib import resources
from typing import NamedTuple

import msgspec

from site_gen.check.cues import may_hold
from site_gen.check.tokens import fold

_TITLES = (
    "certif", "fellow", "residen", "degree", "license", "qualification", "board", "department", "institut", "especiali",
    "departamento",
)  # fmt: skip
"""Each title has one of them."""
_TITLE = (
    r"\b(?:certified|certificate|fellowship|residency|degree|license|qualification|fellow|board|department|institute"
    r"|certificad[oa]|residencia|especialista|especialidad|departamento|instituto) (?:in|of|en|de|del) [^,;:()]*"
)
"""What somebody is certified in is called what it is called."""
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_END = re.compile(r"[.!?…]+|\n\s*\n")
_EXPLAINED = re.compile(
    r"\s*[(—–]|,\s+(?:or|which|that is|meaning|also|also called|o|es decir|o sea|que es|también)\b", re.IGNORECASE
)
"""What stands behind a word that the text explains itself."""
_CAPITAL_NEXT = re.compile(r"\s+[A-ZÁÉÍÓÚÑ]")


class Term(NamedTuple):
    """A word as the text has it, and what to say instead."""

    found: str
    plain: str


class Entry(NamedTuple):
    """A word of a glossary: a pattern that matches all its forms, and what to say instead."""

    pattern: str
    plain: str


Glossary = dict[str, list[Entry]]
"""The words of a language by each form of the first of them, longest first."""


@functools.cache
def glossaries() -> dict[str, Glossary]:
    """Give the glossaries by language."""
    data = resources.files("site_gen").joinpath("data/jargon.json").read_bytes()
    return {tag: _glossary(words) for tag, words in msgspec.json.decode(data, type=dict[str, dict[str, str]]).items()}


def unexplained(text: str, language: str, names: tuple[str, ...] = ()) -> list[Term]:
    """Give the words of plain text with a plain synonym, each once, but those explained where they stand, and `names`.

    A word in the name of something (a clinic, a certificate, one of `names`) is none of them.
    """
    glossary = glossaries()[language.split("-")[0]]
    named = _named(text, names)
    found: dict[Entry, Term] = {}
    explained: set[Entry] = set()
    for part in _SENTENCE_END.split(text):
        sentence = " ".join(part.split())
        if named is not None:
            sentence = named.sub("", sentence)
        for entry, match in _entries(sentence, glossary):
            if _is_explained(sentence, match, entry.plain):
                explained.add(entry)
            else:
                found.setdefault(entry, Term(match[0], entry.plain))
    return [term for entry, term in found.items() if entry not in explained]


def _named(text: str, names: tuple[str, ...]) -> re.Pattern[str] | None:
    """Give what finds names and titles in a text; None where it has none of them."""
    line = " ".join(text.split())
    patterns = [re.escape(one) for one in names if one and (not one.isascii() or may_hold(line, (one.lower(),)))]
    if may_hold(line, _TITLES):
        patterns.append(_TITLE)
    return _compiled("|".join(patterns)) if patterns else None


@functools.lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _entries(sentence: str, glossary: Glossary) -> Iterator[tuple[Entry, re.Match[str]]]:
    if glossary.keys().isdisjoint([word.lower() for word in _WORD.findall(sentence)]):
        return
    for word in _WORD.finditer(sentence):
        for entry in glossary.get(word[0].lower(), ()):
            match = _compiled(entry.pattern).match(sentence, word.start())
            if match is not None:
                is_first = not sentence[: word.start()].strip()
                if word[0].islower() or (is_first and not _CAPITAL_NEXT.match(sentence, match.end())):
                    yield entry, match
                break


def _is_explained(sentence: str, match: re.Match[str], plain: str) -> bool:
    before, behind = sentence[: match.start()], sentence[match.end() :]
    if before.endswith("(") or _EXPLAINED.match(behind):
        return True
    return any(fold(one.strip()) in fold(sentence) for one in plain.split(","))


def _glossary(words: dict[str, str]) -> Glossary:
    glossary: Glossary = {}
    for word, plain in sorted(words.items(), key=lambda pair: -len(pair[0])):
        *head, last = word.split(" ")
        several = "|".join(map(re.escape, sorted(_forms(last), key=len, reverse=True)))
        pattern = rf"{' '.join([*map(re.escape, head), f'(?:{several})'])}\b"
        for first in (head[0],) if head else _forms(last):
            glossary.setdefault(first, []).append(Entry(pattern, plain))
    return glossary


def _forms(word: str) -> tuple[str, ...]:
    """Give a word in the plural, and a Spanish one in both genders."""
    if word.endswith("o"):
        return tuple(word[:-1] + ending for ending in ("o", "a", "os", "as"))
    return (word, f"{word}s", f"{word}es")
