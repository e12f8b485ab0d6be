"""Fetches the checkpoint that the published site has."""

from __future__ import annotations

from site_gen.errors import SiteGenError
from site_gen.verify.source import LOG_PREFIX, MOST_CHECKPOINT, MissingFileError
from site_gen.verify.web import Web

_FILE = f"{LOG_PREFIX}checkpoint"


def fetch_checkpoint(url: str) -> bytes:
    """Give the bytes of the checkpoint of the site at `url`, which may also be the checkpoint's own address.

    Bounded in size and time; only the same host is asked. Nothing is verified.

    Raises:
        SiteGenError: no address of a site, no checkpoint there, or no answer.
    """
    base = url.removesuffix(_FILE)
    try:
        return Web(base).read(_FILE, MOST_CHECKPOINT)
    except MissingFileError as error:
        raise SiteGenError(
            f"no checkpoint at {base}: {error.message}",
            hint="the first time, before a log is published, seal without --live",
        ) from error
