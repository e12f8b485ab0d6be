from __future__ import annotations

from dataclasses import replace

import pytest
from core_helpers import (
    LOG_KEY,
    ORIGIN,
    OTHER_KEY,
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
from reference_tree import entry, inclusion, root

from site_gen.reviewlog.checkpoint import Checkpoint, format_checkpoint
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.note import Note, add_signatures
from site_gen.reviewlog.policy import Group, Log, Policy, Witness, policy_of
from site_gen.reviewlog.proof import EntryProof, format_entry_proof, parse_entry_proof, verify_entry_proof
from site_gen.reviewlog.sign import cosign

SIZE = 11
NOTE = signed(Checkpoint(ORIGIN, SIZE, root(0, SIZE)))
POLICY = policy_of([LOG_KEY.verifier])


def proof_of(index: int, note: Note = NOTE) -> EntryProof:
    return EntryProof(index, tuple(inclusion(index, 0, SIZE)), note)


FILE = format_entry_proof(proof_of(4))
FILE_WITH_EXTRA = format_entry_proof(replace(proof_of(4), extra=b"context"))

proofs = st.builds(
    EntryProof,
    numbers,
    st.lists(hashes, max_size=63).map(tuple),
    st.builds(Note, checkpoints.map(format_checkpoint), st.lists(signatures, min_size=1, max_size=3).map(tuple)),
    st.binary(max_size=40),
)


def test_a_proof_file_has_the_form_of_the_specification():
    lines = FILE_WITH_EXTRA.decode().split("\n")
    assert lines[:3] == ["c2sp.org/tlog-proof@v1", "extra Y29udGV4dA==", "index 4"]
    assert lines[3:9] == [*lines[3:7], "", ORIGIN]
    assert FILE.decode().split("\n")[1] == "index 4"


@given(proofs)
def test_a_proof_is_read_as_it_was_written(proof: EntryProof):
    assert parse_entry_proof(format_entry_proof(proof)) == proof


@given(st.binary() | spoiled(FILE) | spoiled(FILE_WITH_EXTRA))
def test_any_bytes_are_a_proof_or_refused(data: bytes):
    gives_itself_or_is_refused(parse_entry_proof, format_entry_proof, data)


@given(st.one_of(spoiled(FILE), spoiled(FILE_WITH_EXTRA)))
def test_a_changed_proof_holds_only_for_the_same_entry(data: bytes):
    try:
        proof = parse_entry_proof(data)
        accepted = verify_entry_proof(proof, entry=entry(4), policy=POLICY)
    except LogError:
        return
    assert (proof.index, proof.proof, accepted.checkpoint.size) == (4, proof_of(4).proof, SIZE)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b"tlog-proof@v1", b"tlog-proof@v2", "expected c2sp.org/tlog-proof@v1"),
        (b"index 4\n", b"", "expected a line with 'index'"),
        (b"index 4", b"index 04", "entry index: expected a decimal number"),
        (b"index 4", b"index -4", "entry index: expected a decimal number"),
        (b"extra Y29udGV4dA==", b"extra ", "extra data: expected base64"),
        (b"extra Y29udGV4dA==", b"extra Y29udGV4dA", "extra data: expected base64"),
        (b"extra Y29udGV4dA==", b"extra", "expected a line with 'index'"),
        (b"extra Y29udGV4dA==\nindex 4", b"index 4\nextra Y29udGV4dA==", "proof hash: expected base64"),
        (b"extra Y29udGV4dA==\n", b"extra Y29udGV4dA==\n" * 2, "expected a line with 'index'"),
        (b"=\n\nharbor", b"=\nharbor", "expected base64"),
        (b"=\n\nharbor", b"=\n\n\nharbor", "key name|expected 3 lines"),
        (b"c2sp.org", b"\xff", "not UTF-8"),
    ],
)
def test_a_proof_of_another_form_is_refused(old: bytes, new: bytes, message: str):
    assert old in FILE_WITH_EXTRA
    with pytest.raises(LogError, match=message):
        parse_entry_proof(FILE_WITH_EXTRA.replace(old, new))


def test_a_proof_without_lines_is_refused():
    for data in (b"", b"c2sp.org/tlog-proof@v1\n", b"c2sp.org/tlog-proof@v1\n\n"):
        with pytest.raises(LogError):
            parse_entry_proof(data)


def test_every_entry_of_a_log_is_proven_from_its_file():
    for index in range(SIZE):
        proof = parse_entry_proof(format_entry_proof(proof_of(index)))
        assert verify_entry_proof(proof, entry=entry(index), policy=POLICY).checkpoint.root == root(0, SIZE)


def test_the_only_entry_of_a_log_needs_no_hash():
    note = signed(Checkpoint(ORIGIN, 1, root(0, 1)))
    verify_entry_proof(EntryProof(0, (), note), entry=entry(0), policy=POLICY)


def test_a_proof_holds_for_its_own_entry_index_and_log_only():
    for proof, value in (
        (proof_of(4), entry(5)),
        (replace(proof_of(4), index=5), entry(4)),
        (replace(proof_of(4), index=SIZE), entry(4)),
        (replace(proof_of(4), proof=proof_of(5).proof), entry(4)),
    ):
        with pytest.raises(LogError, match="inclusion proof"):
            verify_entry_proof(proof, entry=value, policy=POLICY)
    with pytest.raises(LogError, match="not signed by any known key"):
        verify_entry_proof(proof_of(4), entry=entry(4), policy=policy_of([OTHER_KEY.verifier]))


def test_a_proof_needs_the_witnesses_that_the_policy_asks_for():
    witnesses = tuple(Witness(b"w%d" % number, key.verifier) for number, key in enumerate(WITNESS_KEYS))
    group = Group(b"two", 2, tuple(witness.name for witness in witnesses))
    policy = Policy((Log(LOG_KEY.verifier),), witnesses, (group,), b"two")
    note = add_signatures(NOTE, [cosign(NOTE.text, WITNESS_KEYS[0], seconds=5)])
    with pytest.raises(LogError, match="quorum 'two' is not reached, cosigned by 'w0'"):
        verify_entry_proof(proof_of(4, note), entry=entry(4), policy=policy)
    note = add_signatures(note, [cosign(NOTE.text, WITNESS_KEYS[2], seconds=6)])
    accepted = verify_entry_proof(proof_of(4, note), entry=entry(4), policy=policy)
    assert [(cosigned.witness.name, cosigned.seconds) for cosigned in accepted.cosigned] == [(b"w0", 5), (b"w2", 6)]
