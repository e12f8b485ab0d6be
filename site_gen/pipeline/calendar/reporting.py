"""Writes the report about the content calendar, with what an analytics file says about its posts."""

from __future__ import annotations

import datetime
import zoneinfo
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from site_gen.calendar.events import reason_of
from site_gen.calendar.history import history
from site_gen.calendar.metrics import Measured, Unknown, columns_of, measure
from site_gen.errors import SiteGenError, UnreadableError
from site_gen.intake.reviews.encoding import in_utf8
from site_gen.intake.tables import sniff_delimiter, table_rows, table_text
from site_gen.model.alert import Alert
from site_gen.model.plan import Slot
from site_gen.pipeline.calendar.agenda import Agenda, read_agenda
from site_gen.pipeline.options import BuildOptions
from site_gen.pipeline.report_place import refuse_site_folders
from site_gen.report.calendar.page import format_page
from site_gen.report.calendar.table import format_table
from site_gen.report.calendar.work import (
    CSV_FILE,
    HTML_FILE,
    JSON_FILE,
    Calendar,
    Line,
    Planned,
    Result,
    Results,
    Strip,
    format_json,
    is_calendar,
)
from site_gen.write.report_folder import refuse_foreign_report, write_report


class Written(NamedTuple):
    """What was found, and the files."""

    calendar: Calendar
    files: tuple[Path, ...]


def write_calendar(
    options: BuildOptions, folder: Path, *, first: datetime.date | None, months: int, metrics: Path | None
) -> Written:
    """Write the report of some months from that of `first` on, or of today, into `folder`.

    Raises:
        SiteGenError: no site that loads, or `metrics` is no table about posts.
        UnwritableError: `folder` holds other files, or is published, sealed or content.
    """
    refuse_site_folders(options, folder)
    refuse_foreign_report(folder, JSON_FILE, is_calendar)
    calendar = read_calendar(options, first=first, months=months, metrics=metrics)
    contents = (
        (HTML_FILE, format_page(calendar)),
        (JSON_FILE, format_json(calendar)),
        (CSV_FILE, format_table(calendar)),
    )
    return Written(calendar, write_report(folder, contents))


def calendar_page(options: BuildOptions, months: int) -> bytes:
    """Give the document about the months from now on, for a preview.

    Raises:
        SiteGenError: no site that loads.
    """
    return format_page(read_calendar(options, first=None, months=months, metrics=None), has_files=False)


def read_calendar(options: BuildOptions, *, first: datetime.date | None, months: int, metrics: Path | None) -> Calendar:
    """Give the calendar of whole months.

    Raises:
        SiteGenError: no site that loads, or `metrics` is no table about posts.
    """
    agenda = read_agenda(options)
    zone = zoneinfo.ZoneInfo(agenda.site.time_zone)
    begin = (first or agenda.now.astimezone(zone).date()).replace(day=1)
    month = begin.month - 1 + months
    end = datetime.date(begin.year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)
    posts = [_planned(slot, agenda, zone) for slot in agenda.all_slots]
    dated = [one for one in posts if one.at is not None]
    names = {ident: channel.name for ident, channel in agenda.channels.items()} | {"website": "Website"}
    return Calendar(
        practice=agenda.site.name,
        now=agenda.now.astimezone(zone).replace(microsecond=0),
        zone=agenda.site.time_zone,
        first=begin,
        last=end,
        posts=tuple(sorted((one for one in dated if begin <= _day(one) <= end), key=_order)),
        undated=tuple(one for one in posts if one.at is None),
        alerts=tuple(_strips(agenda.practice.alerts, zone)),
        log=tuple(_lines(agenda, zone)),
        channels=names,
        unread=tuple(dict.fromkeys(one.path for one in agenda.findings)),
        results=_results(metrics, agenda) if metrics else None,
    )


def _planned(slot: Slot, agenda: Agenda, zone: zoneinfo.ZoneInfo) -> Planned:
    post = slot.post
    hour = slot.at or slot.planned
    return Planned(
        post=post.slug,
        title=post.title,
        state=slot.state,
        status=post.status,
        at=hour.astimezone(zone) if hour else None,
        was=slot.planned.astimezone(zone) if slot.is_moved and slot.planned else None,
        channels=post.channels,
        audiences=post.audiences,
        topics=post.topics,
        summary=post.summary or "",
        approved_by=tuple(one.by for one in post.approvals),
        reason=reason_of(slot),
        is_left_out=post.slug in agenda.left_out,
    )


def _day(one: Planned) -> datetime.date:
    assert one.at is not None, "only what has an hour has a day"
    return one.at.date()


def _order(one: Planned) -> tuple[float, str]:
    return (one.at.timestamp() if one.at else 0.0, one.post)


def _strips(alerts: tuple[Alert, ...], zone: zoneinfo.ZoneInfo) -> Iterator[Strip]:
    for alert in sorted(alerts, key=lambda one: (one.starts_at, one.slug)):
        last = alert.ends_at - datetime.timedelta(microseconds=1) if alert.ends_at else None
        yield Strip(
            alert=alert.slug,
            title=alert.title,
            severity=alert.severity,
            first_on=alert.starts_at.astimezone(zone).date(),
            last_on=last.astimezone(zone).date() if last else None,
        )


def _lines(agenda: Agenda, zone: zoneinfo.ZoneInfo) -> Iterator[Line]:
    for one in history(agenda.all_slots, agenda.now):
        yield Line(
            on=one.on.astimezone(zone),
            what=one.what,
            post=one.post,
            by=f"alert {one.by}" if one.kind == "alert" else one.by,
            why=one.why,
            goes_out=one.goes_out.astimezone(zone) if one.goes_out else None,
        )


def _results(file: Path, agenda: Agenda) -> Results:
    """Read an analytics file."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UnreadableError(
            f"cannot read {file}: {error.strerror}", hint="name a CSV table with --metrics"
        ) from error
    text = table_text(in_utf8(file.name, data, "windows-1252"))
    rows = table_rows(text, sniff_delimiter(text))
    _number, names = next(rows)
    columns = columns_of(names)
    if not columns.is_enough:
        hint = "it needs post, utm_content or url, one of impressions, clicks, engagements, and channel or utm_source"
        raise SiteGenError(f"{file.name} says nothing about posts: its columns are {', '.join(names)}", hint=hint)
    posts = frozenset(slot.post.slug for slot in agenda.all_slots)
    return _added_up(file.name, list(measure(rows, columns, posts, agenda.channels)))


def _added_up(name: str, found: list[Measured | Unknown]) -> Results:
    sums: dict[tuple[str, str], list[Measured]] = defaultdict(list)
    for one in found:
        if isinstance(one, Measured):
            sums[one.post, one.channel].append(one)
    channels = sorted({channel for _post, channel in sums})
    known = [one for one in found if isinstance(one, Measured)]
    by_channel = (_result([one for one in known if one.channel == channel], "", channel) for channel in channels)
    return Results(
        file=name,
        rows=len(found),
        by_post_and_channel=tuple(_result(rows, *key) for key, rows in sorted(sums.items())),
        by_channel=tuple(by_channel),
        total=_result(known, "", ""),
        unknown=tuple((one.row, one.why) for one in found if isinstance(one, Unknown)),
    )


def _result(rows: list[Measured], post: str, channel: str) -> Result:
    sums = {name: sum(one.numbers.get(name, 0) for one in rows) for name in ("impressions", "clicks", "engagements")}
    return Result(post=post, channel=channel, rows=len(rows), **sums)
