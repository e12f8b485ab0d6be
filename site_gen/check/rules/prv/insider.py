"""Nobody reviews themselves, and whoever belongs to the practice says so.

Why: A review by the reviewed, by staff or by their families is an advertisement unless it says what it is.

Fails:
    review: {author: Ana Diaz}

Fails:
    review: {author: "Dr. Ana Diaz, DDS"}

Passes:
    review: {author: Ana Diaz, relationship: a patient of the same name}

Passes:
    review: {author: Ana D.}

Limits: Compared is the displayed name with the full name of the reviewed provider only. Staff and families need a list
of people, which the content does not have; the rule says that it did not look. Common names collide.

Basis: 16 CFR 465.5.
"""

from __future__ import annotations

from site_gen.check.rule import Around, Issue, Rule, Said, Unchecked
from site_gen.findings import Severity
from site_gen.model.provider import Provider
from site_gen.model.review import Review
from site_gen.model.summary import ProviderSummary


def _in_review(review: Review, provider: Provider, around: Around) -> Said:
    name = provider.name
    own = {one.casefold() for one in (name.plain, name.spoken, name.full, f"{name.given} {name.family}")}
    author = " ".join((review.author or "").casefold().split())
    if author in own and review.relationship in (None, "none"):
        yield Issue(
            message="its author has the name of the provider, and no relationship is disclosed",
            at=("author",),
            hint="withhold it as believed-fake, or say in relationship how the two are related",
        )


def _in_site(summaries: tuple[ProviderSummary, ...], around: Around) -> Said:
    if any(summary.standing.received for summary in summaries):
        yield Unchecked("there is no list of staff and families to compare authors with")


RULE = Rule(
    code="PRV313",
    name="insider",
    severity=Severity.ERROR,
    since="0.1",
    basis="16 CFR 465.5",
    page=__doc__,
    review=_in_review,
    site=_in_site,
)
