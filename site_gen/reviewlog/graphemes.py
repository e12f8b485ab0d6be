"""Where a text may be cut: never between a character and what is drawn on it.

A part of Unicode Standard Annex #29 (extended grapheme clusters, rules GB3 to GB13) that needs no data beyond
`unicodedata`: marks, joiners, emoji modifiers, tag characters, flags and Hangul syllables stay whole. Prepended marks
(GB9b) and Indic conjuncts (GB9c) are not told apart; a cut there follows a space or an identifier anyway.
"""

from __future__ import annotations

import unicodedata

_ZERO_WIDTH_JOINER = "\u200d"
_MARKS = frozenset({"Mn", "Mc", "Me"})


def is_boundary(text: str, at: int) -> bool:
    """Tell whether `text` may be cut before character `at`, which counts from 0; both ends are boundaries."""
    if at <= 0 or at >= len(text):
        return True
    before, after = text[at - 1], text[at]
    if before < "\u0300" and after < "\u0300":
        return not (before == "\r" and after == "\n")  # GB3
    if before in "\r\n" and not _extends(after):
        return True
    if before == _ZERO_WIDTH_JOINER or _extends(after):  # GB9, GB9a, GB11
        return False
    if _is_regional(before) and _is_regional(after):  # GB12, GB13
        return _regional_run(text, at) % 2 == 0
    return not _is_one_syllable(before, after)


def next_boundary(text: str, at: int) -> int:
    """Give the first place at or after `at` where `text` may be cut."""
    while not is_boundary(text, at):
        at += 1
    return at


def _extends(char: str) -> bool:
    if char < "\u0300":
        return False
    return (
        unicodedata.category(char) in _MARKS
        or char in "\u200c\u200d\uff9e\uff9f"
        or "\U0001f3fb" <= char <= "\U0001f3ff"
        or "\U000e0020" <= char <= "\U000e007f"
    )


def _is_regional(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _regional_run(text: str, at: int) -> int:
    start = at
    while start > 0 and _is_regional(text[start - 1]):
        start -= 1
    return at - start


def _is_one_syllable(before: str, after: str) -> bool:
    first, second = _hangul(before), _hangul(after)
    if first == "L":  # GB6
        return second in ("L", "V", "LV", "LVT")
    if first in ("LV", "V"):  # GB7
        return second in ("V", "T")
    return first in ("LVT", "T") and second == "T"  # GB8


def _hangul(char: str) -> str:
    if "\uac00" <= char <= "\ud7a3":
        return "LV" if (ord(char) - 0xAC00) % 28 == 0 else "LVT"
    if "\u1100" <= char <= "\u115f" or "\ua960" <= char <= "\ua97c":
        return "L"
    if "\u1160" <= char <= "\u11a7" or "\ud7b0" <= char <= "\ud7c6":
        return "V"
    if "\u11a8" <= char <= "\u11ff" or "\ud7cb" <= char <= "\ud7fb":
        return "T"
    return ""
