"""A page and what it loads stay small enough for a phone with a bad connection.

Why: Patients look up a doctor on the way. Half of a second page load is lost by those with the oldest phones.

Fails:
    page: {find/index.html: [['<p class="list-count">', '<!-- {fill:400000} --><p class="list-count">']]}

Passes:
    page: {find/index.html: [['<p class="list-count">', '<!-- {fill:1000} --><p class="list-count">']]}

Limits: Sizes are those of the files, before a host compresses them: 300,000 bytes of HTML, 200,000 of style sheets and
scripts, 2,000,000 of pictures that load with the page. Films and pictures that load late are not counted.
"""

from __future__ import annotations

from collections.abc import Iterable

from site_gen.check.pages.reading import Link, Reading
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity

_LOADED = frozenset({"script", "link", "img"})
_MOST_HTML = 300_000
_MOST_CODE = 200_000
_MOST_PICTURES = 2_000_000


def _on_page(page: Reading, around: Around) -> Said:
    if len(page.data) > _MOST_HTML:
        yield Issue(message=f"the page has {len(page.data):,} bytes, more than {_MOST_HTML:,}")
    loaded = [link for link in page.links if link.element.tag in _LOADED]
    code = [link for link in loaded if link.element.tag == "script" or _is_sheet(link)]
    pictures = [link for link in loaded if link.element.tag == "img" and link.element.value("loading") != "lazy"]
    for links, most, what in ((code, _MOST_CODE, "style sheets and scripts"), (pictures, _MOST_PICTURES, "pictures")):
        if links and (size := _size(page, links)) > most:
            yield Issue(
                message=f"the page loads {size:,} bytes of {what}, more than {most:,}", at=page.at(links[0].element)
            )


def _is_sheet(link: Link) -> bool:
    return link.element.tag == "link" and link.element.value("rel").lower() == "stylesheet"


def _size(page: Reading, links: Iterable[Link]) -> int:
    files = {target.file for link in links if (target := page.target(link)) is not None}
    return sum(page.around.assets.get(file, 0) for file in files)


RULE = Rule(
    code="PAG856",
    name="page-too-heavy",
    severity=Severity.WARNING,
    since="0.1",
    page=__doc__,
    built=_on_page,
)
