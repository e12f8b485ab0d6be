"""`site-gen deploy`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_gen.cli import console
from site_gen.cli.build import DEFAULT_OUT, read_moment
from site_gen.cli.main import EXIT_FINDINGS
from site_gen.cli.roles import now

if TYPE_CHECKING:
    from site_gen.deploy.plan import Plan

_MOST_SHOWN = 40


@click.command(
    "deploy",
    epilog="\b\nExamples:\n  site-gen deploy live --dry-run\n  site-gen deploy live\n  site-gen deploy staging",
)
@click.argument("target")
@click.option("--dry-run", is_flag=True, help="Say what would change there, and change nothing.")
@click.option("--unlock", is_flag=True, help="Take over from a deployment that died there.")
@click.option("--out", metavar="DIR", default=DEFAULT_OUT, help="The folder to publish (default: public).")
@click.option("--as-of", metavar="DATE", help="The date by which to build, or an instant (default: now).")
@click.option("--jobs", metavar="N", type=click.IntRange(0, 256), default=0, help="Processes (default: one a core).")
@click.pass_obj
def command(root: Path, target: str, dry_run: bool, unlock: bool, out: str, as_of: str | None, jobs: int) -> int:
    """Check and build the site, and publish what changed at TARGET, one of those below deploy: in site.yaml.

    Tiles, entries and assets go first, then pages, then sitemap and feeds, the checkpoint last; what is gone is removed
    after that, tiles never. It is refused while the site has errors, while another deployment is running there, and
    where the review log there is not an older state of ours. Cut off, the same command goes on where it stopped.

    Exit 0: done, or nothing to do; 1: the site has errors, and nothing was published; 2: it could not be done, and what
    lies there is said. Who may write there is told by the environment, as the store or SSH documents it.
    """
    from site_gen.pipeline.deploy import Steps, deploy
    from site_gen.pipeline.options import BuildOptions
    from site_gen.pipeline.site_folder import read_site
    from site_gen.report.text import format_report

    moment = read_moment(as_of, root)
    options = BuildOptions(root=root, out=(root / out).resolve(), as_of=moment.day, at=moment.at, jobs=jobs)
    site = read_site(root)
    with console.progress("checking") as checking, console.progress("publishing") as sending:
        done = deploy(options, site, target, now(), Steps(checking, sending), dry_run=dry_run, unlock=unlock)
    if done.plan is None:
        console.report(format_report(done.report, console.paint).rstrip("\n"))
        console.note("nothing was published: the site has errors")
        return EXIT_FINDINGS
    _tell(done.plan, target, dry_run=dry_run)
    return 0


def _tell(plan: Plan, target: str, *, dry_run: bool) -> None:
    from site_gen.findings import count_of

    if dry_run:
        lines = [f"+ {item.path}" for step in plan.puts for item in step] + [f"- {path}" for path in plan.deletions]
        for line in lines[:_MOST_SHOWN]:
            console.report(line)
        if len(lines) > _MOST_SHOWN:
            console.report(f"and {len(lines) - _MOST_SHOWN:,} more")
    puts = sum(map(len, plan.puts))
    will = "would be " if dry_run else ""
    console.report(
        f"{target}: {count_of(puts, 'file')} ({plan.size / 1e6:.1f} MB) {will}put there, "
        f"{len(plan.deletions):,} {will}removed, {plan.kept:,} there already"
    )
