"""The errors that stop the tool; what is wrong with content is a finding instead (`site_gen.findings`)."""

from __future__ import annotations

import msgspec

UNDECODABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
"""What msgspec raises over bytes that are not what was asked for; half a character and endless nesting it lets out."""


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
