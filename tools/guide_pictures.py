"""Makes the pictures of docs/guide/pictures/: a new site is made, used as the guides say, and looked at.

Pages are photographed by Debian's chromium, screens of the terminal are drawn as SVG. Nothing outside of a temporary
folder and the folder of pictures is written. `tools/guide_pictures.py NAME…` makes only these.
"""

from __future__ import annotations

import contextlib
import datetime
import functools
import http.server
import io
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from generated import REPOSITORY
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

sys.path.insert(0, str(REPOSITORY / "tests"))
from moderation.terminal import Terminal
from serve.preview_server import PreviewServer

PICTURES = REPOSITORY / "docs" / "guide" / "pictures"
SITE_GEN = Path(sys.executable).parent / "site-gen"
MOST_BYTES = 80_000
WIDE = {"width": 1200, "height": 760}
COLUMNS = 100

THEME = TerminalTheme(
    (253, 253, 251),
    (32, 38, 46),
    [
        (32, 38, 46),
        (176, 32, 32),
        (24, 110, 60),
        (140, 90, 0),
        (24, 90, 170),
        (130, 50, 140),
        (0, 110, 120),
        (90, 96, 104),
    ],
    [
        (90, 96, 104),
        (190, 40, 40),
        (24, 120, 66),
        (150, 100, 0),
        (30, 100, 190),
        (140, 60, 150),
        (0, 120, 130),
        (32, 38, 46),
    ],
)
FORMAT = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width; }}
{styles}</style>
<defs><clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>{lines}</defs>
<rect fill="#fdfdfb" stroke="#c9ced3" x="1" y="1" width="99.6%" height="99%" rx="8"/>
<g transform="translate({terminal_x}, 22)" clip-path="url(#{unique_id}-clip-terminal)">{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g></g>
</svg>
"""
"""Rich's picture of a terminal without its web font: nothing is asked of another host."""

SURVEY = """\
ID,Date,Provider,Rating,Comment
a-1,{day5},sam-sample,5,"Explained everything twice, without hurry."
a-2,{day3},sam-sample,2,"Dr. Sample was kind, but I waited 50 minutes. Nurse Keller gave me 312-555-0142 to call."
a-3,{day2},sam-sample,4,
"""
REGISTER = """\
authorizations:
  - {reference: auth-2026-031, version: web-1, scope: [website], signed_on: 2026-03-02, source: survey, source_id: a-1}
  - {reference: auth-2026-032, version: web-1, scope: [website], signed_on: 2026-03-02, source: survey, source_id: a-2}
"""
THEME_FILE = 'name: Mine\nextends: default\ncolor: "#7a3e9d"\nlayout:\n  font: serif\n  corners: soft\n'
LINKS = "review_links:\n  form: https://forms.example/lakeview\n  google: https://g.page/r/your-place/review\n"


class Day:
    """One new site, and what is done with it in the order of the pictures."""

    def __init__(self, folder: Path, browser: Browser, only: list[str]) -> None:
        self.folder, self.browser, self.only = folder, browser, only
        self.site = folder / "my-site"
        self.environment = {"XDG_CONFIG_HOME": str(folder / "keys"), "XDG_STATE_HOME": str(folder / "state")}
        os.environ.update(self.environment)
        os.environ["PATH"] = f"{SITE_GEN.parent}:{os.environ['PATH']}"

    def run(self, *arguments: str, cwd: Path | None = None) -> str:
        """Run a command, and give what it says on both streams, colours too."""
        done = subprocess.run(
            [str(SITE_GEN), *arguments],
            cwd=cwd or self.site,
            env={**os.environ, "COLUMNS": str(COLUMNS), "FORCE_COLOR": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode < 2, done.stdout
        return done.stdout

    def screen(self, name: str, *lines: str) -> None:
        """Draw what was typed and said."""
        if not self.wants(name):
            return
        console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, legacy_windows=False)
        text = Text.from_ansi("\n".join(line.rstrip().replace("\r", "") for line in lines))
        text.rstrip()
        console.print(text, soft_wrap=False)
        self._keep(f"{name}.svg", console.export_svg(theme=THEME, code_format=FORMAT, unique_id=name).encode())

    def page(
        self, name: str, address: str, *, prepare: Callable[[Page], object] | None = None, height: int = 0
    ) -> None:
        """Photograph a page at the width of a desk."""
        if not self.wants(name):
            return
        context = self.browser.new_context(viewport={**WIDE, "height": height or WIDE["height"]}, bypass_csp=True)
        page = context.new_page()
        page.goto(address, wait_until="load")
        if prepare is not None:
            prepare(page)
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        context.close()
        for quality in (85, 75, 65, 50, 35):
            data = io.BytesIO()
            picture.save(data, "WEBP", quality=quality, method=6)
            if data.tell() < MOST_BYTES:
                break
        self._keep(f"{name}.webp", data.getvalue())

    def wants(self, name: str) -> bool:
        """Tell whether a picture is asked for."""
        return not self.only or name in self.only

    def _keep(self, name: str, data: bytes) -> None:
        assert len(data) < MOST_BYTES, f"{name} has {len(data)} bytes"
        PICTURES.mkdir(parents=True, exist_ok=True)
        (PICTURES / name).write_bytes(data)
        print(f"made {(PICTURES / name).relative_to(REPOSITORY)}, {len(data):,} bytes")


def new_site(day: Day) -> None:
    """The web person's first hour."""
    day.run("init", "my-site", cwd=day.folder)
    with previewing(day.site) as preview:
        day.page("preview", preview.url, height=1060)
    theme = day.site / "themes" / "mine" / "theme.yaml"
    theme.parent.mkdir(parents=True)
    theme.write_text(THEME_FILE, encoding="utf-8")
    settings = day.site / "site.yaml"
    before = settings.read_text(encoding="utf-8")
    settings.write_text(f"{before}theme: mine\n", encoding="utf-8")
    with previewing(day.site) as preview:
        day.page("theme", preview.url, height=1060)
        day.page("look", f"{preview.url}providers/sam-sample/", prepare=_try_a_look, height=900)
    settings.write_text(before, encoding="utf-8")
    profile = day.site / "content" / "providers" / "sam-sample.yaml"
    good = profile.read_text(encoding="utf-8")
    profile.write_text(good.replace("kind: physician ", "kind: phisician ") + "npi: 1234567890\n", encoding="utf-8")
    day.screen("check", "$ site-gen check", day.run("check"))
    profile.write_text(good, encoding="utf-8")


def reviews(day: Day) -> None:
    """The marketing person's: asking, taking in, answering."""
    place = day.site / "content" / "locations" / "main-street.yaml"
    place.write_text(place.read_text(encoding="utf-8") + LINKS, encoding="utf-8")
    for file in (day.site / "content" / "responses").glob("*.md"):
        file.write_text(file.read_text(encoding="utf-8").replace("# approved_", "approved_"), encoding="utf-8")
    today = datetime.date.today()
    days = {f"day{n}": today - datetime.timedelta(days=n) for n in (2, 3, 5)}
    (day.site / "survey.csv").write_text(SURVEY.format(**days), encoding="utf-8")
    day.run("intake", "csv", "survey.csv", "--map", "survey.yaml", "--draft-mapping")
    tried = day.run("intake", "csv", "survey.csv", "--map", "survey.yaml", "--dry-run")
    taken = day.run("intake", "csv", "survey.csv", "--map", "survey.yaml")
    day.screen(
        "intake",
        "$ site-gen intake csv survey.csv --map survey.yaml --dry-run",
        tried,
        "$ site-gen intake csv survey.csv --map survey.yaml",
        taken,
    )
    (day.site / "content" / "authorizations.yaml").write_text(REGISTER, encoding="utf-8")
    with previewing(day.site) as preview:
        day.page("review-us", f"{preview.url}review-us/")


def decisions(day: Day) -> None:
    """The compliance person's: deciding, sealing, proving; then a reply."""
    waiting = [
        file.stem for file in (day.site / "content" / "reviews").rglob("*.yaml") if "rating: 2" in file.read_text()
    ]
    terminal = Terminal("moderate", "--role", "compliance", cwd=day.site, columns=COLUMNS, rows=40)
    try:
        terminal.sees("? help")
        terminal.types("s").sees("2 of 3")
        day.screen("moderate", "$ site-gen moderate --role compliance", terminal.colored)
        terminal.types("q")
        terminal.ends()
    finally:
        terminal.close()
    with previewing(day.site, "--moderate", "--role", "compliance") as preview:
        day.page("moderate-browser", preview.line("http").split()[-1], prepare=_begin, height=980)
    hidden = [part for number in (4, 6) for part in ("--hide", f"{number}=third-party-privacy")]
    day.run("moderate", waiting[0], "--publish", *hidden, "--role", "compliance")
    tried = day.run("seal", "--dry-run")
    sealed = day.run("seal")
    day.screen(
        "seal",
        "$ site-gen seal --dry-run",
        tried,
        "$ site-gen seal",
        sealed,
        "$ site-gen log show",
        day.run("log", "show"),
    )
    terminal = Terminal("reply", waiting[0], "--role", "office-manager", cwd=day.site, columns=COLUMNS, rows=44)
    try:
        terminal.sees("? help")
        day.screen("reply", f"$ site-gen reply {waiting[0]} --role office-manager", terminal.colored)
        terminal.types("q")
        terminal.ends()
    finally:
        terminal.close()
    day.run("build")
    day.screen("verify", "$ site-gen verify public", day.run("verify", "public"))
    day.run("report", "compliance", "--out", str(day.folder / "pack"))
    day.page("compliance", (day.folder / "pack" / "compliance.html").as_uri(), height=900)


def _try_a_look(page: Page) -> None:
    page.get_by_role("button", name="Look", exact=True).click()
    page.get_by_role("radio", name="solid").check()
    page.wait_for_timeout(500)


def _begin(page: Page) -> None:
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="Skip").click()


def sample(day: Day) -> None:
    """A profile of the sample site, as the first page of the docs shows it."""
    if not day.wants("profile"):
        return
    copy = day.folder / "sample"
    copy.mkdir()
    for name in ("content", "themes", "log"):
        shutil.copytree(REPOSITORY / name, copy / name)
    shutil.copy(REPOSITORY / "site.yaml", copy)
    day.run("build", cwd=copy)
    with hosting(copy / "public") as address:
        day.page("profile", f"{address}/providers/amara-okafor/", height=1000)


@contextlib.contextmanager
def previewing(root: Path, *arguments: str) -> Iterator[PreviewServer]:
    """Run the preview of a site."""
    with contextlib.closing(PreviewServer(root, "--port", "0", *arguments)) as server:
        yield server


@contextlib.contextmanager
def hosting(folder: Path) -> Iterator[str]:
    """Serve a built site, and give its origin."""
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A host of files that says nothing."""

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


def main() -> int:
    """Make the pictures; give the exit code."""
    chromium = next((found for name in ("chromium", "chromium-browser") if (found := shutil.which(name))), None)
    if chromium is None:
        print("chromium is not installed: sudo apt-get install chromium", file=sys.stderr)
        return 2
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--disable-background-networking", *root])
        day = Day(Path(folder), browser, sys.argv[1:])
        for part in (new_site, reviews, decisions, sample):
            part(day)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
