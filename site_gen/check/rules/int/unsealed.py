"""Everything in the content is in the log: reviews, decisions, replies, policies.

Why: Pages show what the log says. What is not sealed yet is on no page, and somebody may wait for it.

Fails:
    after seal:
      review: {moderation: {status: withheld, reason: unrelated, decided_at: 2026-04-02T12:00:00Z, by: compliance}}

Fails:
    after seal:
      reviews: [{rating: 2, received_at: "2026-11-20T12:00:00Z", moderation: {status: pending}}]

Passes:
    review: {moderation: {status: withheld, reason: unrelated, decided_at: 2026-04-02T12:00:00Z, by: compliance}}

Limits: A decision that nobody wrote down is not known. A change of a reply that was sealed is RPL712.
"""

from __future__ import annotations

from site_gen.check.log_view import Originals
from site_gen.check.rule import Around, Issue, Rule, Said, SealedReview
from site_gen.findings import Severity
from site_gen.model.standing import State
from site_gen.reviewlog.decisions import AUTHORIZATION_REASONS, is_decided, wanted_decision, wanted_reply

_HINT = "site-gen seal appends it to the log; until then the page shows what the log says"


def _in_originals(originals: Originals, around: Around) -> Said:
    for review in originals.unsealed:
        yield Issue(
            message="the review is not in the log yet",
            path=review.path,
            hint="site-gen seal appends it to the log; until then no page shows it",
        )


def _in_sealed(sealed: SealedReview, around: Around) -> Said:
    review, state = sealed.review, sealed.state
    if state.state in (State.ELSEWHERE, State.ERASED):
        return
    authorization, covered = around.authorization_of(review), around.site.covered_entity
    wanted = wanted_decision(review, state, authorization, as_of=around.as_of, covered=covered)
    if wanted is not None and not is_decided(wanted, state):
        why = f" ({wanted.reason})" if wanted.reason in AUTHORIZATION_REASONS else ""
        yield Issue(message=f"the decision to {wanted.action} it{why} is not sealed", at=("moderation",), hint=_HINT)
    if state.reply_digest is None and wanted_reply(review) is not None:
        yield Issue(message="the reply is not sealed", at=("reply",), hint=_HINT)


RULE = Rule(
    code="INT121",
    name="unsealed",
    severity=Severity.WARNING,
    since="0.1",
    page=__doc__,
    originals=_in_originals,
    sealed=_in_sealed,
)
