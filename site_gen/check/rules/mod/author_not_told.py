"""Authors whose review is withheld are told, and why.

Why: Whoever took the time to write learns otherwise only from the silence. French law demands it.

Fails:
    review: {contact: "mailto:walt@mail.example", moderation: {status: withheld, reason: abusive}}

Fails:
    says: error
    site: {jurisdiction: FR}
    review:
      experienced: 2026-03
      contact: "mailto:walt@mail.example"
      moderation: {status: withheld, reason: abusive}

Passes:
    review:
      contact: "mailto:walt@mail.example"
      moderation: {status: withheld, reason: abusive, author_told_on: 2026-03-12}

Limits: That the message arrived is not known. Where no way to reach the author was recorded, nobody can be told, and
the review is not checked. Authors who withdrew their reviews themselves know.

Basis: Code de la consommation D111-19.
"""

from __future__ import annotations

from site_gen.check.rule import Around, Issue, Rule, Said, Unchecked
from site_gen.findings import Severity
from site_gen.model.provider import Provider
from site_gen.model.review import Review


def _in_review(review: Review, provider: Provider, around: Around) -> Said:
    moderation = review.moderation
    if moderation.status != "withheld" or moderation.reason == "author-withdrew":
        return
    if moderation.author_told_on is not None:
        return
    if review.contact is None:
        yield Unchecked("withheld reviews without a recorded way to reach the author")
        return
    yield Issue(
        message=f"withheld for {moderation.reason}, and the author was not told",
        at=("moderation",),
        hint="tell the author the reason and how to object, and write the day into moderation: author_told_on",
        severity=Severity.ERROR if around.site.jurisdiction == "FR" else None,
    )


RULE = Rule(
    code="MOD213",
    name="author-not-told",
    severity=Severity.WARNING,
    since="0.1",
    basis="Code de la consommation D111-19",
    page=__doc__,
    review=_in_review,
)
