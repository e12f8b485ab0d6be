"""Words and numbers as a page writes them."""

from __future__ import annotations

import functools
import re
from hashlib import sha256

_LONG = 4_000
"""Characters of words or of a drawing that are kept."""
_DIGITS = re.compile(r"\d+(?:[.,\u00a0\u202f'’]\d{3})*")
_SEPARATOR = re.compile(r"\D")
_MOST_DIGITS = 15
_TEXTS_KEPT = 512
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def brief(text: str) -> str:
    """Give a text as it is, or the beginning of a long one with its hash: what is nested is kept many times."""
    return text if len(text) <= _LONG else f"{text[:_LONG]}… {sha256(text.encode()).hexdigest()}"


def squeezed(text: str) -> str:
    """Give words with one blank between them."""
    return " ".join(brief(text).split())


def template(text: str) -> str:
    """Give words with a mark in the place of each number."""
    return _DIGITS.sub("#", squeezed(text))


def numbers_in(text: str) -> list[int]:
    """Give the whole numbers that a text names, in any script's digits and with separators; -1 for long ones.

    A text with characters that turn the direction of what follows names -1: nobody knows which number is seen.
    """
    return list(_numbers(text))


@functools.lru_cache(maxsize=_TEXTS_KEPT)
def _numbers(text: str) -> tuple[int, ...]:
    if _TURNING.search(text):
        return (-1,)
    found = (_SEPARATOR.sub("", one) for one in _DIGITS.findall(text))
    return tuple(int(digits) if len(digits) <= _MOST_DIGITS else -1 for digits in found)
