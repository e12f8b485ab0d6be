"""Who of the team has read which version of which policy, as text, JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from site_gen.report.cells import format_rows

State = Literal["current", "earlier", "never"]
COLUMNS = ("policy", "version", "member", "name", "roles", "state", "read_version", "read_sha256", "read_on")
_SHORT = 12


class Reader(msgspec.Struct, frozen=True, kw_only=True):
    """What a member of the team has read of a policy last; empty and None where that is nothing.

    `version` is what the version called itself, empty where that is not known any more.
    """

    member: str
    name: str
    roles: tuple[str, ...]
    state: State
    version: str = ""
    sha256: str = ""
    on: str | None = None


class Covered(msgspec.Struct, frozen=True, kw_only=True):
    """A policy and everybody who is there, in the order of the team."""

    policy: str
    title: str
    version: str
    sha256: str
    effective_on: str | None
    readers: tuple[Reader, ...]

    @property
    def current(self) -> int:
        """How many have read it as it is now."""
        return sum(1 for one in self.readers if one.state == "current")


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """All policies of a practice, in order of their files."""

    practice: str
    as_of: str
    policies: tuple[Covered, ...]


def format_coverage(coverage: Coverage) -> str:
    """Give the coverage for people: who has read what is there now, then who has not."""
    return "".join(f"{line}\n" for line in _lines(coverage))


def format_coverage_json(coverage: Coverage) -> str:
    """Give the coverage as JSON."""
    return msgspec.json.format(msgspec.json.encode(coverage), indent=2).decode() + "\n"


def format_coverage_csv(coverage: Coverage) -> str:
    """Give the coverage as CSV (RFC 4180), a line for each policy and member; no cell is taken for a formula."""
    return format_rows(COLUMNS, _rows(coverage))


def said(reader: Reader) -> str:
    """Give what somebody has read, in words."""
    if reader.state == "never":
        return "not read"
    named = f"version {reader.version}" if reader.version else f"a version of SHA-256 {reader.sha256[:_SHORT]}…"
    return f"{'read' if reader.state == 'current' else 'read only'} {named} on {reader.on}"


def _lines(coverage: Coverage) -> Iterator[str]:
    for one in coverage.policies:
        version = f"version {one.version}" if one.version else "no version"
        yield f"{one.title} ({one.policy}), {version}: {one.current} of {len(one.readers)} have read it"
        for reader in one.readers:
            yield f"  {reader.member}  {reader.name} ({', '.join(reader.roles)}): {said(reader)}"


def _rows(coverage: Coverage) -> Iterator[tuple[str, ...]]:
    for one in coverage.policies:
        for reader in one.readers:
            row = (one.policy, one.version, reader.member, reader.name, " ".join(reader.roles), reader.state)
            yield (*row, reader.version, reader.sha256, reader.on or "")
