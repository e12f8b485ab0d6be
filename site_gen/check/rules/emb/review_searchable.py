"""The search index holds no words and no numbers of reviews.

Why: A search shows a few words of a page, chosen by a machine: of a review without its date, its stars and what is
hidden of it and why. An average would stay in results as it was when the index was made.

Fails:
    site: {search: true}
    page: {providers/ana-diaz/index.html: [['class="reviews" data-pagefind-ignore="all"', 'class="reviews"']]}

Fails:
    site: {search: true}
    page: {providers/ana-diaz/index.html: [['hero-rating" data-pagefind-ignore', 'hero-rating"']]}

Passes:
    site: {search: true}
    page:
      providers/ana-diaz/index.html:
        - ['class="reviews" data-pagefind-ignore="all"', 'class="reviews"']
        - [' data-pagefind-body', '']

Limits: What a theme copies of a review to another place of the page is not known to be a review.
"""

from __future__ import annotations

from site_gen.check.pages.reading import Reading
from site_gen.check.pages.searched import BODY, IGNORED
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.html.words import squeezed

_ABOUT_REVIEWS = ':is([id^="review-r-"], [data-field], [data-review-text], [data-count], [data-average])'
_HINT = "put data-pagefind-ignore on what is around it"


def _on_page(page: Reading, around: Around) -> Said:
    if not around.site.search:
        return
    left_out = {node.mem_id for node in page.tree.css(f"{IGNORED} {_ABOUT_REVIEWS}")}
    for node in page.tree.css(f"{BODY} {_ABOUT_REVIEWS}"):
        if node.mem_id not in left_out:
            what = squeezed(node.text())[:60]
            yield Issue(message=f"{what!r} of a review is in the search index", at=page.at(node), hint=_HINT)


RULE = Rule(
    code="EMB505",
    name="review-searchable",
    severity=Severity.ERROR,
    since="0.1",
    page=__doc__,
    built=_on_page,
)
