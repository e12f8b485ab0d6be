"""`site-gen report visuals`."""

from __future__ import annotations

from pathlib import Path

import click

from site_gen.cli import console
from site_gen.cli.build import read_date
from site_gen.cli.folders import output_folder, report_folder, shown
from site_gen.cli.main import EXIT_FINDINGS


@click.command(
    "visuals",
    short_help="Cut pictures of posts for their channels; list posts without.",
    epilog="\b\nExamples:\n  site-gen report visuals\n  site-gen report visuals flu-shots --out ~/to-post\n"
    "  site-gen report visuals --format json",
)
@click.argument("posts", metavar="[POST]...", nargs=-1)
@click.option("--out", metavar="DIR", help="The folder to write to (default: reports/visuals/ in the site).")
@click.option("--language", metavar="TAG", help="What the text alternatives speak (default: the site's first).")
@click.option("--as-of", metavar="DATE", help="The date by which posts are to come (default: today).")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print it.")
@click.pass_obj
def visuals(
    root: Path, posts: tuple[str, ...], out: str | None, language: str | None, as_of: str | None, form: str
) -> int:
    """Cut the picture of each POST, or of all posts to come, in the sizes of the channels that it goes to.

    Beside the pictures: visuals.html to look at, visuals.json for programs, and alt-text.txt with the words to post
    along. Posts without a picture or film are listed, and pictures that are too small for a channel. Nothing is posted
    anywhere. Exit 0: every post has one; 1: a post has none, or the site does not load; 2: nothing was written.
    """
    from site_gen.findings import count_of
    from site_gen.pipeline.options import BuildOptions
    from site_gen.pipeline.visuals import write_visuals
    from site_gen.report.text import format_finding
    from site_gen.report.visuals.work import format_json, format_text

    folder = report_folder(root, out, "visuals")
    options = BuildOptions(root=root, out=output_folder(root), as_of=read_date(as_of, root))
    with console.progress("cutting") as progress:
        done = write_visuals(options, posts, language, folder, progress)
    if done.visuals is None:
        for finding in done.findings:
            console.report(format_finding(finding, console.paint).rstrip("\n"))
        console.report("nothing was cut: the site does not load")
        return EXIT_FINDINGS
    if form == "json":
        console.json_data(format_json(done.visuals).decode().rstrip("\n"))
    else:
        for line in format_text(done.visuals):
            console.report(line)
        console.report(f"wrote {count_of(len(done.files), 'file')} into {shown(folder)}/")
    return EXIT_FINDINGS if done.visuals.without else 0
