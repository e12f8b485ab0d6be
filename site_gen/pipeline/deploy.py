"""Publishes the output at a target: after a clean check, only what changed, in a safe order, going on after a cut."""

from __future__ import annotations

import datetime
import difflib
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_gen.deploy.items import Item, cache_control, content_type, scan
from site_gen.deploy.manifest import Deployed, format_deployed, parse_deployed
from site_gen.deploy.place import LOCK, STATE, Place, Upload
from site_gen.deploy.plan import CHECKPOINT, STEPS, Plan, after, before, make_plan
from site_gen.errors import SiteGenError, UnwritableError
from site_gen.findings import Report
from site_gen.model.deploy import DeployTarget
from site_gen.model.site import Site
from site_gen.pipeline.build import build, check
from site_gen.pipeline.deploy_places import open_place
from site_gen.pipeline.log import check_extends, own_checkpoint
from site_gen.pipeline.options import BuildOptions, Progress

_BATCH = 2_000
"""After so many files the target is told what is there, so that a deployment that was cut goes on from there."""


class Lock(msgspec.Struct, frozen=True, kw_only=True):
    """Who deploys: a token of this run, and since when."""

    token: str
    since: datetime.datetime


class Deployment(NamedTuple):
    """What came of it: the report of the check, and what was done, None where findings kept it from beginning."""

    report: Report
    plan: Plan | None = None


class Steps(NamedTuple):
    """How a deployment speaks while it works: `checking` and `sending` get how much is done, of how much."""

    checking: Progress
    sending: Progress


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


def deploy(
    options: BuildOptions, site: Site, name: str, now: datetime.datetime, steps: Steps, *, dry_run: bool, unlock: bool
) -> Deployment:
    """Check and build the site, and publish what changed at the target `name`; with `dry_run` only say what would be.

    Raises:
        SiteGenError: no such target, another deployment is running there, or the log there is not an older one of ours.
        UnwritableError: the target refuses a file; what lies there is said.
    """
    place = open_place(options, target_of(site, name))
    report = check(options, steps.checking)
    if report.errors:
        return Deployment(report)
    result = build(options, steps.checking)
    if not result.published:
        return Deployment(result.report)
    items = scan(options.out, steps.checking)
    if dry_run:
        _refuse_other_log(options.root, site, place)
        return Deployment(report, make_plan(items, parse_deployed(place.read(STATE))))
    with _locked(place, now, unlock=unlock):
        size = _refuse_other_log(options.root, site, place)
        there = parse_deployed(place.read(STATE))
        plan = make_plan(items, there)
        if plan.changes:
            carry_out(options.out, place, plan, items, there, size, steps.sending)
    return Deployment(report, plan)


def carry_out(
    out: Path, place: Place, plan: Plan, items: Sequence[Item], there: Deployed, log_size: int, progress: Progress
) -> None:
    """Put and remove what a plan says, in its order.

    Raises:
        UnwritableError: the target refuses a file, with what lies there now; the same command goes on from there.
    """
    state = before(plan, there)
    place.replace(STATE, format_deployed(state))
    done: set[str] = set()

    def note(path: str) -> None:
        done.add(path)
        progress(len(done), plan.changes)

    try:
        for step in plan.puts:
            for batch in _batches(step):
                place.write([_upload(out, item) for item in batch], note)
                state = _settle(state, batch)
                place.replace(STATE, format_deployed(state))
        place.delete(plan.deletions)
        place.replace(STATE, format_deployed(after(items, there, log_size)))
        place.settle()
    except UnwritableError as error:
        raise UnwritableError(error.message, hint=_where_it_stands(plan, done, error.hint)) from error


def _where_it_stands(plan: Plan, done: set[str], said: str) -> str:
    """Say what lies at the target after a deployment that did not come to its end."""
    counts = [
        f"{sum(item.path in done for item in step)} of {len(step)} {name}"
        for name, step in zip(STEPS, plan.puts, strict=True)
    ]
    checkpoint = "the old checkpoint" if plan.puts[-1] and CHECKPOINT not in done else "the checkpoint of this output"
    first = f"{said}; " if said else ""
    return f"{first}there now: {', '.join(counts)}, {checkpoint}, nothing removed; run it again to go on"


def _settle(state: Deployed, batch: Sequence[Item]) -> Deployed:
    put = {item.path: item.sha256 for item in batch}
    pending = tuple(path for path in state.pending if path not in put)
    return msgspec.structs.replace(state, files=state.files | put, pending=pending)


def _batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for first in range(0, len(items), _BATCH):
        yield items[first : first + _BATCH]


def _upload(out: Path, item: Item) -> Upload:
    return Upload(item.path, out / item.path, content_type(item.path), cache_control(item.path))


def _refuse_other_log(root: Path, site: Site, place: Place) -> int:
    """Make sure that the log at the target is an older one of ours, or none; give the size of ours."""
    live = place.read(CHECKPOINT)
    if site.log is None:
        if live is not None:
            raise SiteGenError(
                "there is a review log at the target, and this site has none",
                hint="deploy the site that it belongs to; a log is not taken down",
            )
        return 0
    size = own_checkpoint((root / "log/checkpoint").read_bytes(), site.log).size
    if live is not None:
        check_extends(root, size, own_checkpoint(live, site.log))
    return size


@contextmanager
def _locked(place: Place, now: datetime.datetime, *, unlock: bool) -> Iterator[None]:
    """Keep other deployments away from a target; with `unlock` what another one left is taken over."""
    lock = Lock(token=secrets.token_hex(8), since=now)
    data = msgspec.json.encode(lock)
    if not place.create(LOCK, data):
        if not unlock:
            raise SiteGenError(f"another deployment is running there{_since(place)}", hint=_UNLOCK)
        place.replace(LOCK, data)
    try:
        yield
    finally:
        place.delete([LOCK])


_UNLOCK = "wait for it; if it is dead, --unlock takes over"


def _since(place: Place) -> str:
    try:
        found = msgspec.json.decode(place.read(LOCK) or b"", type=Lock)
    except msgspec.MsgspecError:
        return ""
    return f", since {found.since.isoformat()}"
