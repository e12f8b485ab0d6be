r"""The site says, in each of its languages, how to get help in one's own language, and every page leads there.

Why: In the United States whoever takes part in a federal health program tells people that language help and aids are
free, and how to ask for them: in English and in the languages most spoken around, where a reader comes upon it, on the
home page of a website, too. The words are the practice's own; this rule only looks whether there are some.

Fails:
    site: {covered_entity: true}
    review: {authorization: {basis: deidentified, by: compliance}}
    file: {content/pages/language-assistance.md: null}

Fails:
    site: {covered_entity: true, languages: [en, es]}
    review: {authorization: {basis: deidentified, by: compliance}}
    file:
      content/pages/language-assistance.md: |
        ---
        title: Help in your language
        description: Whom to ask for an interpreter.
        ---
        Interpreters are free. Ask us, or call 312-555-0100.

Fails:
    site: {covered_entity: true}
    review: {authorization: {basis: deidentified, by: compliance}}
    file:
      content/pages/language-assistance.md: |
        ---
        title: Help in your language
        description: Whom to ask for an interpreter.
        ---
        Interpreters are free. Ask us, or call 312-555-0100.
    page: {find/index.html: [['href="/language-assistance/"', 'href="/"']]}

Passes:
    site: {covered_entity: true}
    review: {authorization: {basis: deidentified, by: compliance}}
    file:
      content/pages/language-assistance.md: |
        ---
        title: Help in your language
        description: Whom to ask for an interpreter.
        ---
        Interpreters are free. Ask us, or call 312-555-0100.

Passes:
    site: {covered_entity: false}

Passes:
    site: {covered_entity: true, jurisdiction: UK}
    review: {authorization: {basis: deidentified, by: compliance}}
    file: {content/pages/language-assistance.md: null}

Limits: Looked for is a page of the name, `content/pages/language-assistance.md` and `language-assistance.LANGUAGE.md`,
and a link to it. What it says is not read, nor whether it has the languages that people around the practice speak: of
those, only the practice knows. `covered_entity` is about HIPAA; whether 45 CFR 92 binds a practice is another question,
which `checks: ignore` in `site.yaml` can answer with no.

Basis: 45 CFR 92.11, notice of availability of language assistance services and auxiliary aids and services.
"""

from __future__ import annotations

from site_gen.check.pages.reading import Reading
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.model.page import LANGUAGE_ASSISTANCE
from site_gen.model.site import Site
from site_gen.model.summary import ProviderSummary


def _in_site(summaries: tuple[ProviderSummary, ...], around: Around) -> Said:
    site = around.site
    if not _binds(site):
        return
    there = around.assistance
    lacking = [language for language in site.languages if language not in there]
    file = f"content/pages/{LANGUAGE_ASSISTANCE}"
    if not there:
        yield Issue(
            message="no page says how to get help in one's own language",
            at=("languages",),
            hint=f"write {file}.md, and one for each further language: {file}.LANGUAGE.md",
        )
    elif lacking:
        names = [f"{file}.{language}.md" if language != site.default_language else f"{file}.md" for language in lacking]
        yield Issue(
            message=f"the page about help in one's own language is not there in {', '.join(lacking)}",
            at=("languages",),
            hint=f"write {', '.join(names)}",
        )


def _on_page(page: Reading, around: Around) -> Said:
    if not around.assistance or not page.is_indexed or not _binds(around.site):
        return
    file = f"{LANGUAGE_ASSISTANCE}/index.html"
    if page.file.removeprefix(f"{page.plan.language}/") == file:
        return
    leads = (link for target, links in page.leading.items() if target.endswith(file) for link in links)
    if not any(link.element.tag == "a" and page.hidden_by(link.element.node) is None for link in leads):
        yield Issue(message="the page does not lead to the one about help in one's own language", at=("body", 0))


def _binds(site: Site) -> bool:
    return site.jurisdiction == "US" and site.covered_entity


RULE = Rule(
    code="CNT905",
    name="language-assistance",
    severity=Severity.WARNING,
    since="0.1",
    basis="45 CFR 92.11",
    page=__doc__,
    site=_in_site,
    built=_on_page,
)
