"""Beside the reviews stands how many were received, shown and withheld, by reason, where it can be seen.

Why: Nobody notices a review that is not there. The numbers are what is left of it.

Fails:
    page: {providers/ana-diaz/index.html: [['data-count="withheld"', 'data-number="withheld"']]}

Fails:
    page: {providers/ana-diaz/index.html: [['<p class="tally">', '<p class="tally" hidden>']]}

Fails:
    review: {moderation: {status: withheld, reason: abusive}}
    page: {providers/ana-diaz/index.html: [['data-count="withheld" data-reason="abusive"', 'data-number="abusive"']]}

Passes:
    review: {moderation: {status: withheld, reason: abusive}}

Limits: Whether the numbers are right is MOD209's question.

Basis: 16 CFR 465.7(b).
"""

from __future__ import annotations

from site_gen.check.pages.reading import Reading
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity

_ALWAYS = ("received", "shown", "withheld")


def _on_page(page: Reading, around: Around) -> Said:
    provider = page.plan.provider
    if provider is None or page.plan.reviews is None:
        return
    standing = page.plan.standings[provider.permanent_id]
    wanted = [(name, "") for name in _ALWAYS]
    wanted += [("hidden", "")] if standing.hidden else []
    wanted += [("withheld", reason) for reason in standing.withheld]
    found = {
        (number.name, number.reason): page.hidden_by(number.node)
        for number in page.numbers
        if number.provider == provider.permanent_id and not number.by
    }
    for name, reason in wanted:
        what = f"{name} ({reason})" if reason else name
        if (name, reason) not in found:
            yield Issue(message=f"the page does not say how many reviews are {what}", at=("main", 0))
        elif (hiding := found[name, reason]) is not None:
            yield Issue(message=f"the number of reviews {what} cannot be seen", at=page.at(hiding))


RULE = Rule(
    code="DIS402",
    name="numbers-shown",
    severity=Severity.ERROR,
    since="0.1",
    basis="16 CFR 465.7(b)",
    page=__doc__,
    built=_on_page,
)
