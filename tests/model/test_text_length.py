"""How platforms count texts, by their published rules."""

from __future__ import annotations

import typing

import pytest

from site_gen.model.audience import Platform
from site_gen.model.platforms import platforms
from site_gen.model.text_length import fits_gsm, graphemes, text_length

FAMILY = "👨\u200d👩\u200d👧\u200d👦"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Flu shots", 9),
        ("e\u0301", 1),
        ("健康", 4),
        ("👍", 2),
        ("👍🏽", 2),
        (FAMILY, 2),
        ("🇺🇸", 2),
        ("Call – now", 10),
        ("See https://harbor.example/news/flu-shots-are-here/?utm_source=x ", 4 + 23),
    ],
)
def test_x_counts_emoji_and_wide_letters_twice_and_every_address_alike(text: str, count: int):
    assert text_length(text, "weighted", link=23) == count


@pytest.mark.parametrize(
    ("text", "count"), [("a", 1), (FAMILY, 1), ("🇺🇸🇲🇽", 2), ("❤️👍🏽", 2), ("n\u0303o", 2), ("👍👍", 2)]
)
def test_graphemes_are_what_readers_take_for_one_character(text: str, count: int):
    assert text_length(text, "graphemes") == count


def test_three_flags_are_three_and_no_part_is_lost():
    text = f"a🇺🇸🇲🇽🇨🇦{FAMILY}b"
    assert "".join(graphemes(text)) == text
    assert len(list(graphemes(text))) == 6


def test_threads_counts_emoji_by_their_bytes_and_letters_once():
    assert text_length("niño 👍", "emoji-bytes") == 5 + 4


def test_bytes_are_those_of_utf_8():
    assert text_length("niño", "bytes") == 5


def test_a_text_message_has_less_room_as_soon_as_one_letter_is_not_in_its_alphabet():
    limit = platforms()["sms"].text
    assert limit is not None
    assert (limit.used("Flu shots: 5 €"), limit.room("Flu shots: 5 €")) == (15, 160)
    assert (limit.used("Gripe: á"), limit.room("Gripe: á")) == (8, 70)
    assert fits_gsm("ñ é ü ¿")
    assert not fits_gsm("á")


def test_every_platform_is_known_and_says_where_its_figures_are_from():
    known = platforms()
    assert known.keys() == set(typing.get_args(Platform))
    for name, one in known.items():
        has_figures = one.text or one.title or one.pictures
        assert bool(has_figures) <= bool(one.sources), name
        assert all(source.url.startswith("https://") for source in one.sources)
        assert all(size.width >= 1000 and size.height >= 600 for size in one.pictures)
        assert one.visual != "needed" or one.pictures, name
