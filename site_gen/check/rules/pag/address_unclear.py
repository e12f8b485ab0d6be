"""A page names its one address, and pages that are translations of each other say so on both sides.

Why: Search engines believe a translation only when both pages name each other, and a page that gives another one's
address as its own vanishes from the results.

Fails:
    page: {find/index.html: [['<link rel="canonical" href="https://harbor.example/find/">', '']]}

Fails:
    page: {find/index.html: [['rel="canonical" href="https://harbor.example/find/', 'rel="canonical" href="https://harbor.example/']]}

Fails:
    site: {languages: [en, es]}
    page: {es/find/index.html: [['href="https://harbor.example/find/">', 'href="https://harbor.example/">']]}

Passes:
    site: {languages: [en, es]}

Limits: Two pages with the same words at two addresses are not noticed as long as each names itself.

Basis: RFC 6596; Google Search Central, "Tell Google about localized versions of your page".
"""

from __future__ import annotations

from site_gen.check.pages.digest import Everything
from site_gen.check.pages.reading import Reading
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity


def _on_page(page: Reading, around: Around) -> Said:
    if not page.is_indexed:
        return
    own = page.around.addresses.url(page.file)
    links = [link for link in page.elements.tagged("link") if link.value("rel").lower() == "canonical"]
    if len(links) != 1:
        yield Issue(message=f"the page has {len(links)} canonical addresses, expected 1: {own}", at=("head", 0))
    for link in links[:1]:
        if link.value("href") != own:
            named = link.value("href")[:120]
            yield Issue(message=f"the canonical address is {named}, the page stands at {own}", at=page.at(link))
    languages = [language for language, _href in page.alternates]
    for language in sorted({one for one in languages if languages.count(one) > 1}):
        yield Issue(message=f"two pages are named as the one in {language}", at=("head", 0))


def _across(everything: Everything, around: Around) -> Said:
    for digest in everything.digests:
        for file, other in digest.one_way:
            page = everything.read(file)
            target = everything.read(other) if other in everything.files else None
            named = target.translations.values() if target else ()
            if page is None or file in named:
                continue
            why = "does not name it in return" if target else "is not there"
            link = next((link for link in page.links if _names(page, link.value, other)), None)
            yield Issue(
                message=f"the page names {other[:120]} as its translation, which {why}",
                at=page.at(link.element) if link and link.element.tag == "link" else ("head", 0),
                path=file,
            )


def _names(page: Reading, value: str, other: str) -> bool:
    target = page.around.addresses.target(value, page.file)
    return (target.file if target else value) == other


RULE = Rule(
    code="PAG854",
    name="address-unclear",
    severity=Severity.ERROR,
    since="0.1",
    basis="RFC 6596",
    page=__doc__,
    built=_on_page,
    across=_across,
)
