"""The numbers of received, shown, hidden and withheld reviews are those that the reviews make.

Why: The count of what is not shown is what makes a selection visible. It is worth as much as it is right.

Fails:
    page: {providers/ana-diaz/index.html: [['value="1">1 received', 'value="9">9 received']]}

Fails:
    page: {providers/ana-diaz/index.html: [['>1 shown in full', '>10 shown in full']]}

Fails:
    page: {how-we-collect-reviews/index.html: [['value="1">1 received', 'value="7">7 received']]}

Passes:
    page: {providers/ana-diaz/index.html: [['>1 received', '>received: 1']]}

Limits: Numbers that a sentence gives without `data-count` are not found. The table of withheld reviews by stars is
compared by the verifier alone.

Basis: 16 CFR 465.7(b).
"""

from __future__ import annotations

from site_gen.check.pages.counts import expected_count, faults_of_count, standing_of
from site_gen.check.pages.reading import Reading
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity


def _on_page(page: Reading, around: Around) -> Said:
    for number in page.numbers:
        if number.name in ("average", "ratings"):
            continue
        standing = standing_of(page, number)
        if standing is None:
            if number.provider:
                yield Issue(
                    message=f"counts reviews of {number.provider[:60]}, who is not here", at=page.at(number.node)
                )
            continue
        expected = expected_count(page, number, standing)
        for fault in faults_of_count(number, expected) if expected is not None else ():
            yield Issue(message=fault, at=page.at(number.node))


RULE = Rule(
    code="MOD209",
    name="count-claim-wrong",
    severity=Severity.ERROR,
    since="0.1",
    basis="16 CFR 465.7(b)",
    page=__doc__,
    built=_on_page,
)
