"""The report for GitHub Actions: one workflow command a finding, which the page of a pull request shows at its line."""

from __future__ import annotations

from site_gen.findings import Finding, Report, Severity
from site_gen.report.text import summary

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "notice"}


def format_github(report: Report) -> str:
    """Give the report as workflow commands, then the line that counts."""
    lines = [_command(finding) for finding in report.findings]
    lines += [
        f"::notice title={_property(', '.join(codes))}::not checked: {_data(reason)}"
        for reason, codes in report.reasons.items()
    ]
    return "\n".join([*lines, summary(report)]) + "\n"


def _command(finding: Finding) -> str:
    place = [f"file={_property(finding.path)}"]
    if finding.line:
        place += [f"line={finding.line}", f"col={max(1, finding.column)}"]
    place.append(f"title={_property(f'{finding.code} {finding.name}')}")
    hint = f"\n{finding.hint}" if finding.hint else ""
    return f"::{_COMMANDS[finding.severity]} {','.join(place)}::{_data(finding.message + hint)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
