"""What html-validate says, by its presets `recommended` and `a11y`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from .conftest import Sample, pages_of


def test_no_page_breaks_a_rule(ask: Callable[..., Any], sample: Sample):
    answer = ask("html_validate.mjs", sample.out)
    assert answer["said"] == []
    assert answer["files"] >= len(pages_of(sample.out)) > 300


def test_a_page_that_breaks_rules_is_found(ask: Callable[..., Any], tmp_path: Path):
    head = '<!doctype html><html lang="en"><head><title>One</title></head>'
    page = f"{head}<body><h1>One</h1><img src='a.png'><button>Three</button></body></html>"
    (tmp_path / "wrong.html").write_text(page, encoding="utf-8")
    rules = {one["rule"] for one in ask("html_validate.mjs", tmp_path)["said"]}
    assert {"no-implicit-button-type", "wcag/h37"} <= rules
