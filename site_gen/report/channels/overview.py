"""What fits what, as values and as JSON."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Literal

import msgspec

from site_gen.model.fit import Verdict
from site_gen.report.head import TOOL, is_report

KIND = "channels"
SCHEMA = 1
HTML_FILE = "channels.html"
JSON_FILE = "channels.json"
CSV_FILE = "channels.csv"
OUTCOME_FILE = "conversions.csv"
CODES = "qr"
"""The folder of the QR codes, one for each post and channel."""


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """The share of an age band that a channel reaches, when that was measured, and who says so."""

    ages: str
    percent: float
    measured_on: datetime.date
    source: str
    url: str
    is_stale: bool


class ChannelLine(msgspec.Struct, frozen=True, kw_only=True):
    """A channel: how many posts go there, and of how many it misses every audience."""

    id: str
    name: str
    platform: str
    staffed_by: str | None
    languages: tuple[str, ...]
    figures: tuple[Figure, ...]
    posts: int
    misses: int


class AudienceLine(msgspec.Struct, frozen=True, kw_only=True):
    """An audience: for how many posts, and how many of these reach it on no channel."""

    id: str
    name: str
    ages: tuple[str, ...]
    languages: tuple[str, ...]
    posts: int
    missed: int


class FitCell(msgspec.Struct, frozen=True, kw_only=True):
    """A channel and an audience: `percent` is None where no figures say how many of it use the channel."""

    channel: str
    audience: str
    percent: int | None
    verdict: Verdict


class PostChannel(msgspec.Struct, frozen=True, kw_only=True):
    """A post on a channel: the best of its fits, None for a post without audiences; its link, and the file of its code.

    On the website itself there is no link to follow.
    """

    channel: str
    verdict: Verdict | None
    fits: tuple[FitCell, ...]
    link: str | None
    code: str | None


class PostLine(msgspec.Struct, frozen=True, kw_only=True):
    """A post with its channels; `missed` are the audiences that none of them reaches."""

    id: str
    title: str
    date: datetime.date | None
    status: str
    audiences: tuple[str, ...]
    channels: tuple[PostChannel, ...]
    missed: tuple[str, ...]


class OutcomeCell(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a channel in a group: an age band or an audience, or the rest where that is None.

    A hidden one has no numbers, a partial one is without a band that is hidden. `revenue` is exact, as text in JSON.
    """

    kind: Literal["ages", "audience"]
    channel: str
    group: str | None
    is_hidden: bool = False
    is_partial: bool = False
    visits: int | None = None
    conversions: int | None = None
    revenue: Decimal | None = None


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What an export of appointments says. `rows` is None where too few to tell; `unread` are counts by reason.

    Sums are those of shown cells alone. `first_unread` are numbers of rows in the file. `uncounted` are audiences whose
    ages hold no band of the export.
    """

    file: str
    rows: int | None
    uncounted: tuple[str, ...]
    unknown: dict[str, int]
    unknown_posts: int
    unread: dict[str, int]
    first_unread: tuple[int, ...]
    smallest_shown: int
    currency: str | None
    cells: tuple[OutcomeCell, ...]
    visits: int | None
    conversions: int
    revenue: Decimal | None


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the report says. `grid` is every channel with every audience, channel by channel.

    `to_staff` is how many channels somebody has to look after, `can_staff` how many the practice says it can.
    """

    tool: str = TOOL
    report: str = KIND
    schema: int = SCHEMA
    practice: str
    as_of: datetime.date
    good_from: int
    poor_below: int
    to_staff: int
    can_staff: int | None
    channels: tuple[ChannelLine, ...]
    audiences: tuple[AudienceLine, ...]
    grid: tuple[FitCell, ...]
    posts: tuple[PostLine, ...]
    outcome: Outcome | None = None


def format_overview(overview: Overview) -> bytes:
    """Give `channels.json`."""
    return msgspec.json.format(msgspec.json.encode(overview), indent=2) + b"\n"


def is_overview(data: bytes) -> bool:
    """Tell whether a file is one that this module writes."""
    return is_report(data, KIND)
