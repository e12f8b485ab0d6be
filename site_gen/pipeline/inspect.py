"""Runs the rules about built pages over a group of pages as they were rendered, one page in memory at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from site_gen.check.engine import Results, check_across, check_page
from site_gen.check.pages.addresses import SiteAddresses
from site_gen.check.pages.digest import Digest, Everything, PageFacts, digest_of, facts_of
from site_gen.check.pages.hiding import read_sheets
from site_gen.check.pages.locate import locate_element
from site_gen.check.pages.plan import Plan, Surroundings
from site_gen.check.pages.reading import Reading
from site_gen.check.pages.searched import searched_digest
from site_gen.check.rule import Around
from site_gen.findings import Finding, NotChecked
from site_gen.model.assets import Asset
from site_gen.pictures.drawing import read_drawing
from site_gen.pictures.geotags import geotags
from site_gen.pipeline.built import Built
from site_gen.pipeline.cache import Inspected
from site_gen.pipeline.media import Shelf
from site_gen.render.addresses import HOW, addresses_of
from site_gen.render.ground import Ground
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
    listed: bool = True,
) -> Inspected:
    """Run the rules over a provider's pages. `listed` is as in `digest_of`."""
    return gather((look_at(one, plans.get(one.file), surroundings, around) for one in rendered), listed=listed)


class Looked(NamedTuple):
    """What was found on one page: findings, what could not be looked at, its facts, and what is searched of it."""

    findings: list[Finding]
    not_checked: list[NotChecked]
    facts: PageFacts
    searched: bytes


def is_page(file: str) -> bool:
    """Tell whether a file of the output is a page that rules look at."""
    return file.endswith(_PAGE)


def look_at(rendered: Rendered, plan: Plan | None, surroundings: Surroundings, around: Around) -> Looked | None:
    """Run the rules over one file; None where it is no page."""
    if not is_page(rendered.file):
        return None
    reading = Reading(rendered.data, plan or Plan(file=rendered.file), surroundings)
    results = Results(lambda _path, at: locate_element(rendered.data, at))
    check_page(reading, around, results)
    facts = facts_of(reading)  # before what is not searched is taken out of the tree, and its ids with it
    is_searched = around.site.search and _SEARCHED in rendered.data
    searched = searched_digest(reading.tree) if is_searched else b""
    return Looked(results.findings, results.not_checked, facts, searched)


def looking(
    plans: Callable[[str], Plan], surroundings: Surroundings, around: Around
) -> Callable[[Rendered], Looked | None]:
    """Give what looks at the pages of a group whose plans are found by file."""
    return lambda rendered: look_at(rendered, plans(rendered.file), surroundings, around)


def gather(looked: Iterable[Looked | None], *, homes: Collection[str] = (), listed: bool = True) -> Inspected:
    """Put together what was found on the pages of a group, in order. `homes` and `listed` are as in `digest_of`."""
    found = [one for one in looked if one is not None]
    facts = [one.facts for one in found]
    return Inspected(
        tuple(finding for one in found for finding in one.findings),
        tuple(sorted({reason for one in found for reason in one.not_checked})),
        len(facts),
        digest_of(facts, homes=homes, listed=listed),
        b"".join(one.searched for one in found),
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
