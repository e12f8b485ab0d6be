from __future__ import annotations

import pytest
from core_helpers import LOG_KEY, NEXT_LOG_KEY, ORIGIN, OTHER_KEY, WITNESS_KEYS, any_text, hashes, names, spoiled
from hypothesis import given
from hypothesis import strategies as st

from site_gen.reviewlog.checkpoint import Checkpoint, open_checkpoint
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.note import Note, check_signatures, format_note, format_signatures
from site_gen.reviewlog.sign import (
    SigningKey,
    cosign,
    format_signing_key,
    generate_signing_key,
    parse_signing_key,
    sign_checkpoint,
    sign_text,
)
from site_gen.reviewlog.vkey import SignatureType, format_vkey

NEUMANN = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
CHECKPOINT = Checkpoint(ORIGIN, 3, b"r" * 32)
TEXT = f"{ORIGIN}\n3\n{'cnJy' * 10}cnI=\n"

keys = st.builds(SigningKey, names, st.sampled_from(SignatureType), hashes)


def test_go_s_key_is_read_and_written():
    key = parse_signing_key(NEUMANN)
    assert (key.name, key.type) == ("PeterNeumann", SignatureType.NOTE)
    assert format_signing_key(key) == NEUMANN
    assert format_vkey(key.verifier) == "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"


def test_a_seed_of_zeros_gives_the_signature_that_go_s_documentation_shows():
    key = SigningKey("EnochRoot", SignatureType.NOTE, bytes(32))
    text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
    assert format_signatures([sign_text(text, key)]) == (
        "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"
    )


@given(keys)
def test_a_signing_key_is_read_as_it_was_written(key: SigningKey):
    assert parse_signing_key(format_signing_key(key)) == key


@given(any_text | spoiled(NEUMANN.encode()).map(lambda data: data.decode("utf-8", "surrogateescape")))
def test_any_text_is_a_signing_key_in_its_only_spelling_or_refused(text: str):
    try:
        key = parse_signing_key(text)
    except LogError:
        return
    assert format_signing_key(key) == text


def test_no_part_of_a_signing_key_is_one_and_no_character_can_be_another():
    for start in range(len(NEUMANN)):
        for end in range(start, len(NEUMANN) + 1):
            if (start, end) != (0, len(NEUMANN)):
                with pytest.raises(LogError):
                    parse_signing_key(NEUMANN[start:end])
    for place, character in enumerate(NEUMANN):
        with pytest.raises(LogError):
            parse_signing_key(NEUMANN[:place] + chr(ord(character) + 1) + NEUMANN[place + 1 :])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "begins with PRIVATE"),
        (NEUMANN.replace("c74f20a3", "c74f20a4"), "the key ID is that of another key"),
        (NEUMANN.replace("+AYEK", "+BYEK"), "type 0x05 is not known here"),
        (NEUMANN[:-4], "seed of 32 bytes, found 29"),
        (NEUMANN[:-1], "expected <name>"),
    ],
)
def test_a_refused_signing_key_says_what_is_wrong_and_nothing_of_the_secret(text: str, message: str):
    with pytest.raises(LogError, match=message) as refusal:
        parse_signing_key(text)
    shown: BaseException | None = refusal.value
    while shown is not None:
        assert "YEKFALVFGyN" not in str(shown)
        shown = None if shown.__suppress_context__ else shown.__cause__ or shown.__context__


def test_a_key_does_not_show_its_seed():
    assert repr(LOG_KEY) == f"SigningKey(name='{ORIGIN}', type=<SignatureType.NOTE: 1>)"


def test_generated_keys_differ_and_sign():
    one, other = generate_signing_key(ORIGIN), generate_signing_key(ORIGIN)
    assert one.seed != other.seed
    check_signatures(Note(TEXT, (sign_text(TEXT, one),)), [one.verifier])
    with pytest.raises(LogError, match="key name"):
        generate_signing_key("with space")


def test_a_generated_cosigner_cosigns():
    key = generate_signing_key("witness.example/w", SignatureType.COSIGNATURE)
    (signed,) = check_signatures(Note(TEXT, (cosign(TEXT, key, seconds=7),)), [key.verifier])
    assert signed.seconds == 7


def test_a_checkpoint_is_signed_by_both_keys_of_a_rotation():
    data = format_note(sign_checkpoint(CHECKPOINT, [LOG_KEY, NEXT_LOG_KEY]))
    assert data.count("\u2014".encode()) == 2
    for key in (LOG_KEY, NEXT_LOG_KEY):
        assert open_checkpoint(data, [key.verifier]) == CHECKPOINT


def test_a_checkpoint_is_signed_by_keys_of_its_origin_only():
    with pytest.raises(LogError, match="at least one key"):
        sign_checkpoint(CHECKPOINT, [])
    with pytest.raises(
        LogError, match=r"expected a key of 'harbor.example/review-log', found one of 'other.example/log'"
    ):
        sign_checkpoint(CHECKPOINT, [LOG_KEY, OTHER_KEY])


def test_each_key_signs_what_its_type_says():
    with pytest.raises(LogError, match=r"expected one of type 0x01 \(note\), found 0x04 \(cosignature\)"):
        sign_text(TEXT, WITNESS_KEYS[0])
    with pytest.raises(LogError, match=r"expected one of type 0x04 \(cosignature\), found 0x01 \(note\)"):
        cosign(TEXT, LOG_KEY, seconds=1)


def test_a_cosigner_signs_checkpoints_after_the_epoch_only():
    with pytest.raises(LogError, match="expected 3 lines"):
        cosign("text\n", WITNESS_KEYS[0], seconds=1)
    for seconds in (0, -1):
        with pytest.raises(LogError, match="expected a time after the epoch"):
            cosign(TEXT, WITNESS_KEYS[0], seconds=seconds)
    with pytest.raises(LogError, match="time of a cosignature"):
        cosign(TEXT, WITNESS_KEYS[0], seconds=1 << 63)
