"""A profile and a location on paper: the code leads back, and a profile takes one sheet."""

from __future__ import annotations

import io
import re

import pytest
import zxingcpp
from PIL import Image

from .conftest import Open, Sample

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", ["/providers/amara-okafor/", "/es/providers/amara-okafor/", "/locations/downtown/"])
def test_the_code_is_on_paper_alone_and_leads_to_the_page(visit: Open, path: str):
    page = visit(path)
    code = page.locator(".paper svg")
    assert not code.is_visible()
    page.emulate_media(media="print", color_scheme="light")
    assert code.is_visible()
    assert page.locator(".paper").inner_text() == f"https://harbor.example{path}"
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(page.screenshot(full_page=True))))
    assert found.text == f"https://harbor.example{path}"


@pytest.mark.parametrize("language", ["", "/es"])
def test_every_profile_prints_on_one_sheet(visit: Open, sample: Sample, language: str):
    page = visit(f"{language}/")
    sheets = {}
    for profile in sorted((sample.folder.root / "content/providers").glob("*.yaml")):
        page.goto(f"{sample.origin}{language}/providers/{profile.stem}/")
        printed = page.pdf(prefer_css_page_size=True, format="Letter")
        sheets[profile.stem] = len(re.findall(rb"/Type /Page\b", printed))
    assert len(sheets) > 10
    assert {name: count for name, count in sheets.items() if count != 1} == {}


def test_the_sheet_of_a_profile_has_where_to_call_and_go_and_nothing_to_press(visit: Open):
    page = visit("/providers/amara-okafor/")
    page.emulate_media(media="print")
    for gone in (".actions", ".site-nav", ".jump", ".reviews", ".crumbs"):
        assert not any(one.is_visible() for one in page.locator(gone).all()), gone
    side = page.locator(".side").inner_text()
    assert "(312) 555-0142" in side
    assert "418 North Harborlight Avenue, Suite 300" in side


def test_a_page_that_nobody_takes_along_has_no_code(visit: Open):
    assert visit("/find/").locator(".paper").count() == 0
