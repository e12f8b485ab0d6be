"""A page names its language and itself, every picture and field says what it is, and headings go down one by one.

Why: Somebody who hears the page instead of seeing it finds the phone number and the reviews by exactly these words.

Fails:
    page: {find/index.html: [['<html lang="en"', '<html']]}

Fails:
    page: {find/index.html: [['<title>', '<!-- '], ['</title>', ' -->']]}

Fails:
    page: {find/index.html: [['>Harbor Dental</span></a>', '></span><img src="/assets/icon*.svg"></a>']]}

Fails:
    page: {find/index.html: [['<main id="main" tabindex="-1">', '<main id="main"><input name="q">']]}

Fails:
    page: {find/index.html: [['<h2', '<h4'], ['</h2>', '</h4>']]}

Passes:
    page:
      find/index.html:
        - ['<main id="main" tabindex="-1">', '<main id="main"><label>Name <input name="q"></label>']

Passes:
    page: {find/index.html: [['>Harbor Dental</span></a>', '></span><img alt="Home" src="/assets/icon*.svg"></a>']]}

Limits: Whether the words are good, and whether colours can be told apart, no program tells from the page alone.

Basis: WCAG 2.2, 1.1.1, 1.3.1, 2.4.2, 2.4.4, 3.1.1, 4.1.2. For health programs that get federal funds 45 CFR 84.84.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_gen.check.pages.reading import Reading
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.html.tree import Node, attribute, parents

_FIELDS = 'input:not([type="hidden" i], [type="submit" i], [type="button" i], [type="reset" i]), select, textarea'
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*")


def _on_page(page: Reading, around: Around) -> Said:
    tree = page.tree
    root = tree.css_first("html")
    if root is None or not _LANGUAGE.fullmatch(attribute(root, "lang")):
        yield Issue(message="the page does not say its language", at=("html", 0), hint='<html lang="en">')
    title = tree.css_first("head > title")
    if title is None or not title.text().strip():
        yield Issue(message="the page has no title", at=("head", 0))
    for node in tree.css("img:not([alt]), area:not([alt]), input[type='image' i]:not([alt])"):
        yield Issue(
            message=f"<{node.tag}> without alt",
            at=page.at(node),
            hint='say what it shows, or alt="" where words beside it do',
        )
    for node in tree.css(_FIELDS):
        if not _is_labelled(page, node):
            yield Issue(message=f"<{node.tag}> without a label", at=page.at(node))
    for node in tree.css(":is(a[href], button)"):
        if not _has_name(node):
            yield Issue(
                message=f"<{node.tag}> without words", at=page.at(node), hint="say where it leads, or what it does"
            )
    yield from _headings(page)


def _headings(page: Reading) -> Iterator[Issue]:
    headings = page.tree.css("h1, h2, h3, h4, h5, h6")
    tops = [node for node in headings if node.tag == "h1"]
    if len(tops) != 1:
        at = page.at(tops[1]) if tops else ("body", 0)
        yield Issue(message=f"the page has {len(tops)} first-level headings, expected 1", at=at)
    level = 0
    for node in headings:
        found = int((node.tag or "h1")[1])
        if level and found > level + 1:
            yield Issue(message=f"a heading of level {found} after one of level {level}", at=page.at(node))
        level = found


def _is_labelled(page: Reading, node: Node) -> bool:
    attributes = node.attributes
    if attributes.get("aria-label") or attributes.get("aria-labelledby") or attributes.get("title"):
        return True
    if any(outer.tag == "label" for outer in parents(node)):
        return True
    return any(attribute(label, "for") == node.id for label in page.tree.css("label[for]")) if node.id else False


def _has_name(node: Node) -> bool:
    attributes = node.attributes
    if attributes.get("aria-label") or attributes.get("aria-labelledby") or node.text().strip():
        return True
    return any(attribute(one, "alt").strip() for one in node.css("img[alt]")) or node.css_first("svg title") is not None


RULE = Rule(
    code="PAG852",
    name="not-accessible",
    severity=Severity.ERROR,
    since="0.1",
    basis="WCAG 2.2",
    page=__doc__,
    built=_on_page,
)
