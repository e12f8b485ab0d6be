"""Writes the report about replies, and the reminders."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from site_gen.errors import UnwritableError
from site_gen.pipeline.moderation.desk import Desk
from site_gen.pipeline.options import BuildOptions
from site_gen.pipeline.replies.worklist import read_work
from site_gen.pipeline.report_place import refuse_site_folders
from site_gen.report.replies.page import format_page
from site_gen.report.replies.reminders import format_calendar
from site_gen.report.replies.table import format_table
from site_gen.report.replies.work import CSV_FILE, HTML_FILE, JSON_FILE, Work, format_work, is_work
from site_gen.write.log_folder import write_durably
from site_gen.write.report_folder import refuse_foreign_report, write_report

_CALENDAR = b"BEGIN:VCALENDAR"


class Written(NamedTuple):
    """What was found, and the files."""

    work: Work
    files: tuple[Path, ...]


def write_replies(
    options: BuildOptions,
    folder: Path,
    calendar: Path | None,
    *,
    now: datetime.datetime,
    window_days: int,
    late_after_days: int,
) -> Written:
    """Write the report into `folder`, and reminders into `calendar`; both outside of what is published or sealed.

    Raises:
        SiteGenError: no site that loads.
        UnwritableError: `folder` holds other files, or `calendar` is there and no calendar.
    """
    refuse_site_folders(options, folder)
    refuse_foreign_report(folder, JSON_FILE, is_work)
    if calendar is not None:
        refuse_site_folders(options, calendar)
        _refuse_other(calendar)
    work = read_work(options.root, now, window_days=window_days, late_after_days=late_after_days)
    contents = ((HTML_FILE, format_page(work)), (JSON_FILE, format_work(work)), (CSV_FILE, format_table(work)))
    files = write_report(folder, contents)
    if calendar is None:
        return Written(work, files)
    host = urlsplit(Desk(options.root, now).site.base_url).hostname or "localhost"
    write_durably(calendar, format_calendar(work, host=host, now=now))
    return Written(work, (*files, calendar))


def _refuse_other(calendar: Path) -> None:
    """Make sure that nothing but an older calendar is replaced."""
    hint = "name another file with --ics"
    try:
        if calendar.is_dir():
            raise UnwritableError(f"{calendar} is a folder", hint=hint)
        if calendar.exists() and not calendar.read_bytes().startswith(_CALENDAR):
            raise UnwritableError(f"{calendar} is there and is no calendar", hint=hint)
    except OSError as error:
        raise UnwritableError(f"cannot look at {calendar}: {error.strerror}", hint=hint) from error
