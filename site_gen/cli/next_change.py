"""`site-gen next-change`."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_gen.cli import console
from site_gen.cli.build import read_moment
from site_gen.cli.folders import output_folder
from site_gen.cli.main import EXIT_FINDINGS

if TYPE_CHECKING:
    from site_gen.model.by_clock import Change

_WORDS = {
    "alert-begins": "alert begins",
    "alert-ends": "alert ends",
    "post-begins": "post goes out",
    "post-ends": "post ends",
}


@click.command(
    "next-change",
    epilog="\b\nExamples:\n  site-gen next-change\n  site-gen next-change --format json\n"
    "  site-gen next-change --since 2026-12-01T08:00:00Z",
)
@click.option("--since", metavar="INSTANT", help="Say what has changed since then, such as the last build.")
@click.option("--as-of", metavar="DATE", help="The date that counts as now, or an instant (default: now).")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to write (default: text)."
)
@click.pass_obj
def command(root: Path, since: str | None, as_of: str | None, form: str) -> int:
    """Say when the site changes next by the clock alone: a post goes out or ends, an alert begins or ends.

    With --since it says what has changed between then and now: exit 0: nothing, exit 1: a build is due. A job that
    runs every quarter of an hour builds only then. Without it the exit code is 0.
    """
    from site_gen.pipeline.by_clock import changes_since, next_changes
    from site_gen.pipeline.options import BuildOptions
    from site_gen.report.by_clock import format_changes

    moment = read_moment(as_of, root)
    options = BuildOptions(root=root, out=output_folder(root), as_of=moment.day, at=moment.at)
    past = _instant(since, root)
    at, changes = next_changes(options) if past is None else changes_since(options, past)
    if form == "json":
        console.json_data(format_changes(at, past, changes))
    else:
        _tell(changes)
        if not changes:
            console.note("nothing has changed by the clock" if past else "nothing more changes by the clock")
        elif past:
            console.note("a build is due")
    return EXIT_FINDINGS if past and changes else 0


def _instant(text: str | None, root: Path) -> datetime.datetime | None:
    """Read `--since`, which is an instant."""
    from site_gen.errors import SiteGenError

    if text is None:
        return None
    at = read_moment(text, root, "--since").at
    if at is None:
        raise SiteGenError(f"--since {text} is no instant", hint="such as 2026-11-24T09:30:00-06:00")
    return at


def _tell(changes: tuple[Change, ...]) -> None:
    for one in changes:
        console.report(f"{one.at.isoformat()}  {_WORDS[one.what]}: {one.title} ({one.path})")
