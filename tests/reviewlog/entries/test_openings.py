"""Private openings: one line a review, complete, and equal to what the entry commits to."""

from __future__ import annotations

import contextlib
from typing import Any

import msgspec
import pytest
from entry_samples import REPLY, SmallLog, make_review, make_salts, reviews
from hypothesis import given
from hypothesis import strategies as st

from site_gen.model.review import Review
from site_gen.reviewlog.commitment import commit_reply, commit_review
from site_gen.reviewlog.disclosure import digest, make_field, make_segment, parse_field, parse_segment
from site_gen.reviewlog.entries import ReviewEntry, SegmentDigest, format_entry
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.openings import (
    Opening,
    compare_text,
    entry_of,
    format_opening,
    parse_opening,
    place_opening,
    verify_opening,
)


def commit(review: Review | None = None) -> Opening:
    return commit_review(review or make_review(), provider="amara-okafor", logged="2026-03", salts=make_salts())


def change(opening: Opening, **fields: Any) -> Opening:
    return msgspec.structs.replace(opening, **fields)


@given(reviews, st.none() | st.integers(0, 10**9), st.booleans())
def test_a_line_comes_back_from_its_bytes(review: Review, index: int | None, replied: bool):
    _, reply = commit_reply(REPLY, subject=1, logged="2026-03", salts=make_salts(9))
    opening = change(commit(review), index=index, replies=(reply,) if replied else ())
    line = format_opening(opening)
    assert b"\n" not in line
    assert parse_opening(line) == opening
    assert format_opening(parse_opening(line)) == line


@given(st.binary() | st.builds(lambda cut: format_opening(commit())[:cut], st.integers(0, 4_000)))
def test_any_bytes_are_an_opening_or_our_error(data: bytes):
    with contextlib.suppress(LogError):
        assert format_opening(parse_opening(data)) == data


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"id":"r-', b'"id":"x-'),
        (b'"fields":', b'"Fields":'),
        (b"{", b'{"note":1,'),
        (b'"entry":"', b'"entry":" '),
        (b'"id":', b'"index":null,"id":'),
        (b'"id":', b'"id": '),
    ],
)
def test_a_line_in_another_form_is_refused(old: bytes, new: bytes):
    line = format_opening(commit())
    assert old in line
    with pytest.raises(LogError, match=r"^opening: "):
        parse_opening(line.replace(old, new, 1))


def test_a_fresh_opening_opens_its_entry():
    verify_opening(commit())


def test_a_field_that_is_missing_is_found():
    fields = dict(commit().fields)
    del fields["contact"]
    with pytest.raises(LogError, match="expected the fields"):
        verify_opening(change(commit(), fields=fields))


def test_a_field_under_another_name_is_found():
    fields = dict(commit().fields)
    fields["author"], fields["contact"] = fields["contact"], fields["author"]
    with pytest.raises(LogError, match="the disclosure of author is of contact"):
        verify_opening(change(commit(), fields=fields))


def test_a_field_with_another_value_is_found():
    opening = commit()
    salt = parse_field(opening.fields["author"]).salt
    fields = {**opening.fields, "author": make_field(salt, "author", "Somebody else")}
    with pytest.raises(LogError, match="does not hold the digest of author"):
        verify_opening(change(opening, fields=fields))


def test_a_segment_with_another_text_is_found():
    opening = commit()
    forged = make_segment(parse_segment(opening.segments[0]).salt, "Waited 5 minutes. ")
    with pytest.raises(LogError, match="segment 0: disclosure has digest"):
        verify_opening(change(opening, segments=(forged, *opening.segments[1:])))


@pytest.mark.parametrize("cut", [slice(0, -1), slice(0, 0)])
def test_a_segment_that_is_missing_is_found(cut: slice):
    opening = commit()
    with pytest.raises(LogError, match="the entry has 4"):
        verify_opening(change(opening, segments=opening.segments[cut]))


def test_another_id_outside_than_inside_is_found():
    with pytest.raises(LogError, match="the sealed id is r-k3v9m2qd7xwa"):
        verify_opening(change(commit(), id="r-aaaaaaaaaaaa"))


def test_a_salt_twice_is_found():
    opening = commit()
    salt = parse_field(opening.fields["id"]).salt
    segments = [make_segment(salt, "one"), make_segment(salt, "two")]
    other = commit_review(make_review(text=None), provider="ana-diaz", logged="2026-03", salts=make_salts())
    entry = entry_of(other)
    forged = change(other, segments=tuple(segments), entry=format_entry(with_text(entry, segments)))
    with pytest.raises(LogError, match="stands in two disclosures"):
        verify_opening(forged)


def with_text(entry: ReviewEntry, segments: list[str]) -> ReviewEntry:
    return msgspec.structs.replace(entry, text=tuple(SegmentDigest(digest=digest(one)) for one in segments))


def test_an_opening_of_another_kind_of_entry_is_refused():
    log = SmallLog()
    with pytest.raises(LogError, match="expected the entry of a review"):
        entry_of(change(commit(), entry=log.entries[0]))


def test_an_opening_gets_its_place_with_month_and_link_and_seals_the_same():
    opening = commit()
    placed = place_opening(opening, index=41, logged="2026-04", supersedes=17)
    entry = entry_of(placed)
    assert (placed.index, entry.logged, entry.supersedes) == (41, "2026-04", 17)
    assert (entry.sd, entry.text) == (entry_of(opening).sd, entry_of(opening).text)
    verify_opening(placed)
    with pytest.raises(LogError, match="already in the log, as entry 41"):
        place_opening(placed, index=42, logged="2026-04")


@given(reviews)
def test_a_review_has_the_text_of_its_opening(review: Review):
    compare_text(commit(review), review.text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Waited 5 minutes. Dr. Quinn listened.", 'segment 0 is "Waited 5 minutes. D", logged "Waited 50 minutes. "'),
        ("Waited 50 minutes. Dr. Quinn listened!", 'segment 3 is " listened!", logged " listened."'),
        ("Waited 50 minutes. Dr. Quinn listened. Not.", 'segment 3 is " listened. Not.", logged " listened."'),
        ("Waited 50 minutes. ", 'segment 1 is "", logged "Dr. "'),
        (None, 'segment 0 is "", logged "Waited 50 minutes. "'),
    ],
)
def test_a_changed_text_is_told_by_its_first_segment(text: str | None, message: str):
    with pytest.raises(LogError) as caught:
        compare_text(commit(), text)
    assert caught.value.message == message


def test_of_a_text_that_readers_do_not_see_no_word_is_repeated():
    with pytest.raises(LogError, match=r"^segment 3 is not as logged$"):
        compare_text(commit(), "Waited 50 minutes. Dr. Quinn listened!", in_words=False)
    with pytest.raises(LogError, match=r"^the text is there, logged without text$"):
        compare_text(commit(make_review(text=None)), "long", in_words=False)


def test_a_text_where_none_was_logged_is_told_and_shortened():
    with pytest.raises(LogError, match=r"^the text is .{60}…\", logged without text$"):
        compare_text(commit(make_review(text=None)), "long " * 40)
    compare_text(commit(make_review(text=None)), "")
