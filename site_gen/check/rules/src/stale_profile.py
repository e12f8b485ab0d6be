"""Somebody has looked at every profile within the last months, and said so in `verified_on`.

Why: People call, travel and choose by what a profile says. What nobody has looked at for long is wrong somewhere.

Fails:
    provider: {verified_on: 2026-08-01}

Fails:
    site: {checks: {verify_within_days: 30}}
    provider: {verified_on: 2026-10-01}

Passes:
    provider: {verified_on: 2026-09-01}

Passes:
    provider: {status: departed, verified_on: 2025-01-01}

Limits: The limit is `verify_within_days` under `checks:` in `site.yaml`, 90 unless said. Whether the look was a good
one is not known. Profiles without `verified_on` are not checked.

Basis: No Surprises Act, section 116.
"""

from __future__ import annotations

from site_gen.check.rule import Around, Issue, Rule, Said, Unchecked
from site_gen.findings import Severity
from site_gen.model.provider import Provider


def _in_provider(provider: Provider, around: Around) -> Said:
    if provider.status == "departed":
        return
    if provider.verified_on is None:
        yield Unchecked("profiles that do not say when somebody looked at them last (verified_on)")
        return
    days = (around.as_of - provider.verified_on).days
    if days > around.site.checks.verify_within_days:
        yield Issue(
            message=f"last looked at on {provider.verified_on}, {days} days ago",
            at=("verified_on",),
            hint="ask the provider what has changed, and write today's date",
        )


RULE = Rule(
    code="SRC010",
    name="stale-profile",
    severity=Severity.WARNING,
    basis="No Surprises Act",
    since="0.1",
    page=__doc__,
    provider=_in_provider,
)
