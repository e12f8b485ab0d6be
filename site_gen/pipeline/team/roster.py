"""Who does what and which agreements stand, from `content/team.yaml`; written as a report."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import NamedTuple, get_args

from site_gen.errors import SiteGenError
from site_gen.load.documents import TEAM
from site_gen.model.team import Duty, Member, Team, Vendor
from site_gen.pipeline.options import BuildOptions
from site_gen.pipeline.records import all_loaded, load_team
from site_gen.pipeline.report_place import refuse_site_folders
from site_gen.pipeline.site_folder import read_site
from site_gen.pipeline.team.dates import PAPER_DAYS
from site_gen.report.head import is_report
from site_gen.report.team.page import format_roster_page
from site_gen.report.team.roster import (
    HTML_FILE,
    JSON_FILE,
    KIND,
    AgreementState,
    DutyRow,
    MemberRow,
    Roster,
    VendorRow,
    format_roster,
)
from site_gen.write.report_folder import refuse_foreign_report, write_report


class Written(NamedTuple):
    """The team, and the files."""

    roster: Roster
    files: tuple[Path, ...]


def write_roster(options: BuildOptions, folder: Path) -> Written:
    """Write who does what into `folder`, outside of what is published or sealed.

    Raises:
        SiteGenError: settings or team do not load, or there is no team.
        UnwritableError: `folder` holds other files.
    """
    refuse_site_folders(options, folder)
    refuse_foreign_report(folder, JSON_FILE, lambda data: is_report(data, KIND))
    site = read_site(options.root)
    (team,) = all_loaded(lambda root, findings: (load_team(root, findings),), options.root)
    if team is None:
        raise SiteGenError(f"there is no {TEAM}", hint="it says which role sees to what; site-gen schema team")
    roster = roster_of(team, site.name, options.as_of)
    files = write_report(folder, ((HTML_FILE, format_roster_page(roster)), (JSON_FILE, format_roster(roster))))
    return Written(roster, files)


def roster_of(team: Team, practice: str, as_of: datetime.date) -> Roster:
    """Give who does what on a day."""
    there = [one for one in team.members if one.is_there(as_of)]
    return Roster(
        practice=practice,
        as_of=as_of,
        duties=tuple(_duty(duty, team, there) for duty in get_args(Duty)),
        members=tuple(_member(one, team) for one in there),
        vendors=tuple(_vendor(one, as_of) for one in team.vendors),
        left=tuple(one.name for one in team.members if not one.is_there(as_of)),
    )


def agreement_of(vendor: Vendor, as_of: datetime.date) -> tuple[AgreementState, datetime.date | None]:
    """Give how the agreement stands that a vendor needs, and its last day."""
    if not vendor.patient_data:
        return "not needed", None
    signed = [one for one in vendor.agreements if one.kind == "business-associate" and one.signed_on <= as_of]
    if not signed:
        return "missing", None
    if any(one.expires_on is None for one in signed):
        return "in force", None
    until = max(one.expires_on for one in signed if one.expires_on is not None)
    if until < as_of:
        return "expired", until
    return "runs out" if (until - as_of).days <= PAPER_DAYS else "in force", until


def _duty(duty: Duty, team: Team, there: list[Member]) -> DutyRow:
    roles = [role for role in team.roles if duty in role.duties]
    ids = {role.id for role in roles}
    names = {role.id: role.name for role in team.roles}
    return DutyRow(
        duty=duty,
        roles=tuple(role.name for role in roles),
        members=tuple(one.name for one in there if ids.intersection(one.roles)),
        backups=tuple(dict.fromkeys(names.get(role.backup, role.backup) for role in roles if role.backup)),
    )


def _member(member: Member, team: Team) -> MemberRow:
    names = {role.id: role.name for role in team.roles}
    training = sorted(member.training, key=lambda one: (one.course, one.on))
    latest = {one.course: one.expires_on for one in training}
    return MemberRow(
        name=member.name, roles=tuple(names.get(role, role) for role in member.roles), training=tuple(latest.items())
    )


def _vendor(vendor: Vendor, as_of: datetime.date) -> VendorRow:
    state, until = agreement_of(vendor, as_of)
    return VendorRow(
        name=vendor.name,
        service=vendor.service,
        patient_data=vendor.patient_data,
        state=state,
        until=until,
        contact=vendor.contact,
    )
