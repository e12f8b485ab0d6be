"""What changes on the site by the clock alone, and when."""

from __future__ import annotations

import datetime

from test_plan import DAY, MONDAY, ZONE, alert, post

from site_gen.model.by_clock import Change, changes_after
from site_gen.model.news import has_begun, news_of, slots_of, topics_of
from site_gen.model.post import Hold

HOUR = datetime.timedelta(hours=1)


def words(groups: list[tuple[Change, ...]]) -> list[tuple[datetime.datetime, list[tuple[str, str]]]]:
    return [(group[0].at, [(one.what, one.title) for one in group]) for group in groups]


def on_site(slug: str, at: datetime.datetime | None = MONDAY, **keys: object):
    return post(slug, at, channels=("website",), **keys)


def test_posts_of_the_site_go_out_and_end_and_alerts_begin_and_end():
    posts = [on_site("a", expires=(MONDAY + 2 * DAY).isoformat()), post("b", MONDAY + HOUR)]
    found = words(list(changes_after(posts, [alert(MONDAY + DAY, MONDAY + 3 * DAY)], MONDAY - DAY, ZONE)))
    assert found == [
        (MONDAY, [("post-begins", "a")]),
        (MONDAY + DAY, [("alert-begins", "Flu")]),
        (MONDAY + 2 * DAY, [("post-ends", "a")]),
        (MONDAY + 3 * DAY, [("alert-ends", "Flu")]),
    ]


def test_what_happens_at_one_moment_is_told_together():
    posts = [on_site("a"), on_site("b", expires=MONDAY.isoformat(), date=(MONDAY - DAY).isoformat())]
    (group,) = changes_after(posts, [alert(MONDAY, None)], MONDAY - HOUR, ZONE)
    assert [(one.what, one.title) for one in group] == [
        ("alert-begins", "Flu"),
        ("post-begins", "a"),
        ("post-ends", "b"),
    ]


def test_what_is_no_draft_no_idea_and_not_held_changes_the_site_and_nothing_else_does():
    held = on_site("h", holds=[Hold(since=MONDAY - DAY, by="boss", reason="Wait.")])
    posts = [on_site("d", status="draft"), on_site("i", status="idea"), held, on_site("n", None)]
    assert list(changes_after(posts, [], MONDAY - HOUR, ZONE)) == []


def test_a_post_that_goes_on_and_one_that_an_alert_moved_go_out_later():
    resumed = Hold(since=MONDAY - DAY, by="boss", reason="Wait.", resumed_at=MONDAY + HOUR, resumed_by="boss")
    flu = alert(MONDAY - HOUR, MONDAY + DAY, holds=["vaccines"])
    posts = [on_site("r", holds=[resumed]), on_site("m", MONDAY + HOUR, topics=("vaccines",))]
    found = words(list(changes_after(posts, [flu], MONDAY - HOUR, ZONE)))
    assert found[0] == (MONDAY + DAY, [("alert-ends", "Flu"), ("post-begins", "r")]), "a day later at the same time"
    assert (MONDAY + HOUR + 2 * DAY, [("post-begins", "m")]) in found, "the day before has the other one"


def test_a_hold_that_is_to_come_ends_a_post_when_it_comes():
    posts = [on_site("h", holds=[Hold(since=MONDAY + DAY, by="boss", reason="Wrong number.")])]
    assert words(list(changes_after(posts, [], MONDAY - HOUR, ZONE))) == [
        (MONDAY, [("post-begins", "h")]),
        (MONDAY + DAY, [("post-ends", "h")]),
    ]


def test_news_are_the_posts_of_the_site_that_are_out_the_newest_first_with_their_translations():
    spanish = on_site("a", title="Hola", **{"@language": "es"})
    posts = [on_site("a"), spanish, on_site("b", MONDAY + HOUR), on_site("c", MONDAY + DAY), post("d")]
    slots = slots_of(posts, [], MONDAY + HOUR, ZONE, "en")
    found = news_of(slots, posts)
    assert [one.post.slug for one in found] == ["b", "a"]
    assert found[1].words == {"es": spanish}
    assert all(one.is_out for one in found)
    shown = news_of(slots, posts, drafts=True)
    assert [(one.post.slug, one.state) for one in shown] == [("c", "scheduled"), ("b", "out"), ("a", "out")]


def test_there_is_a_list_of_news_from_the_first_post_on_also_when_all_are_over():
    posts = [on_site("a", expires=(MONDAY + DAY).isoformat())]
    told = [has_begun(slots_of(posts, [], at, ZONE, "en")) for at in (MONDAY - HOUR, MONDAY, MONDAY + 2 * DAY)]
    assert told == [False, True, True]
    assert not has_begun(slots_of([post("f")], [], MONDAY, ZONE, "en"))
    assert has_begun(slots_of(posts, [], MONDAY - HOUR, ZONE, "en"), drafts=True)


def test_a_topic_has_each_of_its_posts_once():
    posts = [on_site("a", topics=("flu", "flu")), on_site("b", topics=("colds", "flu"))]
    found = topics_of(news_of(slots_of(posts, [], MONDAY, ZONE, "en"), posts))
    assert {topic: [one.post.slug for one in about] for topic, about in found.items()} == {
        "colds": ["b"],
        "flu": ["a", "b"],
    }
    assert list(found) == ["colds", "flu"]
