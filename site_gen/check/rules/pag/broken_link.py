"""Every link on the site leads to a page, a file or an anchor that is there.

Why: A reader who follows a link to a review, a location or a policy and finds nothing does not try again, and a link to
the place where a review was reads like a review that was taken away.

Fails:
    page: {providers/ana-diaz/index.html: [['href="/locations/downtown/"', 'href="/locations/dwntown/"']]}

Fails:
    page: {providers/ana-diaz/index.html: [['<a href="#reviews">', '<a href="#stars">']]}

Fails:
    file:
      content/posts/flu.md: |
        ---
        title: Flu shots are here
        summary: Walk in on Saturdays.
        date: 2026-10-01T09:00:00-05:00
        expires: 2027-02-28
        channels: [website]
        status: published
        ---
        Walk in on Saturdays, [at every location](/locations/).
    page: {news/flu/index.html: [['href="/locations/" rel', 'href="#places" rel']]}

Passes:
    file:
      content/pages/shots.md: |
        ---
        title: Shots
        description: Where to get them.
        nav: 1
        ---
        We wrote [about the flu](/news/flu/) this year.
      content/posts/flu.md: |
        ---
        title: Flu shots are here
        summary: Walk in on Saturdays.
        date: 2026-10-01T09:00:00-05:00
        expires: 2027-02-28
        channels: [website]
        status: published
        ---
        Walk in on Saturdays, from nine to one.

Passes:
    page: {providers/ana-diaz/index.html: [['href="/how-we-collect-reviews/"', 'href="/how-we-collect-reviews"']]}

Passes:
    page: {providers/ana-diaz/index.html: [['<a href="#reviews">', '<a href="#top">']]}

Limits: Links to other sites are not followed, links that a script makes are not seen, and of files that are no pages
only the name is looked at. That a post does not stand, because it is over, held or to come, is a warning: the clock
brings it about, and must not keep a phone number or an alert from being published. A part that a post lacks while it
stands is an error.
"""

from __future__ import annotations

from collections.abc import Iterator

from site_gen.check.pages.addresses import Target
from site_gen.check.pages.digest import Digest, Everything, is_there, parse_target
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity

_ALWAYS = frozenset({"top"})
"""Fragments that need no element (HTML, 7.4.6.4 "Scrolling to a fragment")."""
_NO_POST = "no such post stands on the site at the moment"


def _across(everything: Everything, around: Around) -> Said:
    broken: dict[str, str] = {}
    whole: set[str] = set()
    for digest in everything.digests:
        for text in filter(None, digest.links.split("\n")):
            if text not in whole and text not in broken:
                if fault := _fault(parse_target(text), everything):
                    broken[text] = fault
                else:
                    whole.add(text)
    for digest in everything.digests if broken else ():
        found = broken.keys() & digest.links.split("\n")
        if found:
            yield from _places(digest, {parse_target(text): broken[text] for text in found}, everything, around)


def _fault(target: Target, everything: Everything) -> str:
    """Say what is wrong with a target; nothing where it is there."""
    if not is_there(target.file, everything.files):
        return "nothing is there"
    if not target.fragment or target.fragment.lower() in _ALWAYS:
        return ""
    page = everything.read(target.file)
    return "" if page is None or target.fragment in page.ids else f"no element there has the id {target.fragment[:60]}"


def _places(digest: Digest, broken: dict[Target, str], everything: Everything, around: Around) -> Iterator[Issue]:
    for file in digest.files:
        page = everything.read(file)
        for link in page.links if page else ():
            assert page is not None, "only a page has links"
            target = page.target(link)
            if target in broken:
                waits = not is_there(target.file, everything.files) and comes_and_goes(target.file, around)
                yield Issue(
                    message=f"{link.name} {link.value[:120]!r}: {_NO_POST if waits else broken[target]}",
                    at=page.at(link.element),
                    path=file,
                    hint="mend the link, or give the old address a line in redirects of site.yaml",
                    severity=Severity.WARNING if waits else None,
                )


def comes_and_goes(file: str, around: Around) -> bool:
    """Tell whether a file of the output is a page of posts that the site has, which stands at its time only."""
    posts = around.practice.posts
    parts = file.split("/")
    first, *rest = parts[1:] if parts[0] in around.site.languages else parts
    if first != "news" or not posts:
        return False
    if rest[:1] == ["topics"]:
        return any(rest[1:2] == [topic] for post in posts for topic in post.topics)
    return rest[:1] in ([], ["index.html"], ["page"]) or any(rest[0] == post.slug for post in posts)


RULE = Rule(
    code="PAG851",
    name="broken-link",
    severity=Severity.ERROR,
    since="0.1",
    page=__doc__,
    across=_across,
)
