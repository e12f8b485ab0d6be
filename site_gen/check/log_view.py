"""The review log as rules see it: once for the whole site, and once for each provider in it."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import msgspec

from site_gen.model.provider import Provider
from site_gen.model.review import Review
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.note import Note
from site_gen.reviewlog.openings import Opening
from site_gen.reviewlog.policy import Policy
from site_gen.reviewlog.states import Replay, ReviewState


class LogFault(NamedTuple):
    """What was found wrong while the log was read, and in which file."""

    path: str
    error: LogError


class LogView(msgspec.Struct, frozen=True, kw_only=True):
    """The log as it lies in `log/`: what was read of it, and what stopped the reading.

    `replay` has settings and conflicts, no reviews; `slugs` are those of all profiles. `note` is the checkpoint with
    its signatures, None before the first seal. `bad_checkpoint`, `bad_tree`, `fork`, `bad_witnesses` and `left_over`
    are what is wrong with signature, tiles, the order of checkpoints, the policy of witnesses and erasures.
    `is_seen` tells whether an earlier checkpoint is kept here, `witnesses` is who should cosign, None if nobody says.
    """

    replay: Replay = msgspec.field(default_factory=Replay)
    slugs: Collection[str] = ()
    note: Note | None = None
    bad_checkpoint: tuple[LogFault, ...] = ()
    bad_tree: tuple[LogFault, ...] = ()
    fork: tuple[LogFault, ...] = ()
    is_seen: bool = False
    witnesses: Policy | None = None
    bad_witnesses: tuple[LogFault, ...] = ()
    left_over: tuple[LogFault, ...] = ()


def hint_to_erase(review_id: str) -> str:
    """Say how a review ends whose erasure is not in this log, but in that of another branch or clone."""
    return f"site-gen seal --erase {review_id} --reason erasure completes it"


class Originals(NamedTuple):
    """One provider in the log: the states of its reviews, their sealed originals, and the files of its reviews.

    `path` is the file of the originals. `returned` are the ids of files whose review was erased; None where the marks
    of erased reviews are not at hand. `unended` are the ids of reviews that a mark says were erased and whose end the
    log does not have. `unread` are the paths of files that do not load.
    """

    provider: Provider
    path: str
    states: tuple[ReviewState, ...]
    openings: tuple[Opening, ...]
    reviews: tuple[Review, ...]
    returned: frozenset[str] | None = None
    unended: Collection[str] = ()
    unread: Collection[str] = ()

    @property
    def unsealed(self) -> tuple[Review, ...]:
        """The review files that the log does not have; none while an original is missing, since nobody can tell."""
        leaves = {opening.index: opening.id for opening in self.openings if opening.index is not None}
        if any(state.erasure is None and state.index not in leaves for state in self.states):
            return ()
        known = {*leaves.values(), *(self.returned or ())}
        return tuple(review for review in self.reviews if review.id not in known)
