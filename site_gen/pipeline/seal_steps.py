"""What a seal is made of: the content that it compares with the log, the entries that it appends, and refusals."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from site_gen.findings import Finding, Severity
from site_gen.model.authorizations import NO_REGISTER, Register
from site_gen.model.base import Month
from site_gen.model.invitation import Invitation
from site_gen.model.manifest import Manifest
from site_gen.model.policy import REVIEW_POLICY, Policy
from site_gen.model.provider import Status
from site_gen.model.review import Review
from site_gen.model.site import Site
from site_gen.pipeline.erased import Erased
from site_gen.pipeline.log_write import Portion
from site_gen.pipeline.originals import Originals
from site_gen.pipeline.reply_gate import Gate
from site_gen.reviewlog.disclosure import Salts
from site_gen.reviewlog.entries import Entry, format_entry
from site_gen.reviewlog.events import Commitment, read_events
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.merkle import leaf_hash
from site_gen.reviewlog.openings import Opening
from site_gen.reviewlog.replay import play
from site_gen.reviewlog.states import Replay, ReviewState

MOST_STEPS = 1_000
"""Steps that are told one by one; of more the kinds are counted."""


class Person(NamedTuple):
    """What the log says about a provider."""

    permanent_id: str
    slug: str
    status: Status


class Sealable(NamedTuple):
    """Everything of `content/` that the log commits to, and what `log/` has already.

    `reviews` are by permanent id of the provider, loaded when they are asked for, and so are `originals`; `has_moves`
    says whether a review names a copy, `gate` what keeps a reply out; `wordings` are SHA-256 values in hex by file.
    `unended` are reviews of the log that a mark says were erased: nothing more is appended about them.
    """

    site: Site
    providers: Sequence[Person]
    reviews: Mapping[str, Sequence[Review]]
    has_moves: bool
    originals: Originals
    policies: Sequence[Policy]
    invitations: Sequence[Invitation]
    wordings: Mapping[str, str]
    manifests: Sequence[Manifest]
    gate: Gate
    erased: Erased = Erased()
    unended: Collection[str] = ()
    register: Register = NO_REGISTER


class Step(NamedTuple):
    """One entry that is appended: its kind, what it is about, and what it says, for people."""

    kind: str
    about: str
    says: str


class Draft:
    """The log as it grows while a seal is planned: each entry is played as soon as it is added.

    `openings` are whole new files by permanent id, of providers that change; `exports` are the disclosures that open
    the entries of imports, by import id. `steps` are the first ones, `counts` tells how many there are of each kind.
    `made` are the files from which originals were made just now, until the provider's turn is over; `withdrawn` are
    the reasons for which reviews that were shown end, by id, where it is their authorization that ended.
    """

    def __init__(self, replay: Replay, logged: Month, as_of: datetime.date, salts: Salts) -> None:
        self.replay = replay
        self.logged = max(logged, replay.logged)
        self.as_of = as_of
        self.salts = salts
        self.entries: list[bytes] = []
        self.steps: list[Step] = []
        self.counts: Counter[str] = Counter()
        self.openings: dict[str, tuple[Opening, ...]] = {}
        self.exports: dict[str, str] = {}
        self.made: set[str] = set()
        self.withdrawn: dict[str, str] = {}
        self.findings: list[Finding] = []

    @property
    def policy(self) -> str | None:
        """The hash of the review policy as it stands in the log."""
        return self.replay.policy_of.get(REVIEW_POLICY)

    def add(self, entry: Entry, kind: str, about: str, says: str) -> None:
        """Append an entry and play it."""
        self.append(format_entry(entry), entry, Step(kind, about, says))

    def append(self, data: bytes, entry: Entry, step: Step) -> None:
        """Append an entry, whose bytes are `data`, and play it; what it commits to is new, and nobody asks for it."""
        for event in read_events(self.replay, data, entry):
            if not isinstance(event, Commitment):
                play(self.replay, event)
        self.entries.append(data)
        self.counts[step.kind] += 1
        if len(self.steps) < MOST_STEPS:
            self.steps.append(step)

    def refuse(
        self,
        review: Review,
        code: str,
        name: str,
        message: str,
        hint: str = "",
        *,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note why something about a review is not appended; a warning where it only waits."""
        self.findings.append(
            Finding(
                path=review.path,
                code=code,
                name=name,
                severity=severity,
                message=message,
                hint=hint,
                provider=review.provider,
                review=review.id,
            )
        )

    def take(self) -> Portion:
        """Give the entries and openings that came since the last time."""
        portion = Portion(self.entries, self.openings)
        self.entries, self.openings = [], {}
        return portion


def state_of(draft: Draft, opening: Opening) -> ReviewState:
    """Give the state of a review in the log.

    Raises:
        LogError: the opening is not of the entry at its place.
    """
    assert opening.index is not None, "a placed opening has an index"
    state = draft.replay.reviews.get(opening.index)
    if state is None or state.leaf != leaf_hash(opening.entry):
        raise LogError(
            f"the private opening of {opening.id} is not of entry {opening.index} of the log",
            hint="log/openings and the rest of log/ belong together: restore both from the repository",
        )
    return state
