"""A post of the content calendar: `content/posts/<id>.md`, front matter and Markdown."""

from __future__ import annotations

import datetime
import zoneinfo
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from site_gen.model.base import (
    END,
    Content,
    Instant,
    LanguageTag,
    Link,
    MediaPath,
    Slug,
    Text,
    check_time_zone,
    check_year,
)
from site_gen.model.page import BODY

WEBSITE = "website"
"""The channel that every site has: posts for it become pages below `news/`."""

PostStatus = Literal["idea", "draft", "approved", "published"]
"""How far a post is; `published` is what somebody notes of a post that went out."""

PostDate = Annotated[
    str,
    Meta(
        pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?)?" + END,
        title="date of a post",
        description="a day, or a day and time, with its offset or beside a zone",
        examples=["2026-12-01T09:00:00-06:00", "2026-12-01T09:00", "2026-12-01"],
    ),
]
"""When a post goes out or ends, as written: a draft may have a day only, and what lacks a zone is for a rule to say."""


_FARTHEST = ("Etc/GMT-14", "Etc/GMT+12")
"""The zones farthest to the east and to the west: what holds in both holds wherever the site is."""


class Visual(Content, frozen=True, kw_only=True):
    """What is seen with a post: a picture or film below `content/media/`; without `alt` its sidecar speaks."""

    file: MediaPath
    alt: Text | None = None


class CallToAction(Content, frozen=True, kw_only=True):
    """The one thing that a reader is asked to do."""

    label: Text
    url: Link


class Approval(Content, frozen=True, kw_only=True):
    """Who has read a text and answers for it, as a role, and on which day."""

    by: Slug
    on: datetime.date


class Hold(Content, frozen=True, kw_only=True):
    """A post that somebody stopped, and whether it goes on; kept as a record when it does.

    `was` is the hour it was planned for, where it goes on at another one.
    """

    since: Instant
    by: Slug
    reason: Text
    resumed_at: Instant | None = None
    resumed_by: Slug | None = None
    was: Instant | None = None


class Post(Content, frozen=True, kw_only=True):
    """One post as written. `flu-shots.es.md` is the Spanish version of `flu-shots.md`: only its words count.

    `date` is when it goes out and `expires` when it stands on the site no more, both in `zone` (an IANA name) unless
    they have an offset; one that ends before it goes out is refused. `channels` and `audiences` are ids of
    `channels.yaml` and `audiences.yaml`, `website` is always a channel. `texts` are words of their own for a channel;
    the others get the summary. `boost` is a note about paid reach.
    """

    path: str = msgspec.field(name="@path")
    slug: Slug = msgspec.field(name="@slug")
    language: LanguageTag = msgspec.field(name="@language")
    body: str = msgspec.field(name=BODY)
    title: Text
    summary: Text | None = None
    date: PostDate | None = None
    zone: Text | None = None
    expires: PostDate | None = None
    channels: tuple[Slug, ...] = ()
    audiences: tuple[Slug, ...] = ()
    topics: tuple[Slug, ...] = ()
    providers: tuple[Slug, ...] = ()
    visual: Visual | None = None
    key_facts: tuple[Text, ...] = ()
    call_to_action: CallToAction | None = None
    texts: dict[Slug, Text] = {}
    boost: Text | None = None
    status: PostStatus = "draft"
    written_by: Slug | None = None
    approvals: tuple[Approval, ...] = ()
    reviewed_by: Text | None = None
    reviewed_on: datetime.date | None = None
    holds: tuple[Hold, ...] = ()

    def __post_init__(self) -> None:
        if self.zone is not None:
            check_time_zone(self.zone)
        for name, written in (("date", self.date), ("expires", self.expires)):
            if written is not None:
                check_year(name, parse_date(name, written))
        if all(self._is_over_before(zone) for zone in _FARTHEST):
            raise ValueError(f"expires {self.expires} is not after date {self.date}")

    def goes_out_at(self, site_zone: str) -> datetime.datetime | None:
        """Give the instant at which it is planned to go out, alerts and holds aside; None without a date.

        A day alone means its first moment. What has neither offset nor `zone` is taken to be in the zone of the site.
        """
        return _instant(self.date, self.zone or site_zone)

    def expires_at(self, site_zone: str) -> datetime.datetime | None:
        """Give the instant from which on it stands on the site no more; a day alone is its last whole day."""
        if self.expires is not None and "T" not in self.expires:
            end = datetime.date.fromisoformat(self.expires) + datetime.timedelta(days=1)
            return _instant(end.isoformat(), self.zone or site_zone)
        return _instant(self.expires, self.zone or site_zone)

    @property
    def has_zone(self) -> bool:
        """Whether it is told in which zone its hour is: by an offset or by `zone`."""
        return self.zone is not None or (self.date is not None and _has_offset(self.date))

    @property
    def is_ready(self) -> bool:
        """Whether it may go out when its hour comes."""
        return self.status in ("approved", "published")

    def _is_over_before(self, site_zone: str) -> bool:
        """Tell whether it would have ended when it goes out, so that it would never go out."""
        begin, end = self.goes_out_at(site_zone), self.expires_at(site_zone)
        return begin is not None and end is not None and end <= begin


def parse_date(name: str, written: str) -> datetime.datetime:
    """Give what is written as a date and time, naive where it has no offset.

    Raises:
        ValueError: no such day or hour, with `name` in front.
    """
    try:
        return datetime.datetime.fromisoformat(written)
    except ValueError as error:
        raise ValueError(f"{name}: {written} is no day and time: {error}") from error


def _instant(written: str | None, zone: str) -> datetime.datetime | None:
    if written is None:
        return None
    at = datetime.datetime.fromisoformat(written)
    return at if at.tzinfo is not None else at.replace(tzinfo=zoneinfo.ZoneInfo(zone))


def _has_offset(written: str) -> bool:
    return datetime.datetime.fromisoformat(written).tzinfo is not None
