"""Keeps the JSON Schemas for editors where the first line of a content file points: `.site-gen/schemas/`."""

from __future__ import annotations

from pathlib import Path

import site_gen
from site_gen.load.schema import KINDS, schema_text
from site_gen.pipeline.cache_folder import cache_folder, write_kept

_MARK = "version"


def refresh_schemas(cache: Path) -> None:
    """Write the schemas into `cache`, unless this version of the tool has written them already."""
    folder = cache / "schemas"
    mark = folder / _MARK
    if mark.is_file() and mark.read_text(encoding="utf-8") == site_gen.__version__:
        return
    cache_folder(folder)
    for kind in KINDS:
        write_kept(folder / f"{kind}.json", schema_text(kind).encode())
    write_kept(mark, site_gen.__version__.encode())
