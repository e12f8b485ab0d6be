"""Where a part of a review is hidden, the page shows a mark with words in its place.

Why: A gap that nobody sees is a changed text. A mark with its reason lets readers judge for themselves.

Fails:
    # also EMB501
    review: {moderation: {hidden: [{segment: 1, reason: third-party-privacy}]}}
    page: {providers/ana-diaz/index.html: [['data-segment="1"', 'data-seg="1"']]}

Fails:
    review: {moderation: {hidden: [{segment: 1, reason: third-party-privacy}]}}
    page: {providers/ana-diaz/index.html: [['<mark class="redaction"', '<mark hidden class="redaction"']]}

Fails:
    review: {moderation: {hidden_fields: [{field: author, reason: third-party-privacy}]}}
    page: {providers/ana-diaz/index.html: [['data-label="hidden-field"', 'data-label="note"']]}

Passes:
    review: {moderation: {hidden: [{segment: 1, reason: third-party-privacy}]}}

Limits: Whether the reason is the right one, people decide.

Basis: 16 CFR 255.2(d).
"""

from __future__ import annotations

from site_gen.check.pages.plan import parts_of
from site_gen.check.pages.reading import Reading
from site_gen.check.pages.wording import marks_of
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.html.tree import attribute


def _on_page(page: Reading, around: Around) -> Said:
    for seen, placed in page.matched:
        shown = {
            (attribute(node, "data-segment"), attribute(node, "data-reason"))
            for node in seen.marks
            if node.text().strip() and page.hidden_by(node) in (None, page.hidden_by(seen.node))
        }
        for mark in marks_of(parts_of(placed)):
            if (str(mark.segment), mark.reason) not in shown:
                message = f"review {seen.id}: segment {mark.segment} is hidden ({mark.reason}) without a visible mark"
                yield Issue(message=message, at=page.at(seen.texts[0] if seen.texts else seen.node))
        said = {
            label.value
            for label in seen.labelled("hidden-field")
            if label.text.strip() and page.hidden_by(label.node) in (None, page.hidden_by(seen.node))
        }
        for hidden in placed.hidden_fields:
            if hidden.field not in said:
                message = f"review {seen.id}: {hidden.field} is not shown ({hidden.reason}), and nothing says so"
                yield Issue(message=message, at=page.at(seen.node))


RULE = Rule(
    code="INT109",
    name="redaction-unmarked",
    severity=Severity.ERROR,
    since="0.1",
    basis="16 CFR 255.2(d)",
    page=__doc__,
    built=_on_page,
)
