"""A year's plan as somebody types it: what comes on which stream, and the exit code."""

from __future__ import annotations

import pytest
from typed import run

THEN = ("--as-of", "2026-11-24")

CHANNELS = """\
-- content/channels.yaml --
channels:
  - {id: website, name: Our site, platform: website}
  - {id: facebook, name: Facebook, platform: facebook}
"""


def test_a_plan_is_tried_made_and_not_made_twice(site):
    folder = site(CHANNELS).root
    tried = run("new", "plan", "2027", *THEN, "--packs", "heart", "--dry-run", cwd=folder)
    assert (tried.code, tried.out) == (
        0,
        "would make content/posts/wear-red-2027.md: Fri 2027-02-05; facebook\n"
        "would make content/posts/blood-pressure-numbers-2027.md: Tue 2027-02-09; website, facebook\n"
        "would make content/posts/heart-attack-signs-2027.md: Thu 2027-02-18; website, facebook\n"
        "would make 3 posts of 1 pack, left out 0\n"
        "nothing was written: --dry-run\n",
    )
    assert not (folder / "content/posts").exists()
    made = run("new", "plan", "2027", *THEN, "--packs", "heart", "--time", "12:30", cwd=folder)
    assert made.code == 0
    assert made.out == tried.out.replace("would make", "made").replace("nothing was written: --dry-run\n", "")
    assert "3 of them say at their head what a clinician has to make sure of first" in made.err
    assert "1 of them says at its head what only you can fill in" in made.err
    assert "date: 2027-02-05T12:30\n" in (folder / "content/posts/wear-red-2027.md").read_text()
    again = run("new", "plan", "2027", *THEN, "--packs", "heart", cwd=folder)
    assert (again.code, again.err) == (0, "")
    assert again.out == (
        "left out wear-red-2027: it is there already\n"
        "left out blood-pressure-numbers-2027: it is there already\n"
        "left out heart-attack-signs-2027: it is there already\n"
        "made 0 posts of 0 packs, left out 3\n"
    )


def test_the_packs_are_listed_without_a_year_and_without_a_site(tmp_path):
    said = run("new", "plan", "--list", cwd=tmp_path)
    assert said.code == 0
    assert "heart: Heart month\n  wear-red: Why we wear red (US first Friday of February)\n" in said.out
    assert "  world-diabetes-day: Blue for World Diabetes Day (November 14)\n" in said.out
    one = run("new", "plan", "--list", "--packs", "flu", cwd=tmp_path)
    assert one.out.startswith("flu: Flu shots\n")
    assert one.out.endswith("1 pack with 3 posts\n")


@pytest.mark.parametrize(
    ("arguments", "error", "hint"),
    [
        ([], "no year to plan", "--list shows the packs"),
        (["soon"], "soon is not a year", "new plan 2027"),
        (["27"], "27 is not a year", "new plan 2027"),
        (["2027", "--packs", " ,"], "--packs names nothing", "--packs one,two"),
        (["2027", "--packs", "flue"], "no pack flue", "allergies, "),
        (["--list", "--packs", "flue"], "no pack flue", "allergies, "),
        (["2025"], "2025 is over", "new plan 2027"),
        (["2027", "--as-of", "soon"], "--as-of soon is not a date", "YYYY-MM-DD"),
        (["2027", "--time", "noon"], "--time noon is not a time of day", "HH:MM"),
        (["2027", "--channels", "radio"], "no channel radio", "has website, facebook"),
        (["2027", "--audience", "teens"], "no audience teens", "content/audiences.yaml has none"),
    ],
)
def test_a_mistake_of_a_plan_gives_an_error_a_hint_and_exit_code_2(site, arguments, error, hint):
    said = run("new", "plan", *THEN, *arguments, cwd=site(CHANNELS).root)
    assert (said.code, said.out) == (2, "")
    assert f"site-gen: error: {error}" in said.err
    assert hint in said.err


def test_outside_of_a_site_no_plan_is_made(tmp_path):
    said = run("new", "plan", "2027", *THEN, cwd=tmp_path)
    assert said.code == 2
    assert "no site.yaml" in said.err
    assert list(tmp_path.iterdir()) == []
