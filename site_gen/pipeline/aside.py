"""Work that a process of its own does while this one goes on."""

from __future__ import annotations

import marshal
import os
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def processors() -> int:
    """Give how many processors this process may use, where the system says it, or else has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def aside(work: Callable[[], T]) -> Callable[[], T]:
    """Begin some work, which must change nothing and give plain values; give a function that waits for its result.

    Where no process can be made, because there is one core or other threads run here, it is done when asked for, and so
    it is where the process ends without a result: whatever stopped it is then raised here.
    """
    if threading.active_count() > 1 or not hasattr(os, "fork") or processors() == 1:
        return work
    reads, writes = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            os.close(reads)
            with os.fdopen(writes, "wb") as pipe:
                pipe.write(marshal.dumps(work()))  # type: ignore[arg-type]
        finally:
            os._exit(0)  # nothing that the parent meant to do at its end is done here
    os.close(writes)

    def result() -> T:
        with os.fdopen(reads, "rb") as pipe:
            data = pipe.read()
        os.waitpid(process, 0)
        try:
            value: T = marshal.loads(data)  # noqa: S302 - from a copy of this process
        except (EOFError, ValueError, TypeError):
            return work()
        return value

    return result
