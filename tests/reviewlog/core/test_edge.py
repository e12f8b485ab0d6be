from __future__ import annotations

import time
from itertools import islice

import pytest
from core_helpers import log_in_memory, reader
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_tree import entry, root

from site_gen.reviewlog.edge import EMPTY_EDGE, grow, read_edge
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.merkle import EMPTY_ROOT, leaf_hash, root_of, verify_consistency, verify_inclusion
from site_gen.reviewlog.prove import prove_consistency, prove_inclusion, root_at
from site_gen.reviewlog.stored import hash_reader, read_entries
from site_gen.reviewlog.tiles import tile_path, tiles_of

SIZES = [0, 1, 2, 255, 256, 257, 511, 512, 513, 1000]
BEYOND = 65_537 + 300


def entries_to(size: int, start: int = 0) -> list[bytes]:
    return [entry(number) for number in range(start, size)]


def frontier_root(size: int) -> bytes:
    return root_of(leaf_hash(entry(number)) for number in range(size))


@pytest.fixture(scope="module")
def large() -> dict[str, bytes]:
    """The files of a log with two full levels and a part of a third."""
    return log_in_memory(entries_to(BEYOND))[0]


@pytest.mark.parametrize("size", SIZES)
def test_a_log_has_the_tiles_of_its_size_and_the_root_of_the_definition(size: int):
    files, edge = log_in_memory(entries_to(size))
    assert set(files) == {tile_path(tile) for tile in tiles_of(size)}
    assert edge.size == size
    assert edge.root == root(0, size)


@given(st.integers(0, 1200), st.integers(0, 600))
@settings(max_examples=40)
def test_growth_in_two_steps_gives_the_tiles_of_growth_at_once(first: int, more: int):
    files, edge = log_in_memory(entries_to(first))
    grown = dict(files)

    def write(tile, data):
        grown[tile_path(tile)] = data

    edge = grow(read_edge(first, edge.root, reader(files)), entries_to(first + more, first), write)
    at_once, edge_at_once = log_in_memory(entries_to(first + more))
    assert edge == edge_at_once
    assert {path: grown[path] for path in at_once} == at_once
    assert set(grown) == set(files) | set(at_once), "nothing but the tiles of the two sizes is written"
    assert {path: grown[path] for path in files} == files, "no tile of the first size has changed"


def test_growth_by_nothing_writes_nothing():
    files, edge = log_in_memory(entries_to(300))

    def write(tile, data):
        raise AssertionError(tile)

    assert grow(edge, [], write) == edge
    assert read_edge(300, edge.root, reader(files)) == edge


def test_growth_over_two_full_levels_writes_the_tiles_above_them(large: dict[str, bytes]):
    assert set(large) == {tile_path(tile) for tile in tiles_of(BEYOND)}
    edge = read_edge(BEYOND, frontier_root(BEYOND), reader(large))
    assert [len(level) for level in edge.levels] == [45, 1, 1]
    assert list(read_entries(BEYOND, edge.root, reader(large))) == entries_to(BEYOND)


def test_an_entry_that_no_bundle_can_hold_is_not_appended():
    with pytest.raises(LogError, match="an entry has at most 65,535 bytes"):
        grow(EMPTY_EDGE, [b"fine", bytes(65_536)], lambda tile, data: None)


def test_the_empty_tree_has_the_root_of_nothing():
    assert EMPTY_EDGE.root == EMPTY_ROOT
    assert read_edge(0, EMPTY_ROOT, reader({})) == EMPTY_EDGE
    assert list(read_entries(0, EMPTY_ROOT, reader({}))) == []
    with pytest.raises(LogError, match="the tiles of size 0 do not lead to the root"):
        read_edge(0, bytes(32), reader({}))


@pytest.mark.parametrize("size", SIZES)
def test_all_entries_come_back_in_order_and_every_file_is_read_once(size: int):
    files, edge = log_in_memory(entries_to(size))
    read_paths = []

    def read(tile):
        read_paths.append(tile_path(tile))
        return files[tile_path(tile)]

    assert list(read_entries(size, edge.root, read)) == entries_to(size)
    assert sorted(read_paths) == sorted(files)


@given(st.sampled_from([1, 256, 257, 600]), st.data())
def test_a_changed_bit_in_any_file_is_found(size: int, data: st.DataObject):
    files, edge = log_in_memory(entries_to(size))
    path = data.draw(st.sampled_from(sorted(files)))
    spoilt = bytearray(files[path])
    bit = data.draw(st.integers(0, len(spoilt) * 8 - 1))
    spoilt[bit // 8] ^= 1 << bit % 8
    with pytest.raises(LogError):
        list(read_entries(size, edge.root, reader({**files, path: bytes(spoilt)})))


@given(st.sampled_from([1, 256, 257, 600]), st.data())
def test_a_file_that_is_cut_or_lengthened_is_found(size: int, data: st.DataObject):
    files, edge = log_in_memory(entries_to(size))
    path = data.draw(st.sampled_from(sorted(files)))
    end = data.draw(st.integers(0, len(files[path]) - 1))
    for spoilt in (files[path][:end], files[path] + b"\0", files[path] + files[path]):
        with pytest.raises(LogError):
            list(read_entries(size, edge.root, reader({**files, path: spoilt})))


def test_two_exchanged_entries_are_found_though_each_is_in_the_log():
    files, edge = log_in_memory(entries_to(2))
    data = files["tile/entries/000.p/2"]
    middle = len(data) // 2
    files["tile/entries/000.p/2"] = data[middle:] + data[:middle]
    with pytest.raises(LogError, match="entry 0 does not hash to its place in the tree"):
        read_edge(2, edge.root, reader(files))


def test_no_entry_is_given_before_it_is_proven():
    files, edge = log_in_memory(entries_to(600))
    files["tile/0/001"] = files["tile/0/000"]
    entries = read_entries(600, edge.root, reader(files))
    assert list(islice(entries, 256)) == entries_to(256)
    with pytest.raises(LogError, match="tile/0/001 does not hash to its place in the tree"):
        next(entries)


def test_a_bundle_without_its_form_is_named():
    files, edge = log_in_memory(entries_to(300))
    files["tile/entries/000"] += b"x"
    with pytest.raises(LogError, match="tile/entries/000: bundle: 1 bytes after its 256 entries"):
        list(read_entries(300, edge.root, reader(files)))


@pytest.mark.parametrize("size", [-1, 1 << 63])
def test_a_size_that_no_tree_has_is_refused(size: int):
    with pytest.raises(LogError, match="tree size: expected a number from 0"):
        read_edge(size, EMPTY_ROOT, reader({}))


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 600])
def test_proofs_from_tiles_hold(size: int):
    files, edge = log_in_memory(entries_to(size))
    read = hash_reader(size, reader(files))
    for index in range(0, size, 7):
        proof = prove_inclusion(index, size, read)
        verify_inclusion(proof, leaf=leaf_hash(entry(index)), index=index, size=size, root=edge.root)
    for old in range(1, size + 1, 11):
        proof = prove_consistency(old, size, read)
        assert root_at(old, read) == root(0, old)
        verify_consistency(proof, old_size=old, old_root=root(0, old), new_size=size, new_root=edge.root)


@given(st.integers(0, BEYOND - 1), st.integers(1, BEYOND))
def test_proofs_from_the_tiles_of_a_larger_log_hold(large: dict[str, bytes], index: int, old: int):
    read = hash_reader(BEYOND, reader(large))
    tree = root_at(BEYOND, read)
    verify_inclusion(
        prove_inclusion(index, BEYOND, read), leaf=leaf_hash(entry(index)), index=index, size=BEYOND, root=tree
    )
    proof = prove_consistency(old, BEYOND, read)
    verify_consistency(proof, old_size=old, old_root=root_at(old, read), new_size=BEYOND, new_root=tree)


@pytest.mark.parametrize(("height", "index"), [(0, 300), (2, 75), (8, 1), (9, 0), (3, -1)])
def test_a_subtree_that_is_not_complete_has_no_stored_hash(height: int, index: int):
    files, _ = log_in_memory(entries_to(300))
    with pytest.raises(LogError, match="has no"):
        hash_reader(300, reader(files))(height, index)


def test_a_hundred_thousand_entries_are_appended_in_seconds():
    values = [number.to_bytes(4, "big") * 225 for number in range(100_000)]
    started = time.perf_counter()
    edge = grow(EMPTY_EDGE, values, lambda tile, data: None)
    assert time.perf_counter() - started < 10, "usually a fifth of a second; no more than a guard against a slip"
    assert edge.size == 100_000
