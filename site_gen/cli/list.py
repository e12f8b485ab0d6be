"""`site-gen list future|expired|due`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_gen.cli import console
from site_gen.cli.build import read_moment
from site_gen.cli.folders import output_folder

if TYPE_CHECKING:
    from site_gen.pipeline.by_clock import Which
    from site_gen.report.by_clock import PostRow


@click.command(
    "list",
    epilog="\b\nExamples:\n  site-gen list future\n  site-gen list due --as-of 2026-12-01T09:00:00-06:00\n"
    "  site-gen list expired --format json",
)
@click.argument("which", type=click.Choice(["future", "expired", "due"]))
@click.option("--as-of", metavar="DATE", help="The date to count by, or an instant (default: now).")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to write (default: text)."
)
@click.pass_obj
def command(root: Path, which: Which, as_of: str | None, form: str) -> None:
    """List posts by their time: those to come, those that are over, or those that wait for somebody.

    future: everything with a date ahead, and what is held. expired: what stands on the site no more. due: what was not
    approved at its hour, and what went out on other channels than the website without a note that it was published.
    """
    from site_gen.findings import count_of
    from site_gen.pipeline.by_clock import list_posts
    from site_gen.pipeline.options import BuildOptions
    from site_gen.report.by_clock import format_posts

    moment = read_moment(as_of, root)
    options = BuildOptions(root=root, out=output_folder(root), as_of=moment.day, at=moment.at)
    at, rows = list_posts(options, which)
    if form == "json":
        console.json_data(format_posts(which, at, rows))
        return
    for row in rows:
        console.report(_line(row))
    console.note(count_of(len(rows), "post"))


def _line(row: PostRow) -> str:
    at = row.goes_out_at or row.planned_at
    date = at.strftime("%Y-%m-%d %H:%M") if at else "no date yet     "
    channels = ", ".join(row.channels) or "no channel"
    why = f"\n  {row.why}" if row.why else ""
    return f"{date}  {console.paint(row.state, 'bold')}  {row.path}  {row.title} ({channels}){why}"
