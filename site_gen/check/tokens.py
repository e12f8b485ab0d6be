"""A text as words and marks, for whoever looks for words in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

BOUNDARY = "|"
COMMA = ","
_TOKEN = re.compile(
    r"""[$€£]?\d+(?:[.,:/]\d+)*                                       # a number, an amount, a date
      | [^\W\d_][^\W\d_\u0300-\u036f]*(?:['’][^\W\d_]+)?              # a word, with 's or n't
      | [.!?;:…]+ | \n\s*\n                                           # the end of a clause
      | [,()—–] | (?<=\s)-(?=\s)                                      # a pause
    """.replace(r"[^\W\d_\u0300-\u036f]*", r"(?:[^\W\d_]|[\u0300-\u036f])*"),
    re.VERBOSE,
)
_SHORTENED = frozenset({"dr", "dra", "mr", "mrs", "ms", "mx", "sr", "sra", "srta", "st", "vs", "approx", "ext", "tel"})
_JOINS = frozenset({"but", "however", "although", "though", "pero", "aunque", "embargo"})


class Token(NamedTuple):
    """A word as it is compared, and where it stands in the text; marks are `BOUNDARY` and `COMMA`."""

    folded: str
    start: int
    end: int


def tokenize(text: str) -> tuple[Token, ...]:
    """Take a text apart into words and marks; the first is a boundary."""
    tokens = [Token(BOUNDARY, 0, 0)]
    for match in _TOKEN.finditer(text):
        tokens.extend(_tokens(match, tokens[-1].folded))
    return tuple(tokens)


def fold(text: str) -> str:
    """Give a text without case and accents."""
    if text.isascii():
        return text.lower()
    return "".join(one for one in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(one))


def _tokens(match: re.Match[str], before: str) -> Iterator[Token]:
    text, start, end = match[0], match.start(), match.end()
    if text[0].isalpha():
        folded = fold(text).replace("’", "'")
        cut = next((place for place, one in enumerate(text) if one in "'’"), None)
        if folded in _JOINS:
            yield Token(BOUNDARY, start, end)
        elif cut is None:
            yield Token(folded, start, end)
        else:
            cut -= folded.endswith("n't")
            yield Token(fold(text[:cut]), start, start + cut)
            yield Token(fold(text[cut:]).replace("’", "'"), start + cut, end)
    elif text[0].isdigit() or text[0] in "$€£":
        yield Token(text, start, end)
    elif text in {",", "(", ")", "—", "–", "-"}:
        yield Token(COMMA, start, end)
    elif text != "." or (before not in _SHORTENED and len(before) > 1):
        yield Token(BOUNDARY, start, end)
