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
_HANDLERS = tuple(
    re.compile(before + rb"on[a-z]+\s*=") for before in (rb" ", rb"\n", rb"\t", rb"\r", rb"\f", rb"\"", rb"'", rb"/")
)
"""What an event handler may stand behind; a pattern that begins with a plain character is looked for quickly."""
_DATA = ("application/ld+json", "application/json")


def _on_page(page: Reading, around: Around) -> Said:
    for link in page.links:
        if _ELSEWHERE.match(link.value) and _is_asked_for(link) and page.target(link) is None:
            yield Issue(
                message=f"<{link.node.tag} {link.name}> asks another host: {link.value.strip()[:120]}",
                at=page.at(link.node),
                hint="put the file into content/media/ or the theme's static/, or link to it",
            )
    for node in page.tree.css("script:not([src])"):
        if (node.attributes.get("type") or "").strip().lower() not in _DATA:
            yield Issue(message="a script in the page", at=page.at(node), hint="put it into static/site.js")
    # No selector matches the beginning of an attribute's name; the bytes say quickly that there is none.
    lowered = page.data.lower()
    if any(handler.search(lowered) for handler in _HANDLERS):
        for node in page.tree.css("*"):
            for name in node.attributes:
                if name.startswith("on"):
                    yield Issue(message=f"<{node.tag} {name}> is a script in the page", at=page.at(node))
    for node in page.tree.css('a[href^="javascript:" i]'):
        yield Issue(message="a link that is a script", at=page.at(node))
    if page.around.hiding.requests and page.plan.file == "index.html":
        for file, url in page.around.hiding.requests:
            yield Issue(message=f"a style sheet asks another host: {url[:120]}", path=file)


def _is_asked_for(link: Link) -> bool:
    if link.name in _ASKED:
        return True
    if link.node.tag == "link":
        return _LINKED.isdisjoint((link.node.attributes.get("rel") or "").lower().split())
    return link.node.tag in ("use", "image", "feimage", "base")


RULE = Rule(
    code="PAG853",
    name="third-party-request",
    severity=Severity.ERROR,
    since="0.1",
    basis="16 CFR 318",
    page=__doc__,
    built=_on_page,
)
