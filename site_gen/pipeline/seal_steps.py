"""What a seal is made of: the content that it compares with the log, the entries that it appends, and refusals."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from site_gen.findings import Finding, Severity
from site_gen.model.base import Month
from site_gen.model.invitation import Invitation
from site_gen.model.manifest import Manifest
from site_gen.model.policy import REVIEW_POLICY, Policy
from site_gen.model.provider import Provider
from site_gen.model.review import Review
from site_gen.model.site import Site
from site_gen.pipeline.erased import Erased
from site_gen.reviewlog.disclosure import Salts
from site_gen.reviewlog.entries import Entry, format_entry
from site_gen.reviewlog.openings import Opening
from site_gen.reviewlog.replay import advance
from site_gen.reviewlog.states import Replay


class Sealable(NamedTuple):
    """Everything of `content/` that the log commits to, and what `log/` has already.

    `reviews` and `openings` are by permanent id of the provider; `wordings` are SHA-256 values in hexadecimal by file.
    """

    site: Site
    providers: Sequence[Provider]
    reviews: Mapping[str, Sequence[Review]]
    openings: Mapping[str, Sequence[Opening]]
    policies: Sequence[Policy]
    invitations: Sequence[Invitation]
    wordings: Mapping[str, str]
    manifests: Sequence[Manifest]
    erased: Erased = Erased()


class Step(NamedTuple):
    """One entry that is appended: its kind, what it is about, and what it says, for people."""

    kind: str
    about: str
    says: str


class Plan(NamedTuple):
    """What a seal appends. `openings` are whole new files of openings by permanent id, of providers that change.

    `exports` are the disclosures that open the entries of imports, by import id.
    """

    entries: tuple[bytes, ...]
    steps: tuple[Step, ...]
    openings: dict[str, tuple[Opening, ...]]
    exports: dict[str, str]
    findings: tuple[Finding, ...]


class Draft:
    """The log as it grows while a seal is planned: each entry is played as soon as it is added."""

    def __init__(self, replay: Replay, logged: Month, as_of: datetime.date, salts: Salts) -> None:
        self.replay = replay
        self.logged = max(logged, replay.logged)
        self.as_of = as_of
        self.salts = salts
        self.entries: list[bytes] = []
        self.steps: list[Step] = []
        self.openings: dict[str, tuple[Opening, ...]] = {}
        self.exports: dict[str, str] = {}
        self.findings: list[Finding] = []

    @property
    def policy(self) -> str | None:
        """The hash of the review policy as it stands in the log."""
        return self.replay.policy_of.get(REVIEW_POLICY)

    def add(self, entry: Entry, kind: str, about: str, says: str) -> None:
        """Append an entry and play it."""
        self.append(format_entry(entry), Step(kind, about, says))

    def append(self, data: bytes, step: Step) -> None:
        """Append the bytes of an entry and play it."""
        advance(self.replay, data)
        self.entries.append(data)
        self.steps.append(step)

    def refuse(self, review: Review, code: str, name: str, message: str, hint: str = "") -> None:
        """Note why something about a review is not appended."""
        self.findings.append(
            Finding(
                path=review.path,
                code=code,
                name=name,
                severity=Severity.ERROR,
                message=message,
                hint=hint,
                provider=review.provider,
                review=review.id,
            )
        )

    def plan(self) -> Plan:
        """Give what was collected."""
        return Plan(tuple(self.entries), tuple(self.steps), self.openings, self.exports, tuple(self.findings))
