"""Whatever is withheld, a review or a part of it, is withheld for a reason that can be true of it.

Why: Readers can judge a site's moderation only by its reasons. A code that is on no list, or none at all, does not
even load (SRC002); what remains are reasons that make no sense where they stand: of a whole review for a part of it,
and its author's wish for what readers must know, such as what was received for it.

Fails:
    review: {moderation: {hidden: [{segment: 1, reason: author-withdrew}]}}

Fails:
    review: {moderation: {hidden_fields: [{field: author, reason: duplicate-submission}]}}

Fails:
    review: {incentive: a gift card, moderation: {hidden_fields: [{field: incentive, reason: author-withdrew}]}}

Passes:
    review: {moderation: {hidden: [{segment: 1, reason: third-party-privacy}]}}

Passes:
    review: {moderation: {hidden_fields: [{field: author, reason: author-withdrew}]}}

Limits: Whether the reason is true is for people to judge; MOD204 looks at what all of them add up to.

Basis: 16 CFR 465.7(b); Code de la consommation D111-19.
"""

from __future__ import annotations

from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.model.provider import Provider
from site_gen.model.reasons import is_for_part, why_not_for_part
from site_gen.model.review import Review


def _in_review(review: Review, provider: Provider, around: Around) -> Said:
    moderation = review.moderation
    parts = [("hidden", place, part.reason, "") for place, part in enumerate(moderation.hidden)]
    fields = enumerate(moderation.hidden_fields)
    parts += [("hidden_fields", place, part.reason, str(part.field)) for place, part in fields]
    for key, place, reason, field in parts:
        if not is_for_part(reason, field=field):
            yield Issue(
                message=f"a part is hidden for {reason}: {why_not_for_part(reason, field)}",
                at=("moderation", key, place, "reason"),
                hint="name the reason for which this part may not be read, or show it",
            )


RULE = Rule(
    code="MOD201",
    name="reason-missing",
    severity=Severity.ERROR,
    since="0.1",
    basis="16 CFR 465.7(b); Code de la consommation D111-19",
    page=__doc__,
    review=_in_review,
)
