"""Medical words that have a plain synonym, in English and Spanish: `site_gen/data/jargon.json`."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from importlib import resources
from typing import NamedTuple

import msgspec

from site_gen.check.phrases import fold

_TITLE = re.compile(
    r"\b(?:certified|certificate|fellowship|residency|degree|license|qualification|fellow|board|department|institute"
    r"|certificad[oa]|residencia|especialista|especialidad|departamento|instituto) (?:in|of|en|de|del) [^.,;:()]*",
    re.IGNORECASE,
)
"""What somebody is certified in is called what it is called."""
_SENTENCE = re.compile(r"[^.!?…\n]+")
_EXPLAINED = re.compile(
    r"\s*[(—–]|,\s+(?:or|which|that is|meaning|also|also called|o|es decir|o sea|que es|también)\b", re.IGNORECASE
)
"""What stands behind a word that the text explains itself."""
_CAPITAL_NEXT = re.compile(r"\s+[A-ZÁÉÍÓÚÑ]")


class Term(NamedTuple):
    """A word as the text has it, and what to say instead."""

    found: str
    plain: str


class Glossary(NamedTuple):
    """The words of a language: a pattern that finds any, and the plain synonym by the folded word."""

    pattern: re.Pattern[str]
    plain: dict[str, str]


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
    for name in names:
        text = re.sub(re.escape(name), " ", text, flags=re.IGNORECASE)
    found: dict[str, Term] = {}
    explained: set[str] = set()
    for sentence in _SENTENCE.findall(_TITLE.sub(" ", text)):
        for key, match in _words(sentence, glossary):
            plain = glossary.plain[key]
            if _is_explained(sentence, match, plain):
                explained.add(key)
            else:
                found.setdefault(key, Term(match[0], plain))
    return [term for key, term in found.items() if key not in explained]


def _words(sentence: str, glossary: Glossary) -> Iterator[tuple[str, re.Match[str]]]:
    start = len(sentence) - len(sentence.lstrip())
    for match in glossary.pattern.finditer(sentence):
        is_capital = match[0][0].isupper()
        if is_capital and (match.start() > start or _CAPITAL_NEXT.match(sentence, match.end())):
            continue
        assert match.lastgroup is not None, "each word is a group"
        yield match.lastgroup, match


def _is_explained(sentence: str, match: re.Match[str], plain: str) -> bool:
    before, behind = sentence[: match.start()], sentence[match.end() :]
    if before.endswith("(") or _EXPLAINED.match(behind):
        return True
    return any(fold(one.strip()) in fold(sentence) for one in plain.split(","))


def _glossary(words: dict[str, str]) -> Glossary:
    """Put words into one pattern, longest first; a word matches in the plural, and a Spanish one in both genders."""
    plain = {f"w{number}": synonym for number, synonym in enumerate(words.values())}
    patterns = [(word, f"(?P<w{number}>{_pattern(word)})") for number, word in enumerate(words)]
    patterns.sort(key=lambda pair: -len(pair[0]))
    return Glossary(re.compile(rf"\b(?:{'|'.join(one for _, one in patterns)})\b", re.IGNORECASE), plain)


def _pattern(word: str) -> str:
    return rf"{re.escape(word[:-1])}[oa]s?" if word.endswith("o") else rf"{re.escape(word)}(?:e?s)?"
