"""The owner's preview of the whole sample: an open page follows the YAML, good or broken."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, expect

from conftest import SiteFolder

from .conftest import MOST_MS, STEP_MS, copy_sample, eventually

pytestmark = pytest.mark.browser

PROFILE = "content/providers/amara-okafor.yaml"
OLD, NEW = "rows on the river, slowly", "sails on the lake, quickly"
STOP_SECONDS = 10


class Preview:
    """A copy of the sample, and where its preview is."""

    def __init__(self, folder: SiteFolder, origin: str) -> None:
        self.folder = folder
        self.origin = origin

    def line_of(self, text: str) -> int:
        lines = (self.folder.root / PROFILE).read_text(encoding="utf-8").splitlines()
        return next(number for number, line in enumerate(lines, 1) if line.startswith(text))


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    with previewing(copy_sample(tmp_path / "sample")) as one:
        yield one


@contextmanager
def previewing(folder: SiteFolder) -> Iterator[Preview]:
    """Give the preview of a folder while it runs."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    command = [sys.executable, "-m", "site_gen", "-C", str(folder.root), "serve", "--port", port]
    with (folder.root.parent / "said.txt").open("wb") as said:
        process = subprocess.Popen([*command, "--as-of", "2026-11-24"], stdout=said, stderr=said)
        try:
            yield Preview(folder, f"http://127.0.0.1:{port}")
        finally:
            process.terminate()
            process.wait(STOP_SECONDS)


def open_when_ready(page: Page, url: str) -> None:
    """Open a page of a preview that may still be building."""
    for _ in range(MOST_MS // STEP_MS):
        try:
            page.request.head(url)
            break
        except PlaywrightError:
            page.wait_for_timeout(STEP_MS)
    with page.expect_websocket():
        page.goto(url)


def test_an_open_page_shows_each_change_and_each_mistake_and_its_mending(window: Callable[..., Page], preview: Preview):
    page = window()
    open_when_ready(page, f"{preview.origin}/providers/amara-okafor/")
    visits = []
    page.on("request", lambda request: visits.append(request.url) if request.is_navigation_request() else None)
    expect(page.get_by_text(OLD)).to_be_visible()

    preview.folder.edit(PROFILE, OLD, NEW)
    expect(page.get_by_text(NEW)).to_be_visible(timeout=MOST_MS)
    expect(page.get_by_text(OLD)).to_have_count(0)

    preview.folder.edit(PROFILE, "kind: physician", "kind: phisician")
    place = f"{PROFILE}:{preview.line_of('kind:')}"
    expect(page.get_by_text(place)).to_be_visible(timeout=MOST_MS)
    expect(page.get_by_text("did you mean physician?")).to_be_visible()
    expect(page.get_by_text(NEW)).to_be_attached()

    preview.folder.edit(PROFILE, "name: {prefix", "name: [prefix")
    expect(page.get_by_text(f"{PROFILE}:1").first).to_be_visible(timeout=MOST_MS)
    expect(page.get_by_text(NEW)).to_be_attached()

    preview.folder.edit(PROFILE, "name: [prefix", "name: {prefix")
    preview.folder.edit(PROFILE, "kind: phisician", "kind: physician")
    expect(page.get_by_text(PROFILE)).to_have_count(0, timeout=6 * MOST_MS)
    expect(page.get_by_text(NEW)).to_be_visible()
    assert set(visits) == {f"{preview.origin}/providers/amara-okafor/"}, "the page reloads by itself"
    assert 3 <= len(visits) <= 6, "once for every state, and not in a circle"


def test_a_reload_leaves_readers_where_they_were(window: Callable[..., Page], preview: Preview):
    page = window()
    open_when_ready(page, f"{preview.origin}/providers/amara-okafor/")
    page.evaluate("scrollTo({top: 1234, behavior: 'instant'})")
    preview.folder.edit(PROFILE, "she/her", "they/them")
    expect(page.get_by_text("they/them")).to_be_attached(timeout=MOST_MS)
    eventually(page, "scrollY === 1234")


def test_a_site_that_does_not_build_shows_why_and_becomes_the_site_once_it_does(
    window: Callable[..., Page], tmp_path: Path
):
    folder = copy_sample(tmp_path / "sample")
    folder.edit(PROFILE, "kind: physician", "kind: phisician")
    with previewing(folder) as preview:
        page = window()
        open_when_ready(page, f"{preview.origin}/providers/amara-okafor/")
        expect(page.get_by_text("Nothing to show yet: 1 finding to mend").first).to_be_visible(timeout=MOST_MS)
        folder.edit(PROFILE, "kind: phisician", "kind: physician")
        expect(page.get_by_text(OLD)).to_be_visible(timeout=6 * MOST_MS)
