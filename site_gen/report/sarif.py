"""The report for code hosts: SARIF 2.1.0 (OASIS Standard, 27 March 2020), with what code scanning shows of it."""

from __future__ import annotations

import hashlib
import urllib.parse
from collections.abc import Mapping
from typing import Any

import msgspec

import site_gen
from site_gen.findings import Finding, Report, Severity

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "siteGenFinding/v1"
"""Names how a fingerprint is made. A code host's own, of the line's text, is for the host to add."""

_MOST_DESCRIBED = 1024
"""Characters in a description of a rule; code scanning takes no more."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "recommendation"}


class RuleHelp(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader of a finding wants to know of its rule; `summary` is one sentence, `tags` are for filters."""

    name: str
    severity: Severity
    summary: str
    why: str = ""
    text: str
    markdown: str
    tags: tuple[str, ...] = ()


def format_sarif(report: Report, rules: Mapping[str, RuleHelp]) -> str:
    """Give the report as a SARIF log.

    `rules` are all that ran, by code, so that those that found nothing are there, too. Places are relative to the
    folder of the site, `%SRCROOT%`: a code host takes that for the root of the repository.
    """
    found: list[tuple[Finding, str | None]] = [(finding, None) for finding in report.findings]
    found += [(one.finding, one.reason) for one in report.ignored]
    unknown = {finding.code: _only_named(finding) for finding, _reason in found if finding.code not in rules}
    described = dict(sorted({**rules, **unknown}.items()))
    places = {code: place for place, code in enumerate(described)}
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "site-gen",
                "semanticVersion": site_gen.__version__,
                "rules": [_rule(code, one) for code, one in described.items()],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, places[finding.code], reason) for finding, reason in found],
        "invocations": [
            {
                "executionSuccessful": True,
                "toolConfigurationNotifications": [
                    {
                        "level": "note",
                        "message": {"text": f"not checked: {one.reason}"},
                        "associatedRule": {"id": one.code},
                    }
                    for one in report.not_checked
                ],
            }
        ],
    }
    value = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n"


def fingerprint(finding: Finding) -> str:
    """Give what stays the same of a finding while lines move: rule, file, provider, review and message."""
    parts = (finding.code, finding.path, finding.provider, finding.review, finding.message)
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()


def _only_named(finding: Finding) -> RuleHelp:
    return RuleHelp(
        name=finding.name, severity=finding.severity, summary=finding.name, text=finding.name, markdown=finding.name
    )


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_DESCRIBED else f"{text[: _MOST_DESCRIBED - 1]}…"


def _rule(code: str, one: RuleHelp) -> dict[str, Any]:
    return {
        "id": code,
        "name": "".join(part.capitalize() for part in one.name.split("-")),
        "shortDescription": {"text": _cut(one.summary)},
        "fullDescription": {"text": _cut(one.why or one.summary)},
        "help": {"text": one.text, "markdown": one.markdown},
        "defaultConfiguration": {"level": _LEVELS[one.severity]},
        "properties": {"problem.severity": _PROBLEMS[one.severity], "tags": list(one.tags)},
    }


def _result(finding: Finding, place: int, reason: str | None) -> dict[str, Any]:
    artifact = {"uri": urllib.parse.quote(finding.path), "uriBaseId": "%SRCROOT%"}
    location: dict[str, Any] = {"artifactLocation": artifact}
    if finding.line:
        location["region"] = {"startLine": finding.line, "startColumn": max(1, finding.column)}
    hint = f"\n{finding.hint}" if finding.hint else ""
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": place,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message + hint},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {FINGERPRINT: fingerprint(finding)},
    }
    if reason is not None:
        result["suppressions"] = [{"kind": "external", "justification": reason}]
    return result
