"""Files beside the pages: made pictures, cards for sharing, and the search index; added once all pages are there."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from site_gen.pipeline.before import Before
from site_gen.pipeline.cache import Written, written
from site_gen.pipeline.digests import search_digest
from site_gen.pipeline.media import make_pictures
from site_gen.pipeline.options import Progress
from site_gen.pipeline.outcomes import Outcomes
from site_gen.pipeline.share import make_cards
from site_gen.pipeline.site_content import SiteContent
from site_gen.render.addresses import SEARCH_INDEX
from site_gen.write.search_index import search_files, search_version
from site_gen.write.stage import Stage


class Added(NamedTuple):
    """All files of a kind, those of them that are new, and a digest of what they are made of where there is one."""

    written: tuple[Written, ...]
    changed: tuple[str, ...] = ()
    key: bytes = b""


def add_pictures(
    content: SiteContent,
    outcomes: Outcomes,
    of_site: tuple[str, ...],
    before: Before,
    stage: Stage,
    cache: Path,
    progress: Progress,
) -> Added:
    """Make the pictures that pages show, and add them to the stage; `of_site` are keys of those of the site level."""
    records = list(outcomes.records().values())
    keys = {key for record in records for key in record.pictures}.union(of_site)
    if not keys:
        return Added(())
    old = {row.file: row for row in before.record.pictures_written} if before.record else {}
    named = [(one.summary, one.pictures) for one in records if one.summary is not None]
    made = make_pictures(content.shelf, cache, keys, progress)
    cards = make_cards(content.ground, content.shelf, cache, named, of_site, progress)
    changed, files = [], []
    for asset in (*made, *cards):
        files.append(asset.file)
        row = old.get(asset.file)
        if row is not None and before.is_intact((row,)):
            stage.keep(asset.file)
        elif stage.add(asset):
            changed.append(asset.file)
    return Added(written(stage.folder, files), tuple(changed))


def search_key(content: SiteContent, outcomes: Outcomes) -> bytes:
    """Give a digest of what the search index is made of; nothing for a site without one."""
    return search_digest(search_version(), outcomes.records()) if content.ground.site.search else b""


def add_search(content: SiteContent, outcomes: Outcomes, before: Before, stage: Stage) -> Added:
    """Complete the stage with the search index; the old one where it would be made of the same."""
    key, old = search_key(content, outcomes), before.record
    if not key:
        return Added(())
    if old and old.search == key and before.is_intact(old.search_written):
        for row in old.search_written:
            stage.keep(row.file)
        return Added(old.search_written, key=key)
    _default, *others = content.ground.site.languages
    files, changed = [], []
    for name, data in search_files(stage.folder, ("", *(f"{language}/" for language in others))).items():
        files.append(SEARCH_INDEX + name)
        if stage.write(files[-1], data):
            changed.append(files[-1])
    return Added(written(stage.folder, files), tuple(changed), key)
