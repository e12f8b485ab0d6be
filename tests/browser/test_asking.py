"""Whom to ask on paper, and a prepared response in the clipboard."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from serve.preview_server import serving
from serve.test_responses_page import COMES, THANKS

from conftest import SITE, SiteFolder

from .conftest import PHONE, Open

pytestmark = pytest.mark.browser


def test_on_paper_everybody_stands_under_their_topic_also_beside_an_alert(visit: Open):
    page = visit("/who-to-ask/")
    assert page.locator(".alert").count()
    assert page.locator(".asked >> visible=true").count() == 0
    page.emulate_media(media="print")
    assert page.locator(".asked >> visible=true").count() == page.locator(".asked").count() > 50
    expect(page.locator(".in-emergency .button")).to_be_hidden()


@pytest.fixture
def responses(tmp_path: Path, window: Callable[..., Page]):
    site = SiteFolder(tmp_path / "site").write(SITE).write(THANKS)
    with serving(site.root) as server:
        address = re.search(r"http://\S+", server.line(COMES))[0]
        page = window(viewport=PHONE, permissions=["clipboard-read", "clipboard-write"])
        page.goto(address)
        yield page


def test_a_response_is_filled_for_a_person_and_copied(responses: Page):
    page = responses
    page.get_by_label("Provider").fill("Dr. Diaz")
    page.get_by_label("Question").fill("Is there parking?")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("Filled for Dr. Ana Diaz.")).to_be_visible()
    page.get_by_role("button", name="Copy").first.click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    assert "Dr. Ana Diaz, General dentistry, at (312) 555-0101" in page.evaluate("navigator.clipboard.readText()")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
