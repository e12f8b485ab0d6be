"""What `site-gen check --format sarif` writes is SARIF 2.1.0: the model is generated from the schema of OASIS.

Unlike a schema in this repository it comes with a licence of its own, as a package that only tests need. A log that
breaks the schema is refused, which is tested, too.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from typing import Any

import pytest
from fluidattacks_core.sarif import SarifLog

from conftest import AS_OF, REPOSITORY, SiteFolder, review
from site_gen.cli.main import run

CONFIRMS = (
    "moderation: {status: published, decided_at: 2026-03-12T12:00:00Z, by: compliance}\n"
    "reply: {status: published, published_at: 2026-03-20T12:00:00Z, approved_by: compliance, "
    "text: 'Thank you for being our patient. Your root canal went well.'}"
)
MANY = (
    review(1, rating=7)
    + review(2, rating=1, text="Waited.", extra=CONFIRMS)
    + review(3, text="As an AI language model, I had a good visit.")
    + """\
-- site.yaml --
name: Harbor Dental
base_url: https://harbor.example
organization: {type: Dentist, phone: "+13125550100"}
time_zone: America/Chicago
covered_entity: true
checks:
  ignore:
    - {code: PRV323, reason: the forms are being collected, until: 2026-12-31}
    - {code: PRV318, reason: nothing of the kind, until: 2026-01-31}
-- content/locations/lake.yaml --
name: Lake
address: {street: 2 Lake Street, locality: Chicago}
phone: "+13125550102"
-- content/providers/ben-ode.yaml --
name: {given: Ben, family: Ode}
kind: dentist
npi: "1234567890"
specialties: [General dentistry]
languages: [en]
locations: [{location: nowhere}]
"""
)


def sarif_of(folder: SiteFolder, capsys: pytest.CaptureFixture[str]) -> str:
    code = run(
        ["-C", str(folder.root), "check", "--format", "sarif", "--as-of", AS_OF.isoformat(), "--jobs", "1"],
    )
    assert code in (0, 1)
    return capsys.readouterr().out


@pytest.fixture
def many(site: Callable[[str], SiteFolder], capsys: pytest.CaptureFixture[str]) -> str:
    folder = site(MANY)
    (folder.root / "content/pages").mkdir()
    (folder.root / "content/pages/My page.md").write_text("---\ntitle: A name with a space\n---\n")
    return sarif_of(folder, capsys)


def test_the_sample_site_validates(tmp_path, capsys):
    for name in ("content", "log"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    shutil.copy(REPOSITORY / "site.yaml", tmp_path)
    log = SarifLog.model_validate_json(sarif_of(SiteFolder(tmp_path), capsys), strict=True)
    assert log.runs[0].results, "the sample has findings"


def test_a_site_with_many_findings_validates(many: str):
    SarifLog.model_validate_json(many, strict=True)
    run_value = json.loads(many)["runs"][0]
    codes = {result["ruleId"] for result in run_value["results"]}
    assert codes >= {"SRC001", "SRC002", "SRC003", "SRC005", "SRC009", "SRC016"}, codes
    assert {result["level"] for result in run_value["results"]} >= {"error", "warning"}
    assert any("suppressions" in result for result in run_value["results"])


def test_places_are_addresses_relative_to_the_site(many: str):
    results = json.loads(many)["runs"][0]["results"]
    places = [result["locations"][0]["physicalLocation"]["artifactLocation"] for result in results]
    assert {place["uriBaseId"] for place in places} == {"%SRCROOT%"}
    assert "content/pages/My%20page.md" in {place["uri"] for place in places}
    assert not any(place["uri"].startswith("/") or ":" in place["uri"] for place in places)


def test_every_rule_has_what_code_scanning_shows(many: str):
    rules = json.loads(many)["runs"][0]["tool"]["driver"]["rules"]
    assert len(rules) > 60
    for rule in rules:
        texts = [rule["shortDescription"]["text"], rule["fullDescription"]["text"]]
        assert all(0 < len(text) <= 1024 for text in texts), rule["id"]
        assert rule["help"]["text"]
        assert rule["help"]["markdown"].startswith(f"# {rule['id']} ")
        assert 1 <= len(rule["properties"]["tags"]) <= 10


def _first(log: dict[str, Any]) -> dict[str, Any]:
    result: dict[str, Any] = log["runs"][0]["results"][0]
    return result


BREAKS: dict[str, Callable[[dict[str, Any]], object]] = {
    "another version": lambda log: log.update(version="2.0.0"),
    "no tool": lambda log: log["runs"][0].pop("tool"),
    "no driver name": lambda log: log["runs"][0]["tool"]["driver"].pop("name"),
    "an unknown key": lambda log: log["runs"][0].update(resultz=[]),
    "a result without a message": lambda log: _first(log).pop("message"),
    "an empty message": lambda log: _first(log).update(message={}),
    "an unknown level": lambda log: _first(log).update(level="severe"),
    "a rule index in words": lambda log: _first(log).update(ruleIndex="0"),
    "a line that is nought": lambda log: _first(log)["locations"][0]["physicalLocation"].update(
        region={"startLine": 0}
    ),
    "an unknown suppression": lambda log: _first(log).update(suppressions=[{"kind": "whim"}]),
    "a fingerprint that is a number": lambda log: _first(log).update(partialFingerprints={"a/v1": 1}),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_log_that_breaks_the_schema_is_refused(many: str, name: str):
    log = json.loads(many)
    BREAKS[name](log)
    with pytest.raises(ValueError, match="validation error"):
        SarifLog.model_validate_json(json.dumps(log), strict=True)
