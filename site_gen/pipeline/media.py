"""Media of a site: looked at when they are new, made into the pictures of pages when a page shows them.

What was found in a file is kept in the cache beside its size and time of change, so that a build opens no file that is
as it was. Made pictures lie there under names that say everything their bytes depend on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from site_gen.errors import SiteGenError
from site_gen.findings import Finding, Severity
from site_gen.load.assets import MediaFolder, load_media, media_asset
from site_gen.load.folder import FileStamp
from site_gen.model.assets import Asset
from site_gen.model.media import (
    MADE,
    Media,
    MediaFile,
    MediaKind,
    Shape,
    Sidecar,
    fallback_of,
    is_film_name,
    variants_of,
)
from site_gen.model.undecodable import UNDECODABLE
from site_gen.pictures.looking import Looked, look
from site_gen.pipeline.cache_folder import cache_folder, start_mark
from site_gen.render.ground import Ground

T = TypeVar("T")
R = TypeVar("R")

_FILE = "media.msgpack"
_FORMAT = 3
PICTURES = "pictures"
"""The folder of made pictures in the cache."""
_ALONE = 4
"""Below so many files, starting processes costs more than it saves."""
_KEY_LENGTH = 12
_SHAPES: tuple[Shape, ...] = ("whole", "square")


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """What was found in a file that had this size and time of change."""

    size: int
    changed_ns: int
    looked: Looked


class Index(msgspec.Struct, frozen=True, array_like=True):
    """What was found in all media. A file that changed at or after `started_ns` may have changed after it was read."""

    format: int
    started_ns: int
    files: dict[str, Kept]


class Shelf(NamedTuple):
    """The media of a site: `assets` are published as they are, `pictures` are what pages show, films too, by name.

    `looked` is what was found in each file, by its path below the site's folder; `files` are all by name, for rules.
    """

    root: Path
    assets: tuple[Asset, ...] = ()
    pictures: Mapping[str, Media] = {}
    looked: Mapping[str, Looked] = {}
    findings: tuple[Finding, ...] = ()
    files: Mapping[str, MediaFile] = {}

    def without(self, names: Collection[str]) -> Shelf:
        """Give the shelf without some media: their names lead to nothing, as those of broken ones do."""
        if not names:
            return self
        return self._replace(
            assets=tuple(asset for asset in self.assets if asset.name not in names),
            pictures={name: one for name, one in self.pictures.items() if name not in names},
            files={
                name: msgspec.structs.replace(one, is_left_out=True) if name in names else one
                for name, one in self.files.items()
            },
        )

    def names(self) -> dict[str, str]:
        """Give the file in the output for every name: of a picture its oldest and widest form, of a broken one none."""
        made = {name: fallback_of(variants_of(one, "whole")).file for name, one in self.pictures.items() if one.keys}
        broken = {path.removeprefix("content/"): "" for path, one in self.looked.items() if one.fault}
        left_out = {name: "" for name, one in self.files.items() if one.is_left_out}
        return {**{asset.name: asset.file for asset in self.assets}, **made, **broken, **left_out}

    def keys(self) -> dict[str, tuple[Media, Shape]]:
        """Give which shape of which picture a key in a name stands for."""
        return {key: (one, shape) for one in self.pictures.values() for shape, key in one.keys.items()}


def load_shelf(root: Path, cache: Path, *, full: bool) -> Shelf:
    """Look at every file below `content/media/` that is not as it was; with `full` at all of them."""
    folder = load_media(root)
    started = start_mark(cache)
    old = None if full else _read_index(cache / _FILE)
    kept = {stamp.path: known for stamp in folder.files if (known := _known(old, stamp)) is not None}
    new = [stamp for stamp in folder.files if stamp.path not in kept]
    for stamp, looked in zip(new, in_pool(look, [root / stamp.path for stamp in new]), strict=True):
        kept[stamp.path] = Kept(stamp.size, stamp.changed_ns, looked)
    if new or old is None or old.files.keys() != kept.keys():
        _write_index(cache / _FILE, Index(_FORMAT, started, kept))
    return _shelf(root, folder, {stamp.path: kept[stamp.path] for stamp in folder.files})


def make_pictures(shelf: Shelf, cache: Path, keys: Collection[str], tell: Callable[[int, int], None]) -> list[Asset]:
    """Make what pages show and the cache lacks; give all of it as files of the output, in order of name.

    `keys` are those in the names of pictures on pages; others than those of the site are passed over.

    Raises:
        SiteGenError: a picture changed while the build ran.
    """
    from site_gen.pictures.making import Order

    folder = cache_folder(cache / PICTURES)
    there = {place.name for place in folder.iterdir()}
    by_key = shelf.keys()
    assets, orders = [], []
    for key in sorted(set(keys) & by_key.keys()):
        media, shape = by_key[key]
        variants = variants_of(media, shape)
        assets += [Asset(media.name, one.file, folder / Path(one.file).name) for one in variants]
        if not all(Path(one.file).name in there for one in variants):
            focus = media.sidecar.focus if media.sidecar else None
            orders.append(Order(shelf.root / "content" / media.name, shape, focus, variants, folder))
    for done, fault in enumerate(in_pool(_make, orders), start=1):
        if fault:
            raise SiteGenError(fault, hint="build again")
        tell(done, len(orders))
    if orders:
        tidy(folder, {*by_key, *keys})
    return sorted(assets, key=lambda asset: asset.file)


def shows_pictures(ground: Ground) -> bool:
    """Tell whether pages of a site can show made pictures or cards for sharing."""
    return bool(ground.media or ground.site.pictures.share)


def keys_in(data: bytes) -> set[str]:
    """Give the keys of made pictures that a file of the output names."""
    return set(MADE.findall(data.decode("utf-8", "replace")))


def _make(order: object) -> str:
    from site_gen.pictures.making import Order, make

    assert isinstance(order, Order), "only orders are made"
    try:
        make(order)
    except (OSError, ValueError) as error:
        return f"{order.source.name} could not be made into pictures: {error}"
    return ""


def tidy(folder: Path, known: Collection[str]) -> None:
    """Remove pictures of originals that are gone or changed, and what a killed build left half written."""
    for place in folder.iterdir():
        key = MADE.fullmatch(f"assets/{place.name}")
        if key is None or key[1] not in known:
            place.unlink(missing_ok=True)


def in_pool(work: Callable[[T], R], tasks: Sequence[T]) -> Iterator[R]:
    """Do `work` on every task, in processes if there are several; the results keep their order."""
    from site_gen.pipeline.pool import Workers  # it knows providers, which know the ground

    with Workers(alone=len(tasks) < _ALONE) as workers:
        yield from workers.in_order(work, tasks)


def _known(index: Index | None, stamp: FileStamp) -> Kept | None:
    """Give what is known of a file that surely is as it was."""
    known = index.files.get(stamp.path) if index else None
    if known is None or index is None or stamp.changed_ns >= index.started_ns:
        return None
    return known if (known.size, known.changed_ns) == (stamp.size, stamp.changed_ns) else None


def _read_index(place: Path) -> Index | None:
    try:
        index = msgspec.msgpack.decode(place.read_bytes(), type=Index)
    except (OSError, *UNDECODABLE):
        return None
    return index if index.format == _FORMAT else None


def _write_index(place: Path, index: Index) -> None:
    from site_gen.pictures.files import write_whole

    write_whole(place, msgspec.msgpack.encode(index))


def _shelf(root: Path, folder: MediaFolder, kept: Mapping[str, Kept]) -> Shelf:
    assets: list[Asset] = []
    pictures: dict[str, Media] = {}
    files: dict[str, MediaFile] = {}
    findings = list(folder.findings)
    for path, known in kept.items():
        one = known.looked
        if one.fault:
            findings.append(_broken(path, one))
            continue
        sidecar = folder.sidecars.get(path)
        name = path.removeprefix("content/")
        files[name] = MediaFile(
            name=name, kind=_kind(name, one), size=known.size, width=one.width, height=one.height, sidecar=sidecar
        )
        if one.kind != "raster":
            assets.append(media_asset(root, path, one.digest))
        if one.kind != "other" or files[name].kind == "film":
            pictures[name] = Media(
                name=name,
                width=one.width,
                height=one.height,
                is_clear=one.is_clear,
                keys={shape: _key(name, one, shape, sidecar) for shape in _SHAPES} if one.kind == "raster" else {},
                sidecar=sidecar.published if sidecar else None,
            )
    looked = {path: known.looked for path, known in kept.items()}
    return Shelf(root, tuple(assets), pictures, looked, tuple(findings), files)


def _kind(name: str, looked: Looked) -> MediaKind:
    if looked.kind == "raster":
        return "raster"
    if looked.kind == "drawing":
        return "drawing"
    return "film" if is_film_name(name) else "other"


def _key(name: str, looked: Looked, shape: Shape, sidecar: Sidecar | None) -> str:
    from site_gen.pictures.recipe import recipe

    focus = sidecar.focus if sidecar and shape == "square" else None
    return hashlib.sha256(f"{name} {looked.digest} {shape} {focus} {recipe()}".encode()).hexdigest()[:_KEY_LENGTH]


def _broken(path: str, looked: Looked) -> Finding:
    what = "a drawing" if path.lower().endswith(".svg") else "a picture or file"
    return Finding(
        path=path,
        code="SRC001",
        name="unreadable",
        severity=Severity.ERROR,
        message=f"{what} that cannot be shown: {looked.fault}",
        hint=looked.hint,
    )
