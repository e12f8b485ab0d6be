"""`site-gen report pictures`."""

from __future__ import annotations

from pathlib import Path

import click

from site_gen.cli import console
from site_gen.cli.build import read_date
from site_gen.cli.folders import output_folder, report_folder, shown
from site_gen.cli.main import EXIT_FINDINGS


@click.command(
    "pictures",
    short_help="Draw pictures of providers for social networks.",
    epilog="\b\nExamples:\n  site-gen report pictures\n  site-gen report pictures amara-okafor --out ~/to-post\n"
    "  site-gen report pictures --language es",
)
@click.argument("providers", metavar="[PROVIDER]...", nargs=-1)
@click.option("--out", metavar="DIR", help="The folder to write to (default: reports/pictures/ in the site).")
@click.option("--language", metavar="TAG", help="What the pictures speak (default: the site's first language).")
@click.option("--as-of", metavar="DATE", help="The date by which ratings count (default: today).")
@click.pass_obj
def pictures(root: Path, providers: tuple[str, ...], out: str | None, language: str | None, as_of: str | None) -> int:
    """Draw a square, a story and a wide picture of each PROVIDER, or of everybody, and write what they show as text.

    Name, specialty, and the rating as it stands on the page; never a word of a review. alt-text.txt and PROVIDER.txt
    hold the text alternatives to post along. Exit 0: drawn; 1: drawn, and the site has errors, or somebody was left
    out; 2: nothing could be written.
    """
    from site_gen.findings import count_of
    from site_gen.pipeline.options import BuildOptions
    from site_gen.pipeline.social import write_pictures
    from site_gen.report.text import format_report

    folder = report_folder(root, out, "pictures")
    options = BuildOptions(root=root, out=output_folder(root), as_of=read_date(as_of, root))
    with console.progress("drawing") as progress:
        done = write_pictures(options, providers, language, folder, progress)
    if not done.files:
        console.report(format_report(done.report, console.paint).rstrip("\n"))
        console.report("nothing was drawn: the site does not load")
        return EXIT_FINDINGS
    console.report(f"wrote {count_of(len(done.files), 'file')} into {shown(folder)}/")
    for slug, reason in done.without:
        console.report(f"{slug} was left out: {reason}")
    if done.report.errors:
        console.report(f"{count_of(len(done.report.errors), 'error')} in the site: site-gen check names them")
    return EXIT_FINDINGS if done.report.errors or done.without else 0
