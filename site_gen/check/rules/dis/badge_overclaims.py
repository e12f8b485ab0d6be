"""Words that promise verified or unedited reviews link to what was verified, and to what was not.

Why: A log proves that a text was not changed after it was entered. It does not prove that a patient wrote it. A badge
that stands for both is a promise that nobody can keep.

Fails:
    page: {providers/ana-diaz/index.html: [['>Reviews</h2>', '>Verified, unedited reviews</h2>']]}

Fails:
    page: {find/index.html: [['<p class="list-count">', '<p>100 % genuine reviews</p><p class="list-count">']]}

Fails:
    page: {find/index.html: [['</main>', '<p>Reviews of all kinds, unedited.</p></main>']]}

Fails:
    page: {find/index.html: [['</main>', '<p>Aquí hay reseñas de todos, sin modificar.</p></main>']]}

Fails:
    page: {find/index.html: [['<p class="list-count">', '<p>All our reviews are here, unedited.</p><p class="list-count">']]}

Fails:
    page: {find/index.html: [['<p class="list-count">', '<p>Aquí hay reseñas sin cambios.</p><p class="list-count">']]}

Passes:
    page:
      providers/ana-diaz/index.html:
        - ['>Reviews</h2>', '>Reviews</h2><p><a href="/how-we-collect-reviews/">Unedited reviews: how to check</a></p>']

Limits: English and Spanish wordings are known; a badge that is a picture is not read.

Basis: FTC Act, section 5; EU UCPD Annex I 23b.
"""

from __future__ import annotations

import re

from site_gen.check.pages.claims import BLOCKS, Claim, is_said, said_outside_reviews
from site_gen.check.pages.reading import Reading
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.html.tree import Node, attribute, parents

_BADGE = Claim(
    re.compile(
        r"\b(?:verified|unedited|authentic|genuine|certified|guaranteed|real)\b[\s,\w]{0,30}\breviews?\b"
        r"|\breseñas\s+(?:\w+\s+)?(?:verificadas|auténticas|certificadas|sin editar)\b",
        re.IGNORECASE,
    ),
    begins=("verified", "unedited", "authentic", "genuine", "certified", "guaranteed", "real", "reseñas"),
    holds=("verifi", "unedited", "authentic", "auténtic", "genuine", "certifi", "guaranteed", "real ", "sin editar"),
)
_SENTENCE = Claim(
    re.compile(
        r"\breviews?\b[^.:;!?]{0,60}\b(?:unedited|unaltered|uncensored|(?:not|never) edited)\b"
        r"|\breseñas?\b[^.:;!?]{0,60}\b(?:sin (?:editar|modificar|retocar)|no se editan)\b",
        re.IGNORECASE,
    ),
    begins=("review", "reseña"),
    holds=(
        *("unedited", "unaltered", "uncensored", "not edited", "never edited"),
        *("sin editar", "sin modificar", "sin retocar", "no se editan"),
    ),
)
CLAIMS = (_BADGE, _SENTENCE)


def _on_page(page: Reading, around: Around) -> Said:
    how = f"{page.around.how}index.html"
    if page.file.endswith(how):
        return
    for claim in CLAIMS:
        if not is_said(claim, page.words):
            continue
        for block, words in said_outside_reviews(page, claim, BLOCKS):
            if any(outer.tag == "main" for outer in parents(block.node)) and not _leads(page, block.node, how):
                message = f"says {words!r} without a link to what was checked, and what was not"
                yield Issue(message=message, at=page.at(block))


def _leads(page: Reading, node: Node, how: str) -> bool:
    targets = (page.around.addresses.target(attribute(link, "href"), page.file) for link in node.css("a[href]"))
    return any(target is not None and target.file.endswith(how) for target in targets)


RULE = Rule(
    code="DIS407",
    name="badge-overclaims",
    severity=Severity.ERROR,
    since="0.1",
    basis="FTC Act 5; EU UCPD Annex I 23b",
    page=__doc__,
    built=_on_page,
)
