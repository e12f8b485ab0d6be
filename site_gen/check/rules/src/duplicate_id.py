r"""An id, an NPI or the id of a source stands for one thing only.

Why: Two files with one id overwrite each other somewhere, and a review that came in twice counts twice.

Fails:
    file:
      content/reviews/ana-diaz/r-000000000002.yaml: |
        id: r-000000000001
        provider: ana-diaz
        rating: 5
        received_at: 2026-03-10T12:00:02Z
        source: website-form
        method: invited-all
        moderation: {status: published, decided_at: 2026-03-12T12:00:00Z, by: compliance}

Fails:
    review: {source_id: row-17}
    file:
      content/reviews/ana-diaz/r-000000000002.yaml: |
        id: r-000000000002
        provider: ana-diaz
        rating: 5
        received_at: 2026-03-10T12:00:02Z
        source: website-form
        source_id: row-17
        method: invited-all
        moderation: {status: published, decided_at: 2026-03-12T12:00:00Z, by: compliance}

Fails:
    invitation: {}
    file:
      content/invitations/again.yaml: |
        id: b-000000000001
        channel: email
        period: {first_on: 2026-04-01, last_on: 2026-04-30}
        selection: all-visits
        eligible: 40
        invited: 40
        wording: wording/after-visit.txt

Fails:
    # also INT121
    after seal:
      file:
        content/providers/ben-ode.yaml: |
          name: {prefix: Dr., given: Ben, family: Ode, suffix: DDS}
          kind: dentist
          specialties: [General dentistry]
          locations: [{location: downtown, accepting_new_patients: true}]
        content/reviews/ben-ode/r-000000000001.yaml: |
          id: r-000000000001
          provider: ben-ode
          rating: 5
          received_at: 2026-11-18T12:00:02Z
          source: website-form
          method: invited-all

Fails:
    file:
      content/responses/thanks.md: &thanks |
        ---
        title: Thanks
        topic: thanks
        approved_by: compliance
        approved_on: 2026-03-01
        ---
        Thank you for writing. The office of {name}, {specialty}, is glad to talk: {phone}.
      content/responses/thanks.en.md: *thanks

Fails:
    file:
      content/authorizations.yaml: |
        authorizations:
          - {reference: auth-1, version: web-2, scope: [website], signed_on: 2026-03-09}
          - {reference: auth-1, version: web-2, scope: [website], signed_on: 2026-03-09, revoked_on: 2026-04-01}

Fails:
    file:
      content/media/room.svg: <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>
      content/media/room.yaml: "alt: Two chairs by a window\n"
      content/media/room.yml: "caption: The front room\n"

Passes:
    file:
      content/authorizations.yaml: |
        authorizations:
          - {reference: auth-1, version: web-2, scope: [website], signed_on: 2026-03-09}
          - {reference: auth-2, version: web-3, scope: [website], signed_on: 2026-06-09}

Passes:
    review: {source_id: row-17}
    file:
      content/reviews/ana-diaz/r-000000000002.yaml: |
        id: r-000000000002
        provider: ana-diaz
        rating: 5
        received_at: 2026-03-10T12:00:02Z
        source: press-ganey
        source_id: row-17
        method: invited-all
        moderation: {status: published, decided_at: 2026-03-12T12:00:00Z, by: compliance}

Limits: One review that a source numbers anew is not recognised by its id; PRV314 compares texts.
"""

from __future__ import annotations

from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.model.invitation import Invitation
from site_gen.model.manifest import Manifest
from site_gen.model.provider import Provider
from site_gen.model.response import Response
from site_gen.model.review import Review
from site_gen.model.summary import ProviderSummary


def _in_reviews(reviews: tuple[Review, ...], provider: Provider, around: Around) -> Said:
    by_id: dict[str, Review] = {}
    by_source: dict[tuple[str, str], Review] = {}
    for review in reviews:
        first = by_id.setdefault(review.id, review)
        if first is not review:
            yield Issue(message=f"the id {review.id} again, first in {first.path}", at=("id",), path=review.path)
        if review.source_id and review.supersedes is None:
            first = by_source.setdefault((review.source, review.source_id), review)
            if first is not review:
                message = f"its id at {review.source} again, first in {first.path}"
                yield Issue(message=message, at=("source_id",), path=review.path)


def _in_site(summaries: tuple[ProviderSummary, ...], around: Around) -> Said:
    npis: dict[str, ProviderSummary] = {}
    reviews: dict[str, ProviderSummary] = {}
    for summary in summaries:
        if summary.npi:
            first = npis.setdefault(summary.npi, summary)
            if first is not summary:
                yield Issue(
                    message=f"NPI {summary.npi} again, first in {first.path}",
                    at=("npi",),
                    path=summary.path,
                    hint="one person has one profile; several locations stand in it",
                )
        for review_id in summary.review_ids:
            first = reviews.setdefault(review_id, summary)
            if first is not summary:
                message = f"the review id {review_id} again, first under {first.slug}"
                yield Issue(message=message, at=("id",), path=f"content/reviews/{summary.slug}/{review_id}.yaml")

    for path, number, signed in around.register.repeated:
        before = around.register.first_of(signed.reference).path
        message = f"the authorization {signed.reference} again, first in {before}"
        hint = "one form has one entry: prolong or revoke it there; a new form has a reference of its own"
        yield Issue(message=message, at=("authorizations", number, "reference"), path=path, hint=hint)


def _in_invitation(invitation: Invitation, around: Around) -> Said:
    yield from _again(invitation.id, invitation.path, around.invitations[invitation.id].path)


def _in_manifest(manifest: Manifest, around: Around) -> Said:
    yield from _again(manifest.id, manifest.path, around.manifests[manifest.id].path)


def _in_response(response: Response, around: Around) -> Said:
    key = (response.slug, response.language)
    first = next((one for one in around.responses if (one.slug, one.language) == key), response)
    if first is not response:
        yield Issue(message=f"{response.slug} in {response.language} again, first in {first.path}", at=("title",))


def _again(ident: str, path: str, first: str) -> Said:
    if path != first:
        yield Issue(message=f"the id {ident} again, first in {first}", at=("id",))


RULE = Rule(
    code="SRC004",
    name="duplicate-id",
    severity=Severity.ERROR,
    since="0.1",
    page=__doc__,
    reviews=_in_reviews,
    site=_in_site,
    invitation=_in_invitation,
    manifest=_in_manifest,
    response=_in_response,
)
