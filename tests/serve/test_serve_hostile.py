"""Requests that nobody honest sends give no file from outside, no token and no change, and the preview goes on."""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Iterator

import pytest
from serve.hostile_answers import PANEL, SILENCE_SECONDS, Siege, Target, besieged, exchange, megabytes, open_files
from serve.hostile_requests import Sent
from tornado.web import Application

from site_gen.serve.calendar import PATH as CALENDAR
from site_gen.serve.quiet import quiet
from site_gen.serve.server import http_server

COUNT = 400
MOST_MEGABYTES = 400


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    with besieged(tmp_path_factory.mktemp("siege")) as found:
        yield found


def test_nothing_comes_of_hostile_requests(target: Target):
    before = open_files(target.server)
    siege = Siege(target, seed=2026)
    siege.send(COUNT)
    assert siege.faults == []
    assert {200, 302, 400, 403, 404, 405} <= siege.statuses.keys()
    time.sleep(SILENCE_SECONDS)
    assert open_files(target.server) <= before + 8
    assert megabytes(target.server) < MOST_MEGABYTES


def test_the_canaries_would_be_found(target: Target):
    """What the siege looks for is there to be found: the token and the words of a review for an honest browser."""
    port, queue, _ = target.ports
    own = f"Host: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
    siege = Siege(target, seed=0)
    siege._look_at(Sent(port, b"", True), exchange(Sent(port, f"GET {PANEL} HTTP/1.1\r\n{own}".encode(), False)))
    assert [fault.partition(":")[0] for fault in siege.faults] == ["a token or a review for a foreign page"]
    page = target.visitor.get(target.secrets.review).text.encode()
    siege._look_at(Sent(queue, b"", True), page)
    assert len(siege.faults) == 2


@pytest.mark.parametrize("path", [PANEL, CALENDAR])
@pytest.mark.parametrize(
    "headers", [{"Origin": "http://evil.example"}, {"Sec_Fetch_Site": "same-site", "Sec_Fetch_Dest": "script"}]
)
def test_what_is_for_the_person_alone_is_not_fetched_from_elsewhere(target: Target, path: str, headers: dict[str, str]):
    answer = target.server.get(path, **headers)
    assert answer.status == 403
    assert target.secrets.look_token not in answer.text
    assert target.server.get(path).status == 200
    follows = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}
    assert target.server.get(path, **follows).status == 200


def test_many_that_say_nothing_keep_nobody_out(target: Target):
    waiting = [socket.create_connection(("127.0.0.1", target.ports[0])) for _ in range(100)]
    for number, one in enumerate(waiting):
        one.sendall(b"GET / HTTP/1.1\r\nHost: x"[: number % 25])
    assert target.server.get("/").status == 200
    for one in waiting:
        one.close()


def test_who_says_nothing_is_not_waited_for_forever():
    limits = http_server(Application()).conn_params
    assert 0 < limits.header_timeout <= 60
    assert 0 < limits.body_timeout <= 60


def test_the_library_says_nothing_of_requests_and_its_errors_print(capsys: pytest.CaptureFixture[str]):
    with quiet():
        logging.getLogger("tornado.general").warning("400 GET /?token=secret")
        logging.getLogger("tornado.application").error("Uncaught exception GET /\x1b]0;x\x07\x9b")
    assert capsys.readouterr().err == "Uncaught exception GET /\\x1b]0;x\\x07\\x9b\n"
