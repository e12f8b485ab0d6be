"""Writes the `log:` line of `site.yaml` and the other small files beside a log; comments and all else stay."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import msgspec

from site_gen.errors import SiteGenError
from site_gen.load.documents import POLICIES, SITE_FILE, parse_site
from site_gen.load.edit_values import KeyPath, Value, edit_values
from site_gen.load.log_folder import read_optional
from site_gen.model.policy import REVIEW_POLICY
from site_gen.model.site import LogSettings, Site
from site_gen.pipeline.policies.archetype import archetype_of
from site_gen.write.log_folder import write_durably

ATTRIBUTES = ".gitattributes"
ATTRIBUTES_LINES = ("log/** -text merge=binary", "log/private/erased merge=union", "content/** -text")
"""Git changes no line ending in a log, and merges none: two logs that grew apart are a fork. Of marks of erased reviews
those of both sides count. In content it changes no line ending either: policies and wordings of invitations are in the
log by the digests of their bytes.
"""

POLICY_FILE = f"{POLICIES}/{REVIEW_POLICY}.md"
_EMPTY = re.compile(r"^log:[ \t]*(?:~|null)?[ \t]*\r?\n", re.MULTILINE)


def log_line(settings: LogSettings) -> str:
    """Give the line of a new log without its line feed."""
    return f'log: {{origin: "{settings.origin}", key: "{settings.key}"}}'


def with_log(data: bytes, settings: LogSettings) -> bytes:
    """Give the bytes of `site.yaml` with another log, which were read again; other keys of `log` and comments stay.

    Raises:
        SiteGenError: the file does not load, or is written in a way in which the log cannot be put into it.
    """
    before = parse_site(data)
    if isinstance(before, list):
        raise SiteGenError(f"{SITE_FILE}:{before[0].line}: {before[0].message}", hint=before[0].hint)
    new = (
        _appended(data, settings)
        if before.log is None
        else edit_values(data, _changes(before.log, settings), Site, SITE_FILE)
    )
    if parse_site(new) != msgspec.structs.replace(before, log=settings):
        raise SiteGenError("cannot put the log into site.yaml", hint="take an empty log: out of it, and try again")
    return new


def _appended(data: bytes, settings: LogSettings) -> bytes:
    text = _EMPTY.sub("", data.decode("utf-8"), count=1)
    text = text if text.endswith("\n") or not text else f"{text}\n"
    return f"{text}{log_line(settings)}\n".encode()


def _changes(before: LogSettings, after: LogSettings) -> dict[KeyPath, Value | None]:
    changes: dict[KeyPath, Value | None] = {}
    if after.origin != before.origin:
        changes["log", "origin"] = after.origin
    if after.key != before.key:
        changes["log", "key"] = after.key
    if after.previous_keys != before.previous_keys:
        changes["log", "previous_keys"] = after.previous_keys
    return changes


def add_attributes(root: Path) -> str | None:
    """See to the lines in `.gitattributes`; give the file if it was changed."""
    data = read_optional(root, ATTRIBUTES) or b""
    missing = [line for line in ATTRIBUTES_LINES if line.encode() not in data.splitlines()]
    if not missing:
        return None
    gap = b"" if not data or data.endswith(b"\n") else b"\n"
    write_durably(root / ATTRIBUTES, data + gap + "".join(f"{line}\n" for line in missing).encode())
    return ATTRIBUTES


def add_policy(root: Path, as_of: datetime.date) -> str | None:
    """Make the review policy if there is none; give the file if it was made."""
    if (root / POLICY_FILE).exists():
        return None
    write_durably(root / POLICY_FILE, archetype_of(REVIEW_POLICY, "", as_of))
    return POLICY_FILE
