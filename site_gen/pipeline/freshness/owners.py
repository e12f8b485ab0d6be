"""Who sees to what has a day: the role that content names, else every role with the duty, and who stands in."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from site_gen.errors import SiteGenError
from site_gen.load.documents import TEAM
from site_gen.model.team import Role, Team
from site_gen.pipeline.freshness.dated import Dated
from site_gen.pipeline.team.today import NOBODY
from site_gen.report.freshness.work import Item, Owner, State


class Days(NamedTuple):
    """The day of a report, and how far ahead something is due."""

    as_of: datetime.date
    within_days: int

    def state_of(self, due_on: datetime.date | None) -> State:
        """Give how something stands whose last day is `due_on`."""
        if due_on is None:
            return "undated"
        left = (due_on - self.as_of).days
        return "late" if left < 0 else "due" if left <= self.within_days else "fresh"


def item_of(dated: Dated, team: Team | None, days: Days) -> Item:
    """Give something with how it stands and who sees to it."""
    return Item(
        kind=dated.kind,
        title=dated.title,
        subject=dated.subject,
        path=dated.path,
        state=days.state_of(dated.due_on),
        dated_on=dated.dated_on,
        due_on=dated.due_on,
        days_left=(dated.due_on - days.as_of).days if dated.due_on else None,
        owners=_roles(dated, team, days.as_of) if team else (),
    )


def owners_of(items: Iterable[Item], team: Team | None, as_of: datetime.date) -> tuple[Owner, ...]:
    """Give the roles with something to do in the order of the team, then nobody, where something is left."""
    to_do = [one for one in items if one.state != "fresh"]
    named = {role for one in to_do for role in one.owners}
    owners = [_owner(role, team, named, as_of) for role in team.roles if role.id in named] if team else []
    if any(not one.owners for one in to_do):
        owners.append(Owner(role="", name=NOBODY))
    return tuple(owners)


def only_of(role: str, items: Iterable[Item], team: Team | None) -> tuple[Item, ...]:
    """Give what one role sees to.

    Raises:
        SiteGenError: there is no such role.
    """
    if team is None:
        raise SiteGenError(f'no role "{role}"', hint=f"roles stand in {TEAM}, which is not there")
    if all(one.id != role for one in team.roles):
        raise SiteGenError(f'no role "{role}"', hint=f"there are {', '.join(one.id for one in team.roles)}")
    return tuple(one for one in items if role in one.owners)


def _roles(dated: Dated, team: Team, as_of: datetime.date) -> tuple[str, ...]:
    named = [role for role in team.roles if role.id == dated.role]
    seen = named or [role for role in team.roles if dated.duty in role.duties]
    behind = [role.backup for role in seen if role.backup and not team.people(role.id, as_of)]
    known = {role.id for role in team.roles}
    return tuple(dict.fromkeys([*(role.id for role in seen), *(one for one in behind if one in known)]))


def _owner(role: Role, team: Team, named: set[str], as_of: datetime.date) -> Owner:
    return Owner(
        role=role.id,
        name=role.name,
        members=team.people(role.id, as_of),
        stands_in_for=tuple(one.name for one in team.left_to(role.id, as_of) if one.id in named),
    )
