"""What axe-core says: WCAG 2.0 to 2.2 A and AA and best practice, on every page kind, however it is looked at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page as Window

from browser.test_page_quality import UNFOLD

from .conftest import Sample, one_of_each_kind

pytestmark = pytest.mark.browser

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
NARROW = {"width": 320, "height": 640}
LOOKS: dict[str, tuple[str, dict[str, Any]]] = {
    "light": ("en", {}),
    "dark": ("en", {"color_scheme": "dark"}),
    "narrow": ("en", {"viewport": NARROW, "has_touch": True, "is_mobile": True}),
    "forced colors": ("en", {"forced_colors": "active"}),
    "Spanish": ("es", {}),
}
RUN = """tags => axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations", "passes"]}).then(
  found => ({passed: found.passes.length, violations: found.violations.map(one =>
    [one.id, ...one.nodes.slice(0, 3).map(node => `${node.target}: ${node.failureSummary}`)].join("\\n"))}))"""


@pytest.fixture(scope="session")
def axe(packages: Path) -> Callable[[Window], dict[str, Any]]:
    """Give a function that asks axe-core about the page in a window, with everything unfolded."""
    source = (packages / "axe-core/axe.min.js").read_text(encoding="utf-8")

    def ask(window: Window) -> dict[str, Any]:
        window.evaluate(UNFOLD)
        window.evaluate(source)
        found: dict[str, Any] = window.evaluate(RUN, list(TAGS))
        return found

    return ask


@pytest.mark.parametrize("look", LOOKS)
def test_no_kind_of_page_has_a_violation(
    window: Callable[..., Window], sample: Sample, axe: Callable[[Window], dict[str, Any]], look: str
):
    language, options = LOOKS[look]
    page = window(base_url=sample.origin, **options)
    found = {}
    for one in one_of_each_kind(sample.out, language):
        page.goto(one.path)
        answer = axe(page)
        assert answer["passed"] > 15, one.path
        found[one.path] = answer["violations"]
    assert {path: violations for path, violations in found.items() if violations} == {}
