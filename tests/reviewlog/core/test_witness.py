from __future__ import annotations

import pytest
from core_helpers import (
    LOG_KEY,
    ORIGIN,
    WITNESS_KEYS,
    checkpoints,
    gives_itself_or_is_refused,
    hashes,
    numbers,
    signatures,
    signed,
    spoiled,
)
from hypothesis import given
from hypothesis import strategies as st

from site_gen.reviewlog.checkpoint import Checkpoint, format_checkpoint
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.note import Note, Signature, check_signatures, format_signatures
from site_gen.reviewlog.sign import cosign
from site_gen.reviewlog.witness import (
    AddCheckpoint,
    accept_cosignatures,
    format_add_checkpoint,
    parse_add_checkpoint,
    parse_old_size,
)

SPECIFICATION = """\
old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
""".encode()  # noqa: E501 - as it stands in c2sp.org/tlog-witness
NOTE = signed(Checkpoint(ORIGIN, 3, b"r" * 32))
KEYS = [key.verifier for key in WITNESS_KEYS]

signed_checkpoints = st.builds(
    Note, checkpoints.map(format_checkpoint), st.lists(signatures, min_size=1, max_size=3).map(tuple)
)
requests = st.builds(AddCheckpoint, numbers, st.lists(hashes, max_size=63).map(tuple), signed_checkpoints)


def test_the_request_of_the_specification_is_read_and_written():
    request = parse_add_checkpoint(SPECIFICATION)
    assert (request.old_size, len(request.proof), len(request.note.signatures)) == (20852014, 4, 2)
    assert format_add_checkpoint(request) == SPECIFICATION


@given(requests)
def test_a_request_is_read_as_it_was_written(request: AddCheckpoint):
    assert parse_add_checkpoint(format_add_checkpoint(request)) == request


@given(st.binary() | spoiled(SPECIFICATION))
def test_any_bytes_are_a_request_or_refused(data: bytes):
    gives_itself_or_is_refused(parse_add_checkpoint, format_add_checkpoint, data)


def test_a_first_request_has_size_0_and_no_proof():
    data = format_add_checkpoint(AddCheckpoint(0, (), NOTE))
    assert data.startswith(b"old 0\n\nharbor.example/review-log\n3\n")
    assert parse_add_checkpoint(data) == AddCheckpoint(0, (), NOTE)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b"old 20852014\n", b"", "expected 'old', a size"),
        (b"old 20852014", b"old 020852014", "old size: expected a decimal number"),
        (b"old 20852014", b"old  20852014", "old size: expected a decimal number"),
        (b"old 20852014", b"new 20852014", "expected 'old', a size"),
        (b"pkaw=", b"pkaw", "proof hash: expected base64"),
        (b"pkaw=", b"pkQ==", "proof hash: expected a hash of 32 bytes"),
        (b"pkaw=\n", b"pkaw=\r\n", "proof hash: expected base64"),
        (b"20852163\n", b"20852163\n\n", "expected 3 lines"),
        (b"q2I=\n", b"q2I=\nextension\n", "expected 3 lines"),
    ],
)
def test_a_request_of_another_form_is_refused(old: bytes, new: bytes, message: str):
    with pytest.raises(LogError, match=message):
        parse_add_checkpoint(SPECIFICATION.replace(old, new))


def test_a_request_without_an_empty_line_is_refused():
    with pytest.raises(LogError, match="expected 'old', a size, proof and an empty line"):
        parse_add_checkpoint(b"old 5\n")


def test_a_request_has_63_hashes_at_most():
    assert parse_add_checkpoint(format_add_checkpoint(AddCheckpoint(1, (bytes(32),) * 63, NOTE))).old_size == 1
    with pytest.raises(LogError, match="expected at most 63 hashes, found 64"):
        format_add_checkpoint(AddCheckpoint(1, (bytes(32),) * 64, NOTE))
    line = SPECIFICATION.split(b"\n")[1] + b"\n"
    with pytest.raises(LogError, match="expected at most 63 hashes, found 64"):
        parse_add_checkpoint(SPECIFICATION.replace(line, line * 61))


@pytest.mark.parametrize(
    "request_",
    [
        AddCheckpoint(-1, (), NOTE),
        AddCheckpoint(1, (bytes(31),), NOTE),
        AddCheckpoint(1, (), NOTE._replace(text="no checkpoint\n")),
        AddCheckpoint(1, (), NOTE._replace(signatures=())),
    ],
)
def test_what_no_request_can_hold_is_not_written(request_: AddCheckpoint):
    with pytest.raises(LogError):
        format_add_checkpoint(request_)


def test_the_size_that_a_witness_remembers_is_read_from_its_answer():
    assert parse_old_size(b"20852014\n") == 20852014
    for answer in (b"", b"\n", b"5", b"05\n", b"5\n\n", b"\xff\n", b"five\n"):
        with pytest.raises(LogError):
            parse_old_size(answer)


def answer(*values: Signature) -> bytes:
    return format_signatures(values).encode()


def test_cosignatures_that_hold_are_added_and_unknown_ones_left_out():
    data = answer(
        Signature("unknown.example", b"1234", b"whatever"),
        cosign(NOTE.text, WITNESS_KEYS[0], seconds=5),
        cosign(NOTE.text, WITNESS_KEYS[1], seconds=6),
    )
    note = accept_cosignatures(NOTE, data, [*KEYS, LOG_KEY.verifier])
    assert [signature.name for signature in note.signatures] == [ORIGIN, KEYS[0].name, KEYS[1].name]
    assert [found.seconds for found in check_signatures(note, [LOG_KEY.verifier, *KEYS])] == [None, 5, 6]


def test_a_later_cosignature_replaces_the_earlier_one():
    once = accept_cosignatures(NOTE, answer(cosign(NOTE.text, WITNESS_KEYS[0], seconds=5)), KEYS)
    twice = accept_cosignatures(once, answer(cosign(NOTE.text, WITNESS_KEYS[0], seconds=6)), KEYS)
    assert [found.seconds for found in check_signatures(twice, KEYS)] == [6]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "do not end with a line feed"),
        (b"\n", "expected a signature"),
        (b"\xff\n", "not UTF-8"),
        (answer(cosign(NOTE.text, WITNESS_KEYS[0], seconds=5)) + b"\n", "expected a signature"),
        (answer(Signature(KEYS[0].name, KEYS[0].key_id, bytes(72))), "does not hold"),
        (answer(Signature("unknown.example", b"1234", b"whatever")), "not signed by any known key"),
        (answer(*NOTE.signatures), "not signed by any known key"),
    ],
)
def test_an_answer_without_a_cosignature_that_holds_is_refused(data: bytes, message: str):
    with pytest.raises(LogError, match=message):
        accept_cosignatures(NOTE, data, [*KEYS, LOG_KEY.verifier])
