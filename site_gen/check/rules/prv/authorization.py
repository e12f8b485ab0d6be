"""A covered entity shows a review only with the author's authorization in force, or with nothing left that identifies.

Why: That somebody was a patient is protected health information, even when the patient says it first. A public page of
the practice needs a signed authorization that covers it, has not expired and was not taken back. What the author took
back comes down, whoever the practice is.

Fails:
    # also MOD202
    site: {covered_entity: true}

Fails:
    # also MOD202
    site: {covered_entity: true}
    review:
      authorization: {basis: signed, version: web-2, scope: [website], signed_on: 2026-03-10, expires_on: 2026-11-01}

Fails:
    says: warning
    site: {covered_entity: true}
    review:
      authorization: {basis: signed, version: web-2, scope: [website], signed_on: 2026-03-10, expires_on: 2026-12-10}

Fails:
    # also MOD202
    site: {covered_entity: true}
    review:
      authorization: {basis: signed, version: web-2, scope: [newsletter], signed_on: 2026-03-10}

Fails:
    # also MOD202
    site: {covered_entity: true}
    review:
      authorization: {basis: signed, reference: a-1, version: web-2, scope: [website], signed_on: 2026-03-10}
    file:
      content/authorizations.yaml: |
        authorizations:
          - {reference: a-1, version: web-2, scope: [website], signed_on: 2026-03-10, revoked_on: 2026-11-20}

Passes:
    site: {covered_entity: true}
    review:
      authorization: {basis: signed, version: web-2, scope: [website], signed_on: 2026-03-10, expires_on: 2028-03-10}

Passes:
    site: {covered_entity: true}
    review:
      authorization: {basis: signed, reference: a-1, version: web-2, scope: [website], signed_on: 2026-03-10, \
expires_on: 2026-11-01}
    file:
      content/authorizations.yaml: |
        authorizations:
          - {reference: a-1, version: web-2, scope: [website], signed_on: 2026-03-10, expires_on: 2028-11-01}

Fails:
    # also SRC003, MOD202
    site: {covered_entity: true}
    review:
      authorization: {basis: signed, reference: a-1, version: web-2, scope: [website], signed_on: 2026-03-10}
    file:
      content/authorizations.yaml: |
        authorizations:
          - {reference: a-1, version: web-2, scope: [website], signed_on: 2026-03-10, source: web, source_id: row-9}

Fails:
    site: {covered_entity: true}
    review:
      authorization: {basis: signed, reference: a-1, version: web-2, scope: [website], signed_on: 2026-03-10}
    file:
      content/reviews/ana-diaz/r-000000000002.yaml: |
        id: r-000000000002
        provider: ana-diaz
        rating: 5
        received_at: 2026-03-10T12:00:02Z
        source: website-form
        method: invited-all
        authorization: {basis: signed, reference: a-1, version: web-2, scope: [website], signed_on: 2026-03-10}
        moderation: {status: published, decided_at: 2026-03-12T12:00:00Z, by: compliance}

Passes:
    site: {covered_entity: true}
    review:
      authorization: {basis: signed, reference: a-1, version: web-2, scope: [website], signed_on: 2026-03-10}
    file:
      content/reviews/ana-diaz/r-000000000002.yaml: |
          id: r-000000000002
          provider: ana-diaz
          rating: 5
          received_at: 2026-03-10T12:00:02Z
          source: website-form
          method: invited-all
          authorization: {basis: signed, reference: a-1, version: web-2, scope: [website], signed_on: 2026-03-10}
          moderation: {status: published, decided_at: 2026-03-12T12:00:00Z, by: compliance}
      content/authorizations.yaml: |
        authorizations:
          - {reference: a-1, version: web-2, scope: [website], signed_on: 2026-03-10, review: r-000000000001}
          - {reference: a-2, version: web-2, scope: [website], signed_on: 2026-03-10, review: r-000000000002}

Passes:
    site: {covered_entity: true}
    review: {authorization: {basis: deidentified, by: compliance}}

Passes:
    site: {covered_entity: false}

Limits: The form itself, and whether it has the elements that the law asks for, is not in the files; version, date and
reference lead to it. Which of two reviews a form is for is known only where the register says it, and a claim that no
other review makes is believed. That a text is de-identified is somebody's judgement, named in `by`. What runs out
within 30 days
is a warning. After a revocation, or the last day, the text stays public until `site-gen seal` has withheld it and the
site is built and deployed: until then this is an error, and afterwards it is none.

Basis: 45 CFR 164.508.
"""

from __future__ import annotations

import datetime

from site_gen.check.log_view import Originals
from site_gen.check.rule import Around, Issue, Key, Rule, Said, SealedReview
from site_gen.findings import Severity
from site_gen.model.placed import State
from site_gen.model.provider import Provider
from site_gen.model.review import Authorization, Review
from site_gen.model.summary import ProviderSummary
from site_gen.reviewlog.decisions import has_run_out, is_revoked, lapse_of, page_defect

_AHEAD = datetime.timedelta(days=30)
_HINT = "ask for a new authorization, or withhold the review"
_REGISTER = "ask for a new authorization, or add an entry to content/authorizations.yaml, or withhold the review"
_AT_ONCE = "run site-gen seal, which withholds it, then build and deploy at once; until then everybody can read it"
_PROLONG = "site-gen seal withholds it then, unless content/authorizations.yaml has a newer or a longer one"


def _in_review(review: Review, provider: Provider, around: Around) -> Said:
    if review.moderation.status != "published":
        return
    one = around.authorization_of(review)
    if _has_ended(one, around):
        if around.site.log is None:
            yield _ended(review, one, around, _HINT)
    elif around.site.covered_entity:
        yield from _lacking(review, one, around)


def _in_sealed(sealed: SealedReview, around: Around) -> Said:
    review, one = sealed.review, around.authorization_of(sealed.review)
    if review.moderation.status != "published" or not _has_ended(one, around):
        return
    if sealed.state.state is State.PUBLISHED:
        yield _ended(review, one, around, _AT_ONCE, "the text is still public: ")
    elif sealed.state.state is State.PENDING:
        yield _ended(review, one, around, _HINT)


def _in_originals(originals: Originals, around: Around) -> Said:
    for review in originals.unsealed:
        one = around.authorization_of(review)
        if review.moderation.status == "published" and _has_ended(one, around):
            yield _ended(review, one, around, _HINT)


def _in_site(summaries: tuple[ProviderSummary, ...], around: Around) -> Said:
    """Find forms that two reviews name, where the register does not say whose they are."""
    if not around.site.covered_entity:
        return
    first: dict[str, str] = {}
    for summary in summaries:
        for reference, review in summary.claims:
            before = first.setdefault(reference, review)
            if before != review and not around.register.is_linked(reference):
                yield Issue(
                    message=f"the authorization {reference} is named by {before} too: one form is for one review",
                    at=("authorization", "reference"),
                    path=f"content/reviews/{summary.slug}/{review}.yaml",
                    hint="say in content/authorizations.yaml whose it is, with review; the other one needs its own",
                )


def _has_ended(one: Authorization | None, around: Around) -> bool:
    return lapse_of(one, as_of=around.as_of, covered=around.site.covered_entity) is not None


def _ended(review: Review, one: Authorization | None, around: Around, hint: str, first: str = "") -> Issue:
    assert one is not None, "only what there was can end"
    if is_revoked(one, around.as_of):
        key, message = "revoked_on", f"its authorization was revoked on {one.revoked_on}"
    else:
        key, message = "expires_on", f"its authorization ran out on {one.expires_on}"
    path, at = _place(review, one, around, key)
    return Issue(message=f"{first}{message}", at=at, hint=hint, path=path)


def _lacking(review: Review, one: Authorization | None, around: Around) -> Said:
    """Say why an authorization that has not ended does not carry a public page, or that it ends soon."""
    if one is None:
        yield Issue(
            message="shown without an authorization",
            at=("moderation", "status"),
            hint="ask the author for one, or add an entry to content/authorizations.yaml for the one that there is; "
            "until then withhold it as authorization-missing",
        )
    elif message := page_defect(one, around.as_of):
        path, at = _place(review, one, around, "signed_on")
        yield Issue(message=message, at=at[:-1], hint=_REGISTER, path=path)
    elif one.expires_on is not None and has_run_out(one, around.as_of + _AHEAD):
        path, at = _place(review, one, around, "expires_on")
        message = f"its authorization runs out on {one.expires_on}"
        yield Issue(message=message, at=at, hint=_PROLONG, path=path, severity=Severity.WARNING)


def _place(review: Review, one: Authorization, around: Around, key: str) -> tuple[str, Key]:
    """Give the file and the key where a date of an authorization stands: in the review's own file, or the register."""
    said, register = getattr(one, key), around.register
    for path, number, signed in (*register.of(review), *register.of_others(review)):
        if getattr(signed, key) == said and (key == "revoked_on" or signed.reference == one.reference):
            return path, ("authorizations", number, key)
    if key == "revoked_on" and (review.authorization is None or review.authorization.revoked_on != said):
        return _place_before(review, one, around)
    return "", ("authorization", key)


def _place_before(review: Review, one: Authorization, around: Around) -> tuple[str, Key]:
    """Give where the form of an earlier version says on which day it was revoked."""
    register = around.register
    for earlier in register.earlier(review):
        for path, number, signed in (*register.of(earlier), *register.of_others(earlier)):
            if signed.revoked_on == one.revoked_on:
                return path, ("authorizations", number, "revoked_on")
        if earlier.authorization is not None and earlier.authorization.revoked_on == one.revoked_on:
            return earlier.path, ("authorization", "revoked_on")
    return "", ("authorization", "revoked_on")


RULE = Rule(
    code="PRV323",
    name="authorization",
    severity=Severity.ERROR,
    since="0.1",
    basis="45 CFR 164.508",
    page=__doc__,
    review=_in_review,
    sealed=_in_sealed,
    originals=_in_originals,
    site=_in_site,
)
