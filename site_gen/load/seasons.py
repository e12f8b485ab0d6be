"""The seasonal packs that ship with the package."""

from __future__ import annotations

import functools
from importlib import resources

from site_gen.load.documents import parse, stem
from site_gen.model.season import Season


@functools.cache
def load_seasons() -> tuple[Season, ...]:
    """Give all packs, by the names of their files."""
    folder = resources.files("site_gen").joinpath("data", "seasons")
    names = sorted(one.name for one in folder.iterdir() if one.name.endswith(".yaml"))
    return tuple(_load(name, folder.joinpath(name).read_bytes()) for name in names)


def _load(name: str, data: bytes) -> Season:
    season = parse(data, Season, name, slug=stem(name))
    assert not isinstance(season, list), f"{name} loads: {season}"
    return season
