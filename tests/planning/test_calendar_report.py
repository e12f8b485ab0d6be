"""`report calendar`: months and weeks, what changed, what came of posts; and the same page in the preview."""

from __future__ import annotations

import csv
import datetime
import io
import json

import pytest
from bs4 import BeautifulSoup
from planning.planned import WEEK, alert, at, post

from site_gen.cli.main import run
from site_gen.errors import SiteGenError
from site_gen.pipeline.calendar.reporting import calendar_page, read_calendar
from site_gen.report.calendar.grid import months_of, weeks_of
from site_gen.report.calendar.page import format_page
from site_gen.report.calendar.table import format_table

NOW = datetime.datetime.fromisoformat("2026-11-24T12:00:00-06:00")


def read(folder, metrics="", months=2, first=None):
    file = None
    if metrics:
        file = folder.root / "numbers.csv"
        file.write_text(metrics, encoding="utf-8")
    return read_calendar(folder.options(at=NOW), first=first, months=months, metrics=file)


def test_every_post_of_the_months_stands_on_its_day_and_the_others_nowhere(site):
    folder = site(
        WEEK
        + post("a", "23T09:00")
        + post("b", "12-02T23:30")
        + post("far", date="2027-02-01T09:00:00-06:00")
        + post("idea", "", status="idea")
    )
    work = read(folder)
    months = months_of(work)
    assert [(month.label, month.posts) for month in months] == [("November 2026", 1), ("December 2026", 1)]
    days = {one.post: day.date for month in months for day in month.days for one in day.posts}
    assert days == {"a": datetime.date(2026, 11, 23), "b": datetime.date(2026, 12, 2)}
    assert [one.post for one in work.undated] == ["idea"]
    assert all(len(month.days) % 7 == 0 and month.days[0].label.startswith("Mon") for month in months)


def test_weeks_begin_with_the_monday_of_the_current_one(site):
    weeks = weeks_of(read(site(WEEK + post("a", "23T09:00"))))
    assert [week.label for week in weeks[:2]] == ["November 23 to 29", "November 30 to December 6"]
    assert [day.is_today for day in weeks[0].days] == [False, True, *[False] * 5]


def test_moved_held_and_replaced_posts_say_why(site):
    folder = site(
        WEEK
        + post("run", "12-01T09:00", topics="[outdoors]")
        + post("open-house", "12-01T10:00")
        + post("sleep", "12-02T09:00", holds="[{since: 2026-11-24T10:00:00Z, by: compliance, reason: wait}]")
        + alert("30T00:00", "12-02T00:00", holds="outdoors", replaces="open-house")
    )
    work = read(folder)
    said = {one.post: (one.state, one.at, one.was, one.reason) for one in work.posts}
    smoke = "by the alert smoke: Smoke from wildfires"
    assert said == {
        "run": ("scheduled", at("12-02T09:00"), at("12-01T09:00"), f"moved {smoke}"),
        "open-house": ("replaced", at("12-01T10:00"), None, f"replaced {smoke}"),
        "sleep": ("held", at("12-02T09:00"), None, "held by compliance: wait"),
    }
    page = BeautifulSoup(format_page(work), "html.parser")
    assert "2 posts are held or replaced" in page.select_one(".verdict").get_text()
    assert [one.select_one("h4").get_text() for one in page.select(".month .post.stopped")] == ["Open house", "Sleep"]
    [moved] = page.select(".month .post.moved")
    assert "planned for Dec 1, 09:00" in " ".join(moved.get_text().split())


def test_a_page_is_whole_without_anything_from_elsewhere_and_escapes_words(site):
    folder = site(WEEK + post("sleep", "12-02T09:00", title='"<b>Sleep</b> & rest"'))
    page = calendar_page(folder.options(at=NOW), 1).decode()
    assert "<b>Sleep" not in page
    assert "&lt;b&gt;Sleep" in calendar_page(folder.options(at=NOW), 2).decode()
    assert not BeautifulSoup(page, "html.parser").select("script, link, img, [src]")


def test_numbers_are_added_up_by_post_and_channel_and_unknown_rows_are_named(site):
    folder = site(WEEK + post("a", "23T09:00") + post("b", "12-02T09:00"))
    work = read(
        folder,
        "utm_content;utm_source;Impressions;Link Clicks;Engagements\n"
        'a;facebook;"1,200";30;5\n'
        "a;Facebook;100;1;0\n"
        "a;x;10;;\n"
        "nope;facebook;1;1;1\n"
        "a;myspace;1;1;1\n"
        "a;x;many;1;1\n"
        ";x;1;1;1\n",
    )
    results = work.results
    assert [
        (one.post, one.channel, one.rows, one.impressions, one.clicks, one.engagements)
        for one in results.by_post_and_channel
    ] == [
        ("a", "facebook", 2, 1300, 31, 5),
        ("a", "x", 1, 10, 0, 0),
    ]
    assert (results.rows, results.total.impressions) == (7, 1310)
    assert results.unknown == (
        (5, "no post nope"),
        (6, "no channel myspace"),
        (7, "impressions is no whole number: many"),
        (8, "names no post"),
    )


@pytest.mark.parametrize(
    ("written", "clicks"),
    [
        ("1,000", 1000),
        ("12.0", 12),
        ("1,000.000", 1000),
        ("999,999,999,999,999", 999_999_999_999_999),
        ("999999999999999.00", 999_999_999_999_999),
    ],
)
def test_whole_numbers_are_read_to_the_last_digit(site, written, clicks):
    results = read(site(WEEK + post("a", "23T09:00")), f'post,channel,clicks\na,facebook,"{written}"\n').results
    assert (results.unknown, results.total.clicks) == ((), clicks)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("10.000", "has a point that may stand between thousands"),
        ("12.345", "has a point that may stand between thousands"),
        ("1.234.567", "has a point that may stand between thousands"),
        ("1.5", "is no whole number"),
        ("1" + ",000" * 5, "is no whole number"),
        ("1" + ",000" * 110, "is no whole number"),
        ("1" * 16, "is no whole number"),
        ("٣", "is no whole number"),
    ],
)
def test_a_number_that_is_too_long_or_may_be_two_counts_for_nothing(site, written, why):
    results = read(site(WEEK + post("a", "23T09:00")), f'post;channel;clicks\na;facebook;"{written}"\n').results
    assert results.unknown == ((2, f"clicks {why}: {written}"),)
    assert results.total.clicks == 0


def test_a_post_is_known_by_its_link_too(site):
    folder = site(WEEK + post("a", "23T09:00"))
    link = "https://harbor.example/news/a/?utm_source=facebook&utm_content=a"
    results = read(folder, f"Post URL,Clicks\n{link},3\nhttps://harbor.example/news/a/,4\n").results
    assert [(one.post, one.channel, one.clicks) for one in results.by_post_and_channel] == [("a", "facebook", 3)]
    assert results.unknown == ((3, "names no channel"),)


@pytest.mark.parametrize("table", ["Date,Fans\n2026-11-24,3\n", "post,channel\na,facebook\n"])
def test_a_table_that_says_nothing_about_posts_is_refused_with_its_columns(site, table):
    folder = site(WEEK + post("a", "23T09:00"))
    with pytest.raises(SiteGenError, match="says nothing about posts: its columns are"):
        read(folder, table)


def test_the_table_has_a_row_for_each_channel_and_runs_no_formula(site):
    folder = site(WEEK + post("a", "12-02T09:00", title='"=1+1"', channels="[website, facebook, x]"))
    work = read(folder, "post,channel,clicks\na,x,7\n")
    rows = list(csv.DictReader(io.StringIO(format_table(work).decode())))
    assert [(row["channel"], row["title"], row["clicks"]) for row in rows] == [
        ("website", "'=1+1", ""),
        ("facebook", "'=1+1", ""),
        ("x", "'=1+1", "7"),
    ]


def test_the_command_writes_three_files_and_fails_for_what_is_left_out(site, capsys):
    folder = site(WEEK + post("a", "23T09:00"))
    arguments = ["-C", str(folder.root), "report", "calendar", "--as-of", NOW.isoformat()]
    assert run(arguments) == 0
    place = folder.root / "reports/calendar"
    assert sorted(file.name for file in place.iterdir()) == ["calendar.csv", "calendar.html", "calendar.json"]
    assert json.loads((place / "calendar.json").read_bytes())["posts"][0]["post"] == "a"
    folder.edit("content/posts/a.md", at("23T09:00").isoformat(), at("12-01T09:00").isoformat())
    folder.edit("content/posts/a.md", "status: approved", "status: published")
    assert run(arguments) == 1
    assert "left out for errors: a" in capsys.readouterr().err
