"""Printed cards as they come out of the browser: nothing overlaps, nothing is cut, one sheet of paper each."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from conftest import AS_OF
from site_gen.pipeline.options import BuildOptions
from site_gen.pipeline.review_cards import CardOptions, write_cards

from .conftest import Sample

pytestmark = pytest.mark.browser

OVERLAPS = """() => [...document.querySelectorAll(".card")].flatMap(card => {
  const frame = card.getBoundingClientRect();
  const parts = [...card.children].map(part => [part.getAttribute("class"), part.getBoundingClientRect()]);
  const out = parts.filter(([, a]) => a.left < frame.left || a.right > frame.right || a.top < frame.top ||
    a.bottom > frame.bottom);
  const over = parts.flatMap(([name, a], place) => parts.slice(place + 1).filter(([, b]) => a.left < b.right - 1 &&
    b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1).map(([other]) => `${name} over ${other}`));
  return [...out.map(([name]) => `${name} out of its card`), ...over];
})"""
LONG_NAMES = """() => {
  document.querySelector(".sheet").classList.add("long");
  for (const card of document.querySelectorAll(".card")) {
    card.querySelector(".who strong").textContent = "Northwestern Regional Medical Group and Health System of Chicago";
    card.querySelector(".who span").textContent = "Harbor Riverside Dental and Eye Center at Old Mill Crossing";
  }
}"""
WIDER = """() => document.querySelector(".who strong").textContent = "Word ".repeat(80)"""


@pytest.fixture
def sheets(sample: Sample, tmp_path: Path) -> Path:
    options = BuildOptions(root=sample.folder.root, out=sample.out, as_of=AS_OF)
    write_cards(options, CardOptions(), tmp_path / "letter")
    write_cards(options, CardOptions(paper="a4", languages=("es",)), tmp_path / "a4")
    return tmp_path


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_on_a_card_nothing_overlaps_and_nothing_is_cut(browser: Browser, sheets: Path, paper: str):
    page = browser.new_page()
    page.goto((sheets / paper / "downtown.html").as_uri())
    for media in ("screen", "print"):
        page.emulate_media(media=media)  # type: ignore[arg-type]
        assert page.evaluate(OVERLAPS) == []
    page.evaluate(LONG_NAMES)
    assert page.evaluate(OVERLAPS) == []
    page.evaluate(WIDER)
    assert page.evaluate(OVERLAPS) != [], "the measuring finds a name that is too long"
    page.close()


@pytest.mark.parametrize(("paper", "box"), [("letter", (612, 792)), ("a4", (595, 842))])
def test_a_sheet_prints_on_one_page_of_its_paper(browser: Browser, sheets: Path, paper: str, box: tuple[int, int]):
    page = browser.new_page()
    page.goto((sheets / paper / "downtown.html").as_uri())
    printed = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert [(round(float(width)), round(float(height))) for width, height in boxes] == [box]
    page.close()
