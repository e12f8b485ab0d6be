"""Which pages changed between two outputs, and telling search engines so (IndexNow, indexnow.org).

What counts is what a search engine reads of a page: title, description, words, links and pictures of its main part, and
its markup.
A new date at the foot, a new style sheet or a new address of a script change no page.
"""

from __future__ import annotations

import hashlib
import html
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_gen.errors import UnreadableError
from site_gen.html.tree import attribute, parse
from site_gen.model.site import Site, key_file
from site_gen.model.undecodable import UNDECODABLE
from site_gen.render.addresses import addresses_of

ENDPOINT = "https://api.indexnow.org/indexnow"
"""Where a notice goes; whoever takes part there tells all the others."""
MOST_URLS = 10_000
"""The most addresses of one notice."""
WAIT_SECONDS = 30.0

_LOCATION = re.compile(rb"<loc>([^<]+)</loc>")
_HASHED = re.compile(r"(/assets/[^.\"'\s]+)\.[0-9a-f]{6,}\.")
_READ = "main a[href], main img[src], main source[srcset]"
_SAID = {
    400: ("the notice is malformed", "this is a fault of site-gen; please report it"),
    403: ("the key is not valid", "publish the site first: the file with the key has to be there"),
    422: ("the addresses do not belong to the host of the key", "base_url in site.yaml is where the site is published"),
    429: ("too many notices", "wait, and send what is left later"),
}


class Answer(NamedTuple):
    """What came of a notice: addresses that were taken, those that were not, and why not, with what to do."""

    accepted: tuple[str, ...]
    left: tuple[str, ...] = ()
    problem: str = ""
    hint: str = ""


def page_digests(folder: Path, site: Site) -> dict[str, str]:
    """Give every page that the sitemap of an output lists, by its whole address, with the SHA-256 of what is read.

    Raises:
        UnreadableError: no sitemap there, or a page that it lists is missing.
    """
    home = addresses_of(site).absolute("")
    found: dict[str, str] = {}
    for url in _listed(folder, "sitemap.xml", home):
        path = urllib.parse.unquote(url.removeprefix(home))
        file = f"{path}index.html" if not path or path.endswith("/") else path
        found[url] = hashlib.sha256(what_is_read(_bytes(folder / file))).hexdigest()
    return dict(sorted(found.items()))


def changed_urls(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    """Give the addresses of pages that are new, that say something else, or that are gone, in order."""
    return tuple(sorted(url for url in before.keys() | after.keys() if before.get(url) != after.get(url)))


def what_is_read(page: bytes) -> bytes:
    """Give what a search engine reads of a page, in one form: the same words are the same bytes."""
    tree = parse(page.decode("utf-8", "replace"))
    title, main = tree.css_first("title"), tree.css_first("main")
    described = tree.css_first('meta[name="description"]')
    parts = [
        title.text() if title else "",
        attribute(described, "content") if described else "",
        " ".join(main.text(separator=" ").split()) if main else "",
        *(
            attribute(node, name)
            for node in tree.css(_READ)
            for name in ("href", "src", "srcset", "alt")
            if name in node.attributes
        ),
        *(node.text() for node in tree.css('script[type="application/ld+json"]')),
    ]
    return _HASHED.sub(r"\1.", "\0".join(parts)).encode()


def format_digests(digests: Mapping[str, str]) -> bytes:
    """Give the file that keeps the digests of an output until the next one; the same digests are the same bytes."""
    return msgspec.json.format(msgspec.json.encode(dict(sorted(digests.items()))), indent=1) + b"\n"


def parse_digests(data: bytes) -> dict[str, str]:
    """Read the file again.

    Raises:
        UnreadableError: it is not one.
    """
    try:
        return msgspec.json.decode(data, type=dict[str, str])
    except UNDECODABLE as error:
        raise UnreadableError("the digests of the last output cannot be read", hint="delete the file") from error


def submit(urls: Sequence[str], site: Site, *, endpoint: str = ENDPOINT, wait_seconds: float = WAIT_SECONDS) -> Answer:
    """Tell search engines about changed addresses of a site that has a key; what they did not take is left.

    Nothing is sent again by itself: after a refusal, the rest is left, too.
    """
    assert site.indexnow is not None, "whoever asks for a notice has seen that the site has a key"
    accepted: list[str] = []
    for batch in _batches(urls):
        problem, hint = _send(_notice(batch, site, site.indexnow.key), endpoint, wait_seconds)
        if problem:
            taken = frozenset(accepted)
            return Answer(tuple(accepted), tuple(url for url in urls if url not in taken), problem, hint)
        accepted.extend(batch)
    return Answer(tuple(accepted))


def _batches(urls: Sequence[str]) -> Iterator[Sequence[str]]:
    for first in range(0, len(urls), MOST_URLS):
        yield urls[first : first + MOST_URLS]


def _notice(urls: Sequence[str], site: Site, key: str) -> bytes:
    addresses = addresses_of(site)
    notice = {
        "host": urllib.parse.urlsplit(addresses.origin).netloc,
        "key": key,
        "keyLocation": addresses.absolute(key_file(key)),
        "urlList": urls,
    }
    return msgspec.json.encode(notice)


def _send(notice: bytes, endpoint: str, wait_seconds: float) -> tuple[str, str]:
    """Send one notice; give what was wrong and what to do, or nothing where it was taken."""
    opener = urllib.request.OpenerDirector()  # follows no redirect: a notice goes where it is meant to go
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    request = urllib.request.Request(  # noqa: S310 - http and https are the only handlers
        endpoint, notice, {"Content-Type": "application/json; charset=utf-8", "User-Agent": "site-gen"}
    )
    try:
        with opener.open(request, timeout=wait_seconds) as response:
            status, later = response.status, response.headers.get("Retry-After", "")
    except (OSError, HTTPException) as error:
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        return f"{endpoint} does not answer: {reason}", "look at the connection, and send it again"
    if status in (HTTPStatus.OK, HTTPStatus.ACCEPTED):
        return "", ""
    said, hint = _SAID.get(status, ("an answer that IndexNow does not have", "send it again later"))
    wait = f" after {later} seconds" if later.isdigit() else ""
    return f"{endpoint} answered {status}: {said}", f"{hint}{wait}"


def _listed(folder: Path, file: str, home: str) -> Iterator[str]:
    """Give the addresses of a sitemap, of an index those of all of its parts."""
    data = _bytes(folder / file)
    for found in _LOCATION.findall(data):
        url = html.unescape(found.decode())
        if b"<sitemapindex" in data:
            yield from _listed(folder, url.removeprefix(home), home)
        elif url.startswith(home):
            yield url


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"cannot read {path}: {error.strerror}", hint="build the site first") from error
