"""Posts by their time, and what changes next by the clock, as values and as JSON."""

from __future__ import annotations

import datetime

import msgspec

from site_gen.model.by_clock import Change

SCHEMA = 1


class PostRow(msgspec.Struct, frozen=True, kw_only=True):
    """A post in a list: `state` is where it stands, `why` is empty or says what keeps or moved it.

    `planned_at` is as its file says, `goes_out_at` as alerts and holds leave it; None for no date in sight.
    """

    id: str
    path: str
    title: str
    state: str
    channels: tuple[str, ...]
    planned_at: datetime.datetime | None
    goes_out_at: datetime.datetime | None
    expires_at: datetime.datetime | None
    why: str = ""


class _Posts(msgspec.Struct, frozen=True, kw_only=True):
    schema: int = SCHEMA
    as_of: datetime.datetime
    list: str
    posts: tuple[PostRow, ...]


def format_posts(which: str, at: datetime.datetime, rows: tuple[PostRow, ...]) -> str:
    """Give a list of posts as JSON."""
    return _formatted(_Posts(as_of=at, list=which, posts=rows))


def format_changes(at: datetime.datetime, since: datetime.datetime | None, changes: tuple[Change, ...]) -> str:
    """Give changes as JSON, each an object; `since` is set where they are those up to now, not the next ones."""
    rows = [{"at": one.at.isoformat(), "what": one.what, "path": one.path, "title": one.title} for one in changes]
    value = {
        "schema": SCHEMA,
        "as_of": at.isoformat(),
        "since": since.isoformat() if since else None,
        "is_due": since is not None and bool(changes),
        "changes": rows,
    }
    return _formatted(value)


def _formatted(value: object) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
