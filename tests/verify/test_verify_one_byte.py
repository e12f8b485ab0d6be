"""One byte is changed in every published file in turn; whatever is not noticed stands here, with the reason."""

from __future__ import annotations

import fnmatch

from site_gen.errors import SiteGenError
from verify.conftest import LOG, Copy

NOT_NOTICED = {
    "assets/*": "pictures, style and script: what a reader sees of a page is not computed",
    "*.xml": "feeds and sitemap are no pages",
    "feed.json": "a feed is no page",
    "*/index.json": "the data beside a page is no page",
    "robots.txt": "for crawlers only",
    "site.webmanifest": "for phones only",
    "_headers": "for the host only",
    ".nojekyll": "for the host only",
    "review-log/openings/cy-new.json": "without reviews it opens nothing, and its size tells nothing",
    "404.html": "the page gives no number about reviews, and its words are its owner's",
    "es/404.html": "the same",
    "*policies/*/index.html": "the same; the text that the log names is in review-log/policies/",
    "*specialties/index.html": "the same",
    "*locations/index.html": "the same",
    "*languages/index.html": "the same",
    "*conditions/index.html": "the same",
}
"""By pattern of the path."""

TOLD_BY = (b"data-review-text", b'data-count="received" value="', b'data-count="ratings" value="', b"<title>")
"""What a change in a page must hit, the first of these: the rest of a page are its owner's words."""


def test_every_change_of_one_byte_is_noticed_or_listed(copy: Copy):
    unnoticed = []
    for path in sorted(path.relative_to(copy.public).as_posix() for path in copy.public.rglob("*") if path.is_file()):
        whole = copy.bytes(path)
        for place in places(path, whole):
            changed = bytearray(whole)
            changed[place] ^= 1
            copy.write(path, bytes(changed))
            if not is_noticed(copy):
                unnoticed.append(path)
                break
        copy.write(path, whole)
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
        return sorted({len(data) * part // 5 for part in range(5)} | {len(data) - 2})
    for mark in TOLD_BY:
        if (found := data.find(mark)) >= 0:
            return [data.index(b">", found) + 2 if mark == TOLD_BY[0] else found + len(mark)]
    return [len(data) // 2] if data else []


def is_noticed(copy: Copy) -> bool:
    try:
        return copy.verify().is_failed
    except SiteGenError:
        return True
