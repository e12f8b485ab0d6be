"""Requests that no honest browser of this machine's person sends, made up out of pieces with a seeded generator."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import NamedTuple

from serve.hostile_bodies import Secrets, as_form, framed, hostile_form

DOTS = (
    "..", "%2e%2e", "%2E.", ".%2e", "%252e%252e", "%25252e%25252e", "%c0%ae%c0%ae", "%e0%80%ae%e0%80%ae",
    "%uff0e%uff0e", "\uff0e\uff0e", "%ef%bc%8e%ef%bc%8e", "..%00", "..%20", "..;", "..%0d%0a", "...", "....//..",
    "%2e%2e%3f", "..%c0%af..",
)  # fmt: skip
STROKES = ("/", "%2f", "%2F", "\\", "%5c", "%252f", "%c0%af", "%e0%80%af", "//", "/./", "\u2215", "%255c")
BEGINNINGS = (
    "/", "//", "/%2f", "\\", "/providers/", "/assets/", "/.site-gen/", "/.well-known/", "/es/", "/%00", "/static", "",
    "file:///", "http://127.0.0.1/", "http://evil.example/", "/leak/", "/proc/self/root/", "/~/", "/C:/", "/\\\\?\\",
)  # fmt: skip
METHODS = (
    "POST",
    "HEAD",
    "PUT",
    "DELETE",
    "OPTIONS",
    "TRACE",
    "CONNECT",
    "PATCH",
    "get",
    "GE\tT",
    "PROPFIND",
    "X" * 300,
    "",
)
EVIL = "evil.example"
SCRIPT = "<script>alert(/canary/)</script>"
NONCE = "A" * 22 + "=="
MARK = "X-Injected: canary"
VERSIONS = ("HTTP/1.1",) * 12 + ("HTTP/1.0", "HTTP/2.0", "HTTP/1.1 ", "HTTP/9.9", "")
ODD_PATHS = (
    "*", "", f"/%0d%0a{MARK}%0d%0a", f"/{SCRIPT}", "/\x1b]0;x\x07", "/%1b%5b2J", "/?", "//", "/#/", "/[::1]",
)  # fmt: skip
QUERIES = (
    f"?q={SCRIPT}", "?token=" + "a" * 43, "?token=%ff", f"?%0d%0a{MARK}", "?digest=%00&part=0", "?" + "a=1&" * 300,
    "#x", ";x", "?part=0&reason-0=abusive",
)  # fmt: skip


class Sent(NamedTuple):
    """Bytes to a port. `is_foreign`: a page of another origin or name asked for it, so that no token may come back."""

    port: int
    data: bytes
    is_foreign: bool


class Requests:
    """Makes requests without end; the same seed and secrets give the same ones."""

    def __init__(self, seed: int, known: Mapping[int, tuple[str, ...]], outside: tuple[str, ...]) -> None:
        """`known` are the paths at which something answers, by port; `outside` are files that nobody may fetch."""
        self._random = random.Random(seed)
        self._known = known
        self._outside = outside

    def next(self, secrets: Secrets) -> Sent:
        """Give one to three requests in one piece, whole or cut."""
        one = self._random
        port = one.choice(list(self._known))
        made = [self._request(port, secrets) for _ in range(one.choice((1, 1, 1, 1, 2, 3)))]
        data = b"".join(data for data, _ in made)
        if one.random() < 0.06:
            data = data[: one.randrange(len(data) + 1)]
        if one.random() < 0.05:
            place = one.randrange(len(data) + 1)
            data = data[:place] + one.randbytes(one.randint(1, 8)) + data[place + one.randint(0, 8) :]
        return Sent(port, data, all(is_foreign for _, is_foreign in made))

    def _request(self, port: int, secrets: Secrets) -> tuple[bytes, bool]:
        one = self._random
        is_proper = one.random() < 0.5  # as HTTP, so that it comes further than the parser
        method = one.choice(("GET", "GET", "GET", "POST", "POST", "HEAD" if is_proper else one.choice(METHODS)))
        version = "HTTP/1.1" if is_proper else one.choice(VERSIONS)
        host, host_is_foreign = self._host(port)
        origin, origin_is_foreign = self._origin(port)
        is_foreign = host_is_foreign or origin_is_foreign
        headers = [f"Host: {host}"] if host else []
        headers += [origin] if origin else []
        headers += [] if is_proper else self._others()
        if one.random() < 0.5:
            headers.append(f"Cookie: {secrets.cookie}")
        body = hostile_form(one, secrets, is_foreign=is_foreign) if method in ("POST", "PUT", "PATCH") else b""
        framing, body = as_form(body) if is_proper else framed(one, body)
        headers += framing
        one.shuffle(headers)
        if one.random() < 0.9 and not any(header.startswith("Upgrade") for header in headers):
            headers.append("Connection: close")
        end = "\r\n" if is_proper else one.choice(("\r\n",) * 20 + ("\n", "\r", "\r\n "))
        head = end.join((f"{method} {self._target(port, secrets)} {version}", *headers, "", ""))
        return head.encode("utf-8", "surrogateescape") + body, is_foreign

    def _target(self, port: int, secrets: Secrets) -> str:
        one = self._random
        kind = one.random()
        if kind < 0.4:
            path = one.choice(self._known[port if one.random() < 0.9 else one.choice(list(self._known))]).replace(
                "REVIEW", secrets.review
            )
        elif kind < 0.85:
            stroke = one.choice(STROKES)
            climb = "".join(
                one.choice(DOTS) + one.choice((stroke, stroke, one.choice(STROKES))) for _ in range(one.randint(0, 9))
            )
            path = one.choice(BEGINNINGS) + climb + one.choice(self._outside).replace("/", one.choice(("/", stroke)))
        elif kind < 0.93:
            path = "/" + "".join(
                chr(one.choice((one.randrange(33, 127), one.randrange(128, 0x3000)))) for _ in range(one.randint(0, 30))
            )
        else:
            path = one.choice((*ODD_PATHS, "/" + "a" * one.choice((300, 5000, 70_000))))
        if one.random() < 0.2:
            path += one.choice(QUERIES)
        return path

    def _host(self, port: int) -> tuple[str, bool]:
        one = self._random
        if one.random() < 0.7:
            return one.choice((f"127.0.0.1:{port}", f"localhost:{port}")), False
        foreign = (
            EVIL, f"{EVIL}:{port}", f"127.0.0.1:{port}@{EVIL}", f"127.0.0.1.{EVIL}:{port}", "127.0.0.1",
            f"127.0.0.2:{port}", f"2130706433:{port}", f"0x7f.1:{port}", f"127.1:{port}",
            f"[::ffff:127.0.0.1]:{port}", f"localhost.:{port}", f"127.0.0.1:{port}\r\nHost: {EVIL}",
            f"127.0.0.1:{port}, {EVIL}", f"127.0.0.1:{port}/", f"127.0.0.1:{port}#", f"127.0.0.1:0{port}",
            f"127.0.0.1:{port}0", f"{SCRIPT}", f"localhost%00.{EVIL}:{port}", "[::1", f"\u2460.0.0.1:{port}", "",
        )  # fmt: skip
        return one.choice(foreign), True

    def _origin(self, port: int) -> tuple[str, bool]:
        one = self._random
        if one.random() < 0.5:
            return one.choice(("", f"Origin: http://127.0.0.1:{port}")), False
        foreign = (
            f"Origin: http://{EVIL}", "Origin: null", "Origin: http://[x",
            f"Origin: http://127.0.0.1:{port}.{EVIL}", f"Origin: https://127.0.0.1:{port}",
            f"Origin: http://127.0.0.1:{port + 1}", "Origin: file://",
            f"Origin: http://{EVIL}\r\nOrigin: http://127.0.0.1:{port}", "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script",
            f"Origin: http://127.0.0.1:{port}\r\nSec-Fetch-Site: cross-site",
            f"Referer: http://{EVIL}/\r\nOrigin: http://{EVIL}",
        )  # fmt: skip
        return one.choice(foreign), True

    def _others(self) -> list[str]:
        one = self._random
        pieces = (
            "Range: bytes=0-", "Range: bytes=-1", "Range: bytes=9-3", "Range: bytes=0-1,3-4",
            "Range: bytes=" + "9" * 40 + "-", "Range: lines=1", "If-Modified-Since: yesterday",
            "If-Modified-Since: Thu, 01 Jan 99999 00:00:00 GMT", "If-None-Match: *", "Accept-Encoding: gzip, br",
            "Expect: 100-continue", "Expect: 9", f"X-Forwarded-Host: {EVIL}", "X-Forwarded-For: 8.8.8.8",
            "X-Scheme: https", "X-Forwarded-Proto: javascript", "X-HTTP-Method-Override: DELETE",
            "X-Original-URL: /.site-gen/moderate/", f"Forwarded: host={EVIL}",
            f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {NONCE}",
            "Upgrade: h2c", "no colon", ": empty", "A" * 300 + ": 1", "A: " + "b" * one.choice((10, 9000, 70_000)),
            "Folded: a\r\n\tb", "Nul: a\0b", "Cookie: site-gen-moderate-1=x; =; ;;", "Cookie: " + "a=b; " * 500,
            "Content-Encoding: gzip", "TE: trailers", "Nel: \x85\u2028x",
        )  # fmt: skip
        return one.sample(pieces, one.choice((0, 0, 0, 1, 1, 2, 4)))
