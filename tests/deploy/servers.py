"""nginx and Caddy on this machine with the configuration that `new server` writes, and what they answer."""

from __future__ import annotations

import gzip
import http.client
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from site_gen.deploy.items import cache_control, content_type

LEAST_COMPRESSED = 512
COMPRESSED = (
    "text/",
    "application/json",
    "application/xml",
    "application/atom",
    "application/feed",
    "application/manifest",
    "image/svg",
)
VARY = "Accept-Encoding"
NOT_SERVED = ("_headers", "_redirects", ".site-gen/")


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


@contextmanager
def served(server: str, root: Path, out: Path, work: Path) -> Iterator[int]:
    """Serve an output with the configuration in the site `root`; give the port."""
    program = shutil.which(server, path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{server} is not installed, and under CI=true its tests must run")
        pytest.skip(f"{server} is not installed")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    work.mkdir(parents=True, exist_ok=True)
    if server == "nginx":
        text = (root / "nginx.conf").read_text().replace("listen 80;", f"listen 127.0.0.1:{port};")
        text = re.sub(r"root /srv/www/[^;]*;", f"root {out};", text)
        temp = "".join(f"{one}_temp_path {work}/{one};" for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        user = "user root;" if os.geteuid() == 0 else ""
        (work / "main.conf").write_text(
            f"{user} daemon off; pid {work}/pid; error_log {work}/errors; events {{}} "
            f"http {{ access_log off; {temp}\n{text}}}\n"
        )
        command = [program, "-p", str(work), "-c", str(work / "main.conf")]
    else:
        text = (root / "Caddyfile").read_text()
        text = re.sub(r"(?m)^\S+ \{$", f"http://127.0.0.1:{port} {{", text, count=1)
        text = re.sub(r"root \* /srv/www/\S+", f"root * {out}", text)
        (work / "Caddyfile").write_text("{\n\tadmin off\n}\n" + text)
        command = [program, "run", "--config", str(work / "Caddyfile"), "--adapter", "caddyfile"]
    environment = {**os.environ, "HOME": str(work), "XDG_DATA_HOME": str(work), "XDG_CONFIG_HOME": str(work)}
    with (work / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
        try:
            for _ in range(400):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                assert process.poll() is None, (work / "log").read_text()
                time.sleep(0.05)
            yield port
        finally:
            process.terminate()
            process.wait()


def ask(port: int, path: str, method: str = "GET", **asked: str) -> Answer:
    """Ask for a path; what was compressed is given as it was before."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, path, headers=asked)
    response = connection.getresponse()
    headers = {name.lower(): value for name, value in response.getheaders()}
    assert len(headers) == len(response.getheaders()), "no header twice"
    body = response.read()
    connection.close()
    if headers.get("content-encoding") == "gzip" and body:
        body = gzip.decompress(body)
    return Answer(response.status, headers, body)


def said_by_headers_file(out: Path, path: str) -> dict[str, str]:
    """Read `_headers` as Cloudflare does: later rules count, a line with `!` takes one away."""
    found: dict[str, str] = {}
    is_meant = False
    for line in (out / "_headers").read_text().splitlines():
        if not line.startswith(" "):
            is_meant = path.startswith(line.rstrip("*"))
        elif is_meant and not line.strip().startswith("! "):
            name, _, value = line.strip().partition(": ")
            found[name.lower()] = value
    return found


def expected(out: Path, file: str) -> dict[str, str]:
    """Give the headers of a file: those of `_headers`, and those that a bucket gets with it."""
    own = {"content-type": content_type(file), "cache-control": cache_control(file)}
    return said_by_headers_file(out, f"/{file}") | own


def address_of(file: str) -> str:
    path = file.removesuffix("index.html") if file.endswith("/index.html") or file == "index.html" else file
    return f"/{urllib.parse.quote(path)}"


def differences(port: int, out: Path) -> tuple[int, int, list[str]]:
    """Ask for every file of an output, as it is and compressed; give how many answers and headers were compared.

    The third is what differs. Whoever has a file already is told so, with what a cache needs.
    """
    answers, headers, found = 0, 0, []
    for place in sorted(out.rglob("*")):
        file = place.relative_to(out).as_posix()
        if not place.is_file() or file.startswith(NOT_SERVED):
            continue
        data, wanted = place.read_bytes(), expected(out, file)
        for form in ("identity", "gzip"):
            answer = ask(port, address_of(file), **{"Accept-Encoding": form})
            answers += 1
            if (answer.status, answer.body) != (200, data):
                found.append(f"{file}: {answer.status}, {len(answer.body)} bytes")
            due = form == "gzip" and len(data) >= LEAST_COMPRESSED and wanted["content-type"].startswith(COMPRESSED)
            for name, value in (wanted | {"vary": VARY, "content-encoding": "gzip" if due else None}).items():
                headers += 1
                if answer.headers.get(name) != value:
                    found.append(f"{file}: {name}: {answer.headers.get(name)} instead of {value}")
            asked = {"Accept-Encoding": form, "If-None-Match": answer.headers["etag"]}
            again = ask(port, address_of(file), **asked)
            kept = {name: again.headers.get(name) for name in ("vary", "cache-control")}
            if (again.status, kept) != (304, {"vary": VARY, "cache-control": wanted["cache-control"]}):
                found.append(f"{file}: asked for again: {again.status}, {kept}")
    return answers, headers, found
