"""Reads `_redirects` and `_headers`, so that the preview answers as a static host would.

Only what site-gen writes is understood: exact paths, and patterns that end in `*`.

Source: https://docs.netlify.com/manage/routing/redirects/overview/, .../headers/
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from site_gen.model.hosting import HeaderRule

REDIRECTS_FILE = "_redirects"
HEADERS_FILE = "_headers"

_NOT_HERE = frozenset(("cache-control", "strict-transport-security"))
"""A preview is never kept by the browser, and speaks no HTTPS that it could insist on."""


class Hosting(NamedTuple):
    """`redirects` leads from paths to targets; both begin with the base path of the site."""

    redirects: Mapping[str, str]
    rules: tuple[HeaderRule, ...]


NO_HOSTING = Hosting({}, ())


def read_hosting(folder: Path) -> Hosting:
    """Give what the output in `folder` says to hosts; a file that is missing says nothing."""
    return Hosting(parse_redirects(_read(folder / REDIRECTS_FILE)), parse_headers(_read(folder / HEADERS_FILE)))


def parse_redirects(text: str) -> dict[str, str]:
    """Read lines of `source target status`; the first of several with one source wins, as on the hosts."""
    redirects: dict[str, str] = {}
    for line in text.splitlines():
        fields = line.split()
        if len(fields) >= 2 and not line.startswith("#"):
            redirects.setdefault(fields[0], fields[1])
    return redirects


def parse_headers(text: str) -> tuple[HeaderRule, ...]:
    """Read blocks of a pattern and indented `Name: value` lines, without the headers that suit no preview."""
    rules: list[HeaderRule] = []
    for line in text.splitlines():
        if line and not line[0].isspace():
            rules.append(HeaderRule(line.strip(), ()))
        elif rules and ":" in line:
            name, _, value = line.strip().partition(":")
            if name.lower() not in _NOT_HERE:
                rules[-1] = rules[-1]._replace(headers=(*rules[-1].headers, (name, value.strip())))
    return tuple(rules)


def headers_for(rules: tuple[HeaderRule, ...], path: str, socket_origin: str) -> dict[str, str]:
    """Give the headers of a path; the content security policy also lets a page listen at `socket_origin`."""
    headers: dict[str, str] = {}
    for rule in rules:
        if _matches(rule.pattern, path):
            headers.update(rule.headers)
    policy = headers.get("Content-Security-Policy")
    if policy is not None:
        headers["Content-Security-Policy"] = allow_socket(policy, socket_origin)
    return headers


def allow_socket(policy: str, socket_origin: str) -> str:
    """Add a web socket's origin to the `connect-src` of a policy; browsers differ in whether 'self' covers it."""
    directives = [directive.strip() for directive in policy.split(";") if directive.strip()]
    for index, directive in enumerate(directives):
        if directive.split()[0] == "connect-src":
            directives[index] = f"{directive} {socket_origin}"
            return "; ".join(directives)
    return "; ".join([*directives, f"connect-src 'self' {socket_origin}"])


def _matches(pattern: str, path: str) -> bool:
    return path.startswith(pattern[:-1]) if pattern.endswith("*") else path == pattern


def _read(place: Path) -> str:
    try:
        return place.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
