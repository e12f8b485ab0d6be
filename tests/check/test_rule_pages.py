"""Every rule has its page, and every example on it does what the page says, alone."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from check.examples import line_of, report_on, severity_in
from conftest import EVERYWHERE, REPOSITORY
from site_gen.check.page import page_of
from site_gen.check.rule import Rule
from site_gen.check.rules import RULES
from site_gen.check.scopes import needs_log

FAILS = [(rule, example) for rule in RULES for example in page_of(rule).fails]
PASSES = [(rule, example) for rule in RULES for example in page_of(rule).passes]


def also(example: str) -> list[str]:
    """Give the codes that an example names in a comment: other rules that notice the same."""
    return re.findall(r"[A-Z]{3}[0-9]{3}", "".join(re.findall(r"^# also (.*)$", example, re.MULTILINE)))


def name(value: object) -> str:
    return value.code if isinstance(value, Rule) else ""


@pytest.mark.parametrize(("rule", "example"), FAILS, ids=name)
def test_what_fails_by_the_page_fails_by_this_rule_alone(tmp_path: Path, rule: Rule, example: str):
    root = tmp_path / "site"
    report = report_on(root, example, sealed=needs_log(rule))
    found = {finding.code for finding in report.findings} - (EVERYWHERE - {rule.code})
    assert found == {rule.code, *also(example)}, report.findings
    own = {finding.severity for finding in report.findings if finding.code == rule.code}
    assert severity_in(example, rule.severity) in own
    for finding in report.findings:
        assert finding.path.endswith((".yaml", ".html", ".css")) or finding.path.startswith(("content/", "log/"))
        assert finding.line == 0 or line_of(root, finding).strip(), "a finding points at a line with something in it"


@pytest.mark.parametrize(("rule", "example"), PASSES, ids=name)
def test_what_passes_by_the_page_passes_every_rule(tmp_path: Path, rule: Rule, example: str):
    report = report_on(tmp_path / "site", example, sealed=needs_log(rule))
    assert rule.code not in {finding.code for finding in report.findings}, report.findings


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_a_page_says_what_and_why_and_shows_both_sides(rule: Rule):
    page = page_of(rule)
    assert all((page.summary, page.why, page.fails, page.passes, page.limits))
    assert page.summary.endswith("."), "a sentence"
    assert bool(page.basis) or not rule.basis


def test_rules_stand_in_the_order_of_their_codes_and_are_named_once():
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_a_rule_lies_in_the_file_of_its_name():
    from site_gen.check import rules

    for rule in RULES:
        file = Path(rules.__file__).parent / rule.code[:3].lower() / f"{rule.name.replace('-', '_')}.py"
        assert file.is_file(), file


def test_the_pages_in_the_docs_are_those_of_the_rules():
    done = subprocess.run([sys.executable, "tools/rule_pages.py", "--check"], cwd=REPOSITORY, stderr=subprocess.PIPE)
    assert done.returncode == 0, done.stderr.decode()
