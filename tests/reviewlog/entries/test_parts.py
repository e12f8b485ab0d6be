"""A log that is replayed part by part has the states and the conflicts of one that is replayed whole."""

from __future__ import annotations

import msgspec
import pytest
from entry_samples import POLICY, SmallLog
from hypothesis import given, settings
from hypothesis import strategies as st

from site_gen.model.review import HiddenSegment
from site_gen.reviewlog.entries import GenesisEntry, PolicyEntry, ProviderEntry
from site_gen.reviewlog.events import Event, read_events
from site_gen.reviewlog.parts import MOST_PARTS, Router, part_count, part_of, play_part
from site_gen.reviewlog.states import ConflictKind, Replay

PROVIDERS = ("amara-okafor", "ana-diaz", "bo-lee", "cy-marsh")
SOURCES = ("website-form", "press-ganey", "yelp")
MONTHS = ("2026-02", "2026-03", "2026-04")

subjects = st.integers(0, 24)
events = st.lists(
    st.one_of(
        st.tuples(st.just("review"), st.sampled_from(PROVIDERS), st.sampled_from(SOURCES), st.none() | subjects),
        st.tuples(st.just("same"), subjects),
        st.tuples(st.just("copy"), subjects, st.sampled_from(PROVIDERS)),
        st.tuples(st.sampled_from(["decide", "withhold", "reply", "unreply", "erase"]), subjects),
        st.tuples(st.just("hide"), subjects, st.integers(0, 4)),
        st.tuples(st.just("move"), subjects, subjects),
        st.tuples(st.just("wrong"), subjects, subjects),
        st.tuples(st.sampled_from(["unreadable", "genesis", "policy", "provider", "earlier", "first"]), subjects),
    ),
    max_size=30,
)


def make_log(chosen: list[tuple]) -> list[bytes]:
    """Give a log in which anything may contradict anything."""
    log = SmallLog()
    for number, (kind, *rest) in enumerate(chosen):
        subject = rest[0]
        if kind == "review":
            provider, source, supersedes = rest
            log.review(provider=provider, source=source, supersedes=supersedes, logged=MONTHS[number % 3])
        elif kind == "copy":
            original = subject if subject in log.openings else None
            log.review(provider=rest[1], moved_from=original)
        elif kind == "same" and subject in log.openings:
            log.add(log.entries[subject])
        elif kind in ("decide", "withhold", "reply", "unreply", "erase"):
            getattr(log, kind)(subject)
        elif kind == "hide":
            log.decide(subject, hidden=(HiddenSegment(segment=rest[1], reason="abusive"),))
        elif kind == "move":
            log.withhold(subject, "wrong-provider", moved_to=rest[1])
        elif kind == "wrong":
            log.decide(subject, leaf="A" * 43, policy=f"{rest[1]:064x}")
        elif kind == "unreadable":
            log.add(b"{}")
        elif kind == "genesis":
            log.add(GenesisEntry(logged="2026-03", origin="other.example/review-log"))
        elif kind == "policy":
            log.add(PolicyEntry(logged="2026-03", name="review-policy", sha256=POLICY))
        elif kind == "provider":
            log.add(ProviderEntry(logged="2026-03", id="bo-lee", slug=f"bo-{subject}", status="active"))
        elif kind == "earlier":
            log.display(logged="2026-01")
        elif kind == "first":
            log.entries.insert(0, log.entries.pop())
    return log.entries


def in_parts(entries: list[bytes], count: int) -> tuple[Replay, list[Replay]]:
    """Give the settings, and the replay of each part, whose events went through bytes."""
    contents: dict[int, bytes] = {}
    router = Router(count, contents.__setitem__, contents.__getitem__)
    whole = Replay()
    parts: list[list[bytes]] = [[] for _ in range(count)]
    for entry in entries:
        for event in read_events(whole, entry):
            part, routed = router.route(event)
            parts[part].append(msgspec.msgpack.encode(routed))
    decoder = msgspec.msgpack.Decoder(Event)
    return whole, [play_part(decoder.decode(data) for data in part) for part in parts]


def assert_same(entries: list[bytes], count: int) -> None:
    log = SmallLog()
    log.entries = entries
    whole = log.replay()
    settings, parts = in_parts(entries, count)
    reviews = {index: review for part in parts for index, review in part.reviews.items()}
    assert dict(sorted(reviews.items())) == whole.reviews
    found = [*settings.conflicts, *(conflict for part in parts for conflict in part.conflicts)]
    assert sorted(found, key=repr) == sorted(whole.conflicts, key=repr)
    rest = {"reviews": {}, "conflicts": [], "commitments": {}}
    assert msgspec.structs.replace(settings, conflicts=[]) == msgspec.structs.replace(whole, **rest)
    for number, part in enumerate(parts):
        assert {part_of(review.provider, count) for review in part.reviews.values()} <= {number}


@given(events, st.sampled_from([1, 2, 3, 16]))
@settings(max_examples=200)
def test_parts_add_up_to_the_whole(chosen, count):
    assert_same(make_log(chosen), count)


REVIEW = ("review", "ana-diaz", "website-form", None)
CONFLICTS = {
    ConflictKind.UNREADABLE: [("unreadable", 0)],
    ConflictKind.NO_GENESIS: [REVIEW, ("first", 0)],
    ConflictKind.SECOND_GENESIS: [("genesis", 0)],
    ConflictKind.LOGGED_BACK: [REVIEW, ("earlier", 0)],
    ConflictKind.UNKNOWN_LEAF: [("decide", 7)],
    ConflictKind.WRONG_LEAF: [REVIEW, ("wrong", 1, 0)],
    ConflictKind.AFTER_ERASURE: [REVIEW, ("erase", 1), ("review", "bo-lee", "website-form", 1)],
    ConflictKind.SAME_OPENING: [REVIEW, ("same", 1)],
    ConflictKind.OTHER_ORIGIN: [REVIEW, ("review", "bo-lee", "website-form", 1)],
    ConflictKind.SUPERSEDED_TWICE: [REVIEW, *[("review", "ana-diaz", "website-form", 1)] * 2],
    ConflictKind.ELSEWHERE_DECIDED: [("review", "ana-diaz", "yelp", None), ("decide", 1)],
    ConflictKind.UNKNOWN_SEGMENT: [REVIEW, ("hide", 1, 4)],
    ConflictKind.WRONG_COPY: [REVIEW, ("review", "bo-lee", "website-form", None), ("move", 1, 2)],
}
"""A log for every kind of conflict; the providers are in different parts of 16."""


@pytest.mark.parametrize("kind", list(ConflictKind))
def test_every_kind_of_conflict_is_found_across_parts(kind):
    entries = make_log(CONFLICTS[kind])
    log = SmallLog()
    log.entries = entries
    assert kind in {conflict.kind for conflict in log.replay().conflicts}
    assert part_of("ana-diaz", 16) != part_of("bo-lee", 16)
    assert_same(entries, 16)


def test_a_move_to_a_true_copy_in_another_part_is_none():
    entries = make_log([("review", "ana-diaz", "website-form", None), ("copy", 1, "bo-lee"), ("move", 1, 2)])
    assert in_parts(entries, 16)[0].conflicts == []
    assert_same(entries, 16)


def test_parts_stay_small_and_few():
    assert part_count(0) == part_count(1_000) == 16
    assert 200_000 / part_count(200_000) < 2_200
    assert part_count(20_000_000) == MOST_PARTS
