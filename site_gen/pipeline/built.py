"""A folder of pages that somebody built, of this theme or another, read again to be checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from site_gen.errors import UnreadableError
from site_gen.render.pages.rendered import Rendered


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
        """Every file with its size, in order."""
        found = (path for path in sorted(self.folder.rglob("*")) if path.is_file())
        return {path.relative_to(self.folder).as_posix(): path.stat().st_size for path in found}

    def sheets(self) -> dict[str, bytes]:
        """Give every style sheet, by file."""
        return {file: (self.folder / file).read_bytes() for file in self.files if file.endswith(".css")}

    def provider_files(self, slug: str) -> Iterator[Rendered]:
        """Give the pages of one provider, in every language."""
        for home in self._homes:
            place = self.folder / f"{home}providers/{slug}"
            for path in sorted(place.rglob("*.html")):
                yield Rendered(path.relative_to(self.folder).as_posix(), path.read_bytes())

    def site_files(self, providers: Sequence[str]) -> Iterator[Rendered]:
        """Give the pages that are no provider's own."""
        own = tuple(f"{home}providers/{slug}/" for home in self._homes for slug in providers)
        prefixes = frozenset(own)
        for file in self.files:
            parts = file.split("/")
            heads = {"/".join(parts[:depth]) + "/" for depth in (2, 3)}
            if file.endswith(".html") and prefixes.isdisjoint(heads):
                yield Rendered(file, (self.folder / file).read_bytes())
