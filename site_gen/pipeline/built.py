"""A folder of pages that somebody built, of this theme or another, read again to be checked."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from site_gen.errors import UnreadableError
from site_gen.render.pages.rendered import Rendered

_PAGE = ".html"


class Built:
    """The pages below a folder. `languages` are those of the site, the default one first."""

    def __init__(self, folder: Path, languages: Sequence[str]) -> None:
        """Prepare to read a folder.

        Raises:
            UnreadableError: there is no such folder, or no page in it.
        """
        self.folder = folder
        self._homes = tuple("" if number == 0 else f"{tag}/" for number, tag in enumerate(languages))
        if not (folder / "index.html").is_file():
            raise UnreadableError(f"no index.html in {folder}", hint="name the folder that a build wrote")

    @cached_property
    def files(self) -> dict[str, int]:
        """Every file with its size, in order of the parts of its path. Links to folders are not followed."""
        found = dict(_files_below(self.folder, ""))
        return {file: found[file] for file in sorted(found, key=lambda file: file.split("/"))}

    def sheets(self) -> dict[str, bytes]:
        """Give every style sheet, by file."""
        return {file: (self.folder / file).read_bytes() for file in self.files if file.endswith(".css")}

    def provider_files(self, slug: str) -> Iterator[Rendered]:
        """Give the pages of one provider, in every language."""
        for home in self._homes:
            place = self.folder / f"{home}providers/{slug}"
            for path in sorted(place.rglob("*.html")):
                yield self.page(path.relative_to(self.folder).as_posix())

    def page(self, file: str) -> Rendered:
        """Give one page."""
        return Rendered(file, (self.folder / file).read_bytes())

    def site_pages(self, providers: Sequence[str]) -> list[str]:
        """Give the files of the pages that are no provider's own."""
        own = frozenset(f"{home}providers/{slug}/" for home in self._homes for slug in providers)
        return [file for file in self.files if file.endswith(_PAGE) and own.isdisjoint(_heads(file))]


def _heads(file: str) -> tuple[str, str]:
    """Give the first two and the first three parts of a path."""
    parts = file.split("/", 3)
    return "/".join(parts[:2]) + "/", "/".join(parts[:3]) + "/"


def _files_below(folder: Path, prefix: str) -> Iterator[tuple[str, int]]:
    with os.scandir(folder / prefix) as entries:
        for entry in entries:
            path = f"{prefix}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _files_below(folder, f"{path}/")
            elif entry.is_file():
                yield path, entry.stat().st_size
