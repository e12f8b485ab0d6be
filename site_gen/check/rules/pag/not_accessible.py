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
from site_gen.html.elements import Element
from site_gen.html.tree import attribute, parents

_BUTTONS = frozenset({"hidden", "submit", "button", "reset"})
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*")


def _on_page(page: Reading, around: Around) -> Said:
    tagged = page.elements.tagged
    root = next(iter(tagged("html")), None)
    if root is None or not _LANGUAGE.fullmatch(root.value("lang")):
        yield Issue(message="the page does not say its language", at=("html", 0), hint='<html lang="en">')
    titles = (title.node for title in tagged("title") if title.node.parent and title.node.parent.tag == "head")
    title = next(titles, None)
    if title is None or not title.text().strip():
        yield Issue(message="the page has no title", at=("head", 0))
    for picture in tagged("img", "area", "input"):
        if "alt" in picture.attributes or (picture.tag == "input" and picture.value("type").lower() != "image"):
            continue
        yield Issue(
            message=f"<{picture.tag}> without alt",
            at=page.at(picture),
            hint='say what it shows, or alt="" where words beside it do',
        )
    for field in tagged("input", "select", "textarea"):
        is_button = field.tag == "input" and field.value("type").lower() in _BUTTONS
        if not is_button and not _is_labelled(page, field):
            yield Issue(message=f"<{field.tag}> without a label", at=page.at(field))
    for control in tagged("a", "button"):
        if (control.tag == "button" or "href" in control.attributes) and not _has_name(control):
            hint = "say where it leads, or what it does"
            yield Issue(message=f"<{control.tag}> without words", at=page.at(control), hint=hint)
    yield from _headings(page)


def _headings(page: Reading) -> Iterator[Issue]:
    headings = page.elements.tagged("h1", "h2", "h3", "h4", "h5", "h6")
    tops = page.elements.tagged("h1")
    if len(tops) != 1:
        at = page.at(tops[1]) if tops else ("body", 0)
        yield Issue(message=f"the page has {len(tops)} first-level headings, expected 1", at=at)
    level = 0
    for heading in headings:
        found = int(heading.tag[1])
        if level and found > level + 1:
            yield Issue(message=f"a heading of level {found} after one of level {level}", at=page.at(heading))
        level = found


def _is_labelled(page: Reading, field: Element) -> bool:
    attributes = field.attributes
    if attributes.get("aria-label") or attributes.get("aria-labelledby") or attributes.get("title"):
        return True
    if any(outer.tag == "label" for outer in parents(field.node)):
        return True
    id_ = field.value("id")
    return bool(id_) and any(label.value("for") == id_ for label in page.elements.tagged("label"))


def _has_name(control: Element) -> bool:
    attributes, node = control.attributes, control.node
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
