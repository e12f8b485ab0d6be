"""What verify and the rules read of a published site: pages, feeds, data, style sheets, and what hosts are told."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache

from site_gen.check.pages.digest import digest_of, facts_of
from site_gen.check.pages.hiding import read_sheets, style_hides
from site_gen.check.pages.locate import locate_element
from site_gen.check.pages.plan import Plan
from site_gen.check.pages.reading import Reading
from site_gen.check.pages.searched import searched_digest
from site_gen.html.tree import parse
from site_gen.html.words import brief, numbers_in, squeezed, template
from site_gen.reviewlog.states import Replay
from site_gen.reviewlog.tally import Tally
from site_gen.serve.hosting import headers_for, parse_headers, parse_redirects
from site_gen.verify import markup
from site_gen.verify.claims import Checks, printable
from site_gen.verify.feeds import check_feeds
from site_gen.verify.hosts import host_faults
from site_gen.verify.json_ld import parse_json
from site_gen.verify.page import read_page
from site_gen.verify.settings import SiteFile, read_site_file
from site_gen.verify.source import MissingFileError, check_path
from site_gen.verify.twin import compare_twin
from site_gen.verify.wellformed import read_tree
from site_gen.verify.wording import Wording

from .sources import helper, sample
from .target import Target

PAGE = """<!doctype html>
<html lang="en" dir="ltr"><head><meta charset="utf-8"><title>Dr. Ana Diaz</title><link rel="alternate" hreflang="es"
href="/es/providers/ana-diaz/"><script type="application/ld+json">{"@context":"https://schema.org","@type":"Dentist",
"name":"Ana Diaz","aggregateRating":{"@type":"AggregateRating","ratingValue":"4.5","reviewCount":2}}</script></head>
<body><main data-provider="ana-diaz" data-as-of="2026-11-24"><h1>Ana Diaz</h1><table><tr><th>Received</th>
<td data-number="received">3</td></tr></table>
<article id="review-r-000000000001" data-review="1" data-status="published"><h3 data-field="title">Good</h3>
<p data-field="rating" data-best="5" data-value="4">4 of 5</p><div data-field="text" lang="en">Waited &amp; <mark
data-segment="1" data-reason="abusive">[hidden]</mark> left.<br>Twice.</div><footer data-field="author">M. K.</footer>
<section data-reply="5"><p data-field="reply">Thank you.</p></section></article>
<svg viewBox="0 0 9 9"><symbol id="star"><path d="M0 0h9"/></symbol></svg><img src="/a.svg" alt="x"></main></body>
</html>
"""
SITE = SiteFile(
    v="site-gen.site/1", as_of="2026-11-24", base_path="/clinic", languages=("en", "es"), window_months=None,
    minimum_ratings=1, per_page=10, providers={"ana-diaz": {"en": ("providers/ana-diaz/",)}},
)  # fmt: skip
_WORDS = (
    b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<!doctype html>", b"<script>", b"</script>", b"<style>", b"<template>",
    b"<table>", b"<svg>", b"<math>", b"<noscript>", b"<plaintext>", b"<textarea>", b"<select>", b"<frameset>", b"&amp;",
    b"&#0;", b"&#x110000;", b"&notit;", b"&", b"=\"", b"='", b"/>", b"\0", b"\r", b"\f", b"\xef\xbb\xbf", b"\xff",
    b" data-review=\"1\"", b" data-number=\"received\"", b" data-field=\"text\"", b" data-segment=\"0\"", b" hidden",
    b" style=\"display:none\"", b" href=\"//[\"", b" href=\"https://site.example/%00\"", b" srcset=\", ,\"",
    b"application/ld+json", b"1e400", b"[[[[[[[[", b"{\"@type\":", b"</p>", b"<p>", b"<a href=\"",
)  # fmt: skip


def verify_page(data: bytes) -> None:
    """Read a page as the verifier does: it never fails, and what has no fault is what a browser's parser builds."""
    page = read_page(data)
    with suppress(UnicodeDecodeError):
        text = data.decode()
        tree = read_tree(text)
        if not isinstance(tree, str) and tree.tags:
            seen = helper("", "verify.test_verify_mutations")
            assert list(seen.by_tags(tree, 0)) == list(seen.by_browser(parse(text).css_first("html")))
    for said in (page.unreadable, *page.odd, *page.strays, *page.unreadable_markup):
        assert printable(said).isprintable()
    markup.speaks_of_reviews(page.json_ld)
    for review in page.reviews:
        assert isinstance(review.id, str)


class _Files:
    """A published site whose every feed, data and host file is the input."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def read(self, path: str, most: int) -> bytes:
        """Give the input, or the page that feeds lead to."""
        check_path(path)
        if len(self.data) > most:
            raise MissingFileError("too long")
        return PAGE.encode() if path.endswith("/") else self.data

    def files(self) -> tuple[str, ...]:
        """Give what a host may have."""
        return ("_headers", "_redirects", "feed.json", "feed.xml", "providers/ana-diaz/index.html")


def verify_files(data: bytes) -> None:
    """Read feeds, a provider's data, the site file and what hosts are told; whatever is wrong is a failure by name."""
    source, checks = _Files(data), Checks()
    check_feeds(source, {"providers/ana-diaz/"}, "/clinic", Wording(), checks)
    list(compare_twin(data, Tally(), "ana-diaz", ("providers/ana-diaz/",), SITE))
    for _, message in host_faults(source, source.files(), {"providers/ana-diaz/index.html"}, "/clinic"):
        assert printable(message)
    read_site_file(source, Replay(), datetime.date(2026, 11, 24), checks)
    text = data.decode("utf-8", "replace")
    with suppress(ValueError, RecursionError):
        value = parse_json(text)
        assert repr(value) == repr(json.loads(text))
    with suppress(MissingFileError):
        check_path(text)
    parse_redirects(text)
    for line in ("/", "/providers/ana-diaz/"):
        for name, written in headers_for(parse_headers(text), line, "ws://localhost").items():
            assert name.isprintable() or "\n" not in written


def check_page(data: bytes) -> None:
    """Read a page as rules do: everything that they ask for, and the place of each element in the file."""
    around = helper("check", "test_quick_ways").SURROUNDINGS
    reading = Reading(data, Plan(file="providers/ana-diaz/index.html", language="en"), around)
    _ = (reading.links, reading.targets, reading.leading, reading.schemes, reading.words, reading.ids)
    _ = (reading.translations, reading.is_indexed, reading.numbers, reading.matched, reading.markup.items)
    for review in reading.reviews:
        assert reading.at(review.node)
        reading.hidden_by(review.node)
        reading.cut_by(review.node)
        reading.reordered_by(review.node)
    digest_of([facts_of(reading)])
    searched_digest(reading.tree)
    for link in reading.links[:2]:
        line, column = locate_element(data, reading.at(link.element))
        assert line >= 0
        assert column >= 0
    text = data.decode("utf-8", "replace")
    for read in (brief, squeezed, template, numbers_in):
        read(text)


def read_sheet(data: bytes) -> None:
    """Read a style sheet and a style attribute."""
    hiding = read_sheets({"a.css": data})
    assert all(isinstance(one, str) for one in (*hiding.hides, *hiding.cuts, *hiding.reorders, *hiding.unread))
    style_hides(data.decode("utf-8", "replace"))


def _pages() -> Iterator[bytes]:
    yield PAGE.encode()
    yield from _built(".html", 6)


@cache
def _built(ending: str, most: int) -> tuple[bytes, ...]:
    """Give some files of a small site as it is built here."""
    import tempfile
    from pathlib import Path

    conftest = helper("", "conftest")
    with tempfile.TemporaryDirectory() as folder:
        site = conftest.SiteFolder(Path(folder)).write(conftest.SITE)
        site.write("".join(conftest.review(number, text=f"Good number {number}.") for number in range(3)))
        tree = site.build().tree()
    found = [data for name, data in tree.items() if name.endswith(ending) or name == ending]
    return tuple(sorted(found, key=len)[:most])


def _files() -> Iterator[bytes]:
    for ending in (".json", ".xml", "_headers", "_redirects"):
        yield from _built(ending, 3)
    item = {
        "id": "https://site.example/clinic/providers/ana-diaz/#review-r-000000000001", "title": "Ana Diaz: Good",
        "url": "https://site.example/clinic/providers/ana-diaz/#review-r-000000000001", "language": "en",
        "content_text": "Waited", "authors": [{"name": "M. K."}],
    }  # fmt: skip
    feed = {"version": "1", "title": "x", "home_page_url": "x", "feed_url": "x", "language": "en", "items": [item]}
    yield json.dumps(feed).encode()
    yield json.dumps(
        {"id": "ana-diaz", "as_of": "2026-11-24", "url": "https://a.example/clinic/x", "reviews": {}}
    ).encode()
    yield b"/old /new 301\n/providers/:x/* /y 302\n"
    yield b"/*\n  X-Robots-Tag: noindex\n  Content-Security-Policy: default-src 'self'; connect-src\n"


def _sheets() -> Iterator[bytes]:
    yield b"@media screen{.a,.b:hover{display:none}}.c{max-height:9px;overflow:hidden;order:1}@import url(x.css);"
    yield b"p{color:transparent;transform:scale(0);clip-path:inset(100%);text-indent:-9999px}:is(a,b)>c~d::before{}"
    yield from sample("themes/*/static/*.css", most=3, most_bytes=4096)


TARGETS: Sequence[Target] = (
    Target("verify-page", verify_page, _pages, _WORDS, 32768),
    Target(
        "verify-files",
        verify_files,
        _files,
        (*_WORDS, b"<feed>", b"<entry>", b"<!ENTITY", b"<?x?>", b"/* ", b":splat"),
        8192,
    ),
    Target("check-page", check_page, _pages, _WORDS, 32768),
    Target(
        "style-sheets",
        read_sheet,
        _sheets,
        (b"@media ", b"@supports ", b"{", b"}", b"url(", b"\\", b"/*", b"*/", b"!"),
        2048,
    ),
)
