"""The panel of the look: the page changes at once, bad contrast is said, and what is saved is what was seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from conftest import SITE, SiteFolder

from .conftest import MOST_MS, PHONE, eventually
from .test_live_reload import Preview, open_when_ready, previewing

pytestmark = pytest.mark.browser

THEME = """\
-- themes/mine/theme.yaml --
extends: default
color: "#0b6b74"   # the brand
-- themes/mine/static/extra.css --
.foot-note{color:var(--accent)}
@media (prefers-color-scheme:dark){.foot-note{color:#fff}}
"""


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    site = SITE.replace("time_zone:", "theme: mine\ntime_zone:")
    folder = SiteFolder(tmp_path_factory.mktemp("look") / "site").write(site).write(THEME)
    with previewing(folder) as one:
        yield one


def opened(page: Page, preview: Preview) -> Page:
    open_when_ready(page, f"{preview.origin}/providers/ana-diaz/")
    page.get_by_role("button", name="Look", exact=True).click()
    expect(page.get_by_role("button", name="Save")).to_be_visible()
    return page


def accent(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--accent')"))


def test_a_choice_shows_at_once_follows_to_the_next_page_and_is_discarded(
    window: Callable[..., Page], preview: Preview, size: ViewportSize
):
    page = opened(window(viewport=size), preview)
    before = page.evaluate("document.documentElement.className")
    page.get_by_role("radio", name="solid").check()
    page.locator("input[type=color]").fill("#7a3e9d")
    assert "hero-solid" in page.evaluate("[...document.documentElement.classList]")
    assert accent(page) == "#7a3e9d"
    page.goto(f"{preview.origin}/providers/")
    assert accent(page) == "#7a3e9d", "before the panel is there again"
    page.get_by_role("button", name="Discard").click()
    eventually(page, "was => document.documentElement.className === was", before)
    assert accent(page) == "#0b6b74"


def test_too_little_contrast_is_said_for_light_and_for_dark(window: Callable[..., Page], preview: Preview):
    page = opened(window(), preview)
    said = page.locator("#contrast")
    expect(said).to_contain_text("have enough contrast, in light and in dark")
    page.locator("input[type=color]").fill("#f2e6b8")
    expect(said).to_contain_text("Too little contrast on this page")
    expect(said).to_contain_text("light: “")
    expect(said).not_to_contain_text("dark: “")
    page.get_by_role("button", name="Discard").click()
    expect(said).to_contain_text("have enough contrast, in light and in dark")


def test_light_and_dark_are_shown_whatever_the_device_prefers(window: Callable[..., Page], preview: Preview):
    page = opened(window(color_scheme="light"), preview)
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("button", name="Dark").click()
    dark = page.evaluate(ground)
    assert dark != light
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(ground) == dark
    page.get_by_role("button", name="Light").click()
    assert page.evaluate(ground) == light
    page.get_by_role("button", name="Light").click()
    assert page.evaluate(ground) == dark, "as the device prefers"


def test_what_is_saved_is_what_was_seen(window: Callable[..., Page], tmp_path: Path):
    site = SITE.replace("time_zone:", "theme: mine\ntime_zone:")
    with previewing(SiteFolder(tmp_path / "site").write(site).write(THEME)) as preview:
        page = opened(window(viewport=PHONE), preview)
        page.get_by_role("radio", name="serif", exact=True).check()
        page.get_by_role("radio", name="start").check()
        page.locator("input[type=color]").fill("#7a3e9d")
        tried = page.evaluate("document.documentElement.className.split(' ').filter(Boolean).join(' ')")
        with page.expect_navigation(timeout=6 * MOST_MS):
            page.get_by_role("button", name="Save").click()
        written = (preview.folder.root / "themes/mine/theme.yaml").read_text(encoding="utf-8")
        assert written == (
            'extends: default\ncolor: "#7a3e9d"   # the brand\nlayout:\n  font: serif\n  sidebar: start\n'
        )
        eventually(page, "was => document.documentElement.className === was", tried)
        assert page.evaluate("document.documentElement.style.length") == 0
        assert accent(page) == "#7a3e9d"


def test_a_mistake_is_said_in_the_panel_and_nothing_is_written(window: Callable[..., Page], preview: Preview):
    page = opened(window(), preview)
    before = (preview.folder.root / "themes/mine/theme.yaml").read_bytes()
    page.get_by_label("Extends").fill("No Such")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("expected 1 to 80 lower-case letters, digits and hyphens")
    assert (preview.folder.root / "themes/mine/theme.yaml").read_bytes() == before


def test_the_panel_works_from_the_keyboard_and_is_not_on_paper(window: Callable[..., Page], preview: Preview):
    page = window()
    open_when_ready(page, f"{preview.origin}/providers/ana-diaz/")
    page.get_by_role("button", name="Look", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Close")).to_be_focused()
    page.get_by_role("radio", name="round", exact=True).focus()
    page.keyboard.press("ArrowRight")
    assert "corners-soft" in page.evaluate("[...document.documentElement.classList]")
    page.emulate_media(media="print")
    expect(page.get_by_role("region", name="Look")).to_be_hidden()
