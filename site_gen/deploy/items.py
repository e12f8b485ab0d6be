"""The files of an output, with their digests and the headers that a host is to send with them."""

from __future__ import annotations

import hashlib
import mimetypes
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

_YEAR = "public, max-age=31536000, immutable"
_SHORT = "public, max-age=300"
_NEVER = "no-cache"
_HASHED = re.compile(r"assets/[^/]+\.[0-9a-f]{8,}\.[a-z0-9]+")
_FULL_TILE = re.compile(r"review-log/tile/(?:entries|[0-9]+)/(?:x[0-9]{3}/)*[0-9]{3}")
_TEXT = re.compile(r"text/|application/(?:json|xml|javascript|feed\+json|atom\+xml|manifest\+json)")
_TYPES = {
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
    ".vtt": "text/vtt",
    ".ics": "text/calendar",
    ".js": "text/javascript",
    ".md": "text/markdown",
    ".pf_meta": "application/octet-stream",
    ".pf_index": "application/octet-stream",
    ".pf_fragment": "application/octet-stream",
    ".pagefind": "application/octet-stream",
}
_BY_NAME = {
    "feed.xml": "application/atom+xml",
    "feed.json": "application/feed+json",
    "sitemap.xml": "application/xml",
    "_headers": "text/plain",
    "_redirects": "text/plain",
    "CNAME": "text/plain",
    ".nojekyll": "text/plain",
    "checkpoint": "text/plain",
}


class Item(NamedTuple):
    """A file of the output: its path, size in bytes, SHA-256 in hexadecimal."""

    path: str
    size: int
    sha256: str


def scan(out: Path, progress: Callable[[int, int], None]) -> tuple[Item, ...]:
    """Give every file of an output in order of the paths; links are not followed, since an output has none."""
    paths = sorted(_files(str(out), ""))
    items = []
    for number, path in enumerate(paths):
        with (out / path).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        items.append(Item(path, (out / path).stat().st_size, digest))
        progress(number + 1, len(paths))
    return tuple(items)


def content_type(path: str) -> str:
    """Give the media type of a file, text as UTF-8 (RFC 9110, section 8.3)."""
    name = path.rpartition("/")[2]
    ending = os.path.splitext(name)[1]  # noqa: PTH122 - a path of the output, not of this machine
    if path.startswith("review-log/tile/"):
        return "application/octet-stream"
    found = _BY_NAME.get(name) or _TYPES.get(ending) or mimetypes.guess_type(name, strict=True)[0]
    kind = found or "application/octet-stream"
    return f"{kind}; charset=utf-8" if _TEXT.match(kind) else kind


def cache_control(path: str) -> str:
    """Give for how long a file may be kept (RFC 9111): a year where its name changes with it, and full tiles.

    The checkpoint is asked for again every time, pages after five minutes.
    """
    if _HASHED.fullmatch(path) or _FULL_TILE.fullmatch(path):
        return _YEAR
    return _NEVER if path == "review-log/checkpoint" else _SHORT


def _files(folder: str, name: str) -> list[str]:
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            path = f"{name}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                found += _files(entry.path, f"{path}/")
            elif entry.is_file(follow_symlinks=False):
                found.append(path)
    return found
