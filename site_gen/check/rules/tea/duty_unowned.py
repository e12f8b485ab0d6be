"""Every duty has somebody who has it and somebody who stands in; training is in force, and vendors have signed.

Why: What is everybody's is done by nobody, and what one person alone can do stops when that person is ill. A vendor who
gets data of patients without an agreement makes the practice answer for all that happens to it.

Fails:
    file:
      content/team.yaml: |
        roles:
          - {id: compliance, name: Compliance, backup: office, duties: [moderate, reply, approve-replies, alerts, \
answer-questions, profiles, policies, privacy, deploy]}
          - {id: office, name: Office}
        members:
          - {id: rosa, name: Rosa Lima, roles: [compliance]}
          - {id: tom, name: Tom Reed, roles: [office]}

Fails:
    file:
      content/team.yaml: |
        roles:
          - {id: compliance, name: Compliance, backup: office, duties: [intake, moderate, reply, approve-replies, \
alerts, answer-questions, profiles, policies, privacy, deploy]}
          - {id: office, name: Office, backup: compliance}
        members:
          - {id: rosa, name: Rosa Lima, roles: [compliance]}
          - {id: tom, name: Tom Reed, roles: [office], left_on: 2026-11-24}

Fails:
    file:
      content/team.yaml: |
        roles:
          - {id: compliance, name: Compliance, backup: office, duties: [intake, moderate, reply, approve-replies, \
alerts, answer-questions, profiles, policies, privacy, deploy]}
          - {id: office, name: Office, backup: compliance}
        members:
          - {id: rosa, name: Rosa Lima, roles: [compliance]}
          - {id: tom, name: Tom Reed, roles: [office, reception]}

Fails:
    file:
      content/team.yaml: |
        roles:
          - {id: compliance, name: Compliance, backup: office, duties: [intake, moderate, reply, approve-replies, \
alerts, answer-questions, profiles, policies, privacy, deploy]}
          - {id: office, name: Office, backup: compliance}
        members:
          - {id: rosa, name: Rosa Lima, roles: [compliance]}
          - {id: tom, name: Tom Reed, roles: [office], training: [{course: HIPAA, on: 2025-11-01, expires_on: \
2026-10-31}]}

Fails:
    site: {covered_entity: true}
    review: {authorization: {basis: deidentified, by: compliance}}
    file:
      content/team.yaml: |
        roles:
          - {id: compliance, name: Compliance, backup: office, duties: [intake, moderate, reply, approve-replies, \
alerts, answer-questions, profiles, policies, privacy, deploy]}
          - {id: office, name: Office, backup: compliance}
        members:
          - {id: rosa, name: Rosa Lima, roles: [compliance]}
          - {id: tom, name: Tom Reed, roles: [office]}
        vendors:
          - {id: survey-house, name: Survey House, service: asks for reviews, patient_data: true, agreements: \
[{kind: business-associate, signed_on: 2023-01-01, expires_on: 2026-11-23}]}

Passes:
    site: {covered_entity: true}
    review: {authorization: {basis: deidentified, by: compliance}}
    file:
      content/team.yaml: |
        roles:
          - {id: compliance, name: Compliance, backup: office, duties: [intake, moderate, reply, approve-replies, \
alerts, answer-questions, profiles, policies, privacy, deploy]}
          - {id: office, name: Office, backup: compliance}
        members:
          - {id: rosa, name: Rosa Lima, roles: [compliance]}
          - {id: tom, name: Tom Reed, roles: [office], training: [{course: HIPAA, on: 2025-11-01, expires_on: \
2026-10-31}, {course: HIPAA, on: 2026-10-20, expires_on: 2027-10-31}]}
        vendors:
          - {id: survey-house, name: Survey House, service: asks for reviews, patient_data: true, agreements: \
[{kind: business-associate, signed_on: 2023-01-01, expires_on: 2026-11-24}]}
          - {id: printer, name: Print House, service: prints cards, patient_data: false}

Passes:
    site: {team: solo}
    file:
      content/team.yaml: |
        roles:
          - {id: compliance, name: Everything, duties: [intake, moderate, reply, approve-replies, alerts, \
answer-questions, profiles, policies, privacy, deploy]}
        members:
          - {id: rosa, name: Rosa Lima, roles: [compliance]}

Limits: Duties are asked for as far as the site has something to do: those about posts where there are posts, sealing
where there is a log. A role stands in for another one as a whole. Two people in one role stand in for each other; one
person who is alone in a role and in its backup does not. A covered entity in the US needs a business associate
agreement with a vendor who gets data of patients; elsewhere that or one about data processing is asked for. What
stands in an agreement, and how often training is due, is not known. On a site of one (`team: solo`) nobody need stand
in.

Basis: 45 CFR 164.502(e), 164.504(e); 45 CFR 164.530(b); GDPR 28.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import get_args

from site_gen.check.rule import Around, Issue, Rule, Said
from site_gen.findings import Severity
from site_gen.model.practice import Practice
from site_gen.model.team import Duty, Role, Team, Vendor


def _in_practice(practice: Practice, around: Around) -> Said:
    team = practice.team
    if team is None:
        return
    yield from _duties(team, practice, around)
    yield from _members(team, around)
    yield from _vendors(team, around)


def _duties(team: Team, practice: Practice, around: Around) -> Said:
    known = {role.id: role for role in team.roles}
    taken = {duty for role in team.roles for duty in role.duties}
    lacks = [duty for duty in get_args(Duty) if duty not in taken and _is_needed(duty, practice, around)]
    if lacks:
        yield Issue(
            message=f"no role has the duty {lacks[0]}"
            if len(lacks) == 1
            else f"no role has the duties {', '.join(lacks)}",
            at=("roles",),
            hint="write each to the duties of a role",
            path=team.path,
        )
    for index, role in enumerate(team.roles):
        if not role.duties:
            continue
        there = _there(team, role.id, around.as_of)
        shown = ", ".join(role.duties)
        if not there:
            yield _about_role(
                team, index, "id", f"nobody has the role {role.id}: {shown}", "give it to a member who is there"
            )
        if around.site.team == "solo":
            continue
        if role.backup is not None and role.backup not in known:
            yield _about_role(team, index, "backup", f"no role {role.backup}", "name a role of this file")
        elif len(there) < 2 and not _stands_in(team, role, there, around.as_of):
            key = "backup" if role.backup else "id"
            message = f"nobody stands in for {role.id}: {shown}"
            yield _about_role(team, index, key, message, "write backup, a role that somebody else has")


def _is_needed(duty: str, practice: Practice, around: Around) -> bool:
    if duty in ("posts", "approve-posts"):
        return bool(practice.post_ids)
    return duty != "seal" or around.site.log is not None


def _there(team: Team, role: str, as_of: datetime.date) -> frozenset[str]:
    return frozenset(one.id for one in team.members if role in one.roles and one.is_there(as_of))


def _stands_in(team: Team, role: Role, there: frozenset[str], as_of: datetime.date) -> bool:
    """Tell whether somebody has the backup's role who is not the only one of the role itself."""
    return role.backup is not None and role.backup != role.id and bool(_there(team, role.backup, as_of) - there)


def _about_role(team: Team, index: int, key: str, message: str, hint: str) -> Issue:
    return Issue(message=message, at=("roles", index, key), hint=hint, path=team.path)


def _members(team: Team, around: Around) -> Said:
    known = {role.id for role in team.roles}
    for index, member in enumerate(team.members):
        if not member.is_there(around.as_of):
            continue
        for place, role in enumerate(member.roles):
            if role not in known:
                yield Issue(
                    message=f"{member.id} has the role {role}, which there is not",
                    at=("members", index, "roles", place),
                    hint="add it to the roles above, or name one of them",
                    path=team.path,
                )
        ends: dict[str, tuple[datetime.date, int]] = {}
        for place, course in enumerate(member.training):
            ends[course.course] = max(
                ends.get(course.course, (datetime.date.min, place)), (course.expires_on or datetime.date.max, place)
            )
        for name, (until, place) in ends.items():
            if until < around.as_of:
                yield Issue(
                    message=f"{member.id}: {name} counted until {until}",
                    at=("members", index, "training", place),
                    hint="add the day on which it was taken again",
                    path=team.path,
                )


def _vendors(team: Team, around: Around) -> Iterator[Issue]:
    site = around.site
    is_covered = site.jurisdiction == "US" and site.covered_entity
    kinds = ("business-associate",) if is_covered else ("business-associate", "data-processing")
    for index, vendor in enumerate(team.vendors):
        if vendor.patient_data and not _has_signed(vendor, kinds, around.as_of):
            yield Issue(
                message=f"{vendor.id} gets data of patients, and no {' or '.join(kinds)} agreement is in force",
                at=("vendors", index, "patient_data"),
                hint="sign one before anything is sent, then write it to the agreements",
                path=team.path,
            )


def _has_signed(vendor: Vendor, kinds: tuple[str, ...], as_of: datetime.date) -> bool:
    return any(
        one.kind in kinds and one.signed_on <= as_of and (one.expires_on is None or one.expires_on >= as_of)
        for one in vendor.agreements
    )


RULE = Rule(
    code="TEA971",
    name="duty-unowned",
    severity=Severity.WARNING,
    since="0.1",
    basis="45 CFR 164.502(e); 45 CFR 164.530(b)",
    page=__doc__,
    practice=_in_practice,
)
