"""The compliance pack says what was looked at and what came of it, and nothing that a review says."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import re
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

import site_gen
from conftest import AS_OF, REPOSITORY, SiteFolder, review
from report.packs import make_pack_of
from site_gen.check.rules import RULES
from site_gen.errors import UnreadableError, UnwritableError
from site_gen.findings import Finding, Ignored, Severity
from site_gen.pipeline.build import check
from site_gen.pipeline.compliance import write_compliance
from site_gen.pipeline.compliance_outcomes import cover_words
from site_gen.pipeline.reporting import rule_codes
from site_gen.report.compliance.pack import KIND, Outcome, Pack, format_pack, parse_pack
from site_gen.report.compliance.page import format_page
from site_gen.report.head import is_report

WRONG = """\
-- content/providers/ben-ode.yaml --
name: {given: Ben, family: Ode}
kind: dentist
npi: "1234567890"
specialties: [General dentistry]
languages: [en]
locations: [{location: downtown}]
"""
IGNORES = """
checks:
  ignore:
    - {code: SRC005, paths: [content/providers/*], reason: "the registry <b>is wrong</b>", until: 2026-12-31}
    - {code: PRV318, reason: a migration, until: 2026-01-31}
"""
PRIVATE = ("Waited 50 minutes", "M. K.", "Nurse Joy Smith", "Not named", "All lies", "Gentle hands", "Señora", "Pat\n")


def outcome_of(pack: Pack, code: str) -> Outcome:
    return next(rule.outcome for rule in pack.rules if rule.code == code)


def words(page: bytes) -> str:
    return " ".join(BeautifulSoup(page, "html.parser").get_text(" ").split())


def test_a_pack_names_tool_date_site_log_and_policy(sealed_site: SiteFolder, sealed_pack: Pack):
    pack = sealed_pack
    assert (pack.schema, pack.tool, pack.report) == (1, "site-gen", "compliance")
    assert (pack.version, pack.as_of) == (site_gen.__version__, AS_OF.isoformat())
    assert (pack.site.name, pack.site.base_url) == ("Harbor Dental", "https://harbor.example")
    assert (pack.site.jurisdiction, pack.site.covered_entity) == ("US", False)
    origin, size, root = (sealed_site.root / "log/checkpoint").read_text().splitlines()[:3]
    assert pack.log is not None
    assert (pack.log.origin, pack.log.size, pack.log.root) == (origin, int(size), root)
    assert len(base64.b64decode(pack.log.root)) == 32
    policy = (sealed_site.root / "content/policies/review-policy.md").read_bytes()
    assert pack.policy is not None
    assert (pack.policy.version, pack.policy.effective_on) == ("1", "2023-01-01")
    assert (pack.policy.sha256, pack.policy.is_sealed) == (hashlib.sha256(policy).hexdigest(), True)


def test_reviews_are_counted_as_sealed_by_state_and_reason(sealed_pack: Pack):
    counts = sealed_pack.reviews
    assert counts.are_sealed
    assert counts.withheld == {"abusive": 1, "wrong-provider": 1}
    assert (counts.pending, counts.erased, counts.replaced) == (1, 1, 1)
    assert counts.redacted == 2, "a hidden segment and a hidden name"
    assert counts.received == counts.shown + counts.withheld_count + counts.pending + counts.erased
    assert sealed_pack.checked.providers == 3


def test_every_rule_that_runs_is_there_once_with_its_outcome(sealed_pack: Pack):
    codes = [rule.code for rule in sealed_pack.rules]
    assert codes == sorted(set(codes))
    assert rule_codes() <= set(codes)
    assert sum(sealed_pack.outcomes.values()) == len(codes)
    unchecked = {one.code for one in sealed_pack.with_outcome(Outcome.NOT_CHECKED)}
    assert "PRV313" in unchecked, "there is no list of staff to compare with"
    assert all(rule.not_checked for rule in sealed_pack.with_outcome(Outcome.NOT_CHECKED))
    for rule in sealed_pack.with_outcome(Outcome.PASSED):
        assert not rule.findings
        assert not rule.not_checked
        assert not rule.set_aside


def test_every_code_that_a_build_looks_for_is_described():
    described = {rule.code: rule for rule in RULES}
    assert rule_codes() <= described.keys()
    assert all(rule.page and rule.page.strip() and rule.name for rule in described.values())


def test_the_findings_are_those_of_the_check(sealed_site: SiteFolder, sealed_pack: Pack):
    report = check(sealed_site.options())
    assert [(one.code, one.path, one.line) for one in sealed_pack.findings] == [
        (one.code, one.path, one.line) for one in report.findings
    ]
    assert sealed_pack.findings, "near the limit this test would say nothing"


def test_no_review_no_author_and_no_quoted_word_is_in_a_pack(sealed_site: SiteFolder, sealed_page: Path):
    both = sealed_page.read_text() + sealed_page.with_name("compliance.json").read_text()
    for private in PRIVATE:
        assert private not in both
    openings = "".join(path.read_text() for path in (sealed_site.root / "content/reviews").rglob("*.yaml"))
    assert all(private in openings for private in PRIVATE[:-1]), "they are in the files"


@pytest.mark.parametrize(
    ("message", "covered"),
    [
        ('segment 3 is "he said "no"\nand left", logged "he said "yes" once"', 'segment 3 is "…"'),
        ("""the page has "it's", the data 'he said "x" and more'""", 'the page has "…"'),
        ("says 'unbiased' of reviews on the practice's own site", 'says "…" of reviews on the practice\'s own site'),
        ("the author's reply isn't sealed", "the author's reply isn't sealed"),
        ("6 of 9 withheld", "6 of 9 withheld"),
    ],
)
def test_words_that_a_finding_quotes_are_covered(message, covered):
    finding = Finding(path="providers/a/index.html", code="EMB501", name="n", severity=Severity.ERROR, message=message)
    assert cover_words(finding).message == covered
    for path in (
        "content/reviews/a/r-1.yaml",
        "content/authorizations.yaml",
        "content/authorizations/2026.yaml",
        "content/media/fair.yaml",
        "content/invitations/a.yaml",
        "content/team.yaml",
    ):
        assert cover_words(replace(finding, code="SRC002", path=path)).message == covered
    about_settings = replace(finding, code="SRC002", path="site.yaml")
    assert cover_words(about_settings) == about_settings


def test_a_patient_named_in_a_register_or_a_sidecar_is_named_in_no_message_and_no_pack(site):
    who = "Rosa Lopez, rosa.lopez@mail.example, 312-555-0199"
    folder = site(
        "-- content/authorizations.yaml --\nauthorizations:\n"
        f"  - {{reference: '{who}', version: v1, scope: [web], signed_on: 312-555-0199, by: Rosa Lopez (mother)}}\n"
        "  - {reference: a, version: v1, scope: [web], signed_on: 2026-01-02, by: 3125550199, Rosa Lopez: x}\n"
        f"-- content/media/fair.jpg --\n-- content/media/fair.yaml --\npeople: [{{who: Rosa, consent: '{who}'}}]\n"
        f"-- content/invitations/fair.yaml --\nincentive: {who}\n-- content/team.yaml --\nroles: *Rosa\n"
    )
    findings = folder.findings()
    wrong = {finding.path for finding in findings if finding.code in ("SRC001", "SRC002")}
    assert {"content/authorizations.yaml", "content/media/fair.yaml", "content/invitations/fair.yaml"} < wrong
    assert "content/team.yaml" in wrong
    said = (
        " ".join(f"{finding.message} {finding.hint}" for finding in findings)
        + format_pack(make_pack_of(folder)).decode()
    )
    assert not [part for part in ("Rosa", "rosa.lopez", "Lopez", "0199") if part in said]


def test_a_built_site_can_be_looked_at_instead_and_its_words_stay_out(sealed_site: SiteFolder, tmp_path):
    root = tmp_path / "site"
    shutil.copytree(sealed_site.root, root, ignore=shutil.ignore_patterns(".site-gen", "reports"))
    folder = SiteFolder(root)
    public = folder.build().folder
    page = next(file for file in sorted(public.rglob("*.html")) if "Nobody said sorry" in file.read_text())
    page.write_text(page.read_text().replace("Nobody said sorry", "Everybody said sorry"))
    assert make_pack_of(folder).pages == "rendered"
    pack = make_pack_of(folder, built=public)
    assert pack.pages == "folder"
    assert pack.checked.pages > 10
    assert "EMB501" in {finding.code for finding in pack.findings}
    assert "said sorry" in " ".join(finding.message for finding in check(folder.options(built=public)).findings)
    assert "said sorry" not in format_pack(pack).decode()


def test_an_author_named_in_a_finding_is_not_named_in_the_pack(site):
    folder = site(review(1, text="Good.", extra="author: John Doe\nmoderation: {status: published, by: compliance}"))
    pack = make_pack_of(folder)
    assert "PRV318" in {finding.code for finding in pack.findings}
    assert "John Doe" in " ".join(finding.message for finding in folder.findings())
    assert "John Doe" not in format_pack(pack).decode()


def test_a_site_with_errors_gets_its_pack_and_no_rule_passes_over_files_that_did_not_load(site):
    pack = make_pack_of(site(WRONG + review(1, rating=7)))
    assert outcome_of(pack, "SRC002") is Outcome.FINDINGS
    unread = next(rule for rule in pack.rules if rule.code == "RPL701")
    assert unread.outcome is Outcome.NOT_CHECKED
    assert unread.not_checked == ("1 file did not load: content/reviews/ana-diaz/r-000000000001.yaml",)
    passed = {rule.code for rule in pack.with_outcome(Outcome.PASSED)}
    assert passed == {"SRC001", "SRC013", "SRC016"}, "those that look at all files, or at none"


def test_without_a_log_what_needs_one_is_not_checked(site):
    pack = make_pack_of(site(review(1)))
    assert (pack.log, pack.no_log) == (None, "the site has no review log")
    assert not pack.reviews.are_sealed
    assert pack.reviews.shown == 1
    for code in ("INT101", "INT102", "INT103", "INT105", "INT107", "INT111", "INT121", "SRC015"):
        assert outcome_of(pack, code) is Outcome.NOT_CHECKED, code
    assert outcome_of(pack, "SRC005") is Outcome.PASSED
    assert pack.policy is None


def test_a_log_that_does_not_load_is_no_log(sealed_site: SiteFolder, tmp_path):
    root = tmp_path / "site"
    shutil.copytree(sealed_site.root, root, ignore=shutil.ignore_patterns(".site-gen", "reports"))
    (root / "log/checkpoint").write_text("harbor.example/review-log\n3\nAAAA\n\n")
    pack = make_pack_of(SiteFolder(root))
    assert (pack.log, pack.no_log) == (None, "the review log does not load")
    assert outcome_of(pack, "INT105") is Outcome.FINDINGS
    assert outcome_of(pack, "INT102") is Outcome.NOT_CHECKED


def test_a_policy_that_was_changed_and_not_sealed_is_not_the_one_in_force(sealed_site: SiteFolder, tmp_path):
    root = tmp_path / "site"
    shutil.copytree(sealed_site.root, root, ignore=shutil.ignore_patterns(".site-gen", "reports"))
    folder = SiteFolder(root)
    before = make_pack_of(folder)
    folder.edit("content/policies/review-policy.md", 'version: "1"', 'version: "2"')
    pack = make_pack_of(folder)
    assert pack.policy == before.policy
    assert pack.policy is not None
    assert pack.policy.version == "1"
    assert outcome_of(pack, "INT121") is Outcome.FINDINGS


def test_what_is_set_aside_is_listed_with_reason_and_end_and_does_not_pass(site):
    folder = site(WRONG)
    with (folder.root / "site.yaml").open("a") as file:
        file.write(IGNORES)
    pack = make_pack_of(folder)
    ended, active = pack.exclusions
    assert (active.code, active.paths, active.until) == ("SRC005", ("content/providers/*",), "2026-12-31")
    assert (active.findings, active.is_in_force) == (1, True)
    assert (ended.code, ended.findings, ended.is_in_force) == ("PRV318", 0, False)
    assert outcome_of(pack, "SRC005") is Outcome.SET_ASIDE
    assert [one.finding.code for one in pack.ignored] == ["SRC005"]
    assert "SRC016" in {finding.code for finding in pack.findings}, "an order past its end is a finding"


def test_the_index_leads_from_a_law_to_its_rules(sealed_pack: Pack):
    rules = {one.basis: one.rules for one in sealed_pack.bases}
    assert {"MOD201", "MOD204", "PRV303"} <= set(rules["16 CFR 465.7(b)"])
    assert "PRV323" in rules["45 CFR 164.508"]
    assert list(rules) == sorted(rules)


def test_the_same_site_gives_the_same_bytes_anywhere(sealed_site: SiteFolder, sealed_page: Path, tmp_path):
    root = tmp_path / "elsewhere"
    shutil.copytree(sealed_site.root, root, ignore=shutil.ignore_patterns(".site-gen", "reports"))
    write_compliance(SiteFolder(root).options(jobs=2, full=True), tmp_path / "out")
    for name in ("compliance.json", "compliance.html"):
        assert (tmp_path / "out" / name).read_bytes() == sealed_page.with_name(name).read_bytes()


def test_what_is_written_is_what_is_read(sealed_pack: Pack):
    assert parse_pack(format_pack(sealed_pack), "x") == sealed_pack
    assert is_report(format_pack(sealed_pack), KIND)


def test_the_page_is_well_formed_and_says_what_the_data_says(sealed_page: Path, sealed_pack: Pack):
    page = sealed_page.read_bytes()
    etree.fromstring(page)
    html = BeautifulSoup(page, "html.parser")
    rows = {row["id"]: " ".join(row.get_text(" ").split()) for row in html.select("tr[id]")}
    assert list(rows) == [
        rule.code for family in sealed_pack.families for rule in sealed_pack.rules if rule.code.startswith(family)
    ]
    for rule in sealed_pack.rules:
        said = {"passed": "passed", "not-checked": "not checked", "set-aside": "set aside"}.get(rule.outcome, "finding")
        assert said in rows[rule.code], rule.code
        assert all(basis in rows[rule.code] for basis in rule.basis)
    text = words(page)
    assert sealed_pack.log is not None
    for shown in (sealed_pack.log.root, sealed_pack.log.origin, "version 1", "abusive", "no legal advice", "US"):
        assert shown in text
    for finding in sealed_pack.findings:
        assert finding.path in text
    json_file = sealed_page.with_name("compliance.json").read_bytes()
    assert hashlib.sha256(json_file).hexdigest() in text


def test_the_page_needs_nothing_from_elsewhere_and_its_links_lead_somewhere(sealed_page: Path):
    html = BeautifulSoup(sealed_page.read_bytes(), "html.parser")
    assert html.html is not None
    assert html.html["lang"] == "en"
    assert not html.select("script, img, link, iframe, [src], [style]")
    assert "url(" not in sealed_page.read_text()
    ids = [one["id"] for one in html.select("[id]")]
    assert len(ids) == len(set(ids))
    for link in html.select("a[href]"):
        assert str(link["href"])[1:] in ids
    assert [int(one.name[1]) for one in html.select("h1")] == [1]
    levels = [int(one.name[1]) for one in html.select("h1, h2, h3")]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    for table in html.select("table"):
        assert table.select("thead th[scope=col]")
        assert len(table.select("tbody th")) == len(table.select("tbody tr"))


def test_texts_are_escaped_and_control_nothing(sealed_pack: Pack):
    evil = '<script>alert("x")</script>\x1b[2J\x00 & more'
    finding = Finding(
        path=f"site.yaml{evil}", code="SRC010", name="n", severity=Severity.ERROR, message=evil, hint=evil
    )
    rule = replace(sealed_pack.rules[0], code="SRC010", outcome=Outcome.FINDINGS, findings=1, asks=evil)
    pack = replace(
        sealed_pack,
        site=replace(sealed_pack.site, name=evil),
        rules=(rule,),
        bases=(),
        findings=(finding,),
        ignored=(Ignored(finding, evil, "2027-01-01"),),
    )
    page = format_page(pack, b"")
    etree.fromstring(page)
    assert b"<script" not in page
    assert b"&lt;script&gt;" in page
    assert not re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", page)


def test_the_sample_site_has_its_pack(tmp_path):
    for name in ("content", "log"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    shutil.copy(REPOSITORY / "site.yaml", tmp_path)
    pack = make_pack_of(SiteFolder(tmp_path))
    assert pack.site.name == "Harbor Family Health"
    assert pack.log is not None
    assert pack.log.origin == "harbor.example/review-log"
    assert (pack.site.covered_entity, pack.checked.providers) == (True, 16)
    assert not [finding for finding in pack.findings if finding.severity is Severity.ERROR]
    assert outcome_of(pack, "INT102") is Outcome.PASSED
    assert pack.policy is not None
    assert pack.policy.version == "2026-11"
    value = json.loads((tmp_path / "reports/pack/compliance.json").read_text())
    assert value["schema"] == 1
    assert value["rules"][0].keys() >= {"code", "name", "severity", "basis", "since", "outcome", "not_checked"}


@pytest.mark.parametrize("name", ["public", "public/reports", "log/pack", "content/pack"])
def test_a_pack_is_not_written_into_what_is_published_sealed_or_content(site, name):
    folder = site()
    with pytest.raises(UnwritableError, match="no place for a report"):
        write_compliance(folder.options(), folder.root / name)
    assert not (folder.root / name / "compliance.json").exists()


def test_a_pack_is_not_written_into_an_output_that_lies_elsewhere(site, tmp_path):
    folder = site()
    folder.build(out=tmp_path / "www")
    with pytest.raises(UnwritableError, match="what is in www/ is published"):
        write_compliance(folder.options(), tmp_path / "www/audit/november")


def test_a_folder_with_other_files_is_left_alone_and_an_older_pack_is_replaced(site, tmp_path):
    folder = site()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/compliance.json").write_text('{"tool": "another", "report": "compliance", "schema": 1}')
    with pytest.raises(UnwritableError, match="no report of this kind"):
        write_compliance(folder.options(), tmp_path / "mine")
    (tmp_path / "file").write_text("mine")
    with pytest.raises(UnwritableError, match="is not a folder"):
        write_compliance(folder.options(), tmp_path / "file")
    write_compliance(folder.options(), tmp_path / "pack")
    (tmp_path / "pack/notes.txt").write_text("what we decided")
    folder.write(review(1))
    write_compliance(folder.options(), tmp_path / "pack")
    assert parse_pack((tmp_path / "pack/compliance.json").read_bytes(), "x").reviews.received == 1
    assert (tmp_path / "pack/notes.txt").read_text() == "what we decided"


@pytest.mark.parametrize("data", [b"[" * 100_000, b'{"tool": "site-gen", "report": ' + b'{"a":' * 100_000, b"\xff\xfe"])
def test_bytes_that_are_meant_to_hurt_are_our_error(data: bytes):
    with pytest.raises(UnreadableError):
        parse_pack(data, "x.json")


@given(st.binary(max_size=60))
def test_any_bytes_are_a_pack_or_our_error(data: bytes):
    with pytest.raises(UnreadableError):
        parse_pack(data, "x.json")
    assert not is_report(data, KIND)


@pytest.mark.parametrize(
    ("change", "message", "hint"),
    [
        (lambda value: value.update(schema=2), "x.json has schema 2, this site-gen reads 1", "a newer site-gen"),
        (lambda value: value.update(schema=0), "x.json has schema 0, expected 1", "report compliance wrote"),
        (lambda value: value.update(schema="1"), "x.json is not a compliance pack: expected `int`", ""),
        (lambda value: value.update(report="freshness"), "x.json is not a compliance pack", "report compliance wrote"),
        (lambda value: value.update(tool="other"), "x.json is not a compliance pack", ""),
        (lambda value: value.pop("rules"), "x.json is damaged: object missing required field `rules`", "again"),
        (lambda value: value["findings"].append({}), "x.json is damaged", ""),
    ],
)
def test_what_is_not_a_pack_of_this_schema_says_so(sealed_pack: Pack, change, message, hint):
    value = json.loads(format_pack(sealed_pack))
    change(value)
    with pytest.raises(UnreadableError) as caught:
        parse_pack(json.dumps(value).encode(), "x.json")
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_keys_that_a_later_tool_adds_are_passed_over(sealed_pack: Pack):
    value = json.loads(format_pack(sealed_pack))
    value["rules"][0]["added_later"] = value["added_later"] = [1]
    assert parse_pack(json.dumps(value).encode(), "x.json") == sealed_pack
