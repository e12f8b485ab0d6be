"""Finds the reviews of a whole site whose texts are nearly the same, without holding each against every other.

Two sets that share at least half of everything cannot both have more than half of their members alone or among rarer
ones than those they share. So a text whose runs of words mostly stand in no other text is left out at once, which in
honest sets is many of them. Of the others, from the shortest on, the rarer part is looked up, and only what shares
several of these is compared in full (the prefix filter of Chaudhuri, Ganti and Kaushik, 2006, with longer prefixes as
Wang, Li and Feng, 2012). Nothing is missed, and no text is held: a run is a number of 32 bits.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from itertools import chain, pairwise

from site_gen.check.rule import Pair
from site_gen.model.likeness import Sketch, read_grams

_FEW = 20
"""So many new texts, or one in so many, are compared one by one."""
_ALL = 1 << 32
_PART_BYTES = 6_000_000
"""How much of all sketches is held as a set at once; such a set takes about a hundred megabytes."""


def near_pairs(sketches: Sequence[Sketch]) -> list[Pair]:
    """Give every two reviews whose likeness is at least one half, the earlier path first, in order of paths."""
    ordered = sorted(sketches, key=lambda sketch: sketch.path)
    grams = _grams_in_question(ordered)
    often = Counter(chain.from_iterable(grams.values()))
    index: defaultdict[int, list[int]] = defaultdict(list)
    found = []
    for here in sorted(grams, key=lambda place: (len(grams[place]), place)):
        runs, count = grams[here], len(grams[here])
        rarest = sorted(runs, key=lambda gram: (often[gram], gram))
        probe = rarest[: count - _half(count) + _needed(count)]
        met = Counter(chain.from_iterable([index[gram] for gram in probe if gram in index]))
        least = _needed(_half(count))
        for there in [one for one, times in met.items() if times >= least]:
            other = grams[there]
            if met[there] < _needed(len(other)) or 2 * len(other) < count:
                continue
            shared = len(runs & other)
            union = count + len(other) - shared
            if 2 * shared >= union:
                one, two = sorted((here, there))
                found.append((one, two, shared, union))
        for gram in rarest[: count - _two_thirds(count) + _needed(count)]:
            if often[gram] > 1:
                index[gram].append(here)
    return [Pair(ordered[one], ordered[two], shared, union) for one, two, shared, union in sorted(found)]


def near_pairs_again(sketches: Sequence[Sketch], before: Collection[Sketch], pairs: Sequence[Pair]) -> Sequence[Pair]:
    """Give what `near_pairs` gives, out of the `pairs` among the texts that there were before.

    Each new text is held against all others, unless so many are new that it is quicker to begin again.
    """
    now, known = set(sketches), set(before)
    if now == known:
        return pairs
    new = [sketch for sketch in sketches if sketch not in known]
    if len(new) > max(_FEW, len(sketches) // _FEW):
        return near_pairs(sketches)
    found = {pair for pair in pairs if pair.one in now and pair.other in now}
    whole = frozenset(gram for sketch in new for gram in read_grams(sketch.grams))
    for sketch in sketches:
        runs = read_grams(sketch.grams)
        if 2 * len(whole.intersection(runs)) >= len(runs) > 0:
            found.update(pair for one in new if one is not sketch for pair in near_pairs((one, sketch)))
    return sorted(found, key=lambda pair: (pair.one.path, pair.other.path))


def _grams_in_question(sketches: Sequence[Sketch]) -> dict[int, frozenset[int]]:
    """Give the runs of the texts that may be like another, by place."""
    again = _repeated(sketches)
    found: dict[int, frozenset[int]] = {}
    for place, sketch in enumerate(sketches):
        runs = frozenset(read_grams(sketch.grams))
        if 2 * len(runs & again) >= len(runs) > 0:
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


def _half(count: int) -> int:
    """Give the least that a set shares with one that is as large or smaller and like it."""
    return -(-count // 2)


def _two_thirds(count: int) -> int:
    """Give the least that a set shares with one that is as large or larger and like it."""
    return -(-2 * count // 3)


def _needed(count: int) -> int:
    """Give how many of its rarer runs a set of this size must share before it is compared in full."""
    return count // 6 + 1
