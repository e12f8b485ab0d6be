"""Where reports may be written: not among what is published, sealed or content."""

from __future__ import annotations

from pathlib import Path

from site_gen.errors import UnwritableError
from site_gen.load.log_folder import LOG
from site_gen.pipeline.options import BuildOptions
from site_gen.render.data.hosts import OUTPUT_MARK
from site_gen.write.marked import is_marked


def refuse_site_folders(options: BuildOptions, folder: Path) -> None:
    """Refuse what is published, wherever it lies, and what the site is made of.

    Raises:
        UnwritableError: `folder` is one of these, or lies in one.
    """
    taken = {options.out: "published", options.root / LOG: "sealed", options.root / "content": "content"}
    taken |= {place: "published" for place in (folder, *folder.parents) if is_marked(place, OUTPUT_MARK)}
    for place, what in taken.items():
        if folder == place or place in folder.parents:
            raise UnwritableError(
                f"{folder} is no place for a report: what is in {place.name}/ is {what}",
                hint="name another folder with --out",
            )
