"""Where a tree's hashes and entries lie: tiles of 256, their paths, and which of them a tree of some size has.

    tile/<L>/<N>[.p/<W>]          level L, hashes of 32 bytes; level L + 1 holds the roots of full tiles of level L
    tile/entries/<N>[.p/<W>]      the entries themselves, here called level `ENTRIES`

`N` is written in groups of three digits, all but the last with an `x` before them: 1234067 is `x001/x234/067`.
`.p/<W>` marks a partial tile, of which a level has one at most, at its end. Tiles without hashes do not exist.

Source: c2sp.org/tlog-tiles.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.merkle import node_hash
from site_gen.reviewlog.strict import HASH_BYTES, NUMBER_END, shown

TILE_WIDTH = 256
"""Hashes or entries in a full tile."""

TILE_HEIGHT = 8
"""Levels of the tree from a tile's hashes to the root over them."""

ENTRIES = -1
"""The level of entry bundles, below the hashes of level 0."""

MAX_LEVEL = 63

_PATH = re.compile(
    r"tile/(?:entries|([0-9]|[1-5][0-9]|6[0-3]))/((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Tile:
    """The place of one tile or entry bundle; `width` hashes or entries of 256."""

    level: int
    index: int
    width: int = TILE_WIDTH


TileReader = Callable[[Tile], bytes]
"""Gives the bytes of one tile or bundle; whoever reads files or addresses makes one. What it raises goes through."""


def tile_path(tile: Tile) -> str:
    """Give the path of a tile below the log's prefix, without a leading slash.

    Raises:
        LogError: no tile has this level, index or width.
    """
    level, index, width = tile.level, tile.index, tile.width
    if not (ENTRIES <= level <= MAX_LEVEL and 0 <= index < NUMBER_END and 1 <= width <= TILE_WIDTH):
        raise LogError(f"no tile has level {level}, index {index} and width {width}")
    name = f"{index % 1000:03}"
    while index := index // 1000:
        name = f"x{index % 1000:03}/{name}"
    partial = "" if width == TILE_WIDTH else f".p/{width}"
    return f"tile/{'entries' if level == ENTRIES else level}/{name}{partial}"


def parse_tile_path(path: str) -> Tile:
    """Give the tile at a path.

    Raises:
        LogError: `tile_path` gives this path for no tile.
    """
    match = _PATH.fullmatch(path)
    if match is not None:
        level, index, width = match.groups()
        tile = Tile(
            ENTRIES if level is None else int(level),
            int(index.replace("/", "").replace("x", "")),
            TILE_WIDTH if width is None else int(width),
        )
        if tile.index < NUMBER_END and tile.width <= TILE_WIDTH and tile_path(tile) == path:
            return tile
    raise LogError(f"expected the path of a tile, found {shown(path)}")


def tiles_of(size: int) -> Iterator[Tile]:
    """Give all tiles and bundles of a tree: bundles, then level 0, then the levels above, each from left to right.

    Raises:
        LogError: a size below 0, or 2^63 and above.
    """
    return new_tiles(0, size)


def new_tiles(old_size: int, new_size: int) -> Iterator[Tile]:
    """Give the tiles and bundles of the larger tree that the smaller one does not have, in the order of `tiles_of`.

    Raises:
        LogError: sizes in the wrong order, below 0, or 2^63 and above.
    """
    if not 0 <= old_size <= new_size < NUMBER_END:
        raise LogError(f"expected 0 ≤ old size ≤ new size < 2^63, found {old_size} and {new_size}")
    return _new_tiles(old_size, new_size)


def _new_tiles(old_size: int, new_size: int) -> Iterator[Tile]:
    for level in count(ENTRIES):
        below = TILE_HEIGHT * max(level, 0)
        old, new = old_size >> below, new_size >> below
        if new == 0:
            return
        if old == new:
            continue
        for index in range(old // TILE_WIDTH, new // TILE_WIDTH):
            yield Tile(level, index)
        if width := new % TILE_WIDTH:
            yield Tile(level, new // TILE_WIDTH, width)


def tile_at(level: int, index: int, size: int) -> Tile:
    """Give tile `index` of a level with the width that it has in a tree of `size`.

    Raises:
        LogError: that tree has no such tile.
    """
    width = min(TILE_WIDTH, (size >> TILE_HEIGHT * max(level, 0)) - index * TILE_WIDTH)
    if index < 0 or width < 1:
        raise LogError(f"a tree of size {size} has no tile {index} at level {level}")
    return Tile(level, index, width)


def split_tile(tile: Tile, data: bytes) -> list[bytes]:
    """Give the hashes in the bytes of a tile.

    Raises:
        LogError: not `width` hashes exactly.
    """
    if len(data) != tile.width * HASH_BYTES:
        raise LogError(f"{tile_path(tile)}: expected {tile.width * HASH_BYTES} bytes, found {len(data)}")
    return [data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES)]


def complete_root(hashes: list[bytes]) -> bytes:
    """Give the root over 1, 2, 4 … hashes: that of a full tile, or of an aligned part of a tile."""
    while len(hashes) > 1:
        hashes = [node_hash(left, right) for left, right in zip(hashes[::2], hashes[1::2], strict=True)]
    return hashes[0]
