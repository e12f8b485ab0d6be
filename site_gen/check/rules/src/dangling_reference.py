"""Whatever a file names exists: a provider, location, batch, photo, channel, response, an earlier version of a review.

Why: A name that leads nowhere leaves a hole in the page, or puts a review under the wrong person.

Fails:
    provider: {locations: [{location: uptown, accepting_new_patients: true}]}

Fails:
    file:
      content/media/tour.webm: film
      content/media/tour.yaml: "captions: media/tuor.vtt"

Fails:
    review: {location: uptown}

Fails:
    review: {supersedes: r-000000000009}

Fails:
    review: {batch: b-000000000009}

Fails:
    review: {reply: {status: draft, response: thank-you, text: Thank you for writing.}}
    file:
      content/responses/thanks.md: |
        ---
        title: Thanks
        topic: thanks
        approved_by: compliance
        approved_on: 2026-03-01
        ---
        Thank you for writing. The office of {name}, {specialty}, is glad to talk: {phone}.

Fails:
    says: notice
    review: {authorization: {basis: signed, reference: auth-7, signed_on: 2026-03-09}}
    file:
      content/authorizations.yaml: |
        authorizations:
          - {reference: auth-1, version: web-2, scope: [website], signed_on: 2026-03-09}

Fails:
    says: warning
    file:
      content/authorizations.yaml: |
        authorizations:
          - {reference: auth-1, version: web-2, scope: [website], signed_on: 2026-03-09, review: r-000000000009}

Fails:
    says: notice
    file:
      content/authorizations.yaml: |
        authorizations:
          - {reference: auth-1, version: web-2, scope: [website], signed_on: 2026-03-09, source: web, source_id: row-9}

Fails:
    says: warning
    file:
      content/authorizations.yaml: |
        authorizations:
          - {reference: auth-1, version: web-2, scope: [website], signed_on: 2026-03-09, revoked_on: 2026-05-01, \
source: website-form, source_id: row-9}

Fails:
    file:
      content/alerts/water.yaml: |
        title: Downtown is closed
        text: A water main broke.
        severity: warning
        scope: {locations: [dwontown]}
        starts_at: 2026-11-23T06:00:00-06:00
        ends_at: 2026-11-27T18:00:00-06:00
        source: {name: Harbor Water, url: "https://water.example/"}
        approved_by: compliance
        approved_on: 2026-11-23

Fails:
    file:
      content/pages/waits.md: |
        ---
        title: How long you wait
        description: How long people wait, by time of day.
        infographics:
          waits:
            kind: bars
            title: Minutes in the waiting room
            unit: minutes
            rows: [{label: Before ten, value: 8}]
            source: {name: Our own count, year: 2026}
        ---
        [[wait]]

Fails:
    file:
      content/channels.yaml: |
        channels:
          - {id: facebook, name: Facebook page, platform: facebook}
      content/posts/flu.md: |
        ---
        title: Flu shots are here
        summary: Walk in on Saturdays.
        date: 2026-12-01T09:00
        zone: America/Chicago
        channels: [website, facebok]
        ---
        Walk in on Saturdays.

Fails:
    file:
      content/audiences.yaml: |
        audiences:
          - {id: seniors, name: People over 65, ages: [65+]}
      content/posts/flu.md: |
        ---
        title: Flu shots are here
        summary: Walk in on Saturdays.
        date: 2026-12-01T09:00
        zone: America/Chicago
        channels: [website]
        audiences: [seniors, parents]
        ---
        Walk in on Saturdays.

Fails:
    # also TEA971
    file:
      content/team.yaml: |
        roles:
          - {id: marketing, name: Marketing}
      content/channels.yaml: |
        channels:
          - {id: facebook, name: Facebook page, platform: facebook, staffed_by: outreach}

Passes:
    file:
      content/channels.yaml: |
        channels:
          - {id: facebook, name: Facebook page, platform: facebook}
      content/posts/flu.md: |
        ---
        title: Flu shots are here
        summary: Walk in on Saturdays.
        date: 2026-12-01T09:00
        zone: America/Chicago
        channels: [website, facebook]
        texts: {facebook: Flu shots are here.}
        ---
        Walk in on Saturdays.

Fails:
    file:
      content/team.yaml: |
        roles:
          - {id: compliance, name: Compliance, backup: office, duties: [intake, moderate, reply, approve-replies, \
answer-questions, alerts, profiles, policies, privacy, deploy]}
          - {id: office, name: Office}
        members:
          - {id: rosa, name: Rosa Lima, roles: [compliance]}
          - {id: tom, name: Tom Reed, roles: [office]}
      content/responses/thanks.md: |
        ---
        title: Thanks
        topic: thanks
        approved_by: complaince
        approved_on: 2026-03-01
        ---
        Thank you for writing. The office of {name}, {specialty}, is glad to talk: {phone}.

Fails:
    says: warning
    review: {moderation: {by: quality}}
    file:
      content/team.yaml: |
        roles:
          - {id: compliance, name: Compliance, backup: office, duties: [intake, moderate, reply, approve-replies, \
answer-questions, alerts, profiles, policies, privacy, deploy]}
          - {id: office, name: Office}
        members:
          - {id: rosa, name: Rosa Lima, roles: [compliance]}
          - {id: tom, name: Tom Reed, roles: [office]}

Passes:
    file:
      content/team.yaml: |
        roles:
          - {id: compliance, name: Compliance, backup: office, duties: [intake, moderate, reply, approve-replies, \
answer-questions, alerts, profiles, policies, privacy, deploy]}
          - {id: office, name: Office}
        members:
          - {id: rosa, name: Rosa Lima, roles: [compliance]}
          - {id: tom, name: Tom Reed, roles: [office]}

Fails:
    file:
      content/posts/flu.md: |
        ---
        title: Flu shots are here
        summary: Walk in on Saturdays.
        date: 2026-10-01T09:00:00-05:00
        channels: [website]
        providers: [anna-diaz]
        status: published
        ---
        Walk in on Saturdays, from nine to one.

Passes:
    review: {location: downtown}

Passes:
    file:
      content/posts/flu.md: |
        ---
        title: Flu shots are here
        summary: Walk in on Saturdays.
        date: 2026-10-01T09:00:00-05:00
        channels: [website]
        providers: [ana-diaz]
        status: published
        ---
        Walk in on Saturdays, from nine to one.

Passes:
    review: {reply: {status: draft, response: thanks, text: Thank you for writing.}}
    file:
      content/responses/thanks.md: |
        ---
        title: Thanks
        topic: thanks
        approved_by: compliance
        approved_on: 2026-03-01
        ---
        Thank you for writing. The office of {name}, {specialty}, is glad to talk: {phone}.

Passes:
    review: {source_id: row-9}
    file:
      content/authorizations.yaml: |
        authorizations:
          - {reference: auth-1, version: web-2, scope: [website], signed_on: 2026-03-09, source: website-form, \
source_id: row-9}

Passes:
    review: {authorization: {basis: signed, reference: auth-1, signed_on: 2026-03-09}}
    file:
      content/authorizations.yaml: |
        authorizations:
          - {reference: auth-1, version: web-2, scope: [website], signed_on: 2026-03-09, review: r-000000000001}

Limits: That the named thing is the right one is not known. That a review which an authorization names is not there is
a warning: the form outlives one that was erased. That a review's authorization is not in the register, where there is
one, is a notice, and so are forms that name only an id at the source, of no review here: they may be there first. One
of these that was revoked is a warning. Of erased reviews nothing is said. That no profile has the specialty of an
alert is a warning; of an alert that is over nothing is asked. What a file that does not load may name is not missed in
posts. Roles are looked for only on a site with `content/team.yaml`; one that reviews name is a warning, said once: a
team may change after a decision, and what is sealed stays.
"""

from __future__ import annotations

from site_gen.check.references import missing, named_by_alert, named_by_post, named_by_posts
from site_gen.check.registered import without_review
from site_gen.check.roles import named_in_response, unknown_in_practice, unknown_in_reviews, unknown_roles
from site_gen.check.rule import Around, Issue, Key, Rule, Said
from site_gen.check.shown import is_shown
from site_gen.findings import Severity
from site_gen.model.infographic import PLACED
from site_gen.model.location import Location
from site_gen.model.media import MediaFile
from site_gen.model.page import BODY, Page
from site_gen.model.practice import Practice
from site_gen.model.provider import Provider
from site_gen.model.response import Response
from site_gen.model.review import Review
from site_gen.model.summary import ProviderSummary


def _in_provider(provider: Provider, around: Around) -> Said:
    for index, practice in enumerate(provider.locations):
        yield from missing("location", practice.location, around.locations, ("locations", index, "location"))
    if provider.photo:
        yield from missing("file", provider.photo.file, around.media, ("photo", "file"))
    if provider.video:
        for key, file in (("file", provider.video.file), ("poster", provider.video.poster)):
            yield from missing("file", file, around.media, ("video", key))
        captions: list[tuple[Key, str | None]] = [(("video", "captions"), provider.video.captions)]
        captions += [
            (("video", "i18n", language, "captions"), words.captions) for language, words in provider.video.i18n.items()
        ]
        for at, name in captions:
            if name:
                yield from missing("file", name, around.media, at)


def _in_media(file: MediaFile, around: Around) -> Said:
    if file.sidecar is None:
        return
    named: list[tuple[Key, str | None]] = [(("captions",), file.sidecar.captions)]
    named += [(("i18n", language, "captions"), words.captions) for language, words in file.sidecar.i18n.items()]
    for at, name in named:
        if name is not None:
            yield from missing("file", name, around.media, at)


def _in_location(location: Location, around: Around) -> Said:
    if location.photo:
        yield from missing("file", location.photo.file, around.media, ("photo", "file"))


def _in_review(review: Review, provider: Provider, around: Around) -> Said:
    if review.provider != provider.slug:
        yield Issue(
            message=f"the review is about {review.provider} and lies in the folder of {provider.slug}",
            at=("provider",),
            hint=f"move the file to content/reviews/{review.provider}/",
        )
    if review.location and not is_shown(review, "location"):
        if review.location not in around.locations:
            yield Issue(message="no such location, and it is not shown", at=("location",))
    elif review.location:
        yield from missing("location", review.location, around.locations, ("location",))
    if review.batch:
        yield from missing("invitation", review.batch, around.invitations, ("batch",))
    if review.import_:
        yield from missing("import", review.import_, around.manifests, ("import",))
    authorization, register = review.authorization, around.register
    if register and authorization and authorization.reference and not register.of(review):
        if others := register.of_others(review):
            yield Issue(
                message=f"the authorization {authorization.reference} is another review's: {others[0].path} says whose",
                at=("authorization", "reference"),
                severity=Severity.WARNING,
                hint=f"a form for this one has an entry of its own there, with review: {review.id}",
            )
            return
        yield Issue(
            message=f"no authorization {authorization.reference} in the register",
            at=("authorization", "reference"),
            severity=Severity.NOTICE,
            hint="add it there: its revocation would have no place to be written",
        )


def _in_reviews(reviews: tuple[Review, ...], provider: Provider, around: Around) -> Said:
    known = {review.id for review in reviews}
    for review in reviews:
        if review.supersedes is not None and review.supersedes not in known:
            yield Issue(message=f"no review {review.supersedes} of this provider", at=("supersedes",), path=review.path)


def _in_response(response: Response, around: Around) -> Said:
    yield from unknown_roles(named_in_response(response), around)


def _in_practice(practice: Practice, around: Around) -> Said:
    yield from unknown_in_practice(around)


def _in_site(summaries: tuple[ProviderSummary, ...], around: Around) -> Said:
    if around.site.organization.logo:
        yield from missing("file", around.site.organization.logo, around.media, ("organization", "logo"))
    for summary in summaries:
        for name, paths in summary.ledger.responses.items():
            for path in paths:
                yield from missing("response", name, around.response_ids, ("reply", "response"), path)
    yield from without_review(summaries, around)
    yield from unknown_in_reviews(summaries, around)
    yield from named_by_posts(around)


def _in_own_page(page: Page, summaries: tuple[ProviderSummary, ...], around: Around) -> Said:
    for match in PLACED.finditer(page.body):
        line = page.body.count("\n", 0, match.start(1))
        yield from missing("infographic", match[1], page.infographics, (BODY, line))


RULE = Rule(
    code="SRC003",
    name="dangling-reference",
    severity=Severity.ERROR,
    since="0.1",
    page=__doc__,
    provider=_in_provider,
    location=_in_location,
    media=_in_media,
    review=_in_review,
    reviews=_in_reviews,
    response=_in_response,
    practice=_in_practice,
    site=_in_site,
    own_page=_in_own_page,
    alert=named_by_alert,
    post=named_by_post,
)
