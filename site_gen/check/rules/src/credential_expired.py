"""A certificate or licence on a profile has not run out.

Why: A licence that ran out is the first thing that a complaint to the board names, and the page says it is there.

Fails:
    provider: {credentials: [{name: Illinois dental license, issuer: IDFPR, expires_on: 2026-09-30}]}

Passes:
    provider: {credentials: [{name: Illinois dental license, issuer: IDFPR, expires_on: 2026-11-24}]}

Passes:
    provider: {status: departed, credentials: [{name: Illinois dental license, expires_on: 2026-09-30}]}

Limits: Only what names its last day (`expires_on`) is known. Whether the issuer has taken it back is not.
"""

from __future__ import annotations

from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.model.provider import Provider


def _in_provider(provider: Provider, around: Around) -> Said:
    if provider.status == "departed":
        return
    for index, credential in enumerate(provider.credentials):
        if credential.expires_on is not None and credential.expires_on < around.as_of:
            yield Issue(
                message=f"{credential.name} ended on {credential.expires_on}",
                at=("credentials", index, "expires_on"),
                hint="write the new date when it was renewed, or take the line out",
            )


RULE = Rule(
    code="SRC011",
    name="credential-expired",
    severity=Severity.WARNING,
    since="0.1",
    page=__doc__,
    provider=_in_provider,
)
