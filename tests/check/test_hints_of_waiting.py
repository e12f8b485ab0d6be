"""What keeps a decision out of the log is said where the decision is missed, so that no two hints go in a circle."""

from __future__ import annotations

import pytest
from seal.sealing import SealedSite

from conftest import review

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
