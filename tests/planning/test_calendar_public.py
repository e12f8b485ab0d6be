"""`calendar.ics` of the output: approved posts of the site, and nothing that is for the practice alone."""

from __future__ import annotations

import datetime

import icalendar
import pytest
from planning.planned import WEEK, alert, at, post

NOW = datetime.datetime.fromisoformat("2026-11-24T12:00:00-06:00")
HELD = "[{since: 2026-11-24T10:00:00Z, by: compliance, reason: the lawyer is asked}]"


def events(public):
    found = icalendar.Calendar.from_ical(public.bytes("calendar.ics")).walk("VEVENT")
    return {str(one["uid"]): one for one in found}


def test_only_approved_posts_of_the_site_are_public_and_no_reason_is(site):
    folder = site(
        WEEK
        + post("out", "23T09:00")
        + post("next", "12-02T09:00")
        + post("held", "12-03T12:00", holds=HELD)
        + post("draft", "12-04T09:00", status="draft")
        + post("elsewhere", "12-05T09:00", channels="[facebook]")
        + post("over", "20T09:00", expires="2026-11-21")
    )
    public = folder.build(at=NOW)
    found = events(public)
    assert {uid.partition("@")[0]: str(one["status"]) for uid, one in found.items()} == {
        "post-out": "CONFIRMED",
        "post-next": "CONFIRMED",
        "post-held": "CANCELLED",
    }
    assert b"lawyer" not in public.bytes("calendar.ics")
    out, coming = found["post-out@harbor.example"], found["post-next@harbor.example"]
    assert str(out["url"]) == "https://harbor.example/news/out/"
    assert public.html("news/out/index.html").h1
    assert "url" not in coming, "its page is not there yet"
    assert coming.start == at("12-02T09:00")


@pytest.mark.parametrize(("language", "said"), [("en", "Cancelled"), ("es", "Cancelado")])
def test_what_was_stopped_has_no_words_of_its_own_and_what_is_to_come_its_title_alone(site, language, said):
    folder = site(
        WEEK
        + post("out", "23T09:00")
        + post("next", "12-02T09:00")
        + post("down", "23T11:00", title="A cure for all", summary="Nobody is ill any more.", holds=HELD)
        + post("never", "12-03T09:00", title="A cure for you", summary="You are not ill any more.")
        + alert("12-03T06:00", "12-04T06:00", replaces="never")
    )
    folder.edit("site.yaml", "time_zone", f"languages: [{language}]\ntime_zone")
    public = folder.build(at=NOW)
    told = {
        uid.partition("@")[0]: (str(one["summary"]), str(one.get("description", "")), str(one["status"]))
        for uid, one in events(public).items()
    }
    assert told == {
        "post-out": ("Out", "What we say about out.", "CONFIRMED"),
        "post-next": ("Next", "", "CONFIRMED"),
        "post-down": (said, "", "CANCELLED"),
        "post-never": (said, "", "CANCELLED"),
    }
    assert b"cure" not in public.bytes("calendar.ics")


def test_a_site_without_posts_has_no_calendar(site):
    assert "calendar.ics" not in site().build().tree()


@pytest.mark.parametrize("hour", ["23T09:00", "12-02T09:00"])
def test_a_build_after_a_hold_is_that_of_a_full_build(site, hour):
    folder = site(WEEK + post("next", hour))
    before = folder.build(at=NOW).bytes("calendar.ics")
    assert folder.try_build(at=NOW).changed == ()
    folder.edit("content/posts/next.md", "status: approved", f"status: approved\nholds: {HELD}")
    after = folder.build(at=NOW)
    assert after.bytes("calendar.ics") != before
    tree = after.tree()
    assert folder.build(at=NOW, full=True).tree() == tree


def test_the_summary_comes_with_the_hour_of_the_post_as_in_a_full_build(site):
    folder = site(WEEK + post("next", "12-02T09:00"))
    assert b"What we say" not in folder.build(at=NOW).bytes("calendar.ics")
    after = folder.build(at=at("12-02T10:00"))
    assert b"What we say" in after.bytes("calendar.ics")
    tree = after.tree()
    assert folder.build(at=at("12-02T10:00"), full=True).tree() == tree


def test_another_day_changes_nothing_of_what_is_still_to_come(site):
    folder = site(WEEK + post("next", "12-02T09:00"))
    first = folder.build(at=NOW).bytes("calendar.ics")
    assert folder.build(at=NOW + datetime.timedelta(days=2)).bytes("calendar.ics") == first
