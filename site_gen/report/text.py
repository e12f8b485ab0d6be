"""The report for people: place, rule, message and hint of each finding, then what was looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from site_gen.findings import Checked, Finding, Report, Severity

Paint = Callable[[str, str], str]
"""Gives a text in a colour named red, yellow, blue, cyan or bold, or as it is."""


def plain(text: str, color: str) -> str:
    """Give the text without colour."""
    return text


_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "blue"}


def format_report(report: Report, paint: Paint = plain) -> str:
    """Give the whole report, one line feed after each line; the last line counts."""
    lines = [format_finding(finding, paint) for finding in report.findings]
    lines += [f"not checked: {one.code}: {one.reason}\n" for one in report.not_checked]
    return "".join([*lines, f"{summary(report.checked, report.findings)}\n"])


def format_finding(finding: Finding, paint: Paint = plain) -> str:
    """Give one finding: `path:line:column: CODE name`, then message and hint indented by two."""
    place = ":".join([finding.path, *(str(number) for number in (finding.line, finding.column) if number)])
    head = f"{paint(place, 'bold')}: {paint(finding.code, _COLORS[finding.severity])} {finding.name}"
    if finding.severity is not Severity.ERROR:
        head += f" ({finding.severity})"
    hint = f"  hint: {finding.hint}\n" if finding.hint else ""
    return f"{head}\n  {finding.message}\n{hint}"


def summary(checked: Checked, findings: Sequence[Finding]) -> str:
    """Say in one line what was looked at and what was found."""
    counts = Counter(finding.severity for finding in findings)
    found = ", ".join(count_of(counts[severity], severity) for severity in Severity if counts[severity])
    looked = f"{count_of(checked.providers, 'provider')}, {count_of(checked.reviews, 'review')}"
    return f"checked {looked} by {count_of(checked.rules, 'rule')}: {found or 'no findings'}"


def count_of(count: int, word: str) -> str:
    """Give `1 page`, `1,234 pages`."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"
