"""The one error of every parser and verifier of the review log."""

from __future__ import annotations

from site_gen.errors import SiteGenError


class LogError(SiteGenError):
    """Bytes of a log are not what their format says, or a proof does not hold.

    The message names the thing, what was found and what was expected; nothing else leaves a parser, whatever it is fed.
    """
