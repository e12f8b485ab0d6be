"""The files behind `assets/`: the owner's media, their sidecars, and the theme's static files."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import NamedTuple

from site_gen.findings import Finding, Severity
from site_gen.load.documents import keep, parse_sidecar, read_file
from site_gen.load.folder import FileStamp, walk_files
from site_gen.model.assets import Asset
from site_gen.model.media import Sidecar, short_stem
from site_gen.model.theme import ACCENT_PROPERTY, Theme

_HASH_LENGTH = 10
_STYLESHEET = "site.css"
_EXTRA_STYLESHEET = "extra.css"
_STRING_OR_COMMENT = re.compile(
    rb"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^)]*\)|/\*!.*?\*/)|/\*.*?\*/\n?""", re.DOTALL
)
"""CSS Syntax Level 3, 4.3: a comment is none within a string or an address; `/*!` begins one that is to be kept."""
_CHUNK = 1 << 20
_SIDECAR = (".yaml", ".yml")


class MediaFolder(NamedTuple):
    """What lies below `content/media/`: pictures, films and others, and their sidecars by what they stand beside."""

    files: tuple[FileStamp, ...]
    sidecars: dict[str, Sidecar]
    findings: tuple[Finding, ...]


def load_media(root: Path) -> MediaFolder:
    """List every picture and film below `content/media/`, and read their sidecars, which stay private.

    `ana.yaml` is the sidecar of every `ana.*` beside it, `ana.jpg.yaml` that of `ana.jpg` alone; `ana.yml` beside
    `ana.yaml` is an error.
    """
    listing = walk_files(root, "content/media")
    findings = list(listing.findings)
    files = tuple(stamp for stamp in listing.files if not stamp.path.lower().endswith(_SIDECAR))
    names: dict[str, list[str]] = {}
    for stamp in files:
        for key in (stamp.path, stamp.path.rpartition(".")[0]):
            names.setdefault(key, []).append(stamp.path)
    sidecars: dict[str, Sidecar] = {}
    written = [stamp.path for stamp in listing.files if stamp.path.lower().endswith(_SIDECAR)]
    read: dict[str, str] = {}
    for path in sorted(written, key=lambda one: (len(one), one)):
        sidecar = keep(parse_sidecar(read_file(root, path), path), findings)
        stem = path.rpartition(".")[0]
        beside = names.get(stem)
        if (first := read.setdefault(stem, path)) != path:
            findings.append(_second(path, first))
        elif beside is None:
            findings.append(_alone(path))
        elif sidecar is not None:
            sidecars.update(dict.fromkeys(beside, sidecar))
    return MediaFolder(files, sidecars, tuple(findings))


def media_asset(root: Path, path: str, digest: str) -> Asset:
    """Give a file below `content/` as it is published unchanged; `digest` is its SHA-256 in hexadecimal."""
    name = path.removeprefix("content/")
    return Asset(name, _hashed_name(name, digest), root / path)


def _alone(path: str) -> Finding:
    return Finding(
        path=path,
        code="SRC003",
        name="dangling-reference",
        severity=Severity.ERROR,
        message="a sidecar with no picture or film beside it",
        hint="name it as the file that it belongs to, with .yaml in place of the ending or behind it",
    )


def _second(path: str, first: str) -> Finding:
    return Finding(
        path=path,
        code="SRC004",
        name="duplicate-id",
        severity=Severity.ERROR,
        message=f"a second sidecar for what {first} goes with",
        hint="bring both together in one file, and remove the other",
    )


def load_static(theme: Theme) -> tuple[Asset, ...]:
    """Give the theme's static files, a nearer theme's in place of its parents'.

    The stylesheet is the accent colour as `--accent`, then the nearest `site.css`, then every `extra.css` from the
    farthest parent to the theme itself, so that a theme can add a few lines without copying the rest. Its comments are
    for who writes it and are left out, but for those that begin with `/*!`.
    """
    files: dict[str, Path] = {}
    extras: list[bytes] = []
    for layer in reversed(theme.layers):
        site = layer.folder.parents[1]
        folder = f"themes/{layer.folder.name}/static"
        for stamp in walk_files(site, folder).files:
            name = stamp.path.removeprefix(f"{folder}/")
            if name == _EXTRA_STYLESHEET:
                extras.append((site / stamp.path).read_bytes())
            else:
                files[name] = site / stamp.path
    accent = f":root{{{ACCENT_PROPERTY}:{theme.color}}}\n".encode()
    assets = []
    for name, source in sorted(files.items()):
        if name == _STYLESHEET:
            written = source.read_bytes() + b"".join(extras)
            data = accent + _STRING_OR_COMMENT.sub(lambda found: found[1] or b"", written)
            digest = hashlib.sha256(data).hexdigest()
            assets.append(Asset(f"static/{name}", _hashed_name(name, digest), data=data))
        else:
            assets.append(Asset(f"static/{name}", _hashed_name(name, _digest(source)), source))
    return tuple(assets)


def _hashed_name(name: str, digest: str) -> str:
    """Give `assets/amara-okafor.0a1b2c3d4e.jpg` for `media/amara-okafor.jpg`; folders become part of the name."""
    flat = name.removeprefix("media/").replace("/", "-")
    stem, dot, ending = flat.rpartition(".")
    stem, ending = (stem, ending) if stem else (ending, "")
    return f"assets/{short_stem(stem)}.{digest[:_HASH_LENGTH]}{dot}{ending}".rstrip(".")


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
