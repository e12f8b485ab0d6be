"""Keeps the JSON Schemas for editors where the first line of a content file points: `.site-gen/schemas/`."""

from __future__ import annotations

from pathlib import Path

import site_gen
from site_gen.load.schema import KINDS, schema_text

_MARK = "version"


def refresh_schemas(cache: Path) -> None:
    """Write the schemas into `cache`, unless this version of the tool has written them already."""
    folder = cache / "schemas"
    mark = folder / _MARK
    if mark.is_file() and mark.read_text(encoding="utf-8") == site_gen.__version__:
        return
    folder.mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        (folder / f"{kind}.json").write_text(schema_text(kind), encoding="utf-8")
    mark.write_text(site_gen.__version__, encoding="utf-8")
