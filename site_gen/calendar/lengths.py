"""How long a text is, as the platform counts it on which it is posted.

Source: X, "Counting characters" (configuration 3 of twitter-text: 280, links as 23, most scripts of East Asia double);
Mastodon, "Posting to your profile" (links as 23); Bluesky counts what is seen as one character.
"""

from __future__ import annotations

import re
import unicodedata

from site_gen.calendar.tools import Counted, Limit
from site_gen.reviewlog.graphemes import next_boundary

_LINK = re.compile(r"https?://\S+")
_LINK_LENGTH = 23
_SINGLE = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""Code points that X counts once; all others it counts twice."""


def length(text: str, counted: Counted) -> int:
    """Give the length of a text."""
    text = unicodedata.normalize("NFC", text)
    if counted == "graphemes":
        return len(_graphemes(text))
    if counted == "characters":
        return len(text)
    links = _LINK.findall(text)
    rest = _LINK.sub("", text)
    own = sum(map(_weight, _graphemes(rest))) if counted == "weighted" else len(_graphemes(rest))
    return _LINK_LENGTH * len(links) + own


def too_long(text: str, limit: Limit | None) -> str:
    """Say by how much a text is too long; nothing where it is not, or where no limit is known."""
    if limit is None:
        return ""
    found = length(text, limit.counted)
    return f"{found:,} characters, {limit.most:,} at most" if found > limit.most else ""


def _weight(grapheme: str) -> int:
    """Give what X counts for one character; an emoji of several code points counts as one, twice."""
    first = ord(grapheme[0])
    if len(grapheme) > 1 and not any(low <= first <= high for low, high in _SINGLE):
        return 2
    return sum(1 if any(low <= ord(char) <= high for low, high in _SINGLE) else 2 for char in grapheme)


def _graphemes(text: str) -> list[str]:
    found, at = [], 0
    while at < len(text):
        end = next_boundary(text, at + 1)
        found.append(text[at:end])
        at = end
    return found
