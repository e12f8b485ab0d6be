"""What all processes have in common that work for this one."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import threading
from multiprocessing.context import ForkContext, SpawnContext

from site_gen import garbage

_PR_SET_PDEATHSIG = 1
"""prctl(2): the signal that a process gets when its parent ends."""


def can_fork() -> bool:
    """Tell whether this process may be copied: beside other threads a copy may find what they hold locked for ever."""
    return threading.active_count() == 1


def context() -> ForkContext | SpawnContext:
    """Give what makes processes: copies of this one, where it may be copied."""
    return multiprocessing.get_context("fork") if can_fork() else multiprocessing.get_context("spawn")


def begin(parent: int) -> None:
    """Get this process ready to work for its parent: it ends with it, and leaves interruptions to it."""
    _end_with(parent)
    gc.freeze()  # what was here before the fork stays to the end, and is not looked through for garbage again
    garbage.look_seldom()
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _end_with(parent: int) -> None:
    """See to it that a worker ends with its parent, however that ends: it must not write into a later build's stage."""
    try:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    except (OSError, AttributeError):  # not Linux: workers of a killed build end when their pipe breaks
        return
    if os.getppid() != parent:
        os._exit(1)
