"""Disclosures of RFC 9901: made in one form, opened strictly, hashed as received."""

from __future__ import annotations

import base64
import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from entry_samples import make_salts
from hypothesis import given
from hypothesis import strategies as st

from site_gen.reviewlog import canonical
from site_gen.reviewlog.disclosure import (
    decode_base64url,
    digest,
    encode_base64url,
    make_decoy,
    make_field,
    make_segment,
    parse_field,
    parse_segment,
    verify_digest,
    verify_salts,
)
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.merkle import leaf_hash
from site_gen.reviewlog.segments import split_text

VECTOR = Path(__file__).parents[4] / "shared" / "vectors" / "review-commitment-vector.json"
SALT = bytes(range(16))
salts = st.binary(min_size=16, max_size=16)
names = st.text(min_size=1).filter(lambda name: name not in ("_sd", "..."))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-canonical.MOST, canonical.MOST) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


def encoded(array: object) -> str:
    return encode_base64url(json.dumps(array).encode())


@pytest.fixture(scope="module")
def vector() -> dict[str, Any]:
    if not VECTOR.is_file():
        pytest.skip("the vector review-commitment-vector.json is not beside this checkout")
    loaded: dict[str, Any] = json.loads(VECTOR.read_bytes())
    return loaded


def test_the_vectors_text_splits_into_its_segments(vector: dict[str, Any]):
    assert split_text(vector["record_text"]) == tuple(vector["segments"])


def test_the_vectors_disclosures_open_and_are_made_again_from_their_salts(vector: dict[str, Any]):
    for disclosure, text in zip(vector["disclosures"]["text"], vector["segments"], strict=True):
        segment = parse_segment(disclosure)
        assert segment.text == text
        assert make_segment(segment.salt, segment.text) == disclosure
    for name, disclosure in vector["disclosures"]["fields"].items():
        field = parse_field(disclosure)
        assert field.name == name
        assert make_field(field.salt, field.name, field.value) == disclosure


def test_the_vectors_digests_canonical_bytes_and_leaf_hash_come_out(vector: dict[str, Any]):
    leaf = json.loads(vector["leaf_jcs"])
    assert leaf["_sd"] == sorted(digest(disclosure) for disclosure in vector["disclosures"]["fields"].values())
    assert leaf["text"] == [{"...": digest(disclosure)} for disclosure in vector["disclosures"]["text"]]
    for made, jcs, hashed in (
        (leaf, "leaf_jcs", "leaf_hash_hex"),
        (json.loads(vector["decision_leaf_jcs"]), "decision_leaf_jcs", "decision_leaf_hash_hex"),
    ):
        assert canonical.encode(made) == vector[jcs].encode()
        assert leaf_hash(canonical.encode(made)).hex() == vector[hashed]


def test_hiding_the_vectors_segments_leaves_its_rebuilt_text(vector: dict[str, Any]):
    shown = [
        "[redacted]" if place in vector["redacted_segments"] else parse_segment(disclosure).text
        for place, disclosure in enumerate(vector["disclosures"]["text"])
    ]
    assert "".join(shown) == vector["rebuilt_text"]


def test_the_example_of_rfc_9901_has_its_digest(vector: dict[str, Any]):
    example = vector["rfc9901_example"]
    assert digest(example["disclosure"]) == example["digest"]
    with pytest.raises(LogError, match="found 17"):
        parse_field(example["disclosure"])  # its salt has 17 bytes, ours have 16


def test_an_array_with_spaces_is_opened_and_hashed_as_it_is():
    disclosure = encode_base64url(b'["AAECAwQFBgcICQoLDA0ODw", "family_name", "M\\u00f6bius"]')
    field = parse_field(disclosure)
    assert (field.name, field.value) == ("family_name", "Möbius")
    made = make_field(field.salt, field.name, field.value)
    assert made != disclosure
    assert digest(made) != digest(disclosure)


@given(salts, names, values)
def test_a_field_comes_back_from_its_disclosure(salt: bytes, name: str, value: Any):
    disclosure = make_field(salt, name, value)
    field = parse_field(disclosure)
    assert (field.salt, field.name, field.value) == (salt, name, value)
    assert make_field(field.salt, field.name, field.value) == disclosure
    with pytest.raises(LogError):
        parse_segment(disclosure)


@given(salts, st.text(min_size=1))
def test_a_segment_comes_back_from_its_disclosure(salt: bytes, text: str):
    disclosure = make_segment(salt, text)
    segment = parse_segment(disclosure)
    assert (segment.salt, segment.text) == (salt, text)
    with pytest.raises(LogError):
        parse_field(disclosure)


@given(st.text() | st.binary().map(encode_base64url) | values.map(encoded))
def test_any_text_is_a_disclosure_or_our_error(text: str):
    for parse in (parse_field, parse_segment):
        with contextlib.suppress(LogError):
            parse(text)


@given(salts, st.text(min_size=1), st.data())
def test_another_character_anywhere_gives_another_digest_or_an_error(salt: bytes, text: str, data: st.DataObject):
    disclosure = make_segment(salt, text)
    place = data.draw(st.integers(0, len(disclosure) - 1))
    other = data.draw(st.sampled_from("ABCxyz019-_").filter(lambda char: char != disclosure[place]))
    with pytest.raises(LogError, match="segment 3"):
        verify_digest(disclosure[:place] + other + disclosure[place + 1 :], digest(disclosure), "segment 3")
    verify_digest(disclosure, digest(disclosure), "segment 3")


@pytest.mark.parametrize(
    "disclosure",
    [
        encoded(["AAECAwQFBgcICQoLDA0ODw"]),
        encoded(["AAECAwQFBgcICQoLDA0ODw", "author"]),
        encoded(["AAECAwQFBgcICQoLDA0ODw", "author", "M.", "K."]),
        encoded(["AAECAwQFBgcICQoLDA0O", "author", "M."]),
        encoded(["AAECAwQFBgcICQoLDA0ODxA", "author", "M."]),
        encoded(["AAECAwQFBgcICQoLDA0ODx", "author", "M."]),
        encoded(["AAECAwQFBgcICQoLDA0ODw==", "author", "M."]),
        encoded(["AAECAwQFBgcICQoLDA0OD+", "author", "M."]),
        encoded([17, "author", "M."]),
        encoded(["AAECAwQFBgcICQoLDA0ODw", 17, "M."]),
        encoded(["AAECAwQFBgcICQoLDA0ODw", "", "M."]),
        encoded(["AAECAwQFBgcICQoLDA0ODw", "_sd", "M."]),
        encoded(["AAECAwQFBgcICQoLDA0ODw", "...", "M."]),
        encoded(["AAECAwQFBgcICQoLDA0ODw", "author", 1.5]),
        encoded({"author": "M."}),
        encode_base64url(b'["AAECAwQFBgcICQoLDA0ODw","author",{"a":1,"a":2}]'),
        encode_base64url(b'["AAECAwQFBgcICQoLDA0ODw","author","M."'),
        base64.urlsafe_b64encode(b'["AAECAwQFBgcICQoLDA0ODw","author","M"]').decode() + "=",
        make_field(SALT, "author", "M.") + "\n",
        make_field(SALT, "author", "M.") + "é",
        make_field(SALT, "author", "M.")[:-1] + "R",
        "",
    ],
)
def test_a_field_in_any_other_form_is_refused(disclosure: str):
    assert parse_field(make_field(SALT, "author", "M.")).value == "M."
    with pytest.raises(LogError):
        parse_field(disclosure)


@pytest.mark.parametrize("value", [None, 4, ["a"], ""])
def test_a_segment_holds_some_text(value: object):
    with pytest.raises(LogError):
        parse_segment(encoded(["AAECAwQFBgcICQoLDA0ODw", value]))


@pytest.mark.parametrize("salt", [b"", bytes(15), bytes(17)])
def test_a_salt_has_sixteen_bytes(salt: bytes):
    for make in (lambda: make_field(salt, "author", "M."), lambda: make_segment(salt, "M."), lambda: make_decoy(salt)):
        with pytest.raises(LogError, match="16 bytes"):
            make()


@pytest.mark.parametrize("name", ["", "_sd", "..."])
def test_reserved_names_are_not_made(name: str):
    with pytest.raises(LogError):
        make_field(SALT, name, "M.")


@pytest.mark.parametrize("text", ["", "\ud800"])
def test_a_segment_that_is_empty_or_has_no_utf_8_is_not_made(text: str):
    with pytest.raises(LogError):
        make_segment(SALT, text)


def test_a_digest_is_of_ascii():
    with pytest.raises(LogError):
        digest("WyJé")


def test_a_decoy_looks_like_any_digest():
    assert len(make_decoy(SALT)) == len(digest(make_segment(SALT, "M."))) == 43


def test_a_salt_twice_is_refused_and_two_salts_are_not():
    salt = make_salts()
    one, two = parse_field(make_field(salt(), "author", "M.")), parse_segment(make_segment(salt(), "M."))
    verify_salts([one, two])
    with pytest.raises(LogError, match="stands in two disclosures"):
        verify_salts([one, two, parse_segment(make_segment(one.salt, "N."))])


@given(st.binary())
def test_bytes_have_one_base64url_form(data: bytes):
    assert decode_base64url(encode_base64url(data), "bytes") == data


@given(st.text("ABab01-_=", max_size=12))
def test_base64url_that_is_read_encodes_to_itself(text: str):
    try:
        data = decode_base64url(text, "bytes")
    except LogError:
        return
    assert encode_base64url(data) == text
