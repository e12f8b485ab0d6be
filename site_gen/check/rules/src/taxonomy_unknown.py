"""A taxonomy code stands for a specialty that we know.

Why: The code gives the page its specialty, its plain words and its place in the lists. One that nobody knows adds
nothing, and mostly is a slip.

Fails:
    provider: {taxonomy: [999X00000X]}

Passes:
    provider: {taxonomy: [122300000X]}

Limits: The table holds families of codes, not every code; a new family is unknown until a release brings it.

Basis: NUCC Health Care Provider Taxonomy code set.
"""

from __future__ import annotations

from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.model.provider import Provider
from site_gen.model.specialty import specialty_for_code


def _in_provider(provider: Provider, around: Around) -> Said:
    for index, code in enumerate(provider.taxonomy):
        if specialty_for_code(code) is None:
            yield Issue(
                message=f"taxonomy code {code} is not known here",
                at=("taxonomy", index),
                hint="look the code up in the NUCC code set; specialties can also be named in words",
            )


RULE = Rule(
    code="SRC006",
    name="taxonomy-unknown",
    severity=Severity.WARNING,
    since="0.1",
    page=__doc__,
    provider=_in_provider,
)
