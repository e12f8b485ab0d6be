"""No drawing (SVG) holds a script, or asks another host for something.

Why: An SVG file is a document, and somebody may open it by itself. What runs in it then runs on the practice's own
site, and what it loads from elsewhere tells that host who looked.

Fails:
    file:
      content/media/plan.svg: |
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script></svg>

Fails:
    file:
      content/media/plan.svg: |
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" onclick="open()"/></svg>

Fails:
    file:
      content/media/plan.svg: |
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="https://maps.example/plan.png"/></svg>

Fails:
    file:
      content/media/plan.svg: |
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><style>@import "//fonts.example/a.css";</style></svg>

Passes:
    file:
      content/media/plan.svg: |
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><style>rect{fill:url(#a)}</style>
        <linearGradient id="a"/><a href="https://harbor.example/"><rect width="9" height="9"/></a></svg>

Limits: A drawing is published as it is, with what its program wrote into `<metadata>` and with the metadata of pictures
inside it; only a position in them is found (PAG859).

Basis: SVG 2, section 2.3.1 (secure static mode); Content Security Policy Level 3.
"""

from __future__ import annotations

from site_gen.check.pages.digest import Everything
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity


def _across(everything: Everything, around: Around) -> Said:
    for file, found in sorted(everything.active.items()):
        yield Issue(
            message=f"the drawing is more than a drawing: {', '.join(found[:3])}",
            path=file,
            hint="save it as plain SVG without scripts, with its pictures and fonts inside it",
        )


RULE = Rule(
    code="PAG860",
    name="active-drawing",
    severity=Severity.ERROR,
    since="0.1",
    basis="Content Security Policy Level 3",
    page=__doc__,
    across=_across,
)
