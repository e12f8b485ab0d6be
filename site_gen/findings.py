"""What the tool says about content: findings, their severity and place, and the report that holds them."""

from __future__ import annotations

import enum
from collections.abc import Iterable

import msgspec


class Severity(enum.StrEnum):
    """How much a finding weighs (`rules.md`): an error blocks its gate, a warning fails with `--strict`."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class Finding(msgspec.Struct, frozen=True, order=True, kw_only=True):
    """One thing that is wrong, where it is, and what to do about it.

    `path` is relative to the site folder with forward slashes; `line` and `column` count from 1, and 0 means the
    whole file. `provider` and `review` are ids or empty. The field order is the sort order of every report.
    """

    path: str
    line: int = 0
    column: int = 0
    code: str
    name: str
    severity: Severity
    message: str
    hint: str = ""
    provider: str = ""
    review: str = ""
    basis: str = ""


class NotChecked(msgspec.Struct, frozen=True, order=True):
    """A rule that could not look, and why; never the same as passed."""

    code: str
    reason: str


class Ignored(msgspec.Struct, frozen=True, order=True):
    """A finding that `site.yaml` sets aside, why, and until which day (`YYYY-MM-DD`). It is printed all the same."""

    finding: Finding
    reason: str
    until: str


class Checked(msgspec.Struct, frozen=True):
    """How much was looked at, so that a silent shortfall shows."""

    providers: int = 0
    reviews: int = 0
    pages: int = 0
    rules: int = 0


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The findings of one run, sorted by path, line and code."""

    as_of: str
    checked: Checked = Checked()
    findings: tuple[Finding, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()
    ignored: tuple[Ignored, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that block."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)

    @property
    def reasons(self) -> dict[str, tuple[str, ...]]:
        """Why rules could not look: each reason once, with the codes of its rules."""
        found: dict[str, list[str]] = {}
        for one in self.not_checked:
            found.setdefault(one.reason, []).append(one.code)
        return {reason: tuple(codes) for reason, codes in found.items()}


def sorted_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give `findings` without repeats in report order: path, line, column, code."""
    return tuple(sorted(set(findings)))


def count_of(count: int, word: str) -> str:
    """Give `1 page`, `1,234 pages`."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"
