"""Whoever comes with a keyboard alone, without scripts or with a narrow window reaches everything."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browser.conftest import DESKTOP, PHONE, eventually
from browser.test_page_quality import UNFOLD, Watch
from playwright.sync_api import Page as Window
from playwright.sync_api import ViewportSize

from .conftest import MISSING, Sample, one_of_each_kind, pages_of

pytestmark = pytest.mark.browser

AMARA = "/providers/amara-okafor/"
ENHANCEMENTS = (
    "[data-tools], [data-check], .review-links button, [data-near], [data-search], [data-search-status], .open-now, "
    ".search-off"
)
"""What only a script shows, since only a script can do it, or what stands in for it; nothing is said there that is not
said elsewhere."""
LEAST_CONTROLS = 40
MOST_STOPS = 600
COUNT = """() => {
  const kinds = "a[href], button, select, input, textarea, summary, [tabindex='0'], video";
  const all = [...document.querySelectorAll(kinds)];
  all.forEach((control, place) => control.dataset.stop = place);
  return all.length;
}"""
MISSED = """reached => [...document.querySelectorAll("[data-stop]")]
  .filter(control => control.checkVisibility({visibilityProperty: true}) && !reached.includes(control.dataset.stop))
  .map(control => control.outerHTML.slice(0, 120))"""
STOP = """() => {
  const stop = document.activeElement;
  if (stop === document.body) return null;
  const box = stop.getBoundingClientRect(), style = getComputedStyle(stop);
  const spots = [[box.left + 2, box.top + 2], [box.left + box.width / 2, box.top + box.height / 2]];
  const bare = spots.some(([x, y]) => {
    const top = document.elementFromPoint(x, y);
    return top && (stop.contains(top) || top.contains(stop));
  });
  return {
    place: stop.dataset.stop, html: stop.outerHTML.slice(0, 120),
    folded: stop.localName === "summary" && !stop.parentElement.open,
    outline: style.outlineStyle, width: parseFloat(style.outlineWidth), color: style.outlineColor,
    seen: bare && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""
DEAD = """() => [...document.querySelectorAll(
    "button, select, input:not([type=hidden]), textarea, [role=button], a:not([href])")]
  .filter(control => control.checkVisibility() && !control.closest("form[action]"))
  .map(control => control.outerHTML.slice(0, 120))"""
BROKEN_PHONES = """() => [...document.querySelectorAll("a[href^='tel:'], a[href^='tel:'] *")]
  .flatMap(element => [...element.childNodes])
  .filter(text => text.nodeType === 3 && /\\d{3}-\\d{4}/.test(text.data)).filter(text => {
    const {index, 0: number} = text.data.match(/\\S*\\s?\\d{3}-\\d{4}/), range = document.createRange();
    range.setStart(text, index);
    range.setEnd(text, index + number.length);
    return new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1;
  }).map(text => text.data)"""
COMPLETE = """() => !document.querySelector("[data-check]:not([hidden])")
  || [...document.querySelectorAll(".review[data-log-index]")].every(review => review.querySelector("button"))"""
"""Whether a script has added what it adds: a button for each review, one at a time."""
HIDE = "names => document.querySelectorAll(names).forEach(element => element.hidden = true)"
DEAD_ENDS = """() => [...document.querySelectorAll("a[href^='#']")].map(link => link.getAttribute("href").slice(1))
  .filter(name => name && !document.getElementById(decodeURIComponent(name)))"""


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("path", [AMARA, "/find/"])
def test_the_keyboard_alone_reaches_every_control_and_every_stop_is_seen(
    visit: Callable[..., Window], path: str, size: ViewportSize
):
    page = visit(path, viewport=size)
    eventually(page, COMPLETE)
    assert page.evaluate(COUNT) > LEAST_CONTROLS
    reached: dict[str, str] = {}
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            break
        if stop["place"] in reached and stop["html"].startswith("<video"):
            continue  # a film's own controls are stops within it
        assert stop["place"] not in reached, f"comes back to {stop['html']}"
        reached[stop["place"]] = stop["html"]
        assert (stop["outline"], stop["width"] >= 2, stop["seen"]) == ("solid", True, True), stop
        if stop["folded"]:
            page.keyboard.press("Enter")
    assert page.evaluate(MISSED, list(reached)) == []
    assert len(reached) > LEAST_CONTROLS


@pytest.mark.parametrize("language", ["en", "es"])
def test_without_scripts_everything_is_there_and_no_control_does_nothing(
    window: Callable[..., Window], sample: Sample, language: str
):
    windows = [window(base_url=sample.origin, java_script_enabled=enabled) for enabled in (False, True)]
    for one in one_of_each_kind(sample.out, language):
        texts = []
        for page in windows:
            page.goto(one.path)
            eventually(page, COMPLETE)
            page.evaluate(UNFOLD)
            if page is windows[0]:
                assert page.evaluate(DEAD) == [], one.path
                assert page.evaluate(DEAD_ENDS) == [], one.path
            page.evaluate(HIDE, ENHANCEMENTS)
            texts.append(page.locator("main").inner_text().splitlines())
        assert texts[0] == texts[1] != [], one.path


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_kind_of_page_scrolls_sideways_at_320_pixels(window: Callable[..., Window], sample: Sample, language: str):
    page = window(base_url=sample.origin, viewport={"width": 320, "height": 640})
    for one in one_of_each_kind(sample.out, language):
        page.goto(one.path)
        page.evaluate(UNFOLD)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, one.path


def test_no_page_asks_another_host_for_anything_or_for_what_is_not_there(window: Callable[..., Window], sample: Sample):
    page = window(base_url=sample.origin)
    watch = Watch(page)
    for one in pages_of(sample.out):
        if one.path != MISSING:
            page.goto(one.path, wait_until="load")
    assert len(watch.requests) > 300
    assert {request.url for request in watch.requests if not request.url.startswith(f"{sample.origin}/")} == set()
    assert [said for said in watch.complaints if "net::ERR_ABORTED" not in said] == [], (
        "but what the next page broke off"
    )


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_phone_number_breaks_into_two_lines(window: Callable[..., Window], sample: Sample, language: str):
    page = window(base_url=sample.origin, viewport={"width": 320, "height": 640})
    for one in one_of_each_kind(sample.out, language):
        page.goto(one.path)
        page.evaluate(UNFOLD)
        assert page.evaluate(BROKEN_PHONES) == [], one.path
