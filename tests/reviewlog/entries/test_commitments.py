"""From review to entry: what stands in clear, what is sealed, and that nothing else gets out."""

from __future__ import annotations

import datetime
import json
from typing import Any

import msgspec
import pytest
from entry_samples import REPLY, make_review, make_salts, reviews
from hypothesis import given

from site_gen.model.review import Authorization, Moderation, Rating, Review
from site_gen.reviewlog.commitment import (
    ReplyContent,
    commit_export,
    commit_reply,
    commit_review,
    restore_review,
    sealed_values,
)
from site_gen.reviewlog.disclosure import digest, make_field, parse_field, parse_segment
from site_gen.reviewlog.entries import format_entry
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.openings import (
    SEALED_NAMES,
    Opening,
    entry_of,
    opened_segments,
    opened_values,
    verify_opening,
)

IN_CLEAR = {
    "v", "type", "logged", "provider", "display", "received", "source", "method", "rating", "batch", "import",
    "supersedes", "text", "_sd", "_sd_alg",
}  # fmt: skip


def commit(review: Review, **options: Any) -> Opening:
    return commit_review(review, **{"provider": "amara-okafor", "logged": "2026-03", "salts": make_salts(), **options})


def clear(opening: Opening) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(opening.entry)
    return loaded


def test_an_entry_says_the_facts_that_may_be_known_and_digests():
    review = make_review(batch="b-77qdm2k3v9xa", import_="i-m2k3v9xa77qd", supersedes="r-aaaaaaaaaaaa")
    entry = clear(commit(review, supersedes=17))
    assert entry.keys() == IN_CLEAR
    digests = (entry.pop("_sd"), entry.pop("text"))
    assert [len(one) for one in digests] == [16, 4]
    assert entry == {
        "v": "site-gen.review-log/1",
        "type": "review",
        "logged": "2026-03",
        "provider": "amara-okafor",
        "display": "here",
        "rating": {"best": 5, "value": 4},
        "received": "2026-03",
        "source": "website-form",
        "method": "invited-all",
        "batch": "b-77qdm2k3v9xa",
        "import": "i-m2k3v9xa77qd",
        "supersedes": 17,
        "_sd_alg": "sha-256",
    }


def test_sixteen_digests_stand_for_fifteen_names_and_one_decoy_whatever_the_review_has():
    bare = make_review(
        author=None, language=None, experienced=None, source_id=None, contact=None, authorization=None, text=None
    )
    for review in (make_review(), bare):
        opening = commit(review)
        sealed = clear(opening)["_sd"]
        named = {digest(disclosure) for disclosure in opening.fields.values()}
        assert sealed == sorted(set(sealed))
        assert (len(sealed), len(named), len(set(sealed) - named)) == (16, 15, 1)
        assert tuple(opening.fields) == SEALED_NAMES


@given(reviews)
def test_every_review_is_sealed_and_opens_to_what_it_was(review: Review):
    opening = commit(review)
    verify_opening(opening)
    assert opened_values(opening) == sealed_values(review)
    assert "".join(opened_segments(opening)) == (review.text or "")
    assert format_entry(entry_of(opening)) == opening.entry


@given(reviews)
def test_no_text_name_address_length_or_unsalted_hash_gets_into_an_entry(review: Review):
    entry = clear(commit(review))
    assert entry.keys() <= IN_CLEAR
    same = make_review(**{**msgspec.structs.asdict(review), "id": "r-zzzzzzzzzzzz"})
    longer = msgspec.structs.replace(same, author="a much longer name", contact="x" * 300, source_id=None)
    segments = ["x" * 500 if segment else "" for segment in opened_segments(commit(review))]
    longer = msgspec.structs.replace(longer, text="".join(segments))
    other = commit(longer, segments=segments, salts=make_salts(1))
    assert len(other.entry) == len(commit(review).entry)
    unsealed = {key: value for key, value in clear(other).items() if key not in ("_sd", "text")}
    assert unsealed == {key: value for key, value in entry.items() if key not in ("_sd", "text")}
    assert not {*clear(other)["_sd"]} & {*entry["_sd"]}


@given(reviews)
def test_a_spoiled_file_is_restored_from_its_opening(review: Review):
    opening = commit(review)
    moderation = Moderation(status="withheld", reason="abusive")
    spoiled = make_review(
        id=review.id,
        provider=review.provider,
        path=review.path,
        rating=1,
        title="other",
        text="other",
        aspects={"other": 1},
        moderation=moderation,
    )
    restored = restore_review(spoiled, opening)
    assert restored.moderation == moderation
    expected = msgspec.structs.replace(review, moderation=moderation, text=review.text or None)
    assert sealed_values(restored) == sealed_values(expected)
    assert commit(restored).entry == opening.entry


def test_an_opening_whose_values_are_no_review_restores_nothing():
    opening = commit(make_review())
    salt = parse_field(opening.fields["verification"]).salt
    forged = {**opening.fields, "verification": make_field(salt, "verification", "certain")}
    with pytest.raises(LogError, match="certain"):
        restore_review(make_review(), msgspec.structs.replace(opening, fields=forged))


@pytest.mark.parametrize(
    ("source", "display"), [("google-business-profile", "elsewhere"), ("yelp", "elsewhere"), ("website-form", "here")]
)
def test_texts_that_the_site_may_not_show_are_marked_elsewhere(source: str, display: str):
    assert clear(commit(make_review(source=source)))["display"] == display
    assert clear(commit(make_review(source=source), display="here"))["display"] == "here"


def test_a_site_that_says_years_logs_years():
    assert clear(commit(make_review(), precision="year"))["received"] == "2026"


def test_the_month_of_receipt_is_that_in_utc():
    late = datetime.datetime(2026, 3, 31, 23, 0, tzinfo=datetime.timezone(-datetime.timedelta(hours=5)))
    opening = commit(make_review(received_at=late))
    assert clear(opening)["received"] == "2026-04"
    assert opened_values(opening)["received_at"] == "2026-04-01T04:00:00Z"


@pytest.mark.parametrize(
    ("rating", "logged"),
    [
        (None, None),
        (5, {"best": 5, "value": 5}),
        (Rating(value=8, best=10), {"best": 10, "value": 8, "worst": 1}),
        (Rating(value=46, best=50, worst=10, scale=10), {"best": 50, "scale": 10, "value": 46, "worst": 10}),
        (Rating(binary=False), {"binary": False}),
    ],
)
def test_a_rating_is_logged_in_integers_with_its_scale(rating: int | Rating | None, logged: dict[str, Any] | None):
    assert clear(commit(make_review(rating=rating))).get("rating") == logged


def test_an_authorization_is_sealed_without_what_it_leaves_open():
    given_on = datetime.date(2026, 3, 18)
    review = make_review(authorization=Authorization(basis="signed", scope=("website",), signed_on=given_on))
    assert sealed_values(review)["authorization"] == {
        "basis": "signed",
        "scope": ["website"],
        "signed_on": "2026-03-18",
    }
    assert sealed_values(make_review(authorization=None))["authorization"] is None


def test_own_segments_are_taken_as_they_are():
    opening = commit(make_review(text="one two"), segments=["on", "e two"])
    assert opened_segments(opening) == ("on", "e two")


@pytest.mark.parametrize("segments", [["one ", "too"], ["one two", " "], []])
def test_segments_that_are_not_the_text_are_refused(segments: list[str]):
    with pytest.raises(LogError, match="not its text"):
        commit(make_review(text="one two"), segments=segments)


def test_a_salt_that_comes_twice_is_refused():
    with pytest.raises(LogError, match="came twice"):
        commit(make_review(), salts=lambda: bytes(16))
    with pytest.raises(LogError, match="16 bytes"):
        commit(make_review(), salts=lambda: b"short")


@pytest.mark.parametrize(
    "fields", [{"batch": "march-mailing"}, {"import_": "i-202603000000"}, {"batch": "b-ANNADIAZANNA"}]
)
def test_a_batch_or_import_with_a_telling_id_is_refused(fields: dict[str, Any]):
    with pytest.raises(LogError):
        commit(make_review(**fields))


def test_a_copy_under_the_right_provider_has_the_same_segments_in_the_log():
    original = commit(make_review())
    copy = commit(make_review(id="r-aaaaaaaaaaaa"), provider="ana-diaz", moved_from=original, salts=make_salts(1))
    assert clear(copy)["text"] == clear(original)["text"]
    assert not {*clear(copy)["_sd"]} & {*clear(original)["_sd"]}
    verify_opening(copy)


@pytest.mark.parametrize("fields", [{"rating": 5}, {"text": "Waited 5 minutes. Dr. Quinn listened."}])
def test_a_copy_with_another_rating_or_text_is_refused(fields: dict[str, Any]):
    with pytest.raises(LogError):
        commit(make_review(**fields), moved_from=commit(make_review()), salts=make_salts(1))


def test_a_reply_is_logged_as_one_digest():
    entry, disclosure = commit_reply(REPLY, subject=41, logged="2026-04", salts=make_salts())
    assert entry.sd == (digest(disclosure),)
    assert REPLY.text.encode() not in format_entry(entry)
    field = parse_field(disclosure)
    assert field.name == "reply"
    assert msgspec.convert(field.value, ReplyContent) == REPLY


def test_an_export_is_logged_with_its_totals_and_one_digest():
    entry, disclosure = commit_export(
        import_id="i-m2k3v9xa77qd",
        source="press-ganey",
        file_format="csv",
        rows=32,
        ratings={"5": 30, "1": 2},
        source_total=None,
        export_sha256="ab" * 32,
        logged="2026-04",
        salts=make_salts(),
    )
    assert entry.sd == (digest(disclosure),)
    assert b"abab" not in format_entry(entry)
    field = parse_field(disclosure)
    assert (field.name, field.value) == ("sha256", "ab" * 32)


def test_a_segment_of_a_sealed_text_opens_at_its_place():
    opening = commit(make_review())
    for disclosure, place in zip(opening.segments, entry_of(opening).text, strict=True):
        assert digest(disclosure) == place.digest
    assert parse_segment(opening.segments[2]).text == "Quinn"
