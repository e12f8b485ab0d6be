"""The errors that stop the tool; what is wrong with content is a finding instead (`site_gen.findings`)."""

from __future__ import annotations

import errno

_FULL = "make room on the disk, then run the same command again; nothing half written is used"
_NOT_ALLOWED = "look at who may do that there (ls -l), or run as the user who may"
_NO_ANSWER = "look at the disk or the network share, then run the same command again"
_GONE = "look at the name; if it was there a moment ago, see what else works in this folder, and run the command again"
_TOO_MANY_OPEN = "close other programs or raise the limit (ulimit -n), then run the same command again"
_NEXT_STEPS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: "it lies on a file system that is mounted read-only: mount it for writing, or work in a copy",
    errno.EACCES: _NOT_ALLOWED,
    errno.EPERM: _NOT_ALLOWED,
    errno.ENAMETOOLONG: "the file system takes names of 255 bytes at most: shorten the name",
    errno.ENOENT: _GONE,
    errno.ELOOP: "the links lead in a circle: put the file itself there",
    errno.EISDIR: "there is a folder of that name: move it away, then run the same command again",
    errno.ENOTDIR: "there is a file where a folder is expected: move it away, then run the same command again",
    errno.EBUSY: "it is a mount of its own, or in use: name a folder inside of it, with --out for a build",
    errno.EIO: _NO_ANSWER,
    errno.ESTALE: _NO_ANSWER,
    errno.ETIMEDOUT: _NO_ANSWER,
    errno.EMFILE: _TOO_MANY_OPEN,
    errno.ENFILE: _TOO_MANY_OPEN,
}


def next_step(error: OSError) -> str:
    """Give the hint for what the system refused (errno(3)); nothing where none is known."""
    return _NEXT_STEPS.get(error.errno or 0, "")


class SiteGenError(Exception):
    """The tool cannot do its job: it stops, says why on stderr and exits 2.

    `message` is lower case without a full stop and names the thing, what was found and what was expected;
    `hint` says what to do next, and may be empty.
    """

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UnreadableError(SiteGenError):
    """A file that the tool was told to read is missing, unreadable or of another kind."""


class UnwritableError(SiteGenError):
    """A place that the tool was told to write to is taken, foreign or read-only."""


def refused(doing: str, error: OSError) -> UnwritableError:
    """Give what the system refused as an error of ours; `doing` says what, and where: `write log/checkpoint`."""
    return UnwritableError(f"cannot {doing}: {error.strerror or error}", hint=next_step(error))
