"""Writes the calendar for posting tools and calendars: everything, or what changed since an earlier export."""

from __future__ import annotations

import datetime
import hashlib
import zoneinfo
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from site_gen.calendar.events import events, gone_event, reason_of, sequence_of
from site_gen.calendar.ics import format_calendar
from site_gen.calendar.outgoing import Outgoing, Refused, for_tool, is_bare
from site_gen.calendar.postiz import postiz_files
from site_gen.calendar.record import (
    CHANGES_FILE,
    RECORD_FILE,
    Change,
    Entry,
    Export,
    changes_table,
    compare,
    format_export,
    read_export,
)
from site_gen.calendar.table import table_files
from site_gen.calendar.tools import Tool, posting_tools
from site_gen.errors import SiteGenError, UnreadableError
from site_gen.model.plan import Slot
from site_gen.model.post import WEBSITE
from site_gen.pipeline.calendar.agenda import Agenda, going_out, read_agenda
from site_gen.pipeline.options import BuildOptions
from site_gen.pipeline.report_place import refuse_site_folders
from site_gen.write.report_folder import refuse_foreign_report, write_report

ICS = "ics"
"""The target that is no posting tool: a calendar."""


class Wanted(NamedTuple):
    """What to export: for a target, of days from `first` to `last`, of one channel; None for all.

    `since` is the `export.json` of an earlier export, or the folder that it is in.
    """

    target: str
    folder: Path
    first: datetime.date | None = None
    last: datetime.date | None = None
    channel: str | None = None
    since: Path | None = None


class Exported(NamedTuple):
    """What was written: `rows` posts in `files`; `changes` where an earlier export was given.

    `elsewhere` counts what is for channels that the target knows nothing of, `bare` are posts to which somebody must
    attach a picture by hand. `left_out` are posts with an error of their own.
    """

    files: tuple[Path, ...]
    rows: int
    refused: tuple[Refused, ...]
    elsewhere: int
    bare: tuple[str, ...]
    left_out: tuple[str, ...]
    unread: tuple[str, ...]
    changes: tuple[Change, ...] | None = None


def targets() -> tuple[str, ...]:
    """Give the names of all targets."""
    return (ICS, *posting_tools())


def export_calendar(options: BuildOptions, wanted: Wanted) -> Exported:
    """Write an export into its folder, with a record of what it holds.

    Raises:
        SiteGenError: no such channel, or the earlier export is of another target or site.
        UnwritableError: the folder holds something else.
    """
    refuse_site_folders(options, wanted.folder)
    refuse_foreign_report(wanted.folder, RECORD_FILE, lambda data: read_export(data) is not None)
    before = _read_before(wanted) if wanted.since else None
    agenda = read_agenda(options)
    if before is not None and before.site != agenda.site.base_url:
        raise SiteGenError(f"{wanted.since} is of {before.site}, this site is {agenda.site.base_url}")
    if wanted.channel not in (None, WEBSITE, *agenda.channels):
        known = ", ".join(agenda.channels) or "none"
        raise SiteGenError(f"no channel {wanted.channel}", hint=f"content/channels.yaml has {known}")
    if wanted.target == ICS:
        return _export_ics(agenda, wanted, before)
    return _export_for_tool(agenda, wanted, before, options.out)


def _export_for_tool(agenda: Agenda, wanted: Wanted, before: Export | None, out: Path) -> Exported:
    tool = posting_tools()[wanted.target]
    if wanted.channel is not None:
        channel = agenda.channels.get(wanted.channel)
        if channel is None or channel.platform not in tool.platforms:
            hint = f"it posts to {', '.join(sorted(tool.platforms))}"
            raise SiteGenError(f"{wanted.target} does not post to {wanted.channel}", hint=hint)
    published = frozenset(file for file in agenda.media.values() if file and (out / file).is_file())
    found = [
        one
        for one in going_out(agenda, published)
        if wanted.channel in (None, one.channel if isinstance(one, Refused) else one.channel.id)
    ]
    there = frozenset(before.entries) if before else frozenset()
    done = for_tool(found, wanted.target, tool, agenda.now, lambda one: _entry(one) in there)
    here = {one.key: _entry(one) for one in done.items}
    inside = {one.key for one in done.items if _is_inside(one.at, wanted, agenda)}
    changes = None
    if before is not None:
        known = {entry.key for entry in before.entries}
        old = [entry for entry in before.entries if wanted.channel in (None, entry.channel)]
        why = _reasons(agenda.all_slots) | {one.post: one.reason for one in done.refused}
        found_changes = compare(old, here.values(), agenda.now, why)
        changes = tuple(one for one in found_changes if one.what != "added" or one[:2] in inside)
        inside = {one[:2] for one in changes if one.what != "cancelled"}
        others = [one for one in before.entries if wanted.channel not in (None, one.channel)]
        kept = [*others, *(entry for key, entry in here.items() if key in known or key in inside)]
    else:
        kept = [entry for key, entry in here.items() if key in inside]
    items = [one for one in done.items if one.key in inside]
    files = list(_tool_files(wanted.target, tool, items, agenda.site.time_zone))
    bare = tuple(dict.fromkeys(one.post.slug for one in items if is_bare(one, tool)))
    written = _write(wanted, agenda, files, kept, done.refused, changes)
    return Exported(written, len(items), done.refused, done.elsewhere, bare, agenda.left_out, _unread(agenda), changes)


def _entry(one: Outgoing) -> Entry:
    return Entry(*one.key, one.at, one.digest)


def _export_ics(agenda: Agenda, wanted: Wanted, before: Export | None) -> Exported:
    every = [slot for slot in agenda.slots if (slot.at or slot.planned) is not None]
    dated = [slot for slot in every if wanted.channel is None or wanted.channel in slot.post.channels]
    is_same = before is None or before.channel == wanted.channel
    known = {entry.post: entry for entry in before.entries} if before else {}
    here = {slot.post.slug: _event_entry(slot, known.get(slot.post.slug), agenda.now) for slot in dated}
    inside = {slot.post.slug for slot in dated if _is_inside(_hour(slot), wanted, agenda)}
    changes = None
    if before is not None:
        of_others = set() if is_same else {slot.post.slug for slot in every} - here.keys()
        old = [entry for entry in known.values() if entry.post not in of_others]
        found = compare(old, here.values(), agenda.now, _reasons(agenda.all_slots))
        changes = tuple(one for one in found if one.what != "added" or one.post in inside)
        inside = {one.post for one in changes}
    gone = {slug: _gone_entry(known[slug]) for slug in inside if slug not in here}
    kept = known | {slug: entry for slug, entry in here.items() if slug in inside} | gone
    sequences = {slug: entry.sequence for slug, entry in here.items()}
    base_url, now = agenda.site.base_url, agenda.now
    told = [
        *events([slot for slot in dated if slot.post.slug in inside], base_url, now, sequences),
        *(gone_event(one.post, one.at, base_url, now, one.sequence) for _, one in sorted(gone.items())),
    ]
    files = [("calendar.ics", format_calendar(told, f"Posts, {agenda.site.name}"))] if told else []
    written = _write(wanted, agenda, files, list(kept.values()), (), changes, wanted.channel if is_same else None)
    return Exported(written, len(told), (), 0, (), agenda.left_out, _unread(agenda), changes)


def _event_entry(slot: Slot, known: Entry | None, now: datetime.datetime) -> Entry:
    """Give the entry of an event; its sequence goes up where it differs from the one that is known."""
    state = f"{slot.state in ('held', 'replaced')}{slot.post.title}{slot.post.summary}{slot.post.channels}"
    digest = hashlib.sha256(state.encode()).hexdigest()[:16]
    sequence = sequence_of(slot, now)
    entry = Entry(slot.post.slug, "", _hour(slot), digest, slot.state in ("held", "replaced"), sequence)
    if known is None:
        return entry
    is_same = (known.at, known.digest) == (entry.at, digest)
    return Entry(*entry.key, entry.at, digest, entry.is_cancelled, max(sequence, known.sequence + (not is_same)))


def _gone_entry(known: Entry) -> Entry:
    """Give the entry of an event whose post has no hour any more; whatever comes back under its id differs from it."""
    return Entry(*known.key, known.at, "", is_cancelled=True, sequence=known.sequence + 1)


def _hour(slot: Slot) -> datetime.datetime:
    hour = slot.at or slot.planned
    assert hour is not None, "only what has an hour is an event"
    return hour


def _is_inside(at: datetime.datetime, wanted: Wanted, agenda: Agenda) -> bool:
    day = at.astimezone(zoneinfo.ZoneInfo(agenda.site.time_zone)).date()
    return (wanted.first is None or wanted.first <= day) and (wanted.last is None or day <= wanted.last)


def _tool_files(name: str, tool: Tool, items: Sequence[Outgoing], zone: str) -> Iterator[tuple[str, bytes]]:
    return postiz_files(name, tool, items) if tool.form == "json" else table_files(name, tool, items, zone)


def _reasons(slots: Sequence[Slot]) -> dict[str, str]:
    return {slot.post.slug: reason for slot in slots if (reason := reason_of(slot))}


def _write(
    wanted: Wanted,
    agenda: Agenda,
    files: list[tuple[str, bytes]],
    entries: Sequence[Entry],
    refused: tuple[Refused, ...],
    changes: tuple[Change, ...] | None,
    channel: str | None = None,
) -> tuple[Path, ...]:
    """Write the files and the record; what an earlier export left in the folder goes."""
    if changes is not None:
        files.append((CHANGES_FILE, changes_table(changes)))
    export = Export(
        target=wanted.target,
        site=agenda.site.base_url,
        made_at=agenda.now,
        entries=tuple(sorted(entries, key=lambda one: (one.at, one.key))),
        refused=refused,
        files=tuple(name for name, _ in files),
        channel=channel,
    )
    old = read_export((wanted.folder / RECORD_FILE).read_bytes()) if (wanted.folder / RECORD_FILE).is_file() else None
    written = write_report(wanted.folder, [*files, (RECORD_FILE, format_export(export))])
    for name in set(old.files if old else ()) - set(export.files):
        if Path(name).name == name:
            (wanted.folder / name).unlink(missing_ok=True)
    return written


def _read_before(wanted: Wanted) -> Export:
    assert wanted.since is not None, "asked for"
    place = wanted.since / RECORD_FILE if wanted.since.is_dir() else wanted.since
    hint = f"give the {RECORD_FILE} that an earlier export wrote, or its folder"
    try:
        export = read_export(place.read_bytes())
    except OSError as error:
        raise UnreadableError(f"cannot read {place}: {error.strerror}", hint=hint) from error
    if export is None:
        raise SiteGenError(f"{place} is no record of an export", hint=hint)
    if export.target != wanted.target:
        raise SiteGenError(f"{place} is of an export for {export.target}, not for {wanted.target}", hint=hint)
    return export


def _unread(agenda: Agenda) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.path for one in agenda.findings))
