"""The work with replies as values and as JSON. No words of a review are in it, and no author."""

from __future__ import annotations

import datetime

import msgspec

from site_gen.model.undecodable import UNDECODABLE

SCHEMA = 1
HTML_FILE = "replies.html"
JSON_FILE = "replies.json"
CSV_FILE = "replies.csv"


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A review whose reply is not public: `stars` from 1 to 5 or None, `stage` how far the reply is.

    `written_at` is when its text was written, `cooled_at` from when it may be approved. `is_urgent` says that an
    emergency may be behind its words. `rating` is in words, on its own scale. `is_late` says that a low rating waits
    for longer than the site wants.
    """

    id: str
    provider: str
    provider_name: str
    source: str
    is_elsewhere: bool
    stars: float | None
    is_low: bool
    received_on: datetime.date
    age_days: int
    stage: str
    written_at: datetime.datetime | None
    cooled_at: datetime.datetime | None
    is_urgent: bool
    is_late: bool
    rating: str | None = None


class Rate(msgspec.Struct, frozen=True, kw_only=True):
    """How reviews of one rating were answered: `stars` is 1 to 5 or `none`, `median_days` is of the answered ones."""

    stars: str
    received: int
    answered: int
    within_week: int
    median_days: float | None


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """The work with replies to reviews that came in within `window_days`; `older` are unanswered ones before that.

    `undecided` are reviews that wait for a decision, `oldest_undecided_on` the day on which the first of them came.
    `waiting` is the worst rating first, the oldest first among the same. `elsewhere` counts the reviews of other sites
    among all. `outcomes` are of public replies. `unread` are review files that do not load.
    """

    schema: int = SCHEMA
    practice: str
    as_of: datetime.date
    window_days: int
    late_after_days: int
    waiting: tuple[Waiting, ...]
    rates: tuple[Rate, ...]
    total: Rate
    elsewhere: int
    outcomes: dict[str, int]
    older: int
    undecided: int
    oldest_undecided_on: datetime.date | None = None
    unread: tuple[str, ...]


def format_work(work: Work) -> bytes:
    """Give `replies.json`."""
    return msgspec.json.format(msgspec.json.encode(work), indent=2) + b"\n"


def is_work(data: bytes) -> bool:
    """Tell whether a file is one that this module writes."""
    try:
        return msgspec.json.decode(data, type=Work).schema == SCHEMA
    except UNDECODABLE:
        return False


def stars_words(stars: float | None) -> str:
    """Write a rating on the scale from 1 to 5 as a number of two decimals at most."""
    return "none" if stars is None else f"{round(stars, 2):g}"


def percent(part: int, whole: int) -> str:
    """Write a share in whole percent; a dash where there is nothing to share."""
    return f"{100 * part // whole} %" if whole else "–"


def days_words(days: float | None) -> str:
    """Write a number of days; a dash where nothing was answered."""
    return "–" if days is None else f"{days:g}"
