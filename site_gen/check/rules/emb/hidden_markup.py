"""Every review in the markup can be seen on the page that the markup is of.

Why: Search engines show stars for what a visitor of the page can read. Reviews for machines alone are the oldest trick,
and cost a site all its stars.

Fails:
    # also MOD210
    page: {providers/ana-diaz/index.html: [['<article class="review"', '<article class="review" hidden']]}

Fails:
    # also MOD210
    page: {providers/ana-diaz/index.html: [['<article', '<article style="display: none"']]}

Fails:
    # also MOD210
    page:
      assets/site.*.css: [['.review{padding-block', '.review{font-size:0;padding-block']]

Fails:
    page: {providers/ana-diaz/index.html: [['#review-r-000000000001","author"', '#review-r-000000000002","author"']]}

Passes:
    page: {assets/site.*.css: [['.review{padding-block', '.review{font-size:1rem;padding-block']]}

Passes:
    page: {assets/site.*.css: [['.review{padding-block', '@media print{.review{display:none}}.review{padding-block']]}

Limits: Style sheets are read rule by rule, without their cascade: one that hides and one that shows again count as
hiding. What covers a review with something else, or pushes it out of a window that scrolls, is not noticed.

Basis: Google's policy for structured data, "content"; 16 CFR 465.2.
"""

from __future__ import annotations

from site_gen.check.pages.reading import Reading
from site_gen.check.rule import Around, Issue, Rule, Said, Unchecked
from site_gen.findings import Severity


def _on_page(page: Reading, around: Around) -> Said:
    shown = {seen.id: seen for seen in page.reviews}
    for item in page.markup.of_type("Review"):
        id_ = str(item.node.get("@id", ""))
        seen = shown.get(id_.rpartition("#review-")[2])
        if seen is None:
            yield Issue(message=f"review {id_[-60:] or 'without id'} is in the markup only", at=page.at(item.script))
        elif (hiding := page.hidden_by(seen.node)) is not None:
            what = f"<{hiding.tag}> hides it" if hiding.mem_id != seen.node.mem_id else "it hides itself"
            yield Issue(message=f"review {seen.id} is in the markup and cannot be seen: {what}", at=page.at(hiding))
    if page.around.hiding.unread and page.reviews:
        unread = ", ".join(page.around.hiding.unread[:3])[:120]
        yield Unchecked(f"a style sheet hides by a selector that cannot be read: {unread}")


RULE = Rule(
    code="EMB502",
    name="hidden-markup",
    severity=Severity.ERROR,
    since="0.1",
    basis="Google structured data; 16 CFR 465.2",
    page=__doc__,
    built=_on_page,
)
