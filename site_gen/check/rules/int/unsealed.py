"""Everything in the content is in the log: reviews, decisions, replies, policies.

Why: Pages show what the log says. What is not sealed yet is on no page, and somebody may wait for it.

Fails:
    after seal:
      review: {moderation: {status: withheld, reason: unrelated, decided_at: 2026-04-02T12:00:00Z, by: compliance}}

Fails:
    after seal:
      reviews: [{rating: 2, received_at: "2026-11-20T12:00:00Z", moderation: {status: pending}}]

Fails:
    after seal:
      review:
        reply:
          status: published
          written_at: 2026-11-24T09:00:00Z
          published_at: 2026-11-24T09:30:00Z
          text: Thank you for writing.

Passes:
    review: {moderation: {status: withheld, reason: unrelated, decided_at: 2026-04-02T12:00:00Z, by: compliance}}

Limits: Why `seal` would leave a reply or a decision out is said where the files tell it: a reply that has not cooled
off, or skipped a step; contact data in a field that would be public. A decision that nobody wrote down is not known. A
change of a reply that was sealed is RPL712.
"""

from __future__ import annotations

from site_gen.check.contact_fields import contact_fields, hint_to_hide
from site_gen.check.log_view import Originals
from site_gen.check.ripeness import HOURS_AT, hasty, held_until, hint_of_hasty, hint_of_unripe, unripe
from site_gen.check.rule import Around, Issue, Rule, Said, SealedReview
from site_gen.findings import Severity
from site_gen.model.placed import State
from site_gen.model.review import Review
from site_gen.reviewlog.decisions import AUTHORIZATION_REASONS, Wanted, is_decided, wanted_decision, wanted_reply
from site_gen.reviewlog.states import ReviewState

_HINT = "site-gen seal appends it to the log; until then the page shows what the log says"


def _in_originals(originals: Originals, around: Around) -> Said:
    for review in originals.unsealed:
        yield Issue(
            message="the review is not in the log yet",
            path=review.path,
            hint="site-gen seal appends it to the log, or says why not; until then no page shows it",
        )


def _in_sealed(sealed: SealedReview, around: Around) -> Said:
    review, state = sealed.review, sealed.state
    if state.state in (State.ELSEWHERE, State.ERASED):
        return
    authorization, covered = around.authorization_of(review), around.site.covered_entity
    wanted = wanted_decision(review, state, authorization, as_of=around.as_of, covered=covered)
    if wanted is not None and not is_decided(wanted, state):
        yield _undecided(review, wanted)
    if state.reply_digest is None and wanted_reply(review) is not None:
        yield _unanswered(review, state, around)


def _undecided(review: Review, wanted: Wanted) -> Issue:
    message = f"the decision to {wanted.action} it is not sealed"
    if wanted.reason in AUTHORIZATION_REASONS:
        message = f"the decision to {wanted.action} it ({wanted.reason}) is not sealed"
    if wanted.action == "publish":
        shown = next(contact_fields(review, [one.field for one in wanted.hidden_fields]), None)
        if shown is not None:
            message = f"{message}: contact data stands in {shown}, and would be public"
            return Issue(message=message, at=(shown,), hint=hint_to_hide(review, shown))
    return Issue(message=message, at=("moderation",), hint=_HINT)


def _unanswered(review: Review, state: ReviewState, around: Around) -> Issue:
    """Say why a reply is on no page yet: what `seal` would refuse must not seem to wait for it only."""
    message, hint, site = "the reply is not sealed", _HINT, around.site
    until = held_until(review, site)
    if why := unripe(review, site, around.as_of):
        message, hint = f"{message}: {why}", hint_of_unripe(review)
    elif until is not None and around.as_of < until:
        message, hint = f"{message}: {hasty(review, site)} ({HOURS_AT})", hint_of_hasty(until)
    elif state.action != "publish":
        hint = "it waits until the log says that the review is published"
    return Issue(message=message, at=("reply",), hint=hint)


RULE = Rule(
    code="INT121",
    name="unsealed",
    severity=Severity.WARNING,
    since="0.1",
    page=__doc__,
    originals=_in_originals,
    sealed=_in_sealed,
)
