"""A log that is not what was signed, or not what was signed before; openings that open something else."""

from __future__ import annotations

import calendar
import shutil
from collections.abc import Callable

import pytest

from conftest import AS_OF, review_id
from site_gen.errors import UnreadableError
from site_gen.reviewlog.checkpoint import Checkpoint
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.merkle import EMPTY_ROOT
from site_gen.reviewlog.note import format_note, parse_note
from site_gen.reviewlog.openings import parse_opening
from site_gen.reviewlog.sign import generate_signing_key, sign_checkpoint
from site_gen.reviewlog.vkey import SignatureType, format_vkey
from site_gen.verify.claims import Claim, Outcome, Verdict
from site_gen.verify.report import last_line
from verify.copies import Copy, failed, outcomes
from verify.sites import LOG, ORIGIN

ANA = f"{LOG}openings/ana-diaz.json"
LATE, SILENCED = review_id(2), review_id(9)


@pytest.fixture
def copy(small: Copy) -> Copy:
    """One language is enough here."""
    return small


# whoever has the key and changes the log below the pages


def test_entries_in_another_order_fail(copy: Copy):
    entries = copy.entries()
    (first, second) = [at for at, entry in enumerate(entries) if b'"type":"review"' in entry][:2]
    entries[first], entries[second] = entries[second], entries[first]
    copy.write_log(entries)
    assert copy.failed() >= {Claim.RATING, Claim.STATES}
    assert Claim.NOT_REWRITTEN in copy.failed(since=copy.site.kept)


def test_a_rating_changed_in_its_entry_fails(copy: Copy):
    entries = [
        entry.replace(b'"rating":{"best":5,"value":1}', b'"rating":{"best":5,"value":5}') for entry in copy.entries()
    ]
    copy.write_log(entries)
    assert copy.failed() >= {Claim.RATING, Claim.STATES}


def test_a_shorter_log_fails_against_the_pages_and_against_the_checkpoint_that_was_kept(copy: Copy):
    entries = copy.entries()
    copy.write_log(entries[: len(entries) // 2])
    verdict = copy.verify(since=copy.site.kept)
    assert {Claim.NOT_REWRITTEN, Claim.SHOWN, Claim.COUNTS} <= failed(verdict)
    assert any("entries, " in one.message and "seen before" in one.message for one in verdict.failures)


def test_a_second_genesis_and_an_unreadable_entry_are_conflicts(copy: Copy):
    entries = copy.entries()
    copy.write_log([*entries, entries[0], b"{}"])
    verdict = copy.verify()
    assert Claim.STATES in failed(verdict)
    assert len([one for one in verdict.failures if one.claim is Claim.STATES]) >= 2


def test_a_review_without_a_page_of_its_provider_fails(copy: Copy):
    entries = copy.entries()
    ghost = next(entry for entry in entries if b'"type":"review"' in entry).replace(b"ana-diaz", b"ghost-writer")
    copy.write_log([*entries, ghost])
    assert Claim.VANISHED in copy.failed()


def test_a_log_that_began_under_another_name_fails(copy: Copy):
    entries = copy.entries()
    copy.write_log([entries[0].replace(ORIGIN.encode(), b"other.example/log"), *entries[1:]])
    assert Claim.STATES in copy.failed()


# whoever has no key


def test_a_checkpoint_by_another_key_fails(copy: Copy):
    copy.write_log(copy.entries(), generate_signing_key(ORIGIN))
    verdict = copy.verify()
    assert failed(verdict) == {Claim.CHECKPOINT}
    assert last_line(verdict).startswith("FAILED: checkpoint: ")
    assert outcomes(copy.verify(keys=()))[Claim.CHECKPOINT] is Outcome.NOT_CHECKED


def test_a_checkpoint_with_another_size_under_the_old_signature_fails(copy: Copy):
    size = len(copy.entries())
    copy.edit(f"{LOG}checkpoint", f"\n{size}\n", f"\n{size - 1}\n")
    assert copy.failed() == {Claim.CHECKPOINT, Claim.ENTRIES}


def test_a_missing_tile_fails(copy: Copy):
    shutil.rmtree(copy.public / LOG / "tile/0")
    verdict = copy.verify(since=copy.site.kept)
    assert failed(verdict) == {Claim.ENTRIES}
    assert outcomes(verdict)[Claim.TEXT] is Outcome.NOT_CHECKED
    assert outcomes(verdict)[Claim.NOT_REWRITTEN] is Outcome.NOT_CHECKED


@pytest.mark.parametrize("level", ["0", "entries"])
def test_a_truncated_or_endless_tile_fails(copy: Copy, level: str):
    tile = copy.public / LOG / "tile" / level / "000.p" / str(len(copy.entries()))
    whole = tile.read_bytes()
    tile.write_bytes(whole[:-1])
    assert copy.failed() == {Claim.ENTRIES}
    tile.write_bytes(whole + bytes(17_000_000))
    assert copy.failed() == {Claim.ENTRIES}


def test_without_a_checkpoint_there_is_no_verdict(copy: Copy):
    (copy.public / LOG / "checkpoint").unlink()
    with pytest.raises(UnreadableError, match="no review log here"):
        copy.verify()


@pytest.mark.parametrize("data", [b"", b"\xff", b"harbor\n1\n\n", b"x" * 100_000])
def test_a_checkpoint_that_is_none_gives_no_verdict(copy: Copy, data: bytes):
    copy.write(f"{LOG}checkpoint", data)
    with pytest.raises(UnreadableError):
        copy.verify()


def test_a_log_of_a_fantastic_size_is_refused_before_it_is_read(copy: Copy):
    note = sign_checkpoint(Checkpoint(ORIGIN, 1 << 62, bytes(32)), [copy.site.key])
    copy.write(f"{LOG}checkpoint", format_note(note))
    with pytest.raises(UnreadableError, match="more than the"):
        copy.verify()


def test_an_empty_log_proves_nothing(copy: Copy):
    copy.write_log([])
    verdict = copy.verify()
    assert outcomes(verdict)[Claim.TEXT] is Outcome.NOT_CHECKED
    assert outcomes(verdict)[Claim.ENTRIES] is Outcome.NOT_CHECKED


# openings


def openings(change: Callable[[dict], None]) -> Callable[[Copy], None]:
    def tamper(copy: Copy) -> None:
        value = copy.json(ANA)
        change(value)
        copy.write_json(ANA, value)

    return tamper


def one(value: dict, review: str) -> dict:
    return next(item for item in value["reviews"] if item["id"] == review)


def drop_a_review(value: dict) -> None:
    value["reviews"].remove(one(value, LATE))


def drop_a_field(value: dict) -> None:
    del one(value, review_id(4))["fields"]["relationship"]


def drop_a_segment(value: dict) -> None:
    del one(value, LATE)["segments"]["1"]


def swap_segments(value: dict) -> None:
    parts = one(value, LATE)["segments"]
    parts["0"], parts["1"] = parts["1"], parts["0"]


def swap_texts(value: dict) -> None:
    first, late = one(value, review_id(1)), one(value, LATE)
    first["segments"], late["segments"] = late["segments"], first["segments"]


def name_another_decision(value: dict) -> None:
    one(value, LATE)["decision"] += 1


def take_another_entry(value: dict) -> None:
    one(value, LATE)["leaf"] = one(value, review_id(1))["leaf"]


def take_another_index(value: dict) -> None:
    one(value, LATE)["index"] += 1


def change_the_id(value: dict) -> None:
    one(value, LATE)["id"] = "r-zzzzzzzzzzzz"


def grow_the_size(value: dict) -> None:
    value["size"] += 1000


def take_another_provider(value: dict) -> None:
    value["provider"] = "ben-ode"


OPENINGS = {
    drop_a_review: Claim.OPENINGS,
    drop_a_field: Claim.FIELDS,
    drop_a_segment: Claim.TEXT,
    swap_segments: Claim.TEXT,
    swap_texts: Claim.TEXT,
    name_another_decision: Claim.SHOWN,
    take_another_entry: Claim.RATING,
    take_another_index: Claim.OPENINGS,
    change_the_id: Claim.FIELDS,
    grow_the_size: Claim.OPENINGS,
    take_another_provider: Claim.OPENINGS,
}


@pytest.mark.parametrize(("change", "claim"), OPENINGS.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_changed_openings_fail(copy: Copy, change: Callable[[dict], None], claim: Claim):
    openings(change)(copy)
    assert claim in copy.failed()


def test_openings_that_show_what_is_hidden_or_removed_fail(copy: Copy):
    lines = (copy.site.folder.root / "log/openings/ana-diaz.jsonl").read_bytes().splitlines()
    private = {opening.id: opening for opening in map(parse_opening, lines)}
    value = copy.json(ANA)
    marked, silenced = one(value, review_id(3)), one(value, SILENCED)
    marked["segments"]["1"] = private[review_id(3)].segments[1]
    marked["fields"]["contact"] = private[review_id(3)].fields["contact"]
    silenced["reply"] = {"index": 3, "disclosure": private[SILENCED].replies[0]}
    copy.write_json(ANA, value)
    assert {Claim.TEXT, Claim.FIELDS, Claim.REPLIES} <= copy.failed()


def test_missing_openings_fail(copy: Copy):
    (copy.public / ANA).unlink()
    assert Claim.OPENINGS in copy.failed()
    (copy.public / f"{LOG}openings/cy-new.json").unlink()
    assert not any(failure.provider == "cy-new" for failure in copy.verify().failures)


# policies


def test_a_changed_or_missing_policy_fails(copy: Copy):
    (policy,) = (copy.public / LOG / "policies").iterdir()
    policy.write_bytes(policy.read_bytes() + b" ")
    assert copy.failed() == {Claim.POLICIES}
    policy.unlink()
    assert copy.failed() == {Claim.POLICIES}


# what was kept, and who saw it


def detail(verdict: Verdict) -> str:
    (history,) = [claim for claim in verdict.claims if claim.claim is Claim.NOT_REWRITTEN]
    return history.detail


def test_a_checkpoint_of_another_log_or_with_a_false_signature_is_no_older_one(copy: Copy, tmp_path):
    other = tmp_path / "other"
    other.write_bytes(
        format_note(
            sign_checkpoint(Checkpoint("other.example/log", 0, EMPTY_ROOT), [generate_signing_key("other.example/log")])
        )
    )
    for keys in ((), (copy.site.vkey,)):
        with pytest.raises(LogError):
            copy.verify(since=other, keys=keys)
    kept = parse_note(copy.site.kept.read_bytes())
    other.write_bytes(format_note(kept._replace(text=kept.text.replace(kept.text.split("\n")[1], "3", 1))))
    with pytest.raises(LogError, match="does not hold"):
        copy.verify(since=other)
    other.write_bytes(b"<html>")
    with pytest.raises(LogError):
        copy.verify(since=other)
    with pytest.raises(UnreadableError):
        copy.verify(since=tmp_path / "none")


def test_a_kept_checkpoint_by_a_key_that_is_not_given_is_compared_all_the_same(copy: Copy):
    """After a rotation whoever knows the new key only still has what the old one signed."""
    new = generate_signing_key(ORIGIN)
    copy.write_log(copy.entries(), new)
    verdict = copy.verify(since=copy.site.kept, keys=(format_vkey(new.verifier),))
    assert failed(verdict) == set()
    assert outcomes(verdict)[Claim.NOT_REWRITTEN] is Outcome.PROVEN
    assert detail(verdict).startswith("continues the ")
    assert detail(verdict).endswith("(no given key signed that older checkpoint: its signature was not checked)")
    known = copy.verify(since=copy.site.kept, keys=(format_vkey(new.verifier), copy.site.vkey))
    assert detail(known).endswith("entries that were seen before")


@pytest.mark.parametrize("is_longer", [False, True])
def test_a_log_that_is_not_the_one_that_was_kept_fails_whoever_signed_what_was_kept(
    copy: Copy, tmp_path, is_longer: bool
):
    old, size = generate_signing_key(ORIGIN), len(copy.entries())
    kept = tmp_path / "kept"
    kept.write_bytes(format_note(sign_checkpoint(Checkpoint(ORIGIN, size + is_longer, bytes(32)), [old])))
    for keys in ((copy.site.vkey,), ()):
        verdict = copy.verify(since=kept, keys=keys)
        assert failed(verdict) == {Claim.NOT_REWRITTEN}
        assert "no given key signed that older checkpoint" in detail(verdict)


def test_an_empty_older_log_proves_nothing(copy: Copy, tmp_path):
    empty = tmp_path / "empty"
    empty.write_bytes(format_note(sign_checkpoint(Checkpoint(ORIGIN, 0, EMPTY_ROOT), [copy.site.key])))
    assert outcomes(copy.verify(since=empty))[Claim.NOT_REWRITTEN] is Outcome.NOT_CHECKED


def test_a_fork_of_the_same_size_fails(copy: Copy, tmp_path):
    fork = tmp_path / "fork"
    fork.write_bytes(format_note(sign_checkpoint(Checkpoint(ORIGIN, len(copy.entries()), bytes(32)), [copy.site.key])))
    assert copy.failed(since=fork) == {Claim.NOT_REWRITTEN}


SEPTEMBER = 1_790_000_000
MIDNIGHT = calendar.timegm(AS_OF.timetuple())


def test_a_quorum_of_witnesses_proves_that_nothing_was_rewritten(copy: Copy, watched):
    assert copy.failed(**watched(copy)) == {Claim.NOT_REWRITTEN}
    verdict = copy.verify(**watched(copy, SEPTEMBER))
    assert outcomes(verdict)[Claim.NOT_REWRITTEN] is Outcome.PROVEN
    assert failed(verdict) == set()
    assert detail(verdict) == "seen by w0, who cosigned at 2026-09-21T14:13+00:00"


def test_the_oldest_and_the_newest_cosignature_are_named(copy: Copy, watched):
    verdict = copy.verify(**watched(copy, SEPTEMBER + 3600, SEPTEMBER, SEPTEMBER + 60, quorum=3))
    assert detail(verdict) == ("seen by w0, w1, w2, who cosigned from 2026-09-21T14:13+00:00 to 2026-09-21T15:13+00:00")


def test_a_policy_without_a_quorum_proves_no_history(copy: Copy, tmp_path):
    policy = tmp_path / "policy"
    policy.write_text(f"log {copy.site.vkey}\nquorum none\n")
    assert outcomes(copy.verify(keys=(), policy=policy))[Claim.NOT_REWRITTEN] is Outcome.NOT_CHECKED
    assert outcomes(copy.verify(keys=(), policy=policy, since=copy.site.kept))[Claim.NOT_REWRITTEN] is Outcome.PROVEN


@pytest.mark.parametrize(("seconds", "counts"), [(MIDNIGHT + 2 * 86400 - 1, True), (MIDNIGHT + 2 * 86400, False)])
def test_a_cosignature_of_more_than_a_day_after_today_does_not_count(copy: Copy, watched, seconds: int, counts: bool):
    verdict = copy.verify(**watched(copy, seconds))
    assert failed(verdict) == (set() if counts else {Claim.NOT_REWRITTEN})
    assert ("cosigned at a time in the future" in detail(verdict)) != counts


def test_an_older_checkpoint_does_not_stand_in_for_the_witnesses_nor_they_for_it(copy: Copy, watched, tmp_path):
    kept = copy.site.kept
    missing = copy.verify(**watched(copy), since=kept)
    assert failed(missing) == {Claim.NOT_REWRITTEN}
    assert "quorum 'all' is not reached" in detail(missing)
    both = copy.verify(**(options := watched(copy, SEPTEMBER)), since=kept)
    assert outcomes(both)[Claim.NOT_REWRITTEN] is Outcome.PROVEN
    assert detail(both).startswith("continues the ")
    assert "; seen by w0, who cosigned at" in detail(both)
    fork = tmp_path / "fork"
    fork.write_bytes(format_note(sign_checkpoint(Checkpoint(ORIGIN, len(copy.entries()), bytes(32)), [copy.site.key])))
    assert copy.failed(**options, since=fork) == {Claim.NOT_REWRITTEN}
    empty = tmp_path / "empty"
    empty.write_bytes(format_note(sign_checkpoint(Checkpoint(ORIGIN, 0, EMPTY_ROOT), [copy.site.key])))
    assert detail(copy.verify(**options, since=empty)).startswith("seen by w0")


def test_witnesses_of_a_log_that_is_not_signed_count_for_nothing(copy: Copy, tmp_path):
    witness = generate_signing_key("witness.example", SignatureType.COSIGNATURE)
    other = format_vkey(generate_signing_key(ORIGIN).verifier)
    policy = tmp_path / "policy"
    policy.write_text(f"log {other}\nwitness w {format_vkey(witness.verifier)}\nquorum w\n")
    for since in (None, copy.site.kept):
        verdict = copy.verify(keys=(), policy=policy, since=since)
        assert failed(verdict) == {Claim.CHECKPOINT}
        assert outcomes(verdict)[Claim.NOT_REWRITTEN] is Outcome.NOT_CHECKED
