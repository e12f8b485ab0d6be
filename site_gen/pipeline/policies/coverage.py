"""Who of the team has read which version of which policy."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

from site_gen.load.documents import TEAM, read_file
from site_gen.model.acknowledged import acknowledgement_of, current_policies
from site_gen.model.policy import Policy
from site_gen.model.team import Member
from site_gen.pipeline.policies.acknowledge import loaded_policies, loaded_site, loaded_team
from site_gen.pipeline.policies.versions import version_of
from site_gen.pipeline.site_folder import refuse_no_site
from site_gen.report.policies.coverage import Coverage, Covered, Reader


def coverage_of(root: Path, as_of: datetime.date) -> Coverage:
    """Give who is there and has read what.

    Raises:
        SiteGenError: there is no site or no `team.yaml` here, or a file does not load.
    """
    refuse_no_site(root)
    site, team = loaded_site(root), loaded_team(read_file(root, TEAM))
    there = [one for one in team.members if one.is_there(as_of)]
    policies = current_policies(loaded_policies(root), site.default_language)
    covered = tuple(_covered(root, policy, there) for policy in policies)
    return Coverage(practice=site.name, as_of=as_of.isoformat(), policies=covered)


def _covered(root: Path, policy: Policy, there: list[Member]) -> Covered:
    return Covered(
        policy=policy.slug,
        title=policy.title,
        version=policy.version or "",
        sha256=policy.sha256,
        effective_on=policy.effective_on.isoformat() if policy.effective_on else None,
        readers=tuple(_readers(root, policy, there)),
    )


def _readers(root: Path, policy: Policy, there: list[Member]) -> Iterator[Reader]:
    for one in there:
        current = acknowledgement_of(one, policy)
        earlier = [read for read in one.acknowledgements if read.policy == policy.slug]
        last = current or (max(earlier, key=lambda read: read.on) if earlier else None)
        if last is None:
            yield Reader(member=one.id, name=one.name, roles=one.roles, state="never")
            continue
        yield Reader(
            member=one.id,
            name=one.name,
            roles=one.roles,
            state="current" if current else "earlier",
            version=version_of(root, last.sha256, policy),
            sha256=last.sha256,
            on=last.on.isoformat(),
        )
