"""All reviews can be reached without a script, and no filter or order is chosen before the reader chooses.

Why: A filter that is set to five stars when the page opens hides all others as well as a moderator could.

Fails:
    page:
      providers/ana-diaz/index.html:
        - ['<p class="tally">', '<label>Show <select><option>all<option selected>5</select></label><p class="tally">']

Fails:
    page:
      providers/ana-diaz/index.html:
        - ['<p class="tally">', '<label><input type="checkbox" checked> 4 stars and up</label><p class="tally">']

Passes:
    page:
      providers/ana-diaz/index.html:
        - ['<p class="tally">', '<label>Show <select><option selected>all<option>5</select></label><p class="tally">']

Limits: What a script sets later is not seen.

Basis: 16 CFR 465.7(b).
"""

from __future__ import annotations

from site_gen.check.pages.reading import Reading
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity

_CHECKED = 'input:is([type="checkbox" i], [type="radio" i])[checked]'


def _on_page(page: Reading, around: Around) -> Said:
    part = page.plan.reviews
    if part is None:
        return
    for option in page.tree.css("main option[selected]:not(:first-child)"):
        yield Issue(message=f"{option.text().strip()[:40]!r} is chosen before the reader chooses", at=page.at(option))
    for node in page.tree.css(f"main {_CHECKED}"):
        yield Issue(message="a filter is set before the reader sets it", at=page.at(node))
    if part.archives:
        for file in part.archives:
            if file not in page.leading:
                yield Issue(message=f"the page does not link to the reviews on {file}", at=("main", 0))


RULE = Rule(
    code="DIS406",
    name="controls-visible",
    severity=Severity.WARNING,
    since="0.1",
    basis="16 CFR 465.7(b)",
    page=__doc__,
    built=_on_page,
)
