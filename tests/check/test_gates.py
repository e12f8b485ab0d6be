"""Which errors keep an output from being published."""

from __future__ import annotations

import pytest

from site_gen.check.gates import may_be_published
from site_gen.findings import Finding, Report, Severity


def report(*codes: str, severity: Severity = Severity.ERROR, review: str = "") -> Report:
    found = (
        Finding(path="content/x", code=code, name="x", severity=severity, message="x", review=review) for code in codes
    )
    return Report(as_of="2026-11-24", findings=tuple(found))


@pytest.mark.parametrize("code", ["MED951", "ALR941", "CNT904", "CAL931", "RSP911", "POL962", "RPL701"])
def test_an_error_about_what_was_left_out_keeps_nothing_back(code: str):
    assert may_be_published(report(code))


def test_an_error_about_a_reply_keeps_everything_back_since_it_may_be_in_the_log():
    assert not may_be_published(report("RPL701", review="r-aaaaaaaaaaa1"))


@pytest.mark.parametrize("code", ["POL961", "PRV301", "MOD201", "AUD921", "SRC003", "INT102", "PAG851", "NAP801"])
def test_any_other_error_does_beside_it_too(code: str):
    assert not may_be_published(report("MED951", code))
    assert may_be_published(report(code, severity=Severity.WARNING))
