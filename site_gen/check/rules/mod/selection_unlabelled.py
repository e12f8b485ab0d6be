"""Every published review stands on its provider's pages, where it can be seen.

Why: A page that shows some of the reviews shows whatever its maker wants. The numbers next to them then count reviews
that nobody can read.

Fails:
    # also EMB502
    page: {providers/ana-diaz/index.html: [['id="review-r-000000000001"', 'id="gone"']]}

Fails:
    # also EMB502
    page: {providers/ana-diaz/index.html: [['<div class="review-list" data-reviews>', '<div hidden>']]}

Fails:
    # also EMB502
    page:
      providers/ana-diaz/index.html:
        - ['<article', '<details><summary>One review</summary><article']
        - ['</article>', '</article></details>']

Passes:
    review: {moderation: {status: withheld, reason: abusive}}

Limits: With `--site`, a page that is missing as a whole is noticed by the links that lead to it (PAG851).

Basis: 16 CFR 465.7(b).
"""

from __future__ import annotations

from site_gen.check.pages.reading import Reading
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity


def _on_page(page: Reading, around: Around) -> Said:
    if page.plan.reviews is None:
        return
    matched = {placed.review.id for _seen, placed in page.matched}
    for placed in page.plan.reviews.placed:
        if placed.review.id not in matched:
            yield Issue(message=f"review {placed.review.id} is published and not on this page", at=("main", 0))
    for seen, _placed in page.matched:
        if (hiding := page.hidden_by(seen.node)) is not None:
            message = f"review {seen.id} is published and cannot be seen: <{hiding.tag}> hides it"
            yield Issue(message=message, at=page.at(hiding))


RULE = Rule(
    code="MOD210",
    name="selection-unlabelled",
    severity=Severity.ERROR,
    since="0.1",
    basis="16 CFR 465.7(b)",
    page=__doc__,
    built=_on_page,
)
