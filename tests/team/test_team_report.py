"""`report team`, code owners and CI recipes, all out of the team."""

from __future__ import annotations

import datetime
import json
import tomllib

import pytest
from team.teams import TEAM

from site_gen.cli.main import run
from site_gen.load.documents import parse_team
from site_gen.load.yaml_reader import read_plain
from site_gen.pipeline.team.owners import code_owners, unowned
from site_gen.pipeline.team.roster import agreement_of, roster_of

AS_OF = datetime.date(2026, 11, 24)


def team(text: str = TEAM):
    found = parse_team(text.partition("\n")[2].encode(), "content/team.yaml")
    assert not isinstance(found, list), found
    return found


def test_every_duty_says_who_has_it_and_who_stands_in():
    rows = {row.duty: row for row in roster_of(team(), "Harbor", AS_OF).duties}
    assert (rows["moderate"].roles, rows["moderate"].members) == (("Compliance",), ("Rosa Lima",))
    assert rows["moderate"].backups == ("Office manager",)
    assert rows["posts"].members == (), "Mia left"


@pytest.mark.parametrize(
    ("day", "state"),
    [("2024-12-31", "missing"), ("2025-01-01", "in force"), ("2026-11-24", "runs out"), ("2026-12-21", "expired")],
)
def test_an_agreement_stands_from_its_first_day_to_its_last(day, state):
    assert agreement_of(team().vendors[0], datetime.date.fromisoformat(day))[0] == state


def test_a_vendor_who_sees_no_data_of_patients_needs_no_agreement():
    assert agreement_of(team().vendors[1], AS_OF) == ("not needed", None)


def test_the_report_fails_while_a_duty_or_an_agreement_is_missing(site, capsys):
    folder = site(TEAM)
    args = ["-C", str(folder.root), "report", "team"]
    assert run([*args, "--as-of", "2026-12-21"]) == 1
    assert "nobody sees to: posts\nno agreement in force with: Survey House" in capsys.readouterr().out
    whole = TEAM.replace(", left_on: 2026-11-01", "")
    folder.write(whole)
    assert run([*args, "--as-of", "2026-11-24"]) == 0
    data = json.loads((folder.root / "reports/team/team.json").read_bytes())
    assert [one["name"] for one in data["vendors"]] == ["Survey House", "Post Tool"]
    page = (folder.root / "reports/team/team.html").read_text(encoding="utf-8")
    assert "Every duty has somebody" in page


def test_a_site_without_a_team_is_told_where_it_goes(site, capsys):
    assert run(["-C", str(site().root), "report", "team"]) == 2
    assert "there is no content/team.yaml" in capsys.readouterr().err


def test_code_owners_come_from_duties_and_the_general_line_comes_first():
    lines = code_owners(team()).splitlines()[1:]
    assert lines[0] == "* @harbor/web"
    assert "/content/reviews/ @harbor/compliance" in lines
    assert "/content/posts/" in unowned(team()), "communications have no handle"


def test_code_owners_are_made_anew_and_those_of_somebody_else_are_left_alone(site, capsys):
    folder = site(TEAM)
    args = ["-C", str(folder.root), "new", "owners"]
    assert run(args) == 0
    template = folder.root / ".github/pull_request_template.md"
    template.write_text("Ours.\n")
    folder.edit("content/team.yaml", "@harbor/web", "@harbor/webmasters")
    assert run(args) == 0
    owners = folder.root / ".github/CODEOWNERS"
    assert "* @harbor/webmasters" in owners.read_text()
    assert template.read_text() == "Ours.\n"
    owners.write_text("* @me\n")
    assert run(args) == 2
    assert owners.read_text() == "* @me\n"
    assert "was not written by this command" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("host", "file"),
    [
        ("github", ".github/workflows/site.yml"),
        ("gitlab", ".gitlab-ci.yml"),
        ("cloudflare", ".github/workflows/site.yml"),
        ("netlify", "netlify.toml"),
    ],
)
def test_a_recipe_is_a_file_of_its_host_that_checks_before_it_builds(site, host, file):
    folder = site()
    args = ["-C", str(folder.root), "new", "ci", host]
    assert run(args) == 0
    text = (folder.root / file).read_text()
    assert text.index("site-gen check") < text.index("site-gen build")
    assert "site-gen build --allow-left-out" in text
    assert "$$" not in text
    assert "$version" not in text
    if file.endswith(".toml"):
        assert tomllib.loads(text)["build"]["publish"] == "public"
    else:
        assert read_plain(text.encode())
    assert run(args) == 2, "nothing is overwritten"
