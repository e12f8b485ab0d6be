"""Whom a practice speaks to, and where it does: `content/audiences.yaml` and `content/channels.yaml`."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from site_gen.model.base import END, Content, LanguageTag, Slug, Text, Url

Platform = Literal[
    "website",
    "newsletter",
    "facebook",
    "instagram",
    "youtube",
    "tiktok",
    "linkedin",
    "x",
    "threads",
    "pinterest",
    "bluesky",
    "mastodon",
    "nextdoor",
    "reddit",
    "snapchat",
    "whatsapp",
    "google-business-profile",
    "sms",
    "print",
    "other",
]
"""What kind of place a channel is."""

AgeBand = Annotated[
    str,
    Meta(
        pattern=r"^([0-9]{1,3}-[0-9]{1,3}|[0-9]{1,3}\+)" + END,
        title="age band",
        description="ages in years, first and last, or the first and a plus",
        examples=["25-44", "65+"],
    ),
]
OLDEST = 120
"""Where an open age band ends."""
Percent = Annotated[float, Meta(ge=0, le=100, title="percentage", description="a number from 0 to 100")]


class Audience(Content, frozen=True, kw_only=True):
    """People whom posts are for: their ages, the language they read, what concerns them."""

    id: Slug
    name: Text
    ages: tuple[AgeBand, ...] = ()
    languages: tuple[LanguageTag, ...] = ()
    conditions: tuple[Text, ...] = ()
    note: Text | None = None

    def __post_init__(self) -> None:
        for band in self.ages:
            years_of(band)


class AudienceFile(Content, frozen=True, kw_only=True):
    """`content/audiences.yaml`."""

    path: str = msgspec.field(name="@path")
    audiences: Annotated[tuple[Audience, ...], Meta(min_length=1, description="at least one audience")]

    def __post_init__(self) -> None:
        check_unique(one.id for one in self.audiences)


class ReachSource(Content, frozen=True, kw_only=True):
    """Where a figure can be read."""

    name: Text
    url: Url


class Reach(Content, frozen=True, kw_only=True):
    """The share of an age band that a channel reaches, in percent, when that was measured, and who says so."""

    ages: AgeBand
    percent: Percent
    measured_on: datetime.date
    source: ReachSource

    def __post_init__(self) -> None:
        years_of(self.ages)


class Channel(Content, frozen=True, kw_only=True):
    """One place where the practice speaks. `reach` replaces what ships with the tool for its platform.

    `staffed_by` is the role that looks after it; a channel without one is not staffed. `account` is what posting tools
    call it.
    """

    id: Slug
    name: Text
    platform: Platform
    url: Url | None = None
    account: Text | None = None
    staffed_by: Slug | None = None
    languages: tuple[LanguageTag, ...] = ()
    reach: tuple[Reach, ...] = ()


class ChannelFile(Content, frozen=True, kw_only=True):
    """`content/channels.yaml`. `can_staff` is how many channels the practice says that it can look after.

    `rhythm_days` is how many days may pass without a post; None where no rhythm is planned.
    """

    path: str = msgspec.field(name="@path")
    channels: Annotated[tuple[Channel, ...], Meta(min_length=1, description="at least one channel")]
    can_staff: Annotated[int, Meta(ge=0, le=100, description="a whole number from 0 to 100")] | None = None
    rhythm_days: Annotated[int, Meta(ge=1, le=366, description="a whole number of days up to 366")] | None = None

    def __post_init__(self) -> None:
        check_unique(one.id for one in self.channels)


def years_of(band: str) -> tuple[int, int]:
    """Give the first and the last year of an age band.

    Raises:
        ValueError: the last comes before the first, or nobody is that old.
    """
    first, _, last = band.removesuffix("+").partition("-")
    years = int(first), int(last) if last else OLDEST
    if not years[0] <= years[1] <= OLDEST:
        raise ValueError(f"{band} is no age band: expected two ages in order, {OLDEST} at most")
    return years


def check_unique(ids: Iterable[str]) -> None:
    """Refuse a list in which an id stands twice.

    Raises:
        ValueError: with the id.
    """
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise ValueError(f"the id {one} stands twice")
        seen.add(one)
