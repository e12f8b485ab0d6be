"""Words and numbers as a page writes them."""

from __future__ import annotations

import re

_DIGITS = re.compile(r"\d+(?:[.,\u00a0\u202f'’]\d{3})*")
_SEPARATOR = re.compile(r"\D")
_MOST_DIGITS = 15


def squeezed(text: str) -> str:
    """Give words with one blank between them."""
    return " ".join(text.split())


def numbers_in(text: str) -> list[int]:
    """Give the whole numbers that a text names, in any script's digits and with separators; -1 for long ones."""
    found = (_SEPARATOR.sub("", one) for one in _DIGITS.findall(text))
    return [int(digits) if len(digits) <= _MOST_DIGITS else -1 for digits in found]
