"""Which roles have not read the policy that they work under, as it stands now."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

import msgspec

from site_gen.model.policy import REVIEW_POLICY, SOCIAL_MEDIA, Policy
from site_gen.model.practice import Practice
from site_gen.model.team import Acknowledgement, Member, Team

WORKED_UNDER = (REVIEW_POLICY, SOCIAL_MEDIA)
"""The policies without which nobody decides about reviews, or speaks in public."""


class Lapse(msgspec.Struct, frozen=True):
    """A role of which not everybody has acknowledged the current version of a policy.

    `members` are the ids of those who have not, in order of the file; none where nobody has the role. What was done
    before `since`, the day from which this version holds, is no concern of it.
    """

    policy: str
    role: str
    since: datetime.date | None = None
    members: tuple[str, ...] = ()

    def covers(self, on: datetime.date | None) -> bool:
        """Tell whether something done on a day was done under this version; what has no day yet was."""
        return on is None or self.since is None or on >= self.since


class TeamFacts(msgspec.Struct, frozen=True):
    """What rules about single files need of the team: the ids of its roles, and who has not read what."""

    roles: tuple[str, ...] = ()
    lapses: tuple[Lapse, ...] = ()

    def lapse(self, policy: str, role: str | None, on: datetime.date | None) -> Lapse | None:
        """Give why a role may not have done on a day what is done under a policy; None where nothing stands against it.

        A role that is not in the team is another rule's.
        """
        found = (one for one in self.lapses if one.policy == policy and one.role == role and one.covers(on))
        return next(found, None)


def facts_of(practice: Practice, default_language: str, as_of: datetime.date) -> TeamFacts | None:
    """Give what the team of a site is like on a day; None where it has no `team.yaml`."""
    team = practice.team
    if team is None:
        return None
    policies = [one for one in current_policies(practice.policies, default_language) if one.slug in WORKED_UNDER]
    lapses = (_lapse(policy, role.id, team, as_of) for policy in policies for role in team.roles)
    return TeamFacts(tuple(role.id for role in team.roles), tuple(one for one in lapses if one is not None))


def current_policies(policies: Iterable[Policy], default_language: str) -> tuple[Policy, ...]:
    """Give the policies in the language in which they are acknowledged: the first one of the site."""
    return tuple(one for one in policies if one.language == default_language)


def acknowledgement_of(member: Member, policy: Policy) -> Acknowledgement | None:
    """Give where a person has read this very version of a policy, the last time where it was more than once."""
    found = [one for one in member.acknowledgements if one.policy == policy.slug and one.sha256 == policy.sha256]
    return found[-1] if found else None


def _lapse(policy: Policy, role: str, team: Team, as_of: datetime.date) -> Lapse | None:
    there = [one for one in team.members if role in one.roles and one.is_there(as_of)]
    lacking = tuple(one.id for one in there if acknowledgement_of(one, policy) is None)
    if there and not lacking:
        return None
    return Lapse(policy.slug, role, policy.effective_on, lacking)
