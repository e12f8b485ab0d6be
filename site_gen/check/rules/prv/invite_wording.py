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

Passes:
    invitation: {}
    wording: Good or bad, positive or negative - tell us how it was, with one to five stars.

Limits: A list of phrases in English and Spanish; what is said at the desk is not known.

Basis: Google Maps policy on fake engagement; 16 CFR 465.4.
"""

from __future__ import annotations

from site_gen.check.cues import cues, quoted
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.model.invitation import Invitation

LEADING = cues(
    r"(?:(?<!to )(?:5|five)[- ]stars?|positive|great|glowing|excellent|favou?rable) "
    r"(?:review|rating|feedback|comment)s?\b",
    r"(?:give|rate|leave) us (?:5|five) stars\b",
    r"if you (?:enjoyed|loved|liked|were (?:happy|satisfied|pleased)|had a (?:good|great|positive))\b",
    r"(?:please |and )?mention (?:the name|our|my|your (?:doctor|dentist|provider)|dr\.?|\w+ by name)",
    r"(?:5|cinco) estrellas por favor\b",
    r"(?:reseña|opinión|comentario)s? (?:positiv[oa]s?|favorables?|excelentes?)\b(?! o negativ)",
    r"si (?:le|te) (?:gustó|encantó)\b",
)


def _in_invitation(invitation: Invitation, around: Around) -> Said:
    if phrase := quoted(LEADING, around.wordings.get(invitation.wording, "")):
        yield Issue(
            message=f"the wording of batch {invitation.id} asks for a certain opinion: {phrase}",
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
