"""`site-gen report compliance|compare|cards|transparency`, and the reports that have files of their own."""

from __future__ import annotations

from pathlib import Path

import click

from site_gen.cli import console
from site_gen.cli.build import read_date
from site_gen.cli.folders import output_folder, report_folder, shown
from site_gen.cli.main import EXIT_FINDINGS
from site_gen.cli.report_calendar import calendar
from site_gen.cli.report_channels import channels
from site_gen.cli.report_freshness import freshness
from site_gen.cli.report_pictures import pictures
from site_gen.cli.report_replies import replies
from site_gen.cli.report_team import team, today
from site_gen.cli.report_visuals import visuals


@click.group("report", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """What a person needs to see of a site: documents to read, hand on and compare. Nothing is published."""


@command.command(
    "compliance",
    short_help="Write a pack for an auditor.",
    epilog="\b\nExamples:\n  site-gen report compliance\n"
    "  site-gen report compliance --as-of 2026-11-24 --out ~/audit/2026-11\n"
    "  site-gen report compliance --site public",
)
@click.option("--out", metavar="DIR", help="The folder to write to (default: reports/compliance-DATE/ in the site).")
@click.option("--site", "built", metavar="DIR", help="Look at the pages in this folder instead of rendering them.")
@click.option("--as-of", metavar="DATE", help="The date by which to judge (default: today).")
@click.option("--full", is_flag=True, help="Look at everything again; the result is the same.")
@click.option("--jobs", metavar="N", type=click.IntRange(0, 256), default=0, help="Processes (default: one a core).")
@click.pass_obj
def compliance(root: Path, out: str | None, built: str | None, as_of: str | None, full: bool, jobs: int) -> int:
    """Check the site and write a pack for an auditor: compliance.html to read and print, compliance.json to compare.

    It says by which date, rules, policy and log the site was judged, what came of each rule, and what was not checked.
    It holds no review and no author, and is no legal advice. Exit 0: no errors; 1: errors, which are in the pack; 2:
    nothing could be written.
    """
    from site_gen.pipeline.compliance import write_compliance
    from site_gen.pipeline.options import BuildOptions
    from site_gen.report.compliance.words import count_outcomes
    from site_gen.report.text import format_report, summary

    date = read_date(as_of, root)
    folder = report_folder(root, out, f"compliance-{date}")
    options = BuildOptions(
        root=root,
        out=output_folder(root),
        as_of=date,
        full=full,
        jobs=jobs,
        built=Path(built).resolve() if built else None,
    )
    with console.progress("checking") as progress:
        done = write_compliance(options, folder, progress)
    if done.pack is None:
        console.report(format_report(done.report, console.paint).rstrip("\n"))
        console.report("no pack was written: the site does not load")
        return EXIT_FINDINGS
    for file in done.files:
        console.report(f"wrote {shown(file)}")
    console.report(count_outcomes(done.pack.outcomes))
    console.report(summary(done.report))
    return EXIT_FINDINGS if done.report.errors else 0


@command.command(
    "compare",
    short_help="Say what changed between two packs.",
    epilog="\b\nExamples:\n  site-gen report compare reports/compliance-2026-08-31 reports/compliance-2026-11-24\n"
    "  site-gen report compare --format json old.json new.json",
)
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to write it.")
def compare(old: Path, new: Path, form: str) -> int:
    """Say what changed from compliance pack OLD to NEW: each a compliance.json, or the folder with it.

    Rules, findings, counts, exclusions, policy, tool and log. Exit 0: nothing got worse; 1: new errors or warnings, a
    rule that is gone or does not pass any more, or a log that shrank, forked or is gone; 2: not two packs.
    """
    from site_gen.pipeline.compliance import compare_compliance
    from site_gen.report.compliance.changes import format_changes, format_changes_json

    changes = compare_compliance(old, new)
    text = format_changes_json(changes) if form == "json" else format_changes(changes, console.paint)
    console.formatted(text, form)
    return EXIT_FINDINGS if changes.worse else 0


@command.command(
    "cards",
    short_help="Write sheets of cards that ask for a review.",
    epilog="\b\nExamples:\n  site-gen report cards\n"
    "  site-gen report cards --location downtown --paper a4\n"
    "  site-gen report cards --language es --out ~/to-print",
)
@click.option("--out", metavar="DIR", help="The folder to write to (default: reports/review-cards/ in the site).")
@click.option("--location", "locations", metavar="SLUG", multiple=True, help="Only this location; may be repeated.")
@click.option("--language", "languages", metavar="TAG", multiple=True, help="What the cards speak; up to three.")
@click.option("--paper", type=click.Choice(["letter", "a4"]), help="The paper (default: that of the country).")
@click.pass_obj
def cards(
    root: Path, out: str | None, locations: tuple[str, ...], languages: tuple[str, ...], paper: str | None
) -> int:
    """Write a sheet of cards with a QR code for each location that has a place to leave a review.

    A code leads to the site's own page /review-us/, so that a card stays right when links change. All cards say
    the same and name no site. Open a sheet in a browser and print it at 100 %. Exit 0: written; 1: settings or
    locations do not load; 2: nothing could be written.
    """
    from site_gen.pipeline.options import BuildOptions
    from site_gen.pipeline.review_cards import CardOptions, write_cards
    from site_gen.report.text import format_finding

    folder = report_folder(root, out, "review-cards")
    options = BuildOptions(root=root, out=output_folder(root), as_of=read_date(None, root))
    done = write_cards(options, CardOptions(locations, languages, paper), folder)
    if done.findings:
        for finding in done.findings:
            console.report(format_finding(finding, console.paint).rstrip("\n"))
        console.report("no cards were written: settings or locations do not load")
        return EXIT_FINDINGS
    for file in done.files:
        console.report(f"wrote {shown(file)}")
    for name, reason in done.without:
        console.note(f"{name}: {reason}")
    return 0


@command.command(
    "transparency",
    short_help="Count what came in, is shown and is withheld.",
    epilog="\b\nExamples:\n  site-gen report transparency\n"
    "  site-gen report transparency --minimum 30 --out ~/board/2026-11",
)
@click.option("--out", metavar="DIR", help="The folder to write to (default: reports/transparency/ in the site).")
@click.option(
    "--minimum",
    metavar="N",
    type=click.IntRange(1, 1_000_000),
    default=10,
    help="List providers with N received reviews or more, add up the others (default: 10).",
)
@click.option("--as-of", metavar="DATE", help="The date that the report bears (default: today).")
@click.pass_obj
def transparency(root: Path, out: str | None, minimum: int, as_of: str | None) -> int:
    """Count reviews by the log alone: transparency.html to read and print, .json for programs, .csv for spreadsheets.

    Received, shown, withheld by reason and stars, waiting, erased, replaced; how many months it took; whether low
    ratings are withheld more often; and each provider with enough reviews. Of the site it reads log/, and name, address
    and key in site.yaml. Exit 0: done; 1: done, and entries of the log contradict each other; 2: nothing was written.
    """
    from site_gen.findings import count_of
    from site_gen.pipeline.options import BuildOptions
    from site_gen.pipeline.transparency import write_transparency

    options = BuildOptions(root=root, out=output_folder(root), as_of=read_date(as_of, root))
    folder = report_folder(root, out, "transparency")
    done = write_transparency(options, folder, minimum)
    for file in done.files:
        console.report(f"wrote {shown(file)}")
    reviews = done.report.reviews
    withheld = sum(map(sum, reviews.withheld.values()))
    console.report(
        f"{count_of(sum(reviews.received), 'review')} received, {sum(reviews.shown)} shown, {withheld} withheld, "
        f"{sum(reviews.pending)} waiting, {sum(reviews.erased)} erased"
    )
    if done.report.log.conflicts:
        console.report(f"{count_of(done.report.log.conflicts, 'conflict')} in the log: site-gen check names them")
    return EXIT_FINDINGS if done.report.log.conflicts else 0


command.add_command(channels)
command.add_command(calendar)
command.add_command(freshness)
command.add_command(pictures)
command.add_command(replies)
command.add_command(today)
command.add_command(team)
command.add_command(visuals)
