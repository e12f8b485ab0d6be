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
    title=None, text="", segments=(), identifiers=(), titled=(), fields=(), contact=None, supersedes=None,
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
