"""An invitation asks for an opinion, not for a good one.

Why: Whoever asks for five stars gets them from those who like to please, and silence from the rest. Asking for a
mention of somebody or something puts words into a patient's mouth.

Fails:
    invitation: {}
    wording: Please leave us a five-star review!

Fails:
    invitation: {}
    wording: If you enjoyed your visit, tell others about it.

Fails:
    invitation: {}
    wording: Write a review, and please mention Dr. Diaz by name.

Fails:
    invitation: {}
    wording: ¿Contenta con su visita? Déjenos una reseña.

Passes:
    invitation: {}
    wording: Good or bad, positive or negative - tell us how it was, with one to five stars.

Passes:
    invitation: {}
    wording: We do not ask for positive reviews. Whether you were happy or not, please do not name your doctor.

Limits: Wordings are read for patterns of words, in English and Spanish, and praise can be asked for without them. Of 18
wordings that were written after its patterns, it found 8; of 30 harmless ones it blamed none. Then patterns were
added. What is said at the desk is not known.

Basis: Google Maps policy on fake engagement; 16 CFR 465.4.
"""

from __future__ import annotations

from site_gen.check.invitations import asked_in
from site_gen.check.replies import listed
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.model.invitation import Invitation


def _in_invitation(invitation: Invitation, around: Around) -> Said:
    if quotes := asked_in(around.wordings.get(invitation.wording, ""), "leads"):
        yield Issue(
            message=f"the wording of batch {invitation.id} asks for a certain opinion: {listed(quotes)}",
            at=("wording",),
            hint="ask how it was, and for nothing in particular",
        )


RULE = Rule(
    code="PRV306",
    name="invite-wording",
    severity=Severity.ERROR,
    since="0.1",
    basis="Google Maps policy; 16 CFR 465.4",
    page=__doc__,
    invitation=_in_invitation,
)
