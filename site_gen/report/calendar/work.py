"""The calendar as values and as JSON."""

from __future__ import annotations

import datetime

import msgspec

from site_gen.report.head import TOOL, is_report

REPORT = "calendar"
SCHEMA = 1
HTML_FILE = "calendar.html"
JSON_FILE = "calendar.json"
CSV_FILE = "calendar.csv"


class Planned(msgspec.Struct, frozen=True, kw_only=True):
    """A post: `at` is when it goes out where the site is, or would have; None for one without a date.

    `state` is that of the calendar (`model.plan`), `was` the planned hour of one that moved, `reason` why it moved, is
    held or is replaced. `is_left_out` says that an error of its own keeps it in.
    """

    post: str
    title: str
    state: str
    status: str
    at: datetime.datetime | None
    was: datetime.datetime | None
    channels: tuple[str, ...]
    audiences: tuple[str, ...]
    topics: tuple[str, ...]
    summary: str
    approved_by: tuple[str, ...]
    reason: str
    is_left_out: bool = False

    @property
    def is_moved(self) -> bool:
        """Whether it goes out at another hour than planned."""
        return self.was is not None


class Strip(msgspec.Struct, frozen=True, kw_only=True):
    """An alert, from its first day to its last; None where it has no end."""

    alert: str
    title: str
    severity: str
    first_on: datetime.date
    last_on: datetime.date | None


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was done to a post: by whom, and why."""

    on: datetime.datetime
    what: str
    post: str
    by: str
    why: str
    goes_out: datetime.datetime | None


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a post on a channel, or of a whole one of either: sums of the rows that name it."""

    post: str = ""
    channel: str = ""
    rows: int = 0
    impressions: int = 0
    clicks: int = 0
    engagements: int = 0


class Results(msgspec.Struct, frozen=True, kw_only=True):
    """What an analytics file says: of each post on each channel, and what was not understood, by row and why."""

    file: str
    rows: int
    by_post_and_channel: tuple[Result, ...]
    by_channel: tuple[Result, ...]
    total: Result
    unknown: tuple[tuple[int, str], ...]


class Calendar(msgspec.Struct, frozen=True, kw_only=True):
    """The posts of whole months from `first` to `last`, and those without a date; `now` is where the site is."""

    tool: str = TOOL
    report: str = REPORT
    schema: int = SCHEMA
    practice: str
    now: datetime.datetime
    zone: str
    first: datetime.date
    last: datetime.date
    posts: tuple[Planned, ...]
    undated: tuple[Planned, ...]
    alerts: tuple[Strip, ...]
    log: tuple[Line, ...]
    channels: dict[str, str]
    unread: tuple[str, ...] = ()
    results: Results | None = None


def format_json(calendar: Calendar) -> bytes:
    """Give `calendar.json`."""
    return msgspec.json.format(msgspec.json.encode(calendar), indent=2) + b"\n"


def is_calendar(data: bytes) -> bool:
    """Tell whether a file is one that this module writes."""
    return is_report(data, REPORT)
