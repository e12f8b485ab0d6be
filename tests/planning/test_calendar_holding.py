"""A post is stopped and goes on by hand: its file keeps who, when and why, and every other byte."""

from __future__ import annotations

import datetime

import pytest
from planning.planned import WEEK, alert, at, post

from site_gen.cli.main import run
from site_gen.errors import SiteGenError
from site_gen.load.documents import parse_post
from site_gen.pipeline.calendar.holding import hold_post, read_past, resume_post

NOW = datetime.datetime.fromisoformat("2026-11-24T12:00:00-06:00")
FILE = "content/posts/sleep.md"


def hold(folder, slug="sleep", reason="wrong figure", now=NOW):
    return hold_post(folder.root, slug, by="compliance", reason=reason, now=now)


def resume(folder, slug="sleep", date=None, now=NOW, by="marketing"):
    return resume_post(folder.root, slug, by=by, date=date, now=now)


def text(folder):
    return (folder.root / FILE).read_bytes().decode()


def test_only_the_keys_that_are_meant_change_and_comments_stay(site):
    folder = site(WEEK + post("sleep", "12-02T09:00"))
    before = text(folder)
    hold(folder, reason='wrong: "figure" # in it')
    resume(folder, date="2026-12-05T09:00", now=NOW + datetime.timedelta(hours=1))
    after = text(folder)
    assert "date: 2026-12-05T09:00:00-06:00   # the practice's own zone\n" in after
    added = """\
holds:
- since: 2026-11-24T18:00:00Z
  by: compliance
  reason: 'wrong: "figure" # in it'
  resumed_at: 2026-11-24T19:00:00Z
  resumed_by: marketing
  was: 2026-12-02T15:00:00Z
"""
    assert added in after
    assert after.replace(added, "").replace("12-05T", "12-02T") == before


def test_a_file_with_line_feeds_of_windows_keeps_them(site):
    folder = site(WEEK + post("sleep", "12-02T09:00"))
    (folder.root / FILE).write_bytes(text(folder).replace("\n", "\r\n").encode())
    hold(folder)
    assert "\n" not in text(folder).replace("\r\n", "")
    read = parse_post((folder.root / FILE).read_bytes(), FILE, "en")
    assert read.holds[0].reason == "wrong figure"


def test_a_second_hold_stands_beside_the_first(site):
    folder = site(WEEK + post("sleep", "12-02T09:00"))
    hold(folder)
    resume(folder)
    hold(folder, reason="again", now=NOW + datetime.timedelta(days=1))
    read = parse_post((folder.root / FILE).read_bytes(), FILE, "en")
    assert [(one.reason, one.resumed_at is None) for one in read.holds] == [("wrong figure", False), ("again", True)]


def test_what_cannot_be_held_or_go_on_is_refused_and_the_file_stays(site):
    folder = site(WEEK + post("sleep", "12-02T09:00") + post("out", "23T09:00", channels="[facebook]"))
    before = text(folder)
    for refused, what in (
        (lambda: hold(folder, "out"), "has gone out at 2026-11-23 09:00"),
        (lambda: hold(folder, "sleeb"), "no post sleeb"),
        (lambda: resume(folder), "nobody holds sleep"),
    ):
        with pytest.raises(SiteGenError, match=what):
            refused()
    assert text(folder) == before
    hold(folder)
    held = text(folder)
    for date, what in (
        ("2026-11-20T09:00", "has passed"),
        ("2026-12-05", "has no time"),
        ("soon", "is no day and time"),
    ):
        with pytest.raises(SiteGenError, match=what):
            resume(folder, date=date)
    with pytest.raises(SiteGenError, match="is held already, by compliance: wrong figure"):
        hold(folder)
    assert text(folder) == held


def test_a_post_goes_on_at_no_hour_at_which_it_is_over(site):
    folder = site(WEEK + post("sleep", "12-02T09:00", expires="2026-12-05"))
    hold(folder)
    held = text(folder)
    with pytest.raises(SiteGenError, match="is not before it expires, 2026-12-05"):
        resume(folder, date="2026-12-06T00:00")
    assert text(folder) == held
    assert resume(folder, date="2026-12-05T23:59").slot.state == "scheduled"


def test_a_post_that_an_alert_holds_is_no_business_of_resume(site):
    folder = site(WEEK + post("sleep", "25T09:00", topics="[outdoors]") + alert("24T00:00", holds="outdoors"))
    with pytest.raises(SiteGenError) as caught:
        resume(folder)
    assert caught.value.message == "nobody holds sleep"


def test_a_post_whose_hour_passed_goes_out_on_the_next_free_day_at_the_same_time(site):
    folder = site(WEEK + post("sleep", "25T09:00") + post("other", "27T15:00"))
    hold(folder)
    done = resume(folder, now=at("26T20:00"))
    assert (done.slot.state, done.slot.at) == ("scheduled", at("28T09:00"))


def test_a_date_without_an_offset_is_in_the_zone_of_the_post_where_it_has_one(site):
    folder = site(WEEK + post("sleep", date="2026-12-02T09:00", zone="Europe/Paris"))
    hold(folder)
    done = resume(folder, date="2026-12-05T09:00")
    assert "date: 2026-12-05T09:00\n" in text(folder)
    assert done.slot.at == datetime.datetime.fromisoformat("2026-12-05T09:00:00+01:00")


def test_the_log_tells_people_and_alerts_apart(site):
    folder = site(
        WEEK
        + post("sleep", "12-02T09:00")
        + post("run", "12-01T09:00", topics="[outdoors]")
        + post("open-house", "12-01T10:00")
        + alert("12-01T00:00", "12-02T00:00", holds="outdoors", replaces="open-house")
    )
    hold(folder)
    resume(folder, now=NOW + datetime.timedelta(days=1))
    lines = read_past(folder.root, at("12-01T12:00")).lines
    assert [(one.what, one.post, one.kind, one.by, one.goes_out) for one in lines] == [
        ("held", "sleep", "person", "compliance", at("12-02T09:00")),
        ("resumed", "sleep", "person", "marketing", at("12-02T09:00")),
        ("replaced", "open-house", "alert", "smoke", None),
        ("moved", "run", "alert", "smoke", at("12-03T09:00")),
    ]


def test_the_log_keeps_the_hours_that_a_post_was_planned_for(site):
    folder = site(WEEK + post("sleep", "12-02T09:00"))
    hours = [NOW + datetime.timedelta(hours=number) for number in range(6)]
    hold(folder, now=hours[0])
    resume(folder, now=hours[1])
    hold(folder, now=hours[2])
    resume(folder, date="2026-12-05T09:00", now=hours[3])
    hold(folder, now=hours[4])
    resume(folder, date="2026-12-08T09:00", now=hours[5])
    lines = read_past(folder.root, hours[5]).lines
    assert [(one.what, one.was) for one in lines] == [
        ("held", at("12-02T09:00")),
        ("resumed", at("12-02T09:00")),
        ("held", at("12-02T09:00")),
        ("resumed", at("12-02T09:00")),
        ("held", at("12-05T09:00")),
        ("resumed", at("12-05T09:00")),
    ]
    assert {one.goes_out for one in lines} == {at("12-08T09:00")}


def test_the_log_is_told_in_the_time_of_the_site_and_says_so(site, capsys):
    folder = site(WEEK + post("sleep", date="2026-12-02T09:00", zone="Europe/Paris"))
    hold(folder)
    resume(folder, now=NOW + datetime.timedelta(hours=1))
    assert run(["-C", str(folder.root), "calendar", "log", "--as-of", "2026-11-25T09:00:00-06:00"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "in the time of America/Chicago:",
        "2026-11-24 12:00  held      sleep, by compliance: wrong figure",
        "2026-11-24 13:00  resumed   sleep, by marketing, goes out 2026-12-02 02:00",
    ]


def test_a_post_whose_keys_stand_between_braces_can_be_held(site):
    folder = site(WEEK)
    folder.write("-- content/posts/flow.md --\n---\n{title: Flow, status: draft}\n---\nText.\n")
    hold(folder, "flow")
    read = parse_post((folder.root / "content/posts/flow.md").read_bytes(), "content/posts/flow.md", "en")
    assert read.holds[0].by == "compliance"
