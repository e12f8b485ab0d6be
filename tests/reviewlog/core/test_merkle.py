from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from core_helpers import REPOSITORY
from hypothesis import given
from hypothesis import strategies as st
from reference_tree import consistency, entry, inclusion, read_hash, root

from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.merkle import (
    EMPTY_ROOT,
    Frontier,
    leaf_hash,
    node_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)
from site_gen.reviewlog.prove import prove_consistency, prove_inclusion, root_at

VECTORS = REPOSITORY.parent / "shared" / "vectors" / "merkle-rfc6962-vectors.json"
without_vectors = pytest.mark.skipif(not VECTORS.exists(), reason=f"no {VECTORS.name} beside the repository")
HASH = bytes(32)


def vectors(kind: str) -> list[Any]:
    if not VECTORS.exists():
        return []
    return [pytest.param(case, id=name) for name, case in json.loads(VECTORS.read_text())[kind].items()]


def decode(case: dict[str, Any]) -> list[bytes]:
    return [base64.b64decode(value) for value in case["proof"] or []]


@without_vectors
def test_there_are_196_published_proof_cases():
    assert len(vectors("inclusion")) + len(vectors("consistency")) == 196


@without_vectors
@pytest.mark.parametrize("case", vectors("inclusion"))
def test_published_inclusion_proofs_hold_or_fail_as_published(case: dict[str, Any]):
    def verify() -> None:
        verify_inclusion(
            decode(case),
            leaf=base64.b64decode(case["leafHash"]),
            index=case["leafIdx"],
            size=case["treeSize"],
            root=base64.b64decode(case["root"]),
        )

    if case["wantErr"]:
        with pytest.raises(LogError):
            verify()
    else:
        verify()


@without_vectors
@pytest.mark.parametrize("case", vectors("consistency"))
def test_published_consistency_proofs_hold_or_fail_as_published(case: dict[str, Any]):
    def verify() -> None:
        verify_consistency(
            decode(case),
            old_size=case["size1"],
            old_root=base64.b64decode(case["root1"]),
            new_size=case["size2"],
            new_root=base64.b64decode(case["root2"]),
        )

    if case["wantErr"]:
        with pytest.raises(LogError):
            verify()
    else:
        verify()


@without_vectors
def test_published_roots_are_the_roots_of_the_published_leaves():
    data = json.loads(VECTORS.read_text())
    leaves = [leaf_hash(bytes.fromhex(value)) for value in data["leafInputs_hex"]]
    assert [root_of(leaves[:size]).hex() for size in range(len(leaves) + 1)] == data["rootHashes_hex"]


def test_leaves_nodes_and_the_empty_tree_hash_as_rfc_9162_says():
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert node_hash(leaf_hash(b""), leaf_hash(b"\0")).hex() == (
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
    )


def test_the_root_agrees_with_the_definition_at_every_size_to_300():
    frontier = Frontier()
    for size in range(301):
        assert frontier.size == size
        assert frontier.root() == root(0, size) == root_at(size, read_hash)
        frontier.append(leaf_hash(entry(size)))


def test_every_leaf_is_proven_in_every_tree_to_100():
    for size in range(1, 101):
        for index in range(size):
            proof = prove_inclusion(index, size, read_hash)
            assert list(proof) == inclusion(index, 0, size)
            verify_inclusion(proof, leaf=leaf_hash(entry(index)), index=index, size=size, root=root(0, size))


def test_every_older_tree_is_proven_to_be_in_every_tree_to_64():
    for new in range(1, 65):
        for old in range(1, new + 1):
            proof = prove_consistency(old, new, read_hash)
            assert list(proof) == consistency(old, 0, new)
            verify_consistency(proof, old_size=old, old_root=root(0, old), new_size=new, new_root=root(0, new))


def flip_every_bit(proof: tuple[bytes, ...]) -> Iterator[list[bytes]]:
    """Give a proof with each of its bits flipped, one at a time."""
    for position, value in enumerate(proof):
        number, changed = int.from_bytes(value, "big"), list(proof)
        for bit in range(256):
            changed[position] = (number ^ (1 << bit)).to_bytes(32, "big")
            yield changed


def refusals(verify: Callable[..., None], proofs: Iterable[list[bytes]], **arguments: Any) -> list[bool]:
    """Tell of each proof whether it is refused; millions of them, so without pytest's help."""
    refused = []
    for proof in proofs:
        try:
            verify(proof, **arguments)
        except LogError:
            refused.append(True)
        else:
            refused.append(False)
    return refused


def test_an_inclusion_proof_with_any_bit_flipped_is_refused():
    for size in range(2, 41):
        for index in range(size):
            proof = prove_inclusion(index, size, read_hash)
            facts = {"leaf": leaf_hash(entry(index)), "index": index, "size": size, "root": root(0, size)}
            assert refusals(verify_inclusion, flip_every_bit(proof), **facts) == [True] * 256 * len(proof)


def test_a_consistency_proof_with_any_bit_flipped_is_refused():
    for new in range(2, 41):
        for old in range(1, new):
            proof = prove_consistency(old, new, read_hash)
            facts = {"old_size": old, "old_root": root(0, old), "new_size": new, "new_root": root(0, new)}
            assert refusals(verify_consistency, flip_every_bit(proof), **facts) == [True] * 256 * len(proof)


@given(st.data())
def test_an_inclusion_proof_holds_for_its_own_leaf_index_size_and_length_only(data: st.DataObject):
    size = data.draw(st.integers(2, 300))
    index = data.draw(st.integers(0, size - 1))
    proof = list(prove_inclusion(index, size, read_hash))
    right = {"leaf": leaf_hash(entry(index)), "index": index, "size": size, "root": root(0, size)}
    verify_inclusion(proof, **right)
    wrong_index = data.draw(st.integers(0, size).filter(lambda i: i != index))
    for change in ({"index": wrong_index}, {"leaf": leaf_hash(b"another")}, {"root": root(0, size - 1)}, {"index": -1}):
        with pytest.raises(LogError):
            verify_inclusion(proof, **{**right, **change})
    for wrong in (proof[:-1], proof[1:], [*proof, HASH], [HASH, *proof], [*proof[:-1], proof[-1][:31]]):
        with pytest.raises(LogError):
            verify_inclusion(wrong, **right)


@given(st.data())
def test_a_consistency_proof_holds_for_its_own_trees_and_length_only(data: st.DataObject):
    new = data.draw(st.integers(2, 300))
    old = data.draw(st.integers(1, new - 1))
    proof = list(prove_consistency(old, new, read_hash))
    right = {"old_size": old, "old_root": root(0, old), "new_size": new, "new_root": root(0, new)}
    verify_consistency(proof, **right)
    for change in ({"old_root": HASH}, {"new_root": HASH}, {"old_size": 0}, {"old_size": new}, {"old_size": new + 1}):
        with pytest.raises(LogError):
            verify_consistency(proof, **{**right, **change})
    for wrong in ([], proof[:-1], proof[1:], [*proof, HASH], [HASH, *proof], [*proof[:-1], b""]):
        with pytest.raises(LogError):
            verify_consistency(wrong, **right)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"index": 3}, "entry 3 is outside a tree of size 3"),
        ({"size": 0, "index": 0}, "entry 0 is outside a tree of size 0"),
        ({"leaf": HASH[1:]}, "expected a hash of 32 bytes, found 31 bytes"),
        ({"root": HASH + b"x"}, "expected a hash of 32 bytes, found 33 bytes"),
        ({"proof": []}, "too short for entry 0 of 3, found 0 hashes"),
        ({"proof": [HASH] * 3}, "too long for entry 0 of 3, found 3 hashes"),
    ],
)
def test_a_refused_inclusion_proof_says_what_is_wrong(change: dict[str, Any], message: str):
    arguments = {"proof": [HASH, HASH], "leaf": HASH, "index": 0, "size": 3, "root": HASH, **change}
    with pytest.raises(LogError, match=message):
        verify_inclusion(arguments.pop("proof"), **arguments)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"old_size": 0}, "expected 1 ≤ old size ≤ new size"),
        ({"old_size": 8}, "expected 1 ≤ old size ≤ new size"),
        ({"old_size": 7}, "expected no hash between equal sizes, found 1"),
        ({"old_size": 7, "proof": [], "old_root": HASH[1:] + b"x"}, "two trees of one size have different roots"),
        ({"proof": []}, "empty"),
        ({"proof": [HASH] * 9}, "too long, found 9 hashes"),
        ({"old_root": b""}, "expected a hash of 32 bytes, found 0 bytes"),
    ],
)
def test_a_refused_consistency_proof_says_what_is_wrong(change: dict[str, Any], message: str):
    arguments = {"proof": [HASH], "old_size": 3, "old_root": HASH, "new_size": 7, "new_root": HASH, **change}
    with pytest.raises(LogError, match=message):
        verify_consistency(arguments.pop("proof"), **arguments)


def test_equal_sizes_and_roots_are_consistent_without_a_proof():
    verify_consistency([], old_size=7, old_root=HASH, new_size=7, new_root=HASH)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (5, 5), (-1, 5)])
def test_no_inclusion_proof_is_made_for_an_entry_outside_the_tree(index: int, size: int):
    with pytest.raises(LogError, match="is outside a tree"):
        prove_inclusion(index, size, read_hash)


@pytest.mark.parametrize(("old", "new"), [(0, 5), (6, 5), (-1, 5)])
def test_no_consistency_proof_is_made_between_other_sizes(old: int, new: int):
    with pytest.raises(LogError, match="expected 1 ≤ old size ≤ new size"):
        prove_consistency(old, new, read_hash)
