"""Every review shows when it was received, and when the visit was where that is known.

Why: A review of five years ago describes another practice.

Fails:
    review: {experienced: 2026-02}
    page: {providers/ana-diaz/index.html: [['data-field="experienced"', 'data-visit="experienced"']]}

Fails:
    page: {providers/ana-diaz/index.html: [['>March 2026</time>', '></time>']]}

Passes:
    review: {experienced: 2026-02}

Limits: The words of a month are not read; that they are the same everywhere is the verifier's work.

Basis: French Code de la consommation D111-17.
"""

from __future__ import annotations

from site_gen.check.pages.plan import is_covered
from site_gen.check.pages.reading import Reading
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity


def _on_page(page: Reading, around: Around) -> Said:
    part = page.plan.reviews
    for seen, placed in page.matched if part else ():
        assert part is not None, "only a provider's page has reviews that belong on it"
        wanted = {"received": part.received[placed.review.id]}
        if placed.review.experienced and not is_covered(placed, "experienced"):
            wanted["experienced"] = placed.review.experienced
        for name, month in wanted.items():
            fields = [field for field in seen.named(name) if field.value == month and field.text.strip()]
            if not fields:
                yield Issue(message=f"review {seen.id} does not show when it was {name}", at=page.at(seen.node))


RULE = Rule(
    code="DIS403",
    name="dates-shown",
    severity=Severity.WARNING,
    since="0.1",
    basis="FR D111-17",
    page=__doc__,
    built=_on_page,
)
