"""What went wrong outside of the tool, in its words: the system refused something, or ended a process of ours."""

from __future__ import annotations

import logging
import os

from site_gen.cli import console
from site_gen.errors import SiteGenError, next_step

_LESS = "close other programs, or build with fewer processes at a time: --jobs 1"


def told(error: BaseException) -> SiteGenError | None:
    """Give an error of the system as one of ours, with the file and what to do next; None for a bug of the tool."""
    from concurrent.futures import BrokenExecutor  # slow to import, and seldom needed

    if isinstance(error, OSError):
        names = [os.fsdecode(name) for name in (error.filename, error.filename2) if isinstance(name, (str, bytes))]
        where = f" with {' and '.join(names)}" if names else ""
        reason = error.strerror or str(error) or type(error).__name__
        return SiteGenError(f"cannot go on{where}: {reason}", hint=next_step(error))
    if isinstance(error, BrokenExecutor):
        return SiteGenError("the system ended one of the processes that do the work, maybe for its memory", hint=_LESS)
    if isinstance(error, MemoryError):
        return SiteGenError("there is not enough memory", hint=_LESS)
    return None


def hear_the_layers() -> None:
    """Show what the layers below say while they wait, such as for another process, as a remark."""
    logger = logging.getLogger("site_gen")
    if not any(isinstance(one, _Remarks) for one in logger.handlers):
        logger.addHandler(_Remarks())
        logger.setLevel(logging.INFO)
        logger.propagate = False


class _Remarks(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        console.note(f"{console.NAME}: {record.getMessage()}")
