"""From what an `href` says to the file of the output that answers for it, and back."""

from __future__ import annotations

import re
import urllib.parse
from typing import NamedTuple

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_INDEX = "index.html"


class Target(NamedTuple):
    """Where a link leads on this site; `fragment` is empty without one."""

    file: str
    fragment: str = ""

    def __str__(self) -> str:
        return f"{self.file}#{self.fragment}" if self.fragment else self.file


class SiteAddresses:
    """The addresses of one site, each worked out once: most links of a site stand on most of its pages."""

    def __init__(self, origin: str, base_path: str) -> None:
        self.origin = origin
        self.base_path = base_path
        self._known: dict[str, Target | None] = {}

    def target(self, href: str, file: str) -> Target | None:
        """Give where a link on the page `file` leads on this site; None for one that leaves it."""
        if href.startswith("/") or "://" in href:
            if href not in self._known:
                self._known[href] = self._resolve(href, file)
            return self._known[href]
        return self._resolve(href, file)

    def url(self, file: str) -> str:
        """Give the whole address of a page."""
        path = file.removesuffix(_INDEX) if file == _INDEX or file.endswith(f"/{_INDEX}") else file
        return f"{self.origin}{self.base_path}/{path}"

    def _resolve(self, href: str, file: str) -> Target | None:
        href = href.strip()
        if href.startswith("#"):
            return Target(file, urllib.parse.unquote(href[1:]))
        home = f"{self.origin}{self.base_path}/"
        if _SCHEME.match(href):
            if not href.startswith(home):
                return None
            full = href
        else:
            try:
                full = urllib.parse.urljoin(self.url(file), href)
            except ValueError:
                return None
        path, _, fragment = full.partition("#")
        path = path.partition("?")[0]
        if not path.startswith(home):
            return None
        below = urllib.parse.unquote(path.removeprefix(home))
        return Target(below + _INDEX if not below or below.endswith("/") else below, urllib.parse.unquote(fragment))
