"""Appends to the site's review log and signs it. Whoever calls holds the lock of `locked`.

Order of writes: what opens the entries of imports, texts that the log commits to, tiles, openings, and the checkpoint
last. Openings wait beside their places until all tiles are written. Killed at any moment, the next run finds the old
log or the new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from site_gen.errors import SiteGenError
from site_gen.load.documents import SITE_FILE, parse_site, read_file
from site_gen.load.log_folder import (
    CHECKPOINT,
    LAST_SEEN,
    LOG,
    OPENINGS,
    opening_places,
    opening_providers,
    openings_path,
    parse_openings_file,
    read_optional,
)
from site_gen.model.site import LogSettings, Site
from site_gen.pipeline.cache_folder import CACHE, LOG_LOCK
from site_gen.pipeline.log import OpenLog, check_extends, last_seen, open_log, own_checkpoint, refuse_demonstration
from site_gen.pipeline.log_hold import LogHold
from site_gen.pipeline.site_folder import refuse_no_site
from site_gen.reviewlog.checkpoint import Checkpoint
from site_gen.reviewlog.edge import grow
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.merkle import EMPTY_ROOT
from site_gen.reviewlog.note import format_note
from site_gen.reviewlog.openings import Opening, format_opening
from site_gen.reviewlog.sign import SigningKey, sign_checkpoint
from site_gen.reviewlog.tiles import TILE_HEIGHT, TILE_WIDTH, Tile, parse_tile_path, tile_path
from site_gen.write.landing import finish_landings
from site_gen.write.lock import HeldLock, waiting_lock
from site_gen.write.log_folder import put_in_place, remove_durably, sync_folder, write_aside, write_durably


@contextmanager
def locked(root: Path) -> Iterator[HeldLock]:
    """Hold the one lock under which a site's log is written, and give it; whoever comes second waits.

    What a killed intake had begun to land is finished first, so that nobody works on half of it.

    Raises:
        UnreadableError: there is no site here.
        UnwritableError: nothing may be written here.
    """
    refuse_no_site(root)
    with waiting_lock(root / CACHE / LOG_LOCK) as lock:
        finish_landings(root)
        yield lock


def read_site(root: Path) -> Site:
    """Give the settings of a site that has a log.

    Raises:
        SiteGenError: `site.yaml` does not load, names no log, or names the sample's, which anybody can sign.
    """
    site = parse_site(read_file(root, SITE_FILE))
    if isinstance(site, list):
        first = site[0]
        raise SiteGenError(
            f"site.yaml:{first.line}: {first.message}", hint=first.hint or "site-gen build shows everything to mend"
        )
    log_settings(site)
    refuse_demonstration(site)
    return site


def log_settings(site: Site) -> LogSettings:
    """Give the log of a site.

    Raises:
        SiteGenError: it has none.
    """
    if site.log is None:
        raise SiteGenError("site.yaml names no log", hint="make one with site-gen log init")
    return site.log


def open_for_append(root: Path, settings: LogSettings, live: bytes | None = None) -> OpenLog:
    """Open the log, and make sure that it continues what was seen last and what is published.

    Raises:
        LogError: the log is damaged, or does not continue one of the two.
    """
    log = open_log(root, settings)
    check_extends(root, log.size, last_seen(root, settings))
    if live is not None:
        try:
            published = own_checkpoint(live, settings)
        except LogError as error:
            raise LogError(f"the published checkpoint: {error.message}", hint=error.hint) from error
        check_extends(root, log.size, published)
    return log


class Portion(NamedTuple):
    """Entries that are appended one after another, and whole new files of openings by permanent id."""

    entries: Sequence[bytes]
    openings: Mapping[str, Sequence[Opening]] = {}


def append(
    root: Path, log: OpenLog, entries: Sequence[bytes], keys: Sequence[SigningKey], lock: HeldLock
) -> Checkpoint:
    """Append `entries`, and sign with all of `keys`; without entries, only sign anew."""
    return append_portions(root, log, [Portion(entries)], keys, lock)


def append_portions(
    root: Path,
    log: OpenLog,
    portions: Iterable[Portion],
    keys: Sequence[SigningKey],
    lock: HeldLock,
    *,
    private: Mapping[str, bytes] | None = None,
    texts: Mapping[str, bytes] | None = None,
) -> Checkpoint:
    """Append what comes, without holding it all, and sign with all of `keys`.

    `texts` are files that entries name by their hash, by path. `private` are files for the owner only, by path: one
    that a killed seal left opens no entry, and is written again. Should `portions` fail, the log is as it was.

    Raises:
        UnwritableError: the lock was removed, or somebody else wrote the log since `log` was opened.
    """
    hold = LogHold(root, lock, log.signed)
    if log.checkpoint is None:
        hold = _begin(root, lock, keys)
    hold.refuse_others()
    remove_leftovers(root, log.size)
    _unplace_leftovers(root, log.size)
    for path, data in sorted((private or {}).items()):
        write_durably(root / path, data, private=True)
    for path, data in sorted((texts or {}).items()):
        if not (root / path).exists():
            write_durably(root / path, data)

    def write_tile(tile: Tile, data: bytes) -> None:
        hold.refuse_others()
        write_durably(root / LOG / tile_path(tile), data)

    changed: list[Path] = []

    def entries() -> Iterator[bytes]:
        for portion in portions:
            for provider, openings in sorted(portion.openings.items()):
                hold.refuse_others()
                changed.append(root / openings_path(provider))
                write_aside(changed[-1], openings_file(openings))
            yield from portion.entries

    try:
        edge = grow(log.edge, entries(), write_tile)
    except Exception:
        if not hold.fault():  # else what lies there may be another's
            remove_leftovers(root, log.size)
        raise
    hold.refuse_others()
    for file in changed:
        put_in_place(file)
    if changed:
        sync_folder(root / OPENINGS)
    checkpoint = Checkpoint(keys[0].name, edge.size, edge.root)
    signed = format_note(sign_checkpoint(checkpoint, keys))
    hold.refuse_others()
    write_durably(root / CHECKPOINT, signed)
    write_durably(root / LAST_SEEN, signed)
    return checkpoint


def keep_last_seen(root: Path, log: OpenLog) -> None:
    """Remember the log as it is; `open_for_append` gave it, so that it continues what was seen before."""
    if log.signed and read_optional(root, LAST_SEEN) != log.signed:
        write_durably(root / LAST_SEEN, log.signed)


def openings_file(openings: Sequence[Opening]) -> bytes:
    """Give the file of one provider's private openings, in the order of the log, then those that wait."""
    ordered = sorted(openings, key=lambda one: (one.index is None, one.index or 0))
    return b"".join(format_opening(opening) + b"\n" for opening in ordered)


def remove_leftovers(root: Path, size: int) -> None:
    """Remove what a killed seal left: half-written files, and tiles beyond the log that no checkpoint covers."""
    for half in sorted((root / LOG).rglob(".*.new")):
        remove_durably(half)
    for path in sorted((root / LOG / "tile").rglob("*")):
        if not path.is_file():
            continue
        try:
            tile = parse_tile_path(path.relative_to(root / LOG).as_posix())
        except LogError:
            continue
        if (tile.index * TILE_WIDTH + tile.width) << TILE_HEIGHT * max(tile.level, 0) > size:
            remove_durably(path)


def _unplace_leftovers(root: Path, size: int) -> None:
    """Let originals wait again that a killed seal placed: of an index beyond the log another entry is to come."""
    for provider in opening_providers(root):
        path = openings_path(provider)
        data = read_optional(root, path) or b""
        if any(index is not None and index >= size for _ident, index in opening_places(data)):
            write_durably(root / path, openings_file(parse_openings_file(data, path, size)))


def _begin(root: Path, lock: HeldLock, keys: Sequence[SigningKey]) -> LogHold:
    """Sign the empty log before its first entry: tiles without any checkpoint are then a log that lost it."""
    signed = format_note(sign_checkpoint(Checkpoint(keys[0].name, 0, EMPTY_ROOT), keys))
    LogHold(root, lock, b"").refuse_others()
    write_durably(root / CHECKPOINT, signed)
    return LogHold(root, lock, signed)
