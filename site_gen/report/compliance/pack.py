"""What a compliance pack holds, and its form for programs: `compliance.json`, versioned."""

from __future__ import annotations

import enum
from typing import Literal

import msgspec

from site_gen.errors import UnreadableError
from site_gen.findings import Checked, Finding, Ignored
from site_gen.model.undecodable import UNDECODABLE
from site_gen.report.compliance.eligibility import PageEligibility
from site_gen.report.head import TOOL, ReportHead

SCHEMA = 1
"""Grows when a key changes its meaning or goes; new keys may come without it."""

KIND = "compliance"
JSON_FILE = "compliance.json"
HTML_FILE = "compliance.html"


class Outcome(enum.StrEnum):
    """What came of a rule. One that could not look at everything has not passed."""

    PASSED = "passed"
    FINDINGS = "findings"
    SET_ASIDE = "set-aside"
    NOT_CHECKED = "not-checked"


class SiteFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Which site it is, and the settings that decide which rules apply and how severe they are."""

    name: str
    base_url: str
    languages: tuple[str, ...]
    time_zone: str
    jurisdiction: str
    covered_entity: bool
    team: str
    decide_within_days: int
    retention_months: int | None


class LogHead(msgspec.Struct, frozen=True, kw_only=True):
    """The review log that was checked: `root` in base64, as its checkpoint has it, and the verifier key."""

    origin: str
    size: int
    root: str
    key: str


class PolicyFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The review policy under which decisions are made: with a log the version that is sealed.

    `version` and `effective_on` are empty where the policy does not say them, or its text was not kept.
    """

    title: str
    version: str
    effective_on: str
    sha256: str
    is_sealed: bool


class ReviewCounts(msgspec.Struct, frozen=True, kw_only=True):
    """The reviews in numbers: as sealed, or without a log as the files say.

    `shown` includes the `redacted` ones, which are shown with a marked gap. `received` is the sum of shown, withheld,
    pending and erased; `replaced` by their authors and shown `elsewhere` are counted apart.
    """

    are_sealed: bool
    received: int
    shown: int
    redacted: int
    withheld: dict[str, int]
    pending: int
    erased: int
    replaced: int
    elsewhere: int

    @property
    def withheld_count(self) -> int:
        """All withheld reviews, whatever the reason."""
        return sum(self.withheld.values())


class RuleResult(msgspec.Struct, frozen=True, kw_only=True):
    """One rule that ran: what it asks in a sentence, and what came of it.

    `findings` and `set_aside` are counts, `not_checked` says at what the rule could not look, and why.
    """

    code: str
    name: str
    severity: str
    basis: tuple[str, ...]
    since: str
    asks: str
    outcome: Outcome
    findings: int = 0
    set_aside: int = 0
    not_checked: tuple[str, ...] = ()


class Exclusion(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """A rule that `site.yaml` sets aside: for which files (none are all), why, until when, and how many findings."""

    code: str
    paths: tuple[str, ...]
    reason: str
    until: str
    findings: int
    is_in_force: bool


class Basis(msgspec.Struct, frozen=True, kw_only=True):
    """A law or standard, the rules that rest on it, and how many findings these have."""

    basis: str
    rules: tuple[str, ...]
    findings: int


class Pack(msgspec.Struct, frozen=True, kw_only=True):
    """Everything in a pack. `no_log` says why there is no `log`; `families` are titles by the first part of a code.

    `eligibility` has a verdict for every page of a provider; packs of older versions have none. `pages`
    tells where the pages that were looked at come from: rendered for it, or a folder that was built before.
    """

    schema: int = SCHEMA
    tool: str = TOOL
    report: str = KIND
    version: str
    as_of: str
    site: SiteFacts
    log: LogHead | None
    no_log: str
    policy: PolicyFacts | None
    checked: Checked
    pages: Literal["rendered", "folder"]
    reviews: ReviewCounts
    outcomes: dict[str, int]
    families: dict[str, str]
    rules: tuple[RuleResult, ...]
    findings: tuple[Finding, ...]
    exclusions: tuple[Exclusion, ...]
    ignored: tuple[Ignored, ...]
    bases: tuple[Basis, ...]
    limits: tuple[str, ...]
    eligibility: tuple[PageEligibility, ...] = ()

    def with_outcome(self, outcome: Outcome) -> tuple[RuleResult, ...]:
        """Give the rules of which this came."""
        return tuple(rule for rule in self.rules if rule.outcome is outcome)


def format_pack(pack: Pack) -> bytes:
    """Give `compliance.json`; the same pack is the same bytes."""
    return msgspec.json.format(msgspec.json.encode(pack), indent=2) + b"\n"


def parse_pack(data: bytes, name: str) -> Pack:
    """Read a `compliance.json`; `name` stands for it in messages.

    Raises:
        UnreadableError: not JSON, another report, another schema, or incomplete.
    """
    hint = f"name a {JSON_FILE} that site-gen report compliance wrote, or its folder"
    try:
        head = msgspec.json.decode(data, type=ReportHead)
    except msgspec.ValidationError as error:
        raise UnreadableError(f"{name} is not a compliance pack: {_said(error)}", hint=hint) from error
    except UNDECODABLE as error:
        raise UnreadableError(f"{name} is not JSON", hint=hint) from error
    if (head.tool, head.report) != (TOOL, KIND):
        raise UnreadableError(f"{name} is not a compliance pack", hint=hint)
    if head.schema > SCHEMA:
        raise UnreadableError(
            f"{name} has schema {head.schema}, this site-gen reads {SCHEMA}",
            hint="a newer site-gen wrote it; compare the two with that one",
        )
    if head.schema < SCHEMA:
        raise UnreadableError(f"{name} has schema {head.schema}, expected {SCHEMA}", hint=hint)
    try:
        return msgspec.json.decode(data, type=Pack)
    except UNDECODABLE as error:
        raise UnreadableError(
            f"{name} is damaged: {_said(error)}", hint="make the pack again from the same state of the site"
        ) from error


def _said(error: Exception) -> str:
    """Give a decoder's message as ours begin: lower case."""
    text = str(error)
    return text[:1].lower() + text[1:]
