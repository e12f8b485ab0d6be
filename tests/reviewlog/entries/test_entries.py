"""Entries: one spelling for each, everything else refused, nothing in them that tells about a person."""

from __future__ import annotations

import contextlib
import json
import re
from typing import Any

import pytest
from entry_samples import POLICY, make_salts, months, ratings, slugs, tails
from hypothesis import given
from hypothesis import strategies as st

from site_gen.model.review import HiddenField, HiddenSegment, Rating
from site_gen.reviewlog import canonical
from site_gen.reviewlog.commitment import commit_export
from site_gen.reviewlog.disclosure import make_decoy
from site_gen.reviewlog.entries import (
    DecisionEntry,
    DisplayEntry,
    Entry,
    ErasureEntry,
    GenesisEntry,
    InvitationEntry,
    KeyEntry,
    PolicyEntry,
    ProviderEntry,
    ReplyEntry,
    ReviewEntry,
    SegmentDigest,
    format_entry,
    parse_entry,
)
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.rating import logged_rating, model_rating
from site_gen.reviewlog.vkey import SignatureType, VerifierKey, format_vkey

KEY = format_vkey(VerifierKey("harbor.example/review-log", SignatureType.NOTE, bytes(32)))
DIGESTS = sorted(make_decoy(salt.to_bytes(16, "big")) for salt in range(16))
LEAF = DIGESTS[0]

digests = st.binary(min_size=16, max_size=16).map(make_decoy)
file_hashes = st.binary(min_size=32, max_size=32).map(bytes.hex)
indexes = st.integers(0, canonical.MOST)
batches = tails.map("b-".__add__)
imports = tails.map("i-".__add__)
counts = st.integers(0, 1_000_000)
hidden = st.lists(st.integers(0, 900), unique=True, max_size=4).map(
    lambda places: tuple(HiddenSegment(segment=place, reason="abusive") for place in sorted(places))
)
hidden_fields = st.lists(st.sampled_from(["author", "aspects", "title"]), unique=True).map(
    lambda names: tuple(HiddenField(field=name, reason="third-party-privacy") for name in sorted(names))
)
entries = st.one_of(
    st.builds(
        ReviewEntry,
        logged=months,
        provider=slugs,
        display=st.sampled_from(["here", "elsewhere"]),
        received=months | st.integers(2000, 2099).map(str),
        source=slugs,
        method=st.sampled_from(["invited-all", "transcribed"]),
        rating=ratings.map(logged_rating),
        batch=st.none() | batches,
        import_=st.none() | imports,
        supersedes=st.none() | indexes,
        text=st.lists(digests.map(lambda one: SegmentDigest(digest=one)), max_size=4).map(tuple),
        sd=st.lists(digests, min_size=16, max_size=16, unique=True).map(sorted).map(tuple),
    ),
    st.builds(GenesisEntry, logged=months, origin=st.just("harbor.example/review-log")),
    st.builds(ProviderEntry, logged=months, id=slugs, slug=slugs, status=st.sampled_from(["active", "departed"])),
    st.builds(PolicyEntry, logged=months, name=slugs, sha256=file_hashes),
    st.builds(
        DisplayEntry,
        logged=months,
        window_months=st.none() | st.integers(1, 120),
        minimum_ratings=st.integers(1, 100),
        received_precision=st.sampled_from(["month", "year"]),
    ),
    st.builds(
        InvitationEntry,
        logged=months,
        batch=batches,
        channel=slugs,
        month=months,
        selection=slugs,
        eligible=counts,
        invited=counts,
        incentive=slugs,
        wording=file_hashes,
    ),
    st.builds(
        lambda **fields: commit_export(**fields, salts=make_salts())[0],
        logged=months,
        import_id=imports,
        source=slugs,
        file_format=slugs,
        rows=counts,
        ratings=st.dictionaries(st.sampled_from(["1", "2", "5", "10", "0", "true"]), counts),
        source_total=st.none() | counts,
        export_sha256=file_hashes,
    ),
    st.builds(
        DecisionEntry,
        logged=months,
        subject=indexes,
        leaf=digests,
        action=st.just("publish"),
        hidden=hidden,
        hidden_fields=hidden_fields,
        policy=file_hashes,
        role=slugs,
    ),
    st.builds(
        DecisionEntry,
        logged=months,
        subject=indexes,
        leaf=digests,
        action=st.just("withhold"),
        reason=st.just("wrong-provider"),
        moved_to=st.none() | indexes,
        policy=file_hashes,
        role=slugs,
    ),
    st.builds(
        ReplyEntry,
        logged=months,
        subject=indexes,
        action=st.just("publish"),
        sd=digests.map(lambda one: (one,)),
        sd_alg=st.just("sha-256"),
    ),
    st.builds(ReplyEntry, logged=months, subject=indexes, action=st.just("remove")),
    st.builds(
        ErasureEntry, logged=months, subject=indexes, reason=st.sampled_from(["erasure", "authorization-revoked"])
    ),
    st.builds(KeyEntry, logged=months, key=st.just(KEY)),
)

COMMON = {"v": "site-gen.review-log/1", "logged": "2026-03"}
SAMPLES: dict[str, dict[str, Any]] = {
    "review": {
        "type": "review",
        "provider": "amara-okafor",
        "display": "here",
        "received": "2026-03",
        "source": "website-form",
        "method": "invited-all",
        "rating": {"best": 5, "value": 4},
        "batch": "b-77qdm2k3v9xa",
        "import": "i-m2k3v9xa77qd",
        "supersedes": 3,
        "text": [{"...": DIGESTS[3]}, {"...": DIGESTS[1]}],
        "_sd": DIGESTS,
        "_sd_alg": "sha-256",
    },
    "genesis": {"type": "genesis", "origin": "harbor.example/review-log"},
    "provider": {"type": "provider", "id": "amara-okafor", "slug": "amara-obi", "status": "on-leave"},
    "policy": {"type": "policy", "name": "review-policy", "sha256": POLICY},
    "display": {"type": "display", "window_months": 24, "minimum_ratings": 5, "received_precision": "month"},
    "invitation": {
        "type": "invitation",
        "batch": "b-77qdm2k3v9xa",
        "channel": "e-mail",
        "month": "2026-02",
        "selection": "all-visits",
        "eligible": 300,
        "invited": 298,
        "incentive": "none",
        "wording": POLICY,
    },
    "import": {
        "type": "import",
        "import": "i-m2k3v9xa77qd",
        "source": "press-ganey",
        "format": "csv",
        "rows": 32,
        "ratings": {"1": 2, "5": 30},
        "source_total": 40,
        "_sd": [LEAF],
        "_sd_alg": "sha-256",
    },
    "publish": {
        "type": "decision",
        "subject": 41,
        "leaf": LEAF,
        "action": "publish",
        "hidden": [{"segment": 2, "reason": "third-party-privacy"}, {"segment": 10, "reason": "abusive"}],
        "hidden_fields": [{"field": "author", "reason": "third-party-privacy"}],
        "policy": POLICY,
        "role": "compliance",
    },
    "withhold": {
        "type": "decision",
        "subject": 41,
        "leaf": LEAF,
        "action": "withhold",
        "reason": "wrong-provider",
        "moved_to": 44,
        "policy": POLICY,
        "role": "compliance",
    },
    "reply": {"type": "reply", "subject": 41, "action": "publish", "_sd": [LEAF], "_sd_alg": "sha-256"},
    "removal": {"type": "reply", "subject": 41, "action": "remove"},
    "erasure": {"type": "erasure", "subject": 41, "reason": "authorization-revoked"},
    "key": {"type": "key", "key": KEY},
}
OPTIONAL = {
    "review": {"rating", "batch", "import", "supersedes", "text"},
    "display": {"window_months"},
    "import": {"ratings", "source_total"},
    "publish": {"hidden", "hidden_fields"},
    "withhold": {"moved_to"},
}


def written(name: str, /, **changes: Any) -> bytes:
    fields = {**COMMON, **SAMPLES[name], **changes}
    return canonical.encode({key: value for key, value in fields.items() if value is not ...})


@pytest.mark.parametrize("name", SAMPLES)
def test_an_entry_of_every_type_is_read_and_written_again(name: str):
    assert format_entry(parse_entry(written(name))) == written(name)


@given(entries)
def test_every_entry_comes_back_from_its_bytes(entry: Entry):
    data = format_entry(entry)
    assert parse_entry(data) == entry
    assert format_entry(parse_entry(data)) == data


@given(st.binary() | st.builds(lambda entry, cut: format_entry(entry)[:cut], entries, st.integers(0, 2_000)))
def test_any_bytes_are_an_entry_or_our_error(data: bytes):
    with contextlib.suppress(LogError):
        assert format_entry(parse_entry(data)) == data


@given(entries, st.data())
def test_one_changed_byte_gives_another_entry_or_our_error(entry: Entry, data: st.DataObject):
    made = format_entry(entry)
    place = data.draw(st.integers(0, len(made) - 1))
    changed = made[:place] + bytes([data.draw(st.integers(0, 255).filter(lambda byte: byte != made[place]))])
    changed += made[place + 1 :]
    with contextlib.suppress(LogError):
        other = parse_entry(changed)
        assert other != entry
        assert format_entry(other) == changed


@pytest.mark.parametrize("name", SAMPLES)
def test_what_has_no_value_is_left_out_and_everything_else_is_needed(name: str):
    for field in SAMPLES[name]:
        without = written(name, **{field: ...})
        if field in OPTIONAL.get(name, set()):
            assert format_entry(parse_entry(without)) == without
        else:
            with pytest.raises(LogError):
                parse_entry(without)
        with pytest.raises(LogError):
            parse_entry(written(name, **{field: None}))
    for field in COMMON:
        with pytest.raises(LogError):
            parse_entry(written(name, **{field: ...}))


@pytest.mark.parametrize("name", SAMPLES)
def test_an_unknown_field_is_refused(name: str):
    for field in ("note", "text_length", "author", "@path"):
        with pytest.raises(LogError, match="unknown field"):
            parse_entry(written(name, **{field: 1}))


@pytest.mark.parametrize("name", SAMPLES)
def test_other_spellings_of_an_entry_are_refused(name: str):
    data = written(name)
    parsed = json.loads(data)
    for other in (
        data + b"\n",
        b" " + data,
        json.dumps(parsed, sort_keys=True).encode(),
        json.dumps(dict(reversed(parsed.items())), separators=(",", ":")).encode(),
        data.replace(b"2026-03", b"2026\\u002d03", 1),
        data[:-1] + b',"v":"site-gen.review-log/1"}',
        b"\xef\xbb\xbf" + data,
        data.decode().encode("utf-16"),
    ):
        with pytest.raises(LogError):
            parse_entry(other)


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("review", {"v": "site-gen.review-log/2"}),
        ("review", {"type": "intake"}),
        ("review", {"type": 1}),
        ("review", {"logged": "2026-13"}),
        ("review", {"logged": "2026-3"}),
        ("review", {"logged": "2026-03\n"}),
        ("review", {"logged": "2026-03-18"}),
        ("review", {"received": "2026-00"}),
        ("review", {"received": "2026-03-18"}),
        ("review", {"received": "26"}),
        ("review", {"provider": "Amara Okafor"}),
        ("review", {"source": "website form"}),
        ("review", {"method": "asked"}),
        ("review", {"display": "hidden"}),
        ("review", {"batch": "b-77qdm2k3v9x"}),
        ("review", {"batch": "march-mailing-1"}),
        ("review", {"batch": "b-202603mailin"}),
        ("review", {"import": "i-199912abcdef"}),
        ("review", {"import": "b-77qdm2k3v9xa"}),
        ("review", {"supersedes": -1}),
        ("review", {"supersedes": 2**53}),
        ("review", {"supersedes": 1.0}),
        ("review", {"supersedes": "3"}),
        ("review", {"supersedes": True}),
        ("review", {"_sd": DIGESTS[:15]}),
        ("review", {"_sd": [*DIGESTS, LEAF]}),
        ("review", {"_sd": DIGESTS[::-1]}),
        ("review", {"_sd": [DIGESTS[0], *DIGESTS[:15]]}),
        ("review", {"_sd": [*DIGESTS[:15], "z" * 42]}),
        ("review", {"_sd": [*DIGESTS[:15], "z" * 43]}),
        ("review", {"_sd": [*DIGESTS[:15], "z" * 42 + "\n"]}),
        ("review", {"_sd_alg": "sha-512"}),
        ("review", {"text": []}),
        ("review", {"text": [LEAF]}),
        ("review", {"text": [{"...": LEAF}, {"...": LEAF[:-1] + "B"}]}),
        ("review", {"text": [{"...": LEAF}, {"...": "+" + LEAF[1:]}]}),
        ("review", {"text": [{"...": "é" + LEAF[1:]}]}),
        ("review", {"text": [{"...": LEAF[:-1]}, {"...": LEAF + "A"}]}),
        ("review", {"text": [{"...": LEAF, "x": 1}]}),
        ("review", {"text": [{"...": LEAF + "="}]}),
        ("genesis", {"origin": ""}),
        ("genesis", {"origin": "harbor log"}),
        ("genesis", {"origin": "harbor+log"}),
        ("genesis", {"origin": "h\u00a0log"}),
        ("genesis", {"origin": "h" * 256}),
        ("provider", {"status": "retired"}),
        ("provider", {"slug": ""}),
        ("policy", {"sha256": POLICY.upper()}),
        ("policy", {"sha256": POLICY[:-1]}),
        ("policy", {"sha256": LEAF}),
        ("display", {"window_months": 0}),
        ("display", {"minimum_ratings": 0}),
        ("display", {"received_precision": "day"}),
        ("invitation", {"incentive": "10 dollars off"}),
        ("invitation", {"batch": "b-202603mailin"}),
        ("invitation", {"eligible": -1}),
        ("import", {"import": "i-202603mailin"}),
        ("import", {"_sd": []}),
        ("import", {"_sd": DIGESTS[:2]}),
        ("import", {"ratings": {}}),
        ("import", {"ratings": {"05": 1}}),
        ("import", {"ratings": {"good": 1}}),
        ("import", {"ratings": {"5": "1"}}),
        ("publish", {"reason": "abusive"}),
        ("publish", {"action": "remove"}),
        ("publish", {"leaf": LEAF[:-1] + "B"}),
        ("publish", {"moved_to": 44}),
        ("publish", {"hidden": []}),
        ("publish", {"hidden": [{"segment": 2, "reason": "abusive"}, {"segment": 2, "reason": "unrelated"}]}),
        ("publish", {"hidden": [{"segment": 10, "reason": "abusive"}, {"segment": 2, "reason": "abusive"}]}),
        ("publish", {"hidden": [{"segment": 2, "reason": "low-rating"}]}),
        ("publish", {"hidden": [{"segment": 2}]}),
        ("publish", {"hidden": [{"segment": -2, "reason": "abusive"}]}),
        ("publish", {"hidden_fields": [{"field": "id", "reason": "abusive"}]}),
        ("publish", {"hidden_fields": [{"field": "received_at", "reason": "abusive"}]}),
        (
            "publish",
            {"hidden_fields": [{"field": "title", "reason": "abusive"}, {"field": "author", "reason": "abusive"}]},
        ),
        ("withhold", {"reason": "other"}),
        ("withhold", {"reason": "abusive"}),
        ("withhold", {"hidden": [{"segment": 2, "reason": "abusive"}]}),
        ("withhold", {"hidden_fields": [{"field": "author", "reason": "abusive"}]}),
        ("reply", {"action": "remove"}),
        ("removal", {"action": "publish"}),
        ("reply", {"_sd_alg": ...}),
        ("reply", {"subject": None}),
        ("erasure", {"reason": "abusive"}),
        ("key", {"key": "harbor.example/review-log"}),
        ("key", {"key": KEY.replace("+", "+0", 1)}),
        ("key", {"key": format_vkey(VerifierKey("witness", SignatureType.COSIGNATURE, bytes(32)))}),
    ],
)
def test_a_value_outside_its_form_is_refused(name: str, changes: dict[str, Any]):
    with pytest.raises(LogError):
        parse_entry(written(name, **changes))


@pytest.mark.parametrize(
    "rating",
    [
        {"best": 5, "value": 1},
        {"best": 5, "value": 5},
        {"best": 10, "value": 8, "worst": 1},
        {"best": 10, "value": 0, "worst": 0},
        {"best": 5, "value": 0, "worst": 0},
        {"best": 50, "scale": 10, "value": 46, "worst": 10},
        {"best": 5, "scale": 10, "value": 3, "worst": 1},
        {"binary": True},
        {"binary": False},
    ],
)
def test_each_kind_of_rating_has_its_form(rating: dict[str, Any]):
    data = written("review", rating=rating)
    entry = parse_entry(data)
    assert isinstance(entry, ReviewEntry)
    assert logged_rating(model_rating(entry.rating)) == entry.rating
    assert format_entry(entry) == data


@pytest.mark.parametrize(
    "rating",
    [
        {},
        4,
        {"value": 4},
        {"best": 5},
        {"best": 5, "value": 0},
        {"best": 5, "value": 6},
        {"best": 5, "value": 4, "worst": 1},
        {"best": 10, "value": 8},
        {"best": 10, "value": 11, "worst": 1},
        {"best": 10, "value": 1, "worst": 2},
        {"best": 10, "value": 10, "worst": 10},
        {"best": 1, "value": 1, "worst": 0},
        {"best": 2000, "value": 1, "worst": 0},
        {"best": 5, "scale": 10, "value": 4},
        {"best": 50, "scale": 100, "value": 46, "worst": 10},
        {"best": 5, "value": 4.0},
        {"best": 5, "value": 4, "binary": True},
        {"binary": True, "scale": 10},
        {"binary": 1},
        {"stars": 4},
    ],
)
def test_a_rating_in_another_form_is_refused(rating: object):
    with pytest.raises(LogError):
        parse_entry(written("review", rating=rating))


@given(ratings)
def test_a_rating_of_a_review_comes_back_from_the_log(rating: int | Rating | None):
    back = model_rating(logged_rating(rating))
    if isinstance(rating, Rating) and (rating.best, rating.worst, rating.scale) == (5, 1, None):
        assert back == rating.value
    else:
        assert back == rating
    assert logged_rating(back) == logged_rating(rating)


def test_an_entry_holds_at_most_65535_bytes():
    few = written("review", text=[{"...": LEAF}] * 1_180)
    assert len(few) < 65_535
    parse_entry(few)
    many = written("review", text=[{"...": LEAF}] * 1_230)
    with pytest.raises(LogError, match="65,535"):
        parse_entry(many)


def test_an_entry_that_was_made_wrong_is_not_written():
    for entry in (
        PolicyEntry(logged="2026-3", name="review-policy", sha256=POLICY),
        GenesisEntry(logged="2026-03", origin="h" * 300),
        ErasureEntry(logged="2026-03", subject=-1, reason="erasure"),
        ReplyEntry(logged="2026-03", subject=1, action="publish", sd=("short",), sd_alg="sha-256"),
    ):
        with pytest.raises(LogError, match=r"^entry: "):
            format_entry(entry)


def test_entries_say_nothing_but_ids_codes_months_counts_and_digests():
    shapes = (
        r"site-gen\.review-log/1|sha-256",
        r"[a-z0-9][a-z0-9-]{0,79}",
        r"[0-9]{4}(-[0-9]{2})?",
        r"[A-Za-z0-9_-]{43}",
        r"[0-9a-f]{64}",
    )
    allowed = re.compile("|".join(f"(?:{shape})" for shape in shapes))

    def texts_of(value: object) -> list[str]:
        if isinstance(value, dict):
            return [text for item in value.values() for text in texts_of(item)]
        if isinstance(value, list):
            return [text for item in value for text in texts_of(item)]
        return [value] if isinstance(value, str) else []

    for name in SAMPLES.keys() - {"genesis", "key"}:
        for text in texts_of(json.loads(written(name))):
            assert allowed.fullmatch(text), text
