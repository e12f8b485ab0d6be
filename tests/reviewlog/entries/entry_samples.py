"""Reviews, salts and small logs for the tests of entries, replay and openings."""

from __future__ import annotations

import datetime
import hashlib
import itertools
from typing import Any

import msgspec
from hypothesis import strategies as st

from site_gen.model.review import Authorization, Rating, Review
from site_gen.reviewlog.commitment import ReplyContent, commit_reply, commit_review
from site_gen.reviewlog.disclosure import Salts, encode_base64url
from site_gen.reviewlog.entries import (
    DecisionEntry,
    DisplayEntry,
    Entry,
    ErasureEntry,
    GenesisEntry,
    ReplyEntry,
    format_entry,
)
from site_gen.reviewlog.merkle import leaf_hash
from site_gen.reviewlog.openings import Opening, place_opening
from site_gen.reviewlog.replay import replay_entries
from site_gen.reviewlog.states import Replay, ReviewState

POLICY = "ab" * 32
REPLY = ReplyContent(
    text="Thank you, please call us.", published_on=datetime.date(2026, 4, 2), role="office-manager", outcome="none"
)


def make_salts(seed: int = 0) -> Salts:
    numbers = itertools.count()
    return lambda: hashlib.sha256(f"{seed}/{next(numbers)}".encode()).digest()[:16]


def make_review(**fields: Any) -> Review:
    plain: dict[str, Any] = {
        "path": "content/reviews/amara-okafor/r-k3v9m2qd7xwa.yaml",
        "id": "r-k3v9m2qd7xwa",
        "provider": "amara-okafor",
        "rating": 4,
        "text": "Waited 50 minutes. Dr. Quinn listened.",
        "author": "M. K.",
        "language": "en",
        "experienced": "2026-03",
        "received_at": datetime.datetime(2026, 3, 18, 22, 5, tzinfo=datetime.UTC),
        "source": "website-form",
        "source_id": "sub_01HZX",
        "method": "invited-all",
        "contact": "mk@mail.example",
        "authorization": Authorization(
            basis="signed", reference="auth-2026-031", scope=("website",), signed_on=datetime.date(2026, 3, 18)
        ),
    }
    return Review(**{**plain, **fields})


class SmallLog:
    """A log that grows by one call an event; months stay where they are unless said."""

    def __init__(self) -> None:
        self.entries: list[bytes] = []
        self.openings: dict[int, Opening] = {}
        self.add(GenesisEntry(logged="2026-01", origin="harbor.example/review-log"))

    def add(self, entry: Entry | bytes) -> int:
        self.entries.append(entry if isinstance(entry, bytes) else format_entry(entry))
        return len(self.entries) - 1

    def review(
        self,
        *,
        logged: str = "2026-03",
        supersedes: int | None = None,
        provider: str = "amara-okafor",
        moved_from: int | None = None,
        **fields: Any,
    ) -> int:
        index = len(self.entries)
        fields = {"id": f"r-{index:012}", **fields}
        opening = commit_review(
            make_review(provider=provider, **fields),
            provider=provider,
            logged=logged,
            salts=make_salts(index),
            moved_from=None if moved_from is None else self.openings[moved_from],
        )
        opening = place_opening(opening, index=index, logged=logged, supersedes=supersedes)
        self.openings[index] = opening
        return self.add(opening.entry)

    def decide(self, subject: int, action: str = "publish", *, logged: str = "2026-03", **fields: Any) -> int:
        known = subject < len(self.entries)
        leaf = encode_base64url(leaf_hash(self.entries[subject]) if known else bytes(32))
        plain = {"subject": subject, "leaf": leaf, "action": action, "policy": POLICY, "role": "compliance"}
        return self.add(DecisionEntry(logged=logged, **{**plain, **fields}))

    def withhold(self, subject: int, reason: str = "abusive", **fields: Any) -> int:
        return self.decide(subject, "withhold", reason=reason, **fields)

    def reply(self, subject: int, content: ReplyContent = REPLY, *, logged: str = "2026-03") -> int:
        index = len(self.entries)
        entry, disclosure = commit_reply(content, subject=subject, logged=logged, salts=make_salts(index))
        if subject in self.openings:
            opening = self.openings[subject]
            self.openings[subject] = msgspec.structs.replace(opening, replies=(*opening.replies, disclosure))
        return self.add(entry)

    def unreply(self, subject: int) -> int:
        return self.add(ReplyEntry(logged="2026-03", subject=subject, action="remove"))

    def erase(self, subject: int) -> int:
        return self.add(ErasureEntry(logged="2026-03", subject=subject, reason="erasure"))

    def display(self, **fields: Any) -> int:
        plain = {"logged": "2026-03", "minimum_ratings": 1, "received_precision": "month"}
        return self.add(DisplayEntry(**{**plain, **fields}))

    def replay(self) -> Replay:
        return replay_entries(self.entries)

    def state(self, index: int) -> ReviewState:
        return self.replay().reviews[index]

    def conflicts(self) -> list[str]:
        return [conflict.kind.value for conflict in self.replay().conflicts]


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
short_texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
months = st.builds(lambda year, month: f"{year}-{month:02}", st.integers(2000, 2099), st.integers(1, 12))
slugs = st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True)
tails = st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=12, max_size=12)
ratings = st.one_of(
    st.none(),
    st.integers(1, 5),
    st.builds(lambda value: Rating(binary=value), st.booleans()),
    st.builds(
        lambda worst, span, up, scale: Rating(value=worst + min(up, span), best=worst + span, worst=worst, scale=scale),
        st.integers(0, 10),
        st.integers(2, 90),
        st.integers(0, 90),
        st.sampled_from([None, 10]),
    ),
)
reviews = st.builds(
    make_review,
    id=tails.map("r-".__add__),
    location=st.none() | slugs,
    rating=ratings,
    aspects=st.dictionaries(slugs, st.integers(1, 5), max_size=3),
    title=st.none() | short_texts,
    text=st.none() | texts,
    author=st.none() | short_texts,
    language=st.sampled_from([None, "en", "es-MX"]),
    experienced=st.none() | months,
    received_at=st.integers(946_771_200, 4_102_358_400).map(
        lambda at: datetime.datetime.fromtimestamp(at, datetime.UTC)
    ),
    source=st.sampled_from(["website-form", "press-ganey", "yelp"]),
    source_id=st.none() | short_texts,
    method=st.sampled_from(["invited-all", "organic", "imported"]),
    verification=st.sampled_from(["visit-match", "none"]),
    completeness=st.sampled_from(["full", "excerpt"]),
    batch=st.none() | tails.map("b-".__add__),
    import_=st.none() | tails.map("i-".__add__),
    incentive=st.none() | short_texts,
    relationship=st.none() | short_texts,
    contact=st.none() | short_texts,
    authorization=st.none()
    | st.builds(
        Authorization,
        basis=st.sampled_from(["signed", "deidentified"]),
        by=st.none() | short_texts,
        scope=st.lists(short_texts, max_size=2).map(tuple),
        expires_on=st.none() | st.dates(),
    ),
)
"""Reviews of every shape that content may have."""
