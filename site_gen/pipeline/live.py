"""Fetches the checkpoint that the published site has."""

from __future__ import annotations

from site_gen.errors import SiteGenError
from site_gen.verify.source import MissingFileError
from site_gen.verify.web import Web

CHECKPOINT_FILE = "review-log/checkpoint"
MOST_BYTES = 1 << 16
"""A checkpoint with a hundred signatures has less than 20 kB."""


def fetch_checkpoint(url: str) -> bytes:
    """Give the bytes of the checkpoint of the site at `url`, which may also be the checkpoint's own address.

    Bounded in size and time; only the same host is asked. Nothing is verified.

    Raises:
        SiteGenError: no address of a site, no checkpoint there, or no answer.
    """
    base = url.removesuffix(CHECKPOINT_FILE)
    try:
        return Web(base).read(CHECKPOINT_FILE, MOST_BYTES)
    except MissingFileError as error:
        raise SiteGenError(
            f"no checkpoint at {base}: {error.message}",
            hint="the first time, before a log is published, seal without --live",
        ) from error
