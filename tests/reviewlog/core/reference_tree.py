"""The tree as the definition has it, slowly: a second opinion that shares nothing with `site_gen`."""

from __future__ import annotations

import hashlib
from functools import cache


def entry(number: int) -> bytes:
    """Give the entry that stands at `number` in the trees of these tests."""
    return b"entry %d" % number


def split(count: int) -> int:
    half = 1
    while half * 2 < count:
        half *= 2
    return half


@cache
def root(start: int, end: int) -> bytes:
    """RFC 9162, section 2.1.1: MTH(D[start:end])."""
    if start == end:
        return hashlib.sha256(b"").digest()
    if end - start == 1:
        return hashlib.sha256(b"\x00" + entry(start)).digest()
    middle = start + split(end - start)
    return hashlib.sha256(b"\x01" + root(start, middle) + root(middle, end)).digest()


def inclusion(index: int, start: int, end: int) -> list[bytes]:
    """RFC 9162, section 2.1.3.1: PATH(index, D[start:end])."""
    if end - start == 1:
        return []
    middle = start + split(end - start)
    if index < middle:
        return [*inclusion(index, start, middle), root(middle, end)]
    return [*inclusion(index, middle, end), root(start, middle)]


def consistency(size: int, start: int, end: int, *, known: bool = True) -> list[bytes]:
    """RFC 9162, section 2.1.4.1: SUBPROOF(size, D[start:end], known)."""
    if size == end:
        return [] if known else [root(start, end)]
    middle = start + split(end - start)
    if size <= middle:
        return [*consistency(size, start, middle, known=known), root(middle, end)]
    return [*consistency(size, middle, end, known=False), root(start, middle)]


def read_hash(height: int, index: int) -> bytes:
    """Be the hash reader of a tree of any size."""
    return root(index << height, (index + 1) << height)
