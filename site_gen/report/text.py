"""The report for people: place, rule, message and hint of each finding, then what was looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from textwrap import fill

from site_gen.findings import Finding, Ignored, Report, Severity, count_of

Paint = Callable[[str, str], str]
"""Gives a text in a colour named red, yellow, blue, cyan or bold, or as it is."""


def plain(text: str, color: str) -> str:
    """Give the text without colour."""
    return text


_WIDTH = 120
_MOST_OF_A_RULE = 10
_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "blue"}


def format_report(report: Report, paint: Paint = plain, *, brief: bool = False) -> str:
    """Give the whole report, one line feed after each line; the last line counts.

    A `brief` one only counts what was not checked, and of many warnings and notices of one rule all but the first:
    `site-gen check` says the rest.
    """
    shown, more = _first_of_each(report.findings) if brief else (report.findings, {})
    lines = [format_finding(finding, paint) for finding in shown]
    lines += [f"{code}: {count:,} more, which site-gen check --select {code} lists\n" for code, count in more.items()]
    if not brief:
        lines += [_unchecked(codes, reason) for reason, codes in report.reasons.items()]
    lines += [_set_aside(one) for one in report.ignored]
    return "".join([*lines, f"{summary(report)}\n"])


def format_finding(finding: Finding, paint: Paint = plain) -> str:
    """Give one finding: `path:line:column: CODE name`, then message and hint indented by two."""
    place = ":".join([finding.path, *(str(number) for number in (finding.line, finding.column) if number)])
    head = f"{paint(place, 'bold')}: {paint(finding.code, _COLORS[finding.severity])} {finding.name}"
    if finding.severity is not Severity.ERROR:
        head += f" ({finding.severity})"
    hint = f"  hint: {finding.hint}\n" if finding.hint else ""
    message = finding.message.replace("\n", "\n  ")
    return f"{head}\n  {message}\n{hint}"


def summary(report: Report) -> str:
    """Say in one line what was looked at and what was found."""
    checked = report.checked
    counts = Counter(finding.severity for finding in report.findings)
    looked = [count_of(checked.reviews, "review"), count_of(checked.providers, "provider")]
    looked += [count_of(checked.pages, "page")] if checked.pages else []
    found = [count_of(counts[Severity.ERROR], "error"), count_of(counts[Severity.WARNING], "warning")]
    found += [count_of(counts[Severity.NOTICE], "notice")] if counts[Severity.NOTICE] else []
    found += [f"{len(report.not_checked)} not checked"] if report.not_checked else []
    found += [f"{len(report.ignored)} set aside"] if report.ignored else []
    return f"{', '.join([*looked, count_of(checked.rules, 'rule')])}: {', '.join(found)}"


def _first_of_each(findings: Iterable[Finding]) -> tuple[list[Finding], dict[str, int]]:
    """Give all errors, the first of everything else by rule, and how many more there are of it."""
    seen: Counter[str] = Counter()
    shown = []
    for finding in findings:
        if finding.severity is not Severity.ERROR:
            seen[finding.code] += 1
        if finding.severity is Severity.ERROR or seen[finding.code] <= _MOST_OF_A_RULE:
            shown.append(finding)
    return shown, {code: count - _MOST_OF_A_RULE for code, count in sorted(seen.items()) if count > _MOST_OF_A_RULE}


def _unchecked(codes: tuple[str, ...], reason: str) -> str:
    text = f"not checked: {', '.join(codes)}: {reason}"
    return fill(text, _WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False) + "\n"


def _set_aside(one: Ignored) -> str:
    finding = one.finding
    return f"set aside until {one.until}: {finding.path}: {finding.code}: {finding.message} ({one.reason})\n"
