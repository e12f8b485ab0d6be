"""A site that is as its log says."""

from __future__ import annotations

from site_gen.verify.claims import Claim, Outcome
from site_gen.verify.report import format_text, last_line

from verify.conftest import outcomes


def test_every_claim_is_proven_with_the_key_and_an_older_checkpoint(copy):
    verdict = copy.verify(since=copy.site.kept)
    assert not verdict.failures, verdict.failures
    assert outcomes(verdict) == {claim: Outcome.PROVEN for claim in Claim}
