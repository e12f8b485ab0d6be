"""The sample has a year of posts, and its alert replaces two of them and holds two more."""

from __future__ import annotations

import datetime
from collections import Counter

import pytest

from conftest import REPOSITORY
from site_gen.check.readability import judge
from site_gen.check.texts import plain
from site_gen.model.plan import plan
from site_gen.model.post import WEBSITE
from site_gen.pipeline.places import load_places
from site_gen.pipeline.records import load_practice

NOON = datetime.datetime.fromisoformat("2026-11-24T12:00:00-06:00")
LONGEST, SHORTEST = 200, 80
"""Words of a post that stands on the site."""


@pytest.fixture(scope="module")
def practice():
    findings: list = []
    loaded = load_practice(REPOSITORY, "en", (), findings)
    assert findings == []
    return loaded


@pytest.fixture(scope="module")
def slots(practice):
    site, _ = load_places(REPOSITORY)
    posts = [post for post in practice.posts if post.language == site.default_language]
    return {slot.post.slug: slot for slot in plan(posts, practice.alerts, NOON, site.time_zone)}


def test_it_has_posts_of_every_state_over_more_than_a_year(slots):
    states = Counter(slot.state for slot in slots.values())
    assert sum(states.values()) >= 40
    assert set(states) == {"idea", "draft", "scheduled", "held", "replaced", "out", "expired"}
    days = [slot.planned.date() for slot in slots.values() if slot.planned]
    assert max(days) - min(days) > datetime.timedelta(365)


def test_one_alert_replaces_two_posts_and_moves_what_is_about_its_topic_behind_its_end(slots):
    replaced = {slug for slug, slot in slots.items() if slot.state == "replaced"}
    assert replaced == {"saturday-walk-in-at-lakeside", "story-hour-in-the-waiting-room"}
    moved = {slug: slot for slug, slot in slots.items() if slot.is_moved and slot.state == "scheduled"}
    assert set(moved) == {"flu-not-too-late-2026", "shots-with-less-fear"}
    assert all(slot.alert.slug == "measles-lakeside" and slot.at >= slot.alert.ends_at for slot in moved.values())


def test_a_past_alert_moved_a_post_that_has_gone_out_since(slots):
    slot = slots["walk-in-at-northgate"]
    assert (slot.state, slot.alert.slug, slot.is_moved) == ("out", "northgate-water", True)


def test_channels_audiences_people_and_pictures_that_posts_name_are_there(practice, slots):
    channels = {one.id for one in practice.channels.channels}
    audiences = {one.id for one in practice.audiences.audiences}
    assert (len(channels), len(audiences)) == (4, 3)
    for slot in slots.values():
        assert set(slot.post.channels) <= channels
        assert set(slot.post.audiences) <= audiences
        assert all((REPOSITORY / f"content/providers/{name}.yaml").is_file() for name in slot.post.providers)
        assert slot.post.visual is None or (REPOSITORY / "content" / slot.post.visual.file).is_file()


def test_no_channel_has_two_posts_on_a_day(slots):
    days = Counter((channel, slot.at.date()) for slot in slots.values() if slot.at for channel in slot.post.channels)
    assert not [day for day, count in days.items() if count > 1]


def test_posts_that_are_out_or_scheduled_on_the_site_are_whole_approved_and_in_spanish_too(practice, slots):
    spanish = {post.slug: post for post in practice.posts if post.language == "es"}
    ready = [slot.post for slot in slots.values() if slot.post.is_ready and WEBSITE in slot.post.channels]
    assert len(ready) >= 12
    for post in ready:
        assert SHORTEST <= len(post.body.split()) <= LONGEST, post.slug
        assert {one.by for one in post.approvals} & {"communications", "compliance"}, post.slug
        for words in (post, spanish[post.slug]):
            read = judge(plain(words.body), words.language)
            assert read is not None, words.path
            assert read.grade <= 8, words.path
