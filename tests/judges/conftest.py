"""The outside judges: tools of other people that are asked about the built sample site.

`sh tools/judges.sh` brings them. Without them these tests are skipped, and under CI=true they fail.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from browser.conftest import Sample, browser, sample, visit, window

__all__ = ["Sample", "browser", "sample", "visit", "window"]

FOLDER = Path(__file__).parent
MOST_SECONDS = 240
KIND = re.compile(r'<body class="page-([\w-]*)')
MISSING = "/no/such/page/"


class Page(NamedTuple):
    """A built page: the kind that its body says, its language, and the path under which it is served."""

    kind: str
    language: str
    path: str
    file: Path


def unavailable(reason: str) -> None:
    """Skip, or fail where everything must run."""
    if os.getenv("CI") == "true":
        pytest.fail(f"{reason}, and under CI=true the outside judges must run")
    pytest.skip(f"{reason}: sh tools/judges.sh")


def program(name: str) -> str:
    """Give the path of a program of the system."""
    found = shutil.which(name)
    if found is None:
        unavailable(f"{name} is not installed")
    return str(found)


@pytest.fixture(scope="session")
def packages() -> Path:
    """Give the folder of the installed packages, as the lock file has them."""
    folder = FOLDER / "node_modules"
    stamp = folder / ".stamp"
    if not stamp.is_file() or stamp.read_bytes() != (FOLDER / "package-lock.json").read_bytes():
        unavailable("the packages of tests/judges are not installed")
    return folder


@pytest.fixture(scope="session")
def ask(packages: Path) -> Callable[..., Any]:
    """Give a function that runs a script of this folder on Node.js and reads the JSON that it prints."""
    assert packages.is_dir()
    node = program("node")

    def run(script: str, *arguments: object) -> Any:
        command = [node, str(FOLDER / script), *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=MOST_SECONDS, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


def pages_of(out: Path) -> list[Page]:
    """Give every page of a built site, in the order of their paths."""
    pages = []
    for file in sorted(out.rglob("*.html")):
        text = file.read_text(encoding="utf-8")
        kind, language = KIND.search(text), re.search(r'<html lang="([\w-]+)"', text)
        if kind and language:
            path = "/" + file.relative_to(out).as_posix().removesuffix("index.html")
            pages.append(Page(kind[1], language[1], MISSING if path == "/404.html" else path, file))
    return pages


def one_of_each_kind(out: Path, language: str) -> list[Page]:
    """Give of each kind the page with most on it."""
    chosen: dict[str, Page] = {}
    for page in pages_of(out):
        if page.language == language:
            largest = chosen.setdefault(page.kind, page)
            if page.file.stat().st_size > largest.file.stat().st_size:
                chosen[page.kind] = page
    assert len(chosen) >= 8, sorted(chosen)
    return list(chosen.values())
