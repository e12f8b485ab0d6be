"""`report freshness`: what is past its day or near it, whose it is, and letters that nobody sends."""

from __future__ import annotations

import csv
import datetime
import email
import email.policy
import io
import json

import pytest
from team.teams import TEAM

from site_gen.check.rules.src.credential_expired import RULE as CREDENTIAL
from site_gen.check.rules.src.stale_profile import RULE as PROFILE
from site_gen.cli.main import run
from site_gen.pipeline.freshness.owners import Days

PERSON = """\
-- content/providers/{slug}.yaml --
name: {{given: {given}, family: Okafor}}
kind: dentist
locations: [{{location: downtown}}]
credentials: [{{name: Illinois dental license, expires_on: {license}}}]
status: {status}
{verified}
"""
CONTENT = (
    PERSON.format(slug="ben", given="Ben", license="2026-12-24", status="active", verified="verified_on: 2026-08-25")
    + PERSON.format(
        slug="cora", given='"=Cora"', license="2026-11-23", status="on-leave", verified="verified_on: 2026-08-26"
    )
    + PERSON.format(slug="gone", given="Gone", license="2020-01-01", status="departed", verified="")
    + """\
-- content/policies/social-media.md --
---
title: Social media
version: "3"
owner: marketing
review_by: 2026-12-24
visibility: internal
---
Words.
-- content/policies/parking.md --
---
title: Parking
review_by: 2026-12-25
---
Words.
-- content/responses/thanks.md --
---
title: Thanks
topic: thanks
approved_on: 2026-01-01
expires_on: 2026-11-24
---
Words.
-- content/pages/teeth.md --
---
title: Teeth
reviewed_by: Dr. Ana Diaz
reviewed_on: 2025-11-23
---
Words.
-- content/media/room.jpg --
-- content/media/room.yaml --
alt: A waiting room
source: Bought from Zed Pictures
people:
  - {who: Quentin Patient, is_patient: true, consent: photo-7, consent_expires_on: 2026-12-01}
"""
)


def said(folder, *args: str, code: int = 1, capsys: pytest.CaptureFixture[str]) -> str:
    assert run(["-C", str(folder.root), "report", "freshness", "--as-of", "2026-11-24", *args]) == code
    return capsys.readouterr().out


@pytest.fixture
def folder(site):
    return site(CONTENT + TEAM)


def test_each_thing_is_late_the_day_after_its_last_one_and_what_nobody_looked_at_comes_first(folder, capsys):
    rows = json.loads(said(folder, "--format", "json", capsys=capsys))["items"]
    told = [(row["state"], row["kind"], row["title"], row["due_on"], row["days_left"]) for row in rows]
    assert told == [
        ("undated", "profile", "Dr. Ana Diaz, DDS", None, None),
        ("late", "page", "Teeth", "2026-11-23", -1),
        ("late", "profile", "Ben Okafor", "2026-11-23", -1),
        ("late", "credential", "=Cora Okafor", "2026-11-23", -1),
        ("due", "profile", "=Cora Okafor", "2026-11-24", 0),
        ("due", "response", "Thanks", "2026-11-24", 0),
        ("due", "media", "content/media/room.yaml", "2026-12-01", 7),
        ("due", "policy", "Social media", "2026-12-24", 30),
        ("due", "credential", "Ben Okafor", "2026-12-24", 30),
        ("fresh", "policy", "Parking", "2026-12-25", 31),
    ]


FORM = "  - {reference: photo-7, version: photo-1, scope: [website], signed_on: 2026-03-09%s}\n"


@pytest.mark.parametrize(
    ("forms", "due_on", "state"),
    [
        ([""], "2026-12-01", "due"),
        ([", expires_on: 2027-12-31"], "2026-12-01", "due"),
        ([", expires_on: 2026-11-23"], "2026-11-23", "late"),
        ([", expires_on: 2026-11-24"], "2026-11-24", "due"),
        ([", revoked_on: 2026-11-24"], "2026-11-23", "late"),
        ([", revoked_on: 2026-11-25"], "2026-11-24", "due"),
        ([", expires_on: 2026-11-20, revoked_on: 2026-11-10"], "2026-11-09", "late"),
        ([", revoked_on: 2026-11-10", ", expires_on: 2026-11-30"], "2026-11-30", "due"),
    ],
)
def test_a_consent_ends_with_its_form_in_the_register_and_as_the_rule_has_it(site, capsys, forms, due_on, state):
    register = "-- content/authorizations.yaml --\nauthorizations:\n" + "".join(FORM % form for form in forms)
    picture = '-- content/media/room.svg --\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>\n'
    folder = site(CONTENT.replace("-- content/media/room.jpg --\n", picture) + TEAM + register)
    rows = json.loads(said(folder, "--format", "json", capsys=capsys))["items"]
    (row,) = [row for row in rows if row["kind"] == "media"]
    assert (row["due_on"], row["state"]) == (due_on, state)
    found = [one for one in folder.report().findings if one.code == "MED951" and "consent" in one.message]
    assert bool(found) == (state == "late")


def test_what_is_late_is_what_the_rules_find(folder, capsys):
    rows = json.loads(said(folder, "--format", "json", capsys=capsys))["items"]
    late = {(row["kind"], row["path"]) for row in rows if row["state"] == "late"}
    found = {(one.code, one.path) for one in folder.report().findings if one.code in (PROFILE.code, CREDENTIAL.code)}
    kinds = {"profile": PROFILE.code, "credential": CREDENTIAL.code}
    assert {(kinds[kind], path) for kind, path in late if kind in kinds} == found


def test_a_role_is_told_what_it_sees_to_and_a_backup_what_is_left_to_it(folder, capsys):
    text = said(folder, capsys=capsys)
    blocks = {block.splitlines()[0]: block for block in text.split("\n\n")}
    manager = blocks["Office manager: Bo Lee (stands in for Marketing)"]
    assert "Ben Okafor: profile, 1 day late" in manager
    assert "Social media: policy, version 3, 30 days left" in manager, "Mia of marketing has left"
    assert "Social media" in blocks["Marketing"]
    assert "Compliance" not in text, "parking has 31 days"
    assert text.splitlines()[-1].endswith("3 late, 1 profile without a day, 5 due by 2026-12-24")


def test_a_site_without_a_team_has_everything_with_nobody(site, capsys):
    text = said(site(CONTENT), capsys=capsys)
    assert text.startswith("Nobody yet\n")
    assert "Nobody yet" in said(site(CONTENT), "--mail", capsys=capsys)


def test_one_role_alone_and_a_longer_look_ahead(folder, capsys):
    assert "Parking: policy, 31 days left" in said(
        folder, "--role", "compliance", "--within", "31", code=0, capsys=capsys
    )
    assert run(["-C", str(folder.root), "report", "freshness", "--role", "kitchen"]) == 2
    assert "there are compliance, office-manager" in capsys.readouterr().err


def test_letters_are_text_and_drafts_with_the_same_words_and_no_address(folder, capsys):
    text = said(folder, "--mail", capsys=capsys)
    place = folder.root / "reports/freshness/mail"
    assert sorted(file.name for file in place.iterdir()) == ["marketing.eml", "office-manager.eml"]
    for file in place.iterdir():
        draft = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        body = draft.get_content().replace("\r\n", "\n")
        assert f"Subject: {draft['Subject']}\n\n{body}".strip() in text
        assert not {"To", "From", "Date", "Bcc"} & set(draft.keys())
        assert draft["X-Unsent"] == "1"
        assert max(map(len, file.read_bytes().partition(b"\r\n\r\n")[2].split(b"\r\n"))) <= 78
    said(folder, capsys=capsys)
    assert not list(place.iterdir()), "letters of an earlier day do not stay"


def test_a_name_of_two_lines_adds_no_header_to_a_letter(folder, capsys):
    folder.edit("site.yaml", "name: Harbor Dental", 'name: "Harbor\\nBcc: all@harbor.example\\n\\nDental \\e[2J"')
    said(folder, "--mail", capsys=capsys)
    draft = email.message_from_bytes((folder.root / "reports/freshness/mail/marketing.eml").read_bytes())
    assert set(draft.keys()) == {"Subject", "X-Unsent", "Content-Type", "Content-Transfer-Encoding", "MIME-Version"}


def test_no_person_in_a_picture_and_no_form_is_in_any_file(folder, capsys):
    text = said(folder, "--mail", capsys=capsys)
    files = [file.read_bytes() for file in (folder.root / "reports/freshness").rglob("*") if file.is_file()]
    assert len(files) == 5
    for data in (text.encode(), *files):
        assert b"room.yaml" in data or b"marketing" in data.lower()
        assert not any(word in data for word in (b"Quentin", b"photo-7", b"Zed Pictures"))


def test_the_table_has_everything_and_no_cell_is_a_formula(folder, capsys):
    rows = list(csv.DictReader(io.StringIO(said(folder, "--format", "csv", capsys=capsys))))
    assert len(rows) == 10
    assert {"'=Cora Okafor", "Ben Okafor"} <= {row["title"] for row in rows}
    assert [row["days_left"] for row in rows][:2] == ["", "-1"]


def test_the_page_escapes_what_it_shows_and_lists_profiles_by_their_last_look(folder, capsys):
    folder.edit("content/providers/ben.yaml", "given: Ben", 'given: "<script>x()</script>"')
    said(folder, capsys=capsys)
    page = (folder.root / "reports/freshness/freshness.html").read_text(encoding="utf-8")
    assert "<script" not in page
    table = page[page.index('id="profiles"') :]
    assert table.index("Ana Diaz") < table.index("&lt;script&gt;") < table.index("=Cora")


def test_a_file_that_does_not_load_is_named_and_the_others_are_there(folder, capsys):
    folder.write("-- content/providers/broken.yaml --\nname: [\n")
    assert run(["-C", str(folder.root), "report", "freshness", "--role", "compliance", "--as-of", "2026-11-24"]) == 1
    streams = capsys.readouterr()
    assert "content/providers/broken.yaml does not load" in streams.err
    assert "1 policy" in streams.out


def test_letters_as_json_are_refused(folder, capsys):
    assert run(["-C", str(folder.root), "report", "freshness", "--mail", "--format", "json"]) == 2
    assert "--mail with --format json" in capsys.readouterr().err


@pytest.mark.parametrize(("due", "state"), [("2026-11-23", "late"), ("2026-11-24", "due"), ("2026-11-25", "fresh")])
def test_without_a_look_ahead_only_today_is_due(due, state):
    assert Days(datetime.date(2026, 11, 24), 0).state_of(datetime.date.fromisoformat(due)) == state
