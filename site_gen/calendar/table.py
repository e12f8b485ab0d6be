"""CSV for posting tools, and for people: RFC 4180, UTF-8, lines that end in CR LF.

What a tool posts is never changed, so that a text that begins like a formula is refused (see `outgoing`). In tables for
people such a cell gets an apostrophe in front.
"""

from __future__ import annotations

import csv
import datetime
import io
import zoneinfo
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from site_gen.calendar.outgoing import Outgoing
from site_gen.calendar.tools import Tool, Value
from site_gen.model.foreign import as_cell

T = TypeVar("T")

_KINDS = {"gif": "animation", "mp4": "film", "mov": "film", "webm": "film", "m4v": "film"}


def table_files(name: str, tool: Tool, items: Sequence[Outgoing], zone: str) -> Iterator[tuple[str, bytes]]:
    """Give the files for a tool by name: one, or one for each channel, and more where the rows of one are too many."""
    by_channel = sorted(items, key=lambda one: one.channel.id) if tool.one_file_a_channel else items
    groups = groupby(by_channel, key=lambda one: one.channel.id if tool.one_file_a_channel else "")
    for channel, group in groups:
        rows = [_row(tool, joined, zone) for joined in _joined(tool, list(group))]
        stem = f"{name}-{channel}" if channel else name
        yield from split_files(stem, "csv", tool.rows, rows, lambda part: _table(tool, part))


def split_files(
    stem: str, ending: str, most: int, rows: Sequence[T], make: Callable[[Sequence[T]], bytes]
) -> Iterator[tuple[str, bytes]]:
    """Give one file of all rows, or numbered ones of so many at most."""
    parts = [rows[at : at + most] for at in range(0, len(rows), most)]
    for number, part in enumerate(parts, 1):
        yield f"{stem}.{ending}" if len(parts) == 1 else f"{stem}-{number}.{ending}", make(part)


def written_date(tool: Tool, at: datetime.datetime, zone: str) -> str:
    """Give an hour as a tool reads it."""
    there = zoneinfo.ZoneInfo(zone) if tool.date_zone == "site" else datetime.UTC
    return at.astimezone(there).strftime(tool.date_format)


def plain_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Give a table for people, in which nothing is run that looks like a formula."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(map(as_cell, row) for row in rows)
    return file.getvalue().encode()


def _joined(tool: Tool, items: list[Outgoing]) -> list[tuple[Outgoing, ...]]:
    """Give the items of each row: one, or all of a post that say the same at the same hour."""
    if not tool.joins_platforms:
        return [(one,) for one in items]
    rows: dict[tuple[str, datetime.datetime, str, str], list[Outgoing]] = {}
    for one in items:
        rows.setdefault((one.post.slug, one.at, one.words, one.media), []).append(one)
    return [tuple(row) for row in rows.values()]


def _row(tool: Tool, items: tuple[Outgoing, ...], zone: str) -> list[str]:
    return [_cell(value, tool, items, zone) for _, value in tool.columns]


def _cell(value: Value, tool: Tool, items: tuple[Outgoing, ...], zone: str) -> str:
    first = items[0]
    if value == "date":
        return written_date(tool, first.at, zone)
    if value == "platform":
        return ", ".join(tool.platforms[one.channel.platform] for one in items)
    kind = _KINDS.get(first.media.rpartition(".")[2].lower(), "pictures")
    cells = {
        "text": first.text,
        "text-with-link": first.words,
        "link": first.link,
        "account": first.channel.account or "",
        "media": first.media,
        kind: first.media,
    }
    return cells.get(value, "")


def _table(tool: Tool, rows: Sequence[Sequence[str]]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    if tool.header:
        writer.writerow([name for name, _ in tool.columns])
    writer.writerows(rows)
    return file.getvalue().encode()
