"""What hosts do before they show a page: nothing in the folder leads away from what was looked at.

Formats: `_redirects` and `_headers` of Netlify and Cloudflare Pages.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from urllib.parse import unquote

from site_gen.verify.source import INDEX, MOST_TEXT, MissingFileError, Source

REDIRECTS = "_redirects"
HEADERS = "_headers"
_PROGRAMS = frozenset(
    {".htaccess", "_worker.js", "netlify.toml", "staticwebapp.config.json", "vercel.json", "web.config"}
)
"""Files by which some hosts show something else than the folder holds, and nobody can tell what."""
_MIDDLEWARE = ("_middleware.", "middleware.")
_RUN = (".cfm", ".cgi", ".fcgi", ".phar", ".phtml", ".pl", ".shtm", ".shtml", ".stm", ".var")
_RUN_IN_ALL_KINDS = re.compile(r"\.(?:asp|jsp|php)[a-z0-9]*$")
"""How the names of files end that hosts run, or read as instructions, rather than send."""
_FUNCTIONS = frozenset({".netlify", ".vercel", "functions", "netlify"})
_CODE = (".cjs", ".go", ".js", ".mjs", ".py", ".rs", ".ts", ".wasm")
"""Folders at the root whose programs some hosts run for addresses of pages, and how those end."""
_PACKED = (".br", ".deflate", ".gz", ".zst")
_PACKED_PAGES = (".htm", ".html", ".json", ".xhtml", "feed.xml")
"""What hosts send in the place of a page or of data to browsers that take it compressed."""
_INDEXES = ("default.htm", "default.html", "iisstart.htm", "index.htm", "index.xht", "index.xhtml")
"""What hosts may take for the page of a folder, besides `index.html`."""
_LEADING = frozenset({"content-disposition", "content-encoding", "content-type", "location", "refresh"})
"""Headers by which browsers show something else than the page, or nothing."""
_HOST = re.compile(r"(?:https?:)?//[^/]*", re.IGNORECASE)
_ANY_PART = re.compile(r"\*|:[a-z_]\w*")
"""What stands for any part of an address in `_redirects`."""
_MOST_PATTERNS = 100


def host_faults(
    source: Source, files: Collection[str], pages: Collection[str], base_path: str
) -> Iterator[tuple[str, str]]:
    """Say by file what could lead away from pages that were looked at; `files` are all of the folder."""
    known = frozenset(files)
    for path in files:
        if path.endswith("/"):
            yield path, "is a link to a folder, behind which nobody looks"
        elif not _PROGRAMS.isdisjoint(path.split("/")) or _is_run(path.lower()):
            yield path, "lets some hosts show something else than this folder holds"
        elif rival := _rival(path, known):
            yield path, f"is what some hosts may show in the place of {rival}"
    for name in {REDIRECTS, HEADERS}.intersection(known):
        try:
            lines = source.read(name, MOST_TEXT).decode("utf-8", "replace").splitlines()
        except MissingFileError as error:
            yield name, f"cannot be looked at: {error.message}"
            continue
        messages = _led_away(lines, pages, base_path) if name == REDIRECTS else _leading(lines)
        yield from ((name, message) for message in messages)


def _is_run(path: str) -> bool:
    """Tell whether some hosts run a file; its path is in lower case."""
    folder, _slash, name = path.rpartition("/")
    return (
        name.startswith(_MIDDLEWARE)
        or name.endswith(_RUN)
        or _RUN_IN_ALL_KINDS.search(name) is not None
        or (name.endswith(_CODE) and folder.partition("/")[0] in _FUNCTIONS)
    )


def _rival(path: str, files: Collection[str]) -> str:
    """Give the page that some hosts would not show because of a file; nothing where there is none."""
    folder, slash, name = path.rpartition("/")
    index, lower = f"{folder}{slash}{INDEX}", name.lower()
    if lower.endswith(_PACKED):
        plain = lower.rpartition(".")[0]
        return path.rpartition(".")[0] if plain.endswith(_PACKED_PAGES) else ""
    if lower.endswith((".htm", ".html")) and (of_name := f"{path.rpartition('.')[0]}/{INDEX}") in files:
        return of_name
    is_index = lower in _INDEXES or lower.startswith(f"{INDEX}.") or (lower == INDEX and name != INDEX)
    return index if is_index and index in files else ""


def _leading(lines: list[str]) -> Iterator[str]:
    for line in lines:
        name = line.partition(":")[0].strip().lower()
        if name in _LEADING:
            yield f"sets {name}, so that pages show something else than they hold"


def _led_away(lines: list[str], pages: Collection[str], base_path: str) -> Iterator[str]:
    """Say which pages are never shown because a rule of `_redirects` has their address as its source."""
    rules = [line.split()[0] for line in lines if line.strip() and not line.strip().startswith("#")]
    sources = {_address(_HOST.sub("", rule, 1).removeprefix(base_path)) for rule in rules}
    patterns = [_ANY_PART.split(one) for one in sources if _ANY_PART.search(one)]
    if len(patterns) > _MOST_PATTERNS:
        yield f"has {len(patterns):,} patterns, more than are looked at"
        return
    for path in sorted(pages):
        address = _address(path)
        if address in sources or any(_matches(pattern, address) for pattern in patterns):
            yield f"leads away from {path}"


def _address(path: str) -> str:
    """Give a path in one spelling: hosts ignore slashes at its end, escapes, the name of the index page and case."""
    return unquote(path).lower().removesuffix(INDEX).strip("/")


def _matches(pattern: list[str], address: str) -> bool:
    """Tell whether the parts of a pattern stand in an address in their order, with anything between them."""
    first, *middle, last = pattern
    if not (address.startswith(first) and address.endswith(last) and len(address) >= len(first) + len(last)):
        return False
    at, end = len(first), len(address) - len(last)
    for part in middle:
        found = address.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return True
