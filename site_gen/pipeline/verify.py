"""Verifies a published site, in a folder or on the web; many providers at once."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    as_completed,
    wait,
)
from functools import partial
from pathlib import Path

import msgspec

from site_gen.errors import SiteGenError, UnreadableError
from site_gen.pipeline.aside import processors
from site_gen.pipeline.crew import Crew
from site_gen.pipeline.worker import can_fork, context
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.policy import Policy, parse_policy, policy_of
from site_gen.reviewlog.vkey import parse_vkey
from site_gen.verify.claims import Checks, Verdict
from site_gen.verify.others import Look
from site_gen.verify.parts import PartResult, PartTask, check_part
from site_gen.verify.place import Shared
from site_gen.verify.receipt import Receipt, check_receipt
from site_gen.verify.site import verify_site
from site_gen.verify.source import Folder, Source
from site_gen.verify.web import Web
from site_gen.verify.wording import Wording

_CONNECTIONS = 8
_WAITING = 16
_ALONE = 400
"""Below so many entries in the log, starting processes costs more than it saves."""
_FEW = 8
"""Below so many tasks too."""
_MOST_FILE = 1 << 20


class VerifyOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What to verify. `target` is a folder or an address; `today` is the date of now, `jobs` 0 one process a core."""

    target: str
    today: datetime.date
    keys: tuple[str, ...] = ()
    policy: Path | None = None
    since: Path | None = None
    jobs: int = 0


def verify(options: VerifyOptions, progress: Callable[[int, int], None] = lambda done, total: None) -> Verdict:
    """Verify a published site.

    Raises:
        SiteGenError: no such folder or address, or a key, a policy or an older checkpoint that cannot be used.
        UnreadableError: the site, or its log, cannot be read.
    """
    trust = _trust(options)
    since = None if options.since is None else _read(options.since)
    source = open_source(options.target)
    run = partial(_run, source, options.jobs, progress)
    each = partial(_each, options.jobs)
    return verify_site(source, trust=trust, since=since, today=options.today, run=run, each=each)


def verify_receipt(file: Path, *, keys: Sequence[str], policy: Path | None) -> Receipt:
    """Check a receipt (`*.tlog-proof`) with a verifier key or a policy; nothing else is read.

    Raises:
        SiteGenError: no key and no policy, or one that cannot be used.
        UnreadableError: the receipt or the policy cannot be read.
        ReceiptError: the receipt does not hold.
    """
    if not keys and policy is None:
        raise SiteGenError(
            "a receipt is checked with the log's verifier key",
            hint="--key VKEY; the note that came with the receipt has it, and others than the practice should, too",
        )
    trust = _trust(VerifyOptions(target="", today=datetime.date.min, keys=tuple(keys), policy=policy))
    assert trust is not None, "there is a key or a policy"
    data = _read(file)
    try:
        return check_receipt(data, trust)
    except LogError as error:
        raise ReceiptError(error.message, hint=error.hint) from error


class ReceiptError(SiteGenError):
    """A receipt does not prove what it should."""


def open_source(target: str) -> Source:
    """Give the site at an address or in a folder.

    Raises:
        SiteGenError: there is no such folder.
    """
    if "://" in target:
        return Web(target)
    folder = Path(target)
    if not folder.is_dir():
        raise SiteGenError(f"no folder {target}", hint="name the published folder, such as public/, or an address")
    return Folder(folder.resolve())


def _trust(options: VerifyOptions) -> Policy | None:
    if options.policy is not None:
        return parse_policy(_read(options.policy))
    return policy_of(map(parse_vkey, options.keys)) if options.keys else None


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(_MOST_FILE)
    except OSError as error:
        raise UnreadableError(f"cannot read {file}", hint="name a file that is there") from error


def _run(
    source: Source,
    jobs: int,
    progress: Callable[[int, int], None],
    shared: Shared | None,
    tasks: Sequence[PartTask],
) -> Iterator[PartResult]:
    """Check every part of the log; an address over several connections, a folder in several processes."""
    check = partial(check_part, source, shared)
    executor = _executor(source, jobs, shared)
    total = sum(len(task.slugs) for task in tasks)
    if executor is None:
        yield from _counted(map(check, tasks), total, progress)
        return
    with executor:
        yield from _counted(_windowed(executor, check, tasks), total, progress)


def _each(jobs: int, make: Callable[[], Look], tasks: Sequence[Sequence[str]]) -> Iterator[tuple[Checks, Wording]]:
    """Look at pages in several processes, which share what is known of all providers with this one."""
    with Crew(make, jobs) as crew:
        if len(tasks) >= _FEW and can_fork():
            crew.start()
        yield from crew.work(_look, tasks)


def _look(look: Look, slugs: Sequence[str]) -> tuple[Checks, Wording]:
    return look(slugs)


def _windowed(
    executor: Executor, check: Callable[[PartTask], PartResult], tasks: Sequence[PartTask]
) -> Iterator[PartResult]:
    """Run tasks with few of them waiting at a time, so that neither tasks nor results pile up."""
    pending: set[Future[PartResult]] = set()
    try:
        for task in tasks:
            pending.add(executor.submit(check, task))
            if len(pending) >= _WAITING:
                done, pending = wait(pending, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        yield from (future.result() for future in as_completed(pending))
    finally:
        for future in pending:
            future.cancel()


def _executor(source: Source, jobs: int, shared: Shared | None) -> Executor | None:
    if isinstance(source, Web):
        return ThreadPoolExecutor(_CONNECTIONS)
    processes = jobs or processors()
    if processes == 1 or shared is None or shared.log_size < _ALONE:
        return None
    return ProcessPoolExecutor(processes, context())


def _counted(results: Iterable[PartResult], total: int, progress: Callable[[int, int], None]) -> Iterator[PartResult]:
    done = 0
    for result in results:
        done += len(result.providers)
        progress(min(done, total), total)
        yield result
