"""Finds all versions of one review: those in the log, and those that wait to be sealed, as a file or an opening.

Versions are linked by `supersedes`, or have the same id at the source, by which the next export is compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from site_gen.errors import SiteGenError
from site_gen.load.documents import parse_review, read_file
from site_gen.load.folder import list_files
from site_gen.load.log_folder import read_openings
from site_gen.model.review import Review
from site_gen.pipeline.log import OpenLog
from site_gen.pipeline.review_files import REVIEWS
from site_gen.pipeline.sealed import SealedOne
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.merkle import leaf_hash
from site_gen.reviewlog.openings import Opening, entry_of, opened_values
from site_gen.reviewlog.states import ReviewState


class Version(NamedTuple):
    """A version of a review; one without a `state` waits. `before` is the id of the version that it edits.

    `opening` is missing where a file was never committed to, `review` where there is no file that loads.
    """

    id: str
    opening: Opening | None
    state: ReviewState | None
    review: Review | None
    before: str | None
    at_source: tuple[str, str] | None


def find_versions(root: Path, log: OpenLog, one: SealedOne) -> tuple[Version, ...]:
    """Give every version of a sealed review that was not erased, itself too: sealed ones first, each after `before`.

    Raises:
        SiteGenError: a review file that names one of them does not load.
        LogError: the provider's openings are damaged, or that of a version is not of its entry in the log.
    """
    openings = {opening.id: opening for opening in read_openings(root, one.provider, log.size)}
    files, broken = _files(root, _folders(root, log, one))
    known = {ident: _version(log, openings, files.get(ident), ident) for ident in {*openings, *files}}
    known = {ident: each for ident, each in known.items() if each.state is None or each.state.erasure is None}
    found = _linked(known, one.opening.id)
    for path, data in broken.items():
        if any(each.id.encode() in data for each in found):
            raise SiteGenError(f"{path} names a version of it and does not load", hint="mend or remove that file first")
    for each in found:
        if each.state is not None and each.opening is not None and each.state.leaf != leaf_hash(each.opening.entry):
            raise LogError(f"the private opening of {each.id} is not of entry {each.state.index} of the log")
    return tuple(_in_order(found))


def source_mark(opening: Opening) -> tuple[str, str] | None:
    """Give the source of a review and its id there, or None where it has no such id."""
    source_id = opened_values(opening).get("source_id")
    return (entry_of(opening).source, source_id) if isinstance(source_id, str) and source_id else None


def _version(log: OpenLog, openings: dict[str, Opening], review: Review | None, ident: str) -> Version:
    opening = openings.get(ident)
    state = log.replay.reviews.get(opening.index) if opening and opening.index is not None else None
    before = review.supersedes if review else None
    if state is not None and state.supersedes is not None:
        before = next((each.id for each in openings.values() if each.index == state.supersedes), None)
    at_source = source_mark(opening) if opening else None
    if opening is None and review is not None and review.source_id:
        at_source = (review.source, review.source_id)
    return Version(ident, opening, state, review, before, at_source)


def _linked(known: dict[str, Version], ident: str) -> list[Version]:
    found = {ident: known[ident]}
    while True:
        before = {each.before for each in found.values()}
        sources = {each.at_source for each in found.values()} - {None}
        more = {
            each.id: each
            for each in known.values()
            if each.id not in found and (each.id in before or each.before in found or each.at_source in sources)
        }
        if not more:
            return list(found.values())
        found |= more


def _in_order(found: Iterable[Version]) -> Iterator[Version]:
    """Give sealed versions in the order of the log, then those that wait, none before the one that it edits."""
    sealed = [each for each in found if each.state is not None]
    yield from sorted(sealed, key=lambda each: each.state.index if each.state else 0)
    given = {each.id for each in sealed}
    waiting = sorted((each for each in found if each.state is None), key=lambda each: each.id)
    while waiting:
        ids = {each.id for each in waiting}
        ready = next((each for each in waiting if each.before in given or each.before not in ids), waiting[0])
        waiting.remove(ready)
        given.add(ready.id)
        yield ready


def _folders(root: Path, log: OpenLog, one: SealedOne) -> list[str]:
    """Give the folders in which files of the provider lie: the one in the log, and that of the review itself."""
    entry = log.replay.providers.get(one.provider)
    own = {path.parent.name for path in (root / REVIEWS).glob(f"*/{one.opening.id}.yaml")}
    return sorted({entry.slug if entry else one.provider, *own})


def _files(root: Path, folders: Iterable[str]) -> tuple[dict[str, Review], dict[str, bytes]]:
    """Give the reviews in some folders by id, and the bytes of files that do not load by path."""
    files: dict[str, Review] = {}
    broken: dict[str, bytes] = {}
    for folder in folders:
        for stamp in list_files(root, f"{REVIEWS}/{folder}", ".yaml", slugs=False).files:
            data = read_file(root, stamp.path)
            review = parse_review(data, stamp.path)
            if isinstance(review, Review):
                files[review.id] = review
            else:
                broken[stamp.path] = data
    return files, broken
