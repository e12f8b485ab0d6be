"""Destroys what opens an erased review: its files, also copies under other names, and its private opening."""

from __future__ import annotations

import re
from pathlib import Path

from site_gen.load.folder import OLD_LOGS
from site_gen.load.log_folder import OPENINGS, openings_path
from site_gen.pipeline.cache_folder import CACHE, forget_builds
from site_gen.pipeline.erased import note_erased
from site_gen.pipeline.review_files import REVIEWS, reviews_locked, says_it_is
from site_gen.reviewlog.openings import Opening, entry_of
from site_gen.write.log_folder import remove_durably, write_durably


def destroy(root: Path, provider: str, opening: Opening, at_source: tuple[str, str] | None) -> None:
    """Note the marks, remove the review's files, then its opening.

    Without `at_source` its id there is not marked: another version or a copy with that id still stands, and what its
    author changes next must not be left out.
    """
    source, source_id = at_source or (entry_of(opening).source, None)
    note_erased(root, review_id=opening.id, source=source, source_id=source_id)
    with reviews_locked(root):
        for path in files_of(root, opening.id):
            _unlink(path.parent, opening.id)
            remove_durably(path)
    for folder in sorted(root.glob(OLD_LOGS)):
        _remove_lines(folder / "openings" / f"{provider}.jsonl", opening.id)
    forget_builds(root / CACHE)
    for half in sorted((root / OPENINGS).glob(".*.new")):
        remove_durably(half)
    _remove_lines(root / openings_path(provider), opening.id)


def files_of(root: Path, review_id: str) -> tuple[Path, ...]:
    """Give the files of a review: those with its id in their names, and those that say it is theirs, such as copies."""
    paths = sorted(path for path in (root / REVIEWS).rglob("*") if path.is_file() and not path.is_symlink())
    return tuple(path for path in paths if review_id in path.name or says_it_is(path.read_bytes(), review_id))


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
