"""Sitemap and robots.txt (sitemaps.org protocol 0.9): an index of several files where one may not hold everything.

Pictures are named as Google's extension does, `image:loc` alone: it reads nothing else since 2022.
"""

from __future__ import annotations

import datetime
import html
from collections.abc import Iterator, Sequence

import msgspec

MOST_URLS = 50_000
"""The most addresses that one sitemap file may hold."""

MOST_BYTES = 52_428_800
"""The most bytes that one sitemap file may have; addresses in many languages get there first."""

MOST_IMAGES = 1_000
"""The most pictures that one address may have."""

_NAMESPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)


class SitemapEntry(msgspec.Struct, frozen=True):
    """One address with its date of change, where the content tells it, its other languages, and its pictures."""

    url: str
    changed_on: datetime.date | None = None
    alternates: tuple[tuple[str, str], ...] = ()
    images: tuple[str, ...] = ()


def sitemap_files(base: str, entries: Sequence[SitemapEntry]) -> Iterator[tuple[str, bytes]]:
    """Give `sitemap.xml`, and the parts `sitemap-<n>.xml` when it has to be an index; `base` ends in a slash."""
    parts = list(_parts(entries))
    if len(parts) == 1:
        yield "sitemap.xml", parts[0]
        return
    for number, part in enumerate(parts, 1):
        yield f"sitemap-{number}.xml", part
    rows = (f"<sitemap><loc>{_escaped(base)}sitemap-{n}.xml</loc></sitemap>\n" for n in range(1, len(parts) + 1))
    yield "sitemap.xml", _document("sitemapindex", [row.encode() for row in rows])


def robots(base: str) -> bytes:
    """Give `robots.txt`: everything may be read, and where the sitemap is."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {base}sitemap.xml\n".encode()


def _parts(entries: Sequence[SitemapEntry]) -> Iterator[bytes]:
    """Give files that each hold as many addresses as the protocol allows; at least one."""
    most = MOST_BYTES - len(_document("urlset", []))
    rows: list[bytes] = []
    size = 0
    for entry in entries:
        row = _row(entry).encode()
        if len(rows) == MOST_URLS or size + len(row) > most:
            yield _document("urlset", rows)
            rows, size = [], 0
        rows.append(row)
        size += len(row)
    yield _document("urlset", rows)


def _document(root: str, rows: Sequence[bytes]) -> bytes:
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {_NAMESPACES}>\n'
    return b"".join((head.encode(), *rows, f"</{root}>\n".encode()))


def _row(entry: SitemapEntry) -> str:
    changed = f"<lastmod>{entry.changed_on.isoformat()}</lastmod>" if entry.changed_on else ""
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{_escaped(url)}"/>'
        for language, url in entry.alternates
    )
    images = "".join(
        f"<image:image><image:loc>{_escaped(image)}</image:loc></image:image>" for image in entry.images[:MOST_IMAGES]
    )
    return f"<url><loc>{_escaped(entry.url)}</loc>{changed}{others}{images}</url>\n"


def _escaped(url: str) -> str:
    return html.escape(url, quote=False).replace('"', "&quot;").replace("'", "&apos;")
