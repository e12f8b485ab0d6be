"""Reviews that are written in the practice say so, and are not sent to platforms that forbid it.

Why: With the front desk looking on few write what they think. Google forbids asking for reviews on the premises.

Fails:
    invitation: {channel: kiosk, links: ["https://g.page/harbor-dental/review"]}

Passes:
    invitation: {channel: kiosk}

Limits: Where a review was written is known only as far as its batch says kiosk: neither devices nor addresses are
recorded, so a tablet that is handed over without a batch is not seen, and the rule says that it did not look.

Basis: Google Maps policy on fake engagement.
"""

from __future__ import annotations

from site_gen.check.cues import GOOGLE
from site_gen.check.rule import Around, Issue, Rule, Said, Unchecked
from site_gen.findings import Severity
from site_gen.model.invitation import Invitation
from site_gen.model.summary import ProviderSummary


def _in_invitation(invitation: Invitation, around: Around) -> Said:
    for place, link in enumerate(invitation.links):
        if invitation.channel == "kiosk" and GOOGLE.search(link):
            yield Issue(
                message=f"batch {invitation.id} asks for reviews at Google inside the practice",
                at=("links", place),
                hint="let the kiosk lead to your own form",
            )


def _in_site(summaries: tuple[ProviderSummary, ...], around: Around) -> Said:
    if any(summary.standing.received for summary in summaries):
        yield Unchecked("from which device or address a review came is not recorded")


RULE = Rule(
    code="PRV312",
    name="on-premises",
    severity=Severity.WARNING,
    since="0.1",
    basis="Google Maps policy",
    page=__doc__,
    invitation=_in_invitation,
    site=_in_site,
)
