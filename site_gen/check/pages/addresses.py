"""From what an `href` says to the file of the output that answers for it, and back."""

from __future__ import annotations

import re
import urllib.parse
from typing import NamedTuple

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_INDEX = "index.html"
_KEPT = 4096


class Target(NamedTuple):
    """Where a link leads on this site; `fragment` is empty without one."""

    file: str
    fragment: str = ""

    def __str__(self) -> str:
        return f"{self.file}#{self.fragment}" if self.fragment else self.file


class SiteAddresses:
    """The addresses of one site; of files that many pages link to each is worked out once."""

    def __init__(self, origin: str, base_path: str) -> None:
        self.origin = origin
        self.base_path = base_path
        self._known: dict[str, str | None] = {}

    def target(self, href: str, file: str) -> Target | None:
        """Give where a link on the page `file` leads on this site; None for one that leaves it."""
        href = href.strip()
        path, _, fragment = href.partition("#")
        if not path and fragment:
            return Target(file, urllib.parse.unquote(fragment))
        if not path.startswith(("/", "https:", "http:")) or not href.isprintable():
            return self._resolve(href, file)
        if path not in self._known:
            if len(self._known) >= _KEPT:
                self._known.clear()
            target = self._resolve(path, file)
            self._known[path] = target.file if target else None
        known = self._known[path]
        return None if known is None else Target(known, urllib.parse.unquote(fragment) if fragment else "")

    def url(self, file: str) -> str:
        """Give the whole address of a page."""
        path = file.removesuffix(_INDEX) if file == _INDEX or file.endswith(f"/{_INDEX}") else file
        return f"{self.origin}{self.base_path}/{path}"

    def _resolve(self, href: str, file: str) -> Target | None:
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
