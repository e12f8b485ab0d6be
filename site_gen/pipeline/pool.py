"""Runs tasks in this process or in several; the results come back in any order."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from multiprocessing.context import BaseContext
from typing import TYPE_CHECKING, Any, TypeVar

from site_gen.pipeline.aside import processors

if TYPE_CHECKING:  # who only looks at pages loads nothing that makes them
    from site_gen.pipeline.shard import Done, Task, Workshop

T = TypeVar("T")
R = TypeVar("R")

_ALONE = 48
"""Below so many tasks, starting processes costs more than it saves."""

_AHEAD = 3
"""Tasks a process whose results may wait for their turn."""

_SHARDS_PER_PROCESS = 8
"""Several shards a process, so that none is still busy with a long one while the others are done."""

_ALLOCATED_BEFORE_A_LOOK = 20_000
"""So many objects are made between two looks for garbage that refers to itself, of which work on pages makes little."""

_PR_SET_PDEATHSIG = 1
"""prctl(2): the signal that a process gets when its parent ends."""

_tool: Any = None
"""What a worker process works with: made once when the process starts, since it cannot travel with every task."""


def run(make: Callable[[], Workshop], tasks: Sequence[tuple[Task, int]], jobs: int) -> Iterator[Done]:
    """Make every task; the numbers beside them are their weights, by which shards are cut to equal size.

    `make` must give the same workshop in every process. `jobs` 0 means one process for each core.
    """
    processes = jobs or processors()
    workshop = make()
    if processes == 1 or len(tasks) < _ALONE:
        for task, _weight in tasks:
            yield workshop.make(task)
        return
    # What the first task loads and compiles is then there in every process that is a copy of this one.
    yield workshop.make(tasks[0][0])
    rest = tasks[1:]
    shards = cut([task for task, _ in rest], [weight for _, weight in rest], processes * _SHARDS_PER_PROCESS)
    made = (lambda: workshop) if _can_fork() else make
    with ProcessPoolExecutor(processes, _context(), initializer=_start, initargs=(made, os.getpid())) as pool:
        futures = [pool.submit(_run_shard, shard) for shard in shards]
        try:
            for future in as_completed(futures):
                yield from future.result()
        finally:
            for future in futures:
                future.cancel()


def stream(make: Callable[[], Callable[[T], R]], tasks: Iterable[T], *, alone: bool) -> Iterator[R]:
    """Do what `make` gives on every task; the results come in the order of the tasks, few of which are begun ahead.

    Every process makes its own, out of memory that it shares with this one. Where that cannot be shared, because other
    threads run here, all is done here.
    """
    processes = processors()
    if alone or processes == 1 or not _can_fork():
        yield from map(make(), tasks)
        return
    with ProcessPoolExecutor(processes, _context(), initializer=_start, initargs=(make, os.getpid())) as executor:
        yield from _in_turn(lambda task: executor.submit(_do, task), tasks, processes * _AHEAD)


class Workers:
    """Processes for work whose results keep their order: started at once, as long as little is in memory to share.

    Without processes the work is done here, when its result is asked for.
    """

    def __init__(self, *, alone: bool) -> None:
        self._count = processors()
        self._pool: ProcessPoolExecutor | None = None
        if not alone and self._count > 1:
            self._pool = ProcessPoolExecutor(self._count, _context(), initializer=_begin, initargs=(os.getpid(),))
            self._pool.submit(os.getpid)

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def in_order(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """Do `work` on every task; few tasks are begun before the results of earlier ones are asked for."""
        if self._pool is None:
            yield from map(work, tasks)
            return
        submit = self._pool.submit
        yield from _in_turn(lambda task: submit(work, task), tasks, self._count * _AHEAD)


def cut(tasks: Sequence[Task], weights: Sequence[int], count: int) -> list[list[Task]]:
    """Cut tasks into at most `count` shards of nearly equal weight, heaviest first, each in the order of its tasks."""
    loads = [0] * min(count, len(tasks))
    shards: list[list[Task]] = [[] for _ in loads]
    order = sorted(range(len(tasks)), key=lambda index: (-weights[index], index))
    for index in order:
        lightest = loads.index(min(loads))
        loads[lightest] += weights[index]
        shards[lightest].append(tasks[index])
    ranked = sorted(range(len(shards)), key=lambda index: (-loads[index], index))
    return [shards[index] for index in ranked]


def _in_turn(submit: Callable[[T], Future[R]], tasks: Iterable[T], ahead: int) -> Iterator[R]:
    waiting: deque[Future[R]] = deque()
    for task in tasks:
        waiting.append(submit(task))
        if len(waiting) > ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _can_fork() -> bool:
    return threading.active_count() == 1


def _context() -> BaseContext:
    return multiprocessing.get_context("fork" if _can_fork() else "spawn")


def _start(make: Callable[[], Any], parent: int) -> None:
    global _tool
    _begin(parent)
    _tool = make()


def _begin(parent: int) -> None:
    _end_with(parent)
    gc.freeze()  # what was here before the fork stays to the end, and is not looked through for garbage again
    gc.set_threshold(_ALLOCATED_BEFORE_A_LOOK)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _end_with(parent: int) -> None:
    """See to it that a worker ends with its parent, however that ends: it must not write into a later build's stage."""
    try:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    except (OSError, AttributeError):  # not Linux: workers of a killed build end when their queue breaks
        return
    if os.getppid() != parent:
        os._exit(1)


def _run_shard(shard: Sequence[Task]) -> list[Done]:
    return [_tool.make(task) for task in shard]


def _do(task: Any) -> Any:
    return _tool(task)
