"""A week as it goes: posts are planned and exported, an alert breaks in and holds some, it ends, and they go on.

Every export is opened by a reader that is not ours: `icalendar`, `csv`, `json`.
"""

from __future__ import annotations

import csv
import datetime
import json

import icalendar
import pytest
from planning.planned import WEEK, alert, at, post

from site_gen.cli.main import run

MONDAY = "2026-11-30T07:00:00-06:00"
TUESDAY = "2026-12-01T07:00:00-06:00"
FRIDAY = "2026-12-04T12:00:00-06:00"
POSTS = (
    post("run", "30T09:00", topics="[outdoors]")
    + post("garden", "12-02T09:00", topics="[outdoors]", channels="[website, facebook, x]")
    + post("sleep", "12-02T12:00")
    + post("open-house", "12-03T10:00")
)


def events(folder, name="ics"):
    data = (folder.root / f"reports/calendar-{name}/calendar.ics").read_bytes()
    found = icalendar.Calendar.from_ical(data).walk("VEVENT")
    return {str(one["uid"]).partition("@")[0].removeprefix("post-"): one for one in found}


def rows(folder, file):
    with (folder.root / file).open(encoding="utf-8", newline="") as table:
        return list(csv.reader(table))


def posted(folder):
    """Give hour and account of every row of the export for PostFast."""
    table = rows(folder, "reports/calendar-postfast/postfast.csv")
    assert table[0] == ["scheduled_at", "account_id", "content", "media_urls", "first_comment"]
    assert len(table) - 1 <= 200
    return [(datetime.datetime.fromisoformat(row[0]), row[1]) for row in table[1:]]


def changes(folder, name):
    return sorted(tuple(row[:3]) for row in rows(folder, f"reports/calendar-{name}/changes.csv")[1:])


def export(folder, target, as_of, *more):
    return run(["-C", str(folder.root), "calendar", "export", target, "--as-of", as_of, *more])


def since(folder, target):
    return "--changes-since", str(folder.root / f"reports/calendar-{target}")


def test_an_alert_breaks_into_a_week_and_posts_go_on_when_it_ends(site, capsys):
    folder = site(WEEK + POSTS)
    for target in ("ics", "postfast"):
        assert export(folder, target, MONDAY) == 0
    assert posted(folder) == [
        (at("30T09:00"), "fb-1"),
        (at("12-02T09:00"), "fb-1"),
        (at("12-02T09:00"), "x-1"),
        (at("12-02T12:00"), "fb-1"),
        (at("12-03T10:00"), "fb-1"),
    ]
    first = events(folder)
    assert set(first) == {"run", "garden", "sleep", "open-house"}
    assert {(str(one["status"]), int(one["sequence"])) for one in first.values()} == {("CONFIRMED", 0)}

    folder.write(alert("12-01T06:00", "12-06T00:00", holds="outdoors", replaces="open-house"))
    for target in ("ics", "postfast"):
        assert export(folder, target, TUESDAY, *since(folder, target)) == 0
    assert changes(folder, "postfast") == [
        ("cancelled", "open-house", "facebook"),
        ("moved", "garden", "facebook"),
        ("moved", "garden", "x"),
    ]
    assert posted(folder) == [(at("12-06T09:00"), "fb-1"), (at("12-06T09:00"), "x-1")]
    moved = events(folder)
    assert set(moved) == {"garden", "open-house"}, "what did not change is not sent again"
    assert {slug: str(one["uid"]) for slug, one in moved.items()} == {slug: str(first[slug]["uid"]) for slug in moved}
    assert (moved["garden"].start, str(moved["garden"]["status"])) == (at("12-06T09:00"), "CONFIRMED")
    assert str(moved["open-house"]["status"]) == "CANCELLED"
    assert all(int(one["sequence"]) > int(first[slug]["sequence"]) for slug, one in moved.items())
    assert all(one["last-modified"].dt > first[slug]["last-modified"].dt for slug, one in moved.items())

    capsys.readouterr()
    assert run(["-C", str(folder.root), "calendar", "log", "--as-of", TUESDAY, "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert [(one["what"], one["post"], one["kind"], one["by"]) for one in said] == [
        ("moved", "garden", "alert", "smoke"),
        ("replaced", "open-house", "alert", "smoke"),
    ]

    folder.edit("content/alerts/smoke.yaml", at("12-06T00:00").isoformat(), at("12-03T08:00").isoformat())
    folder.edit("content/alerts/smoke.yaml", "replaces: [open-house]\n", "")
    for target in ("ics", "postfast"):
        assert export(folder, target, "2026-12-02T18:00:00-06:00", *since(folder, target)) == 0
    assert changes(folder, "postfast") == [
        ("added", "open-house", "facebook"),
        ("moved", "garden", "facebook"),
        ("moved", "garden", "x"),
    ]
    resumed = events(folder)
    assert resumed["garden"].start == at("12-04T09:00"), "on the third another post has Facebook"
    assert str(resumed["open-house"]["status"]) == "CONFIRMED"
    assert all(int(one["sequence"]) > int(moved[slug]["sequence"]) for slug, one in resumed.items())

    assert export(folder, "ics", FRIDAY, *since(folder, "ics")) == 0
    assert changes(folder, "ics") == [], "what has gone out meanwhile is no change"
    assert not (folder.root / "reports/calendar-ics/calendar.ics").exists(), "a calendar has an event (RFC 5545, 3.6)"
    assert "no calendar.ics, since there is nothing to tell" in capsys.readouterr().err


def test_a_post_that_a_person_stops_is_cancelled_and_comes_back_with_its_id(site, monkeypatch):
    folder = site(WEEK + POSTS)
    monkeypatch.setattr("site_gen.cli.roles.now", lambda: datetime.datetime.fromisoformat(MONDAY))
    assert export(folder, "ics", MONDAY) == 0
    first = events(folder)
    root = str(folder.root)
    assert run(["-C", root, "calendar", "hold", "sleep", "--reason", "wrong figure", "--by", "compliance"]) == 0
    assert export(folder, "ics", MONDAY, *since(folder, "ics")) == 0
    held = events(folder)
    assert (set(held), str(held["sleep"]["status"])) == ({"sleep"}, "CANCELLED")
    monkeypatch.setattr("site_gen.cli.roles.now", lambda: datetime.datetime.fromisoformat(TUESDAY))
    assert run(["-C", root, "calendar", "resume", "sleep", "--date", "2026-12-05T09:00", "--by", "marketing"]) == 0
    assert export(folder, "ics", TUESDAY, *since(folder, "ics")) == 0
    back = events(folder)["sleep"]
    assert (str(back["status"]), back.start) == ("CONFIRMED", at("12-05T09:00"))
    assert str(back["uid"]) == str(first["sleep"]["uid"])
    assert int(first["sleep"]["sequence"]) < int(held["sleep"]["sequence"]) < int(back["sequence"])


def remove(folder, slug):
    (folder.root / f"content/posts/{slug}.md").unlink()


def lose_the_date(folder, slug):
    folder.write(post(slug, "", status="draft", approvals=""))


def hold(folder, slug):
    folder.write(post(slug, "12-02T12:00", holds=f"[{{since: {MONDAY}, by: compliance, reason: wrong figure}}]"))


@pytest.mark.parametrize("lose", [remove, lose_the_date])
def test_a_post_without_an_hour_is_cancelled_once_and_its_id_stays_known(site, lose):
    folder = site(WEEK + POSTS)
    assert export(folder, "ics", MONDAY) == 0
    first = events(folder)["sleep"]
    lose(folder, "sleep")
    assert export(folder, "ics", MONDAY, *since(folder, "ics")) == 0
    assert changes(folder, "ics") == [("cancelled", "sleep", "")]
    [(slug, gone)] = events(folder).items()
    assert (slug, str(gone["uid"])) == ("sleep", str(first["uid"]))
    assert (str(gone["status"]), gone.start) == ("CANCELLED", first.start)
    assert int(gone["sequence"]) == int(first["sequence"]) + 1

    assert export(folder, "ics", MONDAY, *since(folder, "ics")) == 0
    assert changes(folder, "ics") == [], "it was told"
    folder.write(post("sleep", "12-02T12:00"))
    assert export(folder, "ics", MONDAY, *since(folder, "ics")) == 0
    back = events(folder)["sleep"]
    assert changes(folder, "ics") == [("added", "sleep", "")]
    assert (str(back["status"]), str(back["uid"])) == ("CONFIRMED", str(first["uid"]))
    assert int(back["sequence"]) > int(gone["sequence"])


@pytest.mark.parametrize("lose", [remove, hold])
def test_a_post_that_comes_back_outside_of_the_days_is_told_when_they_are_asked_for(site, lose):
    folder = site(WEEK + POSTS)
    assert export(folder, "ics", MONDAY) == 0
    lose(folder, "sleep")
    assert export(folder, "ics", MONDAY, *since(folder, "ics")) == 0
    assert changes(folder, "ics") == [("cancelled", "sleep", "")]
    folder.write(post("sleep", "12-02T12:00"))
    assert export(folder, "ics", MONDAY, *since(folder, "ics"), "--to", "2026-12-01") == 0
    assert changes(folder, "ics") == []
    assert export(folder, "ics", MONDAY, *since(folder, "ics")) == 0
    assert changes(folder, "ics") == [("added", "sleep", "")]


def test_a_post_that_leaves_a_channel_is_cancelled_in_the_calendar_of_that_channel_alone(site):
    folder = site(WEEK + POSTS)
    x = ("--channel", "x", "--out", str(folder.root / "reports/calendar-x"))
    assert export(folder, "ics", MONDAY) == 0
    assert export(folder, "ics", MONDAY, *x) == 0
    assert set(events(folder, "x")) == {"garden"}
    folder.edit("content/posts/garden.md", "[website, facebook, x]", "[website, facebook]")
    assert export(folder, "ics", MONDAY, *x, *since(folder, "x")) == 0
    assert str(events(folder, "x")["garden"]["status"]) == "CANCELLED"
    assert export(folder, "ics", MONDAY, "--channel", "x", *since(folder, "ics")) == 0
    assert changes(folder, "ics") == [], "the calendar of all channels still has them"
    assert export(folder, "ics", MONDAY, *since(folder, "ics")) == 0
    assert changes(folder, "ics") == [("changed", "garden", "")]


def test_a_record_from_before_channels_were_noted_is_read(site):
    folder = site(WEEK + POSTS)
    assert export(folder, "ics", MONDAY) == 0
    record = folder.root / "reports/calendar-ics/export.json"
    old = json.loads(record.read_bytes())
    del old["channel"]
    record.write_text(json.dumps(old))
    remove(folder, "run")
    assert export(folder, "ics", MONDAY, *since(folder, "ics")) == 0
    assert changes(folder, "ics") == [("cancelled", "run", "")]
