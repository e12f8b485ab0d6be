"""What the reply desk writes and what `seal` takes: a reply, its outcome, its removal."""

from __future__ import annotations

from replies.answering import NOW, SAFE, hours, path_of, reviewed
from seal.sealing import IMPORT, MANIFEST, SealedSite

from conftest import review_id
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
