"""What the reply desk writes and what `seal` takes: a reply, its outcome, its removal."""

from __future__ import annotations

import datetime

import pytest
from replies.answering import FRENCH, NOW, SAFE, hours, path_of, reviewed
from seal.sealing import IMPORT, MANIFEST, SealedSite

from conftest import AS_OF, review_id
from site_gen.pipeline.replies.desk import take, write
from site_gen.reviewlog import decisions
from site_gen.reviewlog.disclosure import parse_field

ID = review_id(1)


def test_a_reply_is_sealed_when_it_is_published_and_again_when_it_changes(tmp_path):
    folder = SealedSite(tmp_path / "site").write(reviewed(rating=2, text="Late."))
    folder.seal()
    kinds = folder.kinds()
    write(folder.root, ID, SAFE, response=None, role="office", now=NOW - hours(48))
    take(folder.root, ID, "submit", role=None, now=NOW - hours(48))
    take(folder.root, ID, "approve", role="compliance", now=NOW)
    folder.seal()
    assert folder.kinds() == kinds
    assert folder.state(1).reply_digest is None
    take(folder.root, ID, "publish", role=None, now=NOW)
    folder.seal()
    assert folder.kinds() == [*kinds, "reply"]
    published = folder.state(1).reply_digest
    assert published is not None
    take(folder.root, ID, "outcome", role=None, now=NOW, outcome="change-made")
    folder.seal()
    assert folder.state(1).reply_digest not in (None, published)
    take(folder.root, ID, "remove", role=None, now=NOW)
    folder.seal()
    assert folder.kinds() == [*kinds, "reply", "reply", "reply"]
    assert folder.state(1).reply_digest is None


@pytest.mark.parametrize(("text", "is_read"), [(SAFE, True), (FRENCH, False)])
def test_a_reply_that_no_rule_read_is_sealed_and_noted(tmp_path, text, is_read):
    answer = f'reply: {{status: published, published_at: 2026-03-20T12:00:00Z, text: "{text}"}}'
    folder = SealedSite(tmp_path / "site").write(reviewed(rating=5, extra=answer))
    says = [step.says for step in folder.seal().steps if step.kind == "reply"]
    assert [one.startswith("published 2026-03-20") for one in says] == [True]
    assert ("no rule read this text for RPL701" in says[0]) is not is_read


def test_a_posted_reply_elsewhere_enters_no_log(tmp_path):
    folder = SealedSite(tmp_path / "site").write(reviewed(rating=4, source="yelp", moderation=""))
    folder.seal()
    kinds = folder.kinds()
    write(folder.root, ID, SAFE, response=None, role="office", now=NOW - hours(48))
    for action in ("submit", "approve", "posted"):
        take(folder.root, ID, action, role="office", now=NOW)
    folder.seal()
    assert folder.kinds() == kinds


def role_of(folder: SealedSite, number: int) -> str:
    (disclosure,) = folder.openings()[review_id(number)].replies
    return parse_field(disclosure).value["role"]


def test_an_answer_that_was_imported_is_logged_as_given_at_the_source(tmp_path):
    answer = f'reply: {{status: published, published_at: 2026-03-20T12:00:00Z, text: "{SAFE}"}}'
    named = answer.replace("text:", "approved_by: compliance, text:")
    folder = SealedSite(tmp_path / "site").write(MANIFEST)
    folder.write(reviewed(1, extra=f"import: {IMPORT}\n{answer}") + reviewed(2, extra=answer))
    folder.write(reviewed(3, extra=f"import: {IMPORT}\n{named}"))
    folder.seal()
    assert [role_of(folder, number) for number in (1, 2, 3)] == ["at-source", "office", "compliance"]
    assert folder.seal().steps == ()


def test_a_log_that_calls_the_source_office_gets_no_second_reply(tmp_path, monkeypatch):
    answer = f'reply: {{status: published, published_at: 2026-03-20T12:00:00Z, text: "{SAFE}"}}'
    folder = SealedSite(tmp_path / "site").write(MANIFEST)
    folder.write(reviewed(1, extra=f"import: {IMPORT}\n{answer}"))
    with monkeypatch.context() as patch:
        patch.setattr(decisions, "_AT_SOURCE", "office")
        folder.seal()
    assert role_of(folder, 1) == "office"
    assert folder.seal().steps == ()
    folder.edit(path_of(1), "2026-03-20", "2026-03-21")
    assert [step.kind for step in folder.seal().steps] == ["reply"]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("written_at: 2026-03-20T10:00:00Z, published_at: 2026-03-20T09:00:00Z", "before it was written"),
        ("published_at: 2027-03-20T11:00:00Z", "2027-03-20, which lies ahead"),
        ("written_by: office, approved_by: office, published_at: 2026-03-22T11:00:00Z", "needs two roles"),
        ("written_by: office, published_at: 2026-03-22T11:00:00Z", "nobody approved it"),
        ("approved_by: office, published_at: 2026-03-22T11:00:00Z", ""),
        ("published_at: 2026-03-22T11:00:00Z", ""),
        ("written_by: office, approved_by: compliance, published_at: 2026-03-22T11:00:00Z", ""),
    ],
)
def test_a_reply_that_its_own_file_says_was_not_ready_is_not_sealed(tmp_path, said, why):
    folder = SealedSite(tmp_path / "site")
    folder.write(reviewed(rating=1, extra=f'reply: {{status: published, {said}, text: "{SAFE}"}}'))
    findings = folder.seal().findings
    assert [one.code for one in findings] == (["INT121"] if why else [])
    assert all(why in one.message for one in findings)
    assert (folder.state(1).reply_digest is None) == bool(why)


def test_what_came_of_a_reply_that_is_sealed_is_logged_whatever_the_site_asks_for_now(tmp_path):
    said = "published, written_by: office, approved_by: office, published_at: 2026-03-22T11:00:00Z"
    folder = SealedSite(tmp_path / "site").write(reviewed(rating=3, extra=f'reply: {{status: {said}, text: "{SAFE}"}}'))
    folder.seal()
    folder.edit("site.yaml", "covered_entity", "replies: {second_role_at_most: 3}\ncovered_entity")
    take(folder.root, ID, "outcome", role=None, now=NOW, outcome="change-made")
    result = folder.seal()
    assert (result.findings, [step.kind for step in result.steps]) == ((), ["reply"])
    folder.edit(path_of(1), "Thank you for writing.", "Thank you for your words.")
    assert [one.code for one in folder.seal().findings] == ["INT121"]


HASTY = (
    "reply: {status: published, written_by: office, approved_by: compliance, written_at: 2026-11-23T16:00:00Z, "
    f'published_at: 2026-11-23T19:00:00Z, text: "{SAFE}"}}'
)


def test_a_reply_that_was_published_before_it_cooled_off_is_sealed_when_it_has(tmp_path):
    folder = SealedSite(tmp_path / "site").write(reviewed(1, rating=4, extra=HASTY))
    result = folder.seal()
    (held,) = result.findings
    assert (held.code, held.severity.value, held.review) == ("INT121", "warning", ID)
    assert held.message == (
        "reply: published 3 hours after it was written, and here it cools off for 24 "
        "(site.yaml: replies: cooling_off_hours)"
    )
    assert held.hint.startswith("site-gen seal appends it from 2026-11-25 on")
    (said,) = [one for one in folder.findings() if one.code == "INT121"]
    assert said.message == (
        "the reply is not sealed: published 3 hours after it was written, and here it cools off for 24 "
        "(site.yaml: replies: cooling_off_hours)"
    )
    assert said.hint == held.hint
    later = folder.seal(as_of=AS_OF + datetime.timedelta(days=1))
    assert (later.findings, [step.kind for step in later.steps]) == ((), ["reply"])
    assert [one for one in folder.findings() if one.code in ("INT121", "RPL709")] == []


@pytest.mark.parametrize("site", ["replies: {cooling_off_hours: 3}", "replies: {cooling_off_hours: 0}"])
def test_a_reply_that_cooled_off_by_its_own_dates_is_sealed_the_same_day(tmp_path, site):
    folder = SealedSite(tmp_path / "site").write(reviewed(1, rating=4, extra=HASTY))
    folder.edit("site.yaml", "covered_entity", f"{site}\ncovered_entity")
    assert "reply" in [step.kind for step in folder.seal().steps]


def test_a_log_that_is_begun_anew_takes_every_reply_of_long_ago(tmp_path):
    folder = SealedSite(tmp_path / "site")
    folder.write(reviewed(1, rating=4, extra=HASTY.replace("2026-11-23T", "2026-03-23T")))
    result = folder.seal()
    assert (result.findings, folder.state(1).reply_digest is None) == ((), False)


def test_a_reply_to_what_is_not_shown_waits_for_the_review(tmp_path):
    folder = SealedSite(tmp_path / "site")
    answer = f'reply: {{status: published, published_at: 2026-03-20T12:00:00Z, text: "{SAFE}"}}'
    folder.write(reviewed(1, extra=answer, moderation="moderation: {status: pending}"))
    folder.seal()
    (said,) = [one for one in folder.findings() if one.code == "INT121"]
    assert (said.message, said.hint) == (
        "the reply is not sealed",
        "it waits until the log says that the review is published",
    )
