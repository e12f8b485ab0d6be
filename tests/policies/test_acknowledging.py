"""`site-gen policy`: who has read what is written into the team's file, told, and every version with it."""

from __future__ import annotations

import csv
import datetime
import io
import json

import pytest
from policies.harbor_team import SOCIAL_MEDIA, read, sha256, team
from seal.sealing import SealedSite

from site_gen.cli.main import run
from site_gen.errors import SiteGenError
from site_gen.load.documents import parse_team
from site_gen.load.edit_team import add_acknowledgement
from site_gen.model.team import Acknowledgement, Member, Role, Team

POLICY = f"-- content/policies/social-media.md --\n{SOCIAL_MEDIA}"
ROLES = "roles: [{id: a, name: A}]\n"
DAY = datetime.date(2026, 2, 2)
TOM = Member(id="tom", name="Tom", roles=("a",))
READ = f"{{policy: p, sha256: {'ab' * 32}, on: 2026-01-01}}"
FORMS = {
    "a block without any": """\
members:
  # c
  - id: tom   # x
    name: Tom
    roles: [a]   # y
  - {id: z, name: Z, roles: [a]}
""",
    "an empty list": """\
members:
- id: tom
  name: Tom
  roles: [a]
  acknowledgements: []  # none yet
""",
    "a block before other keys": f"""\
members:
- id: tom
  name: Tom
  acknowledgements:
  # first
  - {READ}  # one
  roles: [a]
""",
    "items over some lines": f"""\
members:
- id: tom
  name: Tom
  acknowledgements:
    - policy: p
      sha256: {"ab" * 32}
      on: 2026-01-01
  roles:
    - a
""",
    "one line": "members: [{id: tom, name: Tom, roles: [a]}]\n",
    "one line with a list": f"members: [{{id: tom, name: Tom, roles: [a], acknowledgements: [{READ}]}}]\nvendors: []",
    "a list that ends with a comma": f"""\
members:
  - {{id: q, name: Q, roles: [a]}}
  - {{id: tom, name: Tom, acknowledgements: [
      {READ},  # c
    ], roles: [a]}}""",
    "first of the keys, without a last line feed": f"""\
members:
- acknowledgements:
    - {READ}
  id: tom
  name: Tom
  roles: [a]""",
}


@pytest.fixture
def say(capsys):
    """Run a command; give exit code, stdout and stderr."""

    def said(*arguments: object) -> tuple[int, str, str]:
        code = run([*map(str, arguments)])
        return code, *capsys.readouterr()

    return said


def acknowledge(say, folder, member="tom", *more):
    return say(
        "-C", folder.root, "policy", "acknowledge", "social-media", "--member", member, "--as-of", "2026-11-24", *more
    )


@pytest.mark.parametrize("line_feed", ["\n", "\r\n"])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("digest", ["1" * 64, f"{'1' * 30}e{'2' * 33}", "cd" * 32])
def test_it_is_added_in_whatever_form_the_file_has_and_every_other_line_stays(form, line_feed, digest):
    data = (ROLES + FORMS[form]).replace("\n", line_feed).encode()
    before = parse_team(data, "content/team.yaml")
    assert not isinstance(before, list), before
    one = Acknowledgement(policy="p", sha256=digest, on=DAY)
    after = parse_team(edited := add_acknowledgement(data, before, "tom", one), "content/team.yaml")
    assert not isinstance(after, list), after
    tom = next(member for member in after.members if member.id == "tom")
    assert tom.acknowledgements[-1] == one
    assert edited.count(b"#") == data.count(b"#")
    assert edited.count(b"\n") == edited.count(line_feed.encode())


def test_a_file_in_a_form_that_cannot_be_edited_is_refused_with_the_line_to_write():
    data = f"{ROLES}members: [!!map {{id: tom, name: Tom, roles: [a]}}]\n".encode()
    before = Team(path="content/team.yaml", roles=(Role(id="a", name="A"),), members=(TOM,))
    one = Acknowledgement(policy="p", sha256="cd" * 32, on=DAY)
    with pytest.raises(SiteGenError, match="cannot be written") as caught:
        add_acknowledgement(data, before, "tom", one)
    assert f"{{policy: p, sha256: {'cd' * 32}, on: 2026-02-02}}" in caught.value.hint


def test_a_member_acknowledges_and_the_file_keeps_its_comments(site, say):
    folder = site(POLICY + team(read()))
    code, out, err = acknowledge(say, folder)
    assert code == 0
    assert out.splitlines() == [
        "Social media policy, version 1, content/policies/social-media.md",
        f"SHA-256 {sha256(SOCIAL_MEDIA)}",
        "Tom Reed has read it, on 2026-11-24",
    ]
    assert err == ""
    written = (folder.root / "content/team.yaml").read_text()
    assert "# Harbor Dental's people" in written
    assert "# since 2019" in written
    assert f"- {{policy: social-media, sha256: {sha256(SOCIAL_MEDIA)}, on: 2026-11-24}}" in written


def test_who_still_has_to_read_it_is_named(site, say):
    _code, _out, err = acknowledge(say, site(POLICY + team()))
    assert err == "still to read it: rosa\n"


def test_nobody_acknowledges_a_version_twice(site, say):
    folder = site(POLICY + team(read(), read()))
    before = (folder.root / "content/team.yaml").read_bytes()
    code, out, _err = acknowledge(say, folder)
    assert (code, out.splitlines()[-1]) == (0, "Tom Reed had read it already, on 2026-02-02")
    assert (folder.root / "content/team.yaml").read_bytes() == before


def test_the_policy_is_shown_and_nothing_is_written(site, say):
    folder = site(POLICY + team())
    before = (folder.root / "content/team.yaml").read_bytes()
    _code, out, _err = acknowledge(say, folder, "tom", "--show")
    assert out.endswith("We say nothing about anybody who may be a patient.\n")
    assert (folder.root / "content/team.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("policy", "member", "says"),
    [
        ("social-medium", "tom", "did you mean social-media?"),
        ("social-media", "tim", "did you mean tom?"),
        ("social-media", "kim", "nobody acknowledges for somebody who is not there"),
    ],
)
def test_what_there_is_not_is_named_with_what_was_meant(site, say, policy, member, says):
    folder = site(POLICY + team() + "  - {id: kim, name: Kim, roles: [office], left_on: 2026-01-01}\n")
    code, _out, err = say("-C", folder.root, "policy", "acknowledge", policy, "--member", member)
    assert code == 2
    assert says in err


def test_a_team_that_does_not_load_stays_as_it_is(site, say):
    folder = site(POLICY + "-- content/team.yaml --\nroles: []\n")
    code, _out, err = acknowledge(say, folder)
    assert code == 2
    assert "content/team.yaml:1" in err
    assert (folder.root / "content/team.yaml").read_text() == "roles: []\n"


def test_coverage_says_who_has_read_what_in_every_form(site, say):
    old = SOCIAL_MEDIA.replace("nothing", "little")
    folder = site(POLICY + team(read(), read(old)) + "  - {id: kim, name: '=Kim', roles: [office]}\n")
    where = ("-C", folder.root, "policy", "coverage", "--as-of", "2026-11-24", "--format")
    _code, out, _err = say(*where, "text")
    assert out.splitlines() == [
        "Social media policy (social-media), version 1: 1 of 3 have read it",
        "  rosa  Rosa Lima (compliance): read version 1 on 2026-02-02",
        f"  tom  Tom Reed (office): read only a version of SHA-256 {sha256(old)[:12]}… on 2026-02-02",
        "  kim  =Kim (office): not read",
    ]
    (policy,) = json.loads(say(*where, "json")[1])["policies"]
    assert [one["state"] for one in policy["readers"]] == ["current", "earlier", "never"]
    rows = list(csv.DictReader(io.StringIO(say(*where, "csv")[1])))
    assert [(one["member"], one["state"]) for one in rows] == [
        ("rosa", "current"),
        ("tom", "earlier"),
        ("kim", "never"),
    ]
    assert rows[2]["name"] == "'=Kim", "no spreadsheet takes it for a formula"
    page = say(*where, "html")[1]
    assert "1 of 3 have read version 1" in page
    assert "not read" in page


def test_coverage_goes_into_a_file(site, say, tmp_path):
    folder = site(POLICY + team(read()))
    file = tmp_path / "coverage.html"
    code, out, _err = say("-C", folder.root, "policy", "coverage", "--format", "html", "--out", file)
    assert (code, out) == (0, f"wrote {file}\n")
    assert file.read_text().startswith("<!doctype html>") or "<html" in file.read_text()


def test_the_log_of_a_policy_has_its_changes_and_what_was_sealed(tmp_path, say):
    folder = SealedSite(tmp_path / "site")
    folder.seal()
    text = (folder.root / "content/policies/review-policy.md").read_text()
    newer, older = '{version: "2", on: 2026-11-02, what: Faster}', '{version: "1", on: 2026-01-02, what: First}'
    changes = f'version: "2"\nchanges: [{newer}, {older}]'
    (folder.root / "content/policies/review-policy.md").write_text(text.replace('version: "1"', changes))
    _code, out, _err = say("-C", folder.root, "policy", "log", "review-policy")
    lines = out.splitlines()
    assert lines[0].startswith("Review policy (review-policy), version 2, SHA-256 ")
    assert lines[1:4] == [
        "this version is not sealed yet",
        "2026-01-02  version 1  First",
        "2026-11-02  version 2  Faster",
    ]
    assert lines[4].startswith("sealed 2026-11  version 1  leaf ")
    folder.seal()
    read = json.loads(say("-C", folder.root, "policy", "log", "review-policy", "--format", "json")[1])
    assert read["is_sealed"] is True
    assert [one["version"] for one in read["sealed"]] == ["1", "2"]


def test_an_internal_policy_has_changes_and_no_seal(site, say):
    _code, out, _err = say("-C", site(POLICY).root, "policy", "log", "social-media")
    assert out.splitlines()[1:] == ["internal: neither published nor sealed"]
