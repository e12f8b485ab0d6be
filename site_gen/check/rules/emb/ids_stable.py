"""Every review has a link to itself that stays, and the markup names it by that link.

Why: A review that can be linked to can be quoted, checked and reported; one that cannot vanishes unnoticed.

Fails:
    page:
      providers/ana-diaz/index.html:
        - ['href="/providers/ana-diaz/reviews/1/#review-r-000000000001"', 'href="/providers/ana-diaz/reviews/1/"']

Fails:
    page: {providers/ana-diaz/index.html: [['reviews/1/#review-r-000000000001","', '#review-r-000000000001","']]}

Passes:
    page: {providers/ana-diaz/index.html: [['>Link to review<', '>Permalink<']]}

Limits: That the link leads to the review is PAG851's work, that it stays the same over the years nobody's.
"""

from __future__ import annotations

from site_gen.check.pages.reading import Reading
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity


def _on_page(page: Reading, around: Around) -> Said:
    if not page.matched:
        return
    provider = page.plan.provider
    place = f"/providers/{provider.slug}/reviews/" if provider else ""
    linked = {
        target.fragment.removeprefix("review-")
        for link, target in zip(page.links, page.targets, strict=True)
        if target is not None
        and "#review-" in link.value
        and link.name == "href"
        and link.element.tag == "a"
        and place in f"/{target.file}"
    }
    named = {
        id_.rpartition("#review-")[2]: (id_, item.script)
        for item in page.markup.of_type("Review")
        if "#review-" in (id_ := str(item.node.get("@id", "")))
    }
    for seen, _placed in page.matched:
        if seen.id not in linked:
            yield Issue(message=f"review {seen.id} has no link to itself", at=page.at(seen.node))
        id_, script = named.get(seen.id, ("", None))
        if id_ and place not in id_:
            yield Issue(message=f"review {seen.id} is named {id_[:120]}, which is no permalink", at=page.at(script))


RULE = Rule(
    code="EMB504",
    name="ids-stable",
    severity=Severity.WARNING,
    since="0.1",
    page=__doc__,
    built=_on_page,
)
