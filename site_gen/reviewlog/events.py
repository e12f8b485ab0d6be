"""What an entry means, before it is held against the reviews that it is about: settings at once, the rest as events.

Reading needs no review, so that one process can read a whole log and hand its events on, each to where its review is.
"""

from __future__ import annotations

from hashlib import sha256
from sys import intern
from typing import TypeAlias

import msgspec

from site_gen.reviewlog import canonical
from site_gen.reviewlog.entries import (
    DecisionEntry,
    DisplayEntry,
    Entry,
    ErasureEntry,
    GenesisEntry,
    ImportEntry,
    InvitationEntry,
    KeyEntry,
    PolicyEntry,
    ProviderEntry,
    ReplyEntry,
    ReviewEntry,
    parse_entry,
)
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.merkle import leaf_hash
from site_gen.reviewlog.states import ConflictKind, Replay, ReviewState

_MARK_BYTES = 16
"""Enough of a SHA-256 to tell the commitments of one log apart."""


class Commitment(msgspec.Struct, frozen=True, array_like=True, tag=0, gc=False):
    """What the review at a leaf commits to, as a mark: no other review may have the same."""

    index: int
    mark: bytes


class Edit(msgspec.Struct, frozen=True, array_like=True, tag=2, gc=False):
    """The review at a leaf says that its author changed an earlier one: the review at leaf `supersedes`."""

    index: int
    supersedes: int
    provider: str
    source: str


class About(msgspec.Struct, frozen=True, array_like=True, tag=3, gc=False):
    """An entry about a review.

    `copy` is the `content` of the review that `moved_to` names, where that one is not at hand when this is played; it
    is then of another provider.
    """

    index: int
    entry: DecisionEntry | ReplyEntry | ErasureEntry
    copy: bytes | None = None


Event: TypeAlias = Commitment | ReviewState | Edit | About


def read_events(replay: Replay, data: bytes, entry: Entry | None = None) -> tuple[Event, ...]:
    """Take the settings of the next entry into `replay`, and give what it means for reviews.

    Never fails: what cannot be read is a conflict. `entry` is what `data` holds, where that is known already.
    """
    index = replay.size
    replay.size += 1
    try:
        entry = entry or parse_entry(data)
    except LogError as error:
        replay.note(index, ConflictKind.UNREADABLE, None, error.message)
        return ()
    if index == 0 and not isinstance(entry, GenesisEntry):
        replay.note(index, ConflictKind.NO_GENESIS, None, "the first entry is no genesis")
    if entry.logged < replay.logged:
        message = f"logged {entry.logged}, after an entry of {replay.logged}"
        replay.note(index, ConflictKind.LOGGED_BACK, None, message)
    else:
        replay.logged = intern(entry.logged)
    if isinstance(entry, ReviewEntry):
        return _read_review(index, entry, data)
    if isinstance(entry, DecisionEntry):
        replay.policies_named.setdefault(intern(entry.policy), index)
        return (About(index, entry),)
    if isinstance(entry, ReplyEntry | ErasureEntry):
        return (About(index, entry),)
    _take_setting(replay, index, entry)
    return ()


def _read_review(index: int, entry: ReviewEntry, data: bytes) -> tuple[Event, ...]:
    texts = "".join([segment.digest for segment in entry.text])
    state = ReviewState(
        index=index,
        leaf=leaf_hash(data),
        content=_mark(canonical.encode(entry.rating) + texts.encode()),
        logged=intern(entry.logged),
        provider=intern(entry.provider),
        display=entry.display,
        source=intern(entry.source),
        method=entry.method,
        received=intern(entry.received),
        rating=entry.rating,
        segments=len(entry.text),
        batch=entry.batch,
        import_=entry.import_,
    )
    commitment = Commitment(index, _mark("".join(entry.sd).encode()))
    if entry.supersedes is None:
        return (commitment, state)
    return (commitment, state, Edit(index, entry.supersedes, entry.provider, entry.source))


def _take_setting(
    replay: Replay,
    index: int,
    entry: GenesisEntry | ProviderEntry | PolicyEntry | DisplayEntry | InvitationEntry | ImportEntry | KeyEntry,
) -> None:
    match entry:
        case GenesisEntry():
            if index == 0:
                replay.origin = entry.origin
            else:
                replay.note(index, ConflictKind.SECOND_GENESIS, None, "a genesis after the first entry")
        case ProviderEntry():
            replay.providers[entry.id] = entry
        case PolicyEntry():
            replay.policies[entry.sha256] = entry
            replay.policy_of[entry.name] = entry.sha256
        case DisplayEntry():
            replay.display = entry
        case InvitationEntry():
            replay.invitations[entry.batch] = entry
        case ImportEntry():
            replay.imports[entry.import_] = entry
        case _:
            replay.keys.append((index, entry.key))


def _mark(data: bytes) -> bytes:
    return sha256(data).digest()[:_MARK_BYTES]
