"""The files of an output, with their digests and the headers that a host is to send with them."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

YEAR = "public, max-age=31536000, immutable"
SHORT = "public, max-age=300"
NEVER = "no-cache"
HASHED = r"assets/[^/]+\.[0-9a-f]{8,}\.[a-z0-9]+"
FULL_TILE = r"review-log/tile/(?:entries|[0-9]+)/(?:x[0-9]{3}/)*[0-9]{3}"
CHECKPOINT = "review-log/checkpoint"
LASTING = re.compile(r"assets/[^/]+\.[0-9a-f]{8,}\.(?:css|js|ttf|woff2?)")
"""Style sheets, scripts and fonts: no page that somebody keeps works without them, and they hold no content."""
_FOR_GOOD = re.compile(f"{HASHED}|{FULL_TILE}")
_TEXT = re.compile(r"text/|application/(?:json|xml|javascript|feed\+json|atom\+xml|manifest\+json)")
TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".avif": "image/avif",
        ".css": "text/css",
        ".gif": "image/gif",
        ".html": "text/html",
        ".ico": "image/x-icon",
        ".ics": "text/calendar",
        ".jpeg": "image/jpeg",
        ".jpg": "image/jpeg",
        ".js": "text/javascript",
        ".json": "application/json",
        ".m4v": "video/x-m4v",
        ".md": "text/markdown",
        ".mov": "video/quicktime",
        ".mp4": "video/mp4",
        ".ogv": "video/ogg",
        ".pdf": "application/pdf",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".ttf": "font/ttf",
        ".txt": "text/plain",
        ".vtt": "text/vtt",
        ".wasm": "application/wasm",
        ".webm": "video/webm",
        ".webmanifest": "application/manifest+json",
        ".webp": "image/webp",
        ".woff": "font/woff",
        ".woff2": "font/woff2",
        ".xml": "application/xml",
    }
)
"""Media types by ending, the same on every machine (IANA, media types); anything else is a stream of bytes."""
BY_NAME: Mapping[str, str] = MappingProxyType(
    {
        "feed.xml": "application/atom+xml",
        "feed.json": "application/feed+json",
        "_headers": "text/plain",
        "_redirects": "text/plain",
        "CNAME": "text/plain",
        ".nojekyll": "text/plain",
        "checkpoint": "text/plain",
    }
)
"""Media types of files whose ending does not tell them."""
STREAM = "application/octet-stream"
TILES = "review-log/tile/"


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
        items.append(Item(path, (out / path).stat().st_size, sha256_of(out / path)))
        progress(number + 1, len(paths))
    return tuple(items)


def sha256_of(file: Path) -> str:
    """Give the SHA-256 of a file in hexadecimal."""
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


def content_type(path: str) -> str:
    """Give the media type of a file, text as UTF-8 (RFC 9110, section 8.3)."""
    name = path.rpartition("/")[2]
    ending = os.path.splitext(name)[1]  # noqa: PTH122 - a path of the output, not of this machine
    if path.startswith(TILES):
        return STREAM
    kind = BY_NAME.get(name) or TYPES.get(ending, STREAM)
    return f"{kind}; charset=utf-8" if is_text(kind) else kind


def is_text(kind: str) -> bool:
    """Tell whether files of a media type are text, all of which is UTF-8 here."""
    return _TEXT.match(kind) is not None


def cache_control(path: str) -> str:
    """Give for how long a file may be kept (RFC 9111): a year where its name changes with it, and full tiles.

    The checkpoint is asked for again every time, pages after five minutes.
    """
    if _FOR_GOOD.fullmatch(path):
        return YEAR
    return NEVER if path == CHECKPOINT else SHORT


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
