"""What is left of a group of pages for the rules that need all pages: what leaves the group, and nothing else.

A group is one provider's pages or those of the site level. Whatever can be decided inside of it is decided there, so
that a build of ten thousand providers keeps about a kilobyte of each.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

import msgspec

from site_gen.check.pages.addresses import Target
from site_gen.check.pages.reading import Reading
from site_gen.model.media import MADE


class Digest(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One group: its files, links that lead out of it or to nothing in it, and pages that only others can lead to.

    `links` are distinct targets as text, one a line, in order. `one_way` are pairs of pages of which the second is not
    known to name the first as its translation. `entries` are pages that no other page of the group links to.
    """

    files: tuple[str, ...] = ()
    links: str = ""
    one_way: tuple[tuple[str, str], ...] = ()
    entries: tuple[str, ...] = ()


class Everything(msgspec.Struct, frozen=True, kw_only=True):
    """The whole output, for the rules across pages: all files, the digests, and a way to read a page again.

    `located`, `active` and `moving` are as in `Surroundings`.
    """

    files: Collection[str]
    digests: Sequence[Digest]
    read: Callable[[str], Reading | None]
    located: Mapping[str, tuple[str, ...]] = {}
    active: Mapping[str, tuple[str, ...]] = {}
    moving: Collection[str] = ()


class PageFacts(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What the others of its group need to know of a page. `translations` are files by language."""

    file: str
    targets: frozenset[Target]
    ids: frozenset[str]
    translations: Mapping[str, str]
    is_indexed: bool


def facts_of(reading: Reading) -> PageFacts:
    """Give what is kept of a page until its group is complete."""
    assets, made = reading.around.assets, reading.around.made
    return PageFacts(
        file=reading.file,
        targets=frozenset(
            target
            for target in set(reading.targets)
            if target is not None and target.file not in assets and not _is_made(target.file, made)
        ),
        ids=frozenset(reading.ids),
        translations=reading.translations,
        is_indexed=reading.is_indexed,
    )


def digest_of(pages: Sequence[PageFacts], *, homes: Collection[str] = (), listed: bool = True) -> Digest:
    """Give the digest of a group of pages. `homes` need no link; with `listed` false no page of the group does."""
    by_file = {page.file: page for page in pages}
    led: set[str] = set(homes)
    out: set[str] = set()
    for page in pages:
        for target in page.targets:
            other = by_file.get(target.file)
            if other is None or (target.fragment and target.fragment not in other.ids):
                out.add(str(target))
            if other is not None and other is not page:
                led.add(target.file)
    indexed = [page.file for page in pages if page.is_indexed and listed]
    entries = [file for file in indexed if file not in led] or [file for file in indexed[:1] if file not in homes]
    return Digest(tuple(by_file), "\n".join(sorted(out)), tuple(_one_way(pages, by_file)), tuple(entries))


def parse_target(text: str) -> Target:
    """Read a target that a digest names."""
    file, _, fragment = text.partition("#")
    return Target(file, fragment)


def is_there(file: str, files: Collection[str]) -> bool:
    """Tell whether something answers for a file of the output; hosts lead from a folder's name to its page."""
    return file in files or str(PurePosixPath(file) / "index.html") in files


def _is_made(file: str, keys: Collection[str]) -> bool:
    key = MADE.fullmatch(file) if keys else None
    return key is not None and key[1] in keys


def _one_way(pages: Sequence[PageFacts], by_file: Mapping[str, PageFacts]) -> Iterator[tuple[str, str]]:
    for page in pages:
        for other in dict.fromkeys(page.translations.values()):
            known = by_file.get(other)
            if other != page.file and (known is None or page.file not in known.translations.values()):
                yield page.file, other
