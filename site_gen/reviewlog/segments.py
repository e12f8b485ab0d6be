"""The default splitter: cuts a text into the segments that an entry commits to.

Segments are stored data: whoever verifies takes them as they are and never splits again, so this may improve with any
version. It cuts after sentences and line breaks and around what looks like an identifier, so that a name can be hidden
without hiding the opinion. Nothing is changed: the segments put together are the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from site_gen.reviewlog.graphemes import next_boundary
from site_gen.reviewlog.identifiers import find_identifiers

MOST_SEGMENTS = 1_000
"""More would not fit the 65,535 bytes of an entry."""

_SENTENCE = r"""(?P<stop>[.!?…]{1,20})["'’”»)\]]{0,4}\s+(?=(?P<next>\S|\Z))   # a sentence, and the space after it"""
_END = re.compile(_SENTENCE, re.VERBOSE)
_ANY_END = re.compile(
    rf"""{_SENTENCE}
      | [。！？]{{1,20}}["'’”»)\]」』]{{0,4}}\s*                            # scripts that write no space there
      | (?<![^\S\n\u2028\u2029])[^\S\n\u2028\u2029]*[\n\u2028\u2029]\s*   # a line break and all space around it
    """,
    re.VERBOSE,
)
_OTHER_END = re.compile(r"[\n\u2028\u2029。！？]")
"""What a text without it can do without the slower pattern for."""
_LAST_WORD = re.compile(r"[\w.]{1,12}\Z")
_SHORTENED = """
dr dra drs mr mrs ms mx prof sr sra srta lic rev st jr vs approx dept inc ave blvd apt ext tel núm pág av avda
e.g i.e a.m p.m p.ej ee.uu d.d.s m.d ph.d
"""
_ABBREVIATIONS = frozenset(_SHORTENED.split())
_LOOK_BACK = 14


def split_text(text: str) -> tuple[str, ...]:
    """Give the segments of `text`, in order, none empty; an empty text has none.

    No cut falls inside a grapheme cluster. At most 1,000 segments: of more, neighbours are put together.
    """
    if not text:
        return ()
    places = [0]
    for cut in sorted({*_cuts(text), len(text)}):
        if cut > places[-1]:
            places.append(next_boundary(text, cut))
    step = -(-(len(places) - 1) // MOST_SEGMENTS)
    if step > 1:
        places = [*places[:-1:step], len(text)]
    return tuple([text[start:end] for start, end in pairwise(places)])


def _cuts(text: str) -> Iterable[int]:
    spans = find_identifiers(text)
    for span in spans:
        yield from span
    following = 0
    for match in (_ANY_END if _OTHER_END.search(text) else _END).finditer(text):
        cut = match.end()
        while following < len(spans) and spans[following][1] <= cut:
            following += 1
        is_inside = following < len(spans) and spans[following][0] < cut
        if not is_inside and _ends_sentence(text, match):
            yield cut


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    """Tell a sentence's end from the point of an abbreviation or an initial."""
    if match["stop"] not in (".", "...", "…") or "\n" in match.group():
        return True
    if match["next"].islower():
        return False
    if match["stop"] != ".":
        return True
    word = _LAST_WORD.search(text, max(0, match.start() - _LOOK_BACK), match.start())
    if word is None:
        return True
    last = word.group()
    is_initial = len(last) == 1 and last.isupper() and last != "I"
    return not is_initial and last.lower() not in _ABBREVIATIONS
