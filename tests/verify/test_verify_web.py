"""A published site over HTTP, and servers that want to lead astray, to stall, or to fill the memory."""

from __future__ import annotations

import http.server
import threading
from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from conftest import AS_OF
from site_gen.errors import SiteGenError, UnreadableError
from site_gen.pipeline.verify import VerifyOptions, verify
from site_gen.verify.claims import Claim, Outcome, Verdict
from site_gen.verify.source import MissingFileError
from site_gen.verify.web import MOST_REDIRECTS, Web, check_url
from verify.copies import Copy, failed, outcomes
from verify.sites import ANA, LOG

Answer = Callable[[http.server.BaseHTTPRequestHandler], None]


class Server:
    """Serves a folder; `answers` says what else happens on a path."""

    def __init__(self, copy: Copy) -> None:
        self.copy = copy
        self.answers: dict[str, Answer] = {}
        self.asked: Counter[str] = Counter()
        server = self

        class Handler(http.server.SimpleHTTPRequestHandler):
            def __init__(self, *arguments: object) -> None:
                super().__init__(*arguments, directory=str(copy.public))  # type: ignore[arg-type]

            def do_GET(self) -> None:
                server.asked[self.path] += 1
                try:
                    server.answers.get(self.path, lambda _: super(Handler, self).do_GET())(self)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def log_message(self, *_: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,))
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def verify(self) -> Verdict:
        return verify(VerifyOptions(target=self.url, today=AS_OF, keys=(self.copy.site.vkey,)))

    def web(self) -> Web:
        return Web(self.url, stall_seconds=0.3, file_seconds=0.5, pause_seconds=0.0)


@pytest.fixture
def server(copy: Copy) -> Iterator[Server]:
    running = Server(copy)
    yield running
    running.close()


def respond(code: int, body: bytes = b"", **headers: str) -> Answer:
    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def endless(handler: http.server.BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"x" * 65536)


def test_the_site_is_verified_over_http_and_each_file_is_asked_for_once(server: Server):
    verdict = server.verify()
    assert failed(verdict) == set()
    assert outcomes(verdict)[Claim.STRAY] is Outcome.NOT_CHECKED
    assert outcomes(verdict)[Claim.TEXT] is Outcome.PROVEN
    assert max(server.asked.values()) == 1


def test_a_changed_page_fails_over_http(server: Server):
    server.copy.edit(f"{ANA}index.html", "Would come again", "Would never come again")
    assert Claim.TEXT in failed(server.verify())


@pytest.mark.parametrize(
    "headers",
    [
        {"Content_Type": "text/plain"},
        {"Content_Type": "text/html; charset=utf-7"},
        {"Content_Type": "text/html", "Refresh": "0; url=/other/"},
        {},
    ],
)
def test_a_page_that_is_sent_as_something_else_fails(server: Server, headers: dict[str, str]):
    server.answers[f"/{ANA}"] = respond(200, server.copy.bytes(f"{ANA}index.html"), **headers)
    assert Claim.VANISHED in failed(server.verify())


def test_a_page_that_is_gone_fails(server: Server):
    server.answers[f"/{ANA}"] = respond(404)
    assert Claim.VANISHED in failed(server.verify())


def test_a_page_that_leads_to_another_host_fails(server: Server):
    server.answers[f"/{ANA}"] = respond(302, Location="http://localhost.example/")
    assert Claim.VANISHED in failed(server.verify())


def test_redirects_on_the_host_are_followed(server: Server):
    server.answers[f"/{ANA}"] = respond(301, Location=f"/moved/{ANA}")
    page = server.copy.bytes(f"{ANA}index.html")
    server.answers[f"/moved/{ANA}"] = respond(200, page, Content_Type="text/html")
    assert failed(server.verify()) == set()


@pytest.mark.parametrize(
    "target",
    ["http://other.example/x", "https://127.0.0.1:1/x", "file:///etc/hostname", "ftp://127.0.0.1/x", "//x.example/"],
)
def test_a_redirect_elsewhere_is_refused(server: Server, target: str):
    server.answers["/x"] = respond(302, Location=target)
    with pytest.raises(MissingFileError, match=r"leads (away|astray)"):
        server.web().read("x", 10)


@pytest.mark.parametrize("headers", [{"Location": "http://[x/"}, {"Content_Length": "9" * 5000}])
def test_an_answer_that_no_client_understands_is_refused(server: Server, headers: dict[str, str]):
    server.answers["/x"] = respond(302 if "Location" in headers else 200, b"x", **headers)
    with pytest.raises(MissingFileError, match="makes no sense"):
        server.web().read("x", 10)


def test_a_loop_of_redirects_ends(server: Server):
    server.answers["/x"] = respond(302, Location="/y")
    server.answers["/y"] = respond(302, Location="/x")
    with pytest.raises(MissingFileError, match="redirects"):
        server.web().read("x", 10)
    assert sum(server.asked.values()) <= MOST_REDIRECTS + 1


def test_a_body_without_end_is_cut(server: Server):
    server.answers["/x"] = endless
    with pytest.raises(MissingFileError, match="more than 100,000 bytes"):
        server.web().read("x", 100_000)


def test_a_body_that_drips_ends_in_time(server: Server):
    stop = threading.Event()

    def drip(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not stop.wait(0.05):
            handler.wfile.write(b"x")

    server.answers["/x"] = drip
    with pytest.raises(UnreadableError, match="took longer"):
        server.web().read("x", 100_000)
    stop.set()


def test_a_silent_server_is_given_up(server: Server):
    stop = threading.Event()
    server.answers["/x"] = lambda _: stop.wait(5) and None
    with pytest.raises(UnreadableError, match="no answer"):
        server.web().read("x", 10)
    stop.set()
    assert server.asked["/x"] == 3


def test_a_busy_server_is_asked_again(server: Server):
    busy = iter([respond(503), respond(429), respond(200, b"here")])
    server.answers["/x"] = lambda handler: next(busy)(handler)
    assert server.web().read("x", 10) == b"here"
    server.answers["/y"] = respond(500)
    with pytest.raises(UnreadableError, match="says 500"):
        server.web().read("y", 10)


def test_a_short_or_a_compressed_body_is_refused(server: Server):
    server.answers["/x"] = respond(200, b"abc", Content_Length="10")
    with pytest.raises(UnreadableError):
        server.web().read("x", 100)
    server.answers["/y"] = respond(200, b"abc", Content_Encoding="gzip")
    with pytest.raises(MissingFileError, match="compressed"):
        server.web().read("y", 100)


def test_nobody_listens(server: Server):
    web = Web("http://127.0.0.1:9/", stall_seconds=0.2, pause_seconds=0.0)
    with pytest.raises(UnreadableError, match="no answer"):
        web.read("x", 10)
    assert web.files() is None


@pytest.mark.parametrize(
    "path", ["../x", "/x", "a//b", "http://other.example/", "x?y", "x#y", "a/../b", "%2e%2e/x", "a b"]
)
def test_a_path_never_leads_out(server: Server, path: str):
    with pytest.raises(MissingFileError):
        server.web().read(path, 10)
    assert not server.asked


@pytest.mark.parametrize(
    "url", ["ftp://x.example", "https://", "https://u:p@x.example", "https://x.example/?a", "x://y", "https://[x"]
)
def test_only_addresses_of_sites_are_taken(url: str):
    with pytest.raises(SiteGenError, match="is not the address of a site"):
        check_url(url)
    assert check_url("https://x.example/harbor") == "https://x.example/harbor/"


def test_a_host_without_a_log_gives_no_verdict(server: Server):
    server.answers[f"/{LOG}checkpoint"] = respond(404)
    with pytest.raises(UnreadableError, match="no review log here"):
        server.verify()
