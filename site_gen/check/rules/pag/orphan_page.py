r"""Every page can be reached by links from another one.

Why: A page that nobody links to is found by those who have its address, which for a page of older reviews is nobody.

Fails:
    file: {content/pages/parking.md: "---\ntitle: Parking\n---\nBehind the house.\n"}

Passes:
    file: {content/pages/parking.md: "---\ntitle: Parking\nnav: 1\n---\nBehind the house.\n"}

Limits: Left out are pages that search engines may not list, front pages, and profiles of departed providers, which stay
for those who come with an old link. Two pages that only link to each other count as reached.
"""

from __future__ import annotations

from site_gen.check.pages.digest import Everything
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity


def _across(everything: Everything, around: Around) -> Said:
    led = {line.partition("#")[0] for digest in everything.digests for line in set(digest.links.split("\n"))}
    for digest in everything.digests:
        for file in digest.entries:
            if file not in led and file.removesuffix("/index.html") not in led:
                yield Issue(message="no page links to this one", path=file, hint="link to it, or leave it out")


RULE = Rule(
    code="PAG855",
    name="orphan-page",
    severity=Severity.WARNING,
    since="0.1",
    page=__doc__,
    across=_across,
)
