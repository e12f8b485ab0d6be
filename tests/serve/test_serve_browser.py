"""The preview as a person sees it."""

from __future__ import annotations

import shutil

import pytest
from preview_server import serving

PROFILE = "content/providers/ana-diaz.yaml"
CHROMIUM = shutil.which("chromium")


@pytest.fixture(scope="module")
def browser():
    if CHROMIUM is None:
        pytest.skip("no chromium here")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.mark.browser
def test_an_open_page_follows_every_save_and_shows_findings_until_they_are_mended(site, browser):
    folder = site()
    with serving(folder.root) as server:
        page = browser.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        with page.expect_websocket():
            page.goto(f"{server.url}providers/ana-diaz/")

        folder.edit(PROFILE, "looks after teeth", "looks after smiles")
        page.get_by_text("looks after smiles").wait_for()

        folder.edit(PROFILE, "kind: dentist", "kind: dentits")
        page.get_by_text(f"{PROFILE}:2:7").wait_for()
        banner = page.locator("#site-gen-findings")
        assert banner.evaluate("element => getComputedStyle(element).position") == "fixed"
        assert page.get_by_text("looks after smiles").count() == 1
        page.get_by_text("1 finding to mend").click()
        page.get_by_text(f"{PROFILE}:2:7").wait_for(state="hidden")

        folder.edit(PROFILE, "kind: dentits", "kind: dentist")
        banner.wait_for(state="detached")
        assert complaints == []
        page.close()


@pytest.mark.browser
def test_a_page_of_findings_becomes_the_site_once_it_builds(site, browser):
    folder = site()
    folder.edit(PROFILE, "kind: dentist", "kind: dentits")
    with serving(folder.root) as server:
        page = browser.new_page()
        with page.expect_websocket():
            page.goto(f"{server.url}providers/ana-diaz/")
        page.get_by_text("Nothing to show yet: 1 finding to mend").first.wait_for()
        folder.edit(PROFILE, "kind: dentits", "kind: dentist")
        page.get_by_text("looks after teeth").wait_for()
        page.close()
