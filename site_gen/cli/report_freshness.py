"""`site-gen report freshness`."""

from __future__ import annotations

from pathlib import Path

import click

from site_gen.cli import console
from site_gen.cli.build import read_date
from site_gen.cli.folders import output_folder, report_folder, shown
from site_gen.cli.main import EXIT_FINDINGS


@click.command(
    "freshness",
    short_help="Write which profiles, credentials and policies are near their dates.",
    epilog="\b\nExamples:\n  site-gen report freshness\n  site-gen report freshness --within 90 --role compliance\n"
    "  site-gen report freshness --mail --out ~/to-send\n  site-gen report freshness --format csv > freshness.csv",
)
@click.option("--out", metavar="DIR", help="The folder to write to (default: reports/freshness/ in the site).")
@click.option(
    "--within", metavar="DAYS", type=click.IntRange(0, 3_650), default=30, help="How far ahead something is due (30)."
)
@click.option("--role", metavar="ROLE", help="Only what this role of content/team.yaml sees to.")
@click.option("--mail", is_flag=True, help="Write a letter for each role here, and as a draft into mail/.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", help="How to write it here."
)
@click.option("--as-of", metavar="DATE", help="The day (default: today).")
@click.pass_obj
def freshness(
    root: Path, out: str | None, within: int, role: str | None, mail: bool, form: str, as_of: str | None
) -> int:
    """Write which profiles, credentials, policies, responses, pages and media are past their day or near it, and whose.

    Profiles by verified_on, the oldest first. Written to stdout, and as HTML, JSON and CSV into the folder. With --mail
    a letter for each role, to paste, and a file for a mail program; nothing is sent. No data of patients is in it. Exit
    0: nothing is late; 1: something is, a profile has no verified_on, or a file does not load; 2: nothing was written.
    """
    from site_gen.errors import SiteGenError
    from site_gen.pipeline.freshness.reporting import write_freshness
    from site_gen.pipeline.options import BuildOptions
    from site_gen.report.freshness.mail import format_letters
    from site_gen.report.freshness.table import format_table
    from site_gen.report.freshness.words import format_text
    from site_gen.report.freshness.work import format_json

    if mail and form != "text":
        raise SiteGenError(f"--mail with --format {form}", hint="letters are text; the folder has JSON and CSV as well")
    folder = report_folder(root, out, "freshness")
    options = BuildOptions(root=root, out=output_folder(root), as_of=read_date(as_of, root))
    with console.progress("reading") as progress:
        done = write_freshness(options, folder, within_days=within, role=role, mail=mail, progress=progress)
    if form == "json":
        text = format_json(done.work).decode()
    elif form == "csv":
        text = format_table(done.work).decode()
    elif mail:
        text = format_letters(done.letters)
    else:
        text = format_text(done.work, console.paint)
    if text:
        console.report(text.rstrip("\r\n"))
    for file in done.files:
        console.note(f"wrote {shown(file)}")
    for path in done.work.unread:
        console.note(f"{path} does not load; {console.call(root)}check says why")
    late = done.work.count("late") or done.work.count("undated")
    return EXIT_FINDINGS if late or done.work.unread else 0
