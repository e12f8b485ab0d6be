"""Alerts of every kind in a browser: nothing sticks out or moves, keys reach them, paper has all of their words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from conftest import SITE, SiteFolder, review

from .conftest import PHONE, hosted
from .test_page_quality import TOO_WIDE, UNFOLD

pytestmark = pytest.mark.browser

WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
PATHS = ("/", "/find/", "/providers/ana-diaz/", "/locations/downtown/", "/es/providers/ana-diaz/", "/ar/")
SHIFTS = """() => new Promise(done => new PerformanceObserver(list => done(
  list.getEntries().map(one => one.value))).observe({type: "layout-shift", buffered: true})
  || setTimeout(() => done([]), 300))"""


def alert(severity: str, text: str, scope: str = "all") -> str:
    return (
        f"-- content/alerts/{severity}.yaml --\ntitle: An alert of the kind {severity} {WORD}\ntext: |\n  {text}\n\n"
        f"  More of {severity}: {text}\nseverity: {severity}\nscope: {scope}\n"
        "starts_at: 2026-11-20T06:00:00-06:00\nends_at: 2026-12-04T18:00:00-06:00\n"
        f"source: {{name: The office of {WORD}, url: 'https://a.example/'}}\n"
        "approved_by: compliance\napproved_on: 2026-11-20\n"
    )


ALERTS = (
    alert("emergency", f"Stay away. {WORD} " + "Call 911 where anybody is in danger. " * 8)
    + alert("warning", "Call before you come.", "{locations: [downtown], specialties: [General dentistry]}")
    + alert("notice", "The door is green.", "{locations: [downtown]}")
)


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = SiteFolder(tmp_path_factory.mktemp("alerts")).write(SITE).write(ALERTS + review(1))
    folder.edit("site.yaml", "time_zone", "languages: [en, es, ar]\ntime_zone")
    with hosted(folder.build().folder) as origin:
        yield origin


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("path", PATHS)
def test_nothing_of_an_alert_sticks_out(window: Callable[..., Page], origin: str, path: str, width: int):
    page = window(base_url=origin, viewport={"width": width, "height": 800})
    page.goto(path)
    assert page.locator(".alert").count() == 3
    page.evaluate(UNFOLD)
    assert page.evaluate(TOO_WIDE) == {"scrolls": False, "outside": []}


def test_alerts_come_before_the_page_the_gravest_first_and_move_nothing(window: Callable[..., Page], origin: str):
    page = window(base_url=origin, viewport=PHONE)
    page.goto("/providers/ana-diaz/")
    words = [one.inner_text() for one in page.locator(".alert-word").all()]
    assert words == ["Emergency", "Warning", "Notice"]
    bottom = page.locator(".alerts").evaluate("node => node.getBoundingClientRect().bottom")
    assert bottom <= page.locator("main").evaluate("node => node.getBoundingClientRect().top")
    assert page.evaluate(SHIFTS) == []


def test_keys_skip_the_alerts_or_read_on_in_them(window: Callable[..., Page], origin: str):
    page = window(base_url=origin)
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    summary = page.locator(".alert-emergency summary")
    more = page.locator(".alert-emergency details p")
    assert not more.is_visible()
    while not summary.evaluate("node => node === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert more.is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.href") == "https://a.example/"


def test_on_paper_an_alert_has_all_of_its_words_in_a_frame_and_black_on_white(window: Callable[..., Page], origin: str):
    page = window(base_url=origin)
    page.goto("/providers/ana-diaz/")
    page.emulate_media(media="print", color_scheme="light")
    for one in page.locator(".alert").all():
        style = one.evaluate("node => [getComputedStyle(node).color, getComputedStyle(node).borderStyle]")
        assert style == ["rgb(0, 0, 0)", "solid"]
        assert one.evaluate("node => getComputedStyle(node).backgroundColor") == "rgba(0, 0, 0, 0)"
        for paragraph in one.locator("p").all():
            assert paragraph.evaluate("node => node.getBoundingClientRect().height") > 0
