"""What published openings prove: each disclosure against the entry in the log, everything shown, nothing more.

Unlike the other parts of the package this does not stop at the first fault: a verifier reports every claim that fails.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias

import msgspec

from site_gen.model.base import LanguageTag, Month, Slug, Text
from site_gen.model.placed import State
from site_gen.model.review import AspectName, ReviewId, Stars, Verification
from site_gen.reviewlog.canonical import Value
from site_gen.reviewlog.commitment import REPLY_NAME, ReplyContent
from site_gen.reviewlog.disclosure import Field, Segment, digest, encode_base64url, parse_field, parse_segment
from site_gen.reviewlog.entries import ReviewEntry, parse_entry
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.merkle import leaf_hash
from site_gen.reviewlog.openings import PRIVATE_NAMES, PUBLIC_NAMES
from site_gen.reviewlog.published import PublishedOpenings, PublishedReview
from site_gen.reviewlog.states import Replay, ReviewState

Claim: TypeAlias = Literal["complete", "leaf", "state", "field", "segment", "salt", "reply"]


class Failure(msgspec.Struct, frozen=True, order=True, gc=False):
    """A claim about the review at leaf `index` that does not hold, and why; index -1 is the whole file."""

    index: int
    claim: Claim
    message: str


class Opened(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What the disclosures of a published review say; where a claim failed, its part is left out.

    `values` is by name, without the hidden ones; `segments` has one place for every segment of the entry, None where
    it is hidden.
    """

    id: str
    index: int
    values: dict[str, Value]
    segments: tuple[str | None, ...]
    reply: ReplyContent | None


class _Values(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """The types of what is disclosed; null is what a review does not have."""

    id: ReviewId | None = None
    author: Text | None = None
    title: Text | None = None
    language: LanguageTag | None = None
    experienced: Month | None = None
    location: Slug | None = None
    aspects: dict[AspectName, Stars] | None = None
    verification: Verification | None = None
    incentive: Text | None = None
    relationship: Text | None = None
    completeness: Literal["full", "excerpt"] | None = None


_Fail: TypeAlias = Callable[[Claim, str], None]


def examine_openings(
    openings: PublishedOpenings, replay: Replay, entry_at: Callable[[int], bytes]
) -> tuple[dict[int, Opened], tuple[Failure, ...]]:
    """Give what a provider's file opens, by leaf index, and every claim that fails.

    `replay` is the log, or the provider's part of it, and `entry_at` gives an entry of it. Checked: the file was made
    for a log of this size or, where nothing about the provider came since, a smaller one, holds every published review
    of the provider and no other, no id twice, and each review as `examine_review` says.
    """
    failures: list[Failure] = []
    published_here = [one for one in replay.of_provider(openings.provider) if one.state is State.PUBLISHED]
    newest = max((max(one.index, one.decision or 0, one.reply or 0) for one in published_here), default=-1)
    if not newest < openings.size <= replay.size:
        failures.append(Failure(-1, "complete", f"made for {openings.size} entries, the log has {replay.size}"))
    opened: dict[int, Opened] = {}
    ids: dict[str, int] = {}
    for published in openings.reviews:
        index = published.index
        review = replay.reviews.get(index)
        if review is None or review.provider != openings.provider:
            failures.append(Failure(index, "leaf", f"leaf {index} is no review of {openings.provider}"))
            continue
        if ids.setdefault(published.id, index) != index:
            failures.append(Failure(index, "field", f"{published.id} is the id of leaf {ids[published.id]}, too"))
        opened[index], failed = examine_review(published, entry_at(index), review)
        failures += failed
    present = {published.index for published in openings.reviews}
    for review in published_here:
        if review.index not in present:
            failures.append(Failure(review.index, "complete", "published in the log, missing in the openings"))
    return opened, tuple(sorted(failures))


def examine_review(published: PublishedReview, entry: bytes, review: ReviewState) -> tuple[Opened, tuple[Failure, ...]]:
    """Give what one published review opens, and every claim that fails.

    `entry` is the log's entry at its index, `review` its state at the end of the log. Checked: the entry is the same
    byte for byte; the review is published by the decision that is named; every public field and segment is disclosed
    or hidden, none that is hidden or private is disclosed, and each hashes to its place in the entry; values have
    their types; the id is the sealed one; no salt comes twice; the reply is the latest one.

    Raises:
        LogError: `entry` is no entry of a review, or not the one that `review` is the state of.
    """
    logged = parse_entry(entry)
    if not isinstance(logged, ReviewEntry) or leaf_hash(entry) != review.leaf:
        raise LogError(f"entry {review.index}: not the review whose state was given")
    failures: list[Failure] = []
    salts: dict[bytes, str] = {}

    def fail(claim: Claim, message: str) -> None:
        failures.append(Failure(review.index, claim, message))

    def note_salt(opened: Field | Segment, what: str) -> None:
        other = salts.setdefault(opened.salt, what)
        if other != what:
            fail("salt", f"{what} has the salt {encode_base64url(opened.salt)} of {other}")

    _check_place(published, entry, review, fail)
    opened = Opened(
        id=published.id,
        index=published.index,
        values=_open_fields(published, logged, review, fail, note_salt),
        segments=_open_segments(published, logged, review, fail, note_salt),
        reply=_open_reply(published, review, fail, note_salt),
    )
    return opened, tuple(failures)


def _check_place(published: PublishedReview, entry: bytes, review: ReviewState, fail: _Fail) -> None:
    if published.index != review.index or published.leaf != entry:
        fail("leaf", f"its entry is not the one at leaf {review.index} of the log")
    if review.state is not State.PUBLISHED:
        fail("state", f"it is {review.state} in the log and must not be opened")
    elif published.decision != review.decision:
        fail("state", f"names decision {published.decision}, the latest is entry {review.decision}")


def _open_fields(
    published: PublishedReview,
    entry: ReviewEntry,
    review: ReviewState,
    fail: _Fail,
    note_salt: Callable[[Field | Segment, str], None],
) -> dict[str, Value]:
    hidden = {one.field: one.reason for one in review.hidden_fields}
    values: dict[str, Value] = {}
    for name, disclosure in published.fields.items():
        if name not in PUBLIC_NAMES:
            is_private = name in PRIVATE_NAMES
            fail("field", f"{name} is disclosed and {'must never be' if is_private else 'is no field of a review'}")
            continue
        if name in hidden:
            fail("field", f"{name} is disclosed, decision {review.decision} hides it ({hidden[name]})")
        try:
            field = parse_field(disclosure)
            if field.name != name:
                raise LogError(f"its disclosure is of {field.name}")
            if digest(disclosure) not in entry.sd:
                raise LogError("the entry does not hold its digest: its value is not the logged one")
            msgspec.convert({name: field.value}, _Values)
        except (LogError, msgspec.ValidationError) as error:
            fail("field", f"{name}: {error}")
            continue
        note_salt(field, name)
        values[name] = field.value
    for name in PUBLIC_NAMES:
        if name not in published.fields and name not in hidden:
            fail("field", f"{name} is missing, and no decision hides it")
    if values.get("id", published.id) != published.id:
        fail("field", f"id: the sealed id is {values['id']}, not {published.id}")
    return values


def _open_segments(
    published: PublishedReview,
    entry: ReviewEntry,
    review: ReviewState,
    fail: _Fail,
    note_salt: Callable[[Field | Segment, str], None],
) -> tuple[str | None, ...]:
    hidden = {one.segment: one.reason for one in review.hidden}
    digests = [segment.digest for segment in entry.text]
    texts: list[str | None] = [None] * len(digests)
    for place, expected in enumerate(digests):
        disclosure = published.segments.get(str(place))
        if disclosure is None:
            if place not in hidden:
                fail("segment", f"segment {place} is missing, and no decision hides it")
            continue
        if place in hidden:
            fail("segment", f"segment {place} is disclosed, decision {review.decision} hides it ({hidden[place]})")
        try:
            segment = parse_segment(disclosure)
        except LogError as error:
            fail("segment", f"segment {place}: {error}")
            continue
        if (found := digest(disclosure)) != expected:
            where = (
                f": it is segment {digests.index(found)}" if found in digests else ", its text is not the logged one"
            )
            fail("segment", f"segment {place} does not hash to its digest in the entry{where}")
            continue
        note_salt(segment, f"segment {place}")
        texts[place] = segment.text
    for key in sorted(published.segments, key=int):
        if int(key) >= len(digests):
            fail("segment", f"segment {key} is disclosed, the entry has {len(digests)}")
    return tuple(texts)


def _open_reply(
    published: PublishedReview, review: ReviewState, fail: _Fail, note_salt: Callable[[Field | Segment, str], None]
) -> ReplyContent | None:
    reply = published.reply
    if reply is None:
        if review.reply_digest is not None:
            fail("reply", f"the reply in entry {review.reply} is missing")
        return None
    if review.reply_digest is None:
        fail("reply", "there is a reply, the log has none" if review.reply is None else _removed(review.reply))
        return None
    if reply.index != review.reply:
        fail("reply", f"names entry {reply.index}, the latest reply is entry {review.reply}")
    try:
        if digest(reply.disclosure) != review.reply_digest:
            raise LogError(f"entry {review.reply} has another digest: it is not the logged reply")
        field = parse_field(reply.disclosure)
        if field.name != REPLY_NAME:
            raise LogError(f"its disclosure is of {field.name}")
        content = msgspec.convert(field.value, ReplyContent)
    except (LogError, msgspec.ValidationError) as error:
        fail("reply", f"reply: {error}")
        return None
    note_salt(field, REPLY_NAME)
    return content


def _removed(entry: int) -> str:
    return f"there is a reply, entry {entry} removed it"
