"""Erases a review with all its versions: their end is logged first, then everything that opens them is destroyed.

Source: 45 CFR 164.508 (b) (5) and GDPR, article 17. The entries stay, and say nothing without their openings. A version
that waits is entered together with its erasure, so that none vanishes from the count. What is destroyed is found
through the private openings, each of which goes last: a run that is killed is completed by the next one. What was built
before is left to the next build and deployment.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from site_gen.errors import SiteGenError
from site_gen.load.log_folder import openings_path, parse_openings_file, read_optional
from site_gen.pipeline.cache import last_output
from site_gen.pipeline.cache_folder import CACHE
from site_gen.pipeline.destroy import destroy, files_of
from site_gen.pipeline.ending import Reason, ending
from site_gen.pipeline.erased import Said, at_each_precision, note_erased, said_content, said_marks
from site_gen.pipeline.history import telling_words
from site_gen.pipeline.keys import KeySource, load_keys
from site_gen.pipeline.log import OpenLog, refuse_unfinished_rotation
from site_gen.pipeline.log_write import append_portions, locked, log_settings, open_for_append, read_site
from site_gen.pipeline.sealed import find_sealed, id_at
from site_gen.pipeline.versions import Version, find_versions, source_mark
from site_gen.reviewlog.merkle import leaf_hash
from site_gen.reviewlog.openings import Opening, entry_of, opened_segments, opened_values


class ErasedVersion(NamedTuple):
    """A version that was erased, or would be: its leaf, None while it waits, and a run of words of its text."""

    id: str
    leaf: int | None
    words: str


class Erasure(NamedTuple):
    """What was erased, or would be: `review` at `leaf`, and its `other` versions.

    `related` are copies under another provider, or what these are copies of, that still stand. `built` is the output of
    the last build, which still holds what it showed, where that is known. `copies` are paths in the site of files that
    say they are one of the versions under another name, and go, too. To look for more with: `provider` and `slug` are
    whom it was about, `address` is that profile's on the published site, `words` a run of words of the text.
    """

    review: str
    leaf: int
    others: tuple[ErasedVersion, ...]
    related: tuple[str, ...]
    size: int
    built: Path | None
    provider: str
    slug: str
    address: str
    words: str
    copies: tuple[str, ...]


def erase(
    root: Path,
    review_id: str,
    reason: Reason,
    *,
    key: KeySource,
    as_of: datetime.date,
    live: bytes | None = None,
    dry_run: bool = False,
    all_versions: bool = False,
) -> Erasure:
    """Log that a review is erased, and destroy its file, its opening and every copy of them in the site.

    Its author's other versions go with it, sealed and waiting ones, where `all_versions` says so. The built site and
    the repository's history are not touched.

    Raises:
        SiteGenError: the log has no such review (one that is not sealed cannot vanish from the count), there are other
            versions of it and nobody said that they go, too, or no key.
        LogError: the log is damaged, or does not continue the one that was seen last.
    """
    with locked(root) as lock:
        site = read_site(root)
        settings = log_settings(site)
        log = open_for_append(root, settings, live)
        refuse_unfinished_rotation(log, settings)
        if not dry_run:
            finish_erasures(root, log)
        sealed = find_sealed(root, log, review_id)
        opening, state, provider = sealed
        versions = find_versions(root, log, sealed)
        if not all_versions:
            _refuse_others(review_id, versions)
        entry_of_provider = log.replay.providers.get(provider)
        slug = entry_of_provider.slug if entry_of_provider else provider
        done = Erasure(
            review_id,
            state.index,
            tuple(_erased_version(each) for each in versions if each.id != review_id),
            _related(root, log, versions),
            log.size,
            built=last_output(root / CACHE),
            provider=provider,
            slug=slug,
            address=f"{site.base_url.rstrip('/')}/providers/{slug}/",
            words=telling_words(opened_segments(opening)),
            copies=_copies(root, versions),
        )
        if dry_run:
            return done
        keys = load_keys(key, settings, root, as_of)
        logged = max(as_of.strftime("%Y-%m"), log.replay.logged)
        portion = ending(root, log, provider, versions, reason, logged, site.reviews.received_precision)
        checkpoint = append_portions(root, log, [portion], keys, lock)
        finish_erasures(root, open_for_append(root, settings))
        return done._replace(size=checkpoint.size)


def _refuse_others(review_id: str, versions: Sequence[Version]) -> None:
    others = [each.id if each.state else f"{each.id} (not sealed)" for each in versions if each.id != review_id]
    if others:
        raise SiteGenError(
            f"{review_id} has other versions by the same author, nothing was erased: {', '.join(others)}",
            hint="--all-versions erases it and all of them",
        )


def _copies(root: Path, versions: Sequence[Version]) -> tuple[str, ...]:
    files = ((each.id, path) for each in versions for path in files_of(root, each.id))
    return tuple(path.relative_to(root).as_posix() for ident, path in files if path.name != f"{ident}.yaml")


def _erased_version(version: Version) -> ErasedVersion:
    if version.opening is not None:
        words = telling_words(opened_segments(version.opening))
    else:
        words = telling_words((version.review.text or "",)) if version.review else ""
    return ErasedVersion(version.id, version.state.index if version.state else None, words)


def finish_erasures(root: Path, log: OpenLog) -> tuple[str, ...]:
    """Destroy what is left of reviews whose erasure is logged; give their ids. Whoever calls holds the lock."""
    erased = {state.provider for state in log.replay.reviews.values() if state.erasure is not None}
    finished = []
    for provider in sorted(erased):
        openings = _openings(root, provider, log.size)
        ended = [opening for opening in openings if _is_ended(log, opening)]
        if not ended:
            continue
        staying = tuple(_standing(root, log, openings, ended))
        standing = {source_mark(opening) for opening in staying}
        said = _said_of(log, ended, staying)
        for opening in ended:  # all marks first: what is destroyed can no longer say what it was
            note_erased(root, review_id=opening.id, source=entry_of(opening).source, source_id=None, said=said)
        for opening in ended:
            at_source = source_mark(opening)
            destroy(root, provider, opening, None if at_source in standing else at_source)
            finished.append(opening.id)
    return tuple(finished)


def _is_ended(log: OpenLog, opening: Opening) -> bool:
    state = log.replay.reviews.get(opening.index) if opening.index is not None else None
    return state is not None and state.erasure is not None and state.leaf == leaf_hash(opening.entry)


def _standing(root: Path, log: OpenLog, openings: Sequence[Opening], ended: Sequence[Opening]) -> Iterator[Opening]:
    """Give the openings that may have the same ids at the source and are not erased: versions, and copies elsewhere."""
    gone = {opening.id for opening in ended}
    yield from (opening for opening in openings if opening.id not in gone)
    leaves = {opening.index for opening in ended}
    moved = [one for one in log.replay.reviews.values() if one.moved_to is not None]
    copies = {one.moved_to for one in moved if one.index in leaves} | {
        one.index for one in moved if one.moved_to in leaves
    }
    for provider in sorted({log.replay.reviews[leaf].provider for leaf in copies if leaf is not None}):
        for opening in _openings(root, provider, log.size):
            if opening.index in copies and not _is_ended(log, opening):
                yield opening


def _said_of(log: OpenLog, ended: Sequence[Opening], staying: Sequence[Opening]) -> tuple[Said, ...]:
    """Give what tells erased reviews in exports without ids: what each version says, with the first one's instant.

    What a review that stays says as well is left out, and so is a version whose first one was destroyed before a kill:
    it was noted then.
    """
    stays = (one for opening in staying for one in at_each_precision(_said(opening, opening)))
    kept = {mark for one in stays for mark in said_marks(b"", one)}
    by_index = {opening.index: opening for opening in ended}
    found: list[Said] = []
    for opening in ended:
        first = opening
        while (before := by_index.get(log.replay.reviews[first.index or 0].supersedes)) is not None:
            first = before
        edited = log.replay.reviews[first.index or 0].supersedes
        if edited is None or log.replay.reviews[edited].erasure is None:
            found.extend(at_each_precision(_said(first, opening)))
    return tuple(one for one in found if kept.isdisjoint(said_marks(b"", one)))


def _said(first: Opening, opening: Opening) -> Said:
    values, entry = opened_values(opening), entry_of(opening)
    written = opened_values(first)
    at = datetime.datetime.fromisoformat(str(written["received_at"]))
    content = said_content(entry.rating, _text(values["title"]), "".join(opened_segments(opening)))
    return Said(entry.source, at, _text(written["author"]), content, values["source_id"] is not None)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _related(root: Path, log: OpenLog, versions: Sequence[Version]) -> tuple[str, ...]:
    """Give the copies of some versions, and what they are copies of."""
    own = {each.state.index for each in versions if each.state is not None}
    leaves = [each.state.moved_to for each in versions if each.state is not None]
    leaves += [one.index for one in log.replay.reviews.values() if one.moved_to in own]
    ids = (id_at(root, log, leaf) for leaf in leaves if leaf is not None and leaf not in own)
    return tuple(dict.fromkeys(ident for ident in ids if ident is not None))


def _openings(root: Path, provider: str, size: int) -> tuple[Opening, ...]:
    path = openings_path(provider)
    return parse_openings_file(read_optional(root, path) or b"", path, size)
