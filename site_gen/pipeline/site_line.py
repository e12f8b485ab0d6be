"""Writes the `log:` line of `site.yaml` and the other small files beside a log; comments and all else stay."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import msgspec

from site_gen.errors import SiteGenError
from site_gen.load.documents import POLICIES, SITE_FILE, parse_site, read_file
from site_gen.load.log_folder import read_optional
from site_gen.model.policy import REVIEW_POLICY
from site_gen.model.site import LogSettings
from site_gen.pipeline.policies.archetype import archetype_of
from site_gen.write.log_folder import write_durably

ATTRIBUTES = ".gitattributes"
ATTRIBUTES_LINES = ("log/** -text merge=binary", "log/private/erased merge=union", "content/** -text")
"""Git changes no line ending in a log, and merges none: two logs that grew apart are a fork. Of marks of erased reviews
those of both sides count. In content it changes no line ending either: policies and wordings of invitations are in the
log by the digests of their bytes.
"""

POLICY_FILE = f"{POLICIES}/{REVIEW_POLICY}.md"
_LOG = re.compile(r"^log:[^\n]*\n(?:[ \t]+[^\n]*\n)*", re.MULTILINE)


def log_line(settings: LogSettings) -> str:
    """Give the line without its line feed."""
    previous = ", ".join(f'{{key: "{one.key}", until: {one.until}}}' for one in settings.previous_keys)
    more = f", previous_keys: [{previous}]" if previous else ""
    return f'log: {{origin: "{settings.origin}", key: "{settings.key}"{more}}}'


def write_log_line(root: Path, settings: LogSettings) -> None:
    """Put the line into `site.yaml`: in place of the one that is there, else at the end.

    Raises:
        SiteGenError: the file is written in a way in which the line cannot be told apart; then nothing is written.
    """
    data = read_file(root, SITE_FILE)
    before = parse_site(data)
    text = data.decode("utf-8")
    text = text if text.endswith("\n") or not text else f"{text}\n"
    line = f"{log_line(settings)}\n"
    new = (_LOG.sub(lambda _match: line, text, count=1) if _LOG.search(text) else text + line).encode()
    after = parse_site(new)
    if isinstance(before, list) or after != msgspec.structs.replace(before, log=settings):
        raise SiteGenError("cannot put the log into site.yaml", hint=f"write this line there yourself: {line.strip()}")
    write_durably(root / SITE_FILE, new)


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
