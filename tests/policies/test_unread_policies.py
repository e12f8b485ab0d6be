"""What somebody wrote or approved who has not read the policy stays out, until that somebody has."""

from __future__ import annotations

import datetime

import pytest
from policies.harbor_team import REPLY, RESPONSE, SOCIAL_MEDIA, read, team
from replies.answering import NOW, SAFE, hours, reviewed
from seal.sealing import SealedSite

from conftest import AS_OF, review, review_id
from site_gen.errors import SiteGenError
from site_gen.findings import Severity
from site_gen.load.documents import parse_policy, parse_team
from site_gen.model.acknowledged import Lapse, facts_of
from site_gen.model.practice import Practice
from site_gen.pipeline.moderation.desk import Desk
from site_gen.pipeline.replies.desk import take, write
from site_gen.pipeline.replies.shelf import read_shelf

POLICY = f"-- content/policies/social-media.md --\n{SOCIAL_MEDIA}"
ANSWERED = review(1, rating=3, text="Late.", extra=f"moderation: {{status: published, by: compliance}}\n{REPLY}")
BOTH = team(read(), read())
ONE = team(read())
EMERGENCY = """\
-- content/alerts/water.yaml --
title: Downtown is closed
text: A water main broke.
severity: emergency
scope: all
starts_at: 2026-11-23T06:00:00-06:00
ends_at: 2026-11-27T18:00:00-06:00
source: {name: Harbor Water, url: "https://water.example/"}
approved_by: office
approved_on: 2026-11-23
"""
POST = """\
-- content/posts/doors.md --
---
title: New doors
summary: The doors open by themselves now.
date: 2026-11-20T09:00:00-06:00
channels: [website]
status: approved
written_by: office
approvals: [{by: compliance, on: 2026-11-18}]
---
The doors open by themselves now.
"""


def unread(folder):
    return [one for one in folder.findings() if one.code == "POL962"]


def test_a_reply_of_somebody_who_has_not_read_the_policy_is_on_no_page(site):
    folder = site(POLICY + ONE + ANSWERED)
    (finding,) = unread(folder)
    assert (finding.severity, finding.review) == (Severity.ERROR, review_id(1))
    assert "tom has not acknowledged" in finding.message
    assert "Please call the office" not in folder.build().text("providers/ana-diaz/index.html")


def test_once_read_the_reply_stands_there_and_a_build_notices_it(site):
    folder = site(POLICY + ONE + ANSWERED)
    folder.build()
    folder.write(BOTH)
    assert unread(folder) == []
    assert "Please call the office" in folder.build().text("providers/ana-diaz/index.html")


def test_a_word_that_changes_in_the_policy_makes_it_another_one(site):
    folder = site(POLICY + BOTH + ANSWERED)
    assert unread(folder) == []
    folder.edit("content/policies/social-media.md", "nothing about anybody", "nothing at all about anybody")
    assert {one.message.split(",")[0] for one in unread(folder)} == {
        "office wrote this reply",
        "compliance approved this reply",
    }


def test_without_a_team_or_a_policy_nobody_asks(site):
    folder = site(POLICY + ONE + ANSWERED)
    (folder.root / "content/team.yaml").unlink()
    assert unread(folder) == []
    folder.write(ONE)
    assert len(unread(folder)) == 1
    (folder.root / "content/policies/social-media.md").unlink()
    assert unread(folder) == []


def test_on_a_site_of_one_it_is_a_notice_and_the_reply_stands(site):
    folder = site(POLICY + ONE + ANSWERED)
    folder.edit("site.yaml", "covered_entity", "team: solo\ncovered_entity")
    assert [one.severity for one in unread(folder)] == [Severity.NOTICE]
    assert "Please call the office" in folder.build().text("providers/ana-diaz/index.html")


def test_the_log_takes_in_no_such_reply(tmp_path):
    folder = SealedSite(tmp_path / "site").write(POLICY + ONE + ANSWERED)
    refused = folder.seal()
    assert "POL962" in {one.code for one in refused.findings}
    assert "reply" not in folder.kinds()
    folder.write(BOTH)
    folder.seal()
    assert "reply" in folder.kinds()


def test_nobody_approves_a_reply_before_having_read_the_policy(tmp_path):
    folder = SealedSite(tmp_path / "site").write(POLICY + team(tom=read()) + reviewed(rating=2, text="Late."))
    folder.seal()
    write(folder.root, review_id(1), SAFE, response=None, role="office", now=NOW - hours(48))
    take(folder.root, review_id(1), "submit", role=None, now=NOW - hours(48))
    with pytest.raises(SiteGenError, match="acknowledged"):
        take(folder.root, review_id(1), "approve", role="compliance", now=NOW)
    folder.write(BOTH)
    take(folder.root, review_id(1), "approve", role="compliance", now=NOW)


def test_a_response_that_somebody_approved_unread_is_not_offered(site):
    folder = site(POLICY + ONE + RESPONSE)
    assert read_shelf(Desk(folder.root, NOW)).responses == ()
    folder.write(BOTH)
    assert [one.slug for one in read_shelf(Desk(folder.root, NOW)).responses] == ["thanks"]


def test_an_alert_stands_there_although_it_is_an_error_since_it_may_be_about_life(site):
    folder = site(POLICY + ONE + EMERGENCY)
    assert [one.severity for one in unread(folder)] == [Severity.ERROR]
    assert "A water main broke." in folder.build().text("index.html")


def test_a_post_of_somebody_who_has_not_read_the_policy_goes_out_nowhere(site):
    people = BOTH.replace("answer-questions]", "answer-questions, posts, approve-posts]")
    folder = site(POLICY + people.replace(read(), "", 2).replace("    acknowledgements:\n", "") + POST)
    assert {one.path for one in unread(folder)} == {"content/posts/doors.md"}
    assert not (folder.build().folder / "news/doors").exists()
    folder.write(people)
    assert unread(folder) == []
    assert (folder.build().folder / "news/doors/index.html").is_file()


def facts(people: str, policy: str = SOCIAL_MEDIA, as_of: datetime.date = AS_OF):
    loaded = parse_team(people.partition("--\n")[2].encode(), "content/team.yaml")
    written = parse_policy(policy.encode(), "content/policies/social-media.md", "en")
    assert not isinstance(loaded, list), loaded
    assert not isinstance(written, list), written
    found = facts_of(Practice(team=loaded, policies=(written,)), "en", as_of)
    assert found is not None
    return found


def test_a_role_has_read_a_policy_when_everybody_has_who_has_the_role():
    since = datetime.date(2026, 2, 1)
    assert facts(BOTH).lapses == ()
    assert facts(ONE).lapses == (Lapse("social-media", "office", since, ("tom",)),)


def test_somebody_who_left_need_not_have_read_it_and_a_role_of_nobody_has_not():
    left = ONE.replace("roles: [office]", "roles: [office, compliance]\n    left_on: 2026-11-24")
    assert [one.role for one in facts(left).lapses] == ["office"], "compliance has Rosa, who has read it"
    assert facts(left).lapses[0].members == ()
    assert [one.role for one in facts(left, as_of=datetime.date(2026, 11, 23)).lapses] == ["compliance", "office"]


def test_what_was_done_before_a_version_held_is_no_concern_of_it():
    lapse = facts(ONE).lapses[0]
    assert not lapse.covers(datetime.date(2026, 1, 31))
    assert lapse.covers(datetime.date(2026, 2, 1))
    assert lapse.covers(None)


def test_translations_are_acknowledged_with_the_policy_in_the_first_language():
    spanish = parse_policy(b"---\ntitle: Redes\n---\n", "content/policies/social-media.es.md", "en")
    loaded = parse_team(ONE.partition("--\n")[2].encode(), "content/team.yaml")
    assert not isinstance(spanish, list)
    assert not isinstance(loaded, list)
    found = facts_of(Practice(team=loaded, policies=(spanish,)), "en", AS_OF)
    assert found is not None
    assert found.lapses == ()
