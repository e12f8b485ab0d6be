"""SRC005."""

from __future__ import annotations

from collections.abc import Iterator

from stdnum import luhn

from site_gen.check.rule import Around, Issue, provider_rule
from site_gen.findings import Severity
from site_gen.model.provider import Provider

_ISSUER = "80840"
"""The prefix that stands for a United States health identifier (CMS, NPI check digit calculation)."""


@provider_rule("SRC005", "npi-check-digit", severity=Severity.ERROR, since="0.1", basis="45 CFR 162.406")
def npi_check_digit(provider: Provider, around: Around) -> Iterator[Issue]:
    """The last digit of an NPI is a check digit (Luhn, over 80840 and the number)."""
    if provider.npi is not None and not luhn.is_valid(_ISSUER + provider.npi):
        yield Issue(
            message=f"NPI {provider.npi} has a wrong check digit",
            at=("npi",),
            hint="copy the number again from the NPI registry",
        )
