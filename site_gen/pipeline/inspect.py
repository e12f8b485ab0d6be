"""Runs the rules about built pages over a group of pages as they were rendered, one page in memory at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from site_gen.check.engine import Results, check_across, check_page
from site_gen.check.pages.addresses import SiteAddresses
from site_gen.check.pages.digest import Digest, Everything, PageFacts, digest_of, facts_of
from site_gen.check.pages.hiding import read_sheets
from site_gen.check.pages.locate import locate_element
from site_gen.check.pages.plan import Plan, Surroundings
from site_gen.check.pages.reading import Reading
from site_gen.check.pages.searched import searched_digest
from site_gen.check.rule import Around
from site_gen.model.assets import Asset
from site_gen.pictures.drawing import read_drawing
from site_gen.pictures.geotags import geotags
from site_gen.pipeline.built import Built
from site_gen.pipeline.cache import Inspected
from site_gen.pipeline.media import Shelf
from site_gen.render.addresses import HOW, addresses_of
from site_gen.render.edition import Ground
from site_gen.render.pages.rendered import Rendered

_PAGE = ".html"
_SEARCHED = b"data-pagefind-body"


def surroundings_of(ground: Ground, assets: Iterable[Asset], shelf: Shelf, built: Built | None = None) -> Surroundings:
    """Give what all pages of a build share, out of its ground, assets and media or out of a folder that was built."""
    addresses = addresses_of(ground.site)
    sizes: dict[str, int] = {}
    sheets: dict[str, bytes] = {}
    if built is None:
        for asset in assets:
            if asset.file.endswith(".css"):
                sheets[asset.file] = asset.data if asset.data is not None else _source(asset).read_bytes()
            sizes[asset.file] = len(asset.data) if asset.data is not None else _source(asset).stat().st_size
        static = [(asset.name, asset.source) for asset in assets if asset.source and asset.name.startswith("static/")]
        located, active = _located(static), _active(static)
        for path, one in shelf.looked.items():
            if one.located is None or one.located:
                located[path] = one.located or ()
            if one.active:
                active[path] = one.active
    else:
        sheets = built.sheets()
        sizes = {file: size for file, size in built.files.items() if not file.endswith(_PAGE)}
        files = [(file, built.folder / file) for file in sizes]
        located, active = _located(files), _active(files)
    return Surroundings(
        addresses=SiteAddresses(addresses.origin, addresses.base_path),
        hiding=read_sheets(sheets),
        assets=sizes,
        locations=ground.locations,
        site_phone=ground.site.organization.phone,
        how=HOW,
        located=located,
        active=active,
        moving=[] if built else [path for path, one in shelf.looked.items() if one.is_moving],
        made=frozenset() if built else frozenset(shelf.keys()),
    )


def inspect(
    rendered: Iterable[Rendered],
    plans: Mapping[str, Plan],
    surroundings: Surroundings,
    around: Around,
    *,
    homes: Collection[str] = (),
    listed: bool = True,
) -> Inspected:
    """Run the rules over a group of pages. `homes` and `listed` are as in `digest_of`."""
    watch = Inspection(surroundings, around)
    for one in rendered:
        watch.look(one, plans.get(one.file))
    return watch.result(homes=homes, listed=listed)


class Inspection:
    """What was found on the pages of a group so far."""

    def __init__(self, surroundings: Surroundings, around: Around) -> None:
        self._surroundings = surroundings
        self._around = around
        self._data = b""
        self._facts: list[PageFacts] = []
        self._searched: list[bytes] = []
        self._results = Results(lambda _path, at: locate_element(self._data, at))

    def look(self, rendered: Rendered, plan: Plan | None) -> None:
        """Look at one file; what is no page is passed over."""
        if not rendered.file.endswith(_PAGE):
            return
        self._data = rendered.data
        reading = Reading(rendered.data, plan or Plan(file=rendered.file), self._surroundings)
        check_page(reading, self._around, self._results)
        self._facts.append(facts_of(reading))
        if self._around.site.search and _SEARCHED in rendered.data:
            self._searched.append(searched_digest(reading.tree))

    def result(self, *, homes: Collection[str] = (), listed: bool = True) -> Inspected:
        """Give what was found."""
        return Inspected(
            tuple(self._results.findings),
            tuple(sorted(set(self._results.not_checked))),
            len(self._facts),
            digest_of(self._facts, homes=homes, listed=listed),
            b"".join(self._searched),
        )


def inspect_across(
    digests: Sequence[Digest],
    files: Collection[str],
    read: Callable[[str], bytes | None],
    surroundings: Surroundings,
    around: Around,
) -> Inspected:
    """Run the rules that need all pages; `read` gives a page of the output, which is done only for findings."""

    @cache
    def reading(file: str) -> Reading | None:
        data = read(file) if file.endswith(_PAGE) else None
        return None if data is None else Reading(data, Plan(file=file), surroundings)

    results = Results(lambda path, at: locate_element(read(path) or b"", at))
    everything = Everything(
        files=files,
        digests=digests,
        read=reading,
        located=surroundings.located,
        active=surroundings.active,
        moving=surroundings.moving,
    )
    check_across(everything, around, results)
    return Inspected(tuple(results.findings), tuple(results.not_checked))


def _located(files: Iterable[tuple[str, Path]]) -> dict[str, tuple[str, ...]]:
    """Give what says where media were taken, by the name under which each is reported; nothing where one is damaged."""
    located: dict[str, tuple[str, ...]] = {}
    for name, path in files:
        try:
            found = geotags(path)
        except ValueError:
            located[name] = ()
        else:
            located.update({name: found} if found else {})
    return located


def _active(files: Iterable[tuple[str, Path]]) -> dict[str, tuple[str, ...]]:
    """Give what in drawings could run or ask another host, by the name under which each is reported."""
    found = {}
    for name, path in files:
        if path.suffix.lower() == ".svg":
            try:
                found[name] = read_drawing(path.read_bytes()).active
            except ValueError as error:
                found[name] = (str(error),)
    return {name: active for name, active in found.items() if active}


def _source(asset: Asset) -> Path:
    assert asset.source is not None, "an asset has data or a source"
    return asset.source
