"""A review is shown to its end, and one of which the source gives only a part says so.

Why: The complaint often comes last. A text that stops in the middle is an edited text, whoever stopped it.

Fails:
    page:
      providers/ana-diaz/index.html:
        - ['data-review-text>The wait was long. Everybody was kind.', 'data-review-text>The wait was long. …']
        - ['"reviewBody":"The wait was long. Everybody was kind."', '"reviewBody":"The wait was long. …"']

Fails:
    page: {assets/site.*.css: [['.review-text,.reply-text{', '.review-text,.reply-text{-webkit-line-clamp:3;']]}

Fails:
    review: {completeness: excerpt}
    page: {providers/ana-diaz/index.html: [['data-label="completeness"', 'data-label="note"']]}

Passes:
    review: {completeness: excerpt}

Limits: A height that cuts is seen where the style sheet gives it in the same rule as `overflow`.

Basis: 16 CFR 255.2(d); NF Z74-501.
"""

from __future__ import annotations

from site_gen.check.pages.plan import is_covered, parts_of
from site_gen.check.pages.reading import Reading
from site_gen.check.pages.wording import is_cut_short, parts_in, plain
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity


def _on_page(page: Reading, around: Around) -> Said:
    for seen, placed in page.matched:
        whole = plain(parts_of(placed))
        for node in seen.texts:
            shown = plain(parts_in(node))
            if is_cut_short(shown, whole):
                message = f"review {seen.id} stops after {len(shown)} of {len(whole)} characters"
                yield Issue(message=message, at=page.at(node))
            elif page.cut_by(node) is not None:
                yield Issue(message=f"review {seen.id}: a style sheet may cut its text short", at=page.at(node))
        if placed.review.completeness == "excerpt" and not is_covered(placed, "completeness"):
            labels = [one for one in seen.labelled("completeness") if one.text.strip()]
            if not labels or page.hidden_by(labels[0].node) not in (None, page.hidden_by(seen.node)):
                message = f"review {seen.id} is an excerpt, and the page does not say so"
                yield Issue(message=message, at=page.at(seen.node))


RULE = Rule(
    code="INT115",
    name="excerpt-as-full",
    severity=Severity.ERROR,
    since="0.1",
    basis="16 CFR 255.2(d); NF Z74-501",
    page=__doc__,
    built=_on_page,
)
