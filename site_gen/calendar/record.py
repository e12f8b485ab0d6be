"""What an export gave to a tool, so that the next one can say what was added, moved and cancelled since."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

import msgspec

from site_gen.calendar.outgoing import Refused
from site_gen.calendar.table import plain_table
from site_gen.model.undecodable import UNDECODABLE

RECORD_FILE = "export.json"
CHANGES_FILE = "changes.csv"
_TOOL, _KIND, SCHEMA = "site-gen", "calendar-export", 1

What = Literal["added", "moved", "changed", "cancelled"]
"""What happened to a post since an earlier export; `changed` are its words, link, picture or account."""


class Entry(msgspec.Struct, frozen=True):
    """A post on a channel as it was exported; of an event of a calendar, where `channel` is empty, its `sequence`."""

    post: str
    channel: str
    at: datetime.datetime
    digest: str
    is_cancelled: bool = False
    sequence: int = 0

    @property
    def key(self) -> tuple[str, str]:
        """The ids of post and channel."""
        return self.post, self.channel


class Export(msgspec.Struct, frozen=True, kw_only=True):
    """`export.json`: everything that the tool has after this export, and what it did not get.

    `channel` is the only one that a calendar is for; None for all, or where it was not noted.
    """

    tool: str = _TOOL
    report: str = _KIND
    schema: int = SCHEMA
    target: str
    site: str
    made_at: datetime.datetime
    entries: tuple[Entry, ...]
    refused: tuple[Refused, ...]
    files: tuple[str, ...]
    channel: str | None = None


class Change(NamedTuple):
    """What happened to a post on a channel; `was` is its hour before, `at` the one now, None where there is none."""

    post: str
    channel: str
    what: What
    was: datetime.datetime | None
    at: datetime.datetime | None
    why: str


def format_export(export: Export) -> bytes:
    """Give `export.json`."""
    return msgspec.json.format(msgspec.json.encode(export), indent=2) + b"\n"


def read_export(data: bytes) -> Export | None:
    """Read `export.json`; None for anything else."""
    try:
        export = msgspec.json.decode(data, type=Export)
    except UNDECODABLE:
        return None
    return export if (export.tool, export.report, export.schema) == (_TOOL, _KIND, SCHEMA) else None


def compare(
    before: Sequence[Entry], now_there: Iterable[Entry], now: datetime.datetime, why: Mapping[str, str]
) -> Iterator[Change]:
    """Give what changed since an earlier export, in order of its entries; what has gone out since is no change.

    `why` has the reasons by post, for those that are held, moved or replaced.
    """
    known = {entry.key: entry for entry in before if not entry.is_cancelled}
    here = {entry.key: entry for entry in now_there}
    for key, entry in here.items():
        old = known.get(key)
        reason = why.get(entry.post, "")
        if entry.is_cancelled:
            if old is not None:
                yield Change(*key, "cancelled", old.at, None, reason)
        elif old is None:
            yield Change(*key, "added", None, entry.at, reason)
        elif old.at != entry.at:
            yield Change(*key, "moved", old.at, entry.at, reason or "its date was edited")
        elif old.digest != entry.digest:
            yield Change(*key, "changed", old.at, entry.at, "its words, link, picture or account were edited")
    for key, old in known.items():
        if key not in here and old.at > now:
            yield Change(*key, "cancelled", old.at, None, why.get(old.post, "not approved any more, or gone"))


def changes_table(changes: Iterable[Change]) -> bytes:
    """Give `changes.csv`: what to add, move and delete in the tool by hand, where it cannot import that."""
    rows = [
        (one.what, one.post, one.channel, _iso(one.was), _iso(one.at), one.why)
        for one in sorted(changes, key=lambda one: (one.was or one.at or _NEVER, one.post, one.channel))
    ]
    return plain_table(("what", "post", "channel", "was", "now", "why"), rows)


_NEVER = datetime.datetime.max.replace(tzinfo=datetime.UTC)


def _iso(at: datetime.datetime | None) -> str:
    return at.isoformat() if at else ""
