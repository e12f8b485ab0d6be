"""What a replay of the log knows: where each review stands, the latest settings, and what contradicts itself."""

from __future__ import annotations

import enum
from typing import Literal

import msgspec

from site_gen.model.placed import State as State  # part of this module's vocabulary
from site_gen.model.review import HiddenField, HiddenSegment
from site_gen.reviewlog.entries import DisplayEntry, ImportEntry, InvitationEntry, PolicyEntry, ProviderEntry
from site_gen.reviewlog.rating import LoggedRating


class ConflictKind(enum.StrEnum):
    """In which way an entry contradicts those before it (INT111, INT118). Such an entry changes no state."""

    UNREADABLE = "unreadable"
    """Not an entry of this version."""
    NO_GENESIS = "no-genesis"
    """The first entry is another."""
    SECOND_GENESIS = "second-genesis"
    """A genesis after the first entry."""
    LOGGED_BACK = "logged-back"
    """An earlier month than an entry before it; the entry counts all the same."""
    UNKNOWN_LEAF = "unknown-leaf"
    """A subject that is no review before this entry."""
    WRONG_LEAF = "wrong-leaf"
    """A decision names another leaf hash than its subject has."""
    AFTER_ERASURE = "after-erasure"
    """A decision, reply, erasure or author's edit of an erased review."""
    SAME_OPENING = "same-opening"
    """A second review with the digests of another; both are kept."""
    OTHER_ORIGIN = "other-origin"
    """An author's edit of a review of another provider or source; the review is kept, the link is not."""
    SUPERSEDED_TWICE = "superseded-twice"
    """A second edit of the same version; the review is kept, the link is not."""
    ELSEWHERE_DECIDED = "elsewhere-decided"
    """A decision about a review that is shown elsewhere."""
    UNKNOWN_SEGMENT = "unknown-segment"
    """A decision hides a segment that the review does not have."""
    WRONG_COPY = "wrong-copy"
    """`moved_to` names a review of the same provider, or with another rating or text."""


class Conflict(msgspec.Struct, frozen=True, order=True, gc=False):
    """A contradiction: at which entry, about which review, and in words."""

    index: int
    kind: ConflictKind
    subject: int | None
    message: str


class ReviewState(msgspec.Struct, kw_only=True, array_like=True, tag=1, gc=False):
    """A review as the log has it so far.

    `leaf` is its leaf hash, `content` marks rating and text, `segments` counts. `decision`, `reply` and `erasure` are
    the indexes of the latest entries of that kind; `action`, `reason`, `hidden`, `hidden_fields`, `moved_to`, `policy`,
    `role` and `decided` (its month) are those of the latest decision, `reply_digest` is None after a removal.
    `first_published` is the month of the first decision to publish, whatever came after it. `superseded_by` is the
    author's next version, `replaced_by` the version whose first publication ended this one.
    """

    index: int
    leaf: bytes
    content: bytes
    logged: str
    provider: str
    display: Literal["here", "elsewhere"]
    source: str
    method: str
    received: str
    rating: LoggedRating | None
    segments: int
    batch: str | None = None
    import_: str | None = None
    supersedes: int | None = None
    superseded_by: int | None = None
    replaced_by: int | None = None
    decision: int | None = None
    decided: str | None = None
    action: Literal["publish", "withhold"] | None = None
    reason: str | None = None
    moved_to: int | None = None
    hidden: tuple[HiddenSegment, ...] = ()
    hidden_fields: tuple[HiddenField, ...] = ()
    policy: str | None = None
    role: str | None = None
    reply: int | None = None
    reply_digest: str | None = None
    erasure: int | None = None
    erasure_reason: str | None = None
    first_published: str | None = None

    @property
    def state(self) -> State:
        """Where the review stands now."""
        if self.display == "elsewhere":
            return State.ELSEWHERE
        if self.erasure is not None:
            return State.ERASED
        if self.replaced_by is not None:
            return State.REPLACED
        if self.action is None:
            return State.PENDING
        return State.PUBLISHED if self.action == "publish" else State.WITHHELD

    @property
    def is_marked(self) -> bool:
        """Whether something of it is hidden by its latest decision."""
        return bool(self.hidden or self.hidden_fields)


class Replay(msgspec.Struct, kw_only=True):
    """The log up to `size` entries. `reviews` is by leaf index, everything else by id, hash or order of the log.

    `policies` is by hash, `policy_of` gives the hash of a policy's current version by name, and `policies_named` tells
    which decision first named a hash (MOD203 compares them);
    invitations and imports are the latest entry of their id. Without a `display` entry averages cover everything.
    """

    size: int = 0
    origin: str | None = None
    logged: str = ""
    reviews: dict[int, ReviewState] = {}
    providers: dict[str, ProviderEntry] = {}
    policies: dict[str, PolicyEntry] = {}
    policies_named: dict[str, int] = {}
    policy_of: dict[str, str] = {}
    display: DisplayEntry | None = None
    invitations: dict[str, InvitationEntry] = {}
    imports: dict[str, ImportEntry] = {}
    keys: list[tuple[int, str]] = []
    conflicts: list[Conflict] = []
    commitments: dict[bytes, int] = {}

    def note(self, index: int, kind: ConflictKind, subject: int | None, message: str) -> None:
        """Remember that the entry at `index` contradicts those before it."""
        self.conflicts.append(Conflict(index, kind, subject, f"entry {index}: {message}"))

    def by_provider(self) -> dict[str, list[ReviewState]]:
        """Give the reviews of every provider in the log, each provider's in the order of the log, or none."""
        reviews: dict[str, list[ReviewState]] = {provider: [] for provider in self.providers}
        for review in self.reviews.values():
            reviews.setdefault(review.provider, []).append(review)
        return reviews

    def of_provider(self, provider: str) -> list[ReviewState]:
        """Give the reviews of a provider by its permanent id, in the order of the log; looks at every review."""
        return [review for review in self.reviews.values() if review.provider == provider]
