"""Nobody decides about reviews of themselves.

Why: Whoever is praised or blamed is no judge of it. ISO 20488 asks for somebody else.

Fails:
    review: {moderation: {by: ana-diaz}}

Fails:
    says: notice
    site: {team: solo}
    review: {moderation: {by: ana-diaz}}

Passes:
    review: {moderation: {by: compliance}}

Limits: A decision names a role, not a person. It is recognised where the role is the provider's own slug or id, or is
called provider; who stands behind another role is not in the files. A practice of one (`team: solo`) cannot do
otherwise: it says so on its pages, and this is a notice.

Basis: ISO 20488:2018.
"""

from __future__ import annotations

from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.model.provider import Provider
from site_gen.model.review import Review

_OWN_ROLE = "provider"


def _in_review(review: Review, provider: Provider, around: Around) -> Said:
    if review.moderation.by in (provider.slug, provider.permanent_id, _OWN_ROLE):
        yield Issue(
            message=f"{provider.name.plain} decided about a review of {provider.name.plain}",
            at=("moderation", "by"),
            hint="let somebody else decide",
            severity=Severity.NOTICE if around.site.team == "solo" else None,
        )


RULE = Rule(
    code="MOD212",
    name="conflict-of-interest",
    severity=Severity.WARNING,
    since="0.1",
    basis="ISO 20488:2018",
    page=__doc__,
    review=_in_review,
)
