"""What analytics say about posts: rows of a table, added up by post and channel, and none passed over in silence."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from site_gen.model.audience import Channel
from site_gen.model.urls import split_url

_POST = ("utm_content", "post", "post_id", "slug", "manual ad content", "session manual ad content")
_CHANNEL = ("utm_source", "channel", "source", "session source", "platform", "network", "profile")
_LINK = ("link", "url", "page", "landing page", "post url", "address", "page location")
_NUMBERS = {
    "impressions": ("impressions", "views", "reach"),
    "clicks": ("clicks", "link clicks", "url clicks", "sessions", "visits"),
    "engagements": ("engagements", "interactions", "engaged sessions", "total engagements"),
}
_NUMBER = re.compile(r"([0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(?:\.0{1,15})?")
"""A whole number of 15 digits at most, with commas between thousands or without."""

_EITHER = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")
"""10.000 is ten in the United States, and ten thousand in much of the world."""


class Columns(NamedTuple):
    """Where in a row things stand; None for what the table has not. `numbers` are of those that it has."""

    post: int | None
    channel: int | None
    link: int | None
    numbers: dict[str, int]

    @property
    def is_enough(self) -> bool:
        """Whether rows can be told apart and say something."""
        return (self.post is not None or self.link is not None) and bool(self.numbers)


class Measured(NamedTuple):
    """A row that was understood: for a post on a channel, with its numbers."""

    row: int
    post: str
    channel: str
    numbers: dict[str, int]


class Unknown(NamedTuple):
    """A row that counts for nothing, and why."""

    row: int
    why: str


def columns_of(names: Sequence[str]) -> Columns:
    """Find the columns by their names, whatever their case and spacing."""
    folded = {_folded(name): place for place, name in reversed(list(enumerate(names)))}

    def find(known: Iterable[str]) -> int | None:
        return next((folded[_folded(name)] for name in known if _folded(name) in folded), None)

    numbers = {name: place for name, known in _NUMBERS.items() if (place := find(known)) is not None}
    return Columns(find(_POST), find(_CHANNEL), find(_LINK), numbers)


def measure(
    rows: Iterable[tuple[int, Sequence[str]]],
    columns: Columns,
    posts: Collection[str],
    channels: Mapping[str, Channel],
) -> Iterator[Measured | Unknown]:
    """Read rows with their numbers: a post by its id or the `utm_content` of its link, a channel likewise.

    Without a word about the channel a row counts for the only one that there is for a platform of that name, or for
    none.
    """
    names = _names(channels)
    for number, row in rows:
        link = _query(_cell(row, columns.link))
        post = _cell(row, columns.post) or link.get("utm_content", "") or _slug_of(_cell(row, columns.link))
        written = _cell(row, columns.channel) or link.get("utm_source", "")
        if post not in posts:
            yield Unknown(number, f"no post {post}" if post else "names no post")
        elif _folded(written) not in names:
            yield Unknown(number, f"no channel {written}" if written else "names no channel")
        else:
            yield _measured(number, row, columns, post, names[_folded(written)])


def _measured(number: int, row: Sequence[str], columns: Columns, post: str, channel: str) -> Measured | Unknown:
    found = {}
    for name, place in columns.numbers.items():
        cell = _cell(row, place)
        if _EITHER.fullmatch(cell):
            return Unknown(number, f"{name} has a point that may stand between thousands: {cell}")
        whole = _NUMBER.fullmatch(cell or "0")
        if whole is None:
            return Unknown(number, f"{name} is no whole number: {cell}")
        found[name] = int(whole[1].replace(",", ""))
    return Measured(number, post, channel, found)


def _names(channels: Mapping[str, Channel]) -> dict[str, str]:
    """Give the channels by whatever analytics may call them: id, name, or platform where it is the only one of it."""
    platforms = [channel.platform for channel in channels.values()]
    by_platform = {_folded(one.platform): one.id for one in channels.values() if platforms.count(one.platform) == 1}
    by_name = {_folded(one.name): one.id for one in channels.values()}
    return {"website": "website", **by_platform, **by_name, **{_folded(ident): ident for ident in channels}}


def _cell(row: Sequence[str], place: int | None) -> str:
    return row[place].strip() if place is not None and place < len(row) else ""


def _query(link: str) -> dict[str, str]:
    try:
        return dict(urllib.parse.parse_qsl(split_url(link).query)) if "?" in link else {}
    except ValueError:  # more parameters than Python takes
        return {}


def _slug_of(link: str) -> str:
    """Give the post whose page an address is of."""
    found = re.search(r"/news/([a-z0-9-]+)/?(?:[?#]|$)", link)
    return found[1] if found else ""


def _folded(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())
