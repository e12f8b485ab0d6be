from __future__ import annotations

import pytest
from core_helpers import LOG_KEY, NEXT_LOG_KEY, ORIGIN, OTHER_KEY, WITNESS_KEYS, signed, spoiled
from hypothesis import given
from hypothesis import strategies as st

from site_gen.reviewlog.checkpoint import Checkpoint
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.note import Note, add_signatures
from site_gen.reviewlog.policy import Cosigned, Group, Log, Policy, Witness, check_policy, parse_policy, policy_of
from site_gen.reviewlog.sign import SigningKey, cosign
from site_gen.reviewlog.vkey import SignatureType, format_vkey

LOG = format_vkey(LOG_KEY.verifier)
X1, X2, Y1, Y2 = (format_vkey(key.verifier) for key in WITNESS_KEYS)
POLICY = f"""\
# Who may run a log, and who watches it.
log {LOG} https://harbor.example/review-log/

witness X1 {X1}
witness X2 {X2} https://witness.example/
group X-witnesses all X1 X2
  # indented
\twitness\tY1  {Y1}\t
witness Y2 {Y2}
group Y-witnesses any Y1 Y2
group X-and-Y 2 X-witnesses Y-witnesses
quorum X-and-Y
"""
NOTE = signed(Checkpoint(ORIGIN, 3, b"r" * 32))


def cosigned_by(*numbers: int, note: Note = NOTE) -> Note:
    return add_signatures(note, [cosign(note.text, WITNESS_KEYS[number], seconds=100 + number) for number in numbers])


def read(text: str) -> Policy:
    return parse_policy(text.encode("utf-8", "surrogateescape"))


def test_a_policy_is_read_with_its_logs_witnesses_groups_and_quorum():
    w1, w2, w3, w4 = (key.verifier for key in WITNESS_KEYS)
    assert read(POLICY) == Policy(
        logs=(Log(LOG_KEY.verifier, b"https://harbor.example/review-log/"),),
        witnesses=(
            Witness(b"X1", w1),
            Witness(b"X2", w2, b"https://witness.example/"),
            Witness(b"Y1", w3),
            Witness(b"Y2", w4),
        ),
        groups=(
            Group(b"X-witnesses", 2, (b"X1", b"X2")),
            Group(b"Y-witnesses", 1, (b"Y1", b"Y2")),
            Group(b"X-and-Y", 2, (b"X-witnesses", b"Y-witnesses")),
        ),
        quorum=b"X-and-Y",
    )


@pytest.mark.parametrize(
    ("witnesses", "is_reached"),
    [((), False), ((0, 1), False), ((2, 3), False), ((0, 2, 3), False), ((0, 1, 2), True), ((0, 1, 3), True)],
)
def test_a_quorum_of_groups_is_reached_as_the_groups_are(witnesses: tuple[int, ...], is_reached: bool):
    note, policy = cosigned_by(*witnesses), read(POLICY)
    if is_reached:
        accepted = check_policy(note, policy)
        assert accepted.checkpoint == Checkpoint(ORIGIN, 3, b"r" * 32)
        assert accepted.logs == (LOG_KEY.verifier,)
        assert accepted.cosigned == tuple(Cosigned(policy.witnesses[n], 100 + n) for n in witnesses)
    else:
        with pytest.raises(LogError, match="quorum 'X-and-Y' is not reached, cosigned by"):
            check_policy(note, policy)


def test_without_a_quorum_the_log_alone_is_enough_and_cosignatures_are_still_given():
    policy = read(f"log {LOG}\nwitness X1 {X1}\nquorum none\n")
    assert check_policy(NOTE, policy).cosigned == ()
    assert [found.seconds for found in check_policy(cosigned_by(0, 1), policy).cosigned] == [100]


def test_a_single_witness_can_be_the_quorum():
    policy = read(f"log {LOG}\nwitness X1 {X1}\nquorum X1\n")
    check_policy(cosigned_by(0), policy)
    with pytest.raises(LogError, match="quorum 'X1' is not reached, cosigned by none"):
        check_policy(NOTE, policy)


def test_the_latest_of_several_cosignatures_by_one_witness_counts_once():
    policy = read(f"log {LOG}\nwitness X1 {X1}\nwitness X2 {X2}\ngroup both all X1 X2\nquorum both\n")
    twice = [cosign(NOTE.text, WITNESS_KEYS[0], seconds=seconds) for seconds in (7, 9, 8)]
    note = Note(NOTE.text, (*NOTE.signatures, *twice))
    with pytest.raises(LogError, match="quorum 'both' is not reached, cosigned by 'X1'"):
        check_policy(note, policy)
    assert check_policy(note, read(f"log {LOG}\nwitness X1 {X1}\nquorum X1\n")).cosigned[0].seconds == 9


def test_a_cosignature_from_the_future_counts_for_nothing_and_an_earlier_one_by_the_same_witness_does():
    policy = read(f"log {LOG}\nwitness X1 {X1}\nquorum X1\n")
    late, good = (cosign(NOTE.text, WITNESS_KEYS[0], seconds=seconds) for seconds in (101, 100))
    note = Note(NOTE.text, (*NOTE.signatures, late))
    assert check_policy(note, policy).cosigned[0].seconds == 101
    with pytest.raises(LogError, match="cosigned by none; 'X1' cosigned at a time in the future, which does not count"):
        check_policy(note, policy, latest=100)
    both = Note(NOTE.text, (*note.signatures, good))
    assert check_policy(both, policy, latest=100).cosigned[0].seconds == 100


def test_a_false_cosignature_from_the_future_spoils_the_note_all_the_same():
    forged = cosign(NOTE.text, WITNESS_KEYS[0], seconds=101)
    forged = forged._replace(blob=forged.blob[:-1] + bytes([forged.blob[-1] ^ 1]))
    with pytest.raises(LogError, match="does not hold"):
        check_policy(Note(NOTE.text, (*NOTE.signatures, forged)), read(POLICY), latest=100)


def test_any_listed_log_is_accepted_under_its_own_name():
    policy = read(f"log {LOG}\nlog {format_vkey(OTHER_KEY.verifier)}\nquorum none\n")
    other = signed(Checkpoint(OTHER_KEY.name, 3, b"r" * 32), OTHER_KEY)
    assert check_policy(NOTE, policy).logs == (LOG_KEY.verifier,)
    assert check_policy(other, policy).logs == (OTHER_KEY.verifier,)
    with pytest.raises(LogError, match="not signed by any known key"):
        check_policy(other, read(f"log {LOG}\nquorum none\n"))


def test_both_keys_of_a_rotation_are_named():
    note = signed(Checkpoint(ORIGIN, 3, b"r" * 32), LOG_KEY, NEXT_LOG_KEY)
    policy = policy_of([NEXT_LOG_KEY.verifier, LOG_KEY.verifier])
    assert check_policy(note, policy).logs == (NEXT_LOG_KEY.verifier, LOG_KEY.verifier)


def test_a_false_cosignature_by_a_listed_witness_spoils_the_note():
    forged = cosigned_by(0).signatures[-1]._replace(blob=bytes(72))
    with pytest.raises(LogError, match="does not hold"):
        check_policy(add_signatures(NOTE, [forged]), read(f"log {LOG}\nwitness X1 {X1}\nquorum none\n"))


def test_witnesses_alone_do_not_make_a_checkpoint():
    note = Note(NOTE.text, cosigned_by(0).signatures[-1:])
    with pytest.raises(LogError, match="not signed by a known key of its origin"):
        check_policy(note, read(f"log {LOG}\nwitness X1 {X1}\nquorum X1\n"))


def test_a_policy_without_logs_is_read_and_accepts_nothing():
    policy = read("quorum none\n")
    assert policy == Policy()
    with pytest.raises(LogError, match="not signed by any known key"):
        check_policy(NOTE, policy)


def test_a_log_and_a_witness_may_be_one_key_and_groups_may_follow_the_quorum():
    twin = SigningKey("witness.example/twin", SignatureType.COSIGNATURE, LOG_KEY.seed).verifier
    policy = read(f"log {LOG}\nwitness twin {format_vkey(twin)}\nquorum twin\ngroup later any twin\n")
    assert policy.groups == (Group(b"later", 1, (b"twin",)),)


def test_names_are_octets():
    policy = read(f"witness K {X1}\nwitness \u212a {X2}\nwitness \udcff\udca0 {Y1} \udc85\nquorum \udcff\udca0\n")
    assert [witness.name for witness in policy.witnesses] == [b"K", b"\xe2\x84\xaa", b"\xff\xa0"]
    assert policy.witnesses[2].url == b"\x85"
    assert policy.quorum == b"\xff\xa0"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "policy: expected a quorum line, found none"),
        (f"log {LOG}\n", "policy: expected a quorum line, found none"),
        ("quorum none", "policy line 1: does not end with a line feed"),
        ("quorum none\nquorum none\n", "policy line 2: a second quorum"),
        ("quorum none\r\n", "policy line 1: octet 0x0d may not be in a policy"),
        ("\nquorum\x0bnone\n", "policy line 2: octet 0x0b"),
        ("quorum none\x7f\n", "policy line 1: octet 0x7f"),
        ("quorum X\n", "policy line 1: 'X' is not defined on a line before"),
        ("quorum none none\n", "expected log, witness, group or quorum with their words, found 'quorum'"),
        ("quorum\n", "expected log, witness, group or quorum"),
        ("Quorum none\n", "expected log, witness, group or quorum with their words, found 'Quorum'"),
        ("policy 1\n", "expected log, witness, group or quorum"),
        ("log\n", "expected log, witness, group or quorum"),
        (f"log {LOG} url more\n", "expected log, witness, group or quorum"),
        (f"log {LOG} # mine\n", "expected log, witness, group or quorum"),
        (f"witness {X1}\n", "expected log, witness, group or quorum"),
        (f"witness X1 {X1} url more\n", "expected log, witness, group or quorum"),
        ("log nonsense\n", "policy line 1: verifier key: expected"),
        ("log \udcff\n", "policy line 1: verifier key: not UTF-8"),
        (f"log {X1}\n", "expected type 0x01 here, found 0x04"),
        (f"witness X1 {LOG}\n", "expected type 0x04 here, found 0x01"),
        (f"log {LOG}\nlog {LOG} url\n", "policy line 2: this log's public key was listed before"),
        (f"witness a {X1}\nwitness b {X1}\n", "policy line 2: this witness's public key was listed before"),
        (f"witness a {X1}\nwitness a {X2}\n", "policy line 2: the name 'a' is taken"),
        (f"witness none {X1}\n", "the name 'none' is taken"),
        (f"witness a {X1}\ngroup a all a\n", "the name 'a' is taken"),
        (f"witness a {X1}\ngroup none all a\n", "the name 'none' is taken"),
        (f"witness a {X1}\ngroup g all\n", "expected log, witness, group or quorum"),
        ("group g any none\n", "'none' is not defined on a line before"),
        ("group g any g\n", "'g' is not defined on a line before"),
        (f"group g any a\nwitness a {X1}\n", "policy line 1: 'a' is not defined on a line before"),
        (f"witness a {X1}\ngroup g 0 a\n", "threshold: expected 1 to 1, found 0"),
        (f"witness a {X1}\ngroup g 2 a\n", "threshold: expected 1 to 1, found 2"),
        (f"witness a {X1}\ngroup g 01 a\n", "threshold: expected a decimal number"),
        (f"witness a {X1}\ngroup g most a\n", "threshold: expected a decimal number"),
        (f"witness a {X1}\ngroup g \udcff a\n", "threshold: not UTF-8"),
        (f"witness a {X1}\ngroup g all a a\n", "'a' is a member of a group already"),
        (f"witness a {X1}\ngroup g any a\ngroup h any a\n", "policy line 3: 'a' is a member of a group already"),
    ],
)
def test_a_refused_policy_says_what_is_wrong(text: str, message: str):
    with pytest.raises(LogError, match=message):
        read(text)


def test_the_same_public_key_under_another_name_is_a_duplicate():
    again = format_vkey(SigningKey("again.example", SignatureType.NOTE, LOG_KEY.seed).verifier)
    with pytest.raises(LogError, match="this log's public key was listed before"):
        read(f"log {LOG}\nlog {again}\nquorum none\n")


@given(st.binary() | spoiled(POLICY.encode()))
def test_any_bytes_are_a_policy_or_refused(data: bytes):
    try:
        policy = parse_policy(data)
    except LogError:
        return
    names = {b"none"} | {witness.name for witness in policy.witnesses} | {group.name for group in policy.groups}
    assert policy.quorum in names
    assert all(1 <= group.threshold <= len(group.members) for group in policy.groups)


@given(st.integers(1, 5).flatmap(lambda k: st.tuples(st.just(k), st.sets(st.integers(0, 3)))))
def test_k_of_n_is_reached_by_k_witnesses(case: tuple[int, set[int]]):
    threshold, present = case
    if threshold > 4:
        return
    lines = [f"witness w{number} {format_vkey(key.verifier)}" for number, key in enumerate(WITNESS_KEYS)]
    policy = read("\n".join([f"log {LOG}", *lines, f"group g {threshold} w0 w1 w2 w3", "quorum g", ""]))
    if len(present) >= threshold:
        assert len(check_policy(cosigned_by(*sorted(present)), policy).cosigned) == len(present)
    else:
        with pytest.raises(LogError, match="quorum 'g' is not reached"):
            check_policy(cosigned_by(*sorted(present)), policy)


def test_32_logs_witnesses_and_groups_are_supported():
    logs = [SigningKey(f"log{n}.example", SignatureType.NOTE, bytes([n]) * 32) for n in range(32)]
    keys = [SigningKey(f"w{n}.example", SignatureType.COSIGNATURE, bytes([n + 40]) * 32) for n in range(32)]
    lines = [f"log {format_vkey(key.verifier)}" for key in logs]
    lines += [f"witness w{n} {format_vkey(key.verifier)}" for n, key in enumerate(keys)]
    lines += ["group g0 any w0", *(f"group g{n} all g{n - 1} w{n}" for n in range(1, 32)), "quorum g31", ""]
    policy = read("\n".join(lines))
    note = signed(Checkpoint("log7.example", 3, b"r" * 32), logs[7])
    note = add_signatures(note, [cosign(note.text, key, seconds=1) for key in keys])
    assert len(check_policy(note, policy).cosigned) == 32
