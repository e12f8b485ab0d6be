"""Which file answers for a path. Decides only; nothing is sent here.

No path leads out of the output folder: each of its parts is looked at, and links are followed only inside.
"""

from __future__ import annotations

import mimetypes
import urllib.parse
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple

from site_gen.serve.hosting import HEADERS_FILE, REDIRECTS_FILE

_INDEX = "index.html"
_NOT_FOUND = "404.html"
_PRIVATE = frozenset((HEADERS_FILE, REDIRECTS_FILE))
"""Files that hosts read and do not serve."""

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
_mimetypes = mimetypes.MimeTypes()
"""Python's own table, without what the machine adds to it."""


class Answer(NamedTuple):
    """`file` is what to send, or `location` is where to go instead; a 404 may come without a file."""

    status: HTTPStatus
    file: Path | None = None
    location: str = ""


def answer(folder: Path, base_path: str, redirects: Mapping[str, str], path: str) -> Answer:
    """Find the file in `folder` for a path as it stands in a request, percent-encoded.

    Redirects that the site calls permanent are temporary here: a browser would remember them after they changed.
    """
    try:
        path = urllib.parse.unquote(path, errors="strict")
    except UnicodeDecodeError:
        return not_found(folder, "")
    if path in redirects:
        return Answer(HTTPStatus.FOUND, location=redirects[path])
    if base_path and path in ("/", base_path):
        return Answer(HTTPStatus.FOUND, location=f"{base_path}/")
    if not path.startswith(f"{base_path}/"):
        return not_found(folder, "")
    parts = path.removeprefix(f"{base_path}/").split("/")
    if not all(_is_plain(part) for part in parts[:-1]) or not (parts[-1] == "" or _is_plain(parts[-1])):
        return not_found(folder, parts[0])
    place = folder.joinpath(*parts)
    if parts[-1] == "":
        place /= _INDEX
    elif _is_file(folder, place / _INDEX):
        return Answer(HTTPStatus.FOUND, location=f"{urllib.parse.quote(path)}/")
    if parts[0] in _PRIVATE or not _is_file(folder, place):
        return not_found(folder, parts[0])
    return Answer(HTTPStatus.OK, place)


def not_found(folder: Path, language: str) -> Answer:
    """Give the site's page for a missing page, in the language whose code begins the path if there is one."""
    candidates = [folder / language / _NOT_FOUND] if _is_plain(language) else []
    for place in (*candidates, folder / _NOT_FOUND):
        if _is_file(folder, place):
            return Answer(HTTPStatus.NOT_FOUND, place)
    return Answer(HTTPStatus.NOT_FOUND)


def content_type(file: Path) -> str:
    """Give the media type of a file by its ending; what nobody knows is bytes."""
    known = _TYPES.get(file.suffix.lower())
    return known or _mimetypes.guess_type(file.name)[0] or "application/octet-stream"


def _is_plain(part: str) -> bool:
    hidden = part.startswith(".") and part != ".well-known"
    return bool(part) and not hidden and "\\" not in part and "\0" not in part


def _is_file(folder: Path, place: Path) -> bool:
    try:
        return place.is_file() and place.resolve().is_relative_to(folder.resolve())
    except OSError:  # a name that is too long
        return False
