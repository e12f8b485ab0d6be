"""Bodies of hostile requests: forms that nobody may send, and lengths that are not theirs."""

from __future__ import annotations

import random
from typing import NamedTuple

_FORM = "application/x-www-form-urlencoded"
_KINDS = (
    *[_FORM] * 6, "multipart/form-data; boundary=x", "multipart/form-data", "application/json", "text/plain",
    f"{_FORM}; charset=utf-7",
)  # fmt: skip
_CODINGS = (
    "chunked", "chunked", "Chunked", "gzip, chunked", "chunked, chunked", "\x0bchunked", "identity", "xchunked",
)  # fmt: skip
_ACTIONS = ("publish", "withhold", "skip", "write", "text", "preview", "")


class Secrets(NamedTuple):
    """What a browser of the person has: a stranger's page can make it send the cookie, and knows none of the rest."""

    cookie: str
    ticket: str
    digest: str
    look_token: str
    look_digest: str
    review: str


def hostile_form(one: random.Random, secrets: Secrets, *, is_foreign: bool) -> bytes:
    """Give the body of a form that would change something if it were honest, and others."""
    fields = (
        f"do={one.choice(_ACTIONS)}", "seen=yes", "reason=spam", "role=compliance", "token=" + "a" * 43, "part=0",
        "reason-0=abusive", "color=%23123456", "font=serif", "question=" + "x" * 50, "provider=..%2f..", "%ff=%fe",
    )  # fmt: skip
    chosen = one.sample(fields, one.randint(0, len(fields)))
    if is_foreign and one.random() < 0.5:  # even one who had read a form may not send it from elsewhere
        chosen += [f"ticket={secrets.ticket}", f"digest={secrets.digest}", "do=withhold", "reason=spam"]
    elif is_foreign and one.random() < 0.5:
        chosen = [f"token={secrets.look_token}", f"digest={secrets.look_digest}", "do=write", "color=%23123456"]
    else:
        chosen += ["ticket=" + "0" * 64, f"digest={secrets.digest}"]
    body = "&".join(chosen).encode()
    odd = (b"", one.randbytes(40), b"{" * 200, body + b"&a=" + b"b" * 70_000, b"--x\r\n\r\n--x--")
    return one.choice((*[body] * 6, *odd))


def as_form(body: bytes) -> tuple[list[str], bytes]:
    """Give the headers of a form as browsers send it, and its body."""
    return ([f"Content-Type: {_FORM}", f"Content-Length: {len(body)}"] if body else []), body


def framed(one: random.Random, body: bytes) -> tuple[list[str], bytes]:
    """Give headers that say how long a body is, truly or not, and the body as it is sent."""
    size = len(body)
    headers = [f"Content-Type: {one.choice(_KINDS)}"]
    chance = one.random()
    if chance < 0.6:
        return ([*headers, f"Content-Length: {size}"] if body else []), body
    if chance < 0.75:
        lengths = (
            "0", "-1", "+5", "1e3", "0x10", "9" * 30, f"{size}, {size}", f"{size}\r\nContent-Length: 1", "", " 5",
            str(size + 9),
        )  # fmt: skip
        return [*headers, f"Content-Length: {one.choice(lengths)}"], body
    sizes = (
        f"{size:x}", f"{size:X};x=y", f"0{size:x}", f"-{size:x}", f"+{size:x}", "f" * 20, f"0x{size:x}", "", "zz",
        f" {size:x}",
    )  # fmt: skip
    start = one.choice(sizes).encode() + one.choice((b"\r\n", b"\r\n", b"\n"))
    end = one.choice((b"\r\n0\r\n\r\n", b"\r\n0\r\n", b"\r\n", b"\r\n0\r\nX: y\r\n\r\n"))
    also = [f"Content-Length: {size}"] if one.random() < 0.3 else []
    return [*headers, *also, f"Transfer-Encoding: {one.choice(_CODINGS)}"], start + body + end
