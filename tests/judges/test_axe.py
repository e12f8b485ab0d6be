"""What axe-core says: WCAG 2.0 to 2.2 A and AA and best practice, on every page kind, however it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser.conftest import copy_sample, hosted
from browser.test_alerts import ALERTS
from browser.test_page_quality import UNFOLD
from playwright.sync_api import Page as Window
from playwright.sync_api import ViewportSize

from conftest import SITE, SiteFolder, review

from .conftest import Sample, one_of_each_kind

pytestmark = pytest.mark.browser

Axe = Callable[[Window], dict[str, Any]]
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
NARROW: ViewportSize = {"width": 320, "height": 640}
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
def axe(packages: Path) -> Axe:
    """Give a function that asks axe-core about the page in a window, with everything unfolded."""
    source = (packages / "axe-core/axe.min.js").read_text(encoding="utf-8")

    def ask(window: Window) -> dict[str, Any]:
        window.evaluate(UNFOLD)
        window.evaluate(source)
        found: dict[str, Any] = window.evaluate(RUN, list(TAGS))
        return found

    return ask


@pytest.fixture(scope="module")
def right_to_left(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    """Give the sample in English and Arabic."""
    folder = copy_sample(tmp_path_factory.mktemp("right-to-left") / "sample")
    folder.edit("site.yaml", "languages: [en, es]", "languages: [en, ar]")
    out = folder.build().folder
    with hosted(out) as origin:
        yield Sample(folder, out, origin)


Violations = dict[str, list[str]]


def violations(page: Window, site: Sample, axe: Axe, language: str) -> Violations:
    """Give what axe-core finds on one page of each kind, by path."""
    found = {}
    for one in one_of_each_kind(site.out, language):
        page.goto(site.origin + one.path)
        answer = axe(page)
        assert answer["passed"] > 15, one.path
        found[one.path] = answer["violations"]
    return {path: said for path, said in found.items() if said}


@pytest.mark.parametrize("look", LOOKS)
def test_no_kind_of_page_has_a_violation(window: Callable[..., Window], sample: Sample, axe: Axe, look: str):
    language, options = LOOKS[look]
    assert violations(window(**options), sample, axe, language) == {}


def test_from_right_to_left_no_kind_of_page_has_a_violation_or_scrolls_sideways(
    window: Callable[..., Window], right_to_left: Sample, axe: Axe
):
    page = window(viewport=NARROW)
    assert violations(page, right_to_left, axe, "ar") == {}
    for one in one_of_each_kind(right_to_left.out, "ar"):
        page.goto(right_to_left.origin + one.path)
        assert page.evaluate("[document.dir, document.documentElement.scrollWidth]") == ["rtl", 320], one.path


@pytest.mark.parametrize("look", [*LOOKS, "from right to left"])
def test_alerts_of_every_kind_have_no_violation(window: Callable[..., Window], tmp_path: Path, axe: Axe, look: str):
    language, options = LOOKS.get(look, ("ar", {}))
    folder = SiteFolder(tmp_path / "site").write(SITE).write(ALERTS + review(1))
    folder.edit("site.yaml", "time_zone", f"languages: [{language}]\ntime_zone")
    page = window(**options)
    with hosted(folder.build().folder) as origin:
        for path in ("/", "/providers/ana-diaz/"):
            page.goto(origin + path)
            assert page.locator(".alert").count() == 3
            assert axe(page)["violations"] == [], path


def test_axe_finds_what_is_wrong(window: Callable[..., Window], axe: Axe):
    page = window()
    page.set_content('<html><main><h1 style="color:#999">One</h1><img src="data:,"><a href="#"></a></main></html>')
    found = {one.split("\n")[0] for one in axe(page)["violations"]}
    assert {"html-has-lang", "image-alt", "link-name", "color-contrast", "document-title"} <= found
