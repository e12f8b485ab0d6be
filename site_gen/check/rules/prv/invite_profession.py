"""Psychologists, counselors and social workers ask no present client for a review.

Why: Whoever is in therapy can hardly say no to the therapist. The codes of these professions forbid asking, even where
the law would allow it.

Fails:
    provider: {kind: psychologist}

Fails:
    provider: {kind: social-worker}
    invitation: {}
    review: {method: organic, batch: b-000000000001}

Passes:
    provider: {kind: psychologist}
    review: {method: organic}

Passes:
    provider: {kind: dentist}

Limits: A batch does not say to whom it went, so the rule looks at the reviews that came of it; an invitation that
nobody answered is not seen. Whether the author was still a client is not known. `therapist` stands for several
professions and is not looked at. In a group with several professions invite by provider.

Basis: APA Ethics Code 5.05; ACA Code of Ethics C.3.b; NASW Code of Ethics 4.07.
"""

from __future__ import annotations

from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity, count_of
from site_gen.model.provider import Kind, Provider
from site_gen.model.review import Review

_BOUND: dict[Kind, str] = {
    "psychologist": "APA Ethics Code 5.05",
    "counselor": "ACA Code of Ethics C.3.b",
    "social-worker": "NASW Code of Ethics 4.07",
}


def _in_reviews(reviews: tuple[Review, ...], provider: Provider, around: Around) -> Said:
    if provider.kind not in _BOUND:
        return
    invited = [review for review in reviews if review.batch or review.method.startswith("invited")]
    if invited:
        yield Issue(
            message=f"a {provider.kind.replace('-', ' ')} asked for {count_of(len(invited), 'review')}, against "
            f"{_BOUND[provider.kind]}; the first is {invited[0].id}",
            at=("kind",),
            hint="leave the clients of this provider out of invitations",
        )


RULE = Rule(
    code="PRV309",
    name="invite-profession",
    severity=Severity.ERROR,
    since="0.1",
    basis="APA 5.05; ACA C.3.b; NASW 4.07",
    page=__doc__,
    reviews=_in_reviews,
)
