"""A preview in a process of its own, as a person starts it, and what a browser would do with it."""

from __future__ import annotations

import asyncio
import json
import os
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tornado.websocket import websocket_connect

PATIENCE_SECONDS = 30


class Response(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Page:
    """An open page: the messages that come over its socket."""

    def __init__(self) -> None:
        self.messages: queue.Queue[dict[str, object]] = queue.Queue()

    def next(self) -> dict[str, object]:
        return self.messages.get(timeout=PATIENCE_SECONDS)

    @property
    def waiting(self) -> int:
        return self.messages.qsize()


class PreviewServer:
    """`site-gen serve` of one site; `lines` is what the terminal shows, in order."""

    def __init__(self, root: Path, *arguments: str, **environment: str) -> None:
        self.root = root
        self.lines: list[str] = []
        self._grown = threading.Condition()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "site_gen", "-C", str(root), "serve", *arguments],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **environment},
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        self.url = re.search(r"http://\S+", self.line("Ctrl-C stops"))[0]
        self.port = int(re.search(r":(\d+)/", self.url)[1])

    def _read(self) -> None:
        for line in self.process.stderr:
            with self._grown:
                self.lines.append(line.rstrip("\n"))
                self._grown.notify_all()
        with self._grown:
            self._grown.notify_all()

    def line(self, part: str, *, after: int = 0) -> str:
        """Wait for a line that holds `part`, among those from number `after` on."""

        def found() -> list[str]:
            return [line for line in self.lines[after:] if part in line]

        with self._grown:
            ready = self._grown.wait_for(lambda: found() or self.process.poll() is not None, PATIENCE_SECONDS)
            assert ready, f"no line with {part!r} in {self.lines}"
            assert found(), f"ended without {part!r}: {self.lines}"
            return found()[0]

    def get(self, path: str = "/", *, host: str | None = None, method: str = "GET", **headers: str) -> Response:
        """Ask for a path exactly as it is written."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: {host or f'127.0.0.1:{self.port}'}", "Connection: close"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_SECONDS) as connection:
            connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))
            data = b""
            while more := connection.recv(1 << 16):
                data += more
        head, _, body = data.partition(b"\r\n\r\n")
        first, *rest = head.decode("latin-1").split("\r\n")
        fields = dict(line.split(": ", 1) for line in rest)
        return Response(int(first.split()[1]), {name.lower(): value for name, value in fields.items()}, body)

    def until(self, path: str, part: str, *, there: bool = True) -> Response:
        """Ask for a page again and again until it holds, or does not hold, some text."""
        end = time.monotonic() + PATIENCE_SECONDS
        while True:
            response = self.get(path)
            if (part.encode() in response.body) == there:
                return response
            assert time.monotonic() < end, f"{part!r} in {path} should be {there}: {self.lines}"
            time.sleep(0.02)

    @contextmanager
    def page(self, state: str = "", *, origin: str | None = None) -> Iterator[Page]:
        """Open a page, which says that it was made of `state`, and keep it open."""
        page = Page()
        ready, closing = threading.Event(), threading.Event()
        thread = threading.Thread(target=lambda: asyncio.run(self._listen(page, state, ready, closing)))
        thread.start()
        try:
            assert ready.wait(PATIENCE_SECONDS)
            yield page
        finally:
            closing.set()
            thread.join()

    async def _listen(self, page: Page, state: str, ready: threading.Event, closing: threading.Event) -> None:
        connection = await websocket_connect(f"ws://127.0.0.1:{self.port}/livereload")
        hello = {"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"], "snipver": state}
        await connection.write_message(json.dumps(hello))
        assert json.loads(await connection.read_message())["command"] == "hello"
        await connection.write_message(json.dumps({"command": "info", "url": self.url}))
        # The server handles messages in order: when it answers a second greeting, it has taken in the first two.
        await connection.write_message(json.dumps(hello))
        greeted = False
        while not closing.is_set():
            reading = asyncio.ensure_future(connection.read_message())
            while not reading.done() and not closing.is_set():
                await asyncio.wait([reading], timeout=0.05)
            if not reading.done() or reading.result() is None:
                break
            message = json.loads(reading.result())
            if message["command"] == "hello" and not greeted:
                greeted = True
                ready.set()
            else:
                page.messages.put(message)
        connection.close()
        while await reading is not None:
            reading = asyncio.ensure_future(connection.read_message())

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.wait()

    def wait(self) -> int:
        code = self.process.wait(PATIENCE_SECONDS)
        self._reader.join()
        self.process.stderr.close()
        return code

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.wait()


@contextmanager
def serving(root: Path, *arguments: str, **environment: str) -> Iterator[PreviewServer]:
    """Start a preview on a free port and end it."""
    server = PreviewServer(root, "--port", "0", "--as-of", "2026-11-24", *arguments, **environment)
    try:
        yield server
    finally:
        server.close()
