from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.reviewlog.bundle import encode_bundle, parse_bundle
from site_gen.reviewlog.fault import LogError

entries = st.lists(st.binary(max_size=300), min_size=1, max_size=256)


@given(entries)
def test_entries_are_read_as_they_were_written(values: list[bytes]):
    assert list(parse_bundle(encode_bundle(values), len(values))) == values


@given(st.binary(max_size=40) | entries.map(encode_bundle), st.integers(1, 8))
def test_any_bytes_are_a_bundle_of_so_many_entries_or_refused(data: bytes, width: int):
    try:
        values = parse_bundle(data, width)
    except LogError:
        return
    assert len(values) == width
    assert encode_bundle(values) == data


@given(st.lists(st.binary(max_size=20), min_size=1, max_size=5), st.data())
def test_a_truncated_bundle_is_refused_wherever_it_ends(values: list[bytes], data: st.DataObject):
    whole = encode_bundle(values)
    end = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(LogError, match="bundle: ends within entry"):
        parse_bundle(whole[:end], len(values))


@given(st.lists(st.binary(max_size=20), min_size=1, max_size=5), st.binary(min_size=1, max_size=5))
def test_bytes_after_the_last_entry_are_refused(values: list[bytes], more: bytes):
    with pytest.raises(LogError, match=f"bundle: {len(more)} bytes after its {len(values)} entries"):
        parse_bundle(encode_bundle(values) + more, len(values))


def test_a_length_is_two_bytes_with_the_higher_one_first():
    assert encode_bundle([b"x" * 258, b""]) == b"\x01\x02" + b"x" * 258 + b"\x00\x00"


def test_an_entry_has_65535_bytes_at_most():
    assert len(encode_bundle([bytes(65_535)])) == 65_537
    with pytest.raises(LogError, match="an entry has at most 65,535 bytes, this one 65,536"):
        encode_bundle([bytes(65_536)])


@pytest.mark.parametrize("count", [0, 257])
def test_a_bundle_of_no_or_too_many_entries_is_not_written(count: int):
    with pytest.raises(LogError, match=f"a bundle holds 1 to 256 entries, not {count}"):
        encode_bundle([b""] * count)
