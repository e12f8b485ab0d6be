"""The compliance pack as a document: one HTML file that needs nothing else, for screen and paper."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from site_gen.findings import Finding, Severity
from site_gen.report.compliance.eligibility import PageEligibility, Verdict
from site_gen.report.compliance.pack import JSON_FILE, Basis, Outcome, Pack, RuleResult
from site_gen.report.compliance.words import outcome_words, verdict
from site_gen.report.environment import report_environment

_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.NOTICE)


class FamilyView(NamedTuple):
    """The rules of one family under their title."""

    title: str
    rules: tuple[RuleResult, ...]


class FoundView(NamedTuple):
    """A rule that has findings, with all of them."""

    rule: RuleResult
    findings: tuple[Finding, ...]


class BasisView(NamedTuple):
    """A law or standard with the rules that rest on it."""

    basis: Basis
    rules: tuple[RuleResult, ...]


def format_page(pack: Pack, data: bytes) -> bytes:
    """Give `compliance.html`; `data` is the `compliance.json` that goes with it."""
    rules = {rule.code: rule for rule in pack.rules}
    return (
        report_environment()
        .get_template("compliance.html")
        .render(
            pack=pack,
            verdict=verdict(pack),
            words=outcome_words,
            severities=[(str(one), sum(1 for f in pack.findings if f.severity is one)) for one in _SEVERITIES],
            families=tuple(
                FamilyView(title, tuple(rule for rule in pack.rules if rule.code.startswith(family)))
                for family, title in pack.families.items()
            ),
            found=tuple(
                FoundView(rule, tuple(one for one in pack.findings if one.code == rule.code))
                for rule in pack.with_outcome(Outcome.FINDINGS)
            ),
            unchecked=_by_reason(pack),
            verdicts=_by_verdict(pack),
            bases=tuple(BasisView(basis, tuple(rules[code] for code in basis.rules)) for basis in pack.bases),
            json_file=JSON_FILE,
            json_sha256=hashlib.sha256(data).hexdigest(),
        )
        .encode()
    )


class VerdictView(NamedTuple):
    """The pages of which one thing is said, for one reason."""

    said: str
    reason: str
    pages: tuple[PageEligibility, ...]


def _by_verdict(pack: Pack) -> tuple[VerdictView, ...]:
    """Give the verdicts on pages with all pages of which each holds, those with something to mend first."""
    groups: dict[tuple[str, str, str], list[PageEligibility]] = {}
    for row in pack.eligibility:
        groups.setdefault((str(row.verdict != Verdict.NOT_VALID), row.said, row.reason), []).append(row)
    return tuple(VerdictView(said, reason, tuple(rows)) for (_, said, reason), rows in sorted(groups.items()))


def _by_reason(pack: Pack) -> tuple[tuple[str, tuple[RuleResult, ...]], ...]:
    """Give the reasons for which something was not checked, each with its rules, in order of the first rule."""
    rules: dict[str, list[RuleResult]] = {}
    for rule in pack.rules:
        for reason in rule.not_checked:
            rules.setdefault(reason, []).append(rule)
    return tuple((reason, tuple(group)) for reason, group in rules.items())
