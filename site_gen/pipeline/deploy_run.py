"""Carries a plan out at a target: one at a time, in its order, and so that the same command goes on after a cut."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from site_gen.deploy.items import CHECKPOINT, Item, cache_control, content_type
from site_gen.deploy.manifest import Deployed, format_deployed
from site_gen.deploy.place import LOCK, STATE, Place, Upload
from site_gen.deploy.plan import STEPS, Plan, after, before, step_of
from site_gen.errors import SiteGenError, UnwritableError
from site_gen.model.undecodable import UNDECODABLE
from site_gen.pipeline.cache_folder import cache_folder
from site_gen.pipeline.options import Progress

_BATCH = 2_000
"""After so many files the target is told what is there, so that a deployment that was cut goes on from there."""
_BATCH_BYTES = 32_000_000
"""Or after so many bytes: a place that takes a batch as a whole still shows how far it is."""
_TOKENS = "running"
_UNLOCK = "wait for it; if it is dead, --unlock takes over"


class Lock(msgspec.Struct, frozen=True, kw_only=True):
    """Who deploys: a token of this run, and since when."""

    token: str
    since: datetime.datetime


def carry_out(
    out: Path, place: Place, plan: Plan, items: Sequence[Item], there: Deployed, log_size: int, progress: Progress
) -> None:
    """Put and remove what a plan says, in its order.

    Raises:
        UnwritableError: the target refuses a file, with what lies there now; the same command goes on from there.
    """
    done: set[str] = set()
    removing = settling = False

    def note(path: str) -> None:
        done.add(path)
        progress(len(done), plan.changes)

    try:
        state = before(plan, there)
        place.replace(STATE, format_deployed(state))
        for step in plan.puts:
            for batch in _batches(step):
                place.write([_upload(out, item) for item in batch], note)
                state = _settle(state, batch)
                place.replace(STATE, format_deployed(state))
        removing = bool(plan.deletions)
        place.delete(plan.deletions)
        place.replace(STATE, format_deployed(after(plan, items, there, log_size)))
        settling = True
        place.settle()
    except (UnwritableError, KeyboardInterrupt) as error:
        in_flight = "all of it or nothing is there, in one step"
        stands = in_flight if settling else _where_it_stands(place, plan, there, done, removing=removing)
        begun = removing or any(step_of(path) for path in done)
        until = "; until then verify may say FAILED of it" if log_size and begun and not place.in_one_step else ""
        what, hint = ("stopped on the way", "") if isinstance(error, KeyboardInterrupt) else (error.message, error.hint)
        raise UnwritableError(what, hint=f"{hint}{'; ' * bool(hint)}{stands}; run it again to go on{until}") from error


def _where_it_stands(place: Place, plan: Plan, there: Deployed, done: set[str], *, removing: bool) -> str:
    """Say what lies at the target after a deployment that did not come to its end."""
    if place.in_one_step:
        return "nothing put there, nothing removed"
    counts = [
        f"{sum(item.path in done for item in step)} of {len(step)} {name}"
        for name, step in zip(STEPS, plan.puts, strict=True)
    ]
    removed = f"some of {len(plan.deletions):,} removed" if removing else "nothing removed"
    return f"there now: {', '.join([*counts, *_checkpoint(plan, there, done)])}, {removed}"


def _checkpoint(plan: Plan, there: Deployed, done: set[str]) -> Iterator[str]:
    if not plan.puts[-1]:
        return
    if CHECKPOINT in done:
        yield "the checkpoint of this output"
    else:
        yield "the old checkpoint" if CHECKPOINT in there.files else "the checkpoint that was there, if any"


def _settle(state: Deployed, batch: Sequence[Item]) -> Deployed:
    put = {item.path: item.sha256 for item in batch}
    pending = tuple(path for path in state.pending if path not in put)
    return msgspec.structs.replace(state, files=state.files | put, pending=pending)


def _batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    batch: list[Item] = []
    size = 0
    for item in items:
        if batch and (len(batch) >= _BATCH or size + item.size > _BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(item)
        size += item.size
    if batch:
        yield batch


def _upload(out: Path, item: Item) -> Upload:
    return Upload(item.path, out / item.path, content_type(item.path), cache_control(item.path))


@contextmanager
def alone_here(folder: Path) -> Iterator[None]:
    """Keep other runs of this machine away from a target; `folder` is what is kept here about it.

    Raises:
        SiteGenError: another one is on its way.
    """
    cache_folder(folder)
    own = FileLock(folder / "lock", timeout=0)
    try:
        own.acquire()
    except Timeout as error:
        raise SiteGenError("another deployment is running there, from this folder", hint="wait for it") from error
    try:
        yield
    finally:
        own.release()


@contextmanager
def alone_there(place: Place, folder: Path, now: datetime.datetime, *, unlock: bool) -> Iterator[None]:
    """Keep all other deployments away from a target, by somebody who is alone here.

    What a run from this folder left there when it was killed is taken over, since its token lies in the folder, and so
    is a lock that it did not come to write whole. With `unlock` that of any other is taken over as well.

    Raises:
        SiteGenError: another deployment is running there.
    """
    tokens = folder / _TOKENS
    dead = tokens.read_text().split() if tokens.exists() else []
    lock = Lock(token=secrets.token_hex(8), since=now)
    tokens.write_text("\n".join([*dead, lock.token]))
    data = msgspec.json.encode(lock)
    if not place.create(LOCK, data):
        found = _found(place)
        if not unlock and not (found.token in dead if found else dead):
            tokens.unlink()
            since = f", since {found.since.isoformat()}" if found else ""
            raise SiteGenError(f"another deployment is running there{since}", hint=_UNLOCK)
        place.replace(LOCK, data)
    try:
        yield
    except BaseException:
        with suppress(SiteGenError):  # the target may be gone: what went wrong first is what is said
            _let_go(place, lock)
            tokens.unlink()
        raise
    _let_go(place, lock)
    tokens.unlink()


def _let_go(place: Place, lock: Lock) -> None:
    """Take our lock away; that of somebody who took over stays."""
    found = _found(place)
    if found is not None and found.token == lock.token:
        place.delete([LOCK])


def _found(place: Place) -> Lock | None:
    try:
        return msgspec.json.decode(place.read(LOCK) or b"", type=Lock)
    except UNDECODABLE:
        return None
