"""`site-gen check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_gen.cli import console
from site_gen.cli.build import read_moment
from site_gen.cli.folders import output_folder
from site_gen.cli.main import EXIT_FINDINGS

if TYPE_CHECKING:
    from site_gen.findings import Report

_FORMATS = ("text", "json", "sarif", "junit", "github")


@click.command(
    "check",
    epilog="\b\nExamples:\n  site-gen check\n  site-gen check --strict --select INT,RPL\n"
    "  site-gen check --format sarif > findings.sarif",
)
@click.option("--format", "form", type=click.Choice(_FORMATS), default="text", help="How to write it (default: text).")
@click.option("--site", "built", metavar="DIR", help="Look at the pages in this folder instead of rendering them.")
@click.option("--against", metavar="FILE", help="Compare with a directory export: roster or NPPES CSV, FHIR R4.")
@click.option("--map", "map_file", metavar="FILE", help="Which column of a roster is what (default: by their names).")
@click.option("--select", metavar="CODES", help="Rules or families only, such as INT,RPL701.")
@click.option("--strict", is_flag=True, help="Warnings fail, too.")
@click.option("--as-of", metavar="DATE", help="The date by which to judge, or an instant (default: now).")
@click.option("--full", is_flag=True, help="Look at everything again; the result is the same.")
@click.option("--jobs", metavar="N", type=click.IntRange(0, 256), default=0, help="Processes (default: one a core).")
@click.pass_obj
def command(
    root: Path,
    form: str,
    built: str | None,
    against: str | None,
    map_file: str | None,
    select: str | None,
    strict: bool,
    as_of: str | None,
    full: bool,
    jobs: int,
) -> int:
    """Say what is wrong in the content, the log and the pages, where and why, and publish nothing.

    With --site the pages are those of a folder that was built before, by whatever theme or tool; what they are to show
    is taken from the content here. With --against names, addresses and phones are compared with those of a directory.

    Exit 0: nothing fails; 1: errors, or with --strict warnings; 2: the site could not be read. What could not be looked
    at is said, and is not the same as passed. "site-gen explain CODE" prints the page of a rule.
    """
    from site_gen.check.select import only, parse_selection
    from site_gen.findings import Severity
    from site_gen.pipeline.build import check
    from site_gen.pipeline.options import BuildOptions
    from site_gen.pipeline.reporting import rule_codes

    chosen = None if select is None else parse_selection(select, rule_codes())
    moment = read_moment(as_of, root)
    options = BuildOptions(
        root=root,
        out=output_folder(root),
        as_of=moment.day,
        at=moment.at,
        full=full,
        jobs=jobs,
        built=Path(built).resolve() if built else None,
        against=Path(against) if against else None,
        against_map=Path(map_file) if map_file else None,
    )
    with console.progress("checking") as progress:
        report = check(options, progress)
    if chosen is not None:
        report = only(report, chosen)
    console.formatted(_format(report, form), form)
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return EXIT_FINDINGS if any(finding.severity in failing for finding in report.findings) else 0


def _format(report: Report, form: str) -> str:
    if form == "json":
        from site_gen.report.json_report import format_json

        return format_json(report)
    if form == "sarif":
        from site_gen.pipeline.rule_help import rule_help
        from site_gen.report.sarif import format_sarif

        return format_sarif(report, rule_help())
    if form == "junit":
        from site_gen.pipeline.reporting import rule_codes
        from site_gen.report.junit import format_junit

        return format_junit(report, rule_codes())
    if form == "github":
        from site_gen.report.github import format_github

        return format_github(report)
    from site_gen.report.text import format_report

    return format_report(report, console.paint)
