"""The sample in a language that is written from right to left, beside the two that it has."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, ViewportSize

from conftest import AS_OF
from site_gen.pipeline.verify import VerifyOptions, verify

from .conftest import Sample, copy_sample, hosted
from .test_page_quality import TOO_WIDE, UNFOLD

pytestmark = pytest.mark.browser

AMARA = "/providers/amara-okafor/"
PAGES = ("/", "/find/", AMARA, f"{AMARA}reviews/1/", "/locations/downtown/", "/how-we-collect-reviews/", "/about/")
BOX = """selector => {
  const {left, right, top, width} = document.querySelector(selector).getBoundingClientRect();
  return {left, right, top, width};
}"""


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    folder = copy_sample(tmp_path_factory.mktemp("right-to-left") / "sample")
    folder.edit("site.yaml", "languages: [en, es]", "languages: [en, es, ar]")
    out = folder.build().folder
    with hosted(out) as origin:
        yield Sample(folder, out, origin)


@pytest.fixture
def visit_three(window: Callable[..., Page], three: Sample) -> Callable[..., Page]:
    def open_page(path: str, **options: object) -> Page:
        page = window(base_url=three.origin, **options)
        page.goto(path)
        return page

    return open_page


@pytest.mark.parametrize("home", ["/es", "/ar"])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_the_window(visit_three: Callable[..., Page], home: str, path: str):
    page = visit_three(home + path)
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(UNFOLD)
        seen = page.evaluate(TOO_WIDE)
        assert not seen["scrolls"], (width, seen["outside"])
        left = page.evaluate(
            """() => [...document.querySelectorAll("main *, footer *")].filter(element => {
              const box = element.getBoundingClientRect();
              return box.width > 2 && box.left < -0.5 && !element.closest(".vh, .stars, .bar, .scroll, svg, .command");
            }).map(element => element.outerHTML.slice(0, 120))"""
        )
        assert left == [], width


def test_the_page_runs_from_right_to_left(visit_three: Callable[..., Page], size: ViewportSize):
    page = visit_three(f"/ar{AMARA}", viewport=size)
    brand, phone = page.evaluate(BOX, ".brand"), page.evaluate(BOX, ".site-phone")
    assert brand["left"] > phone["left"]
    portrait, name = page.evaluate(BOX, ".hero .portrait"), page.evaluate(BOX, ".hero h1 bdi")
    assert portrait["left"] > name["left"]


def test_stars_bars_and_arrows_turn_and_other_icons_do_not(visit_three: Callable[..., Page]):
    turned = """selector => new DOMMatrix(getComputedStyle(document.querySelector(selector)).transform).a"""
    for path, factor in ((f"/ar{AMARA}", -1), (f"/es{AMARA}", 1)):
        page = visit_three(path)
        for selector in (".stars", ".bar", ".icon-reply"):
            assert page.evaluate(turned, selector) == factor, (path, selector)
        assert page.evaluate(turned, ".icon-phone") == 1


def test_words_of_another_script_keep_their_own_direction(visit_three: Callable[..., Page]):
    page = visit_three(f"/ar{AMARA}")
    direction = "selector => getComputedStyle(document.querySelector(selector)).direction"
    assert page.evaluate(direction, "main") == "rtl"
    assert page.evaluate(direction, ".hero h1 bdi") == "ltr"
    assert page.evaluate(direction, ".address bdi") == "ltr"
    assert page.evaluate(direction, ".review-text") == "ltr"
    assert page.evaluate(direction, ".labels li") == "rtl"


def test_a_text_that_begins_with_a_hidden_part_keeps_the_direction_of_its_words(visit_three: Callable[..., Page]):
    page = visit_three(f"/ar{AMARA}")
    page.evaluate(
        """() => {
          const text = document.querySelector(".review-text");
          const mark = document.createElement("mark");
          mark.dir = "auto";
          mark.textContent = "[مخفي]";
          text.prepend(mark);
        }"""
    )
    assert page.evaluate("() => getComputedStyle(document.querySelector('.review-text')).direction") == "ltr"


def test_letters_of_headings_stay_joined(visit_three: Callable[..., Page]):
    page = visit_three("/ar/find/")
    assert page.evaluate("() => getComputedStyle(document.querySelector('h1')).letterSpacing") in ("normal", "0px")


def test_the_switch_leads_to_the_same_page_in_each_language(visit_three: Callable[..., Page]):
    page = visit_three(f"/es{AMARA}")
    links = page.evaluate("() => [...document.querySelectorAll('.site-lang a')].map(a => [a.lang, a.pathname])")
    assert links == [["en", AMARA], ["es", f"/es{AMARA}"], ["ar", f"/ar{AMARA}"]]


def test_outsiders_can_verify_it(three: Sample):
    verdict = verify(VerifyOptions(target=str(three.out), today=AS_OF, jobs=1))
    assert verdict.failures == ()
