"""The page of prepared responses: for this machine alone, from its own forms, and it keeps and changes nothing."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Iterator

import pytest
from serve.preview_server import PreviewServer, serving
from serve.visitor import Answer, Visitor

from conftest import SITE, SiteFolder

THANKS = """\
-- content/responses/thanks.md --
---
title: Thanks
topic: thanks
approved_by: compliance
approved_on: 2026-11-10
---
Thank you for writing. Please call the office of {name}, {specialty}, at {phone}.
"""
COMES = "prepared responses, filled and to copy"


def visitor_of(server: PreviewServer) -> Visitor:
    url = re.search(r"http://\S+", server.line(COMES))[0]
    return Visitor(server, urllib.parse.urlsplit(url).port)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> SiteFolder:
    return SiteFolder(tmp_path_factory.mktemp("responses") / "site").write(SITE).write(THANKS)


@pytest.fixture(scope="module")
def visitor(folder: SiteFolder) -> Iterator[Visitor]:
    with serving(folder.root) as server:
        yield visitor_of(server)


def fill(visitor: Visitor, **form: str) -> Answer:
    return visitor.post("/", {"provider": "", "place": "", "language": "", "question": "", **form})


def test_the_page_fills_a_response_and_offers_to_copy_it(visitor):
    page = visitor.get("/?provider=ana-diaz").page
    assert page.select_one("textarea[readonly]").get_text() == (
        "Thank you for writing. Please call the office of Dr. Ana Diaz, General dentistry, at (312) 555-0101."
    )
    button = page.select_one("button[data-copy]")
    assert page.select_one(f"textarea#{button['data-copy']}[readonly]")


def test_a_question_is_answered_and_written_nowhere(visitor, folder):
    before = {path: path.read_bytes() for path in (folder.root / "content").rglob("*.md")}
    lines = len(visitor.server.lines)
    answer = fill(visitor, question="Is a hurting tooth an emergency? zebra")
    assert answer.status == 200
    assert "zebra" in answer.page.select_one("textarea[name=question]").get_text()
    assert "zebra" not in "".join(visitor.server.lines[lines:])
    assert {path: path.read_bytes() for path in (folder.root / "content").rglob("*.md")} == before


def test_a_question_does_not_come_in_an_address(visitor):
    page = visitor.get("/?question=zebra").page
    assert page.select_one("textarea[name=question]").get_text() == ""
    assert page.select_one("form.ask")["method"] == "post"


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "http://127.0.0.1:1"])
def test_a_form_from_another_origin_or_none_is_refused(visitor, origin):
    answer = visitor.post("/", {"question": "x"}, Origin=origin)
    assert (answer.status, "another origin" in answer.text) == (403, True)


def test_the_preview_s_own_pages_cannot_send_a_form_either(visitor):
    assert visitor.post("/", {"question": "x"}, Origin=f"http://127.0.0.1:{visitor.server.port}").status == 403


@pytest.mark.parametrize("path", ["/", "/copy.js", "/style.css", "/nothing"])
def test_under_a_foreign_name_nothing_is_answered(visitor, path):
    answer = visitor.get(path, Host=f"evil.example:{visitor.port}")
    assert (answer.status, "Thank you" in answer.text) == (403, False)


@pytest.mark.parametrize("how", ["empty", "iframe", "image"])
def test_a_script_or_a_frame_gets_no_page(visitor, how):
    answer = visitor.get("/", Sec_Fetch_Dest=how)
    assert (answer.status, "Thank you" in answer.text) == (403, False)


def test_no_page_may_be_kept_framed_or_run_anything_from_elsewhere(visitor):
    headers = visitor.get("/").headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'; script-src 'self';")


def test_there_is_nothing_else_at_the_address_and_nothing_of_it_at_the_preview(visitor):
    assert visitor.get("/content/responses/thanks.md").status == 404
    assert visitor.server.get("/copy.js").status == 404
    assert visitor.get("/find/").status == 404


def test_what_does_not_load_is_said_and_the_page_comes_back(visitor, folder):
    folder.edit("content/providers/ana-diaz.yaml", "kind: dentist", "kind: magician")
    answer = visitor.get("/?provider=ana-diaz")
    assert (answer.status, "does not load" in answer.text) == (409, True)
    folder.edit("content/providers/ana-diaz.yaml", "kind: magician", "kind: dentist")
    assert visitor.get("/?provider=ana-diaz").status == 200


def test_every_value_on_the_page_is_escaped(visitor):
    text = fill(visitor, question="<script>alert(1)</script>", provider='"><b>').text
    assert "<script>alert" not in text
    assert '"><b>' not in text


def test_a_preview_that_others_reach_has_no_such_page(tmp_path):
    site = SiteFolder(tmp_path / "site").write(SITE).write(THANKS)
    with serving(site.root, "--host", "0.0.0.0") as server:
        server.get("/")
        assert not [line for line in server.lines if COMES in line]


def test_a_site_without_prepared_responses_has_no_such_page(tmp_path):
    with serving(SiteFolder(tmp_path / "site").write(SITE).root) as server:
        server.get("/")
        assert not [line for line in server.lines if COMES in line]
