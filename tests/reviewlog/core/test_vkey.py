from __future__ import annotations

import pytest
from core_helpers import any_text, hashes, names, spoiled
from hypothesis import given
from hypothesis import strategies as st

from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.strict import format_base64
from site_gen.reviewlog.vkey import SignatureType, VerifierKey, check_key_name, format_vkey, parse_vkey

NEUMANN = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
FOO = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"

keys = st.builds(VerifierKey, names, st.sampled_from(SignatureType), hashes)


@pytest.mark.parametrize(("text", "name"), [(NEUMANN, "PeterNeumann"), (FOO, "example.com/foo")])
def test_published_keys_are_read_and_written(text: str, name: str):
    key = parse_vkey(text)
    assert (key.name, key.type) == (name, SignatureType.NOTE)
    assert key.key_id.hex() == text.split("+")[1]
    assert format_vkey(key) == text


@given(keys)
def test_a_key_is_read_as_it_was_written(key: VerifierKey):
    assert parse_vkey(format_vkey(key)) == key


@given(any_text | spoiled(FOO.encode()).map(lambda data: data.decode("utf-8", "surrogateescape")))
def test_any_text_is_a_key_in_its_only_spelling_or_refused(text: str):
    try:
        key = parse_vkey(text)
    except LogError:
        return
    assert format_vkey(key) == text


def test_no_part_of_a_key_is_a_key():
    for start in range(len(NEUMANN)):
        for end in range(start, len(NEUMANN) + 1):
            if (start, end) != (0, len(NEUMANN)):
                with pytest.raises(LogError):
                    parse_vkey(NEUMANN[start:end])


def test_no_character_of_a_key_can_be_another():
    for place, character in enumerate(NEUMANN):
        with pytest.raises(LogError):
            parse_vkey(NEUMANN[:place] + chr(ord(character) + 1) + NEUMANN[place + 1 :])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10Q=", "public key of 32 bytes, found 31"),
        ("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "type 0x65 is not known here"),
        (NEUMANN.replace("c74f20a3", "C74F20A3"), "8 lower-case hexadecimal digits"),
        (NEUMANN.replace("c74f20a3", "c74f20a4"), "expected key ID c74f20a3, found c74f20a4"),
        (NEUMANN.replace("PeterNeumann", "PeterNeumanN"), "expected key ID"),
        (NEUMANN + "\n", "expected <name>"),
        ("PeterNeumann", "expected <name>"),
        ("", "expected <name>"),
        ("PeterNeumann+c74f20a3+", "expected <name>"),
    ],
)
def test_a_refused_key_says_what_is_wrong(text: str, message: str):
    with pytest.raises(LogError, match=message):
        parse_vkey(text)


@pytest.mark.parametrize(
    "name", ["", "a b", "a+b", "a\u00a0b", "a\u2003b", "a\u3000", "a\nb", "a\x00", "a\x1f", "\ud800"]
)
def test_a_name_without_form_is_refused(name: str):
    with pytest.raises(LogError):
        check_key_name(name)
    with pytest.raises(LogError):
        VerifierKey(name, SignatureType.NOTE, bytes(32))


@pytest.mark.parametrize("name", ["a", "harbor.example/review-log", "zahnärzte.example", "数", "a\u200bb", "—"])
def test_a_name_without_spaces_and_plus_is_taken(name: str):
    assert check_key_name(name) == name


def test_one_public_key_has_another_id_for_each_type_and_name():
    public = bytes(32)
    ids = {VerifierKey(name, type_, public).key_id for name in ("a", "b") for type_ in SignatureType}
    assert len(ids) == 4


def test_base64_in_a_key_may_hold_a_plus():
    key = next(
        key
        for key in (VerifierKey("a", SignatureType.NOTE, bytes([n]) * 32) for n in range(256))
        if "+" in format_base64(key.public)
    )
    assert parse_vkey(format_vkey(key)) == key
