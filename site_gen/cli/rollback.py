"""`site-gen rollback`."""

from __future__ import annotations

from pathlib import Path

import click

from site_gen.cli import console
from site_gen.cli.deploy import VERIFY, by_the_manifest, tell_plan
from site_gen.cli.folders import output_folder
from site_gen.cli.roles import now


@click.command(
    "rollback",
    epilog="\b\nExamples:\n  site-gen rollback live --dry-run\n  site-gen rollback live",
)
@click.argument("target")
@click.option("--dry-run", is_flag=True, help="Say what would change there, and change nothing.")
@click.option("--behind-log", is_flag=True, help="Also where verify then fails, since the log has gone on.")
@click.option("--unlock", is_flag=True, help="Take over from a deployment that died elsewhere.")
@VERIFY
@click.pass_obj
def command(root: Path, target: str, dry_run: bool, behind_log: bool, unlock: bool, verify: bool) -> int:
    """Go back to the output that lay at TARGET before the last deployment, or before one that was cut off.

    The review log there never goes back: its checkpoint, tiles, openings and policies stay. Where it has gone on since,
    the old pages are verified against it first, and are put there only if they hold, or with --behind-log. What was
    withheld, hidden or erased since is never shown again. Run again, it goes back one further, three in all; outputs
    are kept on the machine that deployed them. The content is not changed: the next deploy publishes it as it is then.

    Exit 0: done; 2: it could not be done, and why.
    """
    from site_gen.pipeline.deploy import DeployOptions, Steps
    from site_gen.pipeline.options import BuildOptions
    from site_gen.pipeline.rollback import go_back
    from site_gen.pipeline.site_folder import read_site

    moment = now()
    options = BuildOptions(root=root, out=output_folder(root), as_of=moment.date(), at=moment)
    chosen = DeployOptions(target=target, now=moment, dry_run=dry_run, unlock=unlock, verify=verify)
    with console.progress("checking") as checking, console.progress("publishing") as sending:
        done = go_back(options, read_site(root), chosen, Steps(checking, sending), behind_log=behind_log)
    tell_plan(done.plan, target, dry_run=dry_run)
    when = done.goal.since.isoformat(sep=" ", timespec="minutes")
    has = "would have" if dry_run else "has"
    console.report(f"{target} {has} the pages that went there on {when} again{by_the_manifest(done.plan)}")
    if done.verdict is not None and done.verdict.is_failed:
        failed = sum(one.outcome == "failed" for one in done.verdict.claims)
        console.note(f"the review log has gone on since: verify fails in {failed} claims until the next deploy")
    return 0
