"""Reviews stand in the order of their months, the newest first, whatever they say.

Why: Who sorts by stars moves complaints to where nobody reads. An order that follows from the dates can be checked.

Fails:
    file:
      content/reviews/ana-diaz/r-000000000002.yaml: |
        id: r-000000000002
        provider: ana-diaz
        rating: 1
        text: Nobody called back.
        received_at: 2026-05-10T12:00:01Z
        source: website-form
        method: invited-all
        moderation: {status: published, decided_at: 2026-05-12T12:00:00Z, by: compliance}
    page: {assets/site.*.css: [['.review{', '[data-reviews]{display:flex;flex-direction:column-reverse}.review{']]}

Fails:
    page: {assets/site.*.css: [['.review{', '.review{order:2}.review{']]}

Passes:
    page: {assets/site.*.css: [['.site-nav ul{', '.site-nav{order:2}.site-nav ul{']]}

Limits: An order that a script makes when the reader asks for it is the reader's.

Basis: French Code de la consommation D111-17; 16 CFR 255.2(d).
"""

from __future__ import annotations

from site_gen.check.pages.reading import Reading
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity


def _on_page(page: Reading, around: Around) -> Said:
    if page.plan.reviews is None or not page.matched:
        return
    found = [placed.review.id for _seen, placed in page.matched]
    expected = [placed.review.id for placed in page.plan.reviews.placed if placed.review.id in set(found)]
    for (seen, _placed), id_ in zip(page.matched, expected, strict=True):
        if seen.id != id_:
            message = f"review {seen.id} stands where {id_} belongs: newest month first"
            yield Issue(message=message, at=page.at(seen.node))
            return
    if (node := page.reordered_by(page.matched[0][0].node)) is not None:
        yield Issue(message="a style sheet shows the reviews in another order than they stand in", at=page.at(node))


RULE = Rule(
    code="MOD208",
    name="sort-bias",
    severity=Severity.WARNING,
    since="0.1",
    basis="FR D111-17; 16 CFR 255.2(d)",
    page=__doc__,
    built=_on_page,
)
