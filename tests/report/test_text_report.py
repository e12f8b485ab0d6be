"""The report for people says everything, or in a brief one the first of everything and how much more there is."""

from __future__ import annotations

from site_gen.findings import Finding, Report, Severity, sorted_findings
from site_gen.report.text import format_report


def finding(code: str, severity: Severity, number: int) -> Finding:
    path = f"content/reviews/a/r-{number:012}.yaml"
    return Finding(path=path, code=code, name="some-rule", severity=severity, message=f"number {number} is wrong")


MANY = Report(
    as_of="2026-11-24",
    findings=sorted_findings(
        [finding("RPL708", Severity.WARNING, number) for number in range(13)]
        + [finding("INT102", Severity.ERROR, number) for number in range(13)]
        + [finding("MOD202", Severity.NOTICE, number) for number in range(10)]
    ),
)


def test_a_brief_report_has_every_error_and_the_first_ten_of_each_other_rule():
    text = format_report(MANY, brief=True)
    assert text.count("INT102 some-rule") == 13
    assert text.count("RPL708 some-rule") == 10
    assert text.count("MOD202 some-rule") == 10
    assert "RPL708: 3 more, which site-gen check --select RPL708 lists\n" in text
    assert "MOD202:" not in text
    assert text.endswith("13 errors, 13 warnings, 10 notices\n")


def test_the_whole_report_leaves_nothing_out():
    text = format_report(MANY)
    assert text.count("RPL708 some-rule") == 13
    assert "more, which" not in text
