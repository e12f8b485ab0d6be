"""What a person does on these pages: find somebody, judge by the reviews, call."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Locator, Page, expect

from .conftest import DESKTOP, PHONE, Open, Sample, eventually

pytestmark = pytest.mark.browser

AMARA = "/providers/amara-okafor/"
ELSEWHERE = ("google-business-profile", "yelp")
TOUCH_PX = 44
IS_ON_TOP = """element => {
  const box = element.getBoundingClientRect();
  const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return box.top >= 0 && box.bottom <= innerHeight && element.contains(hit);
}"""
"""Tells whether the whole element is in the window and nothing lies over it."""

TEXTS = "all => all.map(element => [element.closest('article').id.slice('review-'.length), element.textContent])"


def content(sample: Sample, path: str) -> dict[str, Any]:
    """Read a content file as plain YAML, without the reader under test."""
    value = yaml.safe_load((sample.folder.root / "content" / path).read_text(encoding="utf-8"))
    assert isinstance(value, dict)
    return value


def published(sample: Sample, slug: str) -> dict[str, dict[str, Any]]:
    """Give the published reviews of a provider by id, without replaced ones and those that are shown elsewhere."""
    files = sorted((sample.folder.root / "content/reviews" / slug).glob("*.yaml"))
    reviews = [content(sample, f"reviews/{slug}/{file.name}") for file in files]
    reviews = [one for one in reviews if one.get("moderation", {}).get("status") == "published"]
    replaced = {one["supersedes"] for one in reviews if "supersedes" in one}
    return {one["id"]: one for one in reviews if one["id"] not in replaced and one["source"] not in ELSEWHERE}


def ids_on(page: Page) -> list[str]:
    return [
        name.removeprefix("review-") for name in page.locator("article.review").evaluate_all("a => a.map(e => e.id)")
    ]


def test_a_reader_goes_from_the_front_page_through_the_directory_to_a_provider(visit: Open, size):
    page = visit("/", viewport=size)
    page.locator("main").get_by_role("link", name="Find care", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Find care")
    page.get_by_role("link", name="Dr. Amara N. Okafor").click()
    expect(page).to_have_url(re.compile(f"{AMARA}$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Okafor")


def test_everybody_of_the_directory_is_there_before_any_search(visit: Open, sample: Sample):
    page = visit("/find/")
    hrefs = page.locator(".provider-card a.cover").evaluate_all("a => a.map(e => e.getAttribute('href'))")
    profiles = {file.stem: content(sample, f"providers/{file.name}") for file in _profiles(sample)}
    staying = [slug for slug, profile in profiles.items() if profile.get("status") != "departed"]
    assert sorted(hrefs) == sorted(f"/providers/{slug}/" for slug in staying)


def test_the_call_button_of_every_provider_is_in_view_at_once_and_calls_their_number(visit: Open, sample: Sample, size):
    page = visit("/", viewport=size)
    for file in _profiles(sample):
        profile = content(sample, f"providers/{file.name}")
        page.goto(f"/providers/{file.stem}/")
        button = page.locator(".actions .button:not(.second)")
        if profile.get("status") == "departed":
            expect(button).to_have_count(0)
            continue
        first = profile["locations"][0]
        phone = first.get("phone") or content(sample, f"locations/{first['location']}.yaml")["phone"]
        assert button.get_attribute("href") == f"tel:{phone}", file.stem
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= TOUCH_PX, (file.stem, box)
        assert page.evaluate("scrollY") == 0
        assert button.evaluate(IS_ON_TOP), (file.stem, box)


def follow(page: Page, link: Locator) -> None:
    """Press a link and wait until its page is there: a press alone waits for nothing."""
    target = link.get_attribute("href") or ""
    link.click()
    expect(page).to_have_url(re.compile(f"{re.escape(target)}$"))
    page.wait_for_load_state()


def test_older_links_lead_from_the_newest_to_the_oldest_review_past_each_one_once(visit: Open, sample: Sample, size):
    page = visit(AMARA, viewport=size)
    newest = ids_on(page)
    follow(page, page.get_by_role("navigation", name="All reviews, page by page").get_by_role("link").first)
    seen = ids_on(page)
    while (older := page.get_by_role("link", name="Older reviews")).count():
        follow(page, older)
        seen += ids_on(page)
    expect(page).to_have_url(re.compile(f"{AMARA}reviews/1/$"))
    wanted = published(sample, "amara-okafor")
    assert len(seen) == len(wanted) > 40
    assert set(seen) == set(wanted)
    assert seen[: len(newest)] == newest
    oldest = min(wanted.values(), key=lambda review: review["received_at"])
    assert seen[-1] == oldest["id"]


def test_older_reviews_begin_with_the_first_one_that_is_not_on_the_profile(visit: Open, sample: Sample, size):
    page = visit(AMARA, viewport=size)
    newest = ids_on(page)
    link = page.get_by_role("link", name=re.compile(r"^Older reviews: \w+ \d{4} and before$"))
    follow(page, link)
    expect(page).to_have_url(re.compile(rf"{AMARA}reviews/\d+/#review-"))
    target = page.locator("article.review:target")
    expect(target).to_be_in_viewport()
    first = (target.get_attribute("id") or "").removeprefix("review-")
    assert first not in newest
    on_page = ids_on(page)
    before = on_page[: on_page.index(first)]
    assert set(before) <= set(newest), "what stands above it was read already"


def test_the_text_of_every_published_review_is_on_the_page_to_the_letter(visit: Open, sample: Sample):
    wanted = {name: one["text"] for name, one in published(sample, "amara-okafor").items() if one.get("text")}
    page = visit(f"{AMARA}reviews/1/")
    texts: dict[str, str] = {}
    for link in page.get_by_role("navigation", name="Pages of reviews").locator("a:not([rel])").all():
        page.goto(link.get_attribute("href") or "")
        texts |= dict(page.locator("[data-review-text]").evaluate_all(TEXTS))
    assert texts == wanted


def test_a_permalink_leads_to_its_review_and_shows_which_one_it_is(visit: Open, size):
    page = visit(AMARA, viewport=size)
    review = page.locator("article.review").nth(10)
    name = review.get_attribute("id")
    review.get_by_role("link", name="Link to review").click()
    expect(page).to_have_url(re.compile(rf"{AMARA}reviews/\d+/#{name}$"))
    target = page.locator(f"#{name}")
    expect(target).to_be_in_viewport()
    expect(page.locator("article.review:target")).to_have_id(name or "")
    eventually(page, "name => Math.abs(document.getElementById(name).getBoundingClientRect().top) < 60", name)


@pytest.mark.parametrize("path", ["/", "/find/", AMARA, f"{AMARA}reviews/1/", "/about/", "/how-we-collect-reviews/"])
def test_the_language_switch_leads_to_the_same_page_and_back(visit: Open, path: str):
    page = visit(path, viewport=PHONE)
    english = page.title()
    page.get_by_role("link", name="Español").click()
    expect(page).to_have_url(re.compile(f"/es{path}$"))
    expect(page.locator("html")).to_have_attribute("lang", "es")
    assert page.title() != english or path == "/"
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile(rf"\d{path}$"))
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_everything_can_be_read_without_scripts(visit: Open, size):
    page = visit(AMARA, viewport=size, java_script_enabled=False)
    reviews = page.locator("article.review")
    expect(reviews).to_have_count(20)
    for index in range(20):
        expect(reviews.nth(index)).to_be_visible()
    expect(page.locator("[data-tools]")).to_be_hidden()
    for fold in page.locator("details > summary").all():
        fold.click()
    expect(page.get_by_text("Prairie Health PPO").first).to_be_visible()


def test_the_filters_of_the_directory_are_links_that_work_without_scripts(visit: Open, size):
    page = visit("/find/", viewport=size, java_script_enabled=False)
    filters = page.get_by_role("navigation", name="Narrow the list")
    filters.get_by_text("Language", exact=True).click()
    filters.get_by_role("link", name="Spanish").click()
    expect(page).to_have_url(re.compile("/languages/es/$"))
    cards = page.locator(".provider-card")
    assert cards.count() >= 2
    for card in cards.all():
        expect(card).to_contain_text("Spanish")


def test_the_rating_filter_hides_and_shows_again_and_nothing_is_preset(visit: Open, sample: Sample, size):
    page = visit(AMARA, viewport=size)
    tools, reviews = page.locator("[data-tools]"), page.locator("article.review")
    stars, order = tools.get_by_label("Show"), tools.get_by_label("Order")
    expect(tools).to_be_visible()
    assert (stars.input_value(), order.input_value()) == ("", "")
    newest = ids_on(page)
    expect(reviews.filter(visible=True)).to_have_count(20)

    ratings = {name: one["rating"] for name, one in published(sample, "amara-okafor").items()}
    best = [name for name in newest if ratings[name] == 5]
    assert 0 < len(best) < 20
    stars.select_option("5")
    expect(reviews.filter(visible=True)).to_have_count(len(best))
    expect(tools.locator("output")).to_have_text(f"{len(best)} of 20 on this page")

    stars.select_option("")
    expect(reviews.filter(visible=True)).to_have_count(20)
    order.select_option("low")
    assert [ratings[name] for name in ids_on(page)] == sorted(ratings[name] for name in newest)
    order.select_option("")
    assert ids_on(page) == newest


def test_the_first_tab_reaches_a_link_that_skips_to_the_content(visit: Open, size):
    page = visit(AMARA, viewport=size)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_text("Skip to content")
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("main :focus")).to_have_count(1)


STOP = "[document.activeElement.localName, getComputedStyle(document.activeElement).outlineStyle]"


def test_every_stop_of_the_keyboard_can_be_seen(visit: Open):
    page = visit(AMARA, viewport=DESKTOP)
    stops = page.locator("a[href], button, select, summary, input").filter(visible=True).count()
    outlines, before = set(), ""
    for _ in range(stops):
        page.keyboard.press("Tab")
        name, outline = page.evaluate(STOP)
        if not name == before == "video":  # the controls within a film are the browser's own
            outlines.add(outline)
        before = name
    assert outlines == {"solid"}


def _profiles(sample: Sample) -> list[Path]:
    return sorted((sample.folder.root / "content/providers").glob("*.yaml"))
