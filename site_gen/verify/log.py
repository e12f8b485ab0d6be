"""Steps 1 to 4: the checkpoint, its history, every entry under its root, and what the entries add up to.

Source: `review-log.md`, "Verifying".
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from site_gen.errors import UnreadableError
from site_gen.reviewlog.checkpoint import Checkpoint, parse_checkpoint
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.merkle import Frontier, leaf_hash
from site_gen.reviewlog.note import Note, check_signatures, parse_note
from site_gen.reviewlog.policy import NO_QUORUM, Accepted, Policy, check_policy
from site_gen.reviewlog.stored import read_entries
from site_gen.reviewlog.strict import shown
from site_gen.reviewlog.tiles import ENTRIES, Tile, TileReader, tile_path
from site_gen.reviewlog.vkey import SignatureType
from site_gen.verify.claims import Checks, Claim
from site_gen.verify.parts import LogParts, read_parts
from site_gen.verify.source import LOG_PREFIX, MOST_BUNDLE, MOST_CHECKPOINT, MOST_TILE, MissingFileError, Source

MOST_ENTRIES = 20_000_000
"""A larger log is refused before a tile of it is asked for: a server could make one up without end."""


_AHEAD = datetime.timedelta(days=2)
"""A cosignature may be of tomorrow, where a clock is ahead; this long after today begins, it counts for nothing."""


class Kept(NamedTuple):
    """An older checkpoint that somebody kept, and whether a given key of the log signed it."""

    checkpoint: Checkpoint
    is_signed: bool

    @property
    def remark(self) -> str:
        """What has to be said about it beside the comparison, if anything."""
        return "" if self.is_signed else " (no given key signed that older checkpoint: its signature was not checked)"


class PublishedLog(NamedTuple):
    """The log as far as it could be read. Without `parts` its entries are not proven, and nothing builds on them."""

    checkpoint: Checkpoint
    parts: LogParts | None


def read_log(
    source: Source, trust: Policy | None, since: bytes | None, today: datetime.date, folder: Path, checks: Checks
) -> PublishedLog:
    """Read and prove the log. `trust` says whose signatures count, `since` is an older checkpoint that was kept.

    What entries mean for reviews is put into files of `folder`, and is neither replayed nor judged yet.

    Raises:
        UnreadableError: there is no checkpoint, or none that can be read.
        LogError: `since` is no checkpoint, is one of another log, or has a false signature by a given key.
    """
    note, checkpoint = read_checkpoint(source)
    kept = None if since is None else _parse_since(since, trust, checkpoint.origin)
    accepted = _check_signatures(note, trust, checks)
    if checkpoint.size > MOST_ENTRIES:
        raise UnreadableError(f"the log has {checkpoint.size:,} entries, more than the {MOST_ENTRIES:,} that are read")
    parts, old_root = _read_entries(source, checkpoint, kept.checkpoint.size if kept else 0, folder, checks)
    has_quorum = trust is not None and trust.quorum != NO_QUORUM
    if kept is not None and kept.checkpoint.size:
        _check_history(kept, checkpoint, old_root, checks)
    if trust is not None and has_quorum:
        _check_witnesses(note, trust, accepted, today, checks)
    elif kept is None:
        checks.skip(Claim.NOT_REWRITTEN, "no older checkpoint (--since) and no witnesses (--policy) to compare with")
    elif not kept.checkpoint.size:
        checks.skip(Claim.NOT_REWRITTEN, "the older checkpoint is of an empty log, which every log continues")
    return PublishedLog(checkpoint, parts)


def read_checkpoint(source: Source) -> tuple[Note, Checkpoint]:
    """Give the published checkpoint; nothing about it is verified yet.

    Raises:
        UnreadableError: there is none, or it is no checkpoint.
    """
    try:
        note = parse_note(source.read(f"{LOG_PREFIX}checkpoint", MOST_CHECKPOINT))
        return note, parse_checkpoint(note.text)
    except MissingFileError as error:
        hint = "name the published folder (such as public/) or the address of the site's front page"
        raise UnreadableError(f"no review log here: {error.message}", hint=hint) from error
    except LogError as error:
        raise UnreadableError(f"{LOG_PREFIX}checkpoint cannot be read: {error.message}") from error


def _check_signatures(note: Note, trust: Policy | None, checks: Checks) -> Accepted | None:
    """Step 1, without the quorum."""
    if trust is None:
        checks.skip(Claim.CHECKPOINT, "no key given: anybody could have made this log (--key or --policy)")
        return None
    checks.look(Claim.CHECKPOINT)
    try:
        accepted = check_policy(note, replace(trust, quorum=NO_QUORUM))
    except LogError as error:
        checks.fail(Claim.CHECKPOINT, error.message, page=f"{LOG_PREFIX}checkpoint")
        return None
    names = ", ".join(f"{key.name}+{key.key_id.hex()}" for key in accepted.logs)
    checks.details[Claim.CHECKPOINT] = f"signed by {names}"
    return accepted


def _check_witnesses(
    note: Note, trust: Policy, accepted: Accepted | None, today: datetime.date, checks: Checks
) -> None:
    """Step 2 by what others saw: the policy's quorum of witnesses."""
    if accepted is None:
        checks.skip(Claim.NOT_REWRITTEN, "the checkpoint is not signed by the log, so its cosignatures say nothing")
        return
    checks.look(Claim.NOT_REWRITTEN)
    end = datetime.datetime.combine(today, datetime.time(), datetime.UTC) + _AHEAD
    try:
        cosigned = check_policy(note, trust, latest=int(end.timestamp()) - 1).cosigned
    except LogError as error:
        checks.fail(Claim.NOT_REWRITTEN, error.message, page=f"{LOG_PREFIX}checkpoint")
        return
    names = ", ".join(one.witness.name.decode("utf-8", "backslashreplace") for one in cosigned)
    oldest, newest = (_instant(pick(one.seconds for one in cosigned)) for pick in (min, max))
    when = f"at {oldest}" if oldest == newest else f"from {oldest} to {newest}"
    _add_detail(checks, f"seen by {names}, who cosigned {when}")


def _parse_since(data: bytes, trust: Policy | None, origin: str) -> Kept:
    """Give the older checkpoint. Whoever kept it vouches for it, so that a key that is not known any more will do.

    A signature by a key that is given must hold all the same.
    """
    note = parse_note(data)
    old = parse_checkpoint(note.text)
    if old.origin != origin:
        raise LogError(f"the older checkpoint is of the log {shown(old.origin)}, this is {shown(origin)}")
    keys = () if trust is None else trust.keys
    known = {(key.name, key.key_id) for key in keys}
    if not any((one.name, one.key_id) in known for one in note.signatures):
        return Kept(old, is_signed=False)
    signed = check_signatures(note, keys)
    return Kept(old, any(one.key.type is SignatureType.NOTE and one.key.name == origin for one in signed))


def _check_history(kept: Kept, new: Checkpoint, old_root: bytes | None, checks: Checks) -> None:
    """Step 2 by what was kept: the tree of the first `kept` entries is the one that was seen before."""
    old, page = kept.checkpoint, f"{LOG_PREFIX}checkpoint"
    if old.size > new.size:
        checks.look(Claim.NOT_REWRITTEN)
        message = f"the log has {new.size:,} entries, {old.size:,} were seen before{kept.remark}"
        checks.fail(Claim.NOT_REWRITTEN, message, page=page)
    elif old_root is None:
        checks.skip(Claim.NOT_REWRITTEN, "the entries could not be proven")
    else:
        checks.look(Claim.NOT_REWRITTEN)
        _add_detail(checks, f"continues the {old.size:,} entries that were seen before{kept.remark}")
        if old_root != old.root:
            message = f"the first {old.size:,} entries are not the ones that were seen before{kept.remark}"
            checks.fail(Claim.NOT_REWRITTEN, message, page=page)


def _add_detail(checks: Checks, detail: str) -> None:
    """Note with what the history was proven; a checkpoint that was kept and witnesses may both tell."""
    known = checks.details.get(Claim.NOT_REWRITTEN)
    checks.details[Claim.NOT_REWRITTEN] = f"{known}; {detail}" if known else detail


def _read_entries(
    source: Source, checkpoint: Checkpoint, old_size: int, folder: Path, checks: Checks
) -> tuple[LogParts | None, bytes | None]:
    """Step 3, and what of step 4 needs no review: give what all entries say, and the root of the first `old_size`."""
    frontier = Frontier()
    old_root: list[bytes] = []

    def watched() -> Iterator[bytes]:
        for entry in read_entries(checkpoint.size, checkpoint.root, _tile_reader(source)):
            if frontier.size < old_size:
                frontier.append(leaf_hash(entry))
                if frontier.size == old_size:
                    old_root.append(frontier.root())
            yield entry

    checks.look(Claim.ENTRIES, checkpoint.size)
    try:
        parts = read_parts(watched(), checkpoint.size, folder)
    except (LogError, MissingFileError) as error:
        checks.fail(Claim.ENTRIES, error.message, page=LOG_PREFIX)
        return None, old_root[0] if old_root else None
    checks.look(Claim.STATES, checkpoint.size)
    if parts.settings.origin is not None and parts.settings.origin != checkpoint.origin:
        message = f"the log began as {parts.settings.origin}, its checkpoint says {checkpoint.origin}"
        checks.fail(Claim.STATES, message, page=LOG_PREFIX)
    return parts, old_root[0] if old_root else None


def _tile_reader(source: Source) -> TileReader:
    def read(tile: Tile) -> bytes:
        most = MOST_BUNDLE if tile.level == ENTRIES else MOST_TILE
        return source.read(LOG_PREFIX + tile_path(tile), most)

    return read


def _instant(seconds: int) -> str:
    try:
        return datetime.datetime.fromtimestamp(seconds, datetime.UTC).isoformat(timespec="minutes")
    except (OverflowError, ValueError, OSError):
        return f"second {seconds}"
