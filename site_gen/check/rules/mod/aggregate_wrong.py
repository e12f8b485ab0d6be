"""An average, and the number and spread of ratings, are those that all eligible ratings make, on page and card.

Why: An average over chosen ratings is advertising. One that differs between the list and the profile is a mistake that
readers take for it.

Fails:
    page: {providers/ana-diaz/index.html: [['<span class="figure">4.0</span>', '<span class="figure">4.8</span>']]}

Fails:
    page: {providers/ana-diaz/index.html: [['data-average value="4.0"', 'data-average value="5.0"']]}

Fails:
    page: {find/index.html: [['4.0 of 5 · 1 rating', '4.9 of 5 · 1 rating']]}

Fails:
    page: {providers/ana-diaz/index.html: [['data-of="5" value="0"', 'data-of="5" value="8"']]}

Passes:
    page: {find/index.html: [['4.0 of 5 · 1 rating', '1 rating']]}

Limits: How far stars and bars are filled is compared by the verifier alone, and so are numbers in pictures.

Basis: UK DMCC Act 2024, Schedule 20; CMA208, "consumer review information".
"""

from __future__ import annotations

from site_gen.check.pages.counts import faults_of_rating, standing_of
from site_gen.check.pages.reading import Reading
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity


def _on_page(page: Reading, around: Around) -> Said:
    for number in page.numbers:
        if number.name not in ("average", "ratings"):
            continue
        standing = standing_of(page, number) if number.provider else None
        if standing is None:
            yield Issue(message=f"gives ratings of {number.provider[:60] or 'nobody'}", at=page.at(number.node))
            continue
        for fault in faults_of_rating(number, standing):
            yield Issue(message=fault, at=page.at(number.node))


RULE = Rule(
    code="MOD211",
    name="aggregate-wrong",
    severity=Severity.ERROR,
    since="0.1",
    basis="DMCC Act 2024; CMA208",
    page=__doc__,
    built=_on_page,
)
