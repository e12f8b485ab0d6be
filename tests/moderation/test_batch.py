"""What the rule of a site publishes without a person, and that it can see neither stars nor words."""

from __future__ import annotations

import datetime
import typing

import msgspec
import pytest
from deciding import NOW, WAITS, bytes_of, covered, path_of, waiting
from hypothesis import given
from hypothesis import strategies as st

from conftest import review, review_id
from site_gen.errors import SiteGenError
from site_gen.load.documents import parse_site
from site_gen.model.site import PublishByRule
from site_gen.pipeline.moderation.batch import Blind, blind, publish_by_rule, why_left
from site_gen.pipeline.moderation.queue import read_queue
from site_gen.pipeline.moderation.views import PendingReview

RULE = "{sources: [website-form], waited_hours: 24}"


def ruled(folder, rule=RULE):
    folder.edit("site.yaml", "covered_entity", f"reviews: {{publish_by_rule: {rule}}}\ncovered_entity")
    return folder


def done(folder, **more):
    return publish_by_rule(folder.root, role="office", now=NOW, **more)


def test_it_publishes_what_names_nobody_has_waited_and_comes_from_the_sources(site):
    folder = ruled(
        site(
            waiting(1, text="Kind.")
            + waiting(2, text="Dr. Chen was kind.")
            + waiting(3, text="Kind.").replace("website-form", "press-ganey")
            + waiting(4, text="Kind.").replace("2026-03-10", "2026-11-24")
            + waiting(5, text="It wasnâ€™t long.")
            + waiting(6, text="Bad.", rating=1)
            + waiting(7, rating=3)
            + waiting(8, text="Dr. Diaz is rude.", rating=None)
            + waiting(9, extra="title: Dr. Chen")
        )
    )
    batch = done(folder)
    assert batch.published == tuple(map(review_id, (1, 6, 7, 8)))
    assert batch.left == {
        "something in it looks like a name, a date or a number": 2,
        "another source": 1,
        "came in less than 24 hours ago": 1,
        "its characters may be garbled": 1,
    }
    assert b"by: office" in bytes_of(folder, 1)
    assert b"status: pending" in bytes_of(folder, 2)
    assert done(folder).published == ()


def test_a_dry_run_says_the_same_and_writes_nothing(site):
    folder = ruled(site(waiting(1, text="Kind.") + waiting(2, text="Dr. Chen was kind.")))
    before = bytes_of(folder, 1)
    dry = done(folder, dry_run=True)
    assert bytes_of(folder, 1) == before
    assert (dry.published, dry.left) == (done(folder).published, dry.left)
    assert dry.published == (review_id(1),)


def test_each_condition_can_be_set(site):
    rule = "{sources: [website-form], without_identifiers: false, waited_hours: 0, verification: [visit-match]}"
    folder = ruled(
        site(waiting(1, text="Dr. Chen.", extra="verification: visit-match") + waiting(2, text="Kind.")), rule
    )
    batch = done(folder)
    assert (batch.published, batch.left) == ((review_id(1),), {"its author was not checked so": 1})


def test_what_a_covered_entity_may_not_publish_waits(tmp_path):
    folder = ruled(covered(tmp_path, review(1, text="Kind.", extra=WAITS) + waiting(2, text="Kind.")))
    batch = done(folder)
    assert (batch.published, batch.left) == ((review_id(2),), {"may not be published": 1})
    assert not [finding for finding in folder.seal().findings if finding.review == review_id(2)]
    assert folder.state(2).action == "publish"


def test_without_a_rule_or_a_policy_nothing_is_published(site, tmp_path):
    with pytest.raises(SiteGenError, match=r"site\.yaml has no rule for publishing in a batch"):
        done(site(waiting(1)))
    folder = ruled(covered(tmp_path / "covered", waiting(1)))
    (folder.root / "content/policies/review-policy.md").unlink()
    with pytest.raises(SiteGenError, match="a decision is made under a published policy"):
        done(folder)


def test_what_changes_while_the_batch_runs_is_left(site, monkeypatch):
    folder = ruled(site(waiting(1, text="Kind.") + waiting(2, text="Kind.")))
    from site_gen.pipeline.moderation import batch as module

    real = module.read_queue

    def slow(root, now):
        queue = real(root, now)
        folder.edit(path_of(1), "Kind", "Kinder")
        return queue

    monkeypatch.setattr(module, "read_queue", slow)
    batch = done(folder)
    assert (batch.published, batch.left) == ((review_id(2),), {"changed meanwhile": 1})
    assert b"pending" in bytes_of(folder, 1)


def test_a_file_that_vanishes_is_left_and_the_others_are_published(site, monkeypatch):
    folder = ruled(site("".join(waiting(number, text="Kind.") for number in (1, 2, 3))))
    from site_gen.pipeline.moderation import batch as module

    real = module.read_queue

    def slow(root, now):
        queue = real(root, now)
        (root / path_of(2)).unlink()
        return queue

    monkeypatch.setattr(module, "read_queue", slow)
    batch = done(folder)
    assert batch.published == (review_id(1), review_id(3))
    assert batch.left == {f"cannot read {path_of(2)}: No such file or directory": 1}
    assert b"by: office" in bytes_of(folder, 3)


def test_a_role_that_is_none_stops_the_batch_before_it_begins(site):
    with pytest.raises(SiteGenError, match='"Front Desk" is no role'):
        publish_by_rule(ruled(site(waiting(1, text="Kind."))).root, role="Front Desk", now=NOW)


@pytest.mark.parametrize(
    ("extra", "is_left"),
    [
        ("relationship: sister 312-555-0142", True),
        ("relationship: told by j.roe@mail.example", True),
        ("relationship: friend of Mrs. Roe", True),
        ("incentive: coupon sent to 312 555 0142", True),
        ("relationship: sister of Dr. Diaz", False),
        ("relationship: sister of the owner", False),
        ("incentive: a coupon for 5 dollars", False),
    ],
)
def test_somebody_named_in_what_is_shown_beside_the_text_waits_for_a_person(site, extra, is_left):
    folder = ruled(site(waiting(1, text="Kind.", extra=extra)))
    assert done(folder).published == (() if is_left else (review_id(1),))


@pytest.mark.parametrize(("author", "is_left"), [("Jo 312-555-0142", True), ("Dr. Jo Roe", False), ("Jo 1980", False)])
def test_an_author_is_shown_as_named_and_not_with_contact_data(site, author, is_left):
    folder = ruled(site(waiting(1, text="Kind.").replace("author: ", "was: ", 1)))
    path = folder.root / path_of(1)
    lines = [line for line in path.read_text().splitlines() if not line.startswith("was: ")]
    path.write_text("\n".join([*lines, f"author: {author}", ""]))
    assert done(folder).published == (() if is_left else (review_id(1),))
    (view,) = read_queue(folder.root, NOW).reviews if is_left else (None,)
    assert view is None or view.cautions == ("contact data stands in author, which would be shown: hide the field",)


CHECKED = "{sources: [website-form, press-ganey], verification: [visit-match], waited_hours: 0}"


def rated(number, rating, *, checked, source="website-form"):
    extra = f"verification: {'visit-match' if checked else 'none'}"
    return waiting(number, text="Kind.", rating=rating, extra=extra).replace("website-form", source)


UNEVEN = (
    "of the low ratings from website-form fewer have such a check of the author than of others, so stars would decide"
)


def test_a_check_of_authors_that_goes_with_the_stars_publishes_nothing_of_its_source(site):
    folder = ruled(
        site(
            rated(1, 5, checked=True)
            + rated(2, 1, checked=False)
            + rated(3, 5, checked=True, source="press-ganey")
            + rated(4, 1, checked=True, source="press-ganey")
        ),
        CHECKED,
    )
    batch = done(folder)
    assert batch.published == (review_id(3), review_id(4))
    assert batch.left == {UNEVEN: 1, "its author was not checked so": 1}


def test_what_was_decided_before_counts_so_that_small_batches_hide_nothing(site):
    folder = ruled(site(rated(1, 5, checked=True) + withheld_low(2)), CHECKED)
    assert done(folder).left == {UNEVEN: 1}


def withheld_low(number):
    decided = "moderation: {status: withheld, reason: abusive, decided_at: 2026-03-20T09:00:00Z, by: office}"
    return waiting(number, text="Bad.", rating=1, moderation=decided)


def test_a_check_that_low_ratings_have_about_as_often_lets_the_rule_work(site):
    low = "".join(rated(number, 1, checked=number != 1) for number in range(1, 11))
    other = "".join(rated(number, 5, checked=True) for number in range(11, 16))
    assert len(done(ruled(site(low + other), CHECKED)).published) == 14


@pytest.mark.parametrize("pairs", [[(5, True), (4, False)], [(5, False), (1, True)], [(1, True), (2, True)]])
def test_only_fewer_checks_of_low_ratings_are_uneven(site, pairs):
    folder = ruled(site("".join(rated(at, stars, checked=is_) for at, (stars, is_) in enumerate(pairs, 1))), CHECKED)
    assert len(done(folder).published) == sum(is_ for _, is_ in pairs)


def test_recommendations_have_a_low_side_too(site):
    yes, no = (
        rated(at, 5, checked=is_).replace("rating: 5", f"rating: {{binary: {str(is_).lower()}}}")
        for at, is_ in ((1, True), (2, False))
    )
    assert done(ruled(site(yes + no), CHECKED)).published == ()


@pytest.mark.parametrize(
    "key", ["minimum_rating: 4", "ratings: [5]", "stars: 5", "words: [great]", "sentiment: positive", "text: true"]
)
def test_no_site_can_name_stars_or_words_in_its_rule(site, key):
    folder = ruled(site(), f"{{sources: [website-form], {key}}}")
    found = parse_site((folder.root / "site.yaml").read_bytes())
    assert isinstance(found, list)
    assert found[0].message == f"unknown key {key.partition(':')[0]}"


def test_a_rule_names_its_sources(site):
    folder = ruled(site(), "{waited_hours: 1}")
    assert isinstance(parse_site((folder.root / "site.yaml").read_bytes()), list)
    assert isinstance(
        parse_site((folder.root / "site.yaml").read_bytes().replace(b"waited_hours: 1", b"sources: []")), list
    )


def test_what_the_rule_sees_has_no_place_for_stars_or_words():
    assert set(Blind.__struct_fields__) == {
        "source", "verification", "waited", "may_be_public", "is_sound", "names_somebody",
    }  # fmt: skip
    kinds = typing.get_type_hints(Blind)
    assert {name for name, kind in kinds.items() if kind is str} == {"source", "verification"}


BASE = PendingReview(
    id=review_id(1), path="p", digest="", provider="a", provider_name="A", received_at=NOW - datetime.timedelta(3),
    age_days=3, source="website-form", method="organic", verification="none", rating="5 of 5", is_rating_hidden=False,
    title=None, text="", segments=(), identifiers=(), titled=(), named=(), fields=(), contact=None, supersedes=None,
    is_sealed=False, blocked=(), refusals=(), suspects=(), cautions=(),
)  # fmt: skip
RULES = st.builds(
    PublishByRule,
    sources=st.sampled_from([("website-form",), ("press-ganey", "website-form")]),
    without_identifiers=st.booleans(),
    waited_hours=st.integers(0, 100),
)


@given(
    RULES,
    st.sampled_from([None, "1 of 5", "5 of 5", "does not recommend"]),
    st.text(),
    st.booleans(),
    st.sampled_from([(), ((0, 1),)]),
    st.integers(0, 200),
)
def test_the_rating_and_the_words_never_count(rule, rating, text, is_hidden, identifiers, hours):
    received_at = NOW - datetime.timedelta(hours=hours)
    view = msgspec.structs.replace(BASE, identifiers=identifiers, received_at=received_at)
    other = msgspec.structs.replace(view, rating=rating, text=text, is_rating_hidden=is_hidden, cautions=("x",))
    assert why_left(blind(view, NOW), rule) == why_left(blind(other, NOW), rule)
