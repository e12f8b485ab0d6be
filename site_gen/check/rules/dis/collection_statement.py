"""Every page with reviews leads to the page that says how they are collected, and that page says it.

Why: What an average is worth depends on who was asked. Readers can only know when the site tells them where they read.

Fails:
    page: {providers/ana-diaz/index.html: [['href="/how-we-collect-reviews/"', 'href="/find/"']]}

Fails:
    page: {how-we-collect-reviews/index.html: [['data-by="method"', 'data-by="way"']]}

Fails:
    site: {contact: {reviews: "mailto:reviews@harbor.example"}}
    page: {how-we-collect-reviews/index.html: [['href="mailto:reviews@harbor.example"', 'href="/find/"']]}

Passes:
    site: {contact: {reviews: "mailto:reviews@harbor.example"}}

Limits: That the sentences are there is seen by their numbers and links; whether they say enough about checks,
incentives and retention, people read.

Basis: EU UCPD Art. 7(6); French Code de la consommation D111-17; UK CMA208.
"""

from __future__ import annotations

from site_gen.check.pages.reading import Reading
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity

_NUMBERS = (("received", ""), ("withheld", ""))
_OF_KEPT = (("kept", "method"), ("kept", "source"))
"""Where every review was erased, none is kept, and there is nothing to count by method or source."""


def _on_page(page: Reading, around: Around) -> Said:
    how = f"{page.around.how}index.html"
    if page.plan.reviews is not None:
        prefix = "" if page.plan.language == around.site.default_language else f"{page.plan.language}/"
        links = page.leading.get(prefix + how, ()) if page.elements.tagged("main") else ()
        if not any(page.hidden_by(link.element.node) is None for link in links):
            yield Issue(message="the page does not lead to the one about how reviews are collected", at=("main", 0))
    elif page.file.endswith(how) and page.plan.total is not None and page.plan.total.received:
        said = {(number.name, number.by) for number in page.numbers if page.hidden_by(number.node) is None}
        for name, by in (*_NUMBERS, *(_OF_KEPT if page.plan.total.sources else ())):
            if (name, by) not in said:
                what = f"how many reviews are {name}{f' by {by}' if by else ''}"
                yield Issue(message=f"the page about reviews does not say {what}", at=("main", 0))
        contact = around.site.contact.reviews
        if contact and not any(link.value.startswith(contact) for link in page.links):
            yield Issue(message="the page about reviews does not say how to ask about one", at=("main", 0))


RULE = Rule(
    code="DIS401",
    name="collection-statement",
    severity=Severity.ERROR,
    since="0.1",
    basis="EU UCPD 7(6); FR D111-17; CMA208",
    page=__doc__,
    built=_on_page,
)
