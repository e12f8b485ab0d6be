from __future__ import annotations

import base64

import pytest
from core_helpers import LOG_KEY, ORIGIN, WITNESS_KEYS, numbers, signed
from hypothesis import given
from hypothesis import strategies as st

from site_gen.reviewlog.checkpoint import Checkpoint
from site_gen.reviewlog.cosignature import cosigned_message, pack_cosignature, unpack_cosignature
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.note import Signature, Signed, add_signatures, check_signatures
from site_gen.reviewlog.sign import cosign
from site_gen.reviewlog.vkey import SignatureType, VerifierKey

NOTE = signed(Checkpoint(ORIGIN, 3, b"r" * 32))
WITNESS = WITNESS_KEYS[0]


def test_the_message_is_that_of_the_specification():
    text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    assert cosigned_message(text, 1679315147) == (
        b"cosignature/v1\ntime 1679315147\n"
        b"example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    )


def test_the_time_in_the_signature_of_the_specification_is_that_of_its_message():
    blob = base64.b64decode(
        "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA=="
    )
    assert unpack_cosignature(blob[4:])[0] == 1679315147


@given(numbers, st.binary(min_size=64, max_size=64))
def test_a_cosignature_is_unpacked_as_it_was_packed(seconds: int, signature: bytes):
    assert unpack_cosignature(pack_cosignature(seconds, signature)) == (seconds, signature)


@given(st.binary(max_size=80) | st.binary(min_size=72, max_size=72))
def test_any_bytes_are_a_cosignature_or_refused(blob: bytes):
    try:
        seconds, signature = unpack_cosignature(blob)
    except LogError:
        return
    assert pack_cosignature(seconds, signature) == blob


@pytest.mark.parametrize("blob", [b"", bytes(71), bytes(73), b"\x80" + bytes(71), b"\xff" * 72])
def test_a_blob_of_another_length_or_with_a_time_that_cannot_be_is_refused(blob: bytes):
    with pytest.raises(LogError, match="cosignature: expected"):
        unpack_cosignature(blob)


@pytest.mark.parametrize(("seconds", "signature"), [(-1, bytes(64)), (1 << 63, bytes(64)), (1, bytes(63))])
def test_what_no_cosignature_can_hold_is_not_packed(seconds: int, signature: bytes):
    with pytest.raises(LogError, match="cosignature"):
        pack_cosignature(seconds, signature)


def test_a_cosignature_is_checked_beside_the_signature_of_the_log():
    note = add_signatures(NOTE, [cosign(NOTE.text, WITNESS, seconds=1_700_000_000)])
    assert check_signatures(note, [LOG_KEY.verifier, WITNESS.verifier]) == (
        Signed(LOG_KEY.verifier, None),
        Signed(WITNESS.verifier, 1_700_000_000),
    )


def test_a_cosignature_holds_for_its_own_time_and_text_only():
    name, key_id, blob = cosign(NOTE.text, WITNESS, seconds=1000)
    later = pack_cosignature(1001, blob[8:])
    for wrong in (later, blob[:-1], blob[8:], blob + b"\0", b"\xff" * 72):
        with pytest.raises(LogError, match=r"the signature by 'witness\.example/w1' does not hold"):
            check_signatures(NOTE._replace(signatures=(Signature(name, key_id, wrong),)), [WITNESS.verifier])
    other = signed(Checkpoint(ORIGIN, 4, b"r" * 32)).text
    with pytest.raises(LogError, match="does not hold"):
        check_signatures(NOTE._replace(text=other, signatures=(Signature(name, key_id, blob),)), [WITNESS.verifier])


def test_the_same_public_key_as_a_log_does_not_make_its_cosignature_a_signature():
    as_log = VerifierKey(WITNESS.name, SignatureType.NOTE, WITNESS.verifier.public)
    note = NOTE._replace(signatures=(cosign(NOTE.text, WITNESS, seconds=1000),))
    with pytest.raises(LogError, match="not signed by any known key"):
        check_signatures(note, [as_log])
