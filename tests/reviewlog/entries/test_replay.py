"""Replay: the states of `review-log.md`, one by one, and every way in which a log can contradict itself."""

from __future__ import annotations

import msgspec
import pytest
from entry_samples import POLICY, SmallLog
from hypothesis import given
from hypothesis import strategies as st

from site_gen.model.placed import State
from site_gen.model.review import HiddenField, HiddenSegment
from site_gen.reviewlog.commitment import commit_export
from site_gen.reviewlog.disclosure import make_decoy
from site_gen.reviewlog.entries import (
    ErasureEntry,
    GenesisEntry,
    InvitationEntry,
    KeyEntry,
    PolicyEntry,
    ProviderEntry,
)
from site_gen.reviewlog.merkle import leaf_hash
from site_gen.reviewlog.replay import advance, replay_entries
from site_gen.reviewlog.states import ConflictKind, Replay
from site_gen.reviewlog.vkey import SignatureType, VerifierKey, format_vkey


@pytest.fixture
def log() -> SmallLog:
    return SmallLog()


# states


def test_a_review_without_a_decision_is_pending(log: SmallLog):
    review = log.review()
    assert log.state(review).state is State.PENDING
    assert log.state(review).leaf == leaf_hash(log.entries[review])


def test_a_review_is_published_by_a_decision_with_its_marks(log: SmallLog):
    review = log.review()
    marks = (HiddenSegment(segment=2, reason="third-party-privacy"),)
    names = (HiddenField(field="author", reason="third-party-privacy"),)
    decision = log.decide(review, hidden=marks, hidden_fields=names)
    state = log.state(review)
    assert (state.state, state.decision, state.hidden, state.hidden_fields) == (
        State.PUBLISHED,
        decision,
        marks,
        names,
    )
    assert state.is_marked


def test_a_review_is_withheld_with_a_reason(log: SmallLog):
    review = log.review()
    log.withhold(review, "clearly-false")
    assert (log.state(review).state, log.state(review).reason) == (State.WITHHELD, "clearly-false")


def test_the_latest_decision_stands_and_takes_the_marks_and_reason_of_the_one_before_away(log: SmallLog):
    review = log.review()
    log.decide(review, hidden=(HiddenSegment(segment=0, reason="abusive"),))
    log.withhold(review)
    assert log.state(review).hidden == ()
    latest = log.decide(review)
    state = log.state(review)
    assert (state.state, state.reason, state.decision, state.is_marked) == (State.PUBLISHED, None, latest, False)


def test_an_erased_review_stays_erased_and_says_why(log: SmallLog):
    review = log.review()
    log.decide(review)
    log.add(ErasureEntry(logged="2026-03", subject=review, reason="authorization-revoked"))
    state = log.state(review)
    assert (state.state, state.erasure_reason) == (State.ERASED, "authorization-revoked")


def test_a_review_that_is_shown_elsewhere_has_a_state_of_its_own_even_when_erased(log: SmallLog):
    review = log.review(source="yelp")
    assert log.state(review).state is State.ELSEWHERE
    log.erase(review)
    assert log.state(review).state is State.ELSEWHERE
    assert log.conflicts() == []


def test_an_edit_replaces_the_old_review_when_it_is_published_and_not_before(log: SmallLog):
    old = log.review()
    log.decide(old)
    new = log.review(supersedes=old)
    assert (log.state(old).state, log.state(new).state) == (State.PUBLISHED, State.PENDING)
    log.withhold(new)
    assert log.state(old).state is State.PUBLISHED
    log.decide(new)
    assert (log.state(old).state, log.state(new).state) == (State.REPLACED, State.PUBLISHED)
    assert (log.state(old).superseded_by, log.state(old).replaced_by) == (new, new)


@pytest.mark.parametrize("end", ["withhold", "erase"])
def test_a_replaced_review_does_not_come_back_when_the_edit_goes(log: SmallLog, end: str):
    old = log.review()
    log.decide(old)
    new = log.review(supersedes=old)
    log.decide(new)
    getattr(log, end)(new)
    assert log.state(old).state is State.REPLACED


def test_an_edit_of_an_edit_replaces_both_even_if_the_middle_one_was_never_published(log: SmallLog):
    first = log.review()
    log.decide(first)
    second = log.review(supersedes=first)
    third = log.review(supersedes=second)
    log.decide(third)
    assert [log.state(one).state for one in (first, second, third)] == [
        State.REPLACED,
        State.REPLACED,
        State.PUBLISHED,
    ]
    assert log.state(first).replaced_by == third
    log.decide(second)
    assert log.state(second).state is State.REPLACED
    assert log.state(first).replaced_by == third


def test_an_erased_review_counts_as_erased_though_it_was_replaced(log: SmallLog):
    old = log.review()
    new = log.review(supersedes=old)
    log.decide(new)
    log.erase(old)
    assert log.state(old).state is State.ERASED
    assert log.conflicts() == []


def test_the_latest_reply_stands_until_it_is_removed(log: SmallLog):
    review = log.review()
    log.decide(review)
    first = log.reply(review)
    digest = log.state(review).reply_digest
    assert (log.state(review).reply, digest is None) == (first, False)
    second = log.reply(review)
    assert log.state(review).reply == second
    assert log.state(review).reply_digest != digest
    removal = log.unreply(review)
    assert (log.state(review).reply, log.state(review).reply_digest) == (removal, None)
    log.reply(review)
    assert log.state(review).reply_digest is not None


# everything else


def test_settings_are_the_latest_of_their_kind(log: SmallLog):
    key = format_vkey(VerifierKey("harbor.example/review-log", SignatureType.NOTE, bytes(32)))
    log.add(ProviderEntry(logged="2026-03", id="amara-okafor", slug="amara-okafor", status="active"))
    log.add(ProviderEntry(logged="2026-03", id="amara-okafor", slug="amara-obi", status="departed"))
    log.add(PolicyEntry(logged="2026-03", name="review-policy", sha256=POLICY))
    log.display(window_months=12)
    log.display(window_months=24, minimum_ratings=5)
    log.add(
        InvitationEntry(
            logged="2026-03",
            batch="b-77qdm2k3v9xa",
            channel="e-mail",
            month="2026-02",
            selection="all-visits",
            eligible=3,
            invited=3,
            incentive="none",
            wording=POLICY,
        )
    )
    salts = iter([bytes(16)])
    log.add(
        commit_export(
            import_id="i-m2k3v9xa77qd",
            source="press-ganey",
            file_format="csv",
            rows=1,
            ratings={"5": 1},
            source_total=9,
            export_sha256=POLICY,
            logged="2026-03",
            salts=salts.__next__,
        )[0]
    )
    added = log.add(KeyEntry(logged="2026-04", key=key))
    replay = log.replay()
    assert replay.origin == "harbor.example/review-log"
    assert (replay.providers["amara-okafor"].slug, replay.providers["amara-okafor"].status) == ("amara-obi", "departed")
    assert replay.policies[POLICY].name == "review-policy"
    assert replay.policy_of == {"review-policy": POLICY}
    assert replay.display is not None
    assert (replay.display.window_months, replay.display.minimum_ratings) == (24, 5)
    assert replay.invitations["b-77qdm2k3v9xa"].invited == 3
    assert replay.imports["i-m2k3v9xa77qd"].source_total == 9
    assert replay.keys == [(added, key)]
    assert (replay.size, replay.logged, replay.conflicts) == (9, "2026-04", [])


def test_a_policy_is_remembered_by_the_decision_that_first_named_it(log: SmallLog):
    review = log.review()
    first = log.decide(review, policy="cd" * 32)
    log.decide(review, policy="cd" * 32)
    log.decide(review)
    assert log.replay().policies_named == {"cd" * 32: first, POLICY: first + 2}
    assert log.conflicts() == []


def test_reviews_of_a_provider_come_in_the_order_of_the_log(log: SmallLog):
    mine = [log.review(), log.review()]
    log.review(provider="ana-diaz")
    mine.append(log.review())
    assert [review.index for review in log.replay().of_provider("amara-okafor")] == mine


# conflicts, each with a near miss


def test_a_decision_on_a_leaf_that_is_not_there_yet_is_a_conflict(log: SmallLog):
    log.decide(5)
    log.review()
    assert log.conflicts() == ["unknown-leaf"]


def test_a_decision_on_an_entry_that_is_no_review_is_a_conflict(log: SmallLog):
    log.decide(0)
    assert log.conflicts() == ["unknown-leaf"]


@pytest.mark.parametrize("event", ["reply", "unreply", "erase"])
def test_a_reply_or_erasure_of_an_unknown_leaf_is_a_conflict(log: SmallLog, event: str):
    getattr(log, event)(0)
    assert log.conflicts() == ["unknown-leaf"]
    near = SmallLog()
    getattr(near, event)(near.review())
    assert near.conflicts() == []


def test_a_decision_that_names_another_leaf_hash_is_a_conflict_and_changes_nothing(log: SmallLog):
    review, other = log.review(), log.review()
    log.decide(review, leaf=make_decoy(bytes(16)))
    assert log.conflicts() == ["wrong-leaf"]
    assert log.state(review).state is State.PENDING
    log.decide(review)
    log.decide(other)
    assert log.conflicts() == ["wrong-leaf"]


@pytest.mark.parametrize("event", ["decide", "withhold", "reply", "unreply", "erase"])
def test_anything_after_an_erasure_is_a_conflict_and_changes_nothing(log: SmallLog, event: str):
    review, other = log.review(), log.review()
    erased_by = log.erase(review)
    before = log.state(review)
    getattr(log, event)(review)
    assert log.conflicts() == ["after-erasure"]
    assert log.state(review) == before
    assert log.state(review).erasure == erased_by
    getattr(log, event)(other)
    assert log.conflicts() == ["after-erasure"]


def test_an_edit_of_an_erased_review_is_a_conflict(log: SmallLog):
    review = log.review()
    log.erase(review)
    edit = log.review(supersedes=review)
    assert log.conflicts() == ["after-erasure"]
    assert log.state(edit).supersedes is None


def test_months_that_go_back_are_a_conflict_and_the_entry_counts(log: SmallLog):
    log.review(logged="2026-04")
    late = log.review(logged="2026-03")
    log.review(logged="2026-04")
    assert log.conflicts() == ["logged-back"]
    assert late in log.replay().reviews
    log.review(logged="2026-05")
    assert log.conflicts() == ["logged-back"]


def test_an_edit_of_an_unknown_leaf_is_a_conflict_and_the_review_is_kept(log: SmallLog):
    for supersedes in (0, len(log.entries) + 1, 10**6):
        log.review(supersedes=supersedes)
    assert log.conflicts() == ["unknown-leaf"] * 3
    assert [review.supersedes for review in log.replay().reviews.values()] == [None] * 3


@pytest.mark.parametrize("fields", [{"provider": "ana-diaz"}, {"source": "press-ganey"}])
def test_an_edit_of_another_providers_or_sources_review_is_a_conflict_and_replaces_nothing(
    log: SmallLog, fields: dict[str, str]
):
    old = log.review()
    log.decide(old)
    new = log.review(supersedes=old, **fields)
    log.decide(new)
    assert log.conflicts() == ["other-origin"]
    assert (log.state(old).state, log.state(new).state) == (State.PUBLISHED, State.PUBLISHED)


def test_a_second_edit_of_one_version_is_a_conflict_and_a_chain_is_not(log: SmallLog):
    first = log.review()
    second = log.review(supersedes=first)
    log.review(supersedes=second)
    assert log.conflicts() == []
    log.review(supersedes=first)
    assert log.conflicts() == ["superseded-twice"]


def test_a_second_genesis_is_a_conflict_and_the_first_stays(log: SmallLog):
    log.add(GenesisEntry(logged="2026-03", origin="other.example/review-log"))
    assert log.conflicts() == ["second-genesis"]
    assert log.replay().origin == "harbor.example/review-log"


def test_a_log_that_does_not_begin_with_a_genesis_is_a_conflict(log: SmallLog):
    review = log.review()
    replay = replay_entries([log.entries[review]])
    assert [conflict.kind for conflict in replay.conflicts] == [ConflictKind.NO_GENESIS]
    assert replay_entries([]).conflicts == []


def test_two_reviews_with_one_opening_are_a_conflict_and_two_alike_are_not(log: SmallLog):
    review = log.review()
    log.review()
    assert log.conflicts() == []
    log.add(log.entries[review])
    conflicts = log.replay().conflicts
    assert [(conflict.kind, conflict.subject) for conflict in conflicts] == [(ConflictKind.SAME_OPENING, review)]


def test_a_decision_on_a_review_that_is_shown_elsewhere_is_a_conflict_and_a_reply_is_not(log: SmallLog):
    review = log.review(source="google-business-profile")
    log.reply(review)
    assert log.conflicts() == []
    log.decide(review)
    assert log.conflicts() == ["elsewhere-decided"]


def test_hiding_a_segment_that_is_not_there_is_a_conflict_and_the_last_one_is_not(log: SmallLog):
    review = log.review()
    segments = log.state(review).segments
    log.decide(review, hidden=(HiddenSegment(segment=segments, reason="abusive"),))
    assert log.conflicts() == ["unknown-segment"]
    assert log.state(review).state is State.PENDING
    log.decide(review, hidden=(HiddenSegment(segment=segments - 1, reason="abusive"),))
    assert log.conflicts() == ["unknown-segment"]
    assert log.state(review).state is State.PUBLISHED


def test_a_review_moves_to_a_copy_with_the_same_rating_and_text_under_another_provider(log: SmallLog):
    review = log.review()
    copy = log.review(provider="ana-diaz", moved_from=review)
    log.withhold(review, "wrong-provider", moved_to=copy)
    assert log.conflicts() == []
    assert log.state(review).moved_to == copy


@pytest.mark.parametrize("copied", [False, True])
def test_a_move_to_another_review_is_a_conflict(log: SmallLog, copied: bool):
    review = log.review()
    provider = "amara-okafor" if copied else "ana-diaz"
    other = log.review(provider=provider, moved_from=review if copied else None)
    log.withhold(review, "wrong-provider", moved_to=other)
    assert log.conflicts() == ["wrong-copy"]
    assert log.state(review).state is State.PENDING


def test_a_move_to_an_unknown_leaf_is_a_conflict_and_a_move_without_a_copy_is_not(log: SmallLog):
    review = log.review()
    log.withhold(review, "wrong-provider", moved_to=0)
    assert log.conflicts() == ["unknown-leaf"]
    log.withhold(review, "wrong-provider")
    assert log.conflicts() == ["unknown-leaf"]


def test_an_entry_that_cannot_be_read_is_a_conflict_and_has_its_index(log: SmallLog):
    log.add(b"{}")
    review = log.review()
    assert (review, log.conflicts()) == (2, ["unreadable"])
    assert log.replay().conflicts[0].message.startswith("entry 1: entry: ")


# the whole


def test_entries_are_taken_one_by_one_with_the_same_result(log: SmallLog):
    review = log.review()
    log.decide(review)
    replay = Replay()
    for entry in iter(log.entries):
        advance(replay, entry)
    assert replay == log.replay()
    assert replay_entries(iter(log.entries)) == replay


@given(st.lists(st.binary(max_size=40), max_size=5))
def test_a_replay_never_fails(entries: list[bytes]):
    replay = replay_entries(entries)
    assert len(replay.conflicts) >= len(entries)
    assert replay.size == len(entries)


events = st.lists(
    st.tuples(
        st.sampled_from(["review", "edit", "decide", "withhold", "reply", "unreply", "erase"]), st.integers(0, 12)
    ),
    max_size=14,
)


@given(events)
def test_every_review_has_one_state_and_conflicts_change_none(chosen: list[tuple[str, int]]):
    log = SmallLog()
    for event, subject in chosen:
        before = log.replay()
        if event == "review":
            log.review()
        elif event == "edit":
            log.review(supersedes=subject)
        else:
            getattr(log, event)(subject)
        after = log.replay()
        if len(after.conflicts) > len(before.conflicts):
            kept = {index: review for index, review in after.reviews.items() if index in before.reviews}
            assert kept == before.reviews
        for review in after.reviews.values():
            assert review.state in State
            if review.replaced_by is not None:
                assert after.reviews[review.replaced_by].decision is not None
            if review.supersedes is not None:
                assert after.reviews[review.supersedes].superseded_by == review.index


def test_a_state_is_small():
    log = SmallLog()
    review = log.review(text="A very long text. " * 100)
    log.decide(review)
    assert len(msgspec.msgpack.encode(log.state(review))) < 1_000
