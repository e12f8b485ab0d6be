"""Somebody has read a policy: written into `team.yaml` with the version that lies there now."""

from __future__ import annotations

import datetime
import difflib
from pathlib import Path
from typing import NamedTuple, TypeVar

from site_gen.errors import SiteGenError
from site_gen.findings import Finding
from site_gen.load.documents import SITE_FILE, TEAM, parse_site, parse_team, read_file
from site_gen.load.edit_team import add_acknowledgement
from site_gen.model.acknowledged import acknowledgement_of, current_policies
from site_gen.model.policy import Policy
from site_gen.model.site import Site
from site_gen.model.team import Acknowledgement, Member, Team
from site_gen.pipeline.records import load_policies
from site_gen.pipeline.site_folder import refuse_no_site
from site_gen.write.lock import waiting_lock
from site_gen.write.log_folder import replace_durably

_LOCK = ".site-gen/team.lock"

T = TypeVar("T")


class Read(NamedTuple):
    """Who has read what, since when; `is_new` where it was written down just now. `waiting` have not read it yet."""

    policy: Policy
    member: Member
    on: datetime.date
    is_new: bool
    waiting: tuple[str, ...]


def acknowledge(root: Path, slug: str, member: str, as_of: datetime.date) -> Read:
    """Write down that a member of the team has read a policy as it is now; nothing is written twice.

    Raises:
        SiteGenError: no such policy or member, somebody who has left, or a file that does not load or cannot be edited.
    """
    refuse_no_site(root)
    policy = named_policy(root, slug)
    with waiting_lock(root / _LOCK):
        data = read_file(root, TEAM)
        team = loaded_team(data)
        person = _member(team, member, as_of)
        known = acknowledgement_of(person, policy)
        read = known or Acknowledgement(policy=slug, sha256=policy.sha256, on=as_of)
        if known is None:
            replace_durably(root / TEAM, add_acknowledgement(data, team, member, read))
    there = (one for one in team.members if one.id != member and one.is_there(as_of))
    waiting = tuple(one.id for one in there if acknowledgement_of(one, policy) is None)
    return Read(policy, person, read.on, known is None, waiting)


def named_policy(root: Path, slug: str) -> Policy:
    """Give a policy by the name of its file, in the first language of the site.

    Raises:
        SiteGenError: there is none, or a policy does not load.
    """
    policies = current_policies(loaded_policies(root), loaded_site(root).default_language)
    found = next((one for one in policies if one.slug == slug), None)
    if found is None:
        raise SiteGenError(f"no policy {slug}", hint=_hint(slug, [one.slug for one in policies], "policies"))
    return found


def loaded_site(root: Path) -> Site:
    """Give the settings of a site.

    Raises:
        SiteGenError: they do not load.
    """
    return _loaded(parse_site(read_file(root, SITE_FILE)))


def loaded_policies(root: Path) -> tuple[Policy, ...]:
    """Give all policies, translations too.

    Raises:
        SiteGenError: one does not load.
    """
    findings: list[Finding] = []
    policies = load_policies(root, loaded_site(root).default_language, findings)
    return _loaded(findings or policies)


def loaded_team(data: bytes) -> Team:
    """Give the team out of the bytes of its file.

    Raises:
        SiteGenError: it does not load.
    """
    return _loaded(parse_team(data, TEAM))


def _loaded(read: T | list[Finding]) -> T:
    if isinstance(read, list):
        first = read[0]
        raise SiteGenError(f"{first.path}:{first.line}: {first.message}", hint=first.hint or "mend it first")
    return read


def _member(team: Team, ident: str, as_of: datetime.date) -> Member:
    found = next((one for one in team.members if one.id == ident), None)
    if found is None:
        raise SiteGenError(f"no member {ident}", hint=_hint(ident, [one.id for one in team.members], "members"))
    if not found.is_there(as_of):
        raise SiteGenError(f"{ident} left on {found.left_on}", hint="nobody acknowledges for somebody who is not there")
    return found


def _hint(name: str, known: list[str], what: str) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f"did you mean {near[0]}?" if near else f"{what}: {', '.join(known) or 'none'}"
