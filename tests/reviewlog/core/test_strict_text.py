from __future__ import annotations

import pytest
from core_helpers import any_text, numbers
from hypothesis import given
from hypothesis import strategies as st

from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.strict import (
    decode_text,
    encode_text,
    format_base64,
    format_decimal,
    parse_base64,
    parse_decimal,
    parse_hash,
    shown,
)


@given(numbers)
def test_a_number_is_read_as_it_was_written(number: int):
    assert parse_decimal(format_decimal(number, "size"), "size") == number


@given(any_text | st.from_regex(r"[0-9 +_.-]{0,21}"))
def test_any_text_is_a_number_in_its_only_spelling_or_refused(text: str):
    try:
        number = parse_decimal(text, "size")
    except LogError:
        return
    assert format_decimal(number, "size") == text


@pytest.mark.parametrize(
    "text",
    ["", "00", "01", "+1", "-1", " 1", "1 ", "1\n", "1_0", "1.0", "0x1", "١", "²", "9223372036854775808", "9" * 5000],
)
def test_another_spelling_of_a_number_is_refused(text: str):
    with pytest.raises(LogError, match="size: expected a decimal number"):
        parse_decimal(text, "size")


@pytest.mark.parametrize("number", [-1, 1 << 63])
def test_a_number_that_no_text_stands_for_is_not_written(number: int):
    with pytest.raises(LogError, match="size: expected a number from 0"):
        format_decimal(number, "size")


@given(st.binary(min_size=1))
def test_bytes_are_read_as_they_were_written(data: bytes):
    assert parse_base64(format_base64(data), "hash") == data


@given(any_text | st.from_regex(r"[A-Za-z0-9+/=_ \n-]{0,12}"))
def test_any_text_is_base64_in_its_only_spelling_or_refused(text: str):
    try:
        data = parse_base64(text, "hash")
    except LogError:
        return
    assert format_base64(data) == text


@pytest.mark.parametrize("text", ["", "YQ", "YQ=", "YR==", "YQ==\n", "Y Q==", "YQ==YQ==", "_-8=", "====", "é", "YQ==="])
def test_another_spelling_of_base64_is_refused(text: str):
    with pytest.raises(LogError, match="hash: expected base64"):
        parse_base64(text, "hash")


def test_a_hash_has_32_bytes():
    assert parse_hash(format_base64(bytes(32)), "root") == bytes(32)
    with pytest.raises(LogError, match="root: expected a hash of 32 bytes, found 31 bytes"):
        parse_hash(format_base64(bytes(31)), "root")


def test_what_is_not_utf_8_is_refused_in_both_directions():
    with pytest.raises(LogError, match="note: not UTF-8 at byte 2"):
        decode_text(b"ab\xff", "note")
    with pytest.raises(LogError, match="note: character 1 is a lone surrogate"):
        encode_text("a\ud800", "note")


def test_what_was_found_is_shown_shortly_and_without_control_characters():
    assert shown("a\nb\ud800") == r"'a\nb\ud800'"
    assert shown(b"a\xff") == r"'a\\xff'"
    assert shown("x" * 61) == f"'{'x' * 60}'…"
