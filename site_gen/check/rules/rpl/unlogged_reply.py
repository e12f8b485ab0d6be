"""A published reply reads as the log has it, and its changes are in the log.

Why: A reply that is rewritten after somebody answered it makes the answer look wrong. In the log every version has its
month, and pages show the one that was sealed last.

Fails:
    review: {reply: {status: published, published_at: 2026-03-14T09:00:00Z, text: Thank you for writing!}}
    after seal:
      review: {reply: {text: Thank you for the kind words!}}

Fails:
    review: {reply: {status: published, published_at: 2026-03-14T09:00:00Z, text: Thank you for writing!}}
    after seal:
      review: {reply: null}

Passes:
    review: {reply: {status: published, published_at: 2026-03-14T09:00:00Z, text: Thank you for writing!}}

Passes:
    review: {reply: {status: draft, text: Thank you for writing!}}
    after seal:
      review: {reply: {text: Thank you for the kind words!}}

Limits: A reply that the log does not have at all is INT121. A site without a log is not asked.

Basis: 16 CFR 465.7; ISO 20488:2018.
"""

from __future__ import annotations

from site_gen.check.replies import AT
from site_gen.check.rule import Around, Issue, Rule, Said, SealedReview
from site_gen.findings import Severity
from site_gen.model.placed import State
from site_gen.reviewlog.decisions import is_replied, wanted_reply


def _in_sealed(sealed: SealedReview, around: Around) -> Said:
    review, state = sealed.review, sealed.state
    if state.reply_digest is None or state.state in (State.ELSEWHERE, State.ERASED):
        return
    wanted = wanted_reply(review)
    if not is_replied(wanted, state, sealed.opening):
        change = "is gone from the file" if wanted is None else "is not what the file says"
        yield Issue(
            message=f"the reply in the log (entry {state.reply}) {change}; pages show the one in the log",
            at=AT if review.reply is not None else (),
            hint="site-gen seal appends the change, with its month",
        )


RULE = Rule(
    code="RPL712",
    name="unlogged-reply",
    severity=Severity.WARNING,
    since="0.1",
    basis="16 CFR 465.7",
    page=__doc__,
    sealed=_in_sealed,
)
