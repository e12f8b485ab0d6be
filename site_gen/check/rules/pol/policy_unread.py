"""Whoever speaks for the practice, or decides about reviews, has acknowledged the policy as it stands now.

Why: A policy that everybody signed three years ago, and that was rewritten since, guides nobody. What breaks it most
often is said by somebody who never read it. `content/team.yaml` keeps who has read which version, by the SHA-256 of the
file: a word more or less, and it is another one.

Fails:
    # also POL961
    file:
      content/team.yaml: |
        roles:
          - id: compliance
            name: Compliance
            backup: office
            duties: [intake, moderate, reply, approve-replies, alerts, answer-questions, profiles, policies,
              privacy, deploy]
          - {id: office, name: Office}
        members:
          - id: rosa
            name: Rosa Lima
            roles: [compliance]
            acknowledgements:
              - policy: social-media
                sha256: ed885d4af427eaad445867f56fc5d743242d8430ddf2645c7dee014708a554f2
                on: 2026-02-02
          - id: tom
            name: Tom Reed
            roles: [office]
      content/policies/social-media.md: |
        ---
        title: Social media policy
        version: "1"
        effective_on: 2026-02-01
        visibility: internal
        ---
        We say nothing about anybody who may be a patient.
      content/responses/thanks.md: |
        ---
        title: Thanks
        topic: thanks
        approved_by: office
        approved_on: 2026-03-01
        ---
        Thank you for writing. The office of {name}, {specialty}, is glad to talk: {phone}.

Fails:
    # also POL961
    says: notice
    site: {team: solo}
    file:
      content/team.yaml: |
        roles:
          - id: compliance
            name: Compliance
            backup: office
            duties: [intake, moderate, reply, approve-replies, alerts, answer-questions, profiles, policies,
              privacy, deploy]
          - {id: office, name: Office}
        members:
          - id: rosa
            name: Rosa Lima
            roles: [compliance]
            acknowledgements:
              - policy: social-media
                sha256: ed885d4af427eaad445867f56fc5d743242d8430ddf2645c7dee014708a554f2
                on: 2026-02-02
          - id: tom
            name: Tom Reed
            roles: [office]
      content/policies/social-media.md: |
        ---
        title: Social media policy
        version: "1"
        effective_on: 2026-02-01
        visibility: internal
        ---
        We say nothing about anybody who may be a patient.
      content/responses/thanks.md: |
        ---
        title: Thanks
        topic: thanks
        approved_by: office
        approved_on: 2026-03-01
        ---
        Thank you for writing. The office of {name}, {specialty}, is glad to talk: {phone}.

Fails:
    # also POL961
    review:
      reply:
        status: published
        written_at: 2026-03-12T09:00:00Z
        written_by: office
        approved_by: compliance
        published_at: 2026-03-13T09:30:00Z
        text: "Thank you for writing. Please call the office of Dr. Ana Diaz, General dentistry, at (312) 555-0101."
    file:
      content/team.yaml: |
        roles:
          - id: compliance
            name: Compliance
            backup: office
            duties: [intake, moderate, reply, approve-replies, alerts, answer-questions, profiles, policies,
              privacy, deploy]
          - {id: office, name: Office}
        members:
          - id: rosa
            name: Rosa Lima
            roles: [compliance]
            acknowledgements:
              - policy: social-media
                sha256: ed885d4af427eaad445867f56fc5d743242d8430ddf2645c7dee014708a554f2
                on: 2026-02-02
          - id: tom
            name: Tom Reed
            roles: [office]
      content/policies/social-media.md: |
        ---
        title: Social media policy
        version: "1"
        effective_on: 2026-02-01
        visibility: internal
        ---
        We say nothing about anybody who may be a patient.

Fails:
    # also POL961
    review: {moderation: {by: office}}
    file:
      content/team.yaml: |
        roles:
          - id: compliance
            name: Compliance
            backup: office
            duties: [intake, moderate, reply, approve-replies, alerts, answer-questions, profiles, policies,
              privacy, deploy]
          - {id: office, name: Office}
        members:
          - id: rosa
            name: Rosa Lima
            roles: [compliance]
            acknowledgements:
              - policy: review-policy
                sha256: d66f187b2b5644c3e4afc62da180074ba007ea0c4e9333b4d56b95ad529dae76
                on: 2026-02-02
          - id: tom
            name: Tom Reed
            roles: [office]
      content/policies/review-policy.md: |
        ---
        title: Review policy
        version: "1"
        effective_on: 2026-02-01
        ---
        We show every review.

Passes:
    file:
      content/team.yaml: |
        roles:
          - id: compliance
            name: Compliance
            backup: office
            duties: [intake, moderate, reply, approve-replies, alerts, answer-questions, profiles, policies,
              privacy, deploy]
          - {id: office, name: Office}
        members:
          - id: rosa
            name: Rosa Lima
            roles: [compliance]
            acknowledgements:
              - policy: social-media
                sha256: ed885d4af427eaad445867f56fc5d743242d8430ddf2645c7dee014708a554f2
                on: 2026-02-02
          - id: tom
            name: Tom Reed
            roles: [office]
            acknowledgements:
              - policy: social-media
                sha256: ed885d4af427eaad445867f56fc5d743242d8430ddf2645c7dee014708a554f2
                on: 2026-02-02
      content/policies/social-media.md: |
        ---
        title: Social media policy
        version: "1"
        effective_on: 2026-02-01
        visibility: internal
        ---
        We say nothing about anybody who may be a patient.
      content/responses/thanks.md: |
        ---
        title: Thanks
        topic: thanks
        approved_by: office
        approved_on: 2026-03-01
        ---
        Thank you for writing. The office of {name}, {specialty}, is glad to talk: {phone}.

Passes:
    review:
      reply:
        status: published
        written_at: 2026-01-12T09:00:00Z
        written_by: office
        approved_by: compliance
        published_at: 2026-01-31T09:30:00Z
        text: "Thank you for writing. Please call the office of Dr. Ana Diaz, General dentistry, at (312) 555-0101."
    file:
      content/team.yaml: |
        roles:
          - id: compliance
            name: Compliance
            backup: office
            duties: [intake, moderate, reply, approve-replies, alerts, answer-questions, profiles, policies,
              privacy, deploy]
          - {id: office, name: Office}
        members:
          - id: rosa
            name: Rosa Lima
            roles: [compliance]
            acknowledgements:
              - policy: social-media
                sha256: ed885d4af427eaad445867f56fc5d743242d8430ddf2645c7dee014708a554f2
                on: 2026-02-02
          - id: tom
            name: Tom Reed
            roles: [office]
      content/policies/social-media.md: |
        ---
        title: Social media policy
        version: "1"
        effective_on: 2026-02-01
        visibility: internal
        ---
        We say nothing about anybody who may be a patient.

Passes:
    review:
      reply:
        status: published
        written_at: 2026-03-12T09:00:00Z
        written_by: office
        approved_by: compliance
        published_at: 2026-03-13T09:30:00Z
        text: "Thank you for writing. Please call the office of Dr. Ana Diaz, General dentistry, at (312) 555-0101."
    file:
      content/team.yaml: |
        roles:
          - id: compliance
            name: Compliance
            backup: office
            duties: [intake, moderate, reply, approve-replies, alerts, answer-questions, profiles, policies,
              privacy, deploy]
          - {id: office, name: Office}
        members:
          - id: rosa
            name: Rosa Lima
            roles: [compliance]
            acknowledgements:
              - policy: review-policy
                sha256: d66f187b2b5644c3e4afc62da180074ba007ea0c4e9333b4d56b95ad529dae76
                on: 2026-02-02
          - id: tom
            name: Tom Reed
            roles: [office]
      content/policies/review-policy.md: |
        ---
        title: Review policy
        version: "1"
        effective_on: 2026-02-01
        ---
        We show every review.

Limits: It is looked for where there are `content/team.yaml` and the policy: `social-media` for replies, prepared
responses, posts and alerts, `review-policy` for decisions about reviews, of which the newest of a role is named. A role
has read a policy when everybody has who has the role and is there. What was done before `effective_on` of the present
version is left alone, and so is whether somebody read it before or after; that it was understood is for training. A
reply, a response or a post with this error is left out; an alert is not, since it may be about life and limb. On a site
of one (`team: solo`) this is a notice.

Basis: 45 CFR 164.530(b), (e) (training, sanctions).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

import msgspec

from site_gen.check.replies import public_reply
from site_gen.check.roles import (
    Named,
    named_in_alert,
    named_in_post,
    named_in_reply,
    named_in_response,
)
from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.model.alert import Alert
from site_gen.model.ledger import Trace
from site_gen.model.policy import REVIEW_POLICY, SOCIAL_MEDIA
from site_gen.model.post import Post
from site_gen.model.provider import Provider
from site_gen.model.response import Response
from site_gen.model.review import Review
from site_gen.model.summary import ProviderSummary


def _in_review(review: Review, provider: Provider, around: Around) -> Said:
    if around.team is not None and around.team.lapses and public_reply(review) is not None:
        yield from _unread(named_in_reply(review), SOCIAL_MEDIA, around)


def _in_site(summaries: tuple[ProviderSummary, ...], around: Around) -> Said:
    """Name the newest decision of each role: a new version of the policy would otherwise give thousands of findings."""
    newest: dict[str, Trace] = {}
    for summary in summaries:
        for role, trace in summary.ledger.roles.items():
            if trace.decided_in and (role not in newest or newest[role].decided_on < trace.decided_on):
                newest[role] = trace
    for role, trace in sorted(newest.items()):
        day = datetime.date.fromisoformat(trace.decided_on) if trace.decided_on else None
        for issue in _unread((Named(role, ("moderation", "by"), "decided about reviews", day),), REVIEW_POLICY, around):
            yield msgspec.structs.replace(issue, path=trace.decided_in)


def _in_response(response: Response, around: Around) -> Said:
    yield from _unread(named_in_response(response), SOCIAL_MEDIA, around)


def _in_post(post: Post, around: Around) -> Said:
    if post.language == around.site.default_language and post.is_ready:
        yield from _unread(named_in_post(post, around.site.time_zone), SOCIAL_MEDIA, around)


def _in_alert(alert: Alert, summaries: tuple[ProviderSummary, ...], around: Around) -> Said:
    if not alert.is_over_on(around.as_of, around.site.time_zone):
        yield from _unread(named_in_alert(alert), SOCIAL_MEDIA, around)


def _unread(named: Iterable[Named], policy: str, around: Around) -> Iterable[Issue]:
    facts = around.team_facts
    if facts is None:
        return
    for one in named:
        lapse = facts.lapse(policy, one.role, one.on)
        if lapse is None:
            continue
        has = "have" if len(lapse.members) > 1 else "has"
        who = f"{', '.join(lapse.members)} {has} not" if lapse.members else "nobody of that role is there who has"
        yield Issue(
            message=f"{one.role} {one.did}, and {who} acknowledged {policy} as it is now",
            at=one.at,
            hint=f"site-gen policy acknowledge {policy} --member {lapse.members[0] if lapse.members else 'ID'}",
            severity=Severity.NOTICE if around.site.team == "solo" else None,
        )


RULE = Rule(
    code="POL962",
    name="policy-unread",
    severity=Severity.ERROR,
    since="0.1",
    basis="45 CFR 164.530(b); 45 CFR 164.530(e)",
    page=__doc__,
    review=_in_review,
    site=_in_site,
    response=_in_response,
    post=_in_post,
    alert=_in_alert,
)
