"""Time that a call itself takes, whatever the tests before it left in memory."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable


def cpu_seconds(call: Callable[[], object]) -> float:
    """Give the processor time of a call; the collector does not look at older objects meanwhile."""
    gc.collect()
    gc.freeze()
    try:
        start = time.process_time()
        call()
        return time.process_time() - start
    finally:
        gc.unfreeze()
