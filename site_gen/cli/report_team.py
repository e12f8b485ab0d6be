"""`site-gen report today|team`."""

from __future__ import annotations

from pathlib import Path

import click

from site_gen.cli import console
from site_gen.cli.build import read_date, read_moment
from site_gen.cli.folders import output_folder, report_folder, shown
from site_gen.cli.main import EXIT_FINDINGS


@click.command(
    "today",
    short_help="Say what needs whom today.",
    epilog="\b\nExamples:\n  site-gen report today\n  site-gen report today --role compliance\n"
    "  site-gen report today --format json > today.json",
)
@click.option("--out", metavar="DIR", help="The folder to write to (default: reports/today/ in the site).")
@click.option("--role", metavar="ROLE", help="Only what is for this role of content/team.yaml.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to write it here.")
@click.option("--as-of", metavar="DATE", help="The day, or an instant (default: now).")
@click.option("--jobs", metavar="N", type=click.IntRange(0, 256), default=0, help="Processes (default: one a core).")
@click.pass_obj
def today(root: Path, out: str | None, role: str | None, form: str, as_of: str | None, jobs: int) -> None:
    """Say what needs whom today: reviews, replies, posts, alerts, profiles, policies, papers that run out.

    By the roles of content/team.yaml: a task stands with every role that has its duty, and with the one that stands in
    where a role has nobody. It checks the site first, so that what the rules find is in it. Written to stdout, and to
    today.html and today.json in the folder. No words of patients are in it. Exit 0: done; 2: the site does not load.
    """
    from site_gen.pipeline.options import BuildOptions
    from site_gen.pipeline.team.today import write_today
    from site_gen.report.team.today import format_text, format_today

    moment = read_moment(as_of, root)
    folder = report_folder(root, out, "today")
    options = BuildOptions(root=root, out=output_folder(root), as_of=moment.day, at=moment.at, jobs=jobs)
    with console.progress("checking") as progress:
        done = write_today(options, folder, role, progress)
    text = format_today(done.today).decode() if form == "json" else format_text(done.today, console.paint)
    console.formatted(text, form)
    for file in done.files:
        console.note(f"wrote {shown(file)}")


@click.command(
    "team",
    short_help="Say who does what, who stands in, and which vendors need an agreement.",
    epilog="\b\nExamples:\n  site-gen report team\n  site-gen report team --out ~/audit/team",
)
@click.option("--out", metavar="DIR", help="The folder to write to (default: reports/team/ in the site).")
@click.option("--as-of", metavar="DATE", help="The day (default: today).")
@click.pass_obj
def team(root: Path, out: str | None, as_of: str | None) -> int:
    """Write who does what by content/team.yaml: duties, people, training, vendors and their agreements; HTML and JSON.

    Exit 0: every duty has somebody, and every vendor that sees data of patients an agreement in force; 1: not so; 2:
    there is no team, or nothing could be written.
    """
    from site_gen.pipeline.options import BuildOptions
    from site_gen.pipeline.team.roster import write_roster

    folder = report_folder(root, out, "team")
    done = write_roster(BuildOptions(root=root, out=output_folder(root), as_of=read_date(as_of, root)), folder)
    for file in done.files:
        console.report(f"wrote {shown(file)}")
    nobody = [one.duty for one in done.roster.duties if not one.members]
    without = [one.name for one in done.roster.vendors if one.state in ("missing", "expired")]
    if nobody:
        console.report(f"nobody sees to: {', '.join(nobody)}")
    if without:
        console.report(f"no agreement in force with: {', '.join(without)}")
    return EXIT_FINDINGS if nobody or without else 0
