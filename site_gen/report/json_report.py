"""The report for programs: JSON, versioned; keys as in `formats.md`, "Report"."""

from __future__ import annotations

from typing import Any

import msgspec

import site_gen
from site_gen.findings import Finding, Report

SCHEMA = 1
"""Grows when a key changes its meaning or goes; new keys may come without it."""


def format_json(report: Report) -> str:
    """Give the report as one JSON object, findings in the order of every report."""
    value = {
        "schema": SCHEMA,
        "tool": "site-gen",
        "version": site_gen.__version__,
        "as_of": report.as_of,
        "checked": msgspec.structs.asdict(report.checked),
        "findings": [finding_value(finding) for finding in report.findings],
        "not_checked": [msgspec.structs.asdict(one) for one in report.not_checked],
        "ignored": [{**finding_value(one.finding), "reason": one.reason, "until": one.until} for one in report.ignored],
    }
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n"


def finding_value(finding: Finding) -> dict[str, Any]:
    """Give a finding as JSON has it."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": str(finding.severity),
        "message": finding.message,
        "hint": finding.hint,
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "provider": finding.provider,
        "review": finding.review,
        "basis": finding.basis,
    }
