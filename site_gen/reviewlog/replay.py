"""Replay: the entries of a log, one after another, become the state of every review.

A review's state is that of its latest decision. An entry that contradicts the log before it is a conflict and changes
nothing, except where `ConflictKind` says that it is kept. Entries are read as a stream; what is kept is small and
grows with the number of reviews, not with the length of texts.

Source: `review-log.md`, "States".
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from sys import intern

from site_gen.reviewlog import canonical
from site_gen.reviewlog.disclosure import encode_base64url
from site_gen.reviewlog.entries import (
    DecisionEntry,
    DisplayEntry,
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
from site_gen.reviewlog.states import Conflict, ConflictKind, Replay, ReviewState

_MARK_BYTES = 16
"""Enough of a SHA-256 to tell the commitments of one log apart."""


def replay_entries(entries: Iterable[bytes]) -> Replay:
    """Give the state after all `entries`, which are the whole log from its first."""
    replay = Replay()
    for entry in entries:
        advance(replay, entry)
    return replay


def advance(replay: Replay, data: bytes) -> None:
    """Take the next entry into `replay`. Never fails: what cannot be read is a conflict."""
    index = replay.size
    replay.size += 1
    try:
        entry = parse_entry(data)
    except LogError as error:
        _note(replay, index, ConflictKind.UNREADABLE, None, error.message)
        return
    if index == 0 and not isinstance(entry, GenesisEntry):
        _note(replay, index, ConflictKind.NO_GENESIS, None, "the first entry is no genesis")
    if entry.logged < replay.logged:
        message = f"logged {entry.logged}, after an entry of {replay.logged}"
        _note(replay, index, ConflictKind.LOGGED_BACK, None, message)
    else:
        replay.logged = intern(entry.logged)
    if isinstance(entry, ReviewEntry):
        _take_review(replay, index, entry, data)
    elif isinstance(entry, DecisionEntry | ReplyEntry | ErasureEntry):
        _take_about_review(replay, index, entry)
    else:
        _take_setting(replay, index, entry)


def _take_review(replay: Replay, index: int, entry: ReviewEntry, data: bytes) -> None:
    same = replay.commitments.setdefault(_mark(entry.sd), index)
    if same != index:
        _note(replay, index, ConflictKind.SAME_OPENING, same, f"same digests as the review at leaf {same}")
    replay.reviews[index] = ReviewState(
        index=index,
        leaf=leaf_hash(data),
        content=_mark((entry.rating, entry.text)),
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
    if entry.supersedes is not None:
        _link(replay, index, entry.supersedes)


def _link(replay: Replay, index: int, supersedes: int) -> None:
    """Note that the review at `index` is its author's edit of an earlier one."""
    earlier = _subject(replay, index, supersedes)
    if earlier is None:
        return
    review = replay.reviews[index]
    if (earlier.provider, earlier.source) != (review.provider, review.source):
        message = f"an edit of leaf {supersedes}, which is from {earlier.source} about {earlier.provider}"
        _note(replay, index, ConflictKind.OTHER_ORIGIN, supersedes, message)
    elif earlier.superseded_by is not None:
        message = f"an edit of leaf {supersedes}, which leaf {earlier.superseded_by} edits already"
        _note(replay, index, ConflictKind.SUPERSEDED_TWICE, supersedes, message)
    else:
        review.supersedes, earlier.superseded_by = supersedes, index


def _take_about_review(replay: Replay, index: int, entry: DecisionEntry | ReplyEntry | ErasureEntry) -> None:
    if isinstance(entry, DecisionEntry):
        replay.policies_named.setdefault(intern(entry.policy), index)
    review = _subject(replay, index, entry.subject)
    if review is None:
        return
    if isinstance(entry, DecisionEntry):
        if not _contradicts(replay, index, entry, review):
            _decide(replay, index, entry, review)
    elif isinstance(entry, ReplyEntry):
        review.reply = index
        review.reply_digest = entry.sd[0] if entry.sd else None
    else:
        review.erasure, review.erasure_reason = index, intern(entry.reason)


def _subject(replay: Replay, index: int, subject: int) -> ReviewState | None:
    """Give the review that an entry is about, or note why there is none."""
    review = replay.reviews.get(subject) if subject != index else None
    if review is None:
        _note(replay, index, ConflictKind.UNKNOWN_LEAF, subject, f"leaf {subject} is no review before this entry")
    elif review.erasure is not None:
        message = f"the review at leaf {subject} was erased by entry {review.erasure}"
        _note(replay, index, ConflictKind.AFTER_ERASURE, subject, message)
        return None
    return review


def _contradicts(replay: Replay, index: int, entry: DecisionEntry, review: ReviewState) -> bool:
    """Note the first thing that makes a decision void, if any."""
    leaf = encode_base64url(review.leaf)
    known = len(replay.conflicts)
    if entry.leaf != leaf:
        message = f"leaf {entry.subject} has hash {leaf}, the decision says {entry.leaf}"
        _note(replay, index, ConflictKind.WRONG_LEAF, entry.subject, message)
    elif review.display == "elsewhere":
        message = f"the review at leaf {entry.subject} is shown elsewhere"
        _note(replay, index, ConflictKind.ELSEWHERE_DECIDED, entry.subject, message)
    elif entry.hidden and entry.hidden[-1].segment >= review.segments:
        message = f"segment {entry.hidden[-1].segment} is hidden, the review has {review.segments}"
        _note(replay, index, ConflictKind.UNKNOWN_SEGMENT, entry.subject, message)
    elif entry.moved_to is not None:
        copy = replay.reviews.get(entry.moved_to)
        if copy is None:
            message = f"moved to leaf {entry.moved_to}, which is no review before this entry"
            _note(replay, index, ConflictKind.UNKNOWN_LEAF, entry.moved_to, message)
        elif copy.provider == review.provider or copy.content != review.content:
            message = f"moved to leaf {entry.moved_to}, expected another provider, the same rating and the same text"
            _note(replay, index, ConflictKind.WRONG_COPY, entry.subject, message)
    return len(replay.conflicts) > known


def _decide(replay: Replay, index: int, entry: DecisionEntry, review: ReviewState) -> None:
    review.decision = index
    review.decided = intern(entry.logged)
    review.action = entry.action
    review.reason = None if entry.reason is None else intern(entry.reason)
    review.moved_to = entry.moved_to
    review.hidden = entry.hidden
    review.hidden_fields = entry.hidden_fields
    review.policy = intern(entry.policy)
    review.role = intern(entry.role)
    if entry.action == "publish":
        _replace_earlier(replay, review)


def _replace_earlier(replay: Replay, review: ReviewState) -> None:
    """End every earlier version at the first publication of a later one; a later withdrawal brings none of them back.

    Otherwise a text that its author has changed would come back when the newer one is withheld or erased, and one
    author would count twice.
    """
    at = review.supersedes
    while at is not None and (earlier := replay.reviews[at]).replaced_by is None:
        earlier.replaced_by = review.index
        at = earlier.supersedes


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
                _note(replay, index, ConflictKind.SECOND_GENESIS, None, "a genesis after the first entry")
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


def _note(replay: Replay, index: int, kind: ConflictKind, subject: int | None, message: str) -> None:
    replay.conflicts.append(Conflict(index, kind, subject, f"entry {index}: {message}"))


def _mark(value: object) -> bytes:
    return sha256(canonical.encode(value)).digest()[:_MARK_BYTES]
