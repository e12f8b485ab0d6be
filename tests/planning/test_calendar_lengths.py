"""Texts are as long as the platform counts them."""

from __future__ import annotations

import pytest

from site_gen.calendar.lengths import length

LINK = "https://harbor.example/news/a-very-long-address-of-a-post/?utm_source=x"


@pytest.mark.parametrize(
    ("text", "counted", "expected"),
    [
        ("Flu", "characters", 3),
        ("Cafe\u0301", "characters", 4),
        (LINK, "characters", len(LINK)),
        ("👩‍👩‍👧‍👦!", "graphemes", 2),
        (f"Read {LINK}", "weighted", 28),
        ("日本", "weighted", 4),
        ("é", "weighted", 1),
        ("👩‍👩‍👧‍👦", "weighted", 2),
        (f"Read {LINK}", "links-as-23", 28),
        ("日本", "links-as-23", 2),
        ("", "weighted", 0),
    ],
)
def test_lengths(text, counted, expected):
    assert length(text, counted) == expected
