"""No terms take reviews away from their authors, forbid them or punish them.

Why: A clause that assigns the copyright in reviews, bars them or fines their authors is void, and offering it is
against the law.

Fails:
    policy: You agree not to post any negative review about us.

Fails:
    policy: The patient assigns to the practice all copyright in any review.

Fails:
    policy: A fee of $500 is due for every negative review.

Passes:
    policy: You keep the copyright in your review. We never ask you not to post one.

Limits: Read are the policies of the site and the wordings of invitations. The form that patients sign and the terms
behind the review form are not among the files, and the rule says that it did not look.

Basis: 15 USC 45b.
"""

from __future__ import annotations

from site_gen.check.cues import cues, line_of, quoted
from site_gen.check.rule import Around, Issue, Rule, Said, Unchecked
from site_gen.findings import Severity
from site_gen.model.invitation import Invitation
from site_gen.model.page import BODY
from site_gen.model.policy import Policy
from site_gen.model.summary import ProviderSummary

_TERMS = cues(
    r"(?:agrees?|promises?|undertakes?) not to (?:post|publish|write|leave|make)[^.]{0,40}"
    r"(?:review|rating|comment|statement)",
    r"(?:may|shall|must|will) not (?:post|publish|write|leave)[^.]{0,30}(?:negative|critical|disparaging)",
    r"(?:assigns?|transfers?)[^.]{0,40}copyrights?\b",
    r"(?:fee|fine|penalty|charge|damages) of \$?\d[^.]{0,60}review",
    r"(?:fined|charged|penalized) (?:\$?\d+ )?for[^.]{0,30}review",
    r"se compromete a no (?:publicar|escribir|dejar)[^.]{0,40}(?:reseña|opini[óo]n|comentario)",
)
_HINT = "take the clause out; patients say what they like, and their texts are theirs"


def _in_policy(policy: Policy, around: Around) -> Said:
    if phrase := quoted(_TERMS, policy.body):
        at = (BODY, line_of(_TERMS, policy.body))
        yield Issue(message=f"a clause that the law forbids: {phrase}", at=at, hint=_HINT)


def _in_invitation(invitation: Invitation, around: Around) -> Said:
    if phrase := quoted(_TERMS, around.wordings.get(invitation.wording, "")):
        message = f"the wording of batch {invitation.id} has a clause that the law forbids: {phrase}"
        yield Issue(message=message, at=("wording",), hint=_HINT)


def _in_site(summaries: tuple[ProviderSummary, ...], around: Around) -> Said:
    if any(summary.standing.received for summary in summaries):
        yield Unchecked("the terms of the review form and the forms that patients sign are not among the files")


RULE = Rule(
    code="PRV326",
    name="form-terms",
    severity=Severity.ERROR,
    since="0.1",
    basis="15 USC 45b",
    page=__doc__,
    policy=_in_policy,
    invitation=_in_invitation,
    site=_in_site,
)
