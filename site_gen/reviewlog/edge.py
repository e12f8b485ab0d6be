"""The right edge of a tree: all that is needed to append to it, and to know its root.

These are the hashes of the last, unfinished tile of each level and the entries of the last bundle, at most 255 of each.
They are exactly the partial tiles of the tree's files, so that a log of any length grows without being read.

Source: c2sp.org/tlog-tiles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from site_gen.reviewlog.bundle import check_entry, encode_bundle, parse_bundle
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.merkle import fold, leaf_hash
from site_gen.reviewlog.strict import format_decimal
from site_gen.reviewlog.tiles import (
    ENTRIES,
    TILE_HEIGHT,
    TILE_WIDTH,
    Tile,
    TileReader,
    complete_root,
    new_tiles,
    split_tile,
    tile_path,
)

TileWriter = Callable[[Tile, bytes], None]
"""Takes the bytes of one tile or bundle; whoever writes files makes one."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A tree of `size` entries by its partial tiles: `levels[L]` are the hashes of the one at level L, maybe none."""

    size: int = 0
    entries: tuple[bytes, ...] = ()
    levels: tuple[tuple[bytes, ...], ...] = ()

    @property
    def root(self) -> bytes:
        """The root of the tree."""
        peaks: list[bytes] = []
        for hashes in reversed(self.levels):
            start = 0
            while start < len(hashes):
                end = start + (1 << (len(hashes) - start).bit_length() - 1)
                peaks.append(complete_root(list(hashes[start:end])))
                start = end
        return fold(peaks)


EMPTY_EDGE = Edge()
"""The edge of the empty tree."""


def read_edge(size: int, root: bytes, read: TileReader) -> Edge:
    """Give the edge of the tree of that size and root, from its partial tiles and its last bundle.

    What comes back belongs to `root`; the full tiles are not read (`stored.read_entries` reads them all).

    Raises:
        LogError: a size that no tree has, a file that does not have its form, an entry that does not hash to its
            tile, or another root.
    """
    format_decimal(size, "tree size")
    levels: list[tuple[bytes, ...]] = []
    while count := size >> TILE_HEIGHT * len(levels):
        tile = Tile(len(levels), count // TILE_WIDTH, count % TILE_WIDTH)
        levels.append(tuple(split_tile(tile, read(tile))) if tile.width else ())
    entries: tuple[bytes, ...] = ()
    if width := size % TILE_WIDTH:
        tile = Tile(ENTRIES, size // TILE_WIDTH, width)
        entries = parse_entries(tile, read(tile), levels[0])
    edge = Edge(size, entries, tuple(levels))
    if edge.root != root:
        raise LogError(f"the tiles of size {size} do not lead to the root of that size")
    return edge


def parse_entries(tile: Tile, data: bytes, leaves: Iterable[bytes]) -> tuple[bytes, ...]:
    """Give the entries of a bundle whose leaf hashes are known.

    Raises:
        LogError: the bundle does not have its form, or an entry has another hash.
    """
    try:
        entries = parse_bundle(data, tile.width)
    except LogError as error:
        raise LogError(f"{tile_path(tile)}: {error.message}") from error
    for number, (entry, leaf) in enumerate(zip(entries, leaves, strict=True)):
        if leaf_hash(entry) != leaf:
            raise LogError(f"entry {tile.index * TILE_WIDTH + number} does not hash to its place in the tree")
    return entries


def grow(edge: Edge, entries: Iterable[bytes], write: TileWriter) -> Edge:
    """Append entries to a tree, hand every tile and bundle that is new to `write`, and give the new edge.

    Full tiles are handed over as soon as they are full, partial ones at the end; together they are
    `tiles.new_tiles(edge.size, new.size)`. A bundle comes before the tile of its hashes, a tile before the one above.

    Raises:
        LogError: an entry of more than 65,535 bytes, in which case what was written by then belongs to no tree.
    """
    size = edge.size
    pending = list(edge.entries)
    levels = [list(hashes) for hashes in edge.levels]
    for entry in entries:
        pending.append(check_entry(entry))
        _append(levels, 0, leaf_hash(entry))
        size += 1
        if len(pending) == TILE_WIDTH:
            write(Tile(ENTRIES, size // TILE_WIDTH - 1), encode_bundle(pending))
            pending.clear()
            _write_full_tiles(levels, size, write)
    for tile in new_tiles(edge.size, size):
        if tile.width < TILE_WIDTH:
            write(tile, encode_bundle(pending) if tile.level == ENTRIES else b"".join(levels[tile.level]))
    return Edge(size, tuple(pending), tuple(tuple(hashes) for hashes in levels))


def _append(levels: list[list[bytes]], level: int, value: bytes) -> None:
    if level == len(levels):
        levels.append([])
    levels[level].append(value)


def _write_full_tiles(levels: list[list[bytes]], size: int, write: TileWriter) -> None:
    """Hand over the tile that the last entry filled, and those above it that are full with it."""
    level = 0
    while len(levels[level]) == TILE_WIDTH:
        hashes = levels[level]
        write(Tile(level, (size >> TILE_HEIGHT * (level + 1)) - 1), b"".join(hashes))
        _append(levels, level + 1, complete_root(hashes))
        hashes.clear()
        level += 1
