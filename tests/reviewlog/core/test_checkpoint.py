from __future__ import annotations

import pytest
from core_helpers import LOG_KEY, ORIGIN, OTHER_KEY, WITNESS_KEYS, any_text, checkpoints, signed, spoiled
from hypothesis import given
from reference_tree import consistency, root

from site_gen.reviewlog.checkpoint import (
    Checkpoint,
    check_checkpoint,
    format_checkpoint,
    open_checkpoint,
    parse_checkpoint,
    verify_extension,
)
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.merkle import EMPTY_ROOT
from site_gen.reviewlog.note import Note, add_signatures, format_note
from site_gen.reviewlog.sign import cosign, sign_text

SOFA = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"


def at(size: int, origin: str = ORIGIN) -> Checkpoint:
    return Checkpoint(origin, size, root(0, size))


def test_the_checkpoint_of_the_specification_is_read_and_written():
    checkpoint = parse_checkpoint(SOFA)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert format_checkpoint(checkpoint) == SOFA


@given(checkpoints)
def test_a_checkpoint_is_read_as_it_was_written(checkpoint: Checkpoint):
    assert parse_checkpoint(format_checkpoint(checkpoint)) == checkpoint


@given(any_text | spoiled(SOFA.encode()).map(lambda data: data.decode("utf-8", "surrogateescape")))
def test_any_text_is_a_checkpoint_or_refused(text: str):
    try:
        checkpoint = parse_checkpoint(text)
    except LogError:
        return
    assert format_checkpoint(checkpoint) == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "expected 3 lines"),
        (SOFA[:-1], "expected 3 lines"),
        (SOFA + "extension\n", "expected 3 lines"),
        (SOFA + "\n", "expected 3 lines"),
        (SOFA.replace("20852163\n", ""), "expected 3 lines"),
        (SOFA.replace("example.com/behind-the-sofa", ""), "key name"),
        (SOFA.replace("behind-the-sofa", "behind the sofa"), "key name"),
        (SOFA.replace("20852163", "020852163"), "checkpoint size: expected a decimal number"),
        (SOFA.replace("20852163", "+20852163"), "checkpoint size: expected a decimal number"),
        (SOFA.replace("20852163", "-1"), "checkpoint size: expected a decimal number"),
        (SOFA.replace("20852163", "0"), "size 0 has the hash of the empty tree"),
        (SOFA.replace("20852163", str(1 << 63)), "checkpoint size: expected a decimal number"),
        (SOFA.replace("q2I=", "q2I"), "checkpoint root: expected base64"),
        (SOFA.replace("q2I=", "q2J="), "checkpoint root: expected base64"),
        (SOFA.replace("q2I=", "qw=="), "checkpoint root: expected a hash of 32 bytes, found 31"),
        (SOFA.replace("\n", "\r\n"), "checkpoint size: expected a decimal number"),
    ],
)
def test_what_only_resembles_a_checkpoint_is_refused(text: str, message: str):
    with pytest.raises(LogError, match=message):
        parse_checkpoint(text)


def test_the_empty_log_has_a_checkpoint():
    assert format_checkpoint(at(0)) == f"{ORIGIN}\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
    assert parse_checkpoint(format_checkpoint(at(0))) == Checkpoint(ORIGIN, 0, EMPTY_ROOT)


@pytest.mark.parametrize(("size", "root_hash"), [(-1, EMPTY_ROOT), (1 << 63, EMPTY_ROOT), (1, b""), (0, bytes(32))])
def test_a_checkpoint_that_cannot_be_is_not_made(size: int, root_hash: bytes):
    with pytest.raises(LogError, match="checkpoint"):
        Checkpoint(ORIGIN, size, root_hash)


def test_a_checkpoint_opens_with_the_key_of_its_log():
    data = format_note(signed(at(5)))
    assert open_checkpoint(data, [LOG_KEY.verifier]) == at(5)
    assert open_checkpoint(data, [OTHER_KEY.verifier, LOG_KEY.verifier]) == at(5)
    with pytest.raises(LogError, match="not signed by any known key"):
        open_checkpoint(data, [OTHER_KEY.verifier])


def test_a_known_key_of_another_log_or_a_cosigner_alone_does_not_open_it():
    text = format_checkpoint(at(5))
    with pytest.raises(LogError, match=r"not signed by a known key of its origin 'harbor\.example/review-log'"):
        check_checkpoint(Note(text, (sign_text(text, OTHER_KEY),)), [OTHER_KEY.verifier, LOG_KEY.verifier])
    with pytest.raises(LogError, match="not signed by a known key of its origin"):
        check_checkpoint(Note(text, (cosign(text, WITNESS_KEYS[0], seconds=1),)), [WITNESS_KEYS[0].verifier])


def test_a_signed_text_that_is_no_checkpoint_is_refused():
    with pytest.raises(LogError, match="expected 3 lines"):
        check_checkpoint(Note("hello\n", (sign_text("hello\n", LOG_KEY),)), [LOG_KEY.verifier])


def test_the_signatures_of_log_and_cosigners_come_with_the_checkpoint():
    note = signed(at(5))
    note = add_signatures(note, [cosign(note.text, WITNESS_KEYS[0], seconds=9)])
    checkpoint, found = check_checkpoint(note, [LOG_KEY.verifier, WITNESS_KEYS[0].verifier])
    assert checkpoint == at(5)
    assert [one.seconds for one in found] == [None, 9]


def proof(old: int, new: int) -> tuple[bytes, ...]:
    return tuple(consistency(old, 0, new))


def test_a_cosigner_signs_what_extends_what_it_signed_last():
    for new in range(1, 20):
        verify_extension((), old=None, new=at(new))
        verify_extension((), old=at(0), new=at(new))
        for old in range(1, new + 1):
            verify_extension(proof(old, new), old=at(old), new=at(new))
    verify_extension((), old=None, new=at(0))
    verify_extension((), old=at(0), new=at(0))


@pytest.mark.parametrize(
    ("steps", "old", "new", "message"),
    [
        ((), at(5), at(4), "the log of 'harbor.example/review-log' shrank from 5 entries to 4"),
        ((), at(5), at(0), "shrank from 5 entries to 0"),
        ((), at(5), Checkpoint(ORIGIN, 5, bytes(32)), "two trees of one size have different roots"),
        (proof(5, 9), Checkpoint(ORIGIN, 5, bytes(32)), at(9), "does not lead to the old root"),
        (proof(5, 9), at(5), Checkpoint(ORIGIN, 9, bytes(32)), "does not lead to the new root"),
        ((), at(5), at(9), "empty"),
        (proof(5, 9)[:-1], at(5), at(9), "too short"),
        ((bytes(32),), None, at(9), "consistency proof from size 0: expected no hash, found 1"),
        ((bytes(32),), at(0), at(9), "consistency proof from size 0: expected no hash, found 1"),
        ((bytes(32),), at(9), at(9), "expected no hash between equal sizes, found 1"),
        (proof(5, 9), at(5), at(9, "other.example/log"), "expected a checkpoint of 'harbor.example/review-log'"),
        ((), at(0), at(9, "other.example/log"), "expected a checkpoint of 'harbor.example/review-log'"),
    ],
)
def test_a_cosigner_refuses_a_smaller_a_forked_and_an_unproven_log(
    steps: tuple[bytes, ...], old: Checkpoint | None, new: Checkpoint, message: str
):
    with pytest.raises(LogError, match=message):
        verify_extension(steps, old=old, new=new)
