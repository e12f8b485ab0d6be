"""Every code that anything says has its rule and page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import site_gen
from site_gen.check.gates import blocks_pages
from site_gen.check.rules import RULES
from site_gen.cli.explain import command
from site_gen.findings import Finding, Severity

NAMES = {(rule.code, rule.name) for rule in RULES} | {("SRC002", "wrong-type"), ("SRC002", "missing-key")}
_SAID = re.compile(r"""["']([A-Z]{3}[0-9]{3})["'],\s*(?:name=)?["']([a-z-]+)["']""")


def test_every_code_in_the_source_stands_in_the_registry_by_that_name():
    said = {pair for path in Path(site_gen.__file__).parent.rglob("*.py") for pair in _SAID.findall(path.read_text())}
    assert {("SRC013", "path-escape"), ("INT112", "erasure-incomplete")} <= said <= NAMES


@pytest.mark.parametrize("code", ["INT101", "INT105", "INT107", "INT111", "SRC001", "SRC013", "SRC015", "SRC016"])
def test_what_readers_of_files_find_is_explained_too(code):
    said = CliRunner().invoke(command, [code], standalone_mode=False)
    assert said.exception is None
    assert all(f"{part}:" in said.output for part in ("fails", "passes", "limits"))


def test_nothing_that_is_said_of_texts_that_are_alike_blocks_pages():
    """They are looked for when the pages are made."""
    of_pairs = [rule for rule in RULES if rule.pair is not None]
    assert of_pairs
    for rule in of_pairs:
        assert not blocks_pages(Finding(path="", code=rule.code, name="", severity=Severity.ERROR, message=""))
