"""No invitation leads to Yelp.

Why: Yelp asks businesses not to ask for reviews at all, and hides or marks those of businesses that do.

Fails:
    invitation: {links: ["https://www.yelp.com/writeareview/biz/harbor-dental"]}

Fails:
    invitation: {}
    wording: Tell us how it was, or write it on Yelp.

Passes:
    provider: {links: {yelp: "https://www.yelp.com/biz/harbor-dental"}}
    invitation: {}

Limits: A link to a profile at Yelp is no invitation. Shortened links are not followed.

Basis: Yelp guidelines for business owners.
"""

from __future__ import annotations

from site_gen.check.cues import YELP
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.model.invitation import Invitation

_HINT = "take Yelp out of the invitation"


def _in_invitation(invitation: Invitation, around: Around) -> Said:
    for place, link in enumerate(invitation.links):
        if YELP.search(link):
            yield Issue(message=f"batch {invitation.id} leads to {link}", at=("links", place), hint=_HINT)
    if YELP.search(around.wordings.get(invitation.wording, "")):
        yield Issue(message=f"the wording of batch {invitation.id} names Yelp", at=("wording",), hint=_HINT)


RULE = Rule(
    code="PRV308",
    name="invite-yelp",
    severity=Severity.ERROR,
    since="0.1",
    basis="Yelp guidelines",
    page=__doc__,
    invitation=_in_invitation,
)
