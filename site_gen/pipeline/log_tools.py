"""Reads the site's own log for people: what is in it, and how two checkpoints relate."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_gen.errors import UnreadableError
from site_gen.load.log_folder import tile_reader
from site_gen.model.site import LogSettings, Site
from site_gen.pipeline.log import OpenLog, open_log, own_checkpoint, read_head
from site_gen.pipeline.log_write import log_settings, read_site
from site_gen.pipeline.sealed import SealedOne, find_sealed
from site_gen.reviewlog.checkpoint import Checkpoint
from site_gen.reviewlog.entries import DecisionEntry, Entry, ErasureEntry, ReplyEntry, parse_entry
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.note import parse_note
from site_gen.reviewlog.prove import root_at
from site_gen.reviewlog.stored import hash_reader, read_entries


class Numbered(NamedTuple):
    """An entry at its place: its type, its month, and what it is about."""

    leaf: int
    kind: str
    logged: str
    about: str


class Overview(NamedTuple):
    """A log in numbers; `states` counts reviews, `signatures` are names of keys under the checkpoint."""

    settings: LogSettings
    checkpoint: Checkpoint
    signatures: tuple[str, ...]
    types: dict[str, int]
    states: dict[str, int]
    conflicts: int


class History(NamedTuple):
    """One review in the log, and every entry about it."""

    sealed: SealedOne
    entries: tuple[Numbered, ...]


def open_own(root: Path) -> tuple[LogSettings, OpenLog]:
    """Open the site's log, which has entries.

    Raises:
        SiteGenError: the site has no log.
        LogError: the log is damaged, or empty.
    """
    settings = log_settings(read_site(root))
    log = open_log(root, settings)
    if log.checkpoint is None or log.size == 0:
        raise LogError("the log has no entries yet", hint="site-gen seal begins it")
    return settings, log


def own_head(root: Path, site: Site) -> tuple[LogSettings, Checkpoint]:
    """Give the checkpoint of the site's log, which has entries; its tree is neither read nor checked.

    Raises:
        SiteGenError: the site has no log.
        LogError: the checkpoint is damaged, or there are no entries.
    """
    settings = log_settings(site)
    head = read_head(root, settings)
    if head is None or head[1].size == 0:
        raise LogError("the log has no entries yet", hint="site-gen seal begins it")
    return settings, head[1]


def own_entries(root: Path, log: OpenLog) -> tuple[bytes, ...]:
    """Give every entry, each proven to belong to the log."""
    assert log.checkpoint is not None, "a log that is opened here has entries"
    return tuple(read_entries(log.size, log.checkpoint.root, tile_reader(root)))


def overview(root: Path) -> Overview:
    """Give the log in numbers.

    Raises:
        SiteGenError: the site has no log, or one without entries.
        LogError: the log is damaged.
    """
    settings, log = open_own(root)
    assert log.checkpoint is not None, "a log that is opened here has entries"
    types = Counter(one.kind for one in list_entries(root))
    states = Counter(str(review.state) for review in log.replay.reviews.values())
    names = tuple(signature.name for signature in parse_note(log.signed).signatures)
    conflicts = len(log.replay.conflicts)
    return Overview(
        settings, log.checkpoint, names, dict(sorted(types.items())), dict(sorted(states.items())), conflicts
    )


def list_entries(root: Path) -> tuple[Numbered, ...]:
    """Give every entry of the log, each proven to belong to it."""
    _settings, log = open_own(root)
    return tuple(_numbered(index, data) for index, data in enumerate(own_entries(root, log)))


def review_history(root: Path, review_id: str) -> History:
    """Give one review with all entries about it.

    Raises:
        SiteGenError: the log has no such review.
    """
    _settings, log = open_own(root)
    sealed = find_sealed(root, log, review_id)
    about = []
    for index, data in enumerate(own_entries(root, log)):
        if index == sealed.state.index or _subject(parse_entry(data)) == sealed.state.index:
            about.append(_numbered(index, data))
    return History(sealed, tuple(about))


class Difference(NamedTuple):
    """How two checkpoints of one log relate: `grown`, `equal`, `shrunk` or `forked`, and what was seen, in words."""

    kind: str
    message: str


def compare(root: Path, old_file: Path, new_file: Path) -> Difference:
    """Compare two checkpoints of the site's log by the tiles that are here.

    Raises:
        SiteGenError: a file cannot be read, or the log here is shorter than both.
        LogError: a file is no checkpoint of this log, or the log is damaged.
    """
    settings, log = open_own(root)
    old, new = (_checkpoint_file(file, settings) for file in (old_file, new_file))
    if old.size == new.size:
        if old.root == new.root:
            return Difference("equal", f"equal: both have {old.size:,} entries and the same root")
        return Difference("forked", f"forked: two different logs of {old.size:,} entries")
    if max(old.size, new.size) > log.size:
        raise LogError(
            f"the log here has {log.size:,} entries, {max(old.size, new.size):,} are needed to compare",
            hint="bring the newest log/ here first",
        )
    read = hash_reader(log.size, tile_reader(root))
    for name, one in (("OLD", old), ("NEW", new)):
        if one.size and root_at(one.size, read) != one.root:
            return Difference("forked", f"forked: {name}, of {one.size:,} entries, is not part of the log here")
    grown = new.size - old.size
    if grown < 0:
        return Difference(
            "shrunk", f"shrunk by {-grown:,}: NEW is the older one, with {new.size:,} of {old.size:,} entries"
        )
    return Difference("grown", f"grown by {grown:,}: from {old.size:,} to {new.size:,} entries, nothing changed")


def read_checkpoint_file(file: Path) -> bytes:
    """Give the bytes of a checkpoint file, somebody's copy of it.

    Raises:
        UnreadableError: it may not be read.
    """
    try:
        return file.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableError(f"cannot read {file}: {error.strerror}", hint="name a file that is there") from error
    except OSError as error:
        raise UnreadableError(f"cannot read {file}: {error.strerror}") from error


def _checkpoint_file(file: Path, settings: LogSettings) -> Checkpoint:
    try:
        return own_checkpoint(read_checkpoint_file(file), settings)
    except LogError as error:
        raise LogError(f"{file}: {error.message}") from error


def _numbered(index: int, data: bytes) -> Numbered:
    try:
        entry = parse_entry(data)
    except LogError as error:
        return Numbered(index, "unreadable", "", error.message)
    said = {name: value for name, value in msgspec.to_builtins(entry).items() if not name.startswith("_")}
    kind, logged = said.pop("type"), said.pop("logged")
    for name in ("v", "leaf", "text"):
        said.pop(name, None)
    about = ", ".join(f"{name} {_short(value)}" for name, value in said.items())
    return Numbered(index, kind, logged, about)


def _short(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(f"{name} {one}" for name, one in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(_short(one) for one in value)
    return str(value)


def _subject(entry: Entry) -> int | None:
    return entry.subject if isinstance(entry, DecisionEntry | ReplyEntry | ErasureEntry) else None
