"""Times saves in a preview: from the moment a profile is written until its page was asked for again with the change.

`python -m benchmarks.saves FOLDER 20` starts `site-gen serve` on a site, waits for it, listens as a browser does, and
writes a profile so many times, each time after the build that the last one led to.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tornado.httpclient import AsyncHTTPClient
from tornado.websocket import WebSocketClientConnection, websocket_connect

from benchmarks.generate import AS_OF
from benchmarks.measure import memory_of

_PATIENCE = 900
_HELLO = {"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}


class Saves(NamedTuple):
    """Seconds until the preview was there, from each save to its page, and to the end of its build; memory in MB.

    Memory is that of the server and its children after the first save and after the last.
    """

    start: float
    pages: tuple[float, ...]
    builds: tuple[float, ...]
    first_megabytes: float
    last_megabytes: float


def time_saves(site: Path, count: int) -> Saves:
    """Start a preview of a site, and save one profile so many times."""
    started = time.perf_counter()
    with _serving(site) as (process, lines):
        url = re.search(r"http://\S+/", _line(lines, "Ctrl-C stops"))[0]  # type: ignore[index]
        ready = time.perf_counter() - started
        return asyncio.run(_save(site, count, url, ready, process, lines))


async def _save(
    site: Path, count: int, url: str, ready: float, process: subprocess.Popen[str], lines: Iterator[str]
) -> Saves:
    profile = min((site / "content/providers").iterdir())
    before = profile.read_text(encoding="utf-8")
    socket = await _listen(url)
    await asyncio.sleep(3)  # the site level is loaded in the background
    pages, builds, megabytes = [], [], []
    try:
        for number in range(count):
            mark = f"Save number {number} of a made-up person."
            began = time.perf_counter()
            profile.write_text(before.replace("bio: |\n", f"bio: |\n  {mark}\n\n", 1), encoding="utf-8")
            pages.append(await _shown(socket, f"{url}providers/{profile.stem}/", mark) - began)
            await asyncio.to_thread(_line, lines, ("rebuilt", "nothing else"))
            builds.append(time.perf_counter() - began)
            megabytes.append(memory_of(process.pid) / 1024)
    finally:
        profile.write_text(before, encoding="utf-8")
        socket.close()
    return Saves(ready, tuple(pages), tuple(builds), megabytes[0], megabytes[-1])


async def _listen(url: str) -> WebSocketClientConnection:
    socket = await websocket_connect(url.replace("http", "ws", 1) + "livereload")
    await socket.write_message(json.dumps(_HELLO))
    await socket.read_message()
    await socket.write_message(json.dumps({"command": "info", "url": url}))
    return socket


async def _shown(socket: WebSocketClientConnection, page: str, mark: str) -> float:
    """Wait until a page is to be loaded again and has the words; give the time."""
    while True:
        await asyncio.wait_for(socket.read_message(), _PATIENCE)
        answer = await AsyncHTTPClient().fetch(page)
        if mark.encode() in answer.body:
            return time.perf_counter()


@contextlib.contextmanager
def _serving(site: Path) -> Iterator[tuple[subprocess.Popen[str], Iterator[str]]]:
    command = [sys.executable, "-m", "site_gen", "-C", str(site), "serve", "--port", "0", "--as-of", str(AS_OF)]
    with subprocess.Popen(  # noqa: S603
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None, "it is a pipe"
        try:
            yield process, iter(process.stderr)
        finally:
            process.terminate()


def _line(lines: Iterator[str], part: str | tuple[str, ...]) -> str:
    parts = (part,) if isinstance(part, str) else part
    for line in lines:
        if any(one in line for one in parts):
            return line
    raise SystemExit(f"the preview ended before it said {parts[0]!r}")


def main() -> None:
    """Measure, and say what came of it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.saves", description="Time saves in a preview.")
    parser.add_argument("folder", type=Path, help="a site that generate wrote")
    parser.add_argument("count", type=int, nargs="?", default=20, help="how many saves")
    given = parser.parse_args()
    saves = time_saves(given.folder.resolve(), given.count)
    sys.stdout.write(
        f"start {saves.start:.1f} s; from save to page {statistics.median(saves.pages):.2f} s "
        f"({min(saves.pages):.2f} to {max(saves.pages):.2f}), to the end of the build "
        f"{statistics.median(saves.builds):.1f} s; {saves.first_megabytes:.0f} MB after the first save, "
        f"{saves.last_megabytes:.0f} MB after {given.count}\n"
    )


if __name__ == "__main__":
    main()
