"""What came of each rule: passed, findings, set aside, or not checked and why; never more than was looked at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import msgspec

from site_gen.check.page import page_of, split_basis
from site_gen.check.rule import Rule
from site_gen.check.scopes import needs_log, reads_content
from site_gen.findings import Finding, Report, Severity, count_of
from site_gen.load.documents import REGISTER, REGISTER_FOLDER, TEAM
from site_gen.model.site import Ignore
from site_gen.report.compliance.pack import Basis, Exclusion, Outcome, RuleResult

_UNREAD = frozenset({"SRC001", "SRC002", "SRC013"})
"""The codes of files that did not load, so that no other rule saw them."""

_NAMED = 3
_QUOTED = re.compile(r"""(?:"|(?<!\w)').*(?:"|'(?!\w))""", re.DOTALL)
"""From the first quotation mark to the last, of whatever kind: what stands between them may have some of its own."""

_ABOUT_THE_PRACTICE = ("SRC", "NAP")
"""Families that quote settings, profiles and addresses, unless they are about a file of `_ABOUT_PEOPLE`."""

_ABOUT_PEOPLE = ("content/reviews/", REGISTER, f"{REGISTER_FOLDER}/", "content/media/", "content/invitations/", TEAM)
"""What holds words, names or contact data of patients and staff, or what somebody wrote there by mistake."""

COVERED = '"…"'
"""What stands in a pack for words that a finding quotes."""


def cover_words(finding: Finding) -> Finding:
    """Give a finding without the words that it quotes: they can be an author's, or an author's name."""
    is_about_people = bool(finding.review) or finding.path.startswith(_ABOUT_PEOPLE)
    if finding.code.startswith(_ABOUT_THE_PRACTICE) and not is_about_people:
        return finding
    return msgspec.structs.replace(finding, message=_QUOTED.sub(COVERED, finding.message))


def rule_results(
    report: Report, known: Mapping[str, Rule], codes: Collection[str], no_log: str
) -> tuple[RuleResult, ...]:
    """Give the outcome of every rule in `codes`, and of every other that has findings, by code."""
    found = Counter(finding.code for finding in report.findings)
    aside = Counter(one.finding.code for one in report.ignored)
    reasons: dict[str, list[str]] = {}
    for one in report.not_checked:
        reasons.setdefault(one.code, []).append(one.reason)
    unread = _unread(report)
    names = {one.code: one for one in (*report.findings, *(each.finding for each in report.ignored))}
    results = []
    for code in sorted({*codes, *found, *aside, *reasons}):
        rule = known.get(code) or _unknown(code, names.get(code))
        unseen = list(reasons.get(code, ()))
        if no_log and needs_log(rule) and not found[code]:
            unseen.append(no_log)
        if unread and reads_content(rule):
            unseen.append(unread)
        results.append(_result(rule, found[code], aside[code], unseen))
    return tuple(results)


def _unread(report: Report) -> str:
    """Say which files did not load, so that what is in there was not checked; nothing where all did."""
    paths = sorted({one.path for one in report.findings if one.code in _UNREAD and one.severity is Severity.ERROR})
    if not paths:
        return ""
    more = f" and {len(paths) - _NAMED:,} more" if len(paths) > _NAMED else ""
    return f"{count_of(len(paths), 'file')} did not load: {', '.join(paths[:_NAMED])}{more}"


def exclusions(orders: Sequence[Ignore], report: Report) -> tuple[Exclusion, ...]:
    """Give what `site.yaml` sets aside, each order with the number of findings that it hides today."""
    hidden = Counter((one.finding.code, one.reason, one.until) for one in report.ignored)
    return tuple(
        sorted(
            Exclusion(
                code=one.code,
                paths=one.paths,
                reason=one.reason,
                until=one.until.isoformat(),
                findings=hidden[(one.code, one.reason, one.until.isoformat())],
                is_in_force=report.as_of <= one.until.isoformat(),
            )
            for one in orders
        )
    )


def index_by_basis(results: Sequence[RuleResult]) -> tuple[Basis, ...]:
    """Give the laws and standards with the rules that rest on them."""
    rules: dict[str, list[RuleResult]] = {}
    for result in results:
        for basis in result.basis:
            rules.setdefault(basis, []).append(result)
    return tuple(
        Basis(basis=basis, rules=tuple(one.code for one in rows), findings=sum(one.findings for one in rows))
        for basis, rows in sorted(rules.items())
    )


def _result(rule: Rule, findings: int, aside: int, unseen: Sequence[str]) -> RuleResult:
    if findings:
        outcome = Outcome.FINDINGS
    elif unseen:
        outcome = Outcome.NOT_CHECKED
    else:
        outcome = Outcome.SET_ASIDE if aside else Outcome.PASSED
    return RuleResult(
        code=rule.code,
        name=rule.name,
        severity=str(rule.severity),
        basis=split_basis(rule.basis),
        since=rule.since,
        asks=" ".join(page_of(rule).summary.split()),
        outcome=outcome,
        findings=findings,
        set_aside=aside,
        not_checked=tuple(unseen),
    )


def _unknown(code: str, finding: Finding | None) -> Rule:
    """Describe a rule that neither the registry nor the table of built-in ones has, by what it found."""
    if finding is None:
        return Rule(code=code, name=code, severity=Severity.ERROR, since="", page="")
    return Rule(code=code, name=finding.name, severity=finding.severity, since="", page="", basis=finding.basis)
