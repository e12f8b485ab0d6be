"""The queue in the browser is for whoever has the terminal's link, and for no page from elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from moderation.deciding import path_of, waiting
from serve.preview_server import PATIENCE_SECONDS, serving
from serve.test_serve_command import refused
from serve.visitor import PATH, Visitor, link_of, sitting

from conftest import SITE, SiteFolder, review_id

FIRST = review_id(1)
WAITING = waiting(1, text="Two hours of waiting.") + waiting(2)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> SiteFolder:
    """Give a site in which nothing may be decided: every test here is about refusals."""
    return SiteFolder(tmp_path_factory.mktemp("access") / "site").write(SITE).write(WAITING)


@pytest.fixture(scope="module")
def guest(folder: SiteFolder) -> Iterator[Visitor]:
    with sitting(folder.root) as (visitor, page):
        assert page.status == 200
        yield visitor


@pytest.fixture
def unchanged(folder: SiteFolder) -> Iterator[None]:
    """See to it that a test leaves the content as it was."""

    def everything() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in (folder.root / "content").rglob("*.yaml")}

    before = everything()
    yield
    assert everything() == before


@pytest.fixture
def form(guest: Visitor) -> dict[str, str]:
    """Give an honest form that would publish the first review."""
    return guest.get(FIRST).form("Publish")


def test_a_link_lets_one_browser_in_and_the_terminal_shows_the_next(site):
    with serving(site(WAITING).root, "--moderate") as server:
        link = link_of(server)
        first, second = Visitor(server), Visitor(server)
        assert first.enter(link).page.h1.get_text() == "Dr. Ana Diaz, DDS"
        assert second.get(link).status == 403
        assert first.follow(first.get(link)).status == 200
        lines = len(server.lines) - 1
        assert second.enter(link_of(server, after=lines)).status == 200
        assert first.get(FIRST).status == 200


def test_looking_at_the_link_does_not_spend_it(site):
    with serving(site(WAITING).root, "--moderate") as server:
        assert Visitor(server).get(link_of(server)).status == 200
        assert Visitor(server).enter(link_of(server)).status == 200


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("path", ["", "?token=", "?token=guessed", FIRST, f"{FIRST}/preview", "again", "nothing"])
def test_without_link_or_cookie_pages_say_what_to_do_in_plain_text(guest, path):
    answer = Visitor(guest.server).get(path)
    assert answer.status == 403
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert "Open the link that the terminal with site-gen serve shows last" in answer.text
    assert FIRST not in answer.text


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("path", ["begin", FIRST, f"{FIRST}/undo", f"{FIRST}/told", "again"])
@pytest.mark.parametrize("cookie", ["", "site-gen-moderate-1=x"])
def test_without_link_or_cookie_forms_are_refused(guest, form, path, cookie):
    answer = Visitor(guest.server).post(path, {**form, "token": "guessed", "role": "compliance"}, Cookie=cookie)
    assert answer.status == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "http://evil.example",
        "http://127.0.0.1:1",
        "http://127.0.0.1:{site}",
        "https://127.0.0.1:{port}",
        "http://127.0.0.1",
    ],
)
def test_a_form_from_another_origin_or_none_is_refused(guest, form, origin):
    answer = guest.post(FIRST, form, Origin=origin and origin.format(port=guest.port, site=guest.server.port))
    assert answer.status == 403
    assert "sent from another origin" in answer.text


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("site_of", ["cross-site", "same-site", "none"])
def test_a_form_that_the_browser_says_is_from_elsewhere_is_refused(guest, form, site_of):
    assert guest.post(FIRST, form, Sec_Fetch_Site=site_of).status == 403


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1:1", "127.0.0.1:{site}", "localhost.evil.example:{port}"]
)
def test_a_foreign_host_is_refused_also_with_cookie_and_ticket(guest, form, host):
    host = host.format(port=guest.port, site=guest.server.port)
    assert guest.get(FIRST, Host=host).status == 403
    answer = guest.post(FIRST, form, Host=host, Origin=f"http://{host}")
    assert answer.status == 403
    assert FIRST not in answer.text


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("goal", ["empty", "iframe", "script", "image"])
def test_a_page_is_given_to_no_script_and_no_frame(guest, form, goal):
    assert guest.get(FIRST, Sec_Fetch_Dest=goal).status == 403
    assert guest.post(FIRST, form, Sec_Fetch_Dest=goal, Sec_Fetch_Site="same-origin").status == 403
    assert guest.get(FIRST, Sec_Fetch_Dest="document").status == 200
    assert guest.get("style.css", Sec_Fetch_Dest="style").status == 200


@pytest.mark.usefixtures("unchanged")
def test_a_form_without_a_ticket_or_with_that_of_something_else_is_refused(guest, form):
    other = guest.get(review_id(2)).form("Publish")
    for ticket in ("", "0" * 64, other["ticket"], "é"):
        answer = guest.post(FIRST, {**form, "ticket": ticket})
        assert answer.status == 403, ticket
        assert "the form is none of this sitting" in answer.text
    assert guest.post(FIRST, {name: value for name, value in form.items() if name != "ticket"}).status == 403
    assert guest.post(FIRST, {**form, "digest": other["digest"]}).status == 403


@pytest.mark.usefixtures("unchanged")
def test_a_ticket_of_another_sitting_is_refused(guest, form):
    other = Visitor(guest.server)
    other.enter(link_of(guest.server, after=max(n for n, line in enumerate(guest.server.lines) if "?token=" in line)))
    assert other.post(FIRST, form).status == 403
    assert other.get(FIRST).form("Publish")["ticket"] != form["ticket"]


@pytest.mark.usefixtures("unchanged")
def test_no_get_changes_anything(guest, form):
    query = "&".join(f"{name}={value}" for name, value in form.items())
    for path in ("", FIRST, f"{FIRST}/preview"):
        assert guest.get(f"{path}?{query}").status in (200, 303, 409)
    for path in ("begin", "again", f"{FIRST}/undo", f"{FIRST}/told"):
        assert guest.get(f"{path}?{query}").status == 405


def test_the_headers_let_nothing_in_and_nothing_be_kept(guest):
    headers = guest.get(FIRST).headers
    assert headers["content-security-policy"] == (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-frame-options"] == "DENY"
    assert "server" not in headers


def test_the_cookie_is_for_the_queue_alone_and_no_script_reads_it(site):
    with serving(site(WAITING).root, "--moderate") as server:
        visitor = Visitor(server)
        form = visitor.get(link_of(server)).form("Begin") | {"role": "compliance"}
        cookie = visitor.post("begin", form).headers["set-cookie"]
        assert cookie.startswith(f"site-gen-moderate-{visitor.port}=")
        assert {"HttpOnly", f"Path={PATH}", "SameSite=Strict"} <= set(cookie.split("; "))


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_an_address_that_others_reach_is_refused(site, host):
    done = refused(site(WAITING).root, "--port", "0", "--moderate", "--host", host)
    assert done.returncode == 2
    assert "the queue of reviews only from this one" in done.stderr
    assert "token" not in done.stderr


def test_a_role_is_refused_that_is_none_or_has_nothing_to_decide(site):
    root = site(WAITING).root
    done = refused(root, "--port", "0", "--moderate", "--role", "Dr. Diaz")
    assert (done.returncode, '"Dr. Diaz" is no role' in done.stderr) == (2, True)
    done = refused(root, "--port", "0", "--role", "compliance")
    assert (done.returncode, "--role goes with --moderate" in done.stderr) == (2, True)


def test_a_role_that_is_none_can_be_typed_again(site):
    with serving(site(WAITING).root, "--moderate") as server:
        visitor = Visitor(server)
        form = visitor.get(link_of(server)).form("Begin")
        answer = visitor.post("begin", form | {"role": "<Dr. Diaz>"})
        assert answer.status == 409
        assert "&lt;Dr. Diaz&gt;" in answer.text
        assert "set-cookie" not in answer.headers
        assert visitor.post("begin", answer.form("Begin") | {"role": "office"}).status == 303


def test_the_browser_is_opened_on_the_queue(site, tmp_path):
    seen = tmp_path / "seen"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" >{seen}.new && mv {seen}.new {seen}\n')
    browser.chmod(0o755)
    with serving(site(WAITING).root, "--moderate", "--open", BROWSER=str(browser)) as server:
        end = time.monotonic() + PATIENCE_SECONDS
        while not seen.exists() and time.monotonic() < end:
            time.sleep(0.02)
        assert seen.read_text() == link_of(server)


def test_a_second_click_on_the_same_button_changes_nothing_more(site):
    folder = site(WAITING)
    with sitting(folder.root) as (visitor, page):
        visitor.post(FIRST, page.form("Publish"))
        decided = (folder.root / path_of(1)).read_bytes()
        answer = visitor.post(FIRST, page.form("Publish"))
        assert answer.status == 409
        assert "Go on with the queue" in answer.text
        assert (folder.root / path_of(1)).read_bytes() == decided


def test_the_end_of_the_queue_leads_to_the_preview_of_the_site(site):
    with sitting(site(WAITING).root) as (visitor, page):
        for number in (1, 2):
            page = visitor.follow(visitor.post(review_id(number), page.form("Skip for now")))
        link = next(one for one in page.page("a") if one.get_text() == "Look at the preview of the site")
        assert link["href"] == visitor.server.url


@pytest.mark.usefixtures("unchanged")
def test_the_queue_is_of_another_origin_than_the_site(guest):
    assert guest.port != guest.server.port
    assert guest.server.get(PATH, Cookie=guest.cookie).status == 404
    assert guest.server.get(PATH + FIRST, Cookie=guest.cookie).status == 404
    assert guest.get("/").headers["location"] == PATH
    assert guest.get("/providers/").status == 404
    assert Visitor(guest.server).get("/providers/").status == 403


def test_without_the_option_there_is_no_queue(site):
    with serving(site(WAITING).root) as server:
        assert server.get(PATH).status == 404
        assert not [line for line in server.lines if "token" in line]


def test_the_address_without_its_last_stroke_leads_to_the_queue(guest):
    assert guest.get(PATH.rstrip("/")).headers["location"] == PATH
