"""`report today`: what needs whom, in which order, and with whose words not."""

from __future__ import annotations

import datetime
import json

import pytest
from team.teams import TEAM

from conftest import AS_OF, review
from site_gen.cli.main import run
from site_gen.errors import SiteGenError
from site_gen.pipeline.options import ignore_progress
from site_gen.pipeline.team.today import read_today
from site_gen.report.team.today import format_text

NOON = datetime.datetime.fromisoformat("2026-11-24T12:00:00-06:00")
SECRET = "Maria K. says chest pain since Tuesday"


def pending(number: int, day: str) -> str:
    return review(number, text=SECRET, extra="moderation: {status: pending}").replace("2026-03-10T", f"{day}T")


def post(slug: str, date: str, *, status: str = "approved", channels: str = "[facebook]", more: str = "") -> str:
    front = f"title: {slug}\nsummary: Short.\ndate: {date}\nstatus: {status}\nchannels: {channels}\n{more}"
    if status == "approved":
        front += "approvals: [{by: compliance, on: 2026-11-20}]\n"
    return f"-- content/posts/{slug}.md --\n---\n{front}---\nText.\n"


def work(folder, role=None, at=NOON):
    return read_today(folder.options(at=at), role, ignore_progress)


def by_role(today) -> dict[str, list[tuple[str, str]]]:
    return {one.role: [(task.urgency, task.what) for task in one.tasks] for one in today.roles}


def test_a_task_stands_with_every_role_that_has_its_duty(site):
    today = work(site(TEAM + pending(1, "2026-11-20")))
    waiting = ("today", "1 review waits for a decision, the oldest since 2026-11-20")
    assert [role for role, tasks in by_role(today).items() if waiting in tasks] == ["compliance"]
    assert [task.due_on for task in today.tasks if task.duty == "moderate"] == [datetime.date(2026, 12, 4)]


def test_a_decision_that_is_late_is_for_now_and_comes_first(site):
    today = work(site(TEAM + pending(1, "2026-11-02") + pending(2, "2026-11-23")))
    assert (today.tasks[0].urgency, today.tasks[0].count) == ("now", 2)


def test_where_a_role_has_nobody_its_work_stands_with_its_backup_too(site):
    today = work(site(TEAM + post("walk", "2026-11-24T17:00:00-06:00")))
    found = ("today", "The post “walk” goes out at 2026-11-24 17:00 on facebook")
    assert [role for role, tasks in by_role(today).items() if found in tasks] == ["office-manager", "marketing"]
    manager = next(one for one in today.roles if one.role == "office-manager")
    assert manager.stands_in_for == ("Marketing",)


def test_a_post_that_an_error_leaves_out_goes_out_nowhere(site):
    film = "-- content/media/tour.webm --\nno captions\n"
    broken = post("broken", "2026-11-24T15:00:00-06:00", more="visual: {file: media/tour.webm, alt: Our rooms}\n")
    folder = site(TEAM + film + broken + post("walk", "2026-11-24T17:00:00-06:00"))
    said = [task.what for task in work(folder).tasks if task.duty == "posts"]
    assert "The post “walk” goes out at 2026-11-24 17:00 on facebook" in said
    assert "The post “broken” is left out for an error; its hour is 2026-11-24 15:00 on facebook" in said
    assert not [what for what in said if "broken” goes out" in what]


def test_a_duty_that_nobody_has_is_nobodys(site):
    folder = site(TEAM.replace("approve-posts, alerts", "alerts"))
    folder.write(post("walk", "2026-11-27T09:00:00-06:00", status="draft"))
    assert ("soon", "The post “walk” waits for approval") in by_role(work(folder))[""]


def test_without_a_team_everything_is_nobodys(site):
    today = work(site(pending(1, "2026-11-20")))
    assert (today.has_team, [one.name for one in today.roles]) == (False, ["Nobody yet"])
    assert today.roles[0].tasks == today.tasks


def test_posts_are_named_as_long_as_there_is_something_to_do(site):
    folder = site(
        TEAM
        + post("late", "2026-11-24T09:00:00-06:00", status="draft")
        + post("out", "2026-11-23T09:00:00-06:00")
        + post("site", "2026-11-24T15:00:00-06:00", channels="[website]")
        + post("soon", "2026-11-28T09:00:00-06:00", status="draft")
        + post("far", "2026-12-28T09:00:00-06:00", status="draft")
        + post("idea", "2026-12-05T09:00:00-06:00", status="idea")
    )
    named = {
        task.items[0].removeprefix("content/posts/").removesuffix(".md"): task
        for task in work(folder).tasks
        if task.items[0].startswith("content/posts/") and not task.command
    }
    assert {slug: task.urgency for slug, task in named.items()} == {"late": "now", "soon": "soon", "idea": "soon"}


def test_what_runs_out_within_a_month_is_named(site):
    words = [task.what for task in work(site(TEAM)).tasks]
    assert "Rosa Lima is to take the course HIPAA again" in words
    assert "The business-associate agreement with Survey House runs out" in words
    later = [task.what for task in work(site(TEAM.replace("2026-12-09", "2027-03-09"))).tasks]
    assert "Rosa Lima is to take the course HIPAA again" not in later


def test_an_alert_that_ends_today_is_named(site):
    alert = """\
-- content/alerts/water.yaml --
title: Closed today
text: A water main broke.
severity: warning
scope: all
starts_at: 2026-11-24T06:00:00-06:00
ends_at: 2026-11-24T20:00:00-06:00
source: {name: Water, url: "https://water.example/"}
approved_by: compliance
approved_on: 2026-11-24
"""
    folder = site(TEAM + alert)
    assert [task.duty for task in work(folder).tasks if "Closed today" in task.what] == ["alerts"]
    assert not [task for task in work(folder, at=NOON.replace(day=22)).tasks if "Closed today" in task.what]


def test_what_rules_find_is_somebodys_and_no_words_of_patients_are_said(site):
    folder = site(TEAM + review(1, rating=1, text=SECRET) + pending(2, "2026-11-20"))
    folder.edit("content/providers/ana-diaz.yaml", "languages:", "verified_on: 2026-01-02\nlanguages:")
    today = work(folder)
    assert ("today", "SRC010 stale-profile: 1 finding") in by_role(today)["office-manager"]
    text = format_text(today, lambda words, color: words)
    assert "Maria" not in text
    assert "chest pain" not in text


def test_the_command_writes_files_for_one_role_and_refuses_one_that_is_not_there(site, capsys):
    folder = site(TEAM + pending(1, "2026-11-20"))
    args = ["-C", str(folder.root), "report", "today", "--as-of", "2026-11-24"]
    assert run([*args, "--role", "compliance", "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert [one["role"] for one in said["roles"]] == ["compliance"]
    written = folder.root / "reports/today"
    assert json.loads((written / "today.json").read_bytes()) == said
    assert "1 review waits for a decision" in (written / "today.html").read_text(encoding="utf-8")
    assert run([*args, "--role", "complaints"]) == 2
    assert "there are compliance, office-manager" in capsys.readouterr().err


def test_a_site_that_does_not_load_says_where(site):
    folder = site(TEAM)
    folder.edit("site.yaml", "name: Harbor Dental", "nam: Harbor Dental")
    with pytest.raises(SiteGenError, match=r"site\.yaml:1: unknown key nam"):
        work(folder)
    assert AS_OF.isoformat() == "2026-11-24"
