"""Replay: the entries of a log, one after another, become the state of every review.

A review's state is that of its latest decision. An entry that contradicts the log before it is a conflict and changes
nothing, except where `ConflictKind` says that it is kept. Entries are read as a stream; what is kept is small and
grows with the number of reviews, not with the length of texts.

An event needs no other review than those of its subject's provider, so that any part of a log's providers can be played
alone: the events about their reviews, in order.

Source: `review-log.md`, "States".
"""

from __future__ import annotations

from collections.abc import Iterable
from sys import intern

from site_gen.reviewlog.disclosure import encode_base64url
from site_gen.reviewlog.entries import DecisionEntry, Entry, ReplyEntry
from site_gen.reviewlog.events import About, Commitment, Edit, Event, read_events
from site_gen.reviewlog.states import ConflictKind, Replay, ReviewState


def replay_entries(entries: Iterable[bytes]) -> Replay:
    """Give the state after all `entries`, which are the whole log from its first."""
    replay = Replay()
    for entry in entries:
        advance(replay, entry)
    return replay


def advance(replay: Replay, data: bytes, entry: Entry | None = None) -> None:
    """Take the next entry into `replay`. Never fails: what cannot be read is a conflict.

    `entry` is what `data` holds, where that is known already.
    """
    for event in read_events(replay, data, entry):
        play(replay, event)


def play(replay: Replay, event: Event) -> None:
    """Take an event into `replay`, which has played all earlier ones about the same reviews."""
    if isinstance(event, About):
        _take_about_review(replay, event)
    elif isinstance(event, ReviewState):
        replay.reviews[event.index] = event
    elif isinstance(event, Commitment):
        same = replay.commitments.setdefault(event.mark, event.index)
        if same != event.index:
            message = f"same digests as the review at leaf {same}"
            replay.note(event.index, ConflictKind.SAME_OPENING, same, message)
    else:
        _link(replay, event)


def _link(replay: Replay, edit: Edit) -> None:
    """Note that a review is its author's edit of an earlier one."""
    index, supersedes = edit.index, edit.supersedes
    earlier = _subject(replay, index, supersedes)
    if earlier is None:
        return
    if (earlier.provider, earlier.source) != (edit.provider, edit.source):
        message = f"an edit of leaf {supersedes}, which is from {earlier.source} about {earlier.provider}"
        replay.note(index, ConflictKind.OTHER_ORIGIN, supersedes, message)
    elif earlier.superseded_by is not None:
        message = f"an edit of leaf {supersedes}, which leaf {earlier.superseded_by} edits already"
        replay.note(index, ConflictKind.SUPERSEDED_TWICE, supersedes, message)
    else:
        replay.reviews[index].supersedes, earlier.superseded_by = supersedes, index


def _take_about_review(replay: Replay, event: About) -> None:
    index, entry = event.index, event.entry
    review = _subject(replay, index, entry.subject)
    if review is None:
        return
    if isinstance(entry, DecisionEntry):
        if not _contradicts(replay, index, entry, review, event.copy):
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
        message = f"leaf {subject} is no review before this entry"
        replay.note(index, ConflictKind.UNKNOWN_LEAF, subject, message)
    elif review.erasure is not None:
        message = f"the review at leaf {subject} was erased by entry {review.erasure}"
        replay.note(index, ConflictKind.AFTER_ERASURE, subject, message)
        return None
    return review


def _contradicts(replay: Replay, index: int, entry: DecisionEntry, review: ReviewState, copied: bytes | None) -> bool:
    """Note the first thing that makes a decision void, if any."""
    leaf = encode_base64url(review.leaf)
    known = len(replay.conflicts)
    if entry.leaf != leaf:
        message = f"leaf {entry.subject} has hash {leaf}, the decision says {entry.leaf}"
        replay.note(index, ConflictKind.WRONG_LEAF, entry.subject, message)
    elif review.display == "elsewhere":
        message = f"the review at leaf {entry.subject} is shown elsewhere"
        replay.note(index, ConflictKind.ELSEWHERE_DECIDED, entry.subject, message)
    elif entry.hidden and entry.hidden[-1].segment >= review.segments:
        message = f"segment {entry.hidden[-1].segment} is hidden, the review has {review.segments}"
        replay.note(index, ConflictKind.UNKNOWN_SEGMENT, entry.subject, message)
    elif entry.moved_to is not None:
        copy = replay.reviews.get(entry.moved_to)
        content = copied if copy is None else copy.content
        if content is None:
            message = f"moved to leaf {entry.moved_to}, which is no review before this entry"
            replay.note(index, ConflictKind.UNKNOWN_LEAF, entry.moved_to, message)
        elif (copy is not None and copy.provider == review.provider) or content != review.content:
            message = f"moved to leaf {entry.moved_to}, expected another provider, the same rating and the same text"
            replay.note(index, ConflictKind.WRONG_COPY, entry.subject, message)
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
        review.first_published = review.first_published or review.decided
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
