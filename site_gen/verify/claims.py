"""What a verification claims, and how each claim came out: proven, failed, or not checked and why.

A claim is never larger than its evidence, and what was not looked at is never the same as what holds.
"""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

import msgspec


class Outcome(enum.StrEnum):
    """How a claim came out."""

    PROVEN = "proven"
    FAILED = "failed"
    NOT_CHECKED = "not-checked"


class Claim(enum.StrEnum):
    """The claims, by codes that stay, in the order of the report."""

    CHECKPOINT = "checkpoint"
    NOT_REWRITTEN = "not-rewritten"
    ENTRIES = "entries-in-tree"
    STATES = "states-consistent"
    POLICIES = "policies-published"
    OPENINGS = "openings-complete"
    TEXT = "text-unedited"
    RATING = "rating-provider-source"
    FIELDS = "author-dates-labels"
    SHOWN = "shown-is-published"
    VANISHED = "nothing-vanished"
    MARKUP = "markup-is-visible"
    COUNTS = "counts-and-averages"
    WITHHELD = "withheld-by-reason"
    REPLIES = "replies"
    WORDING = "one-wording"
    STRAY = "no-reviews-elsewhere"


Fails: TypeAlias = Iterator[tuple[Claim, str]]
"""Claims that fail, each with the reason."""

SAYS: Mapping[Claim, str] = {
    Claim.CHECKPOINT: "the log's key signed this state of the log",
    Claim.NOT_REWRITTEN: "the log continues what was seen of it before",
    Claim.ENTRIES: "every entry hashes into the signed root",
    Claim.STATES: "no entry contradicts another",
    Claim.POLICIES: "every policy and wording that the log names is published",
    Claim.OPENINGS: "of every published review all public parts are disclosed, or hidden with a reason",
    Claim.TEXT: "the text shown is the text received, except marked parts",
    Claim.RATING: "rating, provider, source and method are those of the log",
    Claim.FIELDS: "author, title, dates, answers and labels are those of the log",
    Claim.SHOWN: "whatever looks like a review is a published entry of the log",
    Claim.VANISHED: "every published review is on its provider's pages, in every language",
    Claim.MARKUP: "the markup for search engines holds exactly the visible reviews",
    Claim.COUNTS: "counts and averages follow from the log",
    Claim.WITHHELD: "what is withheld is counted by reason as in the log",
    Claim.REPLIES: "every reply shown is the latest one in the log",
    Claim.WORDING: "the same value reads the same on every page",
    Claim.STRAY: "no other page shows a review",
}
"""Each claim in words, true where it is proven."""

NOT_PROVEN = (
    "that every review was logged when it arrived, that everyone is shown this log, or that its author is a real, "
    "unpaid patient"
)
"""What no verification of published files can say."""

MOST_FAILURES = 1_000
"""More are counted and not kept: a hostile site must not fill the memory."""


MOST_SAID = 400
"""Characters of one message that are kept."""


class Failure(msgspec.Struct, frozen=True, order=True, gc=False):
    """One place where a claim fails. `provider`, `page` and `review` are empty where there is none."""

    claim: Claim
    provider: str = ""
    page: str = ""
    review: str = ""
    message: str = ""


class Checks(msgspec.Struct):
    """What was looked at so far: how often each claim held or not, and where it failed. Travels between processes."""

    looked: Counter[Claim] = msgspec.field(default_factory=Counter)
    failures: list[Failure] = []
    failed: Counter[Claim] = msgspec.field(default_factory=Counter)
    skipped: dict[Claim, str] = {}
    details: dict[Claim, str] = {}

    def look(self, claim: Claim, count: int = 1) -> None:
        """Note that a claim was looked at."""
        self.looked[claim] += count

    def fail(self, claim: Claim, message: str, *, provider: str = "", page: str = "", review: str = "") -> None:
        """Note that a claim does not hold."""
        self.failed[claim] += 1
        if len(self.failures) < MOST_FAILURES:
            said = [printable(text) for text in (provider, page, review, message)]
            self.failures.append(Failure(claim, *said))

    def skip(self, claim: Claim, reason: str) -> None:
        """Note that a claim could not be checked, and why; the first reason stays."""
        self.skipped.setdefault(claim, reason)

    def add(self, other: Checks) -> None:
        """Take in what was looked at elsewhere."""
        self.looked.update(other.looked)
        self.failed.update(other.failed)
        self.failures.extend(other.failures[: MOST_FAILURES - len(self.failures)])
        for claim, reason in other.skipped.items():
            self.skip(claim, reason)
        self.details.update(other.details)


class ClaimResult(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One line of the verdict; `count` is how many things were looked at, `detail` says why, or what with."""

    claim: Claim
    outcome: Outcome
    count: int
    detail: str = ""


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """All claims about a site; `root` is in base64, `reviews` are the published ones of the log."""

    origin: str
    size: int
    root: str
    as_of: str = ""
    reviews: int = 0
    providers: int = 0
    claims: tuple[ClaimResult, ...]
    failures: tuple[Failure, ...]

    @property
    def is_failed(self) -> bool:
        """Whether at least one claim failed."""
        return any(claim.outcome is Outcome.FAILED for claim in self.claims)


def printable(text: str) -> str:
    """Give a text of a site that nobody trusts so that a terminal and a JSON file take it; long ones are cut."""
    text = text if len(text) <= MOST_SAID else f"{text[: MOST_SAID - 1]}…"
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in text)


def results(checks: Checks) -> tuple[ClaimResult, ...]:
    """Give the outcome of every claim. Nothing looked at is not checked, whatever the reason."""
    return tuple(_result(checks, claim) for claim in Claim)


def sorted_failures(failures: Iterable[Failure]) -> tuple[Failure, ...]:
    """Give failures in the order of the claims, then by provider, page and review."""
    order = {claim: place for place, claim in enumerate(Claim)}
    return tuple(sorted(set(failures), key=lambda one: (order[one.claim], one)))


def _result(checks: Checks, claim: Claim) -> ClaimResult:
    count = checks.looked[claim]
    if failed := checks.failed[claim]:
        detail = next((one.message for one in checks.failures if one.claim is claim), "")
        more = f" (and {failed - 1} more)" if failed > 1 else ""
        return ClaimResult(claim=claim, outcome=Outcome.FAILED, count=count, detail=f"{detail}{more}")
    if claim in checks.skipped:
        return ClaimResult(claim=claim, outcome=Outcome.NOT_CHECKED, count=count, detail=checks.skipped[claim])
    if not count:
        return ClaimResult(claim=claim, outcome=Outcome.NOT_CHECKED, count=0, detail="there is nothing to check")
    return ClaimResult(claim=claim, outcome=Outcome.PROVEN, count=count, detail=checks.details.get(claim, ""))
