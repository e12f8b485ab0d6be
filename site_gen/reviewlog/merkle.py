"""The Merkle tree over SHA-256: its hashes, and the check of inclusion and consistency proofs.

An entry's hash is SHA-256(0x00 ‖ entry), an inner node's SHA-256(0x01 ‖ left ‖ right), the empty tree's SHA-256("").
A tree of n > 1 leaves is split at the largest power of two smaller than n.

Source: RFC 9162, section 2.1; the same tree as in RFC 6962.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import chain

from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.strict import HASH_BYTES

EMPTY_ROOT = sha256(b"").digest()
"""The hash of the tree without leaves."""


def leaf_hash(entry: bytes) -> bytes:
    """Give the hash by which an entry stands in the tree."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Give the hash of an inner node."""
    return sha256(b"\x01" + left + right).digest()


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Give the root of the tree with these leaf hashes, in order."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()


def fold(peaks: Sequence[bytes]) -> bytes:
    """Give the root over complete subtrees that follow one another, each larger than the next."""
    if not peaks:
        return EMPTY_ROOT
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node_hash(peak, root)
    return root


class Frontier:
    """A tree that only grows and remembers only the roots of its complete subtrees, one per 1 bit of its size."""

    __slots__ = ("_peaks", "size")

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    def append(self, leaf: bytes) -> None:
        """Add a leaf by its hash."""
        full, peaks = self.size, self._peaks
        while full & 1:
            leaf = node_hash(peaks.pop(), leaf)
            full >>= 1
        peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """Give the root of the tree as it is now."""
        return fold(self._peaks)


def verify_inclusion(proof: Sequence[bytes], *, leaf: bytes, index: int, size: int, root: bytes) -> None:
    """Check that `leaf` is the hash of entry `index` in the tree with `size` entries and hash `root`.

    `leaf`, `root` and each step of `proof` are 32-byte SHA-256 values; `proof` runs from the leaf's sibling to the
    root's child; `index` counts from 0. Says nothing about who signed `root`.

    Raises:
        LogError: index outside the tree, a hash of another length, proof too short or too long, or another root.

    Source: RFC 9162, section 2.1.3.2, whose names fn, sn and r are kept.
    """
    if not 0 <= index < size:  # step 1
        raise LogError(f"inclusion proof: entry {index} is outside a tree of size {size}")
    _check_hashes("inclusion proof", proof, leaf, root)
    fn, sn, r = index, size - 1, leaf  # steps 2 and 3
    for p in proof:  # step 4
        if sn == 0:
            raise LogError(f"inclusion proof: too long for entry {index} of {size}, found {len(proof)} hashes")
        if fn & 1 or fn == sn:
            r = node_hash(p, r)
            fn, sn = _up_to_a_right_child(fn, sn)
        else:
            r = node_hash(r, p)
        fn, sn = fn >> 1, sn >> 1
    if sn != 0:  # step 5
        raise LogError(f"inclusion proof: too short for entry {index} of {size}, found {len(proof)} hashes")
    if r != root:
        raise LogError(f"inclusion proof: entry {index} is not in the tree of size {size} with this root")


def verify_consistency(
    proof: Sequence[bytes], *, old_size: int, old_root: bytes, new_size: int, new_root: bytes
) -> None:
    """Check that the tree with `new_size` entries and hash `new_root` only adds entries to the older one.

    Between equal sizes the proof is empty and the roots are equal. Nothing can be proven from size 0, which every
    tree extends: who keeps no older tree asks for no proof.

    Raises:
        LogError: sizes in the wrong order, a hash of another length, proof too short or too long, or another root.

    Source: RFC 9162, section 2.1.4.2, whose names fn, sn, fr and sr are kept.
    """
    what = f"consistency proof from size {old_size} to {new_size}"
    if not 1 <= old_size <= new_size:
        raise LogError(f"{what}: expected 1 ≤ old size ≤ new size")
    if old_size == new_size:  # nothing is hashed: published cases have roots of any length here
        if proof:
            raise LogError(f"{what}: expected no hash between equal sizes, found {len(proof)}")
        if old_root != new_root:
            raise LogError(f"{what}: two trees of one size have different roots")
        return
    _check_hashes(what, proof, old_root, new_root)
    if not proof:  # step 1
        raise LogError(f"{what}: empty")
    is_complete = old_size & (old_size - 1) == 0
    steps = chain((old_root,), proof) if is_complete else iter(proof)  # step 2
    fn, sn = old_size - 1, new_size - 1  # step 3
    while fn & 1:  # step 4
        fn, sn = fn >> 1, sn >> 1
    fr = sr = next(steps)  # step 5
    for c in steps:  # step 6
        if sn == 0:
            raise LogError(f"{what}: too long, found {len(proof)} hashes")
        if fn & 1 or fn == sn:
            fr, sr = node_hash(c, fr), node_hash(c, sr)
            fn, sn = _up_to_a_right_child(fn, sn)
        else:
            sr = node_hash(sr, c)
        fn, sn = fn >> 1, sn >> 1
    if sn != 0:  # step 7
        raise LogError(f"{what}: too short, found {len(proof)} hashes")
    if fr != old_root:
        raise LogError(f"{what}: does not lead to the old root")
    if sr != new_root:
        raise LogError(f"{what}: does not lead to the new root")


def _up_to_a_right_child(fn: int, sn: int) -> tuple[int, int]:
    """Skip the levels on which the node at the right edge has no sibling and moves up unhashed."""
    while fn and not fn & 1:
        fn, sn = fn >> 1, sn >> 1
    return fn, sn


def _check_hashes(what: str, proof: Sequence[bytes], *others: bytes) -> None:
    for value in chain(others, proof):
        if len(value) != HASH_BYTES:  # `check_hash` takes the time of a hash
            raise LogError(f"{what}: expected a hash of {HASH_BYTES} bytes, found {len(value)} bytes")
