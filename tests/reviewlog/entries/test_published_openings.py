"""Published openings: only what is shown, and every claim about it checked."""

from __future__ import annotations

import base64
import contextlib
import json
from typing import Any

import msgspec
import pytest
from entry_samples import REPLY, SmallLog, make_salts, reviews
from hypothesis import given
from hypothesis import strategies as st

from site_gen.model.review import HiddenField, HiddenSegment, Review
from site_gen.reviewlog.commitment import ReplyContent, commit_reply
from site_gen.reviewlog.disclosure import digest, make_field, make_segment, parse_field, parse_segment
from site_gen.reviewlog.examine import Failure, Opened, examine_openings, examine_review
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.openings import PRIVATE_NAMES, PUBLIC_NAMES
from site_gen.reviewlog.published import (
    PublishedOpenings,
    PublishedReply,
    PublishedReview,
    format_openings,
    parse_openings,
    publish_opening,
)

NAME = HiddenField(field="author", reason="third-party-privacy")
QUINN = HiddenSegment(segment=2, reason="third-party-privacy")


@pytest.fixture
def log() -> SmallLog:
    return SmallLog()


def publish(log: SmallLog, index: int) -> PublishedReview:
    return publish_opening(log.openings[index], log.state(index))


def published(log: SmallLog, **decision: Any) -> tuple[int, PublishedReview]:
    index = log.review()
    log.decide(index, **decision)
    return index, publish(log, index)


def examine(log: SmallLog, review: PublishedReview) -> tuple[Opened, tuple[Failure, ...]]:
    return examine_review(review, log.entries[review.index], log.state(review.index))


def change(review: PublishedReview, **fields: Any) -> PublishedReview:
    return msgspec.structs.replace(review, **fields)


def messages(log: SmallLog, review: PublishedReview) -> list[str]:
    return [f"{failure.claim}: {failure.message}" for failure in examine(log, review)[1]]


def forge(review: PublishedReview, name: str, value: Any, *, named: str | None = None) -> PublishedReview:
    salt = parse_field(review.fields[name]).salt
    return change(review, fields={**review.fields, name: make_field(salt, named or name, value)})


# what is published


def test_a_published_review_opens_to_its_public_fields_and_its_text(log: SmallLog):
    index, review = published(log)
    opened, failures = examine(log, review)
    assert failures == ()
    assert tuple(review.fields) == PUBLIC_NAMES
    assert (opened.id, opened.index, opened.values["author"]) == (review.id, index, "M. K.")
    assert "".join(filter(None, opened.segments)) == "Waited 50 minutes. Dr. Quinn listened."
    assert opened.reply is None


def test_what_a_decision_hides_is_not_published(log: SmallLog):
    _, review = published(log, hidden=(QUINN,), hidden_fields=(NAME,))
    opened, failures = examine(log, review)
    assert failures == ()
    assert "author" not in review.fields
    assert list(review.segments) == ["0", "1", "3"]
    assert opened.segments == ("Waited 50 minutes. ", "Dr. ", None, " listened.")


def test_the_reply_that_stands_is_published_with_its_entry(log: SmallLog):
    index, _ = published(log)
    log.reply(index)
    second = log.reply(index, msgspec.structs.replace(REPLY, text="Another answer."))
    review = publish(log, index)
    assert review.reply is not None
    assert review.reply.index == second
    opened, failures = examine(log, review)
    assert failures == ()
    assert opened.reply is not None
    assert opened.reply.text == "Another answer."
    log.unreply(index)
    assert publish(log, index).reply is None


@given(reviews, st.data())
def test_nothing_that_is_hidden_or_private_is_in_the_published_file(review: Review, data: st.DataObject):
    log = SmallLog()
    index = log.review(**{**msgspec.structs.asdict(review), "provider": "amara-okafor", "source": "website-form"})
    segments = log.openings[index].segments
    places = data.draw(st.sets(st.sampled_from(range(len(segments))))) if segments else set()
    names = data.draw(st.sets(st.sampled_from(PUBLIC_NAMES[1:])))
    log.decide(
        index,
        hidden=tuple(HiddenSegment(segment=place, reason="abusive") for place in sorted(places)),
        hidden_fields=tuple(HiddenField(field=name, reason="abusive") for name in sorted(names)),
    )
    state = log.state(index)
    made = publish(log, index)
    file = format_openings("amara-okafor", log.replay().size, [made]).decode()
    opening = log.openings[index]
    for name in (*PRIVATE_NAMES, *names):
        assert opening.fields[name] not in file
        assert base64.urlsafe_b64encode(parse_field(opening.fields[name]).salt).decode()[:22] not in file
    for place in places:
        assert segments[place] not in file
    opened, failures = examine_review(made, log.entries[index], state)
    assert failures == ()
    assert opened.values.keys() == set(PUBLIC_NAMES) - names
    assert {place for place, text in enumerate(opened.segments) if text is None} == places
    for value in json.loads(file)["reviews"][0]["fields"].values():
        assert parse_field(value).name in PUBLIC_NAMES


def test_only_published_reviews_are_opened(log: SmallLog):
    pending, withheld, erased, elsewhere = log.review(), log.review(), log.review(), log.review(source="yelp")
    replaced = log.review()
    log.withhold(withheld)
    log.decide(erased)
    log.erase(erased)
    log.decide(replaced)
    log.decide(log.review(supersedes=replaced))
    for index in (pending, withheld, erased, elsewhere, replaced):
        with pytest.raises(LogError, match="expected published"):
            publish(log, index)


def test_an_opening_of_another_entry_is_not_published(log: SmallLog):
    index, other = log.review(), log.review()
    log.decide(index)
    for opening in (log.openings[other], msgspec.structs.replace(log.openings[index], index=None)):
        with pytest.raises(LogError, match=f"not the one at leaf {index}"):
            publish_opening(opening, log.state(index))


def test_a_private_field_under_a_public_name_is_not_published(log: SmallLog):
    index, _ = published(log)
    opening = log.openings[index]
    fields = {**opening.fields, "author": opening.fields["contact"]}
    with pytest.raises(LogError, match="expected the disclosure of author"):
        publish_opening(msgspec.structs.replace(opening, fields=fields), log.state(index))
    del fields["author"]
    with pytest.raises(LogError, match="expected the disclosure of author"):
        publish_opening(msgspec.structs.replace(opening, fields=fields), log.state(index))


def test_a_private_field_as_a_segment_is_not_published(log: SmallLog):
    index, _ = published(log)
    opening = log.openings[index]
    segments = (opening.fields["contact"], *opening.segments[1:])
    with pytest.raises(LogError, match="array of 2"):
        publish_opening(msgspec.structs.replace(opening, segments=segments), log.state(index))


def test_a_reply_whose_disclosure_is_lost_is_an_error(log: SmallLog):
    index, _ = published(log)
    entry = log.reply(index)
    opening = msgspec.structs.replace(log.openings[index], replies=())
    with pytest.raises(LogError, match=f"expected the disclosure of the reply in entry {entry}"):
        publish_opening(opening, log.state(index))


# the file


@given(st.lists(st.sampled_from(["plain", "marked", "replied", "stars"]), max_size=4))
def test_a_file_comes_back_from_its_bytes(kinds: list[str]):
    log = SmallLog()
    for kind in kinds:
        index = log.review(text=None if kind == "stars" else "Dr. Quinn was late.")
        log.decide(index, hidden=(HiddenSegment(segment=1, reason="abusive"),) if kind == "marked" else ())
        if kind == "replied":
            log.reply(index)
    made = [publish(log, index) for index in log.openings]
    data = format_openings("amara-okafor", len(log.entries), reversed(made))
    parsed = parse_openings(data)
    assert (parsed.provider, parsed.size, parsed.reviews) == ("amara-okafor", len(log.entries), tuple(made))
    assert format_openings(parsed.provider, parsed.size, parsed.reviews) == data
    opened, failures = examine_openings(parsed, log.replay(), log.entries.__getitem__)
    assert (list(opened), failures) == (list(log.openings), ())


@given(st.binary() | st.integers(0, 2_000).map(lambda cut: SAMPLE[:cut]))
def test_any_bytes_are_openings_or_our_error(data: bytes):
    with contextlib.suppress(LogError):
        parsed = parse_openings(data)
        assert format_openings(parsed.provider, parsed.size, parsed.reviews) == data


def sample() -> bytes:
    log = SmallLog()
    index, _ = published(log)
    log.reply(index)
    return format_openings("amara-okafor", len(log.entries), [publish(log, index)])


SAMPLE = sample()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"site-gen.openings/1", b"site-gen.openings/2"),
        (b'"provider":"amara-okafor"', b'"provider":"Amara"'),
        (b'"size":4', b'"size":4.0'),
        (b'"size":4', b'"size":-4'),
        (b'"index":1', b'"index":"1"'),
        (b'"segments":{"0"', b'"segments":{"00"'),
        (b'"segments":{"0"', b'"segments":{"-1"'),
        (b'"segments":', b'"text":'),
        (b'"leaf":"', b'"leaf":"\\n'),
        (b'"author":', b'"Author!":'),
        (b'"reviews":', b'"contact":"x","reviews":'),
        (b"{", b"{ "),
    ],
)
def test_a_file_in_another_form_is_refused(old: bytes, new: bytes):
    parse_openings(SAMPLE)
    assert old in SAMPLE
    with pytest.raises(LogError):
        parse_openings(SAMPLE.replace(old, new, 1))


def test_reviews_out_of_order_or_twice_are_refused(log: SmallLog):
    _, one = published(log)
    _, two = published(log)
    for reviews_ in ((two, one), (one, one)):
        with pytest.raises(LogError, match="not in order"):
            PublishedOpenings(provider="amara-okafor", size=9, reviews=reviews_)
    with pytest.raises(LogError, match="stands twice"):
        format_openings("amara-okafor", 9, [one, one])


# claims that fail


def test_another_entry_than_the_logs_fails(log: SmallLog):
    _, review = published(log)
    other = log.review()
    assert messages(log, change(review, leaf=log.entries[other])) == [
        f"leaf: its entry is not the one at leaf {review.index} of the log"
    ]
    wrong_place = change(review, index=other)
    found = examine_review(wrong_place, log.entries[review.index], log.state(review.index))[1]
    assert [failure.claim for failure in found] == ["leaf"]


def test_the_state_of_another_entry_is_our_mistake(log: SmallLog):
    index, review = published(log)
    other = log.review()
    for entry in (log.entries[other], log.entries[0]):
        with pytest.raises(LogError):
            examine_review(review, entry, log.state(index))


def test_a_review_that_was_withheld_since_fails(log: SmallLog):
    index, review = published(log)
    log.withhold(index)
    assert messages(log, review) == ["state: it is withheld in the log and must not be opened"]


def test_a_decision_that_no_longer_stands_fails(log: SmallLog):
    index, review = published(log)
    latest = log.decide(index)
    assert messages(log, review) == [f"state: names decision {review.decision}, the latest is entry {latest}"]
    assert messages(log, change(review, decision=latest)) == []


@pytest.mark.parametrize("name", PUBLIC_NAMES)
def test_a_field_that_is_missing_and_not_hidden_fails(log: SmallLog, name: str):
    _, review = published(log)
    fields = {key: value for key, value in review.fields.items() if key != name}
    assert messages(log, change(review, fields=fields)) == [f"field: {name} is missing, and no decision hides it"]


def test_a_field_with_another_value_fails(log: SmallLog):
    _, review = published(log)
    forged = forge(review, "author", "A. B.")
    assert messages(log, forged) == [
        "field: author: the entry does not hold its digest: its value is not the logged one"
    ]
    assert "author" not in examine(log, forged)[0].values


def test_a_disclosure_under_another_name_fails(log: SmallLog):
    _, review = published(log)
    fields = {**review.fields, "author": review.fields["title"]}
    assert messages(log, change(review, fields=fields)) == ["field: author: its disclosure is of title"]


def test_a_disclosure_that_is_none_fails(log: SmallLog):
    _, review = published(log)
    assert messages(log, change(review, fields={**review.fields, "author": "?"})) == [
        "field: author: disclosure: expected canonical base64url without padding"
    ]


@pytest.mark.parametrize("name", PRIVATE_NAMES)
def test_a_private_field_that_is_disclosed_fails(log: SmallLog, name: str):
    index, review = published(log)
    fields = {**review.fields, name: log.openings[index].fields[name]}
    assert messages(log, change(review, fields=fields)) == [f"field: {name} is disclosed and must never be"]


def test_a_field_that_no_review_has_fails(log: SmallLog):
    _, review = published(log)
    fields = {**review.fields, "mood": review.fields["author"]}
    assert messages(log, change(review, fields=fields)) == ["field: mood is disclosed and is no field of a review"]


def test_a_hidden_field_that_is_disclosed_fails(log: SmallLog):
    index, review = published(log)
    hidden_by = log.decide(index, hidden_fields=(NAME,))
    assert messages(log, change(review, decision=hidden_by)) == [
        f"field: author is disclosed, decision {hidden_by} hides it (third-party-privacy)"
    ]


def test_another_id_than_the_sealed_one_fails(log: SmallLog):
    _, review = published(log)
    assert messages(log, change(review, id="r-aaaaaaaaaaaa")) == [
        f"field: id: the sealed id is {review.id}, not r-aaaaaaaaaaaa"
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("author", 5),
        ("aspects", {"listens": 6}),
        ("aspects", {"listens": "5"}),
        ("experienced", "2026-03-18"),
        ("language", "English"),
        ("completeness", "half"),
        ("verification", ""),
        ("location", "Down town"),
    ],
)
def test_a_logged_value_of_another_type_fails(name: str, value: Any):
    log = SmallLog()
    index = log.review()
    opening = log.openings[index]
    forged = make_field(parse_field(opening.fields[name]).salt, name, value)
    entry = json.loads(opening.entry)
    entry["_sd"] = sorted([*(one for one in entry["_sd"] if one != digest(opening.fields[name])), digest(forged)])
    data = json.dumps(entry, separators=(",", ":"), sort_keys=True).encode()
    log.entries[index] = data
    log.openings[index] = msgspec.structs.replace(opening, entry=data, fields={**opening.fields, name: forged})
    log.decide(index)
    (message,) = messages(log, publish(log, index))
    assert message.startswith(f"field: {name}: ")


def test_a_segment_that_differs_fails(log: SmallLog):
    _, review = published(log)
    forged = make_segment(parse_segment(review.segments["0"]).salt, "Waited 5 minutes. ")
    changed = change(review, segments={**review.segments, "0": forged})
    assert messages(log, changed) == [
        "segment: segment 0 does not hash to its digest in the entry, its text is not the logged one"
    ]
    assert examine(log, changed)[0].segments[0] is None


def test_segments_in_another_order_fail_and_say_where_they_belong(log: SmallLog):
    _, review = published(log)
    swapped = {**review.segments, "0": review.segments["1"], "1": review.segments["0"]}
    assert messages(log, change(review, segments=swapped)) == [
        "segment: segment 0 does not hash to its digest in the entry: it is segment 1",
        "segment: segment 1 does not hash to its digest in the entry: it is segment 0",
    ]


def test_a_segment_that_is_missing_and_not_hidden_fails(log: SmallLog):
    _, review = published(log)
    segments = {key: value for key, value in review.segments.items() if key != "3"}
    assert messages(log, change(review, segments=segments)) == [
        "segment: segment 3 is missing, and no decision hides it"
    ]


def test_a_hidden_segment_that_is_disclosed_fails(log: SmallLog):
    index, review = published(log)
    hidden_by = log.decide(index, hidden=(QUINN,))
    assert messages(log, change(review, decision=hidden_by)) == [
        f"segment: segment 2 is disclosed, decision {hidden_by} hides it (third-party-privacy)"
    ]


def test_a_segment_too_many_fails(log: SmallLog):
    _, review = published(log)
    assert messages(log, change(review, segments={**review.segments, "4": review.segments["0"]})) == [
        "segment: segment 4 is disclosed, the entry has 4"
    ]


def test_a_segment_that_is_none_fails(log: SmallLog):
    _, review = published(log)
    assert messages(log, change(review, segments={**review.segments, "0": review.fields["author"]})) == [
        "segment: segment 0: disclosure: expected an array of 2, found 3"
    ]


def test_a_salt_twice_fails(log: SmallLog):
    index, review = published(log)
    _, disclosure = commit_reply(
        REPLY, subject=index, logged="2026-03", salts=lambda: parse_field(review.fields["author"]).salt
    )
    entry, _ = commit_reply(
        REPLY, subject=index, logged="2026-03", salts=lambda: parse_field(review.fields["author"]).salt
    )
    added = log.add(entry)
    replied = change(review, reply=PublishedReply(index=added, disclosure=disclosure))
    (message,) = messages(log, replied)
    assert message.startswith("salt: reply has the salt ")
    assert message.endswith(" of author")


def replied(log: SmallLog) -> PublishedReview:
    index, _ = published(log)
    log.reply(index)
    return publish(log, index)


def test_a_reply_that_is_missing_fails(log: SmallLog):
    review = replied(log)
    assert review.reply is not None
    assert messages(log, change(review, reply=None)) == [f"reply: the reply in entry {review.reply.index} is missing"]


def test_a_reply_that_was_removed_fails(log: SmallLog):
    review = replied(log)
    removal = log.unreply(review.index)
    assert messages(log, review) == [f"reply: there is a reply, entry {removal} removed it"]


def test_a_reply_that_was_never_logged_fails(log: SmallLog):
    _, review = published(log)
    _, disclosure = commit_reply(REPLY, subject=1, logged="2026-03", salts=make_salts(9))
    forged = change(review, reply=PublishedReply(index=1, disclosure=disclosure))
    assert messages(log, forged) == ["reply: there is a reply, the log has none"]


def test_an_older_reply_fails(log: SmallLog):
    review = replied(log)
    log.reply(review.index, msgspec.structs.replace(REPLY, text="Another answer."))
    claims = messages(log, review)
    assert len(claims) == 2
    assert "the latest reply is entry" in claims[0]
    assert "it is not the logged reply" in claims[1]


@pytest.mark.parametrize(
    "disclosure",
    [
        make_field(bytes(16), "answer", msgspec.to_builtins(REPLY)),
        make_field(bytes(16), "reply", "Thank you."),
        make_field(bytes(16), "reply", {**msgspec.to_builtins(REPLY), "note": "x"}),
        make_field(bytes(16), "reply", {**msgspec.to_builtins(REPLY), "outcome": "refund"}),
        make_segment(bytes(16), "Thank you."),
    ],
)
def test_a_logged_reply_in_another_form_fails(log: SmallLog, disclosure: str):
    index, _ = published(log)
    entry, _ = commit_reply(REPLY, subject=index, logged="2026-03", salts=make_salts(9))
    log.add(msgspec.structs.replace(entry, sd=(digest(disclosure),)))
    log.openings[index] = msgspec.structs.replace(log.openings[index], replies=(disclosure,))
    (message,) = messages(log, publish(log, index))
    assert message.startswith("reply: reply: ")


def test_a_reply_opens_to_what_is_shown(log: SmallLog):
    opened, failures = examine(log, replied(log))
    assert failures == ()
    assert isinstance(opened.reply, ReplyContent)
    assert opened.reply == REPLY


# claims about a whole file


def file_of(log: SmallLog, *reviews_: PublishedReview, provider: str = "amara-okafor", size: int = -1) -> list[str]:
    data = format_openings(provider, len(log.entries) if size < 0 else size, reviews_)
    failures = examine_openings(parse_openings(data), log.replay(), log.entries.__getitem__)[1]
    return [f"{failure.index} {failure.claim}: {failure.message}" for failure in failures]


def test_a_published_review_that_is_missing_in_the_file_fails(log: SmallLog):
    index, _ = published(log)
    other, review = published(log)
    log.review()
    published_elsewhere = log.review(provider="ana-diaz")
    log.decide(published_elsewhere)
    assert file_of(log, review) == [f"{index} complete: published in the log, missing in the openings"]
    assert file_of(log, publish(log, index), publish(log, other)) == []


def test_a_file_of_another_size_fails(log: SmallLog):
    _, review = published(log)
    assert file_of(log, review, size=2) == ["-1 complete: made for 2 entries, the log has 3"]


def test_a_review_of_another_provider_in_the_file_fails(log: SmallLog):
    index, review = published(log)
    assert file_of(log, review, provider="ana-diaz") == [f"{index} leaf: leaf {index} is no review of ana-diaz"]
    assert file_of(log, change(review, index=99), review) == ["99 leaf: leaf 99 is no review of amara-okafor"]


def test_one_review_logged_twice_is_found_by_its_id(log: SmallLog):
    first = log.review(id="r-aaaaaaaaaaaa")
    second = log.review(id="r-aaaaaaaaaaaa")
    log.decide(first)
    log.decide(second)
    assert file_of(log, publish(log, first), publish(log, second)) == [
        f"{second} field: r-aaaaaaaaaaaa is the id of leaf {first}, too"
    ]
