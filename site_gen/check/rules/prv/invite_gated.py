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

Passes:
    invitation: {selection: random-sample}
    wording: Tell us how it was. If something is unresolved, the front desk is there for you too.

Limits: The file says how people were chosen; that it was so is not known. PRV310 and PRV311 compare the numbers. A form
that branches by stars on its own page is not among the files.

Basis: Google Maps policy on fake engagement; FTC guidance on soliciting reviews; 16 CFR 465.7.
"""

from __future__ import annotations

import re

from site_gen.check.cues import cues, quoted
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.model.invitation import Invitation

_UNFAIR = {"by-score": "a score", "by-sentiment": "a sentiment", "by-outcome": "an outcome", "chosen-by-staff": "staff"}
_BY_SCORE = re.compile(r"[?&#](?:min_?)?(?:score|rating|stars|nps|sentiment)(?:_?min)?=", re.IGNORECASE)
_PRIVATELY = cues(
    r"(?:not (?:fully |completely |entirely )?(?:satisfied|happy)|unhappy|dissatisfied|"
    r"less than (?:4|four|5|five) stars?)"
    r"[^.!]{0,60}(?:tell|call|e-?mail|contact|write to|let) us",
    r"no (?:está|estuvo|quedó) (?:satisfech|content)[oa][^.!?]{0,60}(?:díga|llám|escríba|contácte)",
)


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
    if phrase := quoted(_PRIVATELY, around.wordings.get(invitation.wording, "")):
        yield Issue(
            message=f"the wording of batch {invitation.id} sends the unhappy elsewhere: {phrase}",
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
