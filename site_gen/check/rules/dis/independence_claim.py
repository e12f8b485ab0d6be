"""A practice that shows reviews of itself does not call them independent or unbiased.

Why: The site is its own. Whoever says that reviews on it are independent says that somebody else runs it.

Fails:
    page: {providers/ana-diaz/index.html: [['>Reviews</h2>', '>Independent reviews</h2>']]}

Fails:
    page: {find/index.html: [['<p class="list-count">', '<p>All our ratings are unbiased.</p><p class="list-count">']]}

Passes:
    page: {providers/ana-diaz/index.html: [['>Reviews</h2>', '>Reviews, checked by independent witnesses</h2>']]}

Passes:
    review: {text: "I read the independent reviews first. They were right."}

Limits: English, Spanish, French and German wordings are known. Reviews themselves may say what they like.

Basis: 16 CFR 465.6.
"""

from __future__ import annotations

import re

from site_gen.check.pages.claims import Claim, is_said, said_outside_reviews
from site_gen.check.pages.reading import Reading
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity

_PATTERN = re.compile(
    r"\b(?:independent|unbiased|impartial|neutral)\s+(?:\w+\s+)?(?:reviews?|ratings?|opinions?)\b"
    r"|\b(?:reviews?|ratings?)\s+(?:are|is)\s+(?:\w+\s+)?(?:independent|unbiased|impartial)\b"
    r"|\b(?:reseñas|opiniones|valoraciones)\s+(?:son\s+)?(?:independientes|imparciales|neutrales)\b"
    r"|\bavis\s+(?:sont\s+)?(?:indépendants|impartiaux)\b"
    r"|\bunabhängige[rn]?\s+(?:Bewertungen|Rezensionen)\b",
    re.IGNORECASE,
)
CLAIM = Claim(
    _PATTERN,
    begins=(
        *("independent", "unbiased", "impartial", "neutral", "unabhängig"),
        *("review", "rating", "reseñas", "opiniones", "valoraciones", "avis"),
    ),
    holds=("independ", "indépend", "unbiased", "imparcial", "impartia", "neutral", "unabhängig"),
)
_BLOCKS = (
    *("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "td", "th"),
    *("caption", "figcaption", "summary", "blockquote", "title"),
)


def _on_page(page: Reading, around: Around) -> Said:
    if is_said(CLAIM, page.words):
        for block, words in said_outside_reviews(page, CLAIM, _BLOCKS):
            yield Issue(
                message=f"says {words!r} of reviews on the practice's own site",
                at=page.at(block),
                hint="say how they were collected instead",
            )


RULE = Rule(
    code="DIS405",
    name="independence-claim",
    severity=Severity.ERROR,
    since="0.1",
    basis="16 CFR 465.6",
    page=__doc__,
    built=_on_page,
)
