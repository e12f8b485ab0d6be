"""Who does what, who stands in, and which vendors see data of patients, as values and as JSON."""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

from site_gen.model.team import Duty
from site_gen.report.head import TOOL

KIND = "team"
SCHEMA = 1
HTML_FILE = "team.html"
JSON_FILE = "team.json"

AgreementState = Literal["in force", "runs out", "expired", "missing", "not needed"]
"""Of the agreement that a vendor needs who sees data of patients: with a business associate, 45 CFR 164.504(e)."""


class DutyRow(msgspec.Struct, frozen=True, kw_only=True):
    """A duty, the roles that have it, the people in them, and the roles that stand in."""

    duty: Duty
    roles: tuple[str, ...]
    members: tuple[str, ...]
    backups: tuple[str, ...]


class MemberRow(msgspec.Struct, frozen=True, kw_only=True):
    """A person who is there: roles by name, and each course with the last day on which it counts, None for good."""

    name: str
    roles: tuple[str, ...]
    training: tuple[tuple[str, datetime.date | None], ...]


class VendorRow(msgspec.Struct, frozen=True, kw_only=True):
    """A vendor, and how the agreement stands that it needs; `until` is its last day, where there is one."""

    name: str
    service: str
    patient_data: bool
    state: AgreementState
    until: datetime.date | None
    contact: str | None


class Roster(msgspec.Struct, frozen=True, kw_only=True):
    """The team on a day; `left` are people who are not there any more."""

    tool: str = TOOL
    report: str = KIND
    schema: int = SCHEMA
    practice: str
    as_of: datetime.date
    duties: tuple[DutyRow, ...]
    members: tuple[MemberRow, ...]
    vendors: tuple[VendorRow, ...]
    left: tuple[str, ...]


def format_roster(roster: Roster) -> bytes:
    """Give `team.json`."""
    return msgspec.json.format(msgspec.json.encode(roster), indent=2) + b"\n"
