"""The sample site as a reader meets it: built once, hosted as a static host would, opened in Debian's chromium.

This folder is a package so that its `conftest` is another module than the one of all tests.
"""

from __future__ import annotations

import contextlib
import functools
import http.server
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from conftest import REPOSITORY, SiteFolder

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
MOST_MS = 10_000
STEP_MS = 50


class Sample(NamedTuple):
    """The sample site: its folder, its built pages, and the origin under which they are hosted."""

    folder: SiteFolder
    out: Path
    origin: str


Open = Callable[..., Page]
"""Opens a path of the sample in a window of its own; what goes beyond the path are playwright's context options."""


def eventually(page: Page, question: str, argument: object = None) -> None:
    """Wait until a script answers yes; playwright's own waiting needs `eval`, which the pages' policy forbids."""
    for _ in range(MOST_MS // STEP_MS):
        if page.evaluate(question, argument):
            return
        page.wait_for_timeout(STEP_MS)
    pytest.fail(f"never came true: {question}")


def copy_sample(target: Path) -> SiteFolder:
    """Copy the sample site away from the repository, whose cache and output belong to its owner."""
    target.mkdir()
    for name in ("content", "log", "themes"):
        shutil.copytree(REPOSITORY / name, target / name)
    shutil.copy(REPOSITORY / "site.yaml", target)
    return SiteFolder(target)


@pytest.fixture(scope="package")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    folder = copy_sample(tmp_path_factory.mktemp("browser") / "sample")
    out = folder.build().folder
    with hosted(out) as origin:
        yield Sample(folder, out, origin)


class StaticHost(http.server.SimpleHTTPRequestHandler):
    """A static host that reads `_headers` as Cloudflare does, and answers with `404.html`."""

    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        pattern = ""
        headers: dict[str, str] = {}
        for line in (Path(self.directory) / "_headers").read_text().splitlines():
            if not line.startswith(" "):
                pattern = line
            elif self.path.startswith(pattern.rstrip("*")):
                if line.strip().startswith("! "):
                    del headers[line.strip().removeprefix("! ")]
                    continue
                name, value = line.strip().split(": ", 1)
                headers[name] = f"{headers[name]}, {value}" if name in headers else value
        for name, value in headers.items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(HTTPStatus(code))
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_arguments: Any) -> None:
        """Say nothing."""


@contextlib.contextmanager
def hosted(out: Path, host: type[StaticHost] = StaticHost) -> Iterator[str]:
    """Serve a built folder as a static host would, and give the origin under which it stands."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(host, directory=str(out)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    found = next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)
    if found is None:
        reason = f"none of {', '.join(CHROMIUM_NAMES)} is installed"
        if os.getenv("CI") == "true":
            pytest.fail(f"{reason}, and under CI=true the browser tests must run")
        pytest.skip(reason)
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=[*quiet, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        )
        yield browser
        browser.close()


@pytest.fixture
def window(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Give a function that opens an empty window: a desktop's, where nothing moves, unless it is told otherwise."""
    contexts = []

    def open_window(**options: Any) -> Page:
        context = browser.new_context(**{"viewport": DESKTOP, "reduced_motion": "reduce", **options})
        context.set_default_timeout(MOST_MS)
        contexts.append(context)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()


@pytest.fixture
def visit(window: Callable[..., Page], sample: Sample) -> Open:
    """Give a function that opens a path of the sample."""

    def open_page(path: str = "/", **options: Any) -> Page:
        page = window(base_url=sample.origin, **options)
        page.goto(path)
        return page

    return open_page


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def size(request: pytest.FixtureRequest) -> ViewportSize:
    chosen: ViewportSize = request.param
    return chosen
