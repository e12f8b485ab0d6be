"""Finds the reviews of a whole site whose texts are nearly the same, in time that grows with their number.

Two sets that share at least half of everything cannot both have more than half of their members alone or among rarer
ones than those they share. So a text whose runs of words mostly stand in no other text is left out at once, which in
honest sets is nearly all of them, and of the others only the rarer half is looked up (the prefix filter of Chaudhuri,
Ganti and Kaushik, 2006). Nothing is missed, and no text is held: a run is a number of 32 bits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from site_gen.check.rule import Pair
from site_gen.model.likeness import Sketch, read_grams

LEAST = Fraction(1, 2)
"""From which likeness on two texts are nearly the same."""


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
            likeness = _likeness(runs, grams[there])
            if likeness >= LEAST:
                yield Pair(ordered[there], ordered[here], likeness)
        for gram in rarest:
            if often[gram] > 1:
                index.setdefault(gram, []).append(here)


def _grams_in_question(sketches: Sequence[Sketch]) -> dict[int, frozenset[int]]:
    """Give the runs of the texts that may be like another, by place.

    A table of one byte for each of many more slots than there are runs tells which slot is used again. Two runs in one
    slot by chance put a text in question that is not; none is left out for it.
    """
    size = 1 << (8 * sum(len(read_grams(sketch.grams)) for sketch in sketches)).bit_length()
    mask = size - 1
    used = bytearray(size)
    for sketch in sketches:
        for gram in read_grams(sketch.grams):
            used[gram & mask] += used[gram & mask] < 2
    found: dict[int, frozenset[int]] = {}
    for place, sketch in enumerate(sketches):
        runs = read_grams(sketch.grams)
        alone = sum(1 for gram in runs if used[gram & mask] == 1)
        if alone < _prefix(len(runs)):
            found[place] = frozenset(runs)
    return found


def _prefix(count: int) -> int:
    """Give how many of the rarest members of a set a set with a likeness of one half must share one of."""
    return count - -(-count // 2) + 1


def _likeness(one: frozenset[int], other: frozenset[int]) -> Fraction:
    shared = len(one & other)
    return Fraction(shared, len(one) + len(other) - shared)
