"""Sends hostile requests to a preview with its queue and desk, and looks for everything that must not come of them."""

from __future__ import annotations

import concurrent.futures
import hashlib
import os
import re
import select
import socket
import urllib.parse
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from bs4 import BeautifulSoup
from moderation.deciding import waiting
from planning.planned import WEEK, post
from serve.hostile_bodies import Secrets
from serve.hostile_requests import MARK, SCRIPT, Requests, Sent
from serve.preview_server import PreviewServer, serving
from serve.test_responses_page import COMES, THANKS
from serve.visitor import Visitor, link_of

from conftest import SITE, SiteFolder, review, review_id

CANARY = "canary-6lvi2q4m3z3s"
"""Stands in files that nobody may fetch, and in nothing that is served."""
WORDS = "Two hours of waiting, said nobody to anybody"
"""Of a review that waits: for the queue alone."""
PANEL = "/.site-gen/look/panel"
SILENCE_SECONDS = 0.4
MOST_SECONDS = 2
"""Of the processor, for the front page and what is left of the requests before it."""
_STATUS = re.compile(rb"(?:^|\r\n)HTTP/1\.[01] (\d{3}) ")
_QUEUE = "/.site-gen/moderate"
_KNOWN = (
    (
        "/", "/providers/ana-diaz/", "/providers/", "/feed.json", "/feed.xml", "/sitemap.xml", "/404.html",
        "/_headers", "/es/x", PANEL, "/.site-gen/look/look.js", "/.site-gen/calendar/", "/livereload",
        "/livereload.js", "/leak.txt", "/.site-gen/findings.css", "/leak/", "/leak/canary.txt", "/loop/x",
        "/providers/ana-diaz", "/.site-gen/", "/loop",
    ),
    (
        f"{_QUEUE}/", _QUEUE, "/", *(f"{_QUEUE}/{name}" for name in ("begin", "again", "style.css", "x")),
        *(f"{_QUEUE}/REVIEW{name}" for name in ("", "", "", "/preview", "/undo", "/told")),
    ),
    ("/", "/copy.js", "/style.css", "/x"),
)  # fmt: skip
"""Of the preview, the queue and the desk."""


class Target(NamedTuple):
    """What runs: the server, the site's folder, the ports of preview, queue and desk, and a browser that was let in."""

    server: PreviewServer
    folder: Path
    ports: tuple[int, ...]
    visitor: Visitor
    secrets: Secrets


@contextmanager
def besieged(folder: Path) -> Iterator[Target]:
    """Start a preview of a site with everything that it can show, canaries around and links out of its output."""
    site = SiteFolder(folder / "site").write(SITE).write(waiting(1, text=WORDS)).write(review(2, text="Good."))
    site.write(THANKS).write(WEEK + post("sleep", "12-02T09:00"))
    (folder / "canary.txt").write_text(CANARY)
    (site.root / "canary.txt").write_text(CANARY)
    with serving(site.root, "--moderate") as server:
        visitor = Visitor(server)
        assert visitor.enter(link_of(server)).status == 200
        output = next((site.root / ".site-gen").rglob("feed.json")).parent
        (output / "leak.txt").symlink_to(folder / "canary.txt")
        (output / "leak").symlink_to(folder)
        (output / "loop").symlink_to(output / "loop")
        desk = urllib.parse.urlsplit(re.search(r"http://\S+", server.line(COMES))[0]).port
        form = visitor.get(review_id(1)).form("Publish")
        panel = BeautifulSoup(server.get(PANEL).text, "html.parser")
        hidden = {one["name"]: one["value"] for one in panel("input", type="hidden")}
        secrets = Secrets(
            visitor.cookie, form["ticket"], form["digest"], hidden["token"], hidden["digest"], review_id(1)
        )
        yield Target(server, folder, (server.port, visitor.port, desk), visitor, secrets)


class Siege:
    """Sends requests and keeps what went wrong."""

    def __init__(self, target: Target, seed: int) -> None:
        self.target = target
        self.count = 0
        self.statuses: Counter[int] = Counter()
        self.faults: list[str] = []
        outside = (
            "canary.txt",
            "site.yaml",
            "content/providers/ana-diaz.yaml",
            "site/canary.txt",
            "etc/passwd",
            "proc/self/environ",
            "leak/canary.txt",
        )
        self._requests = Requests(seed, dict(zip(target.ports, _KNOWN, strict=True)), outside)
        self._before = self._digest()

    def send(self, count: int, *, at_once: int = 8) -> None:
        """Send so many pieces, some at once, and look at each answer."""
        pieces = [self._requests.next(self.target.secrets) for _ in range(count)]
        with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
            for sent, answer in zip(pieces, pool.map(exchange, pieces), strict=True):
                self.count += 1
                self._look_at(sent, answer)
        self._look_around()

    def _look_at(self, sent: Sent, answer: bytes) -> None:
        statuses = [int(found) for found in _STATUS.findall(answer)]
        self.statuses.update(statuses)
        secrets, lower = self.target.secrets, answer.lower()
        if any(status >= 500 for status in statuses):
            self._fault("an error of the server", sent, answer)
        if b"traceback" in lower or str(self.target.folder).encode() in answer:
            self._fault("what goes on inside", sent, answer)
        if CANARY.encode() in answer or b"root:x:" in answer or b"base_url" in answer or b"PYTHONPATH=" in answer:
            self._fault("a file from outside", sent, answer)
        if b"access-control-allow" in lower or f"\r\n{MARK}".encode().lower() in lower.partition(b"\r\n\r\n")[0]:
            self._fault("a header that it may not have", sent, answer)
        if SCRIPT.encode() in answer.partition(b"\r\n\r\n")[2] and b"text/html" in lower:
            self._fault("a script of the request's", sent, answer)
        if sent.is_foreign and any(one.encode() in answer for one in (secrets.look_token, secrets.ticket, WORDS)):
            self._fault("a token or a review for a foreign page", sent, answer)
        if sent.is_foreign and 101 in statuses:
            self._fault("a socket for a foreign page", sent, answer)
        if self.target.visitor.cookie.partition("=")[2].encode() in answer:
            self._fault("the cookie", sent, answer)

    def _look_around(self) -> None:
        server = self.target.server
        started = processor_seconds(server)
        if server.get("/").status != 200 or processor_seconds(server) - started > MOST_SECONDS:
            self.faults.append(f"after {self.count}: the preview does not answer in time")
        if (now := self._digest()) != self._before:
            self.faults.append(f"after {self.count}: a file of the site was changed")
            self._before = now
        odd = [one for one in self.target.server.lines if "Traceback" in one or not one.isprintable()]
        if odd:
            self.faults.append(f"after {self.count}: on the terminal {odd[0]!r}")

    def _fault(self, what: str, sent: Sent, answer: bytes) -> None:
        self.faults.append(f"{what}: {sent.data[:600]!r} to {sent.port} gave {answer[:600]!r}")

    def _digest(self) -> str:
        digest = hashlib.sha256()
        root = self.target.folder / "site"
        for place in sorted(root.rglob("*")):
            if place.is_file() and ".site-gen" not in place.parts:
                digest.update(str(place).encode() + place.read_bytes())
        return digest.hexdigest()


def exchange(sent: Sent) -> bytes:
    """Send bytes and give what comes back until the server closes or is silent."""
    answer = b""
    try:
        with socket.create_connection(("127.0.0.1", sent.port), timeout=5) as connection:
            connection.sendall(sent.data)
            while len(answer) < 1 << 20 and select.select([connection], [], [], SILENCE_SECONDS)[0]:
                more = connection.recv(1 << 16)
                if not more:
                    break
                answer += more
    except (ConnectionError, TimeoutError):
        pass  # refused in the middle of what was sent
    return answer


def open_files(server: PreviewServer) -> int:
    """Give how many files and connections the server has open."""
    return len(list(Path(f"/proc/{server.process.pid}/fd").iterdir()))


def processor_seconds(server: PreviewServer) -> float:
    """Give how long the server has worked, whatever else the machine does."""
    fields = Path(f"/proc/{server.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def megabytes(server: PreviewServer) -> int:
    """Give how much memory the server holds."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) >> 10
