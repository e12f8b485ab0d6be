"""A covered entity shows a review only with the author's authorization in force, or with nothing left that identifies.

Why: That somebody was a patient is protected health information, even when the patient says it first. A public page of
the practice needs a signed authorization that covers it, has not expired and was not taken back.

Fails:
    site: {covered_entity: true}

Fails:
    site: {covered_entity: true}
    review:
      authorization: {basis: signed, version: web-2, scope: [website], signed_on: 2026-03-10, expires_on: 2026-11-01}

Fails:
    site: {covered_entity: true}
    review:
      authorization: {basis: signed, version: web-2, scope: [newsletter], signed_on: 2026-03-10}

Passes:
    site: {covered_entity: true}
    review:
      authorization: {basis: signed, version: web-2, scope: [website], signed_on: 2026-03-10, expires_on: 2028-03-10}

Passes:
    site: {covered_entity: true}
    review: {authorization: {basis: deidentified, by: compliance}}

Passes:
    site: {covered_entity: false}

Limits: The form itself, and whether it has the elements that the law asks for, is not in the files; version and date
lead to it. That a text is de-identified is somebody's judgement, named in `by`. What runs out tomorrow is not
announced.

Basis: 45 CFR 164.508.
"""

from __future__ import annotations

from site_gen.check.rule import Around, Issue, Key, Rule, Said
from site_gen.findings import Severity
from site_gen.model.provider import Provider
from site_gen.model.review import Authorization, Review
from site_gen.reviewlog.decisions import is_authorized, is_revoked

_WEB = frozenset({"website", "web"})


def _in_review(review: Review, provider: Provider, around: Around) -> Said:
    if not around.site.covered_entity or review.moderation.status != "published":
        return
    authorization = review.authorization
    if authorization is None:
        yield Issue(
            message="shown without an authorization",
            at=("moderation", "status"),
            hint="ask the author for one; until then withhold it as authorization-missing",
        )
        return
    wrong = _wrong(authorization, around)
    if wrong is not None:
        key, message = wrong
        yield Issue(message=message, at=key, hint="ask for a new authorization, or withhold the review")


def _wrong(one: Authorization, around: Around) -> tuple[Key, str] | None:
    """Give where an authorization does not carry a public page, and why not; None where it does."""
    if one.basis == "deidentified" and one.by is None:
        return ("authorization",), "de-identified, and nobody is named who judged so"
    if one.basis != "signed":
        return None
    if is_revoked(one, around.as_of):
        return ("authorization", "revoked_on"), f"its authorization was revoked on {one.revoked_on}"
    if one.expires_on is not None and one.expires_on < around.as_of:
        return ("authorization", "expires_on"), f"its authorization ran out on {one.expires_on}"
    if not is_authorized(one, around.as_of):
        return ("authorization",), "its authorization is not signed yet, or does not say when it was"
    if one.version is None:
        return ("authorization",), "its authorization does not say which version of the form was signed"
    if not _WEB.intersection(one.scope):
        return ("authorization",), f"its authorization covers {', '.join(one.scope) or 'nothing'}, not the website"
    return None


RULE = Rule(
    code="PRV323",
    name="authorization",
    severity=Severity.ERROR,
    since="0.1",
    basis="45 CFR 164.508",
    page=__doc__,
    review=_in_review,
)
