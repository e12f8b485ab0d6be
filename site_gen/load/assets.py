"""The files behind `assets/`: the owner's media and the theme's static files."""

from __future__ import annotations

import hashlib
from pathlib import Path

from site_gen.findings import Finding
from site_gen.load.folder import walk_files
from site_gen.model.assets import Asset
from site_gen.model.theme import Theme

_HASH_LENGTH = 10
_STYLESHEET = "site.css"
_EXTRA_STYLESHEET = "extra.css"
_CHUNK = 1 << 20


def load_media(root: Path) -> tuple[tuple[Asset, ...], tuple[Finding, ...]]:
    """Give every picture and film below `content/media/`; their sidecars (`.yaml`) stay private."""
    listing = walk_files(root, "content/media")
    media = []
    for stamp in listing.files:
        if not stamp.path.lower().endswith((".yaml", ".yml")):
            source = root / stamp.path
            name = stamp.path.removeprefix("content/")
            media.append(Asset(name, _hashed_name(name, _digest(source)), source))
    return tuple(media), listing.findings


def load_static(theme: Theme) -> tuple[Asset, ...]:
    """Give the theme's static files, a nearer theme's in place of its parents'.

    The stylesheet is the accent colour as `--accent`, then the nearest `site.css`, then every `extra.css` from the
    farthest parent to the theme itself, so that a theme can add a few lines without copying the rest.
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
    accent = f":root{{--accent:{theme.color}}}\n".encode()
    assets = []
    for name, source in sorted(files.items()):
        if name == _STYLESHEET:
            data = accent + source.read_bytes() + b"".join(extras)
            digest = hashlib.sha256(data).hexdigest()
            assets.append(Asset(f"static/{name}", _hashed_name(name, digest), data=data))
        else:
            assets.append(Asset(f"static/{name}", _hashed_name(name, _digest(source)), source))
    return tuple(assets)


def _hashed_name(name: str, digest: str) -> str:
    """Give `assets/amara-okafor.0a1b2c3d4e.jpg` for `media/amara-okafor.jpg`; folders become part of the name."""
    flat = name.removeprefix("media/").replace("/", "-")
    stem, dot, ending = flat.rpartition(".")
    return f"assets/{stem or ending}.{digest[:_HASH_LENGTH]}{dot}{ending if stem else ''}".rstrip(".")


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
