"""The numbers of received, shown, hidden and withheld reviews are those that the reviews make.

Why: The count of what is not shown is what makes a selection visible. It is worth as much as it is right.

Fails:
    page: {providers/ana-diaz/index.html: [['value="1">1 received', 'value="9">9 received']]}

Fails:
    page: {providers/ana-diaz/index.html: [['>1 shown in full', '>10 shown in full']]}

Fails:
    page: {how-we-collect-reviews/index.html: [['value="1">1 received', 'value="7">7 received']]}

Fails:
    review: {moderation: {status: withheld, reason: unrelated}}
    page: {find/index.html: [['</main>', '<p>All our reviews are on our pages.</p></main>']]}

Passes:
    page: {find/index.html: [['</main>', '<p>All our reviews are on our pages.</p></main>']]}

Fails:
    review: {moderation: {status: withheld, reason: no-authorization}}
    page: {find/index.html: [['<p class="list-count">', '<p>All our reviews are on our pages.</p><p class="list-count">']]}

Passes:
    page: {find/index.html: [['<p class="list-count">', '<p>All our reviews are on our pages.</p><p class="list-count">']]}

Passes:
    page: {providers/ana-diaz/index.html: [['>1 received', '>received: 1']]}

Passes:
    review: {moderation: {status: withheld, reason: unrelated}}
    page: {find/index.html: [['</main>', '<p>All our reviews are shown or counted here.</p></main>']]}

Limits: Numbers that a sentence gives without `data-count` are not found. That all reviews are shown is understood in
English and Spanish, in a few wordings, and not in policies, which say elsewhere what they leave out. The table of
withheld reviews by stars is compared by the verifier alone.

Basis: 16 CFR 465.7(b).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_gen.check.pages.claims import BLOCKS, Claim, is_said, said_outside_reviews
from site_gen.check.pages.counts import expected_count, faults_of_count, standing_of
from site_gen.check.pages.reading import Reading
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity

_ALL = Claim(
    re.compile(
        r"""
        (?: (?<=show\ ) {all} | (?<=publish\ ) {all} | {all} \ on\ our
          | {all} (?:\ \w+){{0,3}}? \ (?:is|are|stand|stands|appear|appears) \ (?:shown|published|public|here|on\ our)
          | (?<=mostramos\ ) {todas} | (?<=publicamos\ ) {todas} | (?<=están\ ) {todas}
          | {todas} (?:\ \w+){{0,3}}? \ (?:están|aparecen|se\ muestran|se\ publican)
        ) \b (?! [^.!?]* \b (?: or|unless|except|but|reasons?|may|o|salvo|excepto|pero|motivos?|podemos|podamos ) \b )
        """.format(
            all=r"(?:all|every\ single|every)(?:\ of)?(?:\ our|\ the)?\ reviews?",
            todas=r"todas\ (?:las|nuestras)\ reseñas",
        ),
        re.IGNORECASE | re.VERBOSE,
    ),
    begins=(
        "all reviews",
        "all our",
        "all the",
        "all of",
        "every review",
        "every single",
        "todas las",
        "todas nuestras",
    ),
    holds=("reviews", "review ", "reseñas"),
)
"""Words that say that all reviews are shown, without those that say in the same sentence what is not."""


def _on_page(page: Reading, around: Around) -> Said:
    yield from _numbers(page)
    if is_said(_ALL, page.words) and "/policies/" not in f"/{page.file}":
        yield from _claims(page)


def _claims(page: Reading) -> Iterator[Issue]:
    """Refuse words that say that all reviews are shown where some are not."""
    said = list(said_outside_reviews(page, _ALL, BLOCKS))
    own = page.plan.provider
    standing = page.plan.standings.get(own.permanent_id) if own else page.plan.total
    missing = standing.withheld_count + standing.pending + standing.erased if said and standing else 0
    for block, words in said if missing > 0 else ():
        message = f"says {words!r} of the reviews that are shown, and {missing} are not"
        hint = "say that those that are not shown are counted, with their reasons"
        yield Issue(message=message, at=page.at(block), hint=hint)


def _numbers(page: Reading) -> Iterator[Issue]:
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
