"""What an author received for a review, or has to do with the practice, stands next to the review in words.

Why: A review by a relative or for a gift may be shown, if readers can tell. In a tooltip nobody on a phone can.

Fails:
    review: {incentive: a gift card}
    page: {providers/ana-diaz/index.html: [['data-label="incentive"', 'data-label="note"']]}

Fails:
    review: {relationship: sister of the owner}
    page: {providers/ana-diaz/index.html: [['data-label="relationship"', 'hidden data-label="relationship"']]}

Fails:
    review: {incentive: a gift card}
    page: {providers/ana-diaz/index.html: [['>The author received: a gift card<', 'title="a gift card">Note<']]}

Passes:
    review: {incentive: a gift card}

Passes:
    review: {relationship: a nurse's sister, moderation: {hidden_fields: [{field: relationship, reason: abusive}]}}

Limits: Whether there was an incentive, only the file says. Of one that moderators hide, the mark in its place says that
there is one, and why it is not shown.

Basis: 16 CFR 465.1(c), 465.5.
"""

from __future__ import annotations

from site_gen.check.pages.plan import is_covered
from site_gen.check.pages.reading import Reading
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity


def _on_page(page: Reading, around: Around) -> Said:
    for seen, placed in page.matched:
        review = placed.review
        for name, value in (("incentive", review.incentive), ("relationship", review.relationship)):
            if not value or value == "none" or is_covered(placed, name):
                continue
            labels = [label for label in seen.labelled(name) if label.value == value and value in label.text]
            if not labels:
                message = f"review {seen.id} does not show its {name} in words: {value[:60]}"
                yield Issue(message=message, at=page.at(seen.node))
            elif page.hidden_by(labels[0].node) not in (None, page.hidden_by(seen.node)):
                yield Issue(message=f"the {name} of review {seen.id} cannot be seen", at=page.at(labels[0].node))


RULE = Rule(
    code="DIS404",
    name="relationship-visible",
    severity=Severity.ERROR,
    since="0.1",
    basis="16 CFR 465.1(c); 16 CFR 465.5",
    page=__doc__,
    built=_on_page,
)
