"""A drawn code is read back by a reader of codes."""

from __future__ import annotations

import re

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from site_gen.qr import QUIET_MODULES, QrCode, qr_code

_SCALE = 4


def read_back(code: QrCode) -> str:
    """Paint the strokes of a code, each one module wide, and give what a reader makes of the picture."""
    left, top, width, height = (float(number) for number in code.box.split())
    picture = Image.new("L", (int(width), int(height)), 255)
    column = row = 0
    for step, x, y, length in re.findall(r"([Mm])(\d+) (\d+)h(\d+)", code.path):
        if step == "M":
            column, row = -int(left), int(int(y) - 0.5 - top)
        column += int(x)
        picture.paste(0, (column, row, column + int(length), row + 1))
        column += int(length)
    picture = picture.resize((picture.width * _SCALE, picture.height * _SCALE), Image.Resampling.NEAREST)
    (found,) = zxingcpp.read_barcodes(picture)
    return found.text


@given(st.from_regex(r"https://[a-z]{1,30}\.example/[a-zA-Z0-9/_~.#?=&%-]{0,200}", fullmatch=True))
def test_a_reader_finds_the_address_in_the_drawing(address):
    assert read_back(qr_code(address)) == address
    assert read_back(qr_code(address, "L")) == address


def test_a_drawing_is_the_same_for_the_same_address_and_has_a_quiet_border():
    code = qr_code("https://harbor.example/")
    assert code == qr_code("https://harbor.example/") != qr_code("https://harbor.example/a")
    assert code.box == f"-4 -4.5 {code.size + 2 * QUIET_MODULES} {code.size + 2 * QUIET_MODULES}"
    assert re.fullmatch(r"(M\d+ \d+h\d+(m\d+ 0h\d+)*)+", code.path)
    assert qr_code("https://harbor.example/", "L").size <= code.size


def test_more_than_a_code_can_hold_is_refused():
    with pytest.raises(ValueError, match="too long"):
        qr_code("https://harbor.example/" + "x" * 3000)
