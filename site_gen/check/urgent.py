"""Words of somebody who may need help at once, in English and Spanish: `site_gen/data/emergency_cues.json`.

Source: MedlinePlus, Recognizing medical emergencies, <https://medlineplus.gov/ency/article/001927.htm>; the CDC's signs
of stroke and of heart attack; warning signs of the 988 Lifeline. The list is generous: a false alarm costs a line.
"""

from __future__ import annotations

import functools
import re
from importlib import resources

import msgspec

from site_gen.check.tokens import fold

_APOSTROPHES = re.compile("['’`´]")
_NO_WORD = re.compile(r"[^\w]+")
_BETWEEN = r"(?:\w+ ){0,3}"


class _File(msgspec.Struct):
    source: str
    reading: str
    cues: dict[str, tuple[str, ...]]


def urgent_cues(text: str) -> tuple[str, ...]:
    """Give the words of a text that an emergency may be behind, as they are compared, in their order.

    All languages are looked at: whoever is in need writes in any.
    """
    words = " ".join(_NO_WORD.sub(" ", fold(_APOSTROPHES.sub("", text))).split()) + " "
    return tuple(dict.fromkeys(match[0].strip() for match in _pattern().finditer(words)))


@functools.cache
def _pattern() -> re.Pattern[str]:
    data = resources.files("site_gen").joinpath("data/emergency_cues.json").read_bytes()
    cues = msgspec.json.decode(data, type=_File).cues
    patterns = sorted({_as_pattern(cue) for each in cues.values() for cue in each}, key=lambda one: (-len(one), one))
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})")


def _as_pattern(cue: str) -> str:
    return "".join(_BETWEEN if word == "^" else _one_word(word) for word in cue.split())


def _one_word(word: str) -> str:
    return re.escape(word.removesuffix("*")) + (r"\w* " if word.endswith("*") else " ")
