"""Editors find a schema for every YAML file of a new site, and it accepts what stands there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from guides import DOCS, blocks
from jsonschema import Draft7Validator

from site_gen.cli.main import run
from site_gen.load.schema import KINDS
from site_gen.load.yaml_reader import read_nodes, read_plain

_NOT_THERE_YET = ("alert", "audiences", "authorizations", "channels", "import", "media", "team", "theme")
LINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")


@pytest.fixture
def new_site(tmp_path, monkeypatch):
    """A new site with one more of everything that `new` makes, never built."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    assert run(["init", "my-site"]) == 0
    invitation = ["invitation", "October", "--link", "https://forms.example/x"]
    for arguments in (["location", "Lakeview"], ["provider", "Ana Diaz"], invitation):
        assert run(["-C", "my-site", "new", *arguments]) == 0
    return tmp_path / "my-site"


def test_every_file_names_a_schema_that_is_there_and_accepts_it(new_site):
    files = [file for file in new_site.rglob("*.yaml") if ".site-gen" not in file.parts]
    assert len(files) == 7
    for file in files:
        line = LINE.match(file.read_text(encoding="utf-8"))
        assert line is not None, file
        schema = json.loads((file.parent / line[1]).read_text(encoding="utf-8"))
        assert [error.message for error in Draft7Validator(schema).iter_errors(read_plain(file.read_bytes()))] == []


def test_a_mistake_is_marked_in_words(new_site):
    file = new_site / "content" / "providers" / "ana-diaz.yaml"
    schema = json.loads((new_site / ".site-gen" / "schemas" / "provider.json").read_text(encoding="utf-8"))
    changed = read_plain(file.read_bytes()) | {"npi": "12"}
    (error,) = Draft7Validator(schema).iter_errors(changed)
    assert error.context
    told = [one.schema["patternErrorMessage"] for one in error.context if "patternErrorMessage" in one.schema]
    assert told == ["expected a National Provider Identifier of ten digits, quoted"]


def test_the_settings_for_an_editor_name_schemas_that_there_are_and_match_files(new_site):
    (settings,) = [block for block in blocks(DOCS / "guide" / "editors.md") if block.language == "json"]
    for schema, patterns in json.loads(settings.text)["yaml.schemas"].items():
        assert Path(schema).stem in KINDS
        assert (new_site / schema).is_file()
        for pattern in [patterns] if isinstance(patterns, str) else patterns:
            kind = Path(schema).stem
            assert kind in _NOT_THERE_YET or list(new_site.glob(pattern.removeprefix("/"))), pattern


YAML = [
    pytest.param(block.text, id=f"{page.name}:{block.line}")
    for page in sorted(DOCS.glob("guide/*.md"))
    for block in blocks(page)
    if block.language == "yaml"
]


@pytest.mark.parametrize("text", YAML)
def test_the_yaml_of_the_guides_reads(text):
    assert text.startswith("# yaml-language-server") or read_nodes(text.encode()).value
