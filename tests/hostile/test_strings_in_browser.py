"""Hostile strings in every text of a site, opened in a real browser with and without the pages' policy.

`HOSTILE_LISTS=DIR` names a folder with more lists (`*.json` arrays, `*.txt` lines); docs/project/hostile-input.md has
what came of public ones.
"""

from __future__ import annotations

import functools
import http.server
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from browser.conftest import StaticHost, browser  # noqa: F401 - a fixture
from playwright.sync_api import Browser

from hostile_site import HostileSite, Planted
from listener import listening
from string_lists import OWN, read_list, read_lists

pytestmark = pytest.mark.browser

LISTS = os.environ.get("HOSTILE_LISTS")
MOST_TOPICS = 40
"""Pages of conditions and specialties differ in nothing but their words: so many are opened."""


class Bare(StaticHost):
    """A host that sends no policy: what is harmless now is harmless by itself."""

    def end_headers(self) -> None:
        http.server.SimpleHTTPRequestHandler.end_headers(self)


@contextmanager
def hosted(folder: Path, handler: type[StaticHost]) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[HostileSite, Planted]:
    strings = read_lists(Path(LISTS)) if LISTS else read_list(OWN)
    site = HostileSite(tmp_path_factory.mktemp("hostile") / "site")
    planted = site.plant(strings)
    assert site.seal().checkpoint is not None
    result, refused = site.published()
    sys.stdout.write(f"\n{planted.strings} strings, {planted.reviews} reviews; refused: {planted.refused} {refused}\n")
    assert result.published
    return site, planted


def pages_of(out: Path) -> list[str]:
    """Give the addresses of all pages, of topics only the first ones."""
    found = [path.relative_to(out).as_posix() for path in sorted(out.rglob("*.html"))]
    topics = [one for one in found if one.startswith(("conditions/", "specialties/"))]
    return [f"/{one.removesuffix('index.html')}" for one in found if one not in topics[MOST_TOPICS:]]


@pytest.mark.parametrize("host", [StaticHost, Bare], ids=["with the policy", "without it"])
def test_no_string_becomes_more_than_words_on_any_page(planted, browser: Browser, host) -> None:  # noqa: F811
    site, _ = planted
    out = site.root / "public"
    wrong = {}
    with hosted(out, host) as origin, listening(browser, origin) as listener:
        pages = pages_of(out)
        for path in pages:
            if found := listener.open(path):
                wrong[path] = found[:5]
    sys.stdout.write(f"{len(pages)} pages, {len(wrong)} with something strange\n")
    assert not wrong, dict(list(wrong.items())[:10])
