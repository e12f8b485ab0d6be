"""What a reader learns who asks the page to compare its reviews with the review log."""

from __future__ import annotations

import functools
import http.server
import json
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from conftest import AS_OF, SITE, SiteFolder, review, review_id
from site_gen.pipeline.keys import KeySource, verifier_text
from site_gen.pipeline.seal import SealOptions, seal
from site_gen.reviewlog.checkpoint import parse_checkpoint
from site_gen.reviewlog.note import format_note, parse_note
from site_gen.reviewlog.sign import format_signing_key, generate_signing_key, sign_checkpoint

from .conftest import MOST_MS, PHONE, Sample, StaticHost, eventually

pytestmark = pytest.mark.browser

ANA = "/providers/ana-diaz/"
ORIGIN = "harbor.example/review-log"
SECRET = "Kim from the front desk"
PLAIN = 125
"""Reviews beside the special ones: enough for a log of more than one tile."""

POLICY = """\
-- content/policies/review-policy.md --
---
title: Reviews
version: "1"
effective_on: 2025-01-01
---
We show them all.
"""
DECIDED = "decided_at: 2026-10-12T12:00:00Z, by: compliance"
SPECIAL = {
    200: {
        "text": f"Kind and quick. {SECRET} helped. Thank you.",
        "month": "2026-10",
        "extra": "title: Quick help\nauthor: Walt\nexperienced: 2026-09\nlocation: downtown\naspects: {listening: 4}\n"
        f"moderation: {{status: published, {DECIDED}, hidden: [{{segment: 1, reason: third-party-privacy}}]}}\n"
        "reply: {status: published, published_at: 2026-10-20T12:00:00Z, approved_by: compliance, "
        "outcome: change-made, text: 'Thank you & welcome.'}",
    },
    201: {
        "rating": 2,
        "text": "Two\nlines & <signs> – “quoted”.",
        "month": "2026-10",
        "extra": "author: Not to be named\nincentive: gift card\n"
        f"moderation: {{status: published, {DECIDED}, "
        "hidden_fields: [{field: author, reason: third-party-privacy}]}",
    },
    202: {
        "rating": None,
        "text": "Would send my mother.",
        "month": "2026-10",
        "extra": f"rating: {{binary: true}}\ncompleteness: excerpt\nmoderation: {{status: published, {DECIDED}}}",
    },
    203: {
        "rating": None,
        "month": "2026-10",
        "extra": f"rating: {{value: 7, best: 10, worst: 0}}\nmoderation: {{status: published, {DECIDED}}}",
    },
}

Change = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    root = tmp_path_factory.mktemp("check") / "site"
    key = generate_signing_key(ORIGIN)
    folder = SiteFolder(root).write(SITE)
    with (root / "site.yaml").open("a", encoding="utf-8") as file:
        file.write(f"languages: [en, es]\nlog: {{origin: {ORIGIN}, key: {verifier_text(key)!r}}}\n")
    folder.write(POLICY)
    plain = [review(number, text=f"Visit {number} went well.", month="2026-01") for number in range(PLAIN)]
    folder.write("".join(plain) + "".join(review(number, **one) for number, one in SPECIAL.items()))  # type: ignore[arg-type]
    sources = KeySource(root.parent / "keys", text=format_signing_key(key))
    result = seal(SealOptions(root=root, as_of=AS_OF, key=sources))
    assert result.size > 256, "\n".join({finding.message for finding in result.findings})
    out = folder.build().folder
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(StaticHost, directory=str(out)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Sample(folder, out, f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def visit(window: Callable[..., Page], sealed: Sample) -> Callable[..., Page]:
    """Give a function that opens a path of the sealed site."""

    def open_page(path: str = ANA, **options: Any) -> Page:
        page = window(base_url=sealed.origin, **options)
        page.goto(path)
        return page

    return open_page


def served_otherwise(page: Page, pattern: str, change: Change) -> None:
    """Let the host answer with other bytes for what a pattern matches; headers and policy stay."""

    def answer(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=change(response.body()))

    page.route(re.compile(pattern), answer)


def replaced(old: str, new: str) -> Change:
    def change(body: bytes) -> bytes:
        assert body.count(old.encode()) == 1, (old, body.count(old.encode()))
        return body.replace(old.encode(), new.encode())

    return change


def flipped(body: bytes) -> bytes:
    """Change one bit in the middle."""
    place = len(body) // 2
    return body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :]


def ask_page(page: Page) -> Locator:
    """Check the whole page and give what is said about it."""
    page.locator("[data-check] > button").click()
    return answered(page, "[data-check] > [data-result]")


def ask_review(page: Page, number: int) -> Locator:
    """Check one review and give what is said at it."""
    page.locator(f"#review-{review_id(number)}").get_by_role("button", name="Check review").click()
    return answered(page, f"#review-{review_id(number)} > [data-result]")


def answered(page: Page, selector: str) -> Locator:
    eventually(page, "selector => document.querySelector(selector).dataset.result", selector)
    return page.locator(selector)


def failures(page: Page) -> dict[str, list[str]]:
    """Give what is said to differ, by the id of the review."""
    rows: list[tuple[str, list[str]]] = page.locator(".review > [data-result=fail]").evaluate_all(
        "all => all.map(e => [e.parentElement.id, [...e.querySelectorAll('li')].map(item => item.textContent)])"
    )
    return dict(rows)


def test_every_review_of_an_honest_page_matches_the_log(visit, sealed: Sample, size):
    page = visit("about:blank", viewport=size)
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda said: complaints.append(said.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(ANA)
    assert page.locator("mark.redaction").count() == 1
    assert not [url for url in asked if "check." in url or "review-log" in url], "nothing is loaded before a click"
    said = ask_page(page)
    expect(said).to_have_attribute("data-result", "match")
    expect(said).to_have_attribute("role", "status")
    expect(said).to_contain_text("Reviews checked: 20. All match the log.")
    expect(page.locator(".review > [data-result=match]")).to_have_count(20, timeout=3 * MOST_MS)
    assert [url for url in asked if not url.startswith(sealed.origin)] == []
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_older_pages_and_the_spanish_ones_match_too(visit):
    page = visit(f"/es{ANA}reviews/1/")
    expect(ask_page(page)).to_contain_text("Reseñas comprobadas: 20. Todas coinciden con el registro.")
    page.goto(f"/es{ANA}")
    expect(ask_page(page)).to_contain_text("Todas coinciden")


@pytest.mark.parametrize("number", SPECIAL)
def test_one_review_says_that_it_matches_and_claims_no_more(visit, number: int, size):
    page = visit(viewport=size)
    said = ask_review(page, number)
    expect(said).to_contain_text("Same as in our public review log")
    expect(said).to_contain_text("Only the verify tool can tell that no later decision exists")
    assert "authentic" not in said.inner_text().lower()
    expect(page.locator(".review > [data-result]:not(:empty)")).to_have_count(1)
    said.get_by_role("link").click()
    expect(page.locator("#log")).to_be_in_viewport()
    expect(page).to_have_url(re.compile("/how-we-collect-reviews/#log$"))


MARK = '<mark class="redaction" dir="auto" data-segment="1" data-reason="third-party-privacy">'
CHANGES = {
    "a character": ("Kind and quick.", "Kind and quack.", "the text is not the one in the log"),
    "an injected word": ("Kind and quick.", "Kind and <b>very</b> quick.", "the text is not the one in the log"),
    "the value of a rating": ('data-value="2" data-best="5"', 'data-value="3" data-best="5"', "the rating"),
    "the words of a rating": ("<span>2 of 5</span>", "<span>5 of 5</span>", "the rating"),
    "the scale": ('data-value="7" data-best="10"', 'data-value="7" data-best="9"', "the rating"),
    "a recommendation": ("Recommends</p>", "Does not recommend</p>", "the rating"),
    "another segment": (MARK, MARK.replace("1", "0"), "the marks for hidden parts"),
    "another reason": (MARK, MARK.replace("third-party-privacy", "abusive"), "the marks for hidden parts"),
    "words in a mark": (f"{MARK}[hidden: ", f"{MARK}[hooray: ", "the text is not the one in the log"),
    "a title": (">Quick help<", ">Quack help<", "the title"),
    "an author": (">Walt<", ">Wilma<", "the author"),
    "a covered author": (">Author not shown<", ">Olga<", "the author"),
    "a visit": (">September 2026<", ">August 2026<", "the month of the visit"),
    "a label": ('data-value="gift card"', 'data-value="no gift"', "what is said about it below the text"),
    "a missing label": ('data-label="completeness"', "", "what is said about it below the text"),
    "an answer": ('data-aspect="listening">4 of 5', 'data-aspect="listening">5 of 5', "the answers by question"),
    "a reply": (">Thank you &amp; welcome.<", ">Go away.<", "the reply"),
    "words beside the fields": ('<dl class="review-aspects">', "Best in town!<dl>", "it says more than was entered"),
    "a heading of its own": (
        'data-field="title"',
        'data-field="title" style="x" hidden',
        "a part of it cannot be seen",
    ),
    "the outcome of a reply": ('data-outcome="change-made"', 'data-outcome="none"', "the reply"),
}


@pytest.mark.parametrize(("old", "new", "reason"), CHANGES.values(), ids=CHANGES.keys())
def test_a_change_of_the_page_is_named(visit, old: str, new: str, reason: str):
    page = visit("about:blank")
    # The change is to the list: the markup for search engines has some of the same words.
    at = '<div class="review-list"'
    served_otherwise(
        page, f"{ANA}$", lambda b: b[: b.index(at.encode())] + replaced(old, new)(b[b.index(at.encode()) :])
    )
    page.goto(ANA)
    said = ask_page(page)
    expect(said).to_have_attribute("data-result", "fail")
    expect(said).to_contain_text("Not matching the log: 1.")
    ((_, reasons),) = failures(page).items()
    assert len(reasons) == 1
    assert reasons[0].startswith(reason)


@pytest.mark.parametrize("style", ["display: none", "visibility: hidden", "opacity: 0"])
def test_a_style_sheet_that_hides_a_text_is_named_and_a_filter_of_the_reader_is_not(visit, style: str):
    page = visit("about:blank")
    rule = f"#review-{review_id(200)} .review-text {{ {style} }}"
    served_otherwise(page, "/assets/site.*css$", lambda body: body + rule.encode())
    page.goto(ANA)
    page.locator("[data-tools] select[name=stars]").select_option("2")
    assert page.locator(f"#review-{review_id(202)}").is_hidden()
    ask_page(page)
    assert failures(page) == {}, "what the reader filtered out is not looked at"
    page.locator("[data-tools] select[name=stars]").select_option("")
    ask_page(page)
    eventually(page, "document.querySelector('[data-check] [data-result]').dataset.result === 'fail'")
    assert failures(page) == {f"review-{review_id(200)}": ["a part of it cannot be seen"]}


def test_a_mark_that_was_taken_away_is_missed_though_the_hidden_words_stay_hidden(visit):
    page = visit("about:blank")
    served_otherwise(page, f"{ANA}$", lambda body: re.sub(rb"<mark.*?</mark>", b"", body))
    page.goto(ANA)
    said = ask_review(page, 200)
    expect(said.locator("li")).to_have_text(["the marks for hidden parts are not those in the log"])
    assert SECRET not in page.content()


def test_a_review_without_a_place_in_the_log_and_one_that_stands_twice_are_named(visit):
    page = visit("about:blank")
    first = review_id(202)

    def change(body: bytes) -> bytes:
        article = re.search(rb'<article class="review" id="review-%b".*?</article>' % first.encode(), body, re.DOTALL)
        assert article is not None
        invented = re.sub(rb' id="[^"]*" data-log-index="[0-9]+"', b' id="review-invented"', article[0])
        return body.replace(article[0], article[0] + article[0] + invented)

    served_otherwise(page, f"{ANA}$", change)
    page.goto(ANA)
    expect(ask_page(page)).to_contain_text("Not matching the log: 3.")
    assert failures(page) == {
        f"review-{first}": ["it stands on this page more than once"],
        "review-invented": ["the log publishes no such review"],
    }


def test_what_differs_is_said_at_its_review_though_the_browser_was_never_idle(visit):
    page = visit("about:blank")
    page.add_init_script("window.requestIdleCallback = () => 0")
    served_otherwise(page, f"{ANA}$", lambda body: body.replace(b"Kind and quick.", b"Kind and quack."))
    page.goto(ANA)
    assert page.get_by_role("button", name="Check review").count() == 0
    expect(ask_page(page)).to_contain_text("Not matching the log: 1.")
    assert failures(page) == {f"review-{review_id(200)}": ["the text is not the one in the log"]}


def test_a_checkpoint_signed_by_another_key_is_refused(visit, sealed: Sample):
    note = parse_note((sealed.out / "review-log/checkpoint").read_bytes())
    other = generate_signing_key(ORIGIN)
    forged = format_note(sign_checkpoint(parse_checkpoint(note.text), [other]))
    page = visit()
    served_otherwise(page, "/checkpoint$", lambda _: forged)
    expect(ask_page(page).locator("li")).to_have_text(["the log is not signed with this site’s key"])
    expect(ask_review(page, 200)).to_contain_text("the log is not signed with this site’s key")


@pytest.mark.parametrize("change", [flipped, lambda body: body.replace(b"\n", b"\r\n"), lambda _: b"<!doctype html>"])
def test_a_damaged_checkpoint_is_refused(visit, change: Change):
    page = visit()
    served_otherwise(page, "/checkpoint$", change)
    expect(ask_page(page).locator("li")).to_have_text(["the log is not signed with this site’s key"])


@pytest.mark.parametrize("tile", ["0/000", "0/001.p/[0-9]+", "1/000.p/1", "entries/001.p/[0-9]+"])
def test_one_bit_in_a_tile_is_found(visit, tile: str):
    page = visit()
    served_otherwise(page, f"/review-log/tile/{tile}$", flipped)
    expect(ask_page(page)).to_have_attribute("data-result", "fail")
    assert set(page.locator("[data-result=fail] li").all_inner_texts()) == {
        "a file of the log is not the one that was signed"
    }


def _reviews(body: bytes) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Give the openings, and those of the reviews 200 and 201 in them."""
    openings = json.loads(body)
    by_id = {one["id"]: one for one in openings["reviews"]}
    return openings, by_id[review_id(200)], by_id[review_id(201)]


def _other_words(body: bytes) -> bytes:
    openings, one, _ = _reviews(body)
    one["segments"]["0"] = one["segments"]["2"]
    return json.dumps(openings).encode()


def _other_decision(body: bytes) -> bytes:
    openings, one, other = _reviews(body)
    one["decision"] = other["decision"]
    return json.dumps(openings).encode()


def _other_leaf(body: bytes) -> bytes:
    openings, one, other = _reviews(body)
    one["leaf"] = other["leaf"]
    return json.dumps(openings).encode()


def _covered_field(body: bytes) -> bytes:
    openings, one, _ = _reviews(body)
    del one["fields"]["title"]
    return json.dumps(openings).encode()


def _no_opening(body: bytes) -> bytes:
    openings, one, _ = _reviews(body)
    openings["reviews"].remove(one)
    return json.dumps(openings).encode()


OPENINGS = {
    "words": (_other_words, "it is not the review that the log has at this place"),
    "leaf": (_other_leaf, "it is not the review that the log has at this place"),
    "decision": (_other_decision, "the log has no decision to show it like this"),
    "covered": (_covered_field, "the log has no decision to show it like this"),
    "gone": (_no_opening, "the log publishes no such review"),
}


@pytest.mark.parametrize(("change", "reason"), OPENINGS.values(), ids=OPENINGS.keys())
def test_an_opening_that_does_not_open_its_entry_is_named(visit, change: Change, reason: str):
    page = visit()
    served_otherwise(page, "/openings/ana-diaz.json$", change)
    expect(ask_review(page, 200).locator("li")).to_have_text([reason])


NO_CRYPTO = "Object.defineProperty(Crypto.prototype, 'subtle', {get: () => undefined})"
NO_ED25519 = """SubtleCrypto.prototype.importKey = async () => {
  throw new DOMException("Unrecognized name.", "NotSupportedError");
}"""


@pytest.mark.parametrize("lack", [NO_CRYPTO, NO_ED25519], ids=["no WebCrypto", "no Ed25519"])
def test_a_browser_that_cannot_check_says_so_and_not_that_anything_is_wrong(visit, lack: str):
    page = visit("about:blank")
    page.add_init_script(lack)
    page.goto(ANA)
    for said in (ask_page(page), ask_review(page, 200)):
        expect(said).to_have_attribute("data-result", "cannot")
        expect(said).to_contain_text("Cannot check here.")
    expect(page.locator("[data-result=fail], [data-result=match]")).to_have_count(0)


def test_without_an_encrypted_connection_it_cannot_check(window, sealed: Sample):
    page = window(viewport=PHONE)
    host = "http://clinic.example"
    page.route(
        f"{host}/**",
        lambda route: route.fulfill(response=route.fetch(url=sealed.origin + route.request.url[len(host) :])),
    )
    page.goto(host + ANA)
    assert page.evaluate("isSecureContext") is False
    expect(ask_page(page)).to_contain_text("Cannot check here.")


@pytest.mark.parametrize("file", ["assets/check", "checkpoint", "openings/", "tile/0/", "tile/entries/"])
@pytest.mark.parametrize("is_missing", [False, True], ids=["no network", "no file"])
def test_what_cannot_be_loaded_is_neither_right_nor_wrong(visit, file: str, is_missing: bool):
    page = visit()
    page.route(re.compile(file), lambda route: route.fulfill(status=404) if is_missing else route.abort())
    said = ask_page(page)
    expect(said).to_have_attribute("data-result", "load")
    expect(said).to_contain_text("Could not load the log.")
    expect(page.locator("[data-result=fail], [data-result=match]")).to_have_count(0)


def test_a_checkpoint_from_before_the_last_change_is_not_compared(visit, sealed: Sample):
    page = visit()
    served_otherwise(page, "/openings/", lambda body: re.sub(rb'"size":[0-9]+', b'"size":9999', body))
    expect(ask_page(page)).to_have_attribute("data-result", "load")


def test_without_scripts_there_is_nothing_to_press(visit):
    page = visit(java_script_enabled=False)
    expect(page.locator("article.review")).to_have_count(20)
    expect(page.get_by_role("button", name="Check")).to_have_count(0)


def test_a_site_without_a_log_offers_no_check(window, sample: Sample):
    page = window(base_url=sample.origin)
    page.goto("/providers/amara-okafor/")
    has_log = Path(sample.out, "review-log").exists()
    expect(page.get_by_role("button", name="Check review")).to_have_count(20 if has_log else 0)
