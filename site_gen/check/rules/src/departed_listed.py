"""Somebody who has left is offered nowhere as if still there: not as taking patients, not for booking, not on a page.

Why: People who follow such a line book with nobody, or wait for a call that does not come.

Fails:
    provider: {status: departed}

Fails:
    provider:
      status: departed
      locations: [{location: downtown, booking_url: "https://harbor.example/book/"}]

Fails:
    provider: {status: departed, locations: []}
    file:
      content/pages/team.md: |
        ---
        title: Our team
        nav: 1
        ---
        For crowns see [Dr. Diaz](/providers/ana-diaz/).

Passes:
    provider: {status: departed, locations: [{location: downtown, accepting_new_patients: false}]}
    file:
      content/pages/team.md: |
        ---
        title: Our team
        nav: 1
        ---
        [Dr. Diaz](/providers/ana-diaz/) has left us. Ask at the desk who sees her patients.

Limits: On the pages of the owner links are looked at, not names. A paragraph with a word such as left, retired or moved
passes. Lists that site-gen makes leave out who has departed, and the profile stays, with others to turn to.
"""

from __future__ import annotations

import re

from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.model.page import Page
from site_gen.model.provider import Provider
from site_gen.model.summary import ProviderSummary

_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_LINK = re.compile(r"/providers/([a-z0-9-]+)")
_SAYS_SO = re.compile(
    r"\b(?:left|leaves|leaving|retire[ds]?|moved|departed|former(?:ly)?|no longer|"
    r"dejó|jubil\w+|se fue|ya no|antes)\b",
    re.IGNORECASE,
)


def _in_provider(provider: Provider, around: Around) -> Said:
    if provider.status != "departed":
        return
    for index, practice in enumerate(provider.locations):
        if practice.accepting_new_patients:
            yield Issue(
                message=f"has departed, and takes new patients at {practice.location}",
                at=("locations", index, "accepting_new_patients"),
                hint="write false; for somebody who is coming back the status is on-leave",
            )
        if practice.booking_url:
            yield Issue(
                message=f"has departed, and can be booked at {practice.location}",
                at=("locations", index, "booking_url"),
                hint="take the address out, and close the calendar behind it",
            )


def _in_own_page(page: Page, summaries: tuple[ProviderSummary, ...], around: Around) -> Said:
    linked = frozenset(_LINK.findall(page.body))
    departed = {one.slug: one.name.plain for one in summaries if one.slug in linked and one.status == "departed"}
    if not departed:
        return
    for paragraph in _PARAGRAPH.split(page.body):
        for slug in dict.fromkeys(_LINK.findall(paragraph)):
            if slug in departed and not _SAYS_SO.search(paragraph):
                yield Issue(
                    message=f"leads to {departed[slug]}, who has departed, without saying so",
                    hint="name somebody who is there, or say that the person has left",
                )


RULE = Rule(
    code="SRC012",
    name="departed-listed",
    severity=Severity.WARNING,
    since="0.1",
    page=__doc__,
    provider=_in_provider,
    own_page=_in_own_page,
)
