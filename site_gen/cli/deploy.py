"""`site-gen deploy`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_gen.cli import console
from site_gen.cli.build import note_lacks, note_left_out, read_moment, shown
from site_gen.cli.folders import DEFAULT_OUT, output_folder
from site_gen.cli.main import EXIT_FINDINGS
from site_gen.cli.roles import now
from site_gen.errors import SiteGenError

if TYPE_CHECKING:
    from site_gen.deploy.plan import Plan
    from site_gen.model.site import Site
    from site_gen.pipeline.deploy import Deployment

VERIFY = click.option("--verify", is_flag=True, help="Ask SFTP, too, whether files are there as they were put: slow.")


@click.command(
    "deploy",
    epilog="\b\nExamples:\n  site-gen deploy live --dry-run\n  site-gen deploy live\n  site-gen deploy live --indexnow",
)
@click.argument("target")
@click.option("--dry-run", is_flag=True, help="Say what would change there, and change nothing.")
@click.option("--indexnow", is_flag=True, help="Tell search engines of pages that changed, when all of it is there.")
@click.option("--unlock", is_flag=True, help="Take over from a deployment that died elsewhere.")
@VERIFY
@click.option("--out", metavar="DIR", default=DEFAULT_OUT, help="The folder to publish (default: public).")
@click.option("--as-of", metavar="DATE", help="The date by which to build, or an instant (default: now).")
@click.option("--jobs", metavar="N", type=click.IntRange(0, 256), default=0, help="Processes (default: one a core).")
@click.pass_obj
def command(
    root: Path,
    target: str,
    dry_run: bool,
    indexnow: bool,
    unlock: bool,
    verify: bool,
    out: str,
    as_of: str | None,
    jobs: int,
) -> int:
    """Check and build the site, and publish what changed at TARGET, one of those below deploy: in site.yaml.

    Tiles, entries and assets go first, then pages, then sitemap and feeds, then openings, the checkpoint last; what is
    gone is removed after that, tiles never. Meanwhile verify may fail there. It is refused while the site has errors,
    other than about what was left out of it, while another deployment is running there, and where the review log there
    is not an older state of ours. Cut off, the same command goes on where it stopped; the output before is kept for
    site-gen rollback.

    What somebody else removed there, or gave another size, is put again; behind SFTP with --verify only, since it takes
    one question for each file.

    With --indexnow, search engines that take part learn which pages changed since they were told last; a notice that
    is not taken fails no deployment, and is sent again with the next one.

    Exit 0: done, or nothing to do; 1: the site has errors, and nothing was published, or all but what they are about,
    as is said; 2: it could not be done, and what lies there is said. Who may write there is told by the environment, as
    the store or SSH documents it.
    """
    from site_gen.pipeline.deploy import DeployOptions, Steps, deploy
    from site_gen.pipeline.deploy_notice import refuse_without_key
    from site_gen.pipeline.options import BuildOptions
    from site_gen.pipeline.site_folder import read_site
    from site_gen.report.text import format_report

    moment = read_moment(as_of, root)
    options = BuildOptions(root=root, out=output_folder(root, root / out), as_of=moment.day, at=moment.at, jobs=jobs)
    site = read_site(root)
    if indexnow:
        refuse_without_key(site)
    is_told = indexnow and not dry_run
    chosen = DeployOptions(target=target, now=now(), dry_run=dry_run, unlock=unlock, notice=is_told, verify=verify)
    with console.progress("checking") as checking, console.progress("publishing") as sending:
        done = deploy(options, site, chosen, Steps(checking, sending))
    if done.plan is None or done.built is None:
        console.report(format_report(done.report, console.paint).rstrip("\n"))
        console.note("nothing was published: the site has errors")
        return EXIT_FINDINGS
    tell_plan(done.plan, target, dry_run=dry_run)
    note_lacks(done.built, "" if root == Path.cwd() else f"-C {shown(root)} ", f"deploy {target}")
    if is_told:
        _notify(root, done, site, target)
    if not done.report.errors:
        return 0
    console.report(format_report(done.report, console.paint, brief=True).rstrip("\n"))
    note_left_out(done.report)
    return EXIT_FINDINGS


def _notify(root: Path, done: Deployment, site: Site, target: str) -> None:
    """Send the notice and say what came of it; whatever goes wrong, the deployment is done."""
    from site_gen.findings import count_of
    from site_gen.pipeline.deploy_notice import tell

    try:
        answer = tell(root, done.pages, site, target)
    except SiteGenError as error:
        console.note(f"search engines were not told: {error.message}")
        return
    console.report(f"IndexNow: {count_of(len(answer.accepted), 'page')} told")
    if answer.problem:
        console.note(f"{count_of(len(answer.left), 'page')} not told: {answer.problem}; {answer.hint}")


def tell_plan(plan: Plan, target: str, *, dry_run: bool) -> None:
    """Say what was put at a target and removed from it, or would be, file by file."""
    from site_gen.findings import count_of

    if dry_run:
        for item in (item for step in plan.puts for item in step):
            console.report(f"+ {item.path}")
        for path in plan.deletions:
            console.report(f"- {path}")
    puts = sum(map(len, plan.puts))
    will = "would be " if dry_run else ""
    console.report(
        f"{target}: {count_of(puts, 'file')} ({plan.size / 1e6:.1f} MB) {will}put there, "
        f"{len(plan.deletions):,} {will}removed, {plan.kept:,} there already{by_the_manifest(plan)}"
    )
    if plan.leaving:
        gone = f"{len(plan.leaving):,} of the style sheets, scripts and fonts"
        console.note(f"{gone} there go with the next deployment, since browsers keep pages for a while")
    if plan.lost:
        console.note(f"{count_of(plan.lost, 'file')} of these had been removed or changed there by somebody else")


def by_the_manifest(plan: Plan) -> str:
    """Say that nobody looked whether files are there."""
    return ", by the manifest" if plan.lost is None else ""
