"""The report for code hosts: SARIF 2.1.0 (OASIS Standard, 27 March 2020)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

import site_gen
from site_gen.findings import Finding, Report, Severity

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "note"}


def format_sarif(report: Report, summaries: Mapping[str, str]) -> str:
    """Give the report as a SARIF log. `summaries` says in one sentence what each rule asks, by code."""
    found: list[tuple[Finding, str | None]] = [(finding, None) for finding in report.findings]
    found += [(one.finding, one.reason) for one in report.ignored]
    names = {finding.code: finding.name for finding, _reason in found}
    codes = sorted(names)
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "site-gen",
                "semanticVersion": site_gen.__version__,
                "rules": [_rule(code, names[code], summaries.get(code, names[code])) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, codes.index(finding.code), reason) for finding, reason in found],
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


def _rule(code: str, name: str, summary: str) -> dict[str, Any]:
    pascal = "".join(part.capitalize() for part in name.split("-"))
    return {"id": code, "name": pascal, "shortDescription": {"text": summary}}


def _result(finding: Finding, place: int, reason: str | None) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": finding.path.replace(" ", "%20")}}
    if finding.line:
        location["region"] = {"startLine": finding.line, "startColumn": max(1, finding.column)}
    hint = f"\n{finding.hint}" if finding.hint else ""
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": place,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message + hint},
        "locations": [{"physicalLocation": location}],
    }
    if reason is not None:
        result["suppressions"] = [{"kind": "external", "justification": reason}]
    return result
