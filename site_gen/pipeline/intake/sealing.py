"""Seals what came in, where the log's key is at hand."""

from __future__ import annotations

import datetime
from pathlib import Path

from site_gen.errors import SiteGenError
from site_gen.load.documents import SITE_FILE, parse_site, read_file
from site_gen.pipeline.directory import loaded
from site_gen.pipeline.keys import KeySource, load_keys
from site_gen.pipeline.seal import SealOptions, seal
from site_gen.reviewlog.checkpoint import Checkpoint


def seal_if_possible(root: Path, as_of: datetime.date, keys: KeySource) -> Checkpoint | None:
    """Seal the site and give the new checkpoint; None where there is no log, no key, or nothing new.

    Raises:
        SiteGenError: the key at hand is another log's, or lies inside the site.
        LogError: the log is damaged.
    """
    site = loaded(parse_site(read_file(root, SITE_FILE)))
    if site.log is None:
        return None
    if not keys.text and not keys.files:
        try:
            load_keys(keys, site.log, root, as_of)
        except SiteGenError:
            return None
    return seal(SealOptions(root=root, as_of=as_of, key=keys)).checkpoint
