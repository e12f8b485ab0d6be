"""The calendar as CSV: a line for each post on each channel. Cells that begin like a formula get an apostrophe."""

from __future__ import annotations

from collections.abc import Iterator

from site_gen.report.calendar.work import Calendar, Planned, Result
from site_gen.report.cells import format_rows

COLUMNS = (
    "post", "title", "channel", "state", "status", "goes_out", "planned", "reason", "approved_by", "audiences",
    "topics", "impressions", "clicks", "engagements",
)  # fmt: skip


def format_table(work: Calendar) -> bytes:
    """Give `calendar.csv`; the last three columns are empty without an analytics file."""
    return format_rows(COLUMNS, _rows(work)).encode()


def _rows(work: Calendar) -> Iterator[tuple[str, ...]]:
    results = work.results.by_post_and_channel if work.results else ()
    known = {(one.post, one.channel): one for one in results}
    for one in (*work.posts, *work.undated):
        for channel in one.channels or ("",):
            yield (*_cells(one, channel), *_numbers(known.get((one.post, channel))))


def _cells(one: Planned, channel: str) -> tuple[str, ...]:
    return (
        one.post,
        one.title,
        channel,
        one.state,
        one.status,
        one.at.isoformat() if one.at else "",
        one.was.isoformat() if one.was else "",
        one.reason,
        " ".join(one.approved_by),
        " ".join(one.audiences),
        " ".join(one.topics),
    )


def _numbers(result: Result | None) -> tuple[str, ...]:
    return ("", "", "") if result is None else (str(result.impressions), str(result.clicks), str(result.engagements))
