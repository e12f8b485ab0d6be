"""The calendar is worked out from posts and alerts alone: what an alert holds, replaces and moves."""

from __future__ import annotations

import datetime
import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.model.alert import Alert
from site_gen.model.plan import Slot, edges_of, plan
from site_gen.model.post import Hold, Post

ZONE = "America/Chicago"
MONDAY = datetime.datetime.fromisoformat("2026-11-23T09:00:00-06:00")
DAY = datetime.timedelta(days=1)
HOUR = datetime.timedelta(hours=1)


def post(slug: str, at: datetime.datetime | None = MONDAY, **keys: object) -> Post:
    filled = {
        "@path": f"content/posts/{slug}.md",
        "@slug": slug,
        "@language": "en",
        "@body": "",
        "title": slug,
        "status": "approved",
        "channels": ("facebook",),
        "date": at.isoformat() if at else None,
        **keys,
    }
    return msgspec.convert(filled, Post)


def alert(starts: datetime.datetime, ends: datetime.datetime | None, **keys: object) -> Alert:
    filled = {
        "@path": "content/alerts/flu.yaml",
        "@slug": "flu",
        "title": "Flu",
        "text": "Stay home.",
        "severity": "warning",
        "scope": "all",
        "starts_at": starts,
        "ends_at": ends,
        **keys,
    }
    return msgspec.convert(filled, Alert)


def by_slug(slots: tuple[Slot, ...]) -> dict[str, Slot]:
    return {slot.post.slug: slot for slot in slots}


@pytest.mark.parametrize(
    ("date", "expires", "zone"),
    [
        ("2026-12-05T09:00:00-06:00", "2026-12-01", None),
        ("2026-12-05T09:00", "2026-12-05T09:00", None),
        ("2026-12-05", "2026-12-04", None),
        ("2026-12-05T09:00:00-06:00", "2026-12-05T16:00", "Europe/Paris"),
    ],
)
def test_a_post_that_ends_before_it_goes_out_is_refused(date, expires, zone):
    with pytest.raises(msgspec.ValidationError, match=f"expires {expires} is not after date {re.escape(date)}"):
        post("a", None, date=date, expires=expires, zone=zone)


@pytest.mark.parametrize(
    ("date", "expires", "zone"),
    [
        ("2026-12-05T09:00", "2026-12-05", None),
        ("2026-12-05", "2026-12-05", None),
        ("2026-12-05T09:00:00-06:00", "2026-12-05T16:01", "Europe/Paris"),
        ("2026-12-05T09:00:00-06:00", "2026-12-05T08:00", None),
        (None, "2026-12-01", None),
    ],
)
def test_a_post_that_ends_after_its_hour_or_may_do_so_in_some_zone_is_read(date, expires, zone):
    assert post("a", None, date=date, expires=expires, zone=zone).expires == expires


def test_without_an_alert_a_post_goes_out_at_its_hour():
    before, after = (plan([post("a")], (), MONDAY + one, ZONE)[0] for one in (-DAY, DAY))
    assert (before.state, before.at) == ("scheduled", MONDAY)
    assert (after.state, after.at) == ("out", MONDAY)


def test_a_topic_that_an_alert_holds_moves_behind_it_to_the_same_time_of_day():
    held = alert(MONDAY - DAY, MONDAY + 2 * DAY, holds=("vaccines",))
    slots = by_slug(plan([post("a", topics=("vaccines",)), post("b", topics=("sleep",))], (held,), MONDAY, ZONE))
    assert slots["a"].at == MONDAY + 2 * DAY
    assert slots["a"].alert is held
    assert (slots["b"].at, slots["b"].alert) == (MONDAY, None)


def test_posts_that_move_keep_their_order_and_take_a_day_each_on_a_channel():
    held = alert(MONDAY - DAY, MONDAY + 2 * DAY, holds=("x",))
    posts = [
        post("a", topics=("x",)),
        post("b", MONDAY + DAY, topics=("x",)),
        post("there", MONDAY + 3 * DAY),
        post("elsewhere", MONDAY + DAY, topics=("x",), channels=("newsletter",)),
    ]
    slots = by_slug(plan(posts, (held,), MONDAY, ZONE))
    assert [slots[one].at for one in ("a", "b", "there", "elsewhere")] == [
        MONDAY + 2 * DAY,
        MONDAY + 4 * DAY,
        MONDAY + 3 * DAY,
        MONDAY + 2 * DAY,
    ]


def test_an_alert_without_an_end_holds_and_one_that_replaces_takes_the_post_out():
    endless = alert(MONDAY - DAY, None, holds=("x",), replaces=("b",))
    slots = by_slug(plan([post("a", topics=("x",)), post("b", topics=("x",))], (endless,), MONDAY, ZONE))
    assert [(slots[one].state, slots[one].at) for one in ("a", "b")] == [("held", None), ("replaced", None)]


def test_what_went_out_before_an_alert_began_is_not_called_back():
    held = alert(MONDAY + DAY, MONDAY + 2 * DAY, holds=("x",), replaces=("a",))
    assert plan([post("a", topics=("x",))], (held,), MONDAY + DAY, ZONE)[0].state == "out"


def test_a_post_that_would_move_behind_its_own_end_is_held():
    held = alert(MONDAY - DAY, MONDAY + 9 * DAY, holds=("x",))
    slot = plan([post("a", topics=("x",), expires="2026-11-28")], (held,), MONDAY, ZONE)[0]
    assert (slot.state, slot.at) == ("held", None)


def test_a_post_that_moves_into_the_next_alert_moves_behind_that_too():
    first = alert(MONDAY - DAY, MONDAY + DAY, holds=("x",))
    second = alert(MONDAY + DAY, MONDAY + 3 * DAY, holds=("x",))
    assert plan([post("a", topics=("x",))], (first, second), MONDAY, ZONE)[0].at == MONDAY + 3 * DAY


def test_somebody_holds_a_post_until_somebody_lets_it_go_on():
    hold = Hold(since=MONDAY - DAY, by="compliance", reason="wait", resumed_at=MONDAY + DAY)
    states = [plan([post("a", holds=(hold,))], (), MONDAY + one * DAY, ZONE)[0].state for one in (-2, 0, 2)]
    assert states == ["scheduled", "held", "out"]


def test_a_post_that_is_not_approved_at_its_hour_is_missed():
    states = [plan([post("a", status="draft")], (), MONDAY + one, ZONE)[0].state for one in (-DAY, DAY)]
    assert states == ["draft", "missed"]


def test_a_day_without_an_hour_is_its_first_moment_and_ends_with_its_last():
    slot = plan([post("a", None, date="2026-11-23", expires="2026-11-24")], (), MONDAY, ZONE)[0]
    assert slot.at == datetime.datetime.fromisoformat("2026-11-23T00:00:00-06:00")
    assert edges_of([slot], ZONE) == {slot.at, datetime.datetime.fromisoformat("2026-11-25T00:00:00-06:00")}


def test_over_a_change_of_the_clock_the_hour_stays():
    friday = post("a", None, date="2026-10-30T09:00", topics=("x",))
    held = alert(
        datetime.datetime.fromisoformat("2026-10-30T00:00:00-05:00"),
        datetime.datetime.fromisoformat("2026-11-02T00:00:00-06:00"),
        holds=("x",),
    )
    slot = plan([friday], (held,), MONDAY, ZONE)[0]
    assert slot.at == datetime.datetime.fromisoformat("2026-11-02T09:00:00-06:00")
    written = plan(
        [post("a", datetime.datetime.fromisoformat("2026-10-30T09:00:00-05:00"), topics=("x",))], (held,), MONDAY, ZONE
    )
    assert written[0].at == slot.at


TIMES = st.integers(0, 20).map(lambda days: MONDAY + days * DAY)
POSTS = st.lists(st.tuples(TIMES, st.sampled_from(["x", "y"]), st.sampled_from(["one", "two"])), max_size=8)
ALERTS = st.lists(st.tuples(TIMES, st.integers(1, 9), st.sampled_from(["x", "y"])), max_size=3)


@given(POSTS, ALERTS)
def test_no_post_goes_out_while_an_alert_holds_it_and_none_goes_out_early(posts, alerts):
    made = [post(f"p{n}", at, topics=(topic,), channels=(channel,)) for n, (at, topic, channel) in enumerate(posts)]
    over = [alert(at, at + days * DAY, holds=(topic,)) for at, days, topic in alerts]
    slots = plan(made, over, MONDAY, ZONE)
    assert sorted(slot.post.slug for slot in slots) == sorted(one.slug for one in made)
    for slot in slots:
        assert slot.at is not None
        assert slot.planned is not None
        assert slot.at >= slot.planned
        assert not any(one.is_active(slot.at) and set(one.holds) & set(slot.post.topics) for one in over)


def test_a_post_whose_hour_passed_while_somebody_held_it_goes_out_behind_the_hold():
    hold = Hold(since=MONDAY - DAY, by="compliance", reason="wait", resumed_at=MONDAY + DAY + HOUR)
    slot = plan([post("a", holds=(hold,)), post("b", MONDAY + 2 * DAY)], (), MONDAY + DAY + 2 * HOUR, ZONE)[0]
    assert (slot.state, slot.at, slot.hold) == ("scheduled", MONDAY + 3 * DAY, hold)


def test_what_is_out_is_taken_down_by_a_person_and_comes_back_at_its_own_hour():
    hold = Hold(since=MONDAY + HOUR, by="compliance", reason="wait", resumed_at=MONDAY + 2 * DAY)
    slots = [plan([post("a", holds=(hold,), status="published")], (), MONDAY + one * DAY, ZONE)[0] for one in (1, 2)]
    assert [(slot.state, slot.at) for slot in slots] == [("held", None), ("out", MONDAY)]


def test_what_a_person_let_go_on_before_its_hour_goes_out_at_it():
    hold = Hold(since=MONDAY - 2 * DAY, by="compliance", reason="wait", resumed_at=MONDAY - DAY)
    slot = plan([post("a", holds=(hold,))], (), MONDAY - HOUR, ZONE)[0]
    assert (slot.state, slot.at, slot.hold) == ("scheduled", MONDAY, None)


def test_a_post_without_a_date_can_be_held():
    hold = Hold(since=MONDAY - DAY, by="compliance", reason="wait")
    assert plan([post("a", None, holds=(hold,))], (), MONDAY, ZONE)[0].state == "held"


def test_what_somebody_noted_as_published_is_out_whatever_an_alert_says_later():
    endless = alert(MONDAY - DAY, None, holds=("x",), replaces=("b",))
    posts = [post("a", topics=("x",), status="published"), post("b", status="published")]
    assert {slot.state for slot in plan(posts, (endless,), MONDAY + DAY, ZONE)} == {"out"}
    assert {slot.state for slot in plan(posts, (endless,), MONDAY - HOUR, ZONE)} == {"held", "replaced"}


def test_a_post_that_moved_and_was_published_then_went_out_when_it_moved_to():
    ended = alert(MONDAY - DAY, MONDAY + DAY, holds=("x",))
    slot = plan([post("a", topics=("x",), status="published")], (ended,), MONDAY + 5 * DAY, ZONE)[0]
    assert (slot.state, slot.at, slot.is_moved) == ("out", MONDAY + DAY, True)


def test_somebody_who_holds_a_post_outlasts_the_alert_that_holds_it():
    hold = Hold(since=MONDAY - DAY, by="compliance", reason="wait")
    held = alert(MONDAY - DAY, MONDAY + DAY, holds=("x",))
    slot = plan([post("a", topics=("x",), holds=(hold,))], (held,), MONDAY, ZONE)[0]
    assert (slot.state, slot.hold) == ("held", hold)
