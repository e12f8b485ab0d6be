"""Hostile strings in every text of a site and of its reports, opened in a real browser.

Pages are opened with their policy and without it, so that it is the pages themselves that are judged. What came of
public lists is in docs/project/hostile-input.md.
"""

from __future__ import annotations

import functools
import http.server
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from browser.conftest import StaticHost
from loopback import on_loopback
from playwright.sync_api import Browser

from hostile.listener import listening
from hostile.string_lists import table_of, without_blanks
from site_gen.cli.main import run
from site_gen.render.prose import Prose

pytestmark = pytest.mark.browser

MOST_TOPICS = 40
"""Pages of conditions and specialties differ in nothing but their words: so many are opened."""
REPORTS = ("compliance", "transparency", "replies", "calendar", "channels", "team", "visuals", "freshness", "cards")


class Bare(http.server.SimpleHTTPRequestHandler):
    """A host that sends no policy: what is harmless now is harmless by itself."""

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


Host = type[http.server.SimpleHTTPRequestHandler]


@contextmanager
def hosted(folder: Path, handler: Host) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    with on_loopback(server) as address:
        yield address


def pages_of(out: Path) -> list[str]:
    """Give the addresses of all pages, of topics only the first ones."""
    found = [path.relative_to(out).as_posix() for path in sorted(out.rglob("*.html"))]
    topics = [one for one in found if one.startswith(("conditions/", "specialties/"))]
    return [f"/{one.removesuffix('index.html')}" for one in found if one not in topics[MOST_TOPICS:]]


@pytest.mark.parametrize("host", [StaticHost, Bare], ids=["with the policy", "without it"])
def test_no_string_becomes_more_than_words_on_any_page(planted, lists, browser: Browser, host):
    site, taken = planted
    out = site.root / "public"
    pages = pages_of(out)
    wrong, shown = opened(browser, out, host, pages)
    said = set(map(without_blanks, taken.said))
    sys.stdout.write(f"\n{len(taken.said)} of {taken.strings} strings in reviews; refused: {dict(taken.refused)}\n")
    sys.stdout.write(f"{len(pages)} pages, {len(wrong)} with something strange\n{table_of(lists, shown)}")
    assert wrong == {}
    assert said - shown["texts"] == set(), "each review is shown word for word"
    assert len(said & shown["attributes"]) > 0.8 * len(said)


def test_no_string_becomes_more_than_words_in_a_report(planted, browser: Browser, tmp_path):
    site, _ = planted
    for name in REPORTS:
        assert run(["-C", str(site.root), "report", name, "--out", str(tmp_path / name)]) in (0, 1), name
    pages = pages_of(tmp_path)
    assert len(pages) >= len(REPORTS)
    assert strange(browser, tmp_path, Bare, pages, is_report=True) == {}


def test_no_string_becomes_more_than_words_in_markdown(strings, browser: Browser, tmp_path):
    """Whatever rules say of it later: each string alone, written by the writer of pages."""
    prose = Prose(lambda target: target, lambda _name, _alt: None)
    written = [f"<section>{prose.html(one)}</section>" for one in strings]
    for at in range(0, len(written), 200):
        page = f'<!DOCTYPE html><meta charset="utf-8"><title>x</title>{"".join(written[at : at + 200])}'
        (tmp_path / f"{at}.html").write_text(page, "utf-8", errors="replace")
    found = strange(browser, tmp_path, Bare, pages_of(tmp_path))
    noticed = [one for said in found.values() for one in said if not one.startswith("request http")]
    assert noticed == [], "a picture may be asked for, and rules refuse such a page"


def opened(
    browser: Browser, folder: Path, host: Host, pages: list[str], *, is_report: bool = False
) -> tuple[dict[str, list[str]], dict[str, set[str]]]:
    """Give what is strange, by page, and the words that are shown, by place."""
    obeys = host is not Bare
    with hosted(folder, host) as origin, listening(browser, origin, obeys=obeys, is_report=is_report) as listener:
        return {path: found for path in pages if (found := listener.open(path))}, listener.shown


def strange(
    browser: Browser, folder: Path, host: Host, pages: list[str], *, is_report: bool = False
) -> dict[str, list[str]]:
    """Give what is strange, by page."""
    return opened(browser, folder, host, pages, is_report=is_report)[0]


@pytest.mark.parametrize(
    "markup",
    [
        "<script>owned(1)</script>",
        "<img src=x onerror=owned(1)>",
        "<svg onload=owned(1)>",
        "<a href='java&#9;script:owned(1)'>x</a>",
        "<iframe srcdoc='<script>parent.owned(1)</script>'></iframe>",
        "<form action=https://evil.example><button>Go</button></form>",
        "<base href=https://evil.example/>",
        "<style>*{}</style>",
        "<p onmouseover=owned(1)>x</p>",
        "<img src=https://evil.example/p.png alt=x>",
        '<script type="application/ld+json">{"a": </script>',
    ],
)
def test_the_listener_notices_what_is_more_than_words(browser: Browser, tmp_path, markup):
    (tmp_path / "x.html").write_text(f"<!DOCTYPE html><title>x</title>{markup}")
    assert "/x.html" in strange(browser, tmp_path, Bare, ["/x.html"])
