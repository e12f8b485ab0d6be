"""Which errors keep an output from being published."""

from __future__ import annotations

import pytest

from site_gen.check.gates import may_be_published
from site_gen.findings import Finding, Report, Severity


def report(*codes: str, severity: Severity = Severity.ERROR) -> Report:
    found = (Finding(path="content/x", code=code, name="x", severity=severity, message="x") for code in codes)
    return Report(as_of="2026-11-24", findings=tuple(found))


@pytest.mark.parametrize("code", ["MED951", "ALR941", "CNT904", "CAL931", "RSP911", "POL962"])
def test_an_error_about_what_was_left_out_keeps_nothing_back(code: str):
    assert may_be_published(report(code))


@pytest.mark.parametrize(
    "code", ["RPL701", "POL961", "PRV301", "MOD201", "AUD921", "SRC003", "INT102", "PAG851", "NAP801"]
)
def test_any_other_error_does_beside_it_too(code: str):
    assert not may_be_published(report("MED951", code))
    assert may_be_published(report(code, severity=Severity.WARNING))
