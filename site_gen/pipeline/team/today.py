"""What needs whom today, across reviews, replies, posts, alerts, profiles, policies: gathered, handed out, written."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from site_gen.errors import SiteGenError
from site_gen.load.documents import TEAM
from site_gen.model.news import slots_of
from site_gen.model.team import Team
from site_gen.pipeline.alert_gate import may_stand
from site_gen.pipeline.build import examine
from site_gen.pipeline.options import BuildOptions, Progress, moment
from site_gen.pipeline.replies.worklist import read_work
from site_gen.pipeline.report_place import refuse_site_folders
from site_gen.pipeline.team.dates import tasks_of_alerts, tasks_of_papers, tasks_of_posts
from site_gen.pipeline.team.found import tasks_of_findings
from site_gen.pipeline.team.reviews import tasks_of_reviews
from site_gen.report.head import is_report
from site_gen.report.team.page import format_page
from site_gen.report.team.today import HTML_FILE, JSON_FILE, KIND, RoleDay, Task, Today, format_today, in_order
from site_gen.write.report_folder import refuse_foreign_report, write_report

NOBODY = "Nobody yet"


class Written(NamedTuple):
    """The work of the day, and the files."""

    today: Today
    files: tuple[Path, ...]


def write_today(options: BuildOptions, folder: Path, role: str | None, progress: Progress) -> Written:
    """Write the worklists into `folder`, outside of what is published or sealed; with `role` only that one's.

    Raises:
        SiteGenError: no site that loads, or no such role.
        UnwritableError: `folder` holds other files.
    """
    refuse_site_folders(options, folder)
    refuse_foreign_report(folder, JSON_FILE, lambda data: is_report(data, KIND))
    today = read_today(options, role, progress)
    return Written(today, write_report(folder, ((HTML_FILE, format_page(today)), (JSON_FILE, format_today(today)))))


def read_today(options: BuildOptions, role: str | None, progress: Progress) -> Today:
    """Give what is to be done at the moment of `options`, by role; with `role` only by that one.

    Raises:
        SiteGenError: no site that loads, or no such role.
    """
    examined = examine(options, progress)
    if examined.content is None:
        first = examined.report.errors[0]
        raise SiteGenError(
            f"{first.path}:{first.line}: {first.message}", hint="mend it first: site-gen check shows everything"
        )
    practice, site = examined.content.practice, examined.content.ground.site
    at = moment(options, site)
    alerts = may_stand(practice.alerts, site, options.as_of)
    slots = examined.content.slots
    kept = {slot.post.slug for slot in slots}
    every = slots_of(practice.posts, alerts, at, site.time_zone, site.default_language)
    left_out = [slot for slot in every if slot.post.slug not in kept]
    tasks = in_order(
        [
            *tasks_of_reviews(read_work(options.root, at), site, at),
            *tasks_of_posts(slots, options.as_of, site.time_zone),
            *tasks_of_posts(left_out, options.as_of, site.time_zone, are_left_out=True),
            *tasks_of_alerts(alerts, at),
            *tasks_of_papers(practice.team, practice.policies, options.as_of),
            *tasks_of_findings(examined.report.findings),
        ]
    )
    roles = hand_out(tasks, practice.team, options.as_of)
    if role is not None:
        roles = (_only(role, roles, practice.team),)
        tasks = roles[0].tasks
    return Today(practice=site.name, as_of=options.as_of, has_team=practice.team is not None, tasks=tasks, roles=roles)


def _only(role: str, roles: Sequence[RoleDay], team: Team | None) -> RoleDay:
    """Give the work of one role."""
    if team is None:
        raise SiteGenError(f'no role "{role}"', hint=f"roles stand in {TEAM}, which is not there")
    for one in roles:
        if one.role == role:
            return one
    raise SiteGenError(f'no role "{role}"', hint=f"there are {', '.join(one.id for one in team.roles)}")


def hand_out(tasks: Sequence[Task], team: Team | None, as_of: datetime.date) -> tuple[RoleDay, ...]:
    """Give the work of each role in the order of `team.yaml`, then what nobody sees to.

    Where a role has no members who are there, its work stands with its backup as well.
    """
    if team is None:
        return (RoleDay(role="", name=NOBODY, members=(), stands_in_for=(), tasks=tuple(tasks)),)
    days = []
    for role in team.roles:
        behind = team.left_to(role.id, as_of)
        duties = {*role.duties, *(duty for one in behind for duty in one.duties)}
        days.append(
            RoleDay(
                role=role.id,
                name=role.name,
                members=team.people(role.id, as_of),
                stands_in_for=tuple(one.name for one in behind),
                tasks=tuple(task for task in tasks if task.duty in duties),
            )
        )
    owned = {duty for role in team.roles for duty in role.duties}
    left = tuple(task for task in tasks if task.duty not in owned)
    return (*days, *((RoleDay(role="", name=NOBODY, members=(), stands_in_for=(), tasks=left),) if left else ()))
