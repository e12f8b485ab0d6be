"""A page asks no other host for anything, and carries no script of its own.

Why: Which doctor somebody looks at is nobody else's business, and a picture from another host tells that host. A script
in the page is what the site's Content-Security-Policy refuses, so that whatever it was meant to do does not happen.

Fails:
    page: {find/index.html: [['</head>', '<script src="https://cdn.example/count.js"></script></head>']]}

Fails:
    page: {find/index.html: [['</body>', '<script>document.title = "Best dentist"</script></body>']]}

Fails:
    page: {find/index.html: [['<p class="list-count">', '<p class="list-count" onclick="count()">']]}

Fails:
    page: {assets/site.*.css: [[':root{', '@import "https://fonts.example/font.css";:root{']]}

Passes:
    page: {find/index.html: [['</main>', '<p><a href="https://maps.example/">Map</a></p></main>']]}

Limits: What a script of the site asks for is not seen; the policy in `_headers` lets it ask only this site. Hosts that
do not read `_headers` send no policy.

Basis: OCR's bulletin on online tracking technologies, in so far as it stands after American Hospital Association v.
Becerra (N.D. Tex. 2024); FTC Health Breach Notification Rule, 16 CFR 318.
"""

from __future__ import annotations

import re

from site_gen.check.pages.reading import Link, Reading
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity

_ASKED = frozenset({"src", "poster", "srcset", "data", "ping", "action", "formaction"})
_LINKED = frozenset({"canonical", "alternate", "prev", "next", "author", "license", "help", "search", "me", "bookmark"})
"""Relations of <link> that browsers do not fetch."""
_ELSEWHERE = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)
_HANDLER = re.compile(rb"on(?<=[ \n\t\r\f\"'/]on)[a-z]+\s*=")
"""An event handler; a pattern that begins with plain letters is looked for quickly."""
_DATA = ("application/ld+json", "application/json")


def _on_page(page: Reading, around: Around) -> Said:
    for link in page.links:
        if "//" in link.value and _ELSEWHERE.match(link.value) and _is_asked_for(link) and page.target(link) is None:
            yield Issue(
                message=f"<{link.element.tag} {link.name}> asks another host: {link.value.strip()[:120]}",
                at=page.at(link.element),
                hint="put the file into content/media/ or the theme's static/, or link to it",
            )
    for script in page.elements.tagged("script"):
        if "src" not in script.attributes and script.value("type").strip().lower() not in _DATA:
            yield Issue(message="a script in the page", at=page.at(script), hint="put it into static/site.js")
    # No selector matches the beginning of an attribute's name; the bytes say quickly that there is none.
    if _HANDLER.search(page.data.lower()):
        for element in page.elements.matching("*"):
            for name in element.attributes:
                if name.startswith("on"):
                    yield Issue(message=f"<{element.tag} {name}> is a script in the page", at=page.at(element))
    for link in page.schemes.get("javascript", ()):
        if link.name == "href" and link.element.tag == "a":
            yield Issue(message="a link that is a script", at=page.at(link.element))
    if page.around.hiding.requests and page.plan.file == "index.html":
        for file, url in page.around.hiding.requests:
            yield Issue(message=f"a style sheet asks another host: {url[:120]}", path=file)


def _is_asked_for(link: Link) -> bool:
    if link.name in _ASKED:
        return True
    if link.element.tag == "link":
        return _LINKED.isdisjoint(link.element.value("rel").lower().split())
    return link.element.tag in ("use", "image", "feimage", "base")


RULE = Rule(
    code="PAG853",
    name="third-party-request",
    severity=Severity.ERROR,
    since="0.1",
    basis="16 CFR 318",
    page=__doc__,
    built=_on_page,
)
