"""Processes for work on much that is small: started at once, used to the end, and given many tasks ahead."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TypeVar

from site_gen.pipeline.aside import processors
from site_gen.pipeline.worker import begin, context

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 3
"""Tasks a process whose results may wait for their turn."""


class Workers:
    """Processes for work whose results keep their order: started at once, as long as little is in memory to share.

    Without processes the work is done here, when its result is asked for.
    """

    def __init__(self, *, alone: bool) -> None:
        self._count = processors()
        self._pool: ProcessPoolExecutor | None = None
        if not alone and self._count > 1:
            self._pool = ProcessPoolExecutor(self._count, context(), initializer=begin, initargs=(os.getpid(),))
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
        yield from _in_turn(self._pool, work, tasks, self._count * _AHEAD)


def _in_turn(pool: ProcessPoolExecutor, work: Callable[[T], R], tasks: Iterable[T], ahead: int) -> Iterator[R]:
    waiting: deque[Future[R]] = deque()
    for task in tasks:
        waiting.append(pool.submit(work, task))
        if len(waiting) > ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
