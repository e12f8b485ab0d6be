"""`site-gen report channels`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_gen.cli import console
from site_gen.cli.build import read_date
from site_gen.cli.folders import output_folder, report_folder, shown
from site_gen.cli.main import EXIT_FINDINGS

if TYPE_CHECKING:
    from site_gen.report.channels.overview import Outcome, Overview


@click.command(
    "channels",
    short_help="Write which channels fit which audiences, and what came of posts.",
    epilog="\b\nExamples:\n  site-gen report channels\n"
    "  site-gen report channels --conversions ~/exports/appointments.csv\n"
    "  site-gen report channels --conversions appointments.csv --map crm.yaml --out ~/board/2026-11",
)
@click.option("--out", metavar="DIR", help="The folder to write to (default: reports/channels/ in the site).")
@click.option("--conversions", metavar="FILE", help="An export of appointments with utm_source and age band, as CSV.")
@click.option("--map", "map_file", metavar="FILE", help="Which column of that export is what, as YAML.")
@click.option("--as-of", metavar="DATE", help="The date by which figures are old (default: today).")
@click.pass_obj
def channels(root: Path, out: str | None, conversions: str | None, map_file: str | None, as_of: str | None) -> int:
    """Write how channels fit audiences and posts, with a link and a QR code for each post and channel: HTML, JSON, CSV.

    With --conversions, what came of them by channel, age band and audience: visits, appointments, revenue. A file with
    names, contact or health data of patients is refused; numbers of fewer than eleven people are hidden. Exit 0:
    written; 1: written, and a file of posts, channels or audiences does not load; 2: nothing was written.
    """
    from site_gen.errors import SiteGenError
    from site_gen.findings import count_of
    from site_gen.pipeline.channels import write_channels
    from site_gen.pipeline.options import BuildOptions
    from site_gen.report.text import format_finding

    if map_file and not conversions:
        raise SiteGenError("--map without --conversions", hint="name the export, too: --conversions FILE")
    folder = report_folder(root, out, "channels")
    options = BuildOptions(root=root, out=output_folder(root), as_of=read_date(as_of, root))
    done = write_channels(options, folder, _path(conversions), _path(map_file))
    codes = [file for file in done.files if file.parent != folder]
    for file in done.files:
        if file.parent == folder:
            console.report(f"wrote {shown(file)}")
    if codes:
        console.report(f"wrote {count_of(len(codes), 'QR code')} into {shown(codes[0].parent)}/")
    _tell(done.overview)
    if done.overview.outcome is not None:
        _tell_outcome(done.overview.outcome)
        if done.not_read:
            console.note(f"not read: {', '.join(done.not_read)}")
    for finding in done.findings:
        console.report(format_finding(finding, console.paint).rstrip("\n"))
    return EXIT_FINDINGS if done.findings else 0


def _path(given: str | None) -> Path | None:
    return Path(given).expanduser().resolve() if given else None


def _tell(overview: Overview) -> None:
    from site_gen.findings import count_of

    on_missing = sum(any(one.verdict in ("poor", "language") for one in post.channels) for post in overview.posts)
    console.report(
        f"{count_of(len(overview.posts), 'post')}, {count_of(len(overview.channels), 'channel')}, "
        f"{count_of(len(overview.audiences), 'audience')}; on a channel that misses their audience: {on_missing:,}; "
        f"with an audience that none of their channels reaches: {sum(bool(post.missed) for post in overview.posts):,}"
    )
    if overview.can_staff is not None and overview.to_staff > overview.can_staff:
        console.report(f"{overview.to_staff} channels to look after, and hands for {overview.can_staff}")


def _tell_outcome(outcome: Outcome) -> None:
    from site_gen.findings import count_of
    from site_gen.report.channels.page import money

    hidden = sum(one.is_hidden for one in outcome.cells)
    visits = "" if outcome.visits is None else f"{outcome.visits:,} visits, "
    paid = "" if outcome.revenue is None else f", {money(outcome.revenue, outcome.currency)}"
    console.report(
        f"{visits}{count_of(outcome.conversions, 'appointment')}{paid} shown; {count_of(hidden, 'small number')} hidden"
    )
    for why, count in (outcome.unknown | outcome.unread).items():
        if count:
            console.report(f"{count_of(count, 'row')} not counted: {why}")
    if outcome.unknown_posts:
        console.report(f"{count_of(outcome.unknown_posts, 'row')} of posts that are not here")
