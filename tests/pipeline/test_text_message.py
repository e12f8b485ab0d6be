"""How long a text message is."""

from __future__ import annotations

import pytest

from site_gen.pipeline.text_message import measure


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", (0, 160, 1, "")),
        ("a" * 160, (160, 160, 1, "")),
        ("a" * 161, (161, 160, 2, "")),
        ("a" * 306, (306, 160, 2, "")),
        ("a" * 307, (307, 160, 3, "")),
        ("ñéü¿¡Ñ", (6, 160, 1, "")),
        ("~[€]", (8, 160, 1, "")),
        ("opinión", (7, 70, 1, "ó")),
        ("á" * 70, (70, 70, 1, "á")),
        ("á" * 71, (71, 70, 2, "á")),
        ("“hi”", (4, 70, 1, "“”")),
        ("😀", (2, 70, 1, "😀")),
    ],
)
def test_a_text_is_measured_as_networks_do(text, expected):
    assert measure(text) == expected
