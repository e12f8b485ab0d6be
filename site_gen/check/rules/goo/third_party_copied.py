"""Reviews of Google and Yelp are linked to, not copied.

Why: Both sites show their reviews by their own terms; a copy breaks these and loses the way to the original.

Fails:
    file:
      content/reviews/ana-diaz/r-000000000002.yaml: |
        id: r-000000000002
        provider: ana-diaz
        rating: 5
        text: She fixed my tooth within an hour and explained every step.
        received_at: 2026-05-10T12:00:01Z
        source: yelp
        method: organic
        moderation: {status: published, decided_at: 2026-05-12T12:00:00Z, by: compliance}
    page:
      providers/ana-diaz/index.html:
        - ['<p>Ana looks after teeth.', '<p>She fixed my tooth within an hour and explained every step.']

Passes:
    file:
      content/reviews/ana-diaz/r-000000000002.yaml: |
        id: r-000000000002
        provider: ana-diaz
        rating: 5
        text: She fixed my tooth within an hour and explained every step.
        received_at: 2026-05-10T12:00:01Z
        source: yelp
        method: organic
        moderation: {status: published, decided_at: 2026-05-12T12:00:00Z, by: compliance}

Limits: Only texts that were recorded as coming from there are known, and only those of forty characters and more. A
text that stands in a review of this site, too, is left to PRV315.

Basis: Google Maps Platform terms, 3.2.3; Yelp's terms of service, 6.
"""

from __future__ import annotations

from site_gen.check.pages.reading import Reading
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.html.tree import Node
from site_gen.html.words import squeezed


def _on_page(page: Reading, around: Around) -> Said:
    part = page.plan.reviews
    if part is None or not part.elsewhere or page.tree.body is None:
        return
    words = squeezed(page.tree.body.text())
    for text in part.elsewhere:
        if squeezed(text) in words:
            at = page.at(_innermost(page, squeezed(text)))
            yield Issue(message=f"shows a text that another site shows: {text[:60]!r}", at=at)


def _innermost(page: Reading, words: str) -> Node:
    """Give the last element that holds some words: those around it begin before it."""
    return [node for node in page.tree.css("body, body *") if words in squeezed(node.text())][-1]


RULE = Rule(
    code="GOO602",
    name="third-party-copied",
    severity=Severity.WARNING,
    since="0.1",
    basis="platform terms",
    page=__doc__,
    built=_on_page,
)
