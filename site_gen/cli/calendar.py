"""`site-gen calendar export|hold|resume|log`."""

from __future__ import annotations

import zoneinfo
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_gen.cli import console, roles
from site_gen.cli.folders import output_folder, report_folder, shown
from site_gen.cli.main import EXIT_FINDINGS

if TYPE_CHECKING:
    from site_gen.calendar.history import Happened
    from site_gen.model.plan import Slot
    from site_gen.pipeline.calendar.exporting import Exported

_TARGETS = ("ics", "hootsuite", "social-planner", "postfast", "ayrshare", "postiz")
_MOST_NAMED = 20


@click.group("calendar", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """The content calendar: give it to posting tools, stop a post and let it go on, see what was moved and why."""


@command.command(
    "export",
    short_help="Write the calendar for a posting tool or a calendar.",
    epilog="\b\nExamples:\n  site-gen calendar export ics\n"
    "  site-gen calendar export hootsuite --channel facebook --from 2026-12-01 --to 2026-12-31\n"
    "  site-gen calendar export postfast --changes-since reports/calendar-postfast/export.json",
)
@click.argument("target", type=click.Choice(_TARGETS))
@click.option("--from", "first", metavar="DATE", help="Only what goes out on this day or later.")
@click.option("--to", "last", metavar="DATE", help="Only what goes out on this day or before.")
@click.option("--channel", metavar="ID", help="Only one channel of channels.yaml.")
@click.option("--out", metavar="DIR", help="The folder to write to (default: reports/calendar-TARGET/ in the site).")
@click.option(
    "--changes-since", "since", metavar="FILE", help="Only what is new since an earlier export: its export.json."
)
@click.option("--as-of", metavar="DATE", help="The date by which posts are to come, or an instant (default: now).")
@click.pass_obj
def export(
    root: Path,
    target: str,
    first: str | None,
    last: str | None,
    channel: str | None,
    out: str | None,
    since: str | None,
    as_of: str | None,
) -> int:
    """Write what is still to go out, approved and not held, in the form of TARGET. Nothing is sent anywhere.

    A text that is too long for its channel is refused and named, never cut. Files over the cap of the tool are split.
    With --changes-since there are only rows for what was added, moved or edited, and changes.csv says what to delete
    in the tool; calendars get cancellations, and no file where there is nothing to tell. Exit 0: written; 1: written,
    and posts were refused, left out for an error of their own, or do not load; 2: nothing was written.
    """
    from site_gen.cli.build import read_date, read_moment
    from site_gen.findings import count_of
    from site_gen.pipeline.calendar.exporting import Wanted, export_calendar
    from site_gen.pipeline.options import BuildOptions

    moment = read_moment(as_of, root)
    options = BuildOptions(root=root, out=output_folder(root), as_of=moment.day, at=moment.at)
    wanted = Wanted(
        target,
        report_folder(root, out, f"calendar-{target}"),
        read_date(first, root, "--from") if first else None,
        read_date(last, root, "--to") if last else None,
        channel,
        Path(since).expanduser().resolve() if since else None,
    )
    done = export_calendar(options, wanted)
    for file in done.files:
        console.report(f"wrote {shown(file)}")
    console.report(f"{count_of(done.rows, 'post')} for {target}{_changed(done)}")
    if target == "ics" and not done.rows:
        console.note("no calendar.ics, since there is nothing to tell: a calendar without events is none")
    return _tell(root, done)


def _changed(done: Exported) -> str:
    if done.changes is None:
        return ""
    counts = [(what, sum(one.what == what for one in done.changes)) for what in _WHAT]
    return ": " + (", ".join(f"{count} {what}" for what, count in counts if count) or "nothing changed")


_WHAT = ("added", "moved", "changed", "cancelled")


def _tell(root: Path, done: Exported) -> int:
    """Say what is not in the files; give the exit code."""
    from site_gen.findings import count_of

    if done.refused:
        console.report(f"{count_of(len(done.refused), 'post')} refused:")
    for one in done.refused[:_MOST_NAMED]:
        console.report(f"  {one.post} on {one.channel}: {one.reason}")
    if len(done.refused) > _MOST_NAMED:
        console.report(f"  and {len(done.refused) - _MOST_NAMED:,} more, all in export.json")
    if done.elsewhere:
        console.note(f"{count_of(done.elsewhere, 'post')} for channels that it does not post to")
    if done.bare:
        console.note(f"attach a picture or film by hand: {', '.join(done.bare)}")
    if done.left_out:
        console.note(f"left out for errors: {', '.join(done.left_out)}; {console.call(root)}check says why")
    for path in done.unread:
        console.note(f"{path} does not load; {console.call(root)}check says why")
    return EXIT_FINDINGS if done.refused or done.left_out or done.unread else 0


@command.command(
    "hold",
    short_help="Stop a post until somebody lets it go on.",
    epilog='\b\nExamples:\n  site-gen calendar hold flu-shots --reason "no vaccine until Thursday" --by marketing',
)
@click.argument("post")
@click.option("--reason", metavar="TEXT", required=True, help="Why; it stays in the file.")
@click.option("--by", metavar="ROLE", help=f"Who stops it, such as marketing (default: {roles.ROLE}).")
@click.pass_obj
def hold(root: Path, post: str, reason: str, by: str | None) -> int:
    """Stop POST: it goes out nowhere, and exports and calendars show it as cancelled.

    One that is out is taken off the site by the next build; elsewhere somebody has to delete it. Only holds: of the
    file of the post changes; comments stay. Exit 0: held; 2: not.
    """
    from site_gen.errors import SiteGenError
    from site_gen.pipeline.calendar.holding import hold_post

    if not 1 <= len(reason.strip()) <= 500:
        raise SiteGenError("--reason has 1 to 500 characters", hint="say it in a sentence")
    role = roles.named(roles.given_role(by), "who stops it?")
    done = hold_post(root, post, by=role, reason=reason.strip(), now=roles.now())
    console.report(f"held {post} in {done.path}")
    console.note(f"give it to your tools: {console.call(root)}calendar export TARGET --changes-since FILE")
    return 0


@command.command(
    "resume",
    short_help="Let a post go on that was stopped by hand.",
    epilog="\b\nExamples:\n  site-gen calendar resume flu-shots\n"
    "  site-gen calendar resume flu-shots --date 2026-12-03T09:00 --by marketing",
)
@click.argument("post")
@click.option("--date", metavar="DATE", help="When it goes out now, such as 2026-12-03T09:00.")
@click.option("--by", metavar="ROLE", help=f"Who lets it go on, such as marketing (default: {roles.ROLE}).")
@click.pass_obj
def resume(root: Path, post: str, date: str | None, by: str | None) -> int:
    """Let POST go on: as planned, or, where its hour has passed, on the next free day at the same time, or at --date.

    A date without an offset is in the zone of the post, or of the site. Exit 0: it goes on; 2: it does not.
    """
    from site_gen.pipeline.calendar.holding import resume_post

    given = roles.given_role(by)
    role = roles.named(given) if given else None
    done = resume_post(root, post, by=role, date=date, now=roles.now())
    console.report(f"resumed {post} in {done.path}: {_when(done.slot)}")
    return 0


@command.command(
    "log",
    short_help="Say what was held, moved or replaced, by whom and why.",
    epilog="\b\nExamples:\n  site-gen calendar log\n  site-gen calendar log --format csv > log.csv",
)
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", help="How to write it.")
@click.option("--as-of", metavar="DATE", help="A date, or an instant (default: now).")
@click.pass_obj
def log(root: Path, form: str, as_of: str | None) -> int:
    """Say what was held, moved or replaced, by which alert or person, and why: the oldest first.

    It is read off the files of posts and alerts; what was deleted there is in the history of the repository. Exit 0:
    read; 1: a file does not load; 2: no site.
    """
    import msgspec

    from site_gen.calendar.table import plain_table
    from site_gen.cli.build import read_moment
    from site_gen.pipeline.calendar.holding import read_past

    moment = read_moment(as_of, root)
    past = read_past(root, moment.at or moment.day)
    if form == "json":
        console.json_data(msgspec.json.format(msgspec.json.encode(past.lines), indent=2).decode())
    elif form == "csv":
        columns = ("on", "what", "post", "title", "kind", "by", "why", "was", "goes_out")
        plain = [msgspec.to_builtins(one) for one in past.lines]
        rows = [[one[column] or "" for column in columns] for one in plain]
        console.data(plain_table(columns, rows).decode().rstrip("\r\n"))
    else:
        console.report(f"in the time of {past.zone.key}:" if past.lines else "nothing was held, moved or replaced")
        for one in past.lines:
            console.report(_line(one, past.zone))
    for path in past.unread:
        console.note(f"{path} does not load; {console.call(root)}check says why")
    return EXIT_FINDINGS if past.unread else 0


def _line(one: Happened, zone: zoneinfo.ZoneInfo) -> str:
    by = f"the alert {one.by}" if one.kind == "alert" else one.by or "nobody named"
    goes_out = one.goes_out if one.what in ("moved", "resumed") else None
    goes = f", goes out {goes_out.astimezone(zone):%Y-%m-%d %H:%M}" if goes_out else ""
    why = f": {one.why}" if one.why else ""
    return f"{one.on.astimezone(zone):%Y-%m-%d %H:%M}  {one.what:8}  {one.post}, by {by}{why}{goes}"


def _when(slot: Slot) -> str:
    if slot.at is None:
        by = f" by the alert {slot.alert.slug}" if slot.alert else ""
        return f"{slot.state}{by}"
    zone = zoneinfo.ZoneInfo(slot.post.zone) if slot.post.zone else slot.at.tzinfo
    approved = "" if slot.post.is_ready else ", once it is approved"
    return f"goes out {slot.at.astimezone(zone):%Y-%m-%d %H:%M}{approved}"
