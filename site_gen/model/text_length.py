"""How long a text is as platforms count: not one of them counts what another does.

Sources: twitter-text 3, configuration 3 (weights, emoji, addresses); Unicode UAX 29 (graphemes); 3GPP TS 23.038 (the
alphabet of text messages).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

Unit = Literal["characters", "graphemes", "weighted", "emoji-bytes", "bytes", "gsm-7"]
"""`weighted` as X counts; `emoji-bytes` as Threads does, where emoji are as long as in UTF-8."""

_ADDRESS = re.compile(r"https?://\S+")
_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""Code points that X counts once; all others count twice."""
_JOINER, _EMOJI_STYLE = "\u200d", "\ufe0f"
_SKIN = range(0x1F3FB, 0x1F400)
_FLAGS = range(0x1F1E6, 0x1F200)
_PICTURES = 0x1F000
"""From here on, the emoji and their parts."""
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWICE = frozenset("^{}\\[~]|€\f")


def text_length(text: str, unit: Unit, *, link: int | None = None) -> int:
    """Give the length of a text in a unit; every address counts as `link`, where that is given."""
    text = unicodedata.normalize("NFC", text.strip())
    addresses = 0
    if link is not None:
        text, addresses = _ADDRESS.subn("", text)
    return addresses * (link or 0) + _length(text, unit)


def fits_gsm(text: str) -> bool:
    """Tell whether a text message can be sent in the small alphabet, in which it may be more than twice as long."""
    return set(unicodedata.normalize("NFC", text)) <= _GSM | _GSM_TWICE


def graphemes(text: str) -> Iterator[str]:
    """Give what readers take for one character each: letters with their marks, emoji with all their parts, flags.

    Syllables of Hangul and Indic letters are counted as Unicode composes them, which for the latter is too many.
    """
    found = ""
    for char in text:
        if found and _goes_on(found, char):
            found += char
        else:
            if found:
                yield found
            found = char
    if found:
        yield found


def _length(text: str, unit: Unit) -> int:
    if unit == "bytes":
        return len(text.encode())
    if unit == "graphemes":
        return sum(1 for _ in graphemes(text))
    if unit == "weighted":
        return sum(2 if _is_emoji(one) else sum(map(_weight, one)) for one in graphemes(text))
    if unit == "emoji-bytes":
        return sum(len(one.encode()) if _is_emoji(one) else len(one) for one in graphemes(text))
    if unit == "gsm-7" and fits_gsm(text):
        return sum(2 if char in _GSM_TWICE else 1 for char in text)
    if unit == "gsm-7":
        return len(text.encode("utf-16-le")) // 2
    return len(text)


def _goes_on(found: str, char: str) -> bool:
    if char in (_JOINER, _EMOJI_STYLE) or found.endswith(_JOINER) or ord(char) in _SKIN:
        return True
    if ord(char) in _FLAGS:
        return len(found) == 1 and ord(found) in _FLAGS
    return unicodedata.category(char) in ("Mn", "Me", "Mc")


def _is_emoji(cluster: str) -> bool:
    return _EMOJI_STYLE in cluster or any(
        ord(char) >= _PICTURES and unicodedata.category(char) == "So" for char in cluster
    )


def _weight(char: str) -> int:
    return 1 if any(first <= ord(char) <= last for first, last in _LIGHT) else 2
