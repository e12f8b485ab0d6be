"""What a server of one's own is to do with an output: the same as hosts that read `_headers` and `_redirects`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from site_gen.deploy.items import BY_NAME, CHECKPOINT, FULL_TILE, HASHED, NEVER, TYPES, YEAR, is_text
from site_gen.model.hosting import HeaderRule, Redirect

MARK = "# Written by site-gen new server; written anew by the same command.\n"
CACHE = "Cache-Control"
HIDDEN = (".site-gen/", "_headers", "_redirects")
"""What lies at a target for programs, and is shown to nobody."""
TEXTS = tuple(sorted({kind for kind in (*TYPES.values(), *BY_NAME.values()) if is_text(kind)}))
"""Media types of text, all of it UTF-8."""
COMPRESSED = (*TEXTS, TYPES[".svg"])
"""Media types that servers send compressed to whoever takes it; everything else here is compressed already."""
LEAST_COMPRESSED = 512
"""Bytes; what is smaller is sent as it is."""
VARY = ("Vary", "Accept-Encoding")
"""Every answer has it, so that a cache keeps both forms apart, also after a 304 (RFC 9110, section 15.4.5)."""


class Serving(NamedTuple):
    """A site as a server has it: host name, path below it (empty, or `/harbor`), headers and redirects."""

    host: str
    base_path: str
    rules: tuple[HeaderRule, ...]
    redirects: tuple[Redirect, ...]


def general_headers(serving: Serving) -> Mapping[str, str]:
    """Give the headers that every answer has, but for those of `special_headers`."""
    return {name: value for rule in serving.rules if rule.pattern == "/*" for name, value in rule.headers}


def special_headers(serving: Serving) -> Iterator[tuple[str, str, str]]:
    """Give what begins with a path has another header: path, name, value. How long it is kept is in `cached`."""
    for rule in serving.rules:
        if rule.pattern != "/*":
            for name, value in rule.headers:
                if name != CACHE:
                    yield rule.pattern.removesuffix("*"), name, value


def cached(serving: Serving) -> Iterator[tuple[str, str]]:
    """Give what is kept otherwise than pages, as an expression for whole paths, and for how long."""
    base = re.escape(f"{serving.base_path}/")
    yield f"^{base}(?:{HASHED}|{FULL_TILE})$", YEAR
    yield f"^{base}{re.escape(CHECKPOINT)}$", NEVER


def both_ways(redirect: Redirect) -> Iterator[str]:
    """Give the source of a redirect with and without a slash at its end, as hosts take it."""
    plain = redirect.source.rstrip("/")
    if plain:
        yield plain
        yield f"{plain}/"
