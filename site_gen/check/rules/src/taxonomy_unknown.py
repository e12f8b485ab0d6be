"""SRC006."""

from __future__ import annotations

from collections.abc import Iterator

from site_gen.check.rule import Around, Issue, provider_rule
from site_gen.findings import Severity
from site_gen.model.provider import Provider
from site_gen.model.specialty import specialty_for_code


@provider_rule("SRC006", "taxonomy-unknown", severity=Severity.WARNING, since="0.1")
def taxonomy_unknown(provider: Provider, around: Around) -> Iterator[Issue]:
    """A taxonomy code of no family that our table knows: it adds nothing to the page."""
    for index, code in enumerate(provider.taxonomy):
        if specialty_for_code(code) is None:
            yield Issue(
                message=f"taxonomy code {code} is not known here",
                at=("taxonomy", index),
                hint="look the code up in the NUCC code set; specialties can also be named in words",
            )
