"""Everybody is invited alike, whatever they thought of the visit.

Why: Asking only those who were happy, or sending the others to a private form, makes an average that nobody gave.
Google, the FTC's guidance and the rule on reviews all name it.

Fails:
    invitation: {selection: by-score}

Fails:
    invitation: {links: ["https://harbor.example/review?min_score=4"]}

Fails:
    invitation: {}
    wording: If you were not satisfied, please tell us privately first. Otherwise leave us a review.

Fails:
    invitation: {}
    wording: "4 or 5 stars: review us on Google. 3 or fewer: this form goes to our manager."

Passes:
    invitation: {selection: random-sample}
    wording: Tell us how it was. If something is unresolved, the front desk is there for you too.

Passes:
    invitation: {}
    wording: If you were not happy, please write a review all the same. We read all of them.

Limits: The file says how people were chosen; that it was so is not known. PRV310 and PRV311 compare the numbers. A form
that branches by stars on its own page is not among the files. Wordings are read for patterns of words, in English and
Spanish, and much is said without them. Of 12 wordings that were written after its patterns, it found 3, and PRV306
three more; of 30 harmless ones it blamed none. Then patterns were added.

Basis: Google Maps policy on fake engagement; FTC guidance on soliciting reviews; 16 CFR 465.7.
"""

from __future__ import annotations

import re

from site_gen.check.invitations import asked_in
from site_gen.check.replies import listed
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.model.invitation import Invitation

_UNFAIR = {"by-score": "a score", "by-sentiment": "a sentiment", "by-outcome": "an outcome", "chosen-by-staff": "staff"}
_BY_SCORE = re.compile(r"[?&#](?:min_?)?(?:score|rating|stars|nps|sentiment)(?:_?min)?=", re.IGNORECASE)


def _in_invitation(invitation: Invitation, around: Around) -> Said:
    if invitation.selection in _UNFAIR:
        yield Issue(
            message=f"batch {invitation.id} invited only patients chosen by {_UNFAIR[invitation.selection]}",
            at=("selection",),
            hint="invite every patient of the period, whatever they answered, or a random sample",
        )
    for place, link in enumerate(invitation.links):
        if _BY_SCORE.search(link):
            yield Issue(
                message=f"batch {invitation.id} has a link that depends on a score: {link}",
                at=("links", place),
                hint="give everybody the same link",
            )
    if quotes := asked_in(around.wordings.get(invitation.wording, ""), "gates"):
        yield Issue(
            message=f"the wording of batch {invitation.id} does not ask all alike: {listed(quotes)}",
            at=("wording",),
            hint="offer help and ask for the review in the same way to all",
        )


RULE = Rule(
    code="PRV305",
    name="invite-gated",
    severity=Severity.ERROR,
    since="0.1",
    basis="Google Maps policy; 16 CFR 465.7",
    page=__doc__,
    invitation=_in_invitation,
)
