"""A file of the cache that a bad disk left is as if there were none: the build comes to the same without it."""

from __future__ import annotations

import pytest

from conftest import review
from site_gen.report.replies.work import is_work

NESTED = b"\x91" * 100_000
"""A list in a list in a list, in MessagePack."""


def half_a_character(data: bytes) -> bytes:
    """Give a file in which each text of three letters and more has a byte that is no UTF-8."""
    return data.replace(b"ana", b"an\xff").replace(b"site", b"sit\xff")


def another_word(data: bytes) -> bytes:
    """Give a file that says something else, and reads as well."""
    return data.replace(b"Lindqvist", b"Lindqvust")


@pytest.mark.parametrize(
    "damage", [another_word, lambda data: NESTED, lambda data: data[: len(data) // 2], half_a_character]
)
def test_a_damaged_cache_is_as_good_as_none(site, damage):
    folder = site(review(1, text="Good."))
    before = folder.build().tree()
    kept = sorted((folder.root / ".site-gen").glob("*.msgpack"))
    assert len(kept) >= 3
    for place in kept:
        good = place.read_bytes()
        place.write_bytes(damage(good))
        assert folder.build().tree() == before, place.name


@pytest.mark.parametrize("data", [b"", b"[" * 100_000, b'{"tool":"\xff"}', b'{"unknown":' * 100_000])
def test_what_does_not_read_is_no_report_of_replies(data):
    assert not is_work(data)
