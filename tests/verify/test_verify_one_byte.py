"""One byte is changed in every published file in turn; whatever is not noticed stands here, with the reason."""

from __future__ import annotations

import fnmatch
import re

from site_gen.errors import SiteGenError
from site_gen.verify.page import read_page
from verify.copies import Copy
from verify.sites import ANA_1, LOG

NOT_NOTICED = {
    "assets/*": "pictures, style and script: what a reader sees of a page is not computed",
    "sitemap.xml": "for crawlers only: a page that it leaves out is looked at all the same",
    "llms.txt": "for language models only",
    "robots.txt": "for crawlers only",
    "site.webmanifest": "for phones only",
    "_headers": "for the host only",
    ".nojekyll": "for the host only",
    "review-log/openings/cy-new.json": "without reviews it opens nothing, and its size tells nothing",
    "404.html": "the page gives no number about reviews, and its words are its owner's",
    "policies/*/index.html": "the same; the text that the log names is in review-log/policies/",
    "specialties/index.html": "the same",
    "locations/index.html": "the same",
    "languages/index.html": "the same",
    "who-to-ask/index.html": "the same",
}
"""By pattern of the path."""

TOLD_BY = (
    b"data-review-text", b'data-count="received" value="', b'data-count="ratings" value="', b'"content_text":"',
    b'<content type="text">', b'"count":', b"<title>",
)  # fmt: skip
"""What a change in a page or a feed must hit, the first of these: the rest of it are its owner's words."""

FREE = re.compile(rb'(?<= class=")[^"]*|(?<= href=")[^"]*|>\s+(?=<)|(?<=>)\n|(?<=\n)\s')
"""What a change in a review may hit unnoticed: names of styles, addresses of links, blanks between elements."""


def test_every_change_of_one_byte_is_noticed_or_listed(whole: Copy):
    copy, unnoticed = whole, []
    for path in sorted(path.relative_to(copy.public).as_posix() for path in copy.public.rglob("*") if path.is_file()):
        data = copy.bytes(path)
        for place in places(path, data):
            copy.write(path, flipped(data, place))
            if not is_noticed(copy):
                unnoticed.append(path)
                break
        copy.write(path, data)
    assert not is_noticed(copy)
    size = len(copy.entries())
    old_tiles = [path for path in unnoticed if ".p/" in path and not path.endswith(f".p/{size}")]
    assert old_tiles, (
        "partial tiles of earlier sizes stay for those who kept a checkpoint; this tree does not need them"
    )
    unnoticed = [path for path in unnoticed if path not in old_tiles]
    surprising = [path for path in unnoticed if not any(fnmatch.fnmatch(path, pattern) for pattern in NOT_NOTICED)]
    assert surprising == []
    for pattern in NOT_NOTICED:
        assert fnmatch.filter(unnoticed, pattern), f"{pattern}: is noticed, or there is no such file"


def places(path: str, data: bytes) -> list[int]:
    """Give the bytes to change: of the log several, of a page of reviews one in a text or a number."""
    if path.startswith(LOG):
        parts = 5 if len(data) < 1_000 else 2
        return sorted({len(data) * part // parts for part in range(parts)} | {len(data) - 2})
    for mark in TOLD_BY:
        if (found := data.find(mark)) >= 0:
            return [data.index(b">", found) + 2 if mark == TOLD_BY[0] else found + len(mark)]
    return [len(data) // 2] if data else []


def flipped(data: bytes, place: int) -> bytes:
    changed = bytearray(data)
    changed[place] ^= 1
    return bytes(changed)


def test_every_byte_of_a_review_counts(small: Copy):
    """First by what is read of the page, at many places; then by what is said about the site, at some."""
    data = small.bytes(ANA_1)
    start, end = data.index(b"<article"), data.index(b"</article>") + len(b"</article>")
    free = {place for found in FREE.finditer(data, start, end) for place in range(found.start(), found.end())}
    honest = read_page(data)
    read_alike = [place for place in range(start, end, 7) if read_page(flipped(data, place)) == honest]
    surprising = [data[place - 20 : place + 20] for place in read_alike if place not in free]
    assert surprising == []
    for place in range(start, end, 131):
        if place not in free:
            small.write(ANA_1, flipped(data, place))
            assert is_noticed(small), data[place - 20 : place + 20]


def is_noticed(copy: Copy) -> bool:
    try:
        return copy.verify().is_failed
    except SiteGenError:
        return True
