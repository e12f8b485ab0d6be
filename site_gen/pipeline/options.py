"""What a build is asked to do, and what it did."""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_gen.findings import Report
from site_gen.model.site import Site

Progress = Callable[[int, int], None]
"""Called with how many providers are done, of how many."""


class BuildOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What to build. `root` and `out` are absolute; `jobs` 0 means one process for each core.

    `as_of` is the only clock of a build: a day where the site is, and with `at` an instant of it (see `moment`).
    `base_url` stands in for that of `site.yaml`; `full` renders everything again; `drafts` shows what is not published
    yet, for previews. `built` is a folder of pages that are looked at instead of rendering them, for `check`; `against`
    is a directory export that the site is compared with, and `against_map` says which of its columns is what.
    """

    root: Path
    out: Path
    as_of: datetime.date
    at: datetime.datetime | None = None
    base_url: str | None = None
    drafts: bool = False
    full: bool = False
    jobs: int = 0
    built: Path | None = None
    against: Path | None = None
    against_map: Path | None = None


def moment(options: BuildOptions, site: Site) -> datetime.datetime:
    """Give the instant of a build, for what changes within a day; of a day without one, its end where the site is."""
    if options.at is not None:
        return options.at
    next_day = options.as_of + datetime.timedelta(days=1)
    midnight = datetime.datetime.combine(next_day, datetime.time(), zoneinfo.ZoneInfo(site.time_zone))
    return midnight - datetime.timedelta(microseconds=1)


class BuildResult(NamedTuple):
    """What a build did: its findings, and, when nothing blocked, how many files it wrote out of how many.

    `published` is false when findings blocked it; the old output is then as it was. `changed` names the files that
    differ from the output before. `unsealed` are the profiles whose address or status the review log does not have,
    by slug; what else it lacks is in the findings (INT121). `is_mixed` says that files of the site changed while it was
    built, so that some pages may show them as they were and others as they are. `until` is when the clock changes
    pages next, where the output is of an instant and there is anything to come.
    """

    report: Report
    published: bool
    files: int = 0
    changed: tuple[str, ...] = ()
    unsealed: tuple[str, ...] = ()
    is_mixed: bool = False
    until: datetime.datetime | None = None


def ignore_progress(done: int, total: int) -> None:
    """Say nothing."""
