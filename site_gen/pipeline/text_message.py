"""How long a text message is for a phone network: in the default alphabet, or in the one for everything else.

Source: 3GPP TS 23.038, section 6.2.1 (alphabet and its extension) and TS 23.040, section 9.2.3.24 (parts).
"""

from __future__ import annotations

from typing import NamedTuple

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = frozenset("\f^{}\\[~]|€")
_ONE_PART, _EACH_PART = 160, 153
_ONE_PART_WIDE, _EACH_PART_WIDE = 70, 67


class TextMessage(NamedTuple):
    """The length of a text: characters as they count, how many fit into one message, and how many messages it takes.

    `outside` are the characters that the default alphabet does not have, each once, in order; one of them is enough to
    halve what a message holds.
    """

    length: int
    fits: int
    parts: int
    outside: str


def measure(text: str) -> TextMessage:
    """Measure a text as a phone network does."""
    outside = "".join(dict.fromkeys(one for one in text if one not in _BASIC and one not in _EXTENSION))
    if outside:
        length = len(text.encode("utf-16-le")) // 2
        return TextMessage(length, _ONE_PART_WIDE, _parts(length, _ONE_PART_WIDE, _EACH_PART_WIDE), outside)
    length = len(text) + sum(one in _EXTENSION for one in text)
    return TextMessage(length, _ONE_PART, _parts(length, _ONE_PART, _EACH_PART), "")


def _parts(length: int, one: int, each: int) -> int:
    return 1 if length <= one else -(-length // each)
