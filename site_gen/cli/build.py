"""`site-gen build`."""

from __future__ import annotations

import datetime
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from site_gen.cli import console
from site_gen.cli.folders import output_folder
from site_gen.cli.main import EXIT_FINDINGS
from site_gen.errors import SiteGenError

if TYPE_CHECKING:
    from site_gen.findings import Report
    from site_gen.pipeline.options import BuildResult

_MOST_NAMED = 3


@click.command(
    "build",
    epilog="\b\nExamples:\n  site-gen build\n  site-gen build --out /srv/www --base-url https://harbor.example\n"
    "  site-gen build --as-of 2026-11-24 --full\n  site-gen build --allow-left-out",
)
@click.option("--out", metavar="DIR", help="The output folder (default: public/ in the site's folder).")
@click.option("--as-of", metavar="DATE", help="The date that pages show and count by, or an instant (default: now).")
@click.option("--base-url", metavar="URL", help="Build for another address than the one in site.yaml.")
@click.option("--drafts", is_flag=True, help="Show what is not published yet, for a preview.")
@click.option("--full", is_flag=True, help="Render everything again; the result is the same.")
@click.option(
    "--allow-left-out", is_flag=True, help="Exit 0 where all errors are about what was left out of the output."
)
@click.option("--jobs", metavar="N", type=click.IntRange(0, 256), default=0, help="Processes (default: one a core).")
@click.pass_obj
def command(
    root: Path,
    out: str | None,
    as_of: str | None,
    base_url: str | None,
    drafts: bool,
    full: bool,
    allow_left_out: bool,
    jobs: int,
) -> int:
    """Build the site into a folder that any static host can serve.

    Only what changed is made again. While something blocks (an error in the report), nothing is published and the old
    output stays as it is.

    A picture, post, page or alert with an error of its own is left out, the rest is built, and the exit code is 1. With
    --allow-left-out it is 0 where no other error stands, so that a script goes on and publishes what was built, as
    site-gen deploy does.
    """
    from site_gen.pipeline.build import build
    from site_gen.pipeline.options import BuildOptions

    started = time.perf_counter()
    moment = read_moment(as_of, root)
    options = BuildOptions(
        root=root,
        out=output_folder(root, out),
        as_of=moment.day,
        at=moment.at,
        base_url=checked_url(base_url),
        drafts=drafts,
        full=full,
        jobs=jobs,
    )
    with console.progress("building") as progress:
        result = build(options, progress)
    return _show(result, root, options.out, time.perf_counter() - started, allow_left_out=allow_left_out)


def _show(result: BuildResult, root: Path, out: Path, seconds: float, *, allow_left_out: bool) -> int:
    """Write the report of a build; give the exit code."""
    from site_gen.check.gates import may_be_published
    from site_gen.findings import count_of
    from site_gen.report.text import format_report

    console.report(format_report(result.report, console.paint, brief=True).rstrip("\n"))
    if not result.published:
        console.report(f"nothing was published: {count_of(len(result.report.errors), 'error')} to mend first")
        return EXIT_FINDINGS
    checked = result.report.checked
    changed = count_of(len(result.changed), "file") if result.changed else "nothing"
    console.report(
        f"built {count_of(checked.providers, 'provider')} into {shown(out)}: "
        f"{count_of(result.files, 'file')}, {changed} changed, in {seconds:.1f} s"
    )
    inside = "" if root == Path.cwd() else f"-C {shown(root)} "
    note_lacks(result, inside, "build")
    console.note(f"to look at it: {console.invocation()} {inside}serve --open")
    errors = result.report.errors
    if allow_left_out and errors and may_be_published(result.report):
        note_left_out(result.report)
        return 0
    return EXIT_FINDINGS if errors else 0


def note_left_out(report: Report) -> None:
    """Say what an output lacks that has only errors about what was left out of it."""
    from site_gen.findings import count_of

    stay = any(one.code == "POL962" for one in report.errors)
    but = ", but for alerts and what is in the log (POL962)" if stay else ""
    console.note(f"{count_of(len(report.errors), 'error')}: what they are about was left out{but}")


def note_lacks(result: BuildResult, inside: str, command: str) -> None:
    """Remark what an output lacks: changes that came while it was built, and what is not in the review log."""
    if result.is_mixed:
        warning = console.paint_stderr("warning", "yellow")
        again = f"{command} again to show them all"
        console.note(f"{console.NAME}: {warning}: files changed while the site was built; {again}")
    if lacking := _lacking(result):
        console.note(f"not in the review log yet: {lacking}; {console.invocation()} {inside}seal appends it")


def _lacking(result: BuildResult) -> str:
    """Say what the log does not have of what was built; empty where it has everything, or where there is no log."""
    from site_gen.findings import count_of

    profiles = ", ".join(result.unsealed[:_MOST_NAMED])
    profiles += f" and {more:,} more" if (more := len(result.unsealed) - _MOST_NAMED) > 0 else ""
    others = sum(finding.code == "INT121" for finding in result.report.findings)
    parts = [f"{count_of(len(result.unsealed), 'profile')} ({profiles})"] if result.unsealed else []
    parts += [f"{count_of(others, 'other change' if parts else 'change')} (INT121)"] if others else []
    return ", ".join(parts)


def shown(path: Path) -> str:
    """Give a path as a person would write it from here."""
    try:
        return f"{path.relative_to(Path.cwd())}/"
    except ValueError:
        return f"{path}/"


class Moment(NamedTuple):
    """A day where the site is, and the instant of it that was given, None where only the day was."""

    day: datetime.date
    at: datetime.datetime | None = None


def read_moment(text: str | None, root: Path, option: str = "--as-of") -> Moment:
    """Read `--as-of` or another option: a date, or an instant with its offset; without either, the clock.

    Raises:
        SiteGenError: neither of them, or of no year from 1900 to 2100.
    """
    from site_gen.pipeline.site_folder import today

    if text is None:
        at = datetime.datetime.now(datetime.UTC)  # noqa: TID251 - the one place that reads the clock
    elif "T" not in text:
        return Moment(read_date(text, root, option))
    else:
        hint = "write it with its offset, such as 2026-11-24T09:30:00-06:00"
        try:
            at = datetime.datetime.fromisoformat(text)
        except ValueError as error:
            raise SiteGenError(f"{option} {text} is not an instant", hint=hint) from error
        if at.tzinfo is None:
            raise SiteGenError(f"{option} {text} does not say in which time zone", hint=hint)
        _check_year(at, f"{option} {text}")
    return Moment(today(root, at), at)


def read_date(text: str | None, root: Path, option: str = "--as-of") -> datetime.date:
    """Read a date that was given with an option, or the clock: the date of now where the site is.

    Raises:
        SiteGenError: not a date, or of no year from 1900 to 2100.
    """
    from site_gen.pipeline.site_folder import today

    if text is None:
        return today(root, datetime.datetime.now(datetime.UTC))  # noqa: TID251 - the one place that reads the clock
    return parse_date(text, option)


def parse_date(text: str, option: str) -> datetime.date:
    """Read a date that was given with an option.

    Raises:
        SiteGenError: not a date, or of no year from 1900 to 2100.
    """
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError as error:
        raise SiteGenError(f"{option} {text} is not a date", hint="write it YYYY-MM-DD, such as 2026-11-24") from error
    _check_year(day, f"{option} {text}")
    return day


def _check_year(at: datetime.date, given: str) -> None:
    """Refuse what content may not say either."""
    from site_gen.model.base import check_year

    try:
        check_year(given, at)
    except ValueError as error:
        raise SiteGenError(str(error)) from error


def checked_url(url: str | None) -> str | None:
    """Check `--base-url` as `site.yaml` would be.

    Raises:
        SiteGenError: not an address that a site can stand at.
    """
    import msgspec

    from site_gen.model.site import BaseUrl

    if url is None:
        return None
    try:
        checked: str = msgspec.convert(url, BaseUrl)
    except msgspec.ValidationError as error:
        raise SiteGenError(f"--base-url {url} is not an address", hint="such as https://harbor.example") from error
    return checked
