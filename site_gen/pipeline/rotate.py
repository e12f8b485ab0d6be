"""Replaces the log's key: the log names the new one, and for a year its checkpoints are signed with both.

Whoever knows only the old key can follow it to the new one that way. A stolen key is another matter: whoever has it can
sign as well, so the site begins a new log (`log init --new-origin`).
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_gen.errors import SiteGenError
from site_gen.load.documents import SITE_FILE, read_file
from site_gen.model.site import LogSettings, PreviousKey
from site_gen.pipeline.keys import (
    KeySource,
    handed_on_with,
    load_keys,
    read_key_file,
    usual_files,
    verifier_text,
    write_key,
)
from site_gen.pipeline.log_write import append, locked, log_settings, open_for_append, read_site
from site_gen.pipeline.site_line import with_log
from site_gen.reviewlog.entries import KeyEntry, format_entry
from site_gen.reviewlog.sign import SigningKey, generate_signing_key
from site_gen.write.log_folder import write_durably

_DAYS = 366
"""At least twelve months, whatever February had."""


class Rotated(NamedTuple):
    """The new verifier key, whether its private half was made now, the last day of the old key, and the log's size.

    `is_found` says that the next seal finds the private half without being told where.
    """

    key: str
    made: bool
    until: datetime.date
    size: int
    is_found: bool


def rotate(root: Path, new_file: Path, *, key: KeySource, as_of: datetime.date, live: bytes | None = None) -> Rotated:
    """Log the key in `new_file` as the log's new one, sign with both, and put both into `site.yaml`.

    A file that is not there is made, with a new key. Killed on the way, the same call completes it; until then nothing
    is sealed (`refuse_unfinished_rotation`).

    Raises:
        SiteGenError: the present key is not at hand; the new one is of another log, the same, or inside the site or its
            repository; or `site.yaml` cannot be edited, and nothing is made or signed.
        LogError: the log is damaged, or does not continue the one that was seen last.
    """
    with locked(root) as lock:
        settings = log_settings(read_site(root))
        log = open_for_append(root, settings, live)
        if log.checkpoint is None:
            raise SiteGenError("the log is empty", hint="site-gen seal begins it; then its key can be replaced")
        keys = load_keys(key, settings, root, as_of)
        new, made = _new_key(new_file, settings, root)
        text = verifier_text(new)
        until = as_of + datetime.timedelta(days=_DAYS)
        previous = (PreviousKey(key=settings.key, until=until), *settings.previous_keys)
        changed = msgspec.structs.replace(settings, key=text, previous_keys=previous)
        site_file = with_log(read_file(root, SITE_FILE), changed)
        if made:
            write_key(new_file, new)
        logged = max(as_of.strftime("%Y-%m"), log.replay.logged)
        is_logged = bool(log.replay.keys) and log.replay.keys[-1][1] == text
        entries = [] if is_logged else [format_entry(KeyEntry(logged=logged, key=text))]
        size = append(root, log, entries, [new, *keys], lock).size
        write_durably(root / SITE_FILE, site_file)
        usual = [] if key.files or key.text else usual_files(key.folder, settings.origin)
        is_found = new_file.resolve() in (file.resolve() for file in usual)
        return Rotated(text, made, until, size, is_found)


def _new_key(file: Path, settings: LogSettings, root: Path) -> tuple[SigningKey, bool]:
    """Give the new key, and whether it is still to be written into the file."""
    made = not file.exists()
    if made:
        if where := handed_on_with(file, root):
            raise SiteGenError(f"the key file {file} would lie inside {where}", hint="name a place outside of it")
        return generate_signing_key(settings.origin), True
    key = read_key_file(file, root)
    if key.name != settings.origin:
        raise SiteGenError(f"the key is for {key.name}, the log is {settings.origin}")
    if verifier_text(key) in (settings.key, *(one.key for one in settings.previous_keys)):
        raise SiteGenError("this is the log's key already, or was it before", hint="name a file that is not there yet")
    return key, False
