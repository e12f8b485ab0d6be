"""Search, distances and hours as a reader meets them, with a keyboard, on a phone, in Spanish, and without scripts."""

from __future__ import annotations

import datetime
import re
import time
from collections.abc import Callable
from typing import IO

import pytest
from playwright.sync_api import Page, Route, expect

from .conftest import PHONE, Open, Sample, StaticHost, eventually, hosted

pytestmark = pytest.mark.browser

SEARCH = "/find/search/"
STATUS = "[data-search-status]"
RESULTS = "[data-search-results] > li"
DOWNTOWN = "/locations/downtown/"
PAINTED_MS = 100
HALT_S = 0.4
LEAST_SHIFT = 0.001
"""Less than this is a cell of a table whose rows are still arriving (web.dev: 0.1 is good for all shifts of a page)."""


def test_a_search_finds_people_by_a_condition_and_says_how_many(visit: Open, size):
    page = visit(SEARCH, viewport=size)
    page.get_by_role("searchbox").fill("chest pain")
    expect(page.get_by_role("link", name=re.compile("Okafor"))).to_be_visible()
    expect(page.locator(STATUS)).to_have_text(re.compile(r"\d+ providers? found"))
    assert page.locator(STATUS).get_attribute("role") == "status"


def test_a_search_runs_under_a_policy_without_eval_and_asks_only_this_site(window: Callable[..., Page], sample: Sample):
    page = window()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda said: complaints.append(said.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{sample.origin}{SEARCH}?q=okafor")
    expect(page.locator(RESULTS)).to_have_count(1)
    assert all(url.startswith(f"{sample.origin}/") for url in asked)
    assert not [url for url in asked if "okafor" in url and "?q=" not in url], "no word of a search is sent"
    assert complaints == []


def test_no_word_of_a_review_is_found(visit: Open, sample: Sample):
    text = (sample.out / "providers/amara-okafor/index.html").read_text()
    words = re.findall(r"data-review-text[^>]*>([^<]{60,})", text)
    assert words
    page = visit(SEARCH)
    page.get_by_role("searchbox").fill(f'"{words[0][:50]}"')
    expect(page.locator(STATUS)).to_have_text(re.compile("Nobody was found"))


def test_filters_narrow_a_search_and_stand_in_the_address(visit: Open):
    page = visit(SEARCH)
    page.get_by_role("combobox", name="Language").select_option("Spanish")
    expect(page).to_have_url(re.compile("language=Spanish"))
    eventually(page, f"() => document.querySelectorAll('{RESULTS}').length > 1")
    many = page.locator(RESULTS).count()
    assert page.locator("#by-language option:checked").text_content() == f"Spanish ({many})"
    page.get_by_role("combobox", name="Gender").select_option("female")
    eventually(page, f"many => document.querySelectorAll('{RESULTS}').length < many", many)
    page.reload()
    eventually(page, f"() => document.querySelectorAll('{RESULTS}').length > 0")
    assert page.get_by_role("combobox", name="Language").input_value() == "Spanish"
    page.get_by_label("Accepting new patients").check()
    expect(page).to_have_url(re.compile("accepting=yes"))


def test_a_search_that_finds_nobody_says_so(visit: Open):
    page = visit(f"{SEARCH}?q=zzyzx")
    expect(page.locator(STATUS)).to_have_text("Nobody was found. Try fewer words, or another filter.")


def test_the_whole_search_can_be_used_with_a_keyboard(visit: Open):
    page = visit("/find/")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("teeth")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/find/search/\?q=teeth"))
    eventually(page, f"() => document.querySelectorAll('{RESULTS}').length > 0")
    page.get_by_role("searchbox").focus()
    reached = []
    for _ in range(10):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.className"))
    assert [name for name in reached if name.startswith("by-")] == [
        "by-specialty", "by-location", "by-language", "by-insurance", "by-gender", "by-accepting",
    ]  # fmt: skip
    assert "cover" in reached
    page.locator(f"{RESULTS} a").first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/providers/"))


def test_a_spanish_search_finds_spanish_words_and_pages(visit: Open):
    page = visit("/es/find/search/?q=corazón")
    expect(page.locator(STATUS)).to_have_text(re.compile("profesional"))
    assert all(
        link.get_attribute("href").startswith("/es/providers/")  # type: ignore[union-attr]
        for link in page.locator(f"{RESULTS} a").all()
    )
    assert page.locator("#by-gender option").all_text_contents()[1].startswith(("Hombre", "Mujer"))


def test_without_scripts_the_search_leads_to_lists_and_no_dead_control_is_shown(visit: Open, size):
    page = visit("/find/", java_script_enabled=False, viewport=size)
    assert not page.locator(".near").is_visible()
    page.get_by_role("searchbox").fill("teeth")
    page.get_by_role("button", name="Search").click()
    assert page.url.endswith("/find/search/?q=teeth")
    assert not page.locator("form.search").is_visible()
    assert page.get_by_text("The search needs JavaScript").is_visible()
    page.locator("summary", has_text="Insurance").click()
    page.get_by_role("link", name=re.compile("Prairie Health PPO")).click()
    assert page.locator(".provider-card").count() > 0


def test_a_missing_page_offers_the_search(visit: Open):
    page = visit("/no/such/page/")
    page.get_by_role("searchbox").fill("okafor")
    page.keyboard.press("Enter")
    expect(page.locator(RESULTS)).to_have_count(1)


def test_the_directory_is_ordered_by_distance_and_back(visit: Open, size):
    page = visit("/find/", viewport=size)
    names = page.locator(".provider-card .card-name").all_text_contents()
    page.get_by_label("Near your ZIP code").fill("60660")
    page.keyboard.press("Enter")
    expect(page.locator(".near-said")).to_have_text(re.compile("In order of distance from 60660. Nearest: .* miles?"))
    far = [
        float(text)
        for label in page.locator("[data-distance]").all_text_contents()
        for text in re.findall(r"([\d.]+) miles?", label)
    ]
    assert len(far) == len(names)
    assert far == sorted(far)
    page.get_by_role("button", name="Back to the order of names").click()
    assert page.locator(".provider-card .card-name").all_text_contents() == names
    assert page.locator("[data-distance]").count() == 0


def test_a_postal_code_stays_in_the_browser_and_no_position_is_asked_for(window: Callable[..., Page], sample: Sample):
    page = window()
    asked: list[str] = []
    page.goto(f"{sample.origin}/find/")
    page.on("request", lambda request: asked.append(request.url.removeprefix(sample.origin)))
    page.get_by_label("Near your ZIP code").fill("60302")
    page.get_by_role("button", name="Show distances").click()
    expect(page.locator(".near-places li")).to_have_count(4)
    assert [url for url in asked if not url.startswith("/assets/")] == ["/find/postal-codes.json"]
    assert not [url for url in asked if "603" in url.rpartition("/")[2].partition(".")[0]]


def test_a_distant_or_unknown_postal_code_is_told_apart_from_a_failure(visit: Open):
    page = visit("/find/")
    page.get_by_label("Near your ZIP code").fill("99501")
    page.keyboard.press("Enter")
    expect(page.locator(".near-said")).to_have_text(re.compile("No location of ours is near 99501"))
    assert page.locator("[data-distance]").count() == 0


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-12-01T15:00:00Z", "Open now, until 6:00 PM"),
        ("2026-12-01T13:00:00Z", "Opens today at 7:30 AM"),
        ("2026-12-02T00:30:00Z", "Opens Wednesday at 7:30 AM"),
        ("2026-12-24T17:30:00Z", "Open now, until 12:00 PM"),
        ("2026-12-25T17:30:00Z", "Opens Monday at 7:30 AM"),
        ("2027-01-18T17:30:00Z", "Hours may differ today: Martin Luther King Jr. Day"),
        ("2027-01-16T17:30:00Z", "Opens Monday, hours may differ: Martin Luther King Jr. Day"),
        ("2027-03-12T13:00:00Z", "Opens today at 7:30 AM"),
        ("2027-03-15T13:00:00Z", "Open now, until 6:00 PM"),
    ],
    ids=["open", "early", "evening", "short day", "closed day", "holiday", "before a holiday", "winter", "summer"],
)
def test_a_location_says_whether_it_is_open_by_its_own_clocks(
    window: Callable[..., Page], sample: Sample, moment: str, said: str
):
    page = window(timezone_id="Asia/Tokyo")
    page.clock.set_fixed_time(datetime.datetime.fromisoformat(moment))
    page.goto(sample.origin + DOWNTOWN)
    expect(page.locator(".open-now")).to_have_text(said)


def test_without_scripts_the_hours_stand_there_and_nothing_says_now(visit: Open):
    page = visit(DOWNTOWN, java_script_enabled=False, viewport=PHONE)
    assert page.locator("table.hours").first.is_visible()
    assert not page.locator(".open-now").is_visible()


SHIFTS = """since => new Promise(done => {
  new PerformanceObserver(list => done(list.getEntries().filter(e => e.startTime > since).map(e => e.value)))
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done([]), 300);
})"""


@pytest.mark.parametrize("path", ["/find/", SEARCH, DOWNTOWN])
def test_what_a_script_shows_moves_nothing(window: Callable[..., Page], sample: Sample, path: str, size):
    page = window(viewport=size)
    held: list[Route] = []
    released = False
    page.route("**/*.js", lambda route: route.continue_() if released else held.append(route))
    page.goto(sample.origin + path, wait_until="commit")
    expect(page.locator(".site-foot")).to_be_attached()
    page.wait_for_timeout(PAINTED_MS)
    painted = page.evaluate("() => performance.now()")
    assert held
    released = True
    for route in held:
        route.continue_()
    page.wait_for_load_state("networkidle")
    assert page.evaluate(SHIFTS, painted) == []


class Halting(StaticHost):
    """A host whose connection halts within the page's header, after the language links have begun."""

    def copyfile(self, source: IO[bytes], outputfile: IO[bytes]) -> None:
        body = source.read()
        cut = body.find(b'class="site-lang"') + 1
        outputfile.write(body[:cut])
        outputfile.flush()
        time.sleep(HALT_S if cut else 0)
        outputfile.write(body[cut:])


def test_a_header_that_arrives_in_two_pieces_moves_nothing(window: Callable[..., Page], sample: Sample):
    page = window()
    with hosted(sample.out, Halting) as origin:
        page.goto(origin + DOWNTOWN)
        assert [shift for shift in page.evaluate(SHIFTS, 0) if shift > LEAST_SHIFT] == []
