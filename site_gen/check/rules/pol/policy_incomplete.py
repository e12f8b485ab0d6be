"""A policy has an owner, a version, approvals, a day on which it is looked at again, and says all that it must.

Why: A policy that is nobody's grows old unread. One that leaves out privacy, medical advice or personal accounts leaves
people alone exactly where they go wrong; and one that communications or human resources have not read does not hold
when somebody is held to it.

Fails:
    file:
      content/policies/social-media.md: |
        ---
        title: Social media policy
        version: "1"
        owner: compliance
        approvals: [{by: communications, on: 2026-01-20}, {by: human-resources, on: 2026-01-20}]
        effective_on: 2026-02-01
        review_by: 2027-02-01
        visibility: internal
        ---
        ## Whom this policy is for
        Everybody who works here.

        ## Privacy
        We say nothing about anybody who may be a patient.

Fails:
    file:
      content/policies/social-media.md: |
        ---
        title: Social media policy
        version: "1"
        owner: compliance
        approvals: [{by: human-resources, on: 2026-01-20}]
        effective_on: 2026-02-01
        review_by: 2027-02-01
        visibility: internal
        ---
        ## Whom this policy is for
        Everybody who works here.
        ## Who speaks for us
        Communications.
        ## Privacy
        Nothing about anybody.
        ## No medical advice
        We say whom to call.
        ## How we answer
        With a prepared response.
        ## Honest words
        Nobody is paid for praise.
        ## Personal accounts
        They are yours.
        ## Passwords
        One for each.
        ## Mistakes and emergencies
        Call compliance at once.
        ## Your rights
        You may speak about your work.
        ## Training and acknowledgement
        Before the first post.
        ## When somebody breaks this policy
        We talk, then act.

Fails:
    says: warning
    file:
      content/policies/social-media.md: |
        ---
        title: Social media policy
        version: "1"
        approvals: [{by: communications, on: 2026-01-20}, {by: human-resources, on: 2026-01-20}]
        effective_on: 2026-02-01
        review_by: 2026-11-23
        visibility: internal
        ---
        ## Whom this policy is for
        Everybody who works here.
        ## Who speaks for us
        Communications.
        ## Privacy
        Nothing about anybody.
        ## No medical advice
        We say whom to call.
        ## How we answer
        With a prepared response.
        ## Honest words
        Nobody is paid for praise.
        ## Personal accounts
        They are yours.
        ## Passwords
        One for each.
        ## Mistakes and emergencies
        Call compliance at once.
        ## Your rights
        You may speak about your work.
        ## Training and acknowledgement
        Before the first post.
        ## When somebody breaks this policy
        We talk, then act.

Fails:
    file:
      content/policies/social-media.md: |
        ---
        title: Social media policy
        owner: compliance
        approvals: [{by: communications, on: 2026-01-20}, {by: human-resources, on: 2026-01-20}]
        effective_on: 2026-02-01
        review_by: 2027-02-01
        visibility: internal
        ---
        ## Whom this policy is for
        Everybody who works here.
        ## Who speaks for us
        Communications.
        ## Privacy
        Nothing about anybody.
        ## No medical advice
        We say whom to call.
        ## How we answer
        With a prepared response.
        ## Honest words
        Nobody is paid for praise.
        ## Personal accounts
        They are yours.
        ## Passwords
        One for each.
        ## Mistakes and emergencies
        Call compliance at once.
        ## Your rights
        You may speak about your work.
        ## Training and acknowledgement
        Before the first post.
        ## When somebody breaks this policy
        We talk, then act.

Fails:
    file:
      content/policies/social-media.md: |
        ---
        title: Social media policy
        version: "2"
        owner: compliance
        approvals: [{by: communications, on: 2026-01-20}, {by: human-resources, on: 2026-09-01}]
        effective_on: 2026-09-15
        review_by: 2027-02-01
        visibility: internal
        changes: [{version: "2", on: 2026-08-20, what: Videos of the waiting room}]
        ---
        ## Whom this policy is for
        Everybody who works here.
        ## Who speaks for us
        Communications.
        ## Privacy
        Nothing about anybody.
        ## No medical advice
        We say whom to call.
        ## How we answer
        With a prepared response.
        ## Honest words
        Nobody is paid for praise.
        ## Personal accounts
        They are yours.
        ## Passwords
        One for each.
        ## Mistakes and emergencies
        Call compliance at once.
        ## Your rights
        You may speak about your work.
        ## Training and acknowledgement
        Before the first post.
        ## When somebody breaks this policy
        We talk, then act.

Fails:
    says: warning
    file:
      content/policies/review-policy.md: |
        ---
        title: Review policy
        version: "1"
        effective_on: 2025-01-01
        review_by: 2026-11-23
        ---
        We show every review.

Passes:
    file:
      content/policies/social-media.md: |
        ---
        title: Social media policy
        version: "2"
        owner: compliance
        approvals: [{by: communications, on: 2026-08-20}, {by: human-resources, on: 2026-09-01}]
        effective_on: 2026-09-15
        review_by: 2026-11-24
        visibility: internal
        changes: [{version: "2", on: 2026-08-20, what: Videos of the waiting room}]
        ---
        ## Whom this policy is for
        Everybody who works here.
        ## Who speaks for us
        Communications.
        ## Privacy
        Nothing about anybody.
        ## No medical advice
        We say whom to call.
        ## How we answer
        With a prepared response.
        ## Honest words
        Nobody is paid for praise.
        ## Personal accounts
        They are yours.
        ## Passwords
        One for each.
        ## Mistakes and emergencies
        Call compliance at once.
        ## Your rights
        You may speak about your work.
        ## Training and acknowledgement
        Before the first post.
        ## When somebody breaks this policy
        We talk, then act.

Passes:
    file:
      content/policies/review-policy.md: |
        ---
        title: Review policy
        ---
        We show every review.

Limits: Which sections a policy must have is known of `social-media` and `review-policy`, by words of their headings in
English and Spanish; what stands below them is for counsel to judge. Who approves is told by the words of a role:
communications or marketing, and human resources; on a site of one (`team: solo`) nobody else is asked for. The day of
review is looked at everywhere; everything else, of policies other than `social-media`, only on a site with
`content/team.yaml`. A policy whose day has not come is warned about where one in force has an error. Translations are
not looked at.

Basis: 45 CFR 164.530(i); 45 CFR 164.316(b)(2); 16 CFR 465.7.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from site_gen.check.policies import demands, knows_headings, missing_sections, open_places
from site_gen.check.rule import Around, Issue, Rule, Said, Unchecked
from site_gen.findings import Severity
from site_gen.model.page import BODY
from site_gen.model.policy import REVIEW_POLICY, SOCIAL_MEDIA, Policy


def _in_policy(policy: Policy, around: Around) -> Said:
    if policy.language != around.site.default_language:
        return
    yield from _review(policy, around)
    if around.practice.team is None and policy.slug != SOCIAL_MEDIA:
        return
    for said in (*_kept(policy, around), *_approved(policy, around), *_whole(policy, around)):
        if isinstance(said, Issue) and said.severity is None and not policy.is_in_force(around.as_of):
            yield msgspec.structs.replace(said, severity=Severity.WARNING)
        else:
            yield said


def _review(policy: Policy, around: Around) -> Said:
    if policy.review_by is not None and policy.review_by < around.as_of:
        yield Issue(
            message=f"the policy was to be looked at again by {policy.review_by}",
            at=("review_by",),
            hint="have its owner read it, then write the next day and what was changed",
            severity=Severity.WARNING,
        )


def _kept(policy: Policy, around: Around) -> Said:
    """Find what is missing for a policy to be kept: version, owner, day of review."""
    if policy.version is None:
        yield Issue(
            message="the policy has no version",
            at=("title",),
            hint='write version: "1": people acknowledge a version',
        )
    if policy.owner is None:
        yield _lacks("the policy has no owner", "write owner, the role that keeps it")
    if policy.review_by is None:
        yield _lacks("the policy has no day by which it is looked at again", "write review_by, in a year at most")
    newest = policy.newest_change
    if newest is not None and newest.version != policy.version:
        yield Issue(
            message=f"changes end with version {newest.version}, and the policy has {policy.version or 'none'}",
            at=("changes",),
            hint="add what is new in this version",
            severity=Severity.WARNING,
        )
    if policy.slug == REVIEW_POLICY and around.site.log is not None and policy.visibility == "internal":
        yield Issue(
            message="the review policy is internal, and decisions about reviews are made under a public one",
            at=("visibility",),
            hint="take visibility out, or make it public; no decision can be sealed under it",
        )


def _lacks(message: str, hint: str) -> Issue:
    return Issue(message=message, at=("title",), hint=hint, severity=Severity.WARNING)


def _approved(policy: Policy, around: Around) -> Said:
    wanted = demands()[policy.slug].approvers if policy.slug in demands() else ()
    if around.site.team == "solo" or not wanted:
        return
    team = around.practice.team
    names = {role.id: role.name for role in team.roles} if team else {}
    newest = policy.newest_change
    for approver in wanted:
        days = [
            one.on
            for one in policy.approvals
            if one.on <= around.as_of and (approver.is_role(one.by) or approver.is_role(names.get(one.by, "")))
        ]
        if not days:
            yield Issue(
                message=f"nobody of {approver.name} has approved the policy",
                at=("approvals",) if policy.approvals else ("title",),
                hint="have them read it, then write approvals: [{by: ROLE, on: DAY}]",
            )
        elif newest is not None and max(days) < newest.on:
            yield Issue(
                message=f"{approver.name} approved the policy on {max(days)}, before its change of {newest.on}",
                at=("approvals",),
                hint="have them read what is new, then write the new day",
            )


def _whole(policy: Policy, around: Around) -> Said:
    for line, place in _first(open_places(policy.body)):
        yield Issue(
            message=f"{place} is still to be filled in",
            at=(BODY, line),
            hint="counsel completes every [[place]], or deletes it where it does not apply",
        )
    if policy.slug not in demands():
        return
    sections = demands()[policy.slug].sections
    if not knows_headings(sections, policy.language):
        yield Unchecked(f"headings in {policy.language} are not known: sections of policies are not looked for")
        return
    lacks = [section.name for section in missing_sections(sections, policy.body, policy.language)]
    if lacks:
        yield Issue(
            message=f"the policy has nothing about: {'; '.join(lacks)}",
            at=("title",),
            hint=f"write a section with a heading for each; site-gen new policy {policy.slug} makes a whole one",
        )


def _first(places: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    first = next(places, None)
    if first is not None:
        yield first


RULE = Rule(
    code="POL961",
    name="policy-incomplete",
    severity=Severity.ERROR,
    since="0.1",
    basis="45 CFR 164.530(i); 45 CFR 164.316(b)(2)",
    page=__doc__,
    policy=_in_policy,
)
