"""The last digit of an NPI is a check digit, and must be the right one.

Why: A number with a slip belongs to somebody else or to nobody. Directories that match people by their number then lose
the profile, or join it with a stranger's.

Fails:
    provider: {npi: "1234567890"}

Passes:
    provider: {npi: "1234567893"}

Limits: A right check digit does not tell that the number is this person's; the registry does.

Basis: 45 CFR 162.406; the digit is that of Luhn over 80840 and the number (CMS, NPI check digit calculation).
"""

from __future__ import annotations

from stdnum import luhn

from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.model.provider import Provider

_ISSUER = "80840"
"""The prefix that stands for a United States health identifier."""


def _in_provider(provider: Provider, around: Around) -> Said:
    if provider.npi is not None and not luhn.is_valid(_ISSUER + provider.npi):
        yield Issue(
            message=f"NPI {provider.npi} has a wrong check digit",
            at=("npi",),
            hint="copy the number again from the NPI registry",
        )


RULE = Rule(
    code="SRC005",
    name="npi-check-digit",
    severity=Severity.ERROR,
    since="0.1",
    basis="45 CFR 162.406",
    page=__doc__,
    provider=_in_provider,
)
