"""Nothing is given for a review, or everybody who reads it learns of it.

Why: A reward for a good review is forbidden everywhere; one for any review has to be shown beside it; Google and Yelp
allow none at all.

Fails:
    invitation: {incentive: prize-draw}
    review: {batch: b-000000000001}

Fails:
    invitation: {incentive: gift-card, links: ["https://g.page/harbor-dental/review"]}

Fails:
    says: warning
    invitation: {}
    wording: Tell us how it was and get a $10 gift card.

Passes:
    invitation: {incentive: prize-draw}
    review: {batch: b-000000000001, incentive: prize-draw}

Passes:
    invitation: {}
    wording: "Nothing is given for a review: no discount, no gift card. Discounts for reviews are against our policy."

Limits: Words in reviews say nothing about rewards and are not read: in five thousand real ones all three hits were
false. What is given at the desk is not known. A reward that depends on praise shows in a wording that asks for it.
Wordings are read for patterns of words, in English and Spanish. Of 14 wordings that were written after its patterns,
it found 8; of 30 harmless ones it blamed none. Then patterns were added.

Basis: 16 CFR 465.4; DMCC Act 2024, Schedule 20; Google Maps policy.
"""

from __future__ import annotations

from site_gen.check.cues import GOOGLE, YELP
from site_gen.check.invitations import asked_in
from site_gen.check.replies import listed
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.model.invitation import Invitation
from site_gen.model.provider import Provider
from site_gen.model.review import Review

_NONE = (None, "none")
_HINT = "give nothing for reviews; what was given once is named in incentive of batch and review, and shown"


def _in_invitation(invitation: Invitation, around: Around) -> Said:
    wording = around.wordings.get(invitation.wording, "")
    if invitation.incentive in _NONE:
        if quotes := asked_in(wording, "rewards"):
            yield Issue(
                message=f"the wording of batch {invitation.id} promises {listed(quotes)}, its incentive is none",
                at=("wording",),
                hint=_HINT,
                severity=Severity.WARNING,
            )
        return
    if any(GOOGLE.search(link) or YELP.search(link) for link in invitation.links):
        message = f"batch {invitation.id} gives {invitation.incentive} for reviews at Google or Yelp"
        yield Issue(message=message, at=("incentive",), hint=_HINT)
    if quotes := asked_in(wording, "leads"):
        message = f"batch {invitation.id} gives {invitation.incentive} and asks for praise: {listed(quotes)}"
        yield Issue(message=message, at=("incentive",), hint=_HINT)


def _in_review(review: Review, provider: Provider, around: Around) -> Said:
    invitation = around.invitations.get(review.batch or "")
    if invitation is not None and invitation.incentive not in _NONE and review.incentive in _NONE:
        yield Issue(
            message=f"its author was given {invitation.incentive} (batch {invitation.id}); the review does not say so",
            at=("batch",),
            hint=_HINT,
        )


RULE = Rule(
    code="PRV307",
    name="invite-incentive",
    severity=Severity.ERROR,
    since="0.1",
    basis="16 CFR 465.4; DMCC Act 2024, Schedule 20; Google Maps policy",
    page=__doc__,
    invitation=_in_invitation,
    review=_in_review,
)
