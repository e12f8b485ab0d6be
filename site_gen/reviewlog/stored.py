"""Reading a stored tree: every entry checked from the root down, and single hashes for proofs.

Source: c2sp.org/tlog-tiles; the order of trust is that of "Authenticating tiles" in Go's sumdb/tlog.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from site_gen.reviewlog.edge import parse_entries, read_edge
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.prove import HashReader
from site_gen.reviewlog.tiles import (
    ENTRIES,
    TILE_HEIGHT,
    TILE_WIDTH,
    Tile,
    TileReader,
    complete_root,
    split_tile,
    tile_at,
    tile_path,
)

_CACHED_TILES = 64


def read_entries(size: int, root: bytes, read: TileReader) -> Iterator[bytes]:
    """Give all entries of the tree of that size and root, in order, none before it is proven to belong there.

    Each tile is checked against the one above it before anything in it is used, and every tile and bundle of
    `tiles.tiles_of(size)` is read exactly once. Whoever stops early has checked only what was given by then. Other
    files beside those tiles are not looked at.

    Raises:
        LogError: a tile does not have its form, does not hash to the one above or to the root, or an entry does not
            hash to its tile.
    """
    for _first, entries in read_bundles(size, root, read, lambda tile: False):
        yield from entries


def read_bundles(
    size: int, root: bytes, read: TileReader, is_known: Callable[[Tile], bool]
) -> Iterator[tuple[int, tuple[bytes, ...]]]:
    """Give the entries of that tree as `read_entries` does, bundle by bundle, each with the index of its first entry.

    A full tile of the lowest level that `is_known`, with its bundle, from having been read in this tree or one that it
    continues, is not read again, and its entries are not given.

    Raises:
        LogError: as `read_entries`.
    """
    edge = read_edge(size, root, read)
    for level in reversed(range(1, len(edge.levels))):
        first = (size >> TILE_HEIGHT * (level + 1)) * TILE_WIDTH
        for number, value in enumerate(edge.levels[level]):
            yield from _bundles_below(Tile(level - 1, first + number), value, read, is_known)
    yield size - len(edge.entries), edge.entries


def _bundles_below(
    tile: Tile, root: bytes, read: TileReader, is_known: Callable[[Tile], bool]
) -> Iterator[tuple[int, tuple[bytes, ...]]]:
    if tile.level == 0 and is_known(tile):
        return
    hashes = split_tile(tile, read(tile))
    if complete_root(hashes) != root:
        raise LogError(f"{tile_path(tile)} does not hash to its place in the tree")
    if tile.level == 0:
        bundle = Tile(ENTRIES, tile.index)
        yield tile.index * TILE_WIDTH, parse_entries(bundle, read(bundle), hashes)
        return
    for number, value in enumerate(hashes):
        yield from _bundles_below(Tile(tile.level - 1, tile.index * TILE_WIDTH + number), value, read, is_known)


def hash_reader(size: int, read: TileReader) -> HashReader:
    """Give the reader that `prove` needs, over the tiles of a tree of `size`; the last 64 tiles stay in memory.

    Tiles are taken as they are: a wrong one makes a proof that does not hold, which its verifier finds out.
    """

    @lru_cache(maxsize=_CACHED_TILES)
    def hashes_of(tile: Tile) -> list[bytes]:
        return split_tile(tile, read(tile))

    def read_hash(height: int, index: int) -> bytes:
        level, above = divmod(height, TILE_HEIGHT)
        start = index << above  # among the hashes of this level
        tile = tile_at(level, start // TILE_WIDTH, size)
        start %= TILE_WIDTH
        hashes = hashes_of(tile)[start : start + (1 << above)]
        if len(hashes) != 1 << above:
            raise LogError(f"a tree of size {size} has no complete subtree {index} of height {height}")
        return complete_root(hashes)

    return read_hash
