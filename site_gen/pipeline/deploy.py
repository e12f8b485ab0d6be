"""Publishes the output at a target: after a check, only what changed, in a safe order, going on after a cut.

An error whose subject the build leaves out keeps nothing from being published: so that a picture whose consent ended is
taken down there, too.
"""

from __future__ import annotations

import datetime
import difflib
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_gen.check.gates import may_be_published
from site_gen.deploy.items import CHECKPOINT, Item, scan
from site_gen.deploy.kept import KeptOutputs, Output
from site_gen.deploy.manifest import Deployed, parse_deployed
from site_gen.deploy.place import STATE, Place
from site_gen.deploy.plan import Plan, make_plan, may_go
from site_gen.errors import SiteGenError
from site_gen.findings import Report
from site_gen.model.deploy import DeployTarget
from site_gen.model.site import Site
from site_gen.pipeline.build import built, check
from site_gen.pipeline.deploy_places import open_place, stage_of, target_folder
from site_gen.pipeline.deploy_run import alone_here, alone_there, carry_out
from site_gen.pipeline.indexnow import page_digests
from site_gen.pipeline.log import check_extends, own_checkpoint
from site_gen.pipeline.options import BuildOptions, BuildResult, Progress
from site_gen.reviewlog.fault import LogError


class Deployment(NamedTuple):
    """What came of it: the report of the check, what was built, what was done, and if asked for, its `page_digests`.

    Where findings kept it from beginning, only the report is there. Errors of a report with a plan are about what was
    left out.
    """

    report: Report
    built: BuildResult | None = None
    plan: Plan | None = None
    pages: Mapping[str, str] = {}


class Steps(NamedTuple):
    """How a deployment speaks while it works: `checking` and `sending` get how much is done, of how much."""

    checking: Progress
    sending: Progress


class DeployOptions(msgspec.Struct, frozen=True, kw_only=True):
    """Where to, by the name of a target, and when; with `dry_run` nothing is changed there.

    With `unlock` a lock is taken over that another deployment left there; `notice` asks for digests of all pages.
    With `verify` the files there are looked at, also at a place that takes long to say which there are.
    """

    target: str
    now: datetime.datetime
    dry_run: bool = False
    unlock: bool = False
    notice: bool = False
    verify: bool = False


def target_of(site: Site, name: str) -> DeployTarget:
    """Give a target of a site.

    Raises:
        SiteGenError: `site.yaml` has none of that name.
    """
    if name in site.deploy:
        return site.deploy[name]
    near = difflib.get_close_matches(name, site.deploy, n=1)
    known = f"there are {', '.join(site.deploy)}" if site.deploy else "site.yaml has no deploy: yet"
    raise SiteGenError(f"no target {name}", hint=f"did you mean {near[0]}?" if near else known)


def deploy(options: BuildOptions, site: Site, chosen: DeployOptions, steps: Steps) -> Deployment:
    """Check and build the site, and publish what changed at a target; or only say what would be.

    Raises:
        SiteGenError: no such target, another deployment is running there, or the log there is not an older one of ours.
        UnwritableError: the target refuses a file; what lies there is said.
    """
    target = target_of(site, chosen.target)
    folder = target_folder(options.root, chosen.target, target)
    with alone_here(folder):
        place = open_place(options, target, folder)
        report = check(options, steps.checking)
        if not may_be_published(report):
            return Deployment(report)
        kept = KeptOutputs(folder)
        with built(options, steps.checking) as result:
            # files may have changed since they were checked
            if not result.published or not may_be_published(result.report):
                return Deployment(result.report)
            items = scan(options.out, steps.checking)
            size = 0 if site.log is None else own_checkpoint((options.out / CHECKPOINT).read_bytes(), site.log).size
            pages = page_digests(options.out, site) if chosen.notice else {}
            if not chosen.dry_run:
                kept.hold(options.out, items)
        if chosen.dry_run:
            there = parse_deployed(place.read(STATE))
            refuse_other_log(options.root, site, place, there, size)
            return Deployment(result.report, result, compared(items, there, place, chosen))
        with alone_there(place, folder, chosen.now, unlock=chosen.unlock):
            there = parse_deployed(place.read(STATE))
            refuse_other_log(options.root, site, place, there, size)
            plan = compared(items, there, place, chosen)
            _publish(stage_of(folder), place, plan, items, there, size, kept, chosen.now, steps.sending)
    return Deployment(result.report, result, plan, pages)


def compared(items: Sequence[Item], there: Deployed, place: Place, chosen: DeployOptions) -> Plan:
    """Compare an output with what lies at a place: by its manifest and, where that is quick or asked for, by sizes."""
    known = [item.path for item in items if item.path in there.files]
    return make_plan(items, there, place.sizes(known) if place.quick_to_list or chosen.verify else None)


def lies_there(there: Deployed, output: Output) -> bool:
    """Tell whether what lies at a target is an output, and tiles that are never removed beside it."""
    return {
        path: digest for path, digest in there.files.items() if may_go(path) or path in output.files
    } == output.files


def refuse_other_log(root: Path, site: Site, place: Place, there: Deployed, size: int | None = None) -> None:
    """Make sure that the log at the target is an older one of ours, or none; `size` is that of the one to go there.

    A log that lost its checkpoint there is still one, by the manifest.

    Raises:
        SiteGenError: it is another log, or goes on further than ours, or its checkpoint is gone.
    """
    live = place.read(CHECKPOINT)
    if site.log is None:
        if live is not None or there.log_size:
            raise SiteGenError(
                "there is a review log at the target, and this site has none",
                hint="deploy the site that it belongs to; a log is not taken down",
            )
        return
    if live is None and not there.log_size:
        return
    here = own_checkpoint((root / "log/checkpoint").read_bytes(), site.log).size
    if live is not None:
        try:
            seen = own_checkpoint(live, site.log)
            check_extends(root, here, seen)
        except LogError as error:
            raise LogError(f"the review log at the target: {error.message}", hint=error.hint or _OTHER_LOG) from error
        if size is not None and seen.size > size:
            raise LogError(f"the review log at the target has {seen.size} entries, this output {size}", hint=_WENT_ON)
    least = here if size is None else size
    if there.log_size > least:
        had = f"the review log at the target had {there.log_size} entries by its manifest"
        raise LogError(f"{had}, the one here has {least}", hint=_SHORTER)
    if live is None:
        raise LogError(
            f"{CHECKPOINT} is gone at the target, whose manifest says {there.log_size} entries", hint=_NO_CHECKPOINT
        )


_OTHER_LOG = "see whose site lies there, and whether origin and key in site.yaml are those that it was sealed with"
_WENT_ON = "it was sealed and deployed meanwhile: run the same command again"
_SHORTER = "bring the newest log/ here first (git pull, or restore it)"
_NO_CHECKPOINT = (
    "put it back there from a copy; or see that log/ here is the newest, "
    f"and remove {STATE} there: all is put there anew"
)


def _publish(
    stage: Path,
    place: Place,
    plan: Plan,
    items: tuple[Item, ...],
    there: Deployed,
    size: int,
    kept: KeptOutputs,
    now: datetime.datetime,
    progress: Progress,
) -> None:
    """Keep an output here, so that one can come back to it, and put what differs of it at the target."""
    whole = [one for one in kept.all() if one.is_whole]
    last = whole[-1] if whole else None
    if last is not None and not there.pending and not lies_there(there, last):
        last = None
    if last is not None and not there.pending and last.files == {item.path: item.sha256 for item in items}:
        output = last  # only what somebody removed there is put again
    elif not plan.is_empty or last is None:
        output = kept.begin(items, size, now, last)
    else:
        return
    if not plan.is_empty:
        try:
            kept.lay_out({item.path: item.sha256 for step in plan.puts for item in step}, stage)
            carry_out(stage, place, plan, items, there, size, progress)
        finally:
            shutil.rmtree(stage, ignore_errors=True)
    kept.finish(output)
