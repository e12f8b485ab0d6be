"""Constrained scalar types that content files share; their limits appear in the JSON Schemas and in findings."""

from __future__ import annotations

import datetime
import re
import zoneinfo
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

END = r"$(?!\n)"
"""The very end of a text in a pattern; `$` alone also stands before a last line feed."""

SLUG_PATTERN = r"^[a-z0-9][a-z0-9-]{0,79}" + END
"""Ids and slugs, as they stand in file names and addresses (`formats.md`)."""

NO_SPACE = r"""[^\s<>"'\\]+"""
"""The characters of an address, in a pattern: neither spaces nor what would end an attribute."""

Slug = Annotated[
    str, Meta(pattern=SLUG_PATTERN, title="slug", description="1 to 80 lower-case letters, digits and hyphens")
]
Text = Annotated[str, Meta(min_length=1, max_length=500, title="text", description="1 to 500 characters")]
Prose = Annotated[str, Meta(max_length=100_000, title="prose", description="text of at most 100,000 characters")]
Phone = Annotated[
    str,
    Meta(
        pattern=r"^\+[1-9][0-9]{6,14}" + END,
        title="phone number",
        description="a phone number in E.164 form, quoted",
        examples=["+13125550142"],
    ),
]
Url = Annotated[
    str,
    Meta(
        pattern=r"^https?://" + NO_SPACE + END,
        title="web address",
        description="an address that begins with https:// or http://",
        examples=["https://harbor.example/"],
    ),
]
Link = Annotated[
    str,
    Meta(
        pattern=r"^(https?://|mailto:|tel:|/)" + NO_SPACE + END,
        title="link",
        description="a https://, mailto: or tel: address, or a path that begins with /",
        examples=["mailto:reviews@harbor.example"],
    ),
]
LanguageTag = Annotated[
    str,
    Meta(
        pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*" + END,
        title="language tag",
        description="a BCP 47 language tag",
        examples=["en", "es"],
    ),
]
Month = Annotated[
    str,
    Meta(
        pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])" + END,
        title="month",
        description="a month written YYYY-MM",
        examples=["2026-03"],
    ),
]
MOST = 1_000_000
"""Counts above it are slips of the pen, and the largest of them would fit neither dates nor the cache."""

Precision = Literal["month", "year"]
"""How much of the time of a receipt a site tells."""
Year = Annotated[int, Meta(ge=1900, le=2100, title="year", description="a year of four digits")]
Count = Annotated[int, Meta(ge=0, le=MOST, title="count", description="a whole number from 0 to a million")]
Positive = Annotated[int, Meta(ge=1, le=MOST, title="count", description="a whole number from 1 to a million")]
Instant = Annotated[
    datetime.datetime,
    Meta(
        tz=True,
        title="instant",
        description="an RFC 3339 instant with its offset",
        examples=["2026-03-18T22:05:00Z"],
    ),
]
MediaPath = Annotated[
    str,
    Meta(
        pattern=r"^media/[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*" + END,
        title="media path",
        description="media/ and a name of letters, digits, dots, hyphens and underscores",
        examples=["media/amara-okafor.jpg"],
    ),
]

_SLUG = re.compile(SLUG_PATTERN)


def is_slug(text: str) -> bool:
    """Tell whether `text` may serve as an id or slug."""
    return _SLUG.match(text) is not None


def check_year(name: str, at: datetime.date | None) -> None:
    """Refuse a day or an instant with a slip in its year, such as 0226: months and days are reckoned from it.

    Raises:
        ValueError: a year outside 1900 to 2100.
    """
    if at is not None and not 1900 <= at.year <= 2100:
        raise ValueError(f"{name}: expected a year from 1900 to 2100, found {at.year:04}")


def check_time_zone(name: str) -> None:
    """Refuse a time zone that nobody knows.

    Raises:
        ValueError: no zone of the IANA database has this name.
    """
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"unknown time zone {name!r}, expected a name such as America/Chicago") from error


class Content(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The common settings of every struct that is read from a content file: immutable, strict, by keyword."""


class Picture(Content, frozen=True, kw_only=True):
    """An image below `content/media/` and its text alternative."""

    file: MediaPath
    alt: Text


class VideoTranslation(Content, frozen=True, kw_only=True):
    """The words around a film in another language; what is left out stays in the film's own."""

    title: Text | None = None
    captions: MediaPath | None = None
    transcript: Prose = ""


class Video(Content, frozen=True, kw_only=True):
    """A film about a provider: shown as its poster until somebody clicks, never loaded before."""

    file: MediaPath
    poster: MediaPath
    title: Text
    captions: MediaPath | None = None
    transcript: Prose = ""
    uploaded_on: datetime.date | None = None
    duration_seconds: Positive | None = None
    i18n: dict[LanguageTag, VideoTranslation] = {}
