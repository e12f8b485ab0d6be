"""Text on drawn pictures: which characters the font has, and the largest size in which a text fits."""

from __future__ import annotations

import functools
import unicodedata
from pathlib import Path
from typing import NamedTuple

from PIL import ImageFont

import site_gen

_FONTS = Path(site_gen.__file__).parent / "data" / "fonts"
_STEP = 2
_RIGHT_TO_LEFT = ("R", "AL", "AN")
_PROBE = 40


class Block(NamedTuple):
    """A text in the lines and the font in which it is drawn; heights in pixels."""

    lines: tuple[str, ...]
    font: ImageFont.FreeTypeFont
    line_height: int

    @property
    def height(self) -> int:
        """The height of all lines."""
        return self.line_height * len(self.lines)


@functools.lru_cache(maxsize=64)
def font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """Give the font that comes with site-gen; characters are set one by one, alike on every machine."""
    file = _FONTS / ("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf")
    return ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.BASIC)


def is_covered(text: str) -> bool:
    """Tell whether a text can be drawn as it is written: every character is in the font, from left to right."""
    composed = unicodedata.normalize("NFC", text)
    return all(character.isspace() or _has(character) for character in composed)


def fit(text: str, *, width: int, sizes: tuple[int, int], lines: int, bold: bool = False) -> Block:
    """Give a text in the largest size, from the first of `sizes` down to the last, in which it fits into `lines` lines.

    What does not fit even then ends in an ellipsis.
    """
    composed = unicodedata.normalize("NFC", text)
    for size in range(sizes[0], sizes[1] - 1, -_STEP):
        chosen = font(size, bold=bold)
        wrapped = _wrap(composed, chosen, width)
        if len(wrapped) <= lines and all(chosen.getlength(line) <= width for line in wrapped):
            return Block(tuple(wrapped), chosen, round(size * 1.25))
    kept = [*wrapped[: lines - 1], " ".join(wrapped[lines - 1 :])]
    return Block(tuple(_cut(line, chosen, width) for line in kept), chosen, round(sizes[1] * 1.25))


def _wrap(text: str, chosen: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and chosen.getlength(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _cut(line: str, chosen: ImageFont.FreeTypeFont, width: int) -> str:
    if chosen.getlength(line) <= width:
        return line
    while line and chosen.getlength(f"{line}…") > width:
        line = line[:-1].rstrip()
    return f"{line}…"


@functools.lru_cache(maxsize=4096)
def _has(character: str) -> bool:
    """Tell whether the font has a character of its own, and one that needs no neighbours to be drawn."""
    if unicodedata.bidirectional(character) in _RIGHT_TO_LEFT or unicodedata.category(character) in ("Mn", "Mc", "Cn"):
        return False
    probe = font(_PROBE)
    return bytes(probe.getmask(character)) != bytes(probe.getmask("\U0010fffd"))
