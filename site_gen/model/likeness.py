"""Which texts are nearly the same: a text as the set of its runs of three words.

The measure is that of Jaccard: how many runs two texts share, out of all runs that either has.
"""

from __future__ import annotations

import array
import hashlib
import re
import zlib
from collections.abc import Sequence

import msgspec

LEAST_WORDS = 10
"""Shorter texts say the same by chance."""

_WORD = re.compile(r"\w+(?:['’]\w+)*")


class Sketch(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A review for comparison, without its words, since it is kept in the cache whether or not they are shown.

    `author` is `author_mark`; `grams` are 32-bit numbers, in order; see `read_grams`.
    """

    path: str
    author: bytes
    source: str
    elsewhere: bool
    grams: bytes


def author_mark(name: str | None) -> bytes:
    """Give what tells two authors apart without their names: 64 bits of a digest, capitals aside."""
    return hashlib.sha256(name.casefold().encode()).digest()[:8] if name else b""


def grams_of(text: str) -> bytes:
    """Give the runs of three words of a text as sorted 32-bit numbers, none of a text of fewer than ten words.

    Two runs have one number by chance once in four thousand million times, which changes a measure by a hundredth.
    """
    words = _WORD.findall(text.casefold())
    if len(words) < LEAST_WORDS:
        return b""
    runs = zip(words, words[1:], words[2:], strict=False)
    return array.array("I", sorted({zlib.crc32(" ".join(run).encode()) for run in runs})).tobytes()


def read_grams(grams: bytes) -> Sequence[int]:
    """Give the numbers of `grams_of`."""
    return memoryview(grams).cast("I")
