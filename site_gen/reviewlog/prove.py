"""Inclusion and consistency proofs, made from the stored hashes of complete subtrees.

A `HashReader` gives the hash of the complete subtree `index` at `height`: the one over the leaves
`index << height` to `(index + 1) << height`. `stored.hash_reader` gives one that reads tiles.

Source: RFC 9162, sections 2.1.3.1 and 2.1.4.1.
"""

from __future__ import annotations

from collections.abc import Callable

from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.merkle import fold

HashReader = Callable[[int, int], bytes]
"""`(height, index)` to the hash of that complete subtree."""


def prove_inclusion(index: int, size: int, read: HashReader) -> tuple[bytes, ...]:
    """Give the proof that `merkle.verify_inclusion` checks: from the leaf's sibling to the root's child.

    The hashes are taken as `read` gives them: wrong ones make a proof that does not hold.

    Raises:
        LogError: index outside the tree.
    """
    if not 0 <= index < size:
        raise LogError(f"inclusion proof: entry {index} is outside a tree of size {size}")
    siblings = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            siblings.append((middle, end))
            end = middle
        else:
            siblings.append((start, middle))
            start = middle
    return tuple(_range_hash(*sibling, read) for sibling in reversed(siblings))


def prove_consistency(old_size: int, new_size: int, read: HashReader) -> tuple[bytes, ...]:
    """Give the proof that `merkle.verify_consistency` checks; it is empty between equal sizes.

    `read` gives hashes of the new tree, taken as they are: wrong ones make a proof that does not hold.

    Raises:
        LogError: sizes in the wrong order, or an old size of 0, from which there is nothing to prove.
    """
    if not 1 <= old_size <= new_size:
        raise LogError(f"consistency proof from size {old_size} to {new_size}: expected 1 ≤ old size ≤ new size")
    ranges = []
    start, end = 0, new_size
    while end != old_size:
        middle = start + _split(end - start)
        if old_size <= middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    if start > 0:  # else the verifier has this hash already: it is the old root
        ranges.append((start, end))
    return tuple(_range_hash(*part, read) for part in reversed(ranges))


def root_at(size: int, read: HashReader) -> bytes:
    """Give the root of the tree of the first `size` entries."""
    return _range_hash(0, size, read)


def _split(count: int) -> int:
    """Give the largest power of two smaller than `count`, which is above 1."""
    return 1 << ((count - 1).bit_length() - 1)


def _range_hash(start: int, end: int, read: HashReader) -> bytes:
    """Give the hash over the leaves `start` to `end`, a node of some tree, from its complete subtrees."""
    peaks = []
    while start < end:
        height = (end - start).bit_length() - 1
        peaks.append(read(height, start >> height))
        start += 1 << height
    return fold(peaks)
