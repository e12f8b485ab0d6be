"""Erases a review: its end is logged first, then everything that opens it is destroyed.

Source: 45 CFR 164.508 (b) (5) and GDPR, article 17. The entry stays, and says nothing without its opening. What is
destroyed is found through the private opening, which goes last: a run that is killed is completed by the next one.
What was built before is left to the next build and deployment.
"""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Literal, NamedTuple

from site_gen.load.log_folder import ASIDE, OPENINGS, openings_path, parse_openings_file, read_optional
from site_gen.pipeline.cache import CACHE, forget_builds, last_output
from site_gen.pipeline.erased import note_erased
from site_gen.pipeline.history import telling_words
from site_gen.pipeline.keys import KeySource, load_keys
from site_gen.pipeline.log import OpenLog
from site_gen.pipeline.log_write import append, locked, log_settings, open_for_append, read_site
from site_gen.pipeline.sealed import find_sealed, id_at
from site_gen.reviewlog.entries import ErasureEntry, format_entry
from site_gen.reviewlog.merkle import leaf_hash
from site_gen.reviewlog.openings import Opening, entry_of, opened_segments, opened_values
from site_gen.reviewlog.states import ReviewState
from site_gen.write.log_folder import remove_durably, write_durably

Reason = Literal["erasure", "authorization-revoked"]


class Erasure(NamedTuple):
    """What was erased, or would be. `related` are other versions of the same review, and copies, that still stand.

    `built` is the output of the last build, which still holds what it showed, where that is known. To look for copies
    with: `provider` and `slug` are whom it was about, `address` is that profile's on the published site, `words` a run
    of words of the text.
    """

    review: str
    leaf: int
    related: tuple[str, ...]
    size: int
    built: Path | None
    provider: str
    slug: str
    address: str
    words: str


def erase(
    root: Path,
    review_id: str,
    reason: Reason,
    *,
    key: KeySource,
    as_of: datetime.date,
    live: bytes | None = None,
    dry_run: bool = False,
) -> Erasure:
    """Log that a review is erased, and destroy its file, its opening and every copy of them in the site.

    The built site and the repository's history are not touched.

    Raises:
        SiteGenError: the log has no such review (one that is not sealed cannot vanish from the count), or no key.
        LogError: the log is damaged, or does not continue the one that was seen last.
    """
    with locked(root):
        site = read_site(root)
        settings = log_settings(site)
        log = open_for_append(root, settings, live)
        if not dry_run:
            finish_erasures(root, log)
        opening, state, provider = find_sealed(root, log, review_id)
        related = _related(root, log, state)
        entry_of_provider = log.replay.providers.get(provider)
        slug = entry_of_provider.slug if entry_of_provider else provider
        done = Erasure(
            review_id,
            state.index,
            related,
            log.size,
            built=last_output(root / CACHE),
            provider=provider,
            slug=slug,
            address=f"{site.base_url.rstrip('/')}/providers/{slug}/",
            words=telling_words(opened_segments(opening)),
        )
        if dry_run:
            return done
        keys = load_keys(key, settings, root, as_of)
        logged = max(as_of.strftime("%Y-%m"), log.replay.logged)
        entry = format_entry(ErasureEntry(logged=logged, subject=state.index, reason=reason))
        checkpoint = append(root, log, [entry], keys)
        _destroy(root, provider, opening)
        return done._replace(size=checkpoint.size)


def finish_erasures(root: Path, log: OpenLog) -> tuple[str, ...]:
    """Destroy what is left of reviews whose erasure is logged; give their ids. Whoever calls holds the lock."""
    erased = {state.provider for state in log.replay.reviews.values() if state.erasure is not None}
    finished = []
    for provider in sorted(erased):
        for opening in _openings(root, provider, log.size):
            state = log.replay.reviews.get(opening.index) if opening.index is not None else None
            if state is not None and state.erasure is not None and state.leaf == leaf_hash(opening.entry):
                _destroy(root, provider, opening)
                finished.append(opening.id)
    return tuple(finished)


def _destroy(root: Path, provider: str, opening: Opening) -> None:
    """Note the marks, remove the review's files, then its opening."""
    source_id = opened_values(opening).get("source_id")
    note_erased(
        root,
        review_id=opening.id,
        source=entry_of(opening).source,
        source_id=source_id if isinstance(source_id, str) else None,
    )
    for path in sorted((root / "content/reviews").rglob(f"*{opening.id}*")):
        if path.is_file():
            _unlink(path.parent, opening.id)
            remove_durably(path)
    for folder in sorted(root.glob(ASIDE)):
        _remove_lines(folder / "openings" / f"{provider}.jsonl", opening.id)
    forget_builds(root / CACHE)
    for half in sorted((root / OPENINGS).glob(".*.new")):
        remove_durably(half)
    _remove_lines(root / openings_path(provider), opening.id)


def _unlink(folder: Path, review_id: str) -> None:
    """Take the erased review's id out of the file of its author's next version, where it would name nothing."""
    line = re.compile(rf"^supersedes:[ \t]*(['\"]?){review_id}\1[ \t]*(#.*)?(\r?\n|\Z)".encode(), re.MULTILINE)
    for path in sorted(folder.glob("*.yaml")):
        data = path.read_bytes()
        if review_id.encode() in data and (changed := line.sub(b"", data)) != data:
            write_durably(path, changed)


def _remove_lines(path: Path, review_id: str) -> None:
    if not path.is_file():
        return
    lines = path.read_bytes().splitlines(keepends=True)
    kept = [line for line in lines if f'"id":"{review_id}"'.encode() not in line]
    if len(kept) < len(lines):
        write_durably(path, b"".join(kept))


def _related(root: Path, log: OpenLog, state: ReviewState) -> tuple[str, ...]:
    """Give the author's versions before and after a review, its copy, and what it is a copy of."""
    leaves = [state.supersedes, state.superseded_by, state.moved_to]
    leaves += [one.index for one in log.replay.reviews.values() if one.moved_to == state.index]
    ids = (id_at(root, log, leaf) for leaf in leaves if leaf is not None)
    return tuple(ident for ident in ids if ident is not None)


def _openings(root: Path, provider: str, size: int) -> tuple[Opening, ...]:
    path = openings_path(provider)
    return parse_openings_file(read_optional(root, path) or b"", path, size)
