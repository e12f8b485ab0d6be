from __future__ import annotations

import pytest
from core_helpers import (
    LOG_KEY,
    NEXT_LOG_KEY,
    OTHER_KEY,
    WITNESS_KEYS,
    gives_itself_or_is_refused,
    notes,
    signatures,
    spoiled,
)
from hypothesis import given
from hypothesis import strategies as st

from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.note import (
    Note,
    Signature,
    Signed,
    add_signatures,
    check_signatures,
    format_note,
    format_signatures,
    open_note,
    parse_note,
    parse_signatures,
)
from site_gen.reviewlog.sign import parse_signing_key, sign_text
from site_gen.reviewlog.strict import format_base64
from site_gen.reviewlog.vkey import VerifierKey, parse_vkey

NEUMANN = parse_vkey("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
NEUMANN_SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
NEUMANN_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
NEUMANN_LINE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
NEUMANN_NOTE = f"{NEUMANN_TEXT}\n{NEUMANN_LINE}".encode()
ROOT_LINE = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"
FOO = parse_vkey("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
FOO_NOTE = (
    "This is an example message.\n\n— example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
).encode()
TEXT = "harbor.example/review-log\n\nwith an empty line\n"


def signed_by_log() -> Note:
    return Note(TEXT, (sign_text(TEXT, LOG_KEY),))


def test_the_note_of_go_s_documentation_opens():
    assert open_note(NEUMANN_NOTE, [NEUMANN]).text == NEUMANN_TEXT


def test_the_key_of_go_s_documentation_signs_the_same_note():
    key = parse_signing_key(NEUMANN_SECRET)
    assert key.verifier == NEUMANN
    assert format_note(Note(NEUMANN_TEXT, (sign_text(NEUMANN_TEXT, key),))) == NEUMANN_NOTE


def test_the_second_signature_of_go_s_documentation_is_added_below_the_first():
    data = f"{NEUMANN_TEXT}\n{NEUMANN_LINE}{ROOT_LINE}".encode()
    assert format_note(add_signatures(parse_note(NEUMANN_NOTE), parse_signatures(ROOT_LINE))) == data
    assert open_note(data, [NEUMANN]).signatures[1].name == "EnochRoot"


def test_the_note_of_the_specification_opens():
    assert open_note(FOO_NOTE, [FOO]).text == "This is an example message.\n"


@given(notes)
def test_a_note_is_read_as_it_was_written(note: Note):
    assert parse_note(format_note(note)) == note


@given(st.binary() | spoiled(NEUMANN_NOTE) | spoiled(FOO_NOTE))
def test_any_bytes_are_a_note_or_refused(data: bytes):
    gives_itself_or_is_refused(parse_note, format_note, data)


@given(spoiled(FOO_NOTE))
def test_a_changed_note_opens_only_as_another_note_with_the_same_text(data: bytes):
    try:
        note = open_note(data, [FOO])
    except LogError:
        return
    assert note.text == "This is an example message.\n"


@given(st.lists(signatures, min_size=1, max_size=4))
def test_signature_lines_are_read_as_they_were_written(values: list[Signature]):
    assert list(parse_signatures(format_signatures(values))) == values


def test_the_text_ends_at_the_last_empty_line():
    data = format_note(signed_by_log())
    assert parse_note(data).text == TEXT
    assert open_note(data, [LOG_KEY.verifier]).text == TEXT


def test_a_text_may_look_like_a_signed_note():
    text = NEUMANN_NOTE.decode()
    data = format_note(Note(text, (sign_text(text, LOG_KEY),)))
    assert open_note(data, [LOG_KEY.verifier]).text == text
    with pytest.raises(LogError, match="not signed by any known key"):
        open_note(data, [NEUMANN])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no empty line before the signatures"),
        (b"text\n", "no empty line before the signatures"),
        ("text\n— a AAAAAAA=\n".encode(), "no empty line before the signatures"),
        (b"\n\n", "the signatures do not end with a line feed"),
        (NEUMANN_NOTE[:-1], "the signatures do not end with a line feed"),
        (NEUMANN_NOTE + b"\n", "the signatures do not end with a line feed"),
        (NEUMANN_NOTE + b"more\n", "expected a signature after the last empty line, found 'more'"),
        (NEUMANN_NOTE.replace("\u2014".encode(), b"-"), "expected a signature"),
        (NEUMANN_NOTE.replace("\u2014".encode(), "\u2013".encode()), "expected a signature"),
        (NEUMANN_NOTE.replace("\u2014 ".encode(), "\u2014\u00a0".encode()), "expected a signature"),
        (NEUMANN_NOTE.replace(b"\n\n", b"\n\r\n"), "no empty line"),
        (NEUMANN_NOTE.replace(b"you think", b"you\tthink"), r"control character '\\t' in the text"),
        (NEUMANN_NOTE.replace(b"you think", b"you\x00think"), r"control character '\\x00' in the text"),
        (NEUMANN_NOTE.replace(b"problem,\n", b"problem,\r\n"), r"control character '\\r' in the text"),
        (NEUMANN_NOTE.replace(b"you think", b"you\xffthink"), "not UTF-8 at byte 6"),
        (NEUMANN_NOTE.replace(b"you think", b"you\xed\xa0\x80think"), "not UTF-8"),
        (NEUMANN_NOTE.replace(b"AM=\n", b"AN=\n"), "expected base64"),
        (NEUMANN_NOTE.replace(b"AM=\n", b"AM= \n"), "expected base64"),
        (NEUMANN_NOTE.replace(b"AM=\n", b"AM=\r\n"), "expected base64"),
        ("text\n\n— a AAAAAA==\n".encode(), "expected a key ID of 4 bytes and a signature"),
        ("text\n\n— a\n".encode(), "expected base64"),
        ("text\n\n—  AAAAAAA=\n".encode(), "key name"),
        ("text\n\n— a+b AAAAAAA=\n".encode(), "key name"),
        ("text\n\n— a\u00a0b AAAAAAA=\n".encode(), "key name"),
        ("text\n\n— a\x1f AAAAAAA=\n".encode(), "key name"),
    ],
)
def test_bytes_without_the_form_of_a_note_are_refused(data: bytes, message: str):
    with pytest.raises(LogError, match=message):
        parse_note(data)


def test_a_text_may_be_one_empty_line_and_hold_delete_and_every_other_plane():
    assert parse_note("\n\n— a AAAAAAA=\n".encode()).text == "\n"
    assert parse_note("\x7f\U0001f9b7\ufffd\n\n— a AAAAAAA=\n".encode()).text == "\x7f\U0001f9b7\ufffd\n"


@pytest.mark.parametrize(
    ("note", "message"),
    [
        (Note("text", (Signature("a", b"1234", b"x"),)), "does not end with a line feed"),
        (Note("te\rxt\n", (Signature("a", b"1234", b"x"),)), "control character"),
        (Note("te\ud800xt\n", (Signature("a", b"1234", b"x"),)), "lone surrogate"),
        (Note("text\n", ()), "expected 1 to 100 signatures, found 0"),
        (Note("text\n", (Signature("a", b"1234", b"x"),) * 101), "expected 1 to 100 signatures, found 101"),
        (Note("text\n", (Signature("a b", b"1234", b"x"),)), "key name"),
        (Note("text\n", (Signature("a", b"123", b"x"),)), "expected a key ID of 4 bytes"),
        (Note("text\n", (Signature("a", b"1234", b""),)), "expected a key ID of 4 bytes and a signature"),
    ],
)
def test_what_no_note_can_hold_is_not_written(note: Note, message: str):
    with pytest.raises(LogError, match=message):
        format_note(note)


def test_a_hundred_signatures_are_read_and_one_more_is_refused():
    line = "— a AAAAAAA=\n"
    assert len(parse_note(f"text\n\n{line * 100}".encode()).signatures) == 100
    with pytest.raises(LogError, match="more than 100 signatures"):
        parse_note(f"text\n\n{line * 101}".encode())


def test_signatures_by_unknown_keys_are_passed_over_whatever_they_hold():
    name, key_id, blob = sign_text(TEXT, LOG_KEY)
    unknown = [
        Signature(name, b"\0\0\0\0", blob),  # the name of a known key, another ID
        Signature("another.example", key_id, blob),  # the ID of a known key, another name
        Signature("another.example", b"\0\0\0\0", b"nonsense"),
    ]
    note = Note(TEXT, (*unknown, Signature(name, key_id, blob)))
    assert check_signatures(note, [LOG_KEY.verifier]) == (Signed(LOG_KEY.verifier, None),)


def test_a_note_that_no_known_key_signed_is_refused():
    for keys in ([], [OTHER_KEY.verifier], [key.verifier for key in WITNESS_KEYS]):
        with pytest.raises(LogError, match="not signed by any known key"):
            check_signatures(signed_by_log(), keys)


def test_one_false_signature_by_a_known_key_spoils_a_note_that_another_known_key_signed():
    false = Signature(OTHER_KEY.name, OTHER_KEY.verifier.key_id, bytes(64))
    note = Note(TEXT, (sign_text(TEXT, LOG_KEY), false))
    assert check_signatures(note, [LOG_KEY.verifier]) == (Signed(LOG_KEY.verifier, None),)
    with pytest.raises(LogError, match=r"the signature by 'other\.example/log' does not hold"):
        check_signatures(note, [LOG_KEY.verifier, OTHER_KEY.verifier])


def test_of_two_signatures_by_one_known_key_both_must_hold():
    good = sign_text(TEXT, LOG_KEY)
    false = good._replace(blob=bytes(64))
    assert len(check_signatures(Note(TEXT, (good, good)), [LOG_KEY.verifier])) == 2
    for pair in ((good, false), (false, good)):
        with pytest.raises(LogError, match="does not hold"):
            check_signatures(Note(TEXT, pair), [LOG_KEY.verifier])


def test_every_signature_of_a_rotation_is_given_in_the_order_of_the_note():
    note = Note(TEXT, (sign_text(TEXT, NEXT_LOG_KEY), sign_text(TEXT, LOG_KEY)))
    keys = [LOG_KEY.verifier, NEXT_LOG_KEY.verifier, LOG_KEY.verifier]
    assert [signed.key for signed in check_signatures(note, keys)] == [NEXT_LOG_KEY.verifier, LOG_KEY.verifier]


def test_a_signature_holds_for_its_own_text_only():
    signature = sign_text(TEXT, LOG_KEY)
    for text in (TEXT + "\n", TEXT[:-1], TEXT.upper(), ""):
        with pytest.raises(LogError, match="does not hold"):
            check_signatures(Note(text, (signature,)), [LOG_KEY.verifier])


def test_a_signature_with_any_bit_flipped_or_of_another_length_is_refused():
    name, key_id, blob = sign_text(TEXT, LOG_KEY)
    spoilt = [bytes([*blob[:at], blob[at] ^ 1 << bit, *blob[at + 1 :]]) for at in range(64) for bit in range(8)]
    for wrong in (*spoilt, blob[:-1], blob + b"\0", b"\0"):
        with pytest.raises(LogError, match="does not hold"):
            check_signatures(Note(TEXT, (Signature(name, key_id, wrong),)), [LOG_KEY.verifier])


def test_two_known_keys_that_cannot_be_told_apart_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(VerifierKey, "key_id", property(lambda key: b"same"))
    with pytest.raises(LogError, match=r"two keys have the name 'harbor\.example/review-log' and the ID"):
        check_signatures(signed_by_log(), [LOG_KEY.verifier, NEXT_LOG_KEY.verifier])


def test_a_new_signature_replaces_the_older_one_by_its_key():
    old, other, new = (
        Signature("a", b"1234", b"old"),
        Signature("a", b"4321", b"other"),
        Signature("a", b"1234", b"new"),
    )
    assert add_signatures(Note("text\n", (old, other)), [new]) == Note("text\n", (other, new))


def test_base64_of_a_signature_begins_with_the_key_id():
    assert format_base64(b"1234" + b"x") in format_signatures([Signature("a", b"1234", b"x")])
