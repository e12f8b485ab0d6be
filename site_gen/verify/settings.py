"""`review-log/site.json`: where a site says that its pages are, and by which settings it counts. None of it is trusted.

The providers are those of the log, whatever this file says; its settings must be the logged ones.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from site_gen.model.base import END, LanguageTag, Slug
from site_gen.reviewlog.canonical import decode
from site_gen.reviewlog.fault import LogError
from site_gen.reviewlog.states import Replay
from site_gen.verify.claims import Checks, Claim
from site_gen.verify.source import LOG_PREFIX, MOST_SITE_FILE, MissingFileError, Source

SITE_FILE = f"{LOG_PREFIX}site.json"

PagePath = Annotated[str, Meta(pattern=r"^([A-Za-z0-9][A-Za-z0-9_-]{0,79}/){1,12}" + END)]
"""A page below the site's root: plain names with a slash behind each."""


class SiteFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What the site says about itself. Its pages are those of the log's providers, or the file is wrong.

    `as_of` is the date by which the pages count.
    """

    v: Literal["site-gen.site/1"]
    as_of: Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}" + END)]
    base_path: str
    languages: Annotated[tuple[LanguageTag, ...], Meta(min_length=1, max_length=60)]
    window_months: Annotated[int, Meta(ge=1, le=1_000_000)] | None
    minimum_ratings: Annotated[int, Meta(ge=1, le=1_000_000)]
    per_page: Annotated[int, Meta(ge=1, le=100_000)]
    providers: dict[Slug, dict[LanguageTag, tuple[PagePath, ...]]]

    @property
    def month(self) -> str:
        """The month by which averages count."""
        return self.as_of[:7]

    def prefix(self, language: str) -> str:
        """Give what stands in front of the paths of a language: nothing for the first one."""
        return "" if language == self.languages[0] else f"{language}/"

    def language_of(self, path: str) -> str:
        """Give the language of a page, which its path tells."""
        first = path.partition("/")[0]
        return first if first in self.languages[1:] else self.languages[0]


_DECODER: msgspec.json.Decoder[SiteFile] = msgspec.json.Decoder(SiteFile)


def provider_pages(site: SiteFile, language: str, slug: str, archive_pages: int) -> tuple[str, ...]:
    """Give the pages of a provider by the log: the profile, then the pages of reviews, oldest first.

    Source: `formats.md`, "Output".
    """
    profile = f"{site.prefix(language)}providers/{slug}/"
    return (profile, *(f"{profile}reviews/{number}/" for number in range(1, archive_pages + 1)))


def read_site_file(source: Source, replay: Replay, today: datetime.date, checks: Checks) -> SiteFile | None:
    """Read the file and hold its settings against the log; None, and a failure, where it cannot be used."""
    try:
        site = decode(_DECODER, source.read(SITE_FILE, MOST_SITE_FILE), SITE_FILE)
        as_of = datetime.date.fromisoformat(site.as_of)
    except (MissingFileError, LogError) as error:
        checks.fail(Claim.VANISHED, f"nobody can tell which pages there are: {error.message}", page=SITE_FILE)
        return None
    except ValueError:
        checks.fail(Claim.COUNTS, "as_of is not a date", page=SITE_FILE)
        return None
    _check_settings(site, replay, checks)
    if site.month < replay.logged:
        message = f"the pages count as of {site.as_of}, the log goes on to {replay.logged}"
        checks.fail(Claim.COUNTS, message, page=SITE_FILE)
    if as_of > today + datetime.timedelta(days=1):
        checks.fail(Claim.COUNTS, f"the pages count as of {site.as_of}, today is {today}", page=SITE_FILE)
    for provider in sorted(site.providers.keys() - replay.providers.keys()):
        message = "has pages, and the log does not know the provider"
        checks.fail(Claim.SHOWN, message, provider=provider, page=SITE_FILE)
    return site


def _check_settings(site: SiteFile, replay: Replay, checks: Checks) -> None:
    display = replay.display
    logged = (None, 1) if display is None else (display.window_months, display.minimum_ratings)
    stated = (site.window_months, site.minimum_ratings)
    if stated != logged:
        message = f"window_months and minimum_ratings are {_pair(stated)}, in the log {_pair(logged)}"
        checks.fail(Claim.COUNTS, message, page=SITE_FILE)
    if len(set(site.languages)) != len(site.languages):
        checks.fail(Claim.VANISHED, "a language stands twice", page=SITE_FILE)


def _pair(values: tuple[int | None, int]) -> str:
    return " and ".join("none" if value is None else str(value) for value in values)
