"""A browser at the queue of reviews, as far as requests go: it keeps its cookie and fills in forms."""

from __future__ import annotations

import http.client
import re
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from bs4 import BeautifulSoup
from serve.preview_server import PATIENCE_SECONDS, PreviewServer, serving

PATH = "/.site-gen/moderate/"


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    text: str

    @property
    def page(self) -> BeautifulSoup:
        return BeautifulSoup(self.text, "html.parser")

    def form(self, button: str) -> dict[str, str]:
        """Give the hidden fields of the form with a button, and the button."""
        found = next(one for one in self.page("button") if one.get_text() == button)
        fields = {one["name"]: one["value"] for one in found.find_parent("form")("input", type="hidden")}
        return fields | ({found["name"]: found["value"]} if found.get("name") else {})


class Visitor:
    """One browser; `sent` are headers that it sends instead of, or beside, those of an honest one.

    It is at the queue of reviews, or at another `port`.
    """

    def __init__(self, server: PreviewServer, port: int | None = None) -> None:
        self.server = server
        self.port = port_of(server) if port is None else port
        self.cookie = ""

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str = "", **sent: str | None) -> Answer:
        return self._ask("GET", path, None, sent)

    def post(self, path: str, form: dict[str, str] | list[tuple[str, str]], **sent: str | None) -> Answer:
        return self._ask("POST", path, urllib.parse.urlencode(form), {"Origin": self.origin, **sent})

    def follow(self, answer: Answer) -> Answer:
        """Go where an answer leads, as often as it does."""
        while answer.status == 303:
            answer = self.get(answer.headers["location"])
        return answer

    def enter(self, link: str, role: str | None = "compliance") -> Answer:
        """Begin a sitting, and give its first page."""
        page = self.get(link)
        assert page.status == 200, page.text
        return self.follow(self.post("begin", page.form("Begin") | ({"role": role} if role else {})))

    def _ask(self, method: str, path: str, body: str | None, sent: dict[str, str | None]) -> Answer:
        headers = {"Host": f"127.0.0.1:{self.port}", "Cookie": self.cookie or None}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        headers |= {name.replace("_", "-"): value for name, value in sent.items()}
        path = path.removeprefix(self.origin)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        given = {name: value for name, value in headers.items() if value is not None}
        connection.request(method, path if path.startswith("/") else PATH + path, body, given)
        response = connection.getresponse()
        answer = Answer(
            response.status, {name.lower(): value for name, value in response.getheaders()}, response.read().decode()
        )
        connection.close()
        if "set-cookie" in answer.headers:
            self.cookie = answer.headers["set-cookie"].partition(";")[0]
        return answer


def port_of(server: PreviewServer) -> int:
    """Give the port of the queue, which is not the preview's."""
    return urllib.parse.urlsplit(link_of(server)).port


def link_of(server: PreviewServer, *, after: int = 0) -> str:
    """Give the first link to the queue that the terminal shows after so many lines."""
    return re.search(r"http://\S+", server.line("?token=", after=after))[0]


@contextmanager
def sitting(root, *arguments: str, role: str | None = "compliance") -> Iterator[tuple[Visitor, Answer]]:
    """Give a browser that was let in, and the first page that it sees."""
    with serving(root, "--moderate", *arguments) as server:
        visitor = Visitor(server)
        yield visitor, visitor.enter(link_of(server), role)
