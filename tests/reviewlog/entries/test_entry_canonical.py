"""Canonical JSON: our writer is RFC 8785 for our values, our reader takes nothing else."""

from __future__ import annotations

import contextlib
import json

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from site_gen.reviewlog import canonical
from site_gen.reviewlog.fault import LogError

plain = st.none() | st.booleans() | st.integers(-canonical.MOST, canonical.MOST) | st.text()
ascii_keys = st.text(st.characters(max_codepoint=0x7F), max_size=8)
values = st.recursive(plain, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ascii_keys, inner, max_size=4))
any_values = st.recursive(plain, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner))


def test_every_character_is_written_as_rfc_8785_writes_it():
    for start in range(0, 0x110000, 0x1000):
        text = "".join(chr(code) for code in range(start, start + 0x1000) if not 0xD800 <= code <= 0xDFFF)
        assert canonical.encode(text) == rfc8785.dumps(text)


@given(values)
def test_the_fast_writer_equals_rfc_8785_in_our_range(value: object):
    assert canonical.encode(value) == rfc8785.dumps(value)


def test_the_fast_writer_differs_for_keys_outside_ascii_and_is_not_used_for_them():
    value = {"\U0001f600": 1, "\ufffd": 2}
    assert canonical.encode(value) != rfc8785.dumps(value)
    assert canonical.encode_value(value) == rfc8785.dumps(value)


@given(any_values)
def test_any_value_is_written_as_rfc_8785_and_read_back(value: object):
    data = canonical.encode_value(value)
    assert data == rfc8785.dumps(value)
    assert canonical.decode_value(data, "value") == value


@given(any_values)
def test_values_in_another_form_are_read_all_the_same(value: object):
    assert canonical.decode_value(json.dumps(value, indent=1).encode(), "value") == value


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_are_a_value_or_our_error(data: bytes):
    with contextlib.suppress(LogError):
        canonical.decode_value(data, "value")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"1.5",
        b"[1.0]",
        b"1e3",
        b"9007199254740992",
        b"-9007199254740992",
        b"[NaN]",
        b'{"a":1,"a":2}',
        b'[{"a":1,"b":{"c":1, "c":1}}]',
        b'"\\ud800"',
        b'"\xed\xa0\x80"',
        b"[" * 100_000,
        b"[" * 17 + b"]" * 17,
        b"1 2",
    ],
)
def test_fractions_large_numbers_repeated_keys_and_broken_text_are_refused(data: bytes):
    with pytest.raises(LogError):
        canonical.decode_value(data, "value")


def test_the_largest_integers_are_read():
    assert canonical.decode_value(b"9007199254740991", "value") == canonical.MOST


@pytest.mark.parametrize(
    "value", [1.5, [2**53], {"a": {1: 2}}, "\ud800", ["\ud800"], {"\ud800": 1}, object(), [b"bytes"]]
)
def test_what_has_no_canonical_form_is_not_written(value: object):
    with pytest.raises(LogError):
        canonical.encode_value(value)  # type: ignore[arg-type]


def test_sixteen_levels_are_the_most():
    data = b"[" * 16 + b"]" * 16
    value = canonical.decode_value(data, "value")
    assert canonical.encode_value(value) == data
    with pytest.raises(LogError, match="16 levels"):
        canonical.encode_value([value])


@pytest.mark.parametrize("data", [b'{"b":1,"a":2}', b'{"a":2,"b":1} ', b'{"a":2,"a":2,"b":1}', b'{"a":"\\u0061"}'])
def test_typed_reading_takes_canonical_bytes_only(data: bytes):
    decoder = msgspec.json.Decoder(dict[str, int | str])
    assert canonical.decode(decoder, b'{"a":2,"b":1}', "thing") == {"a": 2, "b": 1}
    with pytest.raises(LogError, match=r"^thing: "):
        canonical.decode(decoder, data, "thing")
