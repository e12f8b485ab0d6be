"""Characters that hide something, and what a wrong decoding leaves of a text.

Joiners belong to Persian, Hindi, many other languages and to emoji; a zero-width space to scripts without spaces;
direction marks to text that has right-to-left letters. There they are no suspects.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_HIDDEN = re.compile(
    "[\u200b-\u200f\u061c\u180e\u202a-\u202e\u2060-\u2064\u2066-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e0fff]"
)
_LOST = re.compile("[\ufffd\ufffc\x7f-\x84\x86-\x9f]")
_HIGH = re.compile("[^\x00-\x7f]{2,}")
_EMOJI = re.compile("[\u20e3\u2194\u2195\ufe0f\U0001f3fb-\U0001f3ff\U000e007f]")
_JOINING = re.compile("[\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\u1900-\u1cff\ua800-\uabff]")
"""Scripts whose letters are joined or kept apart: Arabic to Mandaic, of India, Tibet, Burma, Cambodia, Mongolia."""
_SPACELESS = re.compile("[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u1aaf\u3040-\u30ff\u3400-\u9fff]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_VIRAMA = 9
_FLAG = "\U0001f3f4"
_MARKS = "\u200e\u200f\u061c"
_PAIRS = (("\u2066\u2067\u2068", "\u2069"), ("\u202a\u202b\u202d\u202e", "\u202c"))
_OVERRIDES = "\u202d\u202e"
_QUOTES = "\u00a0\u00ab\u00bb\u2018\u2019\u201a\u201c\u201d\u201e\u2039\u203a"
"""May follow a capital with an accent in honest text, such as at the end of a quotation."""
_LOOKALIKES = frozenset({"ARMENIAN", "CHEROKEE", "CYRILLIC"})
_RUN = 3
"""So many characters in a row that all decode again are no accident, whatever they become."""


class Suspect(NamedTuple):
    """What was found at which character of a text, in words; `kind` is it without any of the text's."""

    at: int
    what: str
    kind: str


def hidden_characters(text: str) -> Iterator[Suspect]:
    """Give characters that cannot be seen and have no work to do where they stand."""
    for found in () if text.isascii() else _HIDDEN.finditer(text):
        char, at = found[0], found.start()
        if not _has_work(text, at, char):
            kind = (
                "direction control"
                if char in _MARKS or any(char in pair[0] + pair[1] for pair in _PAIRS)
                else "invisible"
            )
            what = f"{kind} U+{ord(char):04X}"
            yield Suspect(at, what, what)


def wrong_decodings(text: str) -> Iterator[Suspect]:
    """Give what was lost when a text was decoded, and UTF-8 that was read as another encoding (mojibake)."""
    if text.isascii():
        return
    for found in _LOST.finditer(text):
        what = f"lost character U+{ord(found[0]):04X}"
        yield Suspect(found.start(), what, what)
    for run in _HIGH.finditer(text):
        for name, table, least in (("Windows-1252", _WINDOWS_1252, 1), ("Windows-1251", _WINDOWS_1251, _RUN)):
            for at, found_text, meant in _decoded_again(run[0], table, least):
                kind = f"UTF-8 read as {name}"
                yield Suspect(run.start() + at, f'"{found_text}", which is "{meant}" in {kind}', kind)


def mixed_words(text: str, *, greek: bool = False) -> Iterator[str]:
    """Give words that mix Latin letters with some of a script that has the same shapes; `greek` counts as one."""
    if text.isascii():
        return
    foreign = _LOOKALIKES | {"GREEK"} if greek else _LOOKALIKES
    for found in _WORD.finditer(text):
        word = found[0]
        if not word.isascii():
            scripts = {unicodedata.name(char, "").partition(" ")[0] for char in word}
            if "LATIN" in scripts and not foreign.isdisjoint(scripts):
                yield word


def _has_work(text: str, at: int, char: str) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if char in "\u200c\u200d":
        joins = bool(_JOINING.match(before)) or (before != "" and unicodedata.combining(before) == _VIRAMA)
        return joins or (char == "\u200d" and _is_emoji(before) and _is_emoji(after))
    if char == "\u200b":
        return bool(_SPACELESS.match(before) or _SPACELESS.match(after))
    if "\U000e0020" <= char <= "\U000e007f":
        return re.search(f"{_FLAG}[\U000e0020-\U000e007f]*$", text[:at]) is not None
    if "\U000e0100" <= char <= "\U000e01ef":
        return bool(_SPACELESS.match(before))
    return _turns(text, char)


def _turns(text: str, char: str) -> bool:
    """Tell whether a direction control belongs to right-to-left text, and what it begins is ended."""
    if char in _OVERRIDES or not any(unicodedata.bidirectional(one) in ("R", "AL") for one in text):
        return False
    if char in _MARKS:
        return True
    for begins, ends in _PAIRS:
        if char in begins or char == ends:
            return sum(map(text.count, begins)) == text.count(ends)
    return False


def _is_emoji(char: str) -> bool:
    return char != "" and (unicodedata.category(char) == "So" or _EMOJI.match(char) is not None)


def _decoded_again(run: str, table: dict[str, int], least: int) -> Iterator[tuple[int, str, str]]:
    """Give what decodes as UTF-8 in a run of characters that stand for single bytes, with its place."""
    start = at = 0
    meant = ""
    is_likely = False
    while at <= len(run):
        one = _one_character(run, at, table) if at < len(run) else None
        if one is not None:
            end = at + len(one.encode())
            is_likely = is_likely or _is_likely(run[at:end], one)
            meant, at = meant + one, end
            continue
        if len(meant) >= _RUN or (least == 1 and is_likely):
            yield start, run[start:at], meant
        at += 1
        start, meant, is_likely = at, "", False


def _one_character(run: str, at: int, table: dict[str, int]) -> str | None:
    lead = table.get(run[at], 0)
    length = 2 if 0xC2 <= lead < 0xE0 else 3 if 0xE0 <= lead < 0xF0 else 4 if 0xF0 <= lead < 0xF5 else 0
    codes = [table.get(char, 0) for char in run[at : at + length]]
    if not length or len(codes) < length:
        return None
    try:
        return bytes(codes).decode()
    except UnicodeDecodeError:
        return None


def _is_likely(written: str, meant: str) -> bool:
    """Tell whether a single decoded character is one that texts in Latin letters have and that lost its way."""
    if len(written) == len("Ã©"):
        return "\u00a0" <= meant <= "\u017f" and written[1] not in _QUOTES
    return "\u2010" <= meant <= "\u2044" or meant in "\u20ac\u2122\ufffd\ufeff" or meant > "\U0001f000"


def _bytes_of(encoding: str) -> dict[str, int]:
    """Give the byte of each character outside ASCII; bytes that an encoding leaves open stand for themselves."""
    bytes_of = {}
    for code in range(0x80, 0x100):
        try:
            bytes_of[bytes([code]).decode(encoding)] = code
        except UnicodeDecodeError:
            bytes_of[chr(code)] = code
    return bytes_of


_WINDOWS_1252 = _bytes_of("cp1252")
_WINDOWS_1251 = _bytes_of("cp1251")
