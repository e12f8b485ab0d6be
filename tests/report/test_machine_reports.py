"""The report in the forms that programs read: nothing is lost, and nothing in a message breaks the form."""

from __future__ import annotations

import json
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from site_gen.findings import Checked, Finding, Ignored, NotChecked, Report, Severity
from site_gen.report.github import format_github
from site_gen.report.json_report import format_json
from site_gen.report.junit import format_junit
from site_gen.report.sarif import FINGERPRINT, RuleHelp, fingerprint, format_sarif
from site_gen.report.text import format_report

FINDING = Finding(
    path="content/reviews/ana-diaz/r-000000000001.yaml",
    line=7,
    column=3,
    code="INT102",
    name="text-differs",
    severity=Severity.ERROR,
    message="segment 3 is 5 minutes, logged 50 minutes",
    hint="site-gen seal --restore r-000000000001",
    provider="ana-diaz",
    review="r-000000000001",
    basis="16 CFR 255.2(d)",
)
WARNING = Finding(
    path="site.yaml", code="SRC010", name="stale-profile", severity=Severity.WARNING, message="100% old:\r\n<b>, really"
)
REPORT = Report(
    as_of="2026-11-24",
    checked=Checked(providers=1, reviews=2, rules=3),
    findings=(FINDING, WARNING),
    not_checked=(NotChecked("INT117", "no witness is named"),),
    ignored=(Ignored(WARNING, "a migration", "2027-01-31"),),
)
HELP = {
    "INT102": RuleHelp(
        name="text-differs",
        severity=Severity.ERROR,
        summary="The text is the sealed one.",
        why="So that nobody puts words into a patient's mouth.",
        text="The text is the sealed one.",
        markdown="# INT102 text-differs",
        tags=("integrity",),
    ),
    "INT103": RuleHelp(name="clear-field-differs", severity=Severity.ERROR, summary="Same.", text="S", markdown="S"),
}
any_report = st.builds(
    Report,
    as_of=st.just("2026-11-24"),
    findings=st.lists(
        st.builds(
            Finding,
            path=st.text(),
            line=st.integers(0, 99),
            code=st.sampled_from(["INT102", "RPL701"]),
            name=st.just("a-name"),
            severity=st.sampled_from(Severity),
            message=st.text(),
            hint=st.text(),
        )
    ).map(tuple),
    not_checked=st.lists(st.builds(NotChecked, code=st.just("INT117"), reason=st.text())).map(tuple),
)


def test_json_has_every_key_of_the_contract():
    value = json.loads(format_json(REPORT))
    assert (value["schema"], value["tool"], value["as_of"]) == (1, "site-gen", "2026-11-24")
    assert value["checked"] == {"providers": 1, "reviews": 2, "pages": 0, "rules": 3}
    first = value["findings"][0]
    assert first["code"] == "INT102"
    assert (first["line"], first["column"], first["severity"]) == (7, 3, "error")
    assert {"provider", "review", "basis", "hint", "name", "message", "path"} <= first.keys()
    assert value["not_checked"] == [{"code": "INT117", "reason": "no witness is named"}]
    assert value["ignored"][0]["reason"] == "a migration"


def test_sarif_names_rule_level_place_and_what_was_set_aside():
    log = json.loads(format_sarif(REPORT, HELP))
    assert log["version"] == "2.1.0"
    run = log["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [rules[result["ruleIndex"]] for result in run["results"]] == [result["ruleId"] for result in run["results"]]
    error, warning, aside = run["results"]
    assert (error["level"], warning["level"]) == ("error", "warning")
    assert error["locations"][0]["physicalLocation"]["region"] == {"startLine": 7, "startColumn": 3}
    assert "region" not in warning["locations"][0]["physicalLocation"]
    assert aside["suppressions"][0]["justification"] == "a migration"
    assert "suppressions" not in warning
    assert "not checked" in json.dumps(run["invocations"])


def test_sarif_describes_every_rule_that_ran_for_code_scanning():
    driver = json.loads(format_sarif(REPORT, HELP))["runs"][0]["tool"]["driver"]
    rules = {rule["id"]: rule for rule in driver["rules"]}
    assert list(rules) == ["INT102", "INT103", "SRC010"], "those that found nothing too, and one without a page"
    assert rules["INT102"]["help"] == {"text": "The text is the sealed one.", "markdown": "# INT102 text-differs"}
    assert rules["INT102"]["fullDescription"]["text"].startswith("So that nobody")
    assert rules["INT102"]["defaultConfiguration"] == {"level": "error"}
    assert rules["INT102"]["properties"] == {"problem.severity": "error", "tags": ["integrity"]}
    assert "helpUri" not in rules["INT102"], "there is no address at which the page stands"


def test_a_fingerprint_outlives_moved_lines_and_no_other_change():
    moved = replace(FINDING, line=99, column=1, hint="another")
    assert fingerprint(moved) == fingerprint(FINDING)
    for change in ({"code": "INT103"}, {"path": "a"}, {"review": "r-2"}, {"message": "b"}, {"provider": "c"}):
        assert fingerprint(replace(FINDING, **change)) != fingerprint(FINDING)
    result = json.loads(format_sarif(REPORT, HELP))["runs"][0]["results"][0]
    assert result["partialFingerprints"] == {FINGERPRINT: fingerprint(FINDING)}


def test_junit_fails_skips_and_passes_by_rule():
    suites = ElementTree.fromstring(format_junit(REPORT, ["INT102", "INT103", "SRC010"]))
    cases = {case.get("name"): case for case in suites.iter("testcase")}
    assert cases["INT102"].find("failure") is not None
    assert cases["INT103"].find("*") is None
    assert cases["INT117"].find("skipped") is not None
    assert cases["SRC010"].find("failure") is None
    assert "100% old" in (cases["SRC010"].findtext("system-out") or "")
    assert {suite.get("name"): suite.get("failures") for suite in suites} == {"INT": "1", "SRC": "0"}


def test_github_shows_each_finding_at_its_line():
    lines = format_github(REPORT).splitlines()
    assert lines[0].startswith(f"::error file={FINDING.path},line=7,col=3,title=INT102 text-differs::segment 3")
    assert "%0Asite-gen seal" in lines[0]
    assert lines[1] == "::warning file=site.yaml,title=SRC010 stale-profile::100%25 old:%0D%0A<b>, really"
    assert lines[2] == "::notice title=INT117::not checked: no witness is named"


def test_text_ends_with_what_was_looked_at_and_found():
    lines = format_report(REPORT).splitlines()
    assert lines[-1] == "2 reviews, 1 provider, 3 rules: 1 error, 1 warning, 1 not checked, 1 set aside"
    assert "set aside until 2027-01-31: site.yaml: SRC010: 100% old:" in "\n".join(lines)


@given(any_report)
def test_whatever_a_message_says_every_form_can_be_read(report: Report):
    json.loads(format_json(report))
    json.loads(format_sarif(report, {}))
    ElementTree.fromstring(format_junit(report, []).encode())
    assert len(format_github(report).splitlines()) >= len(report.findings)
