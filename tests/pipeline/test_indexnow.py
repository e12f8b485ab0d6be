"""Which pages changed between two outputs, and the notice of it, answered by a server on this machine."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest

from conftest import SiteFolder, review
from site_gen.errors import UnreadableError
from site_gen.load.documents import SITE_FILE, parse_site, read_file
from site_gen.model.site import Site
from site_gen.pipeline import indexnow
from site_gen.pipeline.indexnow import changed_urls, format_digests, page_digests, parse_digests, submit

KEY = "b7d2f0c4a91e4d5c"
HOME = "https://harbor.example/"
ANA = f"{HOME}providers/ana-diaz/"


class Host(NamedTuple):
    """A search engine: its address, what it was told, and what it answers next, the last answer again and again."""

    endpoint: str
    told: list[dict[str, Any]]
    answers: list[tuple[int, dict[str, str]]]


@pytest.fixture
def host() -> Iterator[Host]:
    told: list[dict[str, Any]] = []
    answers: list[tuple[int, dict[str, str]]] = [(200, {})]

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.headers["Content-Type"] == "application/json; charset=utf-8"
            told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            status, headers = answers.pop(0) if len(answers) > 1 else answers[0]
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_arguments: Any) -> None:
            """Say nothing."""

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Host(f"http://127.0.0.1:{server.server_port}/indexnow", told, answers)
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def folder(site: Callable[[str], SiteFolder]) -> SiteFolder:
    made = site(review(1, text="It went well."))
    made.edit("site.yaml", "time_zone", f"indexnow: {{key: {KEY}}}\ntime_zone")
    return made


def settings(folder: SiteFolder) -> Site:
    read = parse_site(read_file(folder.root, SITE_FILE))
    assert isinstance(read, Site)
    return read


def digests(folder: SiteFolder, **changes: object) -> dict[str, str]:
    return page_digests(folder.build(**changes).folder, settings(folder))


def test_the_key_is_published_in_a_file_of_its_name(folder: SiteFolder):
    assert folder.build().bytes(f"{KEY}.txt") == f"{KEY}\n".encode()


def test_without_a_key_there_is_no_such_file(site: Callable[[str], SiteFolder]):
    files = site("").build().tree()
    assert [file for file in files if file.endswith(".txt") and file not in ("robots.txt", "llms.txt")] == []


def test_every_page_of_the_sitemap_has_a_digest_and_no_other_page(folder: SiteFolder):
    found = digests(folder)
    assert {HOME, ANA, f"{ANA}reviews/1/", f"{HOME}find/"} <= found.keys()
    assert f"{HOME}404.html" not in found


def test_another_day_and_another_look_change_no_page(folder: SiteFolder):
    before = digests(folder)
    later = folder.options().as_of.replace(day=25)
    folder.write('-- themes/mine/theme.yaml --\nname: Mine\nextends: default\ncolor: "#7a1f1f"\n')
    folder.edit("site.yaml", "time_zone", "theme: mine\ntime_zone")
    assert folder.build(as_of=later).bytes("find/index.html") != b""
    assert changed_urls(before, digests(folder, as_of=later)) == ()


def test_a_new_word_changes_the_page_that_has_it_and_no_other(folder: SiteFolder):
    before = digests(folder)
    folder.edit("content/providers/ana-diaz.yaml", "Ana looks after teeth.", "Ana looks after all teeth.")
    assert changed_urls(before, digests(folder)) == (ANA,)


def test_a_new_review_changes_every_page_that_counts_it(folder: SiteFolder):
    before = digests(folder)
    folder.write(review(2, rating=1, text="I waited."))
    changed = changed_urls(before, digests(folder))
    assert {ANA, f"{ANA}reviews/1/", HOME, f"{HOME}transparency/"} <= set(changed)
    assert f"{HOME}specialties/" not in changed


def test_pages_that_come_and_go_are_told(folder: SiteFolder):
    before = digests(folder)
    folder.write("-- content/pages/parking.md --\n---\ntitle: Parking\nnav: 1\n---\nBehind the house.\n")
    after = digests(folder)
    assert f"{HOME}parking/" in changed_urls(before, after)
    assert f"{HOME}parking/" in changed_urls(after, before)


def test_an_index_of_sitemaps_is_followed(folder: SiteFolder, monkeypatch: pytest.MonkeyPatch):
    whole = digests(folder)
    monkeypatch.setattr("site_gen.render.data.sitemap.MOST_URLS", 5)
    assert digests(folder, full=True) == whole
    assert (folder.root / "public/sitemap-2.xml").is_file()


def test_a_folder_without_a_sitemap_is_refused(folder: SiteFolder):
    with pytest.raises(UnreadableError, match="cannot read"):
        page_digests(folder.root, settings(folder))


def test_digests_are_kept_in_a_file():
    kept = {f"{HOME}b/": "2", HOME: "1"}
    assert parse_digests(format_digests(kept)) == kept
    assert format_digests(dict(reversed(kept.items()))) == format_digests(kept)
    with pytest.raises(UnreadableError):
        parse_digests(b"[1]")


@pytest.mark.parametrize("status", [200, 202])
def test_a_notice_has_host_key_and_addresses_and_is_taken(folder: SiteFolder, host: Host, status: int):
    host.answers[:] = [(status, {})]
    answer = submit((HOME, ANA), settings(folder), endpoint=host.endpoint)
    assert answer == ((HOME, ANA), (), "", "")
    location = f"{HOME}{KEY}.txt"
    assert host.told == [{"host": "harbor.example", "key": KEY, "keyLocation": location, "urlList": [HOME, ANA]}]


def test_nothing_changed_sends_nothing(folder: SiteFolder, host: Host):
    assert submit((), settings(folder), endpoint=host.endpoint) == ((), (), "", "")
    assert host.told == []


@pytest.mark.parametrize(
    ("status", "words"), [(400, "malformed"), (403, "key"), (422, "host"), (500, "does not have"), (302, "302")]
)
def test_a_refusal_says_why_and_leaves_the_addresses(folder: SiteFolder, host: Host, status: int, words: str):
    host.answers[:] = [(status, {"Location": "/elsewhere"} if status == 302 else {})]
    answer = submit((HOME, ANA), settings(folder), endpoint=host.endpoint)
    assert answer.accepted == ()
    assert answer.left == (HOME, ANA)
    assert words in answer.problem
    assert answer.hint
    assert len(host.told) == 1


def test_too_many_notices_leave_the_rest_and_say_how_long_to_wait(
    folder: SiteFolder, host: Host, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(indexnow, "MOST_URLS", 2)
    urls = tuple(f"{HOME}p-{number}/" for number in range(5))
    host.answers[:] = [(200, {}), (429, {"Retry-After": "120"})]
    answer = submit(urls, settings(folder), endpoint=host.endpoint)
    assert answer.accepted == urls[:2]
    assert answer.left == urls[2:]
    assert "429" in answer.problem
    assert answer.hint.endswith("after 120 seconds")
    assert [len(one["urlList"]) for one in host.told] == [2, 2]


def test_nobody_at_the_address_is_said(folder: SiteFolder):
    answer = submit((HOME,), settings(folder), endpoint="http://127.0.0.1:9/", wait_seconds=5)
    assert answer.left == (HOME,)
    assert "does not answer" in answer.problem


@pytest.mark.parametrize("key", ["short", "with blank 123", "x" * 129])
def test_a_key_that_the_protocol_does_not_allow_is_a_finding(site: Callable[[str], SiteFolder], key: str):
    folder = site("")
    folder.edit("site.yaml", "time_zone", f"indexnow: {{key: {key}}}\ntime_zone")
    (finding,) = folder.findings()
    assert (finding.code, finding.path) == ("SRC002", "site.yaml")
