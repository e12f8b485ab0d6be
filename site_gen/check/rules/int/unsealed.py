"""INT121."""

from __future__ import annotations

from collections.abc import Iterator

from site_gen.check.rule import Around, Issue, SealedReview, sealed_rule
from site_gen.findings import Severity
from site_gen.model.standing import State
from site_gen.reviewlog.decisions import is_decided, is_replied, wanted_decision, wanted_reply

_HINT = "site-gen seal appends it to the log; until then the page shows what the log says"


@sealed_rule("INT121", "unsealed", severity=Severity.WARNING, since="0.1")
def unsealed(sealed: SealedReview, around: Around) -> Iterator[Issue]:
    """A decision or a reply in a review file is not in the log yet, and therefore not on the page."""
    review, state = sealed.review, sealed.state
    if state.state in (State.ELSEWHERE, State.ERASED):
        return
    wanted = wanted_decision(review, as_of=around.as_of)
    if wanted is not None and not is_decided(wanted, state):
        yield Issue(message=f"the decision to {wanted.action} it is not sealed", at=("moderation",), hint=_HINT)
    if not is_replied(wanted_reply(review), state, sealed.opening):
        yield Issue(message="the reply, or its change, is not sealed", at=("reply",), hint=_HINT)
