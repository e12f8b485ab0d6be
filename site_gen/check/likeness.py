"""Finds the reviews of a whole site whose texts are nearly the same, without holding each against every other.

Two sets that share at least half of everything cannot both have more than half of their members alone or among rarer
ones than those they share. So a text whose runs of words mostly stand in no other text is left out at once, which in
honest sets is many of them. Of the others, from the shortest on, the rarer part is looked up, and only what shares
several of these is compared in full (the prefix filter of Chaudhuri, Ganti and Kaushik, 2006, with longer prefixes as
Wang, Li and Feng, 2012). Nothing is missed, and no text is held: a run is a number of 32 bits.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from site_gen.check.rule import Pair
from site_gen.model.likeness import Sketch, read_grams

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.signedinteger]

_COUNTED = 500
"""So many texts are held against each other by counting every run that they share: that needs no other code."""
_FEW = 20
"""So many new texts, or one in so many, are compared one by one."""
_MEETINGS = 1_000_000
"""So many meetings of two texts in one run are looked at together; they take some sixty megabytes."""


def near_pairs(sketches: Sequence[Sketch]) -> list[Pair]:
    """Give every two reviews whose likeness is at least one half, the earlier path first, in order of paths."""
    ordered = sorted((sketch for sketch in sketches if sketch.grams), key=lambda sketch: sketch.path)
    if len(ordered) <= _COUNTED:
        return sorted(_counted(ordered), key=lambda pair: (pair.one.path, pair.other.path))
    found = (_near(*sorted((ordered[one], ordered[other]), key=_path)) for one, other in _candidates(ordered))
    return sorted((pair for pair in found if pair), key=lambda pair: (pair.one.path, pair.other.path))


def near_pairs_again(
    every: Callable[[], Sequence[Sketch]], new: Collection[Sketch], gone: Collection[Sketch], pairs: Sequence[Pair]
) -> Sequence[Pair]:
    """Give what `near_pairs` gives of `every` text, out of the `pairs` among those that there were before.

    `new` are the texts that there were not, `gone` those that are no more. Each new text is held against all others,
    unless so many are new that it is quicker to begin again; where none is, no text is asked for.
    """
    found = {pair for pair in pairs if pair.one not in gone and pair.other not in gone}
    if new:
        sketches = every()
        if len(new) > max(_FEW, len(sketches) // _FEW):
            return near_pairs(sketches)
        whole = frozenset(gram for sketch in new for gram in read_grams(sketch.grams))
        for sketch in sketches:
            runs = read_grams(sketch.grams)
            if 2 * len(whole.intersection(runs)) >= len(runs) > 0:
                near = (_near(*sorted((one, sketch), key=_path)) for one in new if one != sketch)
                found.update(pair for pair in near if pair)
    return sorted(found, key=lambda pair: (pair.one.path, pair.other.path))


def _path(sketch: Sketch) -> str:
    return sketch.path


def _near(one: Sketch, other: Sketch) -> Pair | None:
    """Compare two texts in full."""
    here, there = frozenset(read_grams(one.grams)), read_grams(other.grams)
    shared = len(here.intersection(there))
    union = len(here) + len(there) - shared
    return Pair(one, other, shared, union) if 2 * shared >= union > 0 else None


def _counted(sketches: Sequence[Sketch]) -> Iterator[Pair]:
    """Count the runs that every two texts share, and give those that are near, the earlier one first."""
    having: defaultdict[int, list[int]] = defaultdict(list)
    for here, sketch in enumerate(sketches):
        runs = read_grams(sketch.grams)
        for there, shared in Counter(chain.from_iterable([having[gram] for gram in runs if gram in having])).items():
            union = len(runs) + len(sketches[there].grams) // 4 - shared
            if 2 * shared >= union:
                yield Pair(sketches[there], sketch, shared, union)
        for gram in runs:
            having[gram].append(here)


def _candidates(sketches: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    """Give the places of every two texts that share so many of their rarer runs that they may be near."""
    import numpy as np  # slow to import, and of use only where there are texts

    counts: Ints = np.array([len(sketch.grams) // 4 for sketch in sketches], dtype=np.int32)
    owners, runs, alone = _shared_runs(b"".join(sketch.grams for sketch in sketches), counts)
    if not len(runs):
        return
    of_each = np.bincount(owners, minlength=len(counts))
    rank = np.arange(len(runs), dtype=np.int32)
    rank += (alone - np.cumsum(of_each) + of_each).astype(np.int32)[owners]
    count = counts[owners]
    # Of two that are alike the larger one is looked up in what is kept of the smaller one, which needs to be less.
    looked_up = rank < count - _half(count) + _needed(count)
    kept = rank < count - _two_thirds(count) + _needed(count)
    del rank, count
    order = np.argsort(runs[kept], kind="stable")
    kept_runs, kept_owners = runs[kept][order], owners[kept][order]
    here, asked = owners[looked_up], runs[looked_up]
    del order, owners, runs, looked_up, kept
    first = np.searchsorted(kept_runs, asked, "left")
    times = np.searchsorted(kept_runs, asked, "right") - first
    for part in _parts(here, times):
        met = np.repeat(first[part] - np.cumsum(times[part]) + times[part], times[part])
        others = kept_owners[met + np.arange(len(met))]
        yield from _often_met(np.repeat(here[part], times[part]), others, counts)


def _shared_runs(grams: bytes, counts: Ints) -> tuple[Ints, Ints, Ints]:
    """Give the runs that stand in several texts, text by text, as numbers by how rare they are, the rarest first.

    Texts most of whose runs stand in no other are left out. Gives the places of the texts, the runs, and for each text
    how many of its runs stand in it alone.
    """
    import numpy as np

    every = np.frombuffer(grams, np.uint32)
    known = np.sort(every)
    again = known[1:][known[1:] == known[:-1]]
    distinct, often = np.unique(again, return_counts=True)
    del known, again
    by_rarity = np.empty(len(distinct), np.int32)
    by_rarity[np.lexsort((distinct, often))] = np.arange(len(distinct), dtype=np.int32)
    edges = np.concatenate(([0], np.cumsum(counts)))
    keys, shared = [], np.zeros(len(counts), np.int64)
    for low in range(0, len(counts), step := max(1, len(counts) // (1 + len(every) // _MEETINGS))):
        high = min(low + step, len(counts))
        part = every[edges[low] : edges[high]]
        owner = np.repeat(np.arange(low, high), counts[low:high])
        found = np.searchsorted(distinct, part)
        is_shared = found < len(distinct)
        is_shared[is_shared] = distinct[found[is_shared]] == part[is_shared]
        shared += np.bincount(owner[is_shared], minlength=len(counts))
        may_be_near = is_shared & (2 * shared[owner] >= counts[owner])
        keys.append(owner[may_be_near] << 32 | by_rarity[found[may_be_near]])
    key = np.concatenate(keys)
    keys.clear()
    key.sort()
    runs = key.astype(np.int32)
    key >>= 32
    return key.astype(np.int32), runs, counts - shared


def _parts(here: Ints, times: Ints) -> Iterator[slice]:
    """Cut what is looked up into parts with a bounded number of meetings, each with whole texts."""
    import numpy as np

    edges = np.concatenate(([0], np.flatnonzero(np.diff(here)) + 1, [len(here)]))
    meetings = np.concatenate(([0], np.cumsum(times)))[edges]
    low = 0
    while low < len(edges) - 1:
        high = max(low + 1, int(np.searchsorted(meetings, meetings[low] + _MEETINGS, "right")) - 1)
        yield slice(int(edges[low]), int(edges[high]))
        low = high


def _often_met(here: Ints, others: Ints, counts: Ints) -> Iterator[tuple[int, int]]:
    """Give the texts that met often enough, out of one place of each for every run in which they met."""
    import numpy as np

    smaller = (counts[others] < counts[here]) | ((counts[others] == counts[here]) & (others < here))
    pairs, met = np.unique(here[smaller].astype(np.int64) * len(counts) + others[smaller], return_counts=True)
    one, other = np.divmod(pairs, len(counts))
    large, small = counts[one], counts[other]
    may_be_near = (met >= _needed(_half(large))) & (met >= _needed(small)) & (2 * small >= large)
    yield from zip(one[may_be_near].tolist(), other[may_be_near].tolist(), strict=True)


def _half(count: Ints) -> Ints:
    """Give the least that a set shares with one that is as large or smaller and like it."""
    return -(-count // 2)


def _two_thirds(count: Ints) -> Ints:
    """Give the least that a set shares with one that is as large or larger and like it."""
    return -(-2 * count // 3)


def _needed(count: Ints) -> Ints:
    """Give how many of its rarer runs a set of this size must share before it is compared in full."""
    return count // 6 + 1
