"""Sitemap and robots.txt (sitemaps.org protocol 0.9): an index of several files above 50,000 addresses."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

import msgspec

MOST_URLS = 50_000
"""The most addresses that one sitemap file may hold."""

_NAMESPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'


class SitemapEntry(msgspec.Struct, frozen=True):
    """One address with its date of change, where the content tells it, and its other languages."""

    url: str
    changed_on: datetime.date | None = None
    alternates: tuple[tuple[str, str], ...] = ()


def sitemap_files(base: str, entries: Sequence[SitemapEntry]) -> Iterator[tuple[str, bytes]]:
    """Give `sitemap.xml`, and the parts `sitemap-<n>.xml` when it has to be an index; `base` ends in a slash."""
    if len(entries) <= MOST_URLS:
        yield "sitemap.xml", _urlset(entries)
        return
    parts = range(0, len(entries), MOST_URLS)
    for number, start in enumerate(parts, 1):
        yield f"sitemap-{number}.xml", _urlset(entries[start : start + MOST_URLS])
    rows = "".join(
        f"<sitemap><loc>{escape(base)}sitemap-{number}.xml</loc></sitemap>\n" for number in range(1, len(parts) + 1)
    )
    yield (
        "sitemap.xml",
        f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex {_NAMESPACES}>\n{rows}</sitemapindex>\n'.encode(),
    )


def robots(base: str) -> bytes:
    """Give `robots.txt`: everything may be read, and where the sitemap is."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {base}sitemap.xml\n".encode()


def _urlset(entries: Sequence[SitemapEntry]) -> bytes:
    rows = "".join(_row(entry) for entry in entries)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {_NAMESPACES}>\n{rows}</urlset>\n'.encode()


def _row(entry: SitemapEntry) -> str:
    changed = f"<lastmod>{entry.changed_on.isoformat()}</lastmod>" if entry.changed_on else ""
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{escape(url)}"/>'
        for language, url in entry.alternates
    )
    return f"<url><loc>{escape(entry.url)}</loc>{changed}{others}</url>\n"
