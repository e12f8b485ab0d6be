"""What holds on every kind of page: it fits the window, asks nobody else, can be read in the dark and on paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Request, ViewportSize, expect

from .conftest import DESKTOP, MOST_MS, PHONE, STEP_MS, Open, Sample

pytestmark = pytest.mark.browser

AMARA = "/providers/amara-okafor/"
PAGES = {
    "home": "/",
    "find": "/find/",
    "search": "/find/search/",
    "provider": AMARA,
    "archive": f"{AMARA}reviews/1/",
    "location": "/locations/downtown/",
    "specialty": "/specialties/cardiology/",
    "how": "/how-we-collect-reviews/",
    "leave a review": "/review-us/",
    "who to ask": "/who-to-ask/",
    "about": "/about/",
    "missing": "/no/such/page/",
    "long name in Spanish": "/es/providers/maria-del-carmen-fernandez-de-la-cruz/",
}
FINDING = (PAGES["missing"], PAGES["who to ask"])
SCRIPTS = {
    AMARA: ["/assets/open.js", "/assets/site.js"],
    f"{AMARA}reviews/1/": ["/assets/site.js"],
    "/locations/downtown/": ["/assets/open.js"],
    "/find/": ["/assets/near.js"],
    "/find/search/": ["/assets/search.js", "/pagefind/pagefind-worker.js", "/pagefind/pagefind.js"],
}
"""The scripts of each page; a page without any is not here."""
WIDTHS = (320, 390, 768, 1280)
UNFOLD = """() => document.querySelectorAll("details").forEach(fold => {
  fold.removeAttribute("name");
  fold.open = true;
})"""
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  const outside = [...document.body.querySelectorAll("*")].filter(element =>
    !element.closest(".vh, .sprite, .skip, .stars, .bar") && element.getBoundingClientRect().right > width + 0.5);
  return {scrolls: document.documentElement.scrollWidth > width, outside: outside.map(e => e.outerHTML.slice(0, 120))};
}"""
CONTRAST = """() => {
  const pen = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const mixed = colors => {
    pen.clearRect(0, 0, 1, 1);
    for (const color of colors) { pen.fillStyle = color; pen.fillRect(0, 0, 1, 1); }
    return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = rgb => {
    const [r, g, b] = rgb.map(c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const rows = new Map();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || element.closest("svg, script, .vh, .skip") || !element.checkVisibility())
      continue;
    const below = ["Canvas"];
    for (let e = element; e; e = e.parentElement) below.splice(1, 0, getComputedStyle(e).backgroundColor);
    const {color, fontSize, fontWeight} = getComputedStyle(element);
    const a = light(mixed([...below, color])), b = light(mixed(below));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const large = parseFloat(fontSize) >= (fontWeight >= 700 ? 18.66 : 24);
    const place = element.className || element.parentElement.className || element.localName;
    rows.set(`${color} on ${mixed(below)} in ${place}`, [ratio, large ? 3 : 4.5, walk.currentNode.data.trim()]);
  }
  return [...rows];
}"""
"""Contrast by WCAG 2.2 of every text that can be seen; colors of any notation are read off a canvas."""


class Watch:
    """Everything that a page asks for and complains about."""

    def __init__(self, page: Page) -> None:
        self.requests: list[Request] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request))
        page.on("requestfailed", lambda request: self.complaints.append(f"failed: {request.url} {request.failure}"))
        page.on("console", lambda said: self.complaints.append(f"{said.type}: {said.text}"))
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self._page = page

    def wait_for(self, count: int, kind: str) -> None:
        """Wait until so many of a kind were asked for: a script may start a worker after the page has loaded."""
        for _ in range(MOST_MS // STEP_MS):
            if sum(request.resource_type == kind for request in self.requests) >= count:
                return
            self._page.wait_for_timeout(STEP_MS)


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_a_page_fits_every_window_without_scrolling_sideways(visit: Open, path: str):
    page = visit(path)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate(UNFOLD)
        found = page.evaluate(TOO_WIDE)
        assert found == {"scrolls": False, "outside": []}, width


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_a_page_asks_nobody_else_for_anything_and_nothing_goes_wrong(
    window: Callable[..., Page], sample: Sample, path: str, size: ViewportSize
):
    page = window(viewport=size)
    watch = Watch(page)
    page.goto(sample.origin + path)
    page.evaluate("Promise.all([...document.images].map(image => image.decode(image.loading = 'eager')))")
    expected_scripts = SCRIPTS.get(path, SCRIPTS[AMARA] if path.startswith("/es/providers/") else [])
    watch.wait_for(len(expected_scripts), "script")
    kinds: dict[str, list[str]] = {}
    for request in watch.requests:
        assert request.url.startswith(f"{sample.origin}/"), request.url
        kinds.setdefault(request.resource_type, []).append(request.url.removeprefix(sample.origin))
    assert kinds.pop("document") == [path]
    sheets = {"site"} | ({"find"} if path.startswith("/find/") or path in FINDING else set())
    sheets |= {"alerts"} if page.locator(".alert").count() else set()
    sheets |= {"news"} if page.locator(".post-card").count() else set()
    found = [re.fullmatch(r"/assets/(\w+)\.[0-9a-f]{10}\.css", url) for url in kinds.pop("stylesheet")]
    assert sorted(one[1] for one in found if one) == sorted(sheets)
    scripts = [re.sub(r"\.[0-9a-f]{10}", "", url) for url in kinds.pop("script", [])]
    assert sorted(scripts) == expected_scripts
    fetched = kinds.pop("fetch", [])
    assert all(url.startswith("/pagefind/") for url in fetched)
    assert not fetched or path == PAGES["search"]
    assert all(url.startswith("/assets/") for url in kinds.pop("image"))
    assert all(re.match(r"/assets/icon\.", url) for url in kinds.pop("other", []))
    assert not kinds
    expected = ["error: Failed to load resource: the server responded with a status of 404 (Not Found)"]
    assert watch.complaints == (expected if path == PAGES["missing"] else [])
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_missing_page_leads_on(visit: Open, size):
    page = visit(PAGES["missing"], viewport=size)
    expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
    page.get_by_role("main").get_by_role("link", name="Find care").click()
    expect(page).to_have_url(re.compile("/find/$"))


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_every_text_stands_out_from_its_ground_in_light_and_dark(visit: Open, path: str):
    page = visit(path, viewport=PHONE)
    page.evaluate(UNFOLD)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        rows: list[tuple[str, tuple[float, float, str]]] = page.evaluate(CONTRAST)
        assert len(rows) >= 6
        assert not [row for row in rows if row[1][0] < row[1][1]], scheme


def test_the_dark_scheme_is_dark(visit: Open):
    page = visit(AMARA, color_scheme="dark")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert all(int(part) < 64 for part in re.findall(r"\d+", ground))


def test_on_paper_there_is_the_content_and_no_navigation(visit: Open):
    page = visit(AMARA, viewport=DESKTOP)
    page.emulate_media(media="print")
    for kind in (".site-nav", ".site-lang", ".crumbs", ".skip", ".tools", ".pager", ".actions", ".reviews"):
        parts = page.locator(kind)
        assert parts.count() > 0, kind
        expect(parts.filter(visible=True)).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".address").first).to_be_visible()
    expect(page.locator(".place-card").get_by_text("(312) 555-0142")).to_be_visible()


def test_reviews_can_be_printed_from_their_pages(visit: Open):
    page = visit(f"{AMARA}reviews/1/", viewport=DESKTOP)
    page.emulate_media(media="print")
    expect(page.locator("article.review").filter(visible=True)).to_have_count(20)
    expect(page.locator(".review-links").filter(visible=True)).to_have_count(0)


def test_a_provider_page_comes_to_rest_without_a_shift(visit: Open, size):
    page = visit(AMARA, viewport=size)
    shift: dict[str, Any] = page.evaluate(
        """() => new Promise(done => new PerformanceObserver(list => done({
          sum: list.getEntries().reduce((sum, entry) => sum + entry.value, 0), entries: list.getEntries().length
        })).observe({type: "layout-shift", buffered: true}) ?? setTimeout(() => done({sum: 0, entries: 0}), 300))"""
    )
    assert shift["sum"] == 0, shift
