"""`site-gen report calendar`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_gen.cli import console
from site_gen.cli.folders import output_folder, report_folder, shown
from site_gen.cli.main import EXIT_FINDINGS

if TYPE_CHECKING:
    from site_gen.report.calendar.work import Results

_MOST_NAMED = 10


@click.command(
    "calendar",
    short_help="Write the content calendar by week and month, and what came of posts.",
    epilog="\b\nExamples:\n  site-gen report calendar\n  site-gen report calendar --from 2027-01-01 --months 12\n"
    "  site-gen report calendar --metrics ~/november.csv",
)
@click.option("--out", metavar="DIR", help="The folder to write to (default: reports/calendar/ in the site).")
@click.option("--from", "first", metavar="DATE", help="The first month, as a day of it (default: this month).")
@click.option("--months", metavar="N", type=click.IntRange(1, 36), default=3, help="How many months (3).")
@click.option("--metrics", metavar="FILE", help="A CSV export of analytics, by post and channel.")
@click.option("--as-of", metavar="DATE", help="A date, or an instant (default: now).")
@click.pass_obj
def calendar(
    root: Path, out: str | None, first: str | None, months: int, metrics: str | None, as_of: str | None
) -> int:
    """Write the content calendar: weeks and months as HTML, all of it as JSON and CSV.

    It shows what goes out where, what alerts and people moved, held and replaced, and why. With --metrics the numbers
    of an analytics file are added up by post and channel; rows that name neither are counted and told. Exit 0: written;
    1: a file does not load, a post is left out for an error, or rows of FILE are unknown; 2: nothing was written.
    """
    from site_gen.cli.build import read_date, read_moment
    from site_gen.findings import count_of
    from site_gen.pipeline.calendar.reporting import write_calendar
    from site_gen.pipeline.options import BuildOptions

    moment = read_moment(as_of, root)
    options = BuildOptions(root=root, out=output_folder(root), as_of=moment.day, at=moment.at)
    folder = report_folder(root, out, "calendar")
    begin = read_date(first, root, "--from") if first else None
    file = Path(metrics).expanduser() if metrics else None
    done = write_calendar(options, folder, first=begin, months=months, metrics=file)
    for written in done.files:
        console.report(f"wrote {shown(written)}")
    posts = done.calendar.posts
    counts = [(state, sum(one.state == state for one in posts)) for state in _STATES]
    told = ", ".join(f"{count} {state}" for state, count in counts if count)
    console.report(
        f"{count_of(len(posts), 'post')} from {done.calendar.first} to {done.calendar.last}: {told or 'none'}"
    )
    for path in done.calendar.unread:
        console.note(f"{path} does not load; {console.call(root)}check says why")
    left_out = [one.post for one in posts if one.is_left_out]
    if left_out:
        console.note(f"left out for errors: {', '.join(left_out)}; {console.call(root)}check says why")
    unknown = _tell_results(done.calendar.results)
    return EXIT_FINDINGS if done.calendar.unread or left_out or unknown else 0


_STATES = ("out", "scheduled", "draft", "idea", "held", "replaced", "missed", "expired")


def _tell_results(results: Results | None) -> int:
    """Say what came of the analytics file; give how many rows were not understood."""
    from site_gen.findings import count_of

    if results is None:
        return 0
    total = results.total
    console.report(
        f"{count_of(total.rows, 'row')} of {results.file}: {total.impressions:,} impressions, {total.clicks:,} clicks, "
        f"{total.engagements:,} engagements"
    )
    if results.unknown:
        console.report(f"{count_of(len(results.unknown), 'row')} not understood:")
    for row, why in results.unknown[:_MOST_NAMED]:
        console.report(f"  row {row}: {why}")
    if len(results.unknown) > _MOST_NAMED:
        console.report(f"  and {len(results.unknown) - _MOST_NAMED:,} more, all in calendar.json")
    return len(results.unknown)
