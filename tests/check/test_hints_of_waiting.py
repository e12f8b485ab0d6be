"""What keeps a decision out of the log is said where the decision is missed, so that no two hints go in a circle."""

from __future__ import annotations

import pytest
from seal.sealing import SealedSite

from conftest import review, review_id
from site_gen.pipeline import seal_reviews

SIGNED = "authorization: {basis: signed, version: web-2, scope: [website], signed_on: 2026-03-10}"
DECIDED = "moderation: {status: published, decided_at: 2026-03-12T12:00:00Z, by: compliance}"


@pytest.mark.parametrize(
    ("authorization", "covered", "says"),
    [
        ("", "true", "site-gen seal refuses it: it has no authorization; withhold it as authorization-missing"),
        (SIGNED, "true", "site-gen seal appends the decision to the log"),
        ("", "false", "site-gen seal appends the decision to the log"),
    ],
)
def test_the_hint_about_a_decision_that_waits_is_what_seal_would_do(tmp_path, authorization, covered, says):
    sealed = SealedSite(tmp_path / "site")
    sealed.seal()
    sealed.edit("site.yaml", "covered_entity: false", f"covered_entity: {covered}")
    sealed.write(review(1, extra="\n".join(one for one in (authorization, DECIDED) if one)))
    (hint,) = [one.hint for one in sealed.findings() if one.code == "INT110"]
    assert hint.startswith(says)


def test_what_seal_refuses_is_not_said_to_wait_for_it_only(tmp_path):
    """Of a field with contact data, of a second edit and of an empty reply `check` says what `seal` says."""
    sealed = SealedSite(tmp_path / "site")
    sealed.write(review(1, text="One.", extra=DECIDED))
    sealed.write(review(2, text="Two.", extra=f"supersedes: {review_id(1)}\n{DECIDED}"))
    empty = 'reply: {status: published, published_at: 2026-03-20T12:00:00Z, text: " "}'
    sealed.write(review(4, text="Four.", extra=f"{DECIDED}\n{empty}"))
    sealed.seal()
    sealed.write(review(3, text="Three.", extra=f"supersedes: {review_id(1)}\n{DECIDED}"))
    sealed.write(review(5, text="Five.", extra=f"author: walt@mail.example\n{DECIDED}"))
    sealed.write(review(6, text="Six.", extra=f"aspects: {{call-312-555-0142: 5}}\n{DECIDED}"))
    refused = sealed.seal().findings
    assert [(one.review, one.code) for one in refused] == [
        (review_id(3), "INT116"),
        (review_id(4), "INT121"),
        (review_id(5), "INT120"),
        (review_id(6), "INT120"),
    ]
    found = sealed.findings()
    (second,) = [one for one in found if one.code == "INT116"]
    assert (second.path, second.message) == (
        sealed.file(3),
        f"said to edit {review_id(1)}, which {review_id(2)} edits already",
    )
    said = {one.path: one.message for one in found if one.code == "INT121"}
    assert said[sealed.file(4)] == "the reply is not sealed: there is not a word in it"
    assert said[sealed.file(5)].endswith("contact data stands in author, and would be public")
    assert said[sealed.file(6)].endswith("contact data stands in aspects, and would be public")
    hints = {one.path: one.hint for one in found if one.code == "INT110"}
    assert "--hide-field author=third-party-privacy" in hints[sealed.file(5)]
    assert hints[sealed.file(3)] == "site-gen seal appends the decision to the log, or says why not"


def test_contact_data_that_was_public_before_anybody_looked_for_it_is_said(tmp_path, monkeypatch):
    sealed = SealedSite(tmp_path / "site")
    sealed.write(review(1, text="One.", extra=f"author: walt@mail.example\n{DECIDED}"))
    with monkeypatch.context() as patch:
        patch.setattr(seal_reviews, "contact_fields", lambda *_hidden: iter(()))
        sealed.seal()
    (said,) = [one for one in sealed.findings() if one.code == "INT120"]
    assert (said.severity.value, said.path, said.message) == (
        "warning",
        sealed.file(1),
        "contact data stands in author, and is public",
    )
    hiding = "hidden_fields: [{field: author, reason: third-party-privacy}]"
    sealed.moderate(1, DECIDED.replace("by: compliance", f"by: compliance, {hiding}"))
    assert [one.code for one in sealed.findings() if one.code in ("INT120", "INT121")] == ["INT120", "INT121"]
    sealed.seal()
    assert [one.code for one in sealed.findings() if one.code in ("INT120", "INT121")] == []
