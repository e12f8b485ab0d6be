"""The folder of a site, before anything of it is loaded: whether it is one, and which day it is there."""

from __future__ import annotations

import datetime
import zoneinfo
from pathlib import Path

from site_gen.errors import SiteGenError, UnreadableError, UnwritableError
from site_gen.load.documents import SITE_FILE, parse_site, read_file
from site_gen.model.site import Site

_PARTS = ("content", "log", "themes", ".site-gen")
"""What belongs to a site, beside `site.yaml`."""


def refuse_no_site(root: Path) -> None:
    """Make sure that a folder is a site, before anything is written there.

    Raises:
        UnreadableError: it has no `site.yaml`.
    """
    if not (root / SITE_FILE).is_file():
        raise UnreadableError(
            f"no {SITE_FILE} in {root}",
            hint="go to the folder of a site, name it with -C DIR, or make one with site-gen init",
        )


def refuse_site(root: Path, folder: Path, purpose: str, *more: Path) -> None:
    """Refuse a folder that holds a site or one of `more`, or is a part of one; `purpose` is what it should be.

    Raises:
        UnwritableError: it is one of these.
    """
    parts = [*more, *(root / name for name in _PARTS)]
    is_inside = any(folder.is_relative_to(place) for place in parts)
    is_around = any(place.is_relative_to(folder) for place in (root, *parts))
    if is_inside or is_around or (folder / SITE_FILE).exists():
        raise UnwritableError(
            f"{folder} is no {purpose}: the site itself lies there", hint="name a folder that holds no part of a site"
        )


def read_site(root: Path) -> Site:
    """Give the settings of a site, for work that needs nothing else of it to load.

    Raises:
        SiteGenError: they do not load, with what is wrong first.
        UnreadableError: there are none.
    """
    site = parse_site(read_file(root, SITE_FILE))
    if isinstance(site, list):
        first = site[0]
        raise SiteGenError(
            f"{SITE_FILE}:{first.line}: {first.message}", hint=first.hint or "site-gen check names all that is wrong"
        )
    return site


def today(root: Path, now: datetime.datetime) -> datetime.date:
    """Give the date at `now` in the time zone of the site, or in UTC as long as the site cannot be read."""
    return now.astimezone(_zone(root)).date()


def next_day(root: Path, now: datetime.datetime) -> datetime.datetime:
    """Give the instant at which the date of `today` changes next."""
    zone = _zone(root)
    tomorrow = now.astimezone(zone).date() + datetime.timedelta(days=1)
    return datetime.datetime.combine(tomorrow, datetime.time(), zone)


def _zone(root: Path) -> datetime.tzinfo:
    try:
        site = parse_site(read_file(root, SITE_FILE))
    except UnreadableError:
        return datetime.UTC
    return datetime.UTC if isinstance(site, list) else zoneinfo.ZoneInfo(site.time_zone)
