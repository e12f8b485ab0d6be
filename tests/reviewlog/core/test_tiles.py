from __future__ import annotations

import pytest
from core_helpers import any_text
from hypothesis import given
from hypothesis import strategies as st

from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.tiles import (
    ENTRIES,
    Tile,
    complete_root,
    new_tiles,
    parse_tile_path,
    split_tile,
    tile_at,
    tile_path,
    tiles_of,
)

tiles = st.builds(Tile, st.integers(ENTRIES, 63), st.integers(0, (1 << 63) - 1), st.integers(1, 256))


def paths(size: int) -> list[str]:
    return [tile_path(tile) for tile in tiles_of(size)]


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 5), "tile/0/005"),
        (Tile(0, 1234067), "tile/0/x001/x234/067"),
        (Tile(0, 1234067, 8), "tile/0/x001/x234/067.p/8"),
        (Tile(63, 0, 255), "tile/63/000.p/255"),
        (Tile(ENTRIES, 1000), "tile/entries/x001/000"),
        (Tile(ENTRIES, 0, 1), "tile/entries/000.p/1"),
        (Tile(2, (1 << 63) - 1), "tile/2/x009/x223/x372/x036/x854/x775/807"),
    ],
)
def test_a_tile_has_the_path_that_the_specification_gives_it(tile: Tile, path: str):
    assert tile_path(tile) == path
    assert parse_tile_path(path) == tile


@given(tiles)
def test_a_tile_is_read_from_its_path(tile: Tile):
    assert parse_tile_path(tile_path(tile)) == tile


@given(any_text | st.from_regex(r"tile/(entries|[0-9]{1,2})/(x[0-9]{3}/){0,7}[0-9]{3}(\.p/[0-9]{1,3})?\n?"))
def test_any_text_is_the_path_of_a_tile_or_refused(text: str):
    try:
        tile = parse_tile_path(text)
    except LogError:
        return
    assert tile_path(tile) == text


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tile/0",
        "/tile/0/000",
        "tile/0/000/",
        "tile/00/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/data/000",
        "tile/8/0/000",
        "tile/0/0",
        "tile/0/0000",
        "tile/0/x000/001",
        "tile/0/001/002",
        "tile/0/x001",
        "tile/0/000.p/0",
        "tile/0/000.p/08",
        "tile/0/000.p/256",
        "tile/0/000.p/999",
        "tile/0/000.p",
        "tile/0/000\n",
        "tile/0/x009/x223/x372/x036/x854/x775/808",
        "tile/0/٠٠٠",
    ],
)
def test_what_only_resembles_a_path_is_refused(path: str):
    with pytest.raises(LogError, match="expected the path of a tile"):
        parse_tile_path(path)


@pytest.mark.parametrize(
    "tile", [Tile(-2, 0), Tile(64, 0), Tile(0, -1), Tile(0, 1 << 63), Tile(0, 0, 0), Tile(0, 0, 257)]
)
def test_a_tile_that_cannot_be_has_no_path(tile: Tile):
    with pytest.raises(LogError, match="no tile has level"):
        tile_path(tile)


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (0, []),
        (1, ["tile/entries/000.p/1", "tile/0/000.p/1"]),
        (255, ["tile/entries/000.p/255", "tile/0/000.p/255"]),
        (256, ["tile/entries/000", "tile/0/000", "tile/1/000.p/1"]),
        (
            257,
            ["tile/entries/000", "tile/entries/001.p/1", "tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1"],
        ),
    ],
)
def test_a_small_tree_has_these_tiles(size: int, expected: list[str]):
    assert paths(size) == expected


def full(level: str, count: int) -> list[str]:
    return [f"tile/{level}/{number:03}" for number in range(count)]


def test_a_tree_just_below_two_full_levels_has_partial_tiles_at_both():
    assert paths(65535) == [
        *full("entries", 255),
        "tile/entries/255.p/255",
        *full("0", 255),
        "tile/0/255.p/255",
        "tile/1/000.p/255",
    ]


def test_a_tree_of_two_full_levels_has_one_hash_above_them():
    assert paths(65536) == [*full("entries", 256), *full("0", 256), "tile/1/000", "tile/2/000.p/1"]


def test_a_tree_just_above_two_full_levels_has_no_empty_tile_at_level_1():
    assert paths(65537) == [
        *full("entries", 256),
        "tile/entries/256.p/1",
        *full("0", 256),
        "tile/0/256.p/1",
        "tile/1/000",
        "tile/2/000.p/1",
    ]


def test_a_tree_of_70000_has_the_tiles_that_the_specification_counts():
    listed = list(tiles_of(70_000))
    assert sum(tile.level == 0 and tile.width == 256 for tile in listed) == 273
    assert [tile for tile in listed if tile.level >= 0 and (tile.width < 256 or tile.level > 0)] == [
        Tile(0, 273, 112),
        Tile(1, 0),
        Tile(1, 1, 17),
        Tile(2, 0, 1),
    ]


def test_a_tree_of_any_size_ends_at_level_7():
    largest = new_tiles((1 << 63) - 2, (1 << 63) - 1)
    assert [tile_path(tile) for tile in largest][-1] == "tile/0/x036/x028/x797/x018/x963/967.p/255"
    assert max(tile.level for tile in new_tiles((1 << 56) - 1, 1 << 56)) == 7


@given(st.integers(0, 200_000), st.integers(0, 200_000))
def test_the_new_tiles_are_those_that_the_smaller_tree_does_not_have(one: int, other: int):
    old, new = sorted((one, other))
    had = set(tiles_of(old))
    assert list(new_tiles(old, new)) == [tile for tile in tiles_of(new) if tile not in had]


@pytest.mark.parametrize(("old", "new"), [(-1, 0), (2, 1), (0, 1 << 63)])
def test_tiles_are_not_listed_for_sizes_that_cannot_be(old: int, new: int):
    with pytest.raises(LogError, match="expected 0 ≤ old size ≤ new size"):
        new_tiles(old, new)


def test_a_tile_has_the_width_that_its_tree_gives_it():
    assert tile_at(0, 1, 257) == Tile(0, 1, 1)
    assert tile_at(0, 0, 257) == Tile(0, 0)
    assert tile_at(1, 0, 257) == Tile(1, 0, 1)
    assert tile_at(ENTRIES, 1, 300) == Tile(ENTRIES, 1, 44)


@pytest.mark.parametrize(("level", "index", "size"), [(0, 0, 0), (0, 1, 256), (1, 0, 255), (0, -1, 1), (1, 1, 65536)])
def test_a_tile_that_a_tree_does_not_have_is_refused(level: int, index: int, size: int):
    with pytest.raises(LogError, match=f"a tree of size {size} has no tile {index} at level {level}"):
        tile_at(level, index, size)


@pytest.mark.parametrize("length", [0, 63, 65, 96])
def test_a_tile_of_another_length_is_refused(length: int):
    with pytest.raises(LogError, match=r"tile/0/000\.p/2: expected 64 bytes, found"):
        split_tile(Tile(0, 0, 2), bytes(length))


def test_the_root_over_one_hash_is_that_hash():
    assert complete_root([b"h" * 32]) == b"h" * 32
