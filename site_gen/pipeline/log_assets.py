"""The files of a log that are published as they are."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

from site_gen.load.folder import walk_files
from site_gen.load.log_folder import CHECKPOINT, LOG, POLICIES, WORDING, read_optional, tile_reader
from site_gen.model.assets import Asset
from site_gen.pipeline.site_log import PUBLISHED, TILES
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.tiles import parse_tile_path, tile_at


def log_assets(root: Path, size: int) -> tuple[Asset, ...]:
    """Give the published files of a log of `size`: checkpoint, tiles, entries, policies, wordings.

    Openings stay private; what may be shown of them is written with each provider. Tiles that a branch left behind when
    it was given up are not published.
    """
    is_own = _own_tiles(root, size)
    checkpoint = [Asset("log/checkpoint", f"{PUBLISHED}/checkpoint", root / CHECKPOINT)]
    assets = checkpoint if (root / CHECKPOINT).is_file() else []
    for folder, place in ((TILES, "tile"), (POLICIES, "policies"), (WORDING, "wording")):
        for stamp in walk_files(root, folder).files:
            if folder == TILES and not is_own(stamp.path):
                continue
            inside = stamp.path.removeprefix(f"{folder}/")
            assets.append(Asset(stamp.path, f"{PUBLISHED}/{place}/{inside}", root / stamp.path))
    return tuple(assets)


def _own_tiles(root: Path, size: int) -> Callable[[str], bool]:
    """Give what tells whether a file is a tile of the tree of `size`, or a partial one from when that was smaller."""
    read = functools.lru_cache(maxsize=2)(tile_reader(root))

    def is_own(path: str) -> bool:
        try:
            tile = parse_tile_path(path.removeprefix(f"{LOG}/"))
            whole = tile_at(tile.level, tile.index, size)
        except LogError:
            return False
        if tile.width >= whole.width:
            return tile == whole
        data = read_optional(root, path)
        return bool(data) and read(whole).startswith(data or b"")

    return is_own
