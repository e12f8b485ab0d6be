"""The queue of reviews in a real browser, at a phone's width: by mouse, by keyboard, without script, and attacked."""

from __future__ import annotations

import http.server
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from loopback import on_loopback
from moderation.deciding import TEXT, bytes_of, path_of, waiting
from playwright.sync_api import Page, expect
from serve.preview_server import PreviewServer, serving
from serve.visitor import link_of, port_of

from conftest import SITE, SiteFolder, review, review_id
from site_gen.load.documents import parse_review
from site_gen.model.reasons import OF_A_WHOLE
from site_gen.model.review import Moderation, Review

from .conftest import PHONE

pytestmark = pytest.mark.browser

FIRST = review_id(1)
HOSTILE = (
    '<script>document.title = "owned"</script><img src="/x" onerror="document.title = 1">'
    '</p></article><form action="https://evil.example"><button>Publish</button></form> <a href="javascript:alert(1)">'
)
LONG_WORD = "Supercalifragilistic" * 12
ARCHIVE = (
    waiting(1, text=TEXT, rating=2, extra=f"author: Maria K.\ntitle: {LONG_WORD}\ncontact: maria@mail.example")
    + waiting(2, text=HOSTILE, rating=1)
    + waiting(3, text=f"{LONG_WORD} ¡Qué bien! 很好。 \u202egniod saw eh tahW", rating=4)
    + review(4, text="Rude.", extra="moderation: {status: pending}")
)


class Desk:
    """A site of which a covered entity's four reviews wait, and its preview with the queue."""

    def __init__(self, folder: SiteFolder, server: PreviewServer, page: Page) -> None:
        self.folder = folder
        self.server = server
        self.page = page

    @property
    def queue(self) -> str:
        return f"http://127.0.0.1:{port_of(self.server)}/.site-gen/moderate/"

    def moderation(self, number: int) -> Moderation:
        found = parse_review(bytes_of(self.folder, number), path_of(number))
        assert isinstance(found, Review), found
        return found.moderation

    def begin(self) -> Page:
        self.page.goto(link_of(self.server))
        self.page.get_by_label("Your role").fill("compliance")
        self.button("Begin").click()
        expect(self.page).to_have_url(f"{self.queue}{FIRST}")
        return self.page

    def button(self, name: str) -> Any:
        return self.page.get_by_role("button", name=name, exact=True)

    def tick(self, words: str, reason: str = "") -> None:
        self.page.get_by_role("checkbox", name=words).check()
        if reason:
            self.page.locator("li", has=self.page.get_by_role("checkbox", name=words)).locator("select").select_option(
                reason
            )


@pytest.fixture
def desk(tmp_path: Path, window: Callable[..., Page], request: pytest.FixtureRequest) -> Iterator[Desk]:
    folder = SiteFolder(tmp_path / "site").write(SITE).write(ARCHIVE)
    folder.edit("site.yaml", "covered_entity: false", "covered_entity: true")
    options = getattr(request, "param", {})
    with serving(folder.root, "--moderate") as server:
        yield Desk(folder, server, window(**{"viewport": PHONE, **options}))


@pytest.mark.parametrize("desk", [{}, {"java_script_enabled": False}], ids=["script", "no-script"], indirect=True)
def test_a_whole_sitting(desk: Desk):
    page = desk.begin()
    before = bytes_of(desk.folder, 1)
    assert "token" not in page.url
    expect(page.get_by_text("1 of 4")).to_be_visible()
    expect(page.locator("mark")).to_have_text(["March 3, 2026", "Chen", "312-555-0142"])

    page.get_by_text("Hide words or fields").click()
    desk.tick("312-555-0142")
    desk.tick("My neighbour Leo", "third-party-privacy")
    desk.tick("Maria K.", "author-withdrew")
    desk.button("Preview").click()
    article = page.get_by_role("article")
    expect(article).not_to_contain_text("312-555-0142")
    expect(article).to_contain_text("hidden: third-party-privacy")
    expect(page.get_by_text("this goes along")).to_contain_text("cried")
    page.reload()
    desk.button("Change").click()
    expect(page.get_by_role("checkbox", name="My neighbour Leo")).to_be_checked()
    page.get_by_role("checkbox", name="My neighbour Leo").uncheck()
    desk.button("Publish").click()
    expect(article).to_contain_text("Leo")
    assert desk.moderation(1).status == "pending"
    desk.button("Publish it so").click()
    expect(page.get_by_role("status")).to_have_text(f"Published {FIRST} (rated 2 of 5) with 2 hidden.")
    assert [(one.segment, one.reason) for one in desk.moderation(1).hidden] == [(9, "third-party-privacy")]
    assert [one.field for one in desk.moderation(1).hidden_fields] == ["author"]
    assert desk.moderation(1).by == "compliance"

    desk.button("Undo").click()
    expect(page).to_have_url(re.compile(FIRST))
    expect(page.get_by_role("checkbox", name="312-555-0142")).to_be_checked()
    assert bytes_of(desk.folder, 1) == before

    page.get_by_text("Withhold the whole review").click()
    page.get_by_role("radio", name="believed-fake").check()
    desk.button("Withhold").click()
    assert (desk.moderation(1).status, desk.moderation(1).reason) == ("withheld", "believed-fake")
    desk.button("I told the author today").click()
    expect(page.get_by_text("You told the author.")).to_be_visible()
    assert desk.moderation(1).author_told_on is not None

    desk.button("Skip for now").click()
    desk.button("Skip for now").click()
    expect(page.get_by_text("4 of 4")).to_be_visible()
    expect(desk.button("Publish")).to_be_disabled()
    expect(page.get_by_role("radio", name="authorization-missing")).to_be_checked()
    desk.button("Withhold").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing else waits")
    page.reload()
    expect(page.get_by_text("You published 0 and withheld 2")).to_be_visible()
    desk.button("Look at the 2 skipped").click()
    expect(page.get_by_text("2 of 4")).to_be_visible()
    assert [desk.moderation(number).status for number in (2, 3)] == ["pending", "pending"]


def test_a_review_of_markup_and_script_stays_text(desk: Desk):
    page = desk.begin()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{desk.queue}{review_id(2)}")
    expect(page.get_by_role("article")).to_have_text(HOSTILE)
    assert page.title() == "2 of 4, Dr. Ana Diaz, DDS · Review queue"
    assert page.locator("script, img, a[href^=javascript]").count() == 0
    page.get_by_text("Hide words or fields").click()
    page.get_by_role("checkbox").last.check()
    page.locator("select").last.select_option("abusive")
    desk.button("Preview").click()
    expect(page.get_by_role("article")).to_contain_text("<script>document.title")
    assert page.locator("script, img, a[href^=javascript]").count() == 0
    assert not [url for url in asked if not url.startswith(desk.queue)]


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_is_wider_than_the_window(desk: Desk, width: int):
    page = desk.begin()
    page.set_viewport_size({"width": width, "height": 844})
    for number in (1, 2, 3, 4):
        page.goto(f"{desk.queue}{review_id(number)}")
        unfold(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, number


def test_the_reason_of_a_part_appears_with_its_tick(desk: Desk):
    page = desk.begin()
    page.get_by_text("Hide words or fields").click()
    expect(page.locator("select").filter(visible=True)).to_have_count(0)
    desk.tick("312-555-0142")
    expect(page.locator("select").filter(visible=True)).to_have_count(1)
    expect(page.locator("select").filter(visible=True)).to_have_value("third-party-privacy")


def test_a_part_is_offered_no_reason_for_a_whole_review_and_a_field_can_be_withdrawn(desk: Desk):
    page = desk.begin()
    page.get_by_text("Hide words or fields").click()
    offered = {
        name: page.locator(f"select[name=reason-{name}] option").evaluate_all("all => all.map(one => one.value)")
        for name in ("9", "author")
    }
    assert not OF_A_WHOLE & set(offered["9"])
    assert OF_A_WHOLE & set(offered["author"]) == {"author-withdrew"}


def test_everything_to_touch_is_large_and_named(desk: Desk):
    page = desk.begin()
    unfold(page)
    desk.tick("312-555-0142")
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, select, summary, main a, header a, input:not([type=hidden])")]
        .map(one => one.closest("label") ?? one)
        .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44)
        .map(one => one.outerHTML)"""
    )
    assert small == []
    unnamed = page.evaluate(
        """() => [...document.querySelectorAll("input:not([type=hidden]), select")]
        .filter(one => !(one.labels.length && one.labels[0].innerText.trim()) && !one.getAttribute("aria-label"))
        .map(one => one.outerHTML)"""
    )
    assert unnamed == []
    assert page.locator("main").count() == page.locator("h1").count() == page.locator("header").count() == 1


@pytest.mark.parametrize("desk", [{"color_scheme": "light"}, {"color_scheme": "dark"}], indirect=True)
def test_every_text_stands_out_from_what_is_behind_it(desk: Desk):
    page = desk.begin()
    for path in (FIRST, f"{review_id(4)}", f"{FIRST}?part=9&reason-9=third-party-privacy"):
        page.goto(desk.queue + path)
        unfold(page)
        assert faint(page) == [], path
    desk.button("Preview").click()
    expect(page.get_by_role("heading", level=2)).to_have_text("As readers will see it")
    assert faint(page) == []


def test_the_keyboard_alone_is_enough(desk: Desk):
    page = desk.begin()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the review")).to_be_focused()
    press_to(page, "SUMMARY", "Hide words or fields")
    page.keyboard.press("Enter")
    press_to(page, "INPUT", "9")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SELECT"
    press_to(page, "BUTTON", "Publish")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2)).to_have_text("As readers will see it")
    press_to(page, "BUTTON", "Publish it so")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Published")
    assert [one.segment for one in desk.moderation(1).hidden] == [9]


def test_a_file_that_changed_while_it_was_read_is_shown_anew(desk: Desk):
    page = desk.begin()
    desk.folder.edit(path_of(1), "Two hours", "Three hours")
    desk.button("Publish").click()
    expect(page.get_by_role("alert")).to_contain_text("changed meanwhile")
    expect(page.get_by_role("article")).to_contain_text("Three hours")
    assert desk.moderation(1).status == "pending"


def test_an_open_page_of_the_site_shows_what_was_just_published(desk: Desk):
    page = desk.begin()
    other = page.context.new_page()
    other.goto(f"http://127.0.0.1:{desk.server.port}/")
    other.get_by_role("link", name="Ana Diaz").first.click()
    expect(other.get_by_text("Two hours of waiting")).to_have_count(0)
    desk.button("Publish").click()
    expect(other.get_by_text("Two hours of waiting").first).to_be_visible()


def test_a_page_of_another_origin_can_neither_decide_nor_frame_nor_read(desk: Desk):
    page = desk.begin()
    target = f"{desk.queue}{FIRST}"
    ticket = page.locator("#publish input[name=ticket]").input_value()
    digest = page.locator("#publish input[name=digest]").input_value()
    form = (
        f'<form method="post" action="{target}"><input name="ticket" value="{ticket}">'
        f'<input name="digest" value="{digest}"><button name="do" value="publish">Win</button></form>'
        f'<iframe src="{target}"></iframe>'
    )
    with elsewhere(form) as origin:
        other = page.context.new_page()
        other.goto(origin)
        frame = other.frames[1]
        assert "Diaz" not in frame.content()
        read = other.evaluate(
            "target => fetch(target, {credentials: 'include'}).then(() => 'read', () => 'refused')", target
        )
        assert read == "refused"
        other.get_by_role("button", name="Win").click()
        expect(other.get_by_text("Refused: the form was sent from another origin")).to_be_visible()
    assert desk.moderation(1).status == "pending"


def test_a_script_of_the_site_itself_cannot_read_the_queue_in_any_way(desk: Desk):
    """The site is of another origin: not even a window that its script opens, or a service worker, sees a page."""
    page = desk.begin()
    target = f"{desk.queue}{FIRST}"
    other = page.context.new_page()
    other.goto(f"http://127.0.0.1:{desk.server.port}/")
    for mode in ("cors", "no-cors"):
        read = other.evaluate(
            "([target, mode]) => fetch(target, {mode, credentials: 'include'}).then(() => 'read', () => 'refused')",
            [target, mode],
        )
        assert read == "refused", mode
    with page.context.expect_page() as opened:
        other.evaluate("target => { window.queue = window.open(target); }", target)
    expect(opened.value.get_by_role("article")).to_contain_text("Diaz")
    seen = """() => {
      if (window.queue.closed) return "closed";
      try { return window.queue.document.body.innerText; } catch (error) { return error.name; }
    }"""
    assert other.evaluate(seen) in ("closed", "SecurityError")
    assert other.evaluate(f"fetch('{desk.queue}'.replace(/^.*?:[0-9]+/, '')).then(one => one.status)") == 404
    assert "site-gen-moderate" not in other.evaluate("document.cookie")


@contextmanager
def elsewhere(body: str) -> Iterator[str]:
    """Give the origin of another server of this machine, whose only page is `body`."""

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<!DOCTYPE html><title>Elsewhere</title>{body}".encode())

        def log_message(self, *_arguments: Any) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    with on_loopback(server) as address:
        yield address


def unfold(page: Page) -> None:
    """Open everything that is folded."""
    closed = page.locator("details:not([open]) > summary")
    while closed.count():
        closed.first.click()


def press_to(page: Page, tag: str, words: str) -> None:
    """Press Tab until the focus is on what has a tag and a text or value."""
    for _ in range(60):
        page.keyboard.press("Tab")
        found = page.evaluate(
            "(() => { const one = document.activeElement; return [one.tagName, one.innerText.trim(), one.value]; })()"
        )
        if found[0] == tag and words in (found[1].lstrip("+– "), found[2]):
            return
    pytest.fail(f"Tab never comes to {tag} {words}")


def faint(page: Page) -> list[str]:
    """Give the words whose contrast is below 4.5 (WCAG 1.4.3); what is disabled may be paler."""
    found: list[str] = page.evaluate(
        """() => {
          const part = value => {
            const c = value / 255;
            return c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4;
          };
          const numbers = color => color.match(/[0-9.]+/g).map(Number);
          const light = color => {
            const [r, g, b] = numbers(color).map(part);
            return .2126 * r + .7152 * g + .0722 * b;
          };
          const ground = one => {
            for (; one; one = one.parentElement) {
              const color = getComputedStyle(one).backgroundColor;
              if ((numbers(color)[3] ?? 1) > 0) return color;
            }
            return "rgb(255, 255, 255)";
          };
          return [...document.body.querySelectorAll("*")].filter(one =>
            one.checkVisibility() && !one.disabled &&
            [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim())
          ).flatMap(one => {
            const pair = [light(getComputedStyle(one).color), light(ground(one))].sort((a, b) => b - a);
            const ratio = (pair[0] + .05) / (pair[1] + .05);
            return ratio < 4.5 ? [`${ratio.toFixed(2)} ${one.outerHTML.slice(0, 80)}`] : [];
          });
        }"""
    )
    return found


def test_on_a_phone_the_author_is_read_before_publish_without_unfolding_anything(desk: Desk):
    page = desk.begin()
    author = page.get_by_role("article").get_by_text("Maria K.")
    expect(author).to_be_visible()
    above, button = author.bounding_box(), desk.button("Publish").bounding_box()
    assert above["y"] + above["height"] <= button["y"]
    assert above["x"] + above["width"] <= PHONE["width"]
