"""How hard a text is to read, as a school grade, in English and Spanish.

English: Flesch-Kincaid (1975). Spanish: Fernández Huerta (1959), with words a sentence as Law (2011) corrected it, and
its own table of grades. Both count sentences, words and syllables; neither knows whether a text makes sense.

Addresses and telephone numbers are taken out first, and a name, of whatever length, counts as one short word: a
hospital is not to blame for what it is called, and nobody can shorten a degree.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

_NUMBER = r"\+?\(?\d[\d().\s-]{6,}\d"
_NUMBERS = re.compile(_NUMBER)
_ADDRESS = re.compile(rf"(?:https?://|www\.|mailto:|tel:)\S+|\S+@\S+\.\w+|{_NUMBER}")
_OF_ADDRESSES = ("@", "://", "www.", "mailto:", "tel:")
"""Without one of them a text has no address but telephone numbers, which are found ten times as fast."""
_SHORTENED_WORD = r"\b(dra?|mrs?|ms|mx|sra?|srta|st|vs|approx|ext|tel|e\.g|i\.e|p\. ?ej|[a-z])"
_SHORTENED = re.compile(rf"{_SHORTENED_WORD}\.(?=\s)", re.IGNORECASE)
"""Words whose stop ends no sentence."""
_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+|\n\s*\n")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_STOP = re.compile(r"\.\s")
_BEFORE_STOP = re.compile(rf"{_SHORTENED_WORD}\Z", re.IGNORECASE)
"""The same before one stop: texts without such a word are the most."""
_IN_NAMES = frozenset({"of", "the", "and", "for", "de", "del", "la", "las", "los", "y", "e"})
_NAME = "Name"
_VOWELS = re.compile("[aeiouy]+")
_SILENT = re.compile(
    r"""(?<=[^aeiouy])e(?=(?:ly|less|ful|fully|ness|ments?|some|things?|times?|where|body|ones?|side|work|site|page)$)
      | (?<=[^aeiouytd])e(?=d$) | (?<=[^aeiouycsxzghl])e(?=s$) | (?<=[aeiouyr]l)e(?=s?$) | (?<=[^aeiouyl])e$
      | ^y(?=[aeiou]) | (?<=ev)e(?=r) | (?<=bus)i(?=ness) | (?<=[stcg])(?<!^sc)i(?=on|ous|all?y?$|ans?$|en[ct])""",
    re.VERBOSE,
)
"""English letters that look like a syllable of their own: name(e), call(e)d, ev(e)ry, spec(i)al."""
_PARTED = re.compile(
    r"""i(?=a(?!ge)|o|u[ms]|et|er|est) | e(?=o(?!pl|n$)) | (?<=[^qg])u(?=a|ou) | [aeouy](?=ing) | (?<=[sh])m$
      | (?<=[^aeo])y(?=[ao]) | (?<=cr)e(?=at) | (?<=r)e(?=al|ac)
      | (?<=[aeiou].)e(?=as?$) | (?<=^[sc][cl])i(?=en)""",
    re.VERBOSE,
)
"""English vowels that begin another syllable: scï-ence, go-ing, spas-m."""
_FINAL_Y = re.compile("y(?![aeiouáéíóúü])")
_NUCLEUS = re.compile("[aeoáéóíú]|(?<![aeoáéóíúiuü])[iuü]+(?![aeoáéóíúiuü])")
_FERNANDEZ_HUERTA = ((90, 4), (80, 5), (70, 6), (65, 7), (60, 8), (50, 10), (30, 12))
"""From which value a text is for which grade; 60 to 70, "the seventh or eighth", is cut in half. Below: university."""
_UNIVERSITY = 16
_LONGEST = len("approx")
"""No shortened word is longer."""
_LEAST_WORDS = 50
_LEAST_SENTENCES = 3


class Readability(NamedTuple):
    """A text's grade, what it comes from, and its longest sentence."""

    grade: float
    words_a_sentence: float
    syllables_a_word: float
    longest: str


def judge(text: str, language: str) -> Readability | None:
    """Give how hard plain text is to read, or None where it is too short to say, or in a language not in `FORMULAS`."""
    syllables, formula = FORMULAS[language.split("-")[0]]
    sentences = [(words, sentence) for sentence in _sentences(text) if (words := _words(sentence))]
    words = [word for sentence, _ in sentences for word in sentence]
    if len(words) < _LEAST_WORDS or len(sentences) < _LEAST_SENTENCES:
        return None
    words_a_sentence = len(words) / len(sentences)
    syllables_a_word = sum(1 if word == _NAME else syllables(word.lower()) for word in words) / len(words)
    longest = max(sentences, key=lambda pair: len(pair[0]))[1]
    grade = round(formula(words_a_sentence, syllables_a_word), 1)
    return Readability(grade, words_a_sentence, syllables_a_word, " ".join(longest.split()))


@functools.lru_cache(maxsize=1 << 14)
def english_syllables(word: str) -> int:
    """Give about how many syllables an English word has: right for 98 in 100 words of running text."""
    word = re.sub(r"['’](?:s|d|m|ll|re|ve)?$|n['’]t$", "", word)
    kept = _SILENT.sub("", word)
    return max(1, len(_VOWELS.findall(kept)) + len(_PARTED.findall(kept)))


@functools.lru_cache(maxsize=1 << 14)
def spanish_syllables(word: str) -> int:
    """Give how many syllables a Spanish word has; its spelling says so."""
    return max(1, len(_NUCLEUS.findall(_FINAL_Y.sub("i", word))))


def _flesch_kincaid(words_a_sentence: float, syllables_a_word: float) -> float:
    return 0.39 * words_a_sentence + 11.8 * syllables_a_word - 15.59


def _fernandez_huerta(words_a_sentence: float, syllables_a_word: float) -> float:
    value = 206.84 - 60 * syllables_a_word - 1.02 * words_a_sentence
    return next((grade for least, grade in _FERNANDEZ_HUERTA if value >= least), _UNIVERSITY)


def _sentences(text: str) -> Iterator[str]:
    addresses = _ADDRESS if any(one in text for one in _OF_ADDRESSES) else _NUMBERS
    text = addresses.sub(_NAME, text)
    if any(_BEFORE_STOP.search(text, max(0, stop.start() - _LONGEST), stop.start()) for stop in _STOP.finditer(text)):
        text = _SHORTENED.sub(r"\1", text)
    yield from _END.split(text)


def _words(sentence: str) -> list[str]:
    """Give the words of a sentence, each run of names inside it as one."""
    words: list[str] = []
    found = _WORD.findall(sentence)
    for place, word in enumerate(found):
        if not word.islower() and _is_name(word, first=place == 0):
            if not words or words[-1] != _NAME:
                words.append(_NAME)
        elif word in _IN_NAMES and words and words[-1] == _NAME and _goes_on(found[place + 1 :]):
            continue
        else:
            words.append(word)
    return words


def _goes_on(rest: list[str]) -> bool:
    """Tell whether a name goes on behind small words."""
    behind = next(itertools.dropwhile(_IN_NAMES.__contains__, rest), "")
    return bool(behind) and _is_name(behind, first=False)


def _is_name(word: str, *, first: bool) -> bool:
    if len(word) == 1 or word.split("'")[0].split("’")[0] == "I":
        return False
    return word.isupper() or (word[0].isupper() and not first)


Formula = Callable[[float, float], float]

FORMULAS: dict[str, tuple[Callable[[str], int], Formula]] = {
    "en": (english_syllables, _flesch_kincaid),
    "es": (spanish_syllables, _fernandez_huerta),
}
"""How syllables are counted, and the grade by words a sentence and syllables a word, for each language."""
