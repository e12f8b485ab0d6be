"""Finds the reviews of a whole site whose texts are nearly the same, in time that grows with their number.

Two sets that share at least half of everything cannot both have more than half of their members alone or among rarer
ones than those they share. So a text whose runs of words mostly stand in no other text is left out at once, which in
honest sets is nearly all of them, and of the others only the rarer half is looked up (the prefix filter of Chaudhuri,
Ganti and Kaushik, 2006). Nothing is missed, and no text is held: a run is a number of 32 bits.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from site_gen.check.rule import Pair
from site_gen.model.likeness import Sketch, read_grams

LEAST = Fraction(1, 2)
"""From which likeness on two texts are nearly the same."""

_ALL = 1 << 32
_PART_BYTES = 6_000_000
"""How much of all sketches is held as a set at once; such a set takes about a hundred megabytes."""


def near_pairs(sketches: Sequence[Sketch]) -> Iterator[Pair]:
    """Give every two reviews whose likeness is at least one half, the earlier path first, in order of paths."""
    ordered = sorted(sketches, key=lambda sketch: sketch.path)
    grams = _grams_in_question(ordered)
    often = Counter(gram for runs in grams.values() for gram in runs)
    index: dict[int, list[int]] = {}
    for here, runs in grams.items():
        rarest = sorted(runs, key=lambda gram: (often[gram], gram))[: _prefix(len(runs))]
        seen = sorted({there for gram in rarest for there in index.get(gram, ())})
        for there in seen:
            shared = len(runs & grams[there])
            pair = Pair(ordered[there], ordered[here], shared, len(runs) + len(grams[there]) - shared)
            if pair.likeness >= LEAST:
                yield pair
        for gram in rarest:
            if often[gram] > 1:
                index.setdefault(gram, []).append(here)


def _grams_in_question(sketches: Sequence[Sketch]) -> dict[int, frozenset[int]]:
    """Give the runs of the texts that may be like another, by place."""
    again = _repeated(sketches)
    found: dict[int, frozenset[int]] = {}
    for place, sketch in enumerate(sketches):
        runs = frozenset(read_grams(sketch.grams))
        if len(runs) - len(runs & again) < _prefix(len(runs)):
            found[place] = runs
    return found


def _repeated(sketches: Sequence[Sketch]) -> set[int]:
    """Give the runs that stand in more than one text, looked for in one range of numbers after the other."""
    parts = sum(len(sketch.grams) for sketch in sketches) // _PART_BYTES + 1
    edges = [(_ALL * part) // parts for part in range(parts + 1)]
    again: set[int] = set()
    for low, high in pairwise(edges):
        seen: set[int] = set()
        for sketch in sketches:
            runs = read_grams(sketch.grams)
            here = set(runs[bisect_left(runs, low) : bisect_left(runs, high)])
            again |= seen & here
            seen |= here
    return again


def _prefix(count: int) -> int:
    """Give how many of the rarest members of a set a set with a likeness of one half must share one of."""
    return count - -(-count // 2) + 1
