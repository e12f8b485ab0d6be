"""A year's plan out of seasonal packs: drafts in `content/posts/` on days that are free, beside what is there."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from site_gen.calendar.laying import Laid, Layout, Year, lay_out
from site_gen.errors import SiteGenError
from site_gen.findings import Finding
from site_gen.load.documents import AUDIENCES, CHANNELS
from site_gen.load.emit_posts import post_to_markdown
from site_gen.load.seasons import load_seasons
from site_gen.model.holidays import holidays_from
from site_gen.model.location import Location
from site_gen.model.post import WEBSITE, Post
from site_gen.model.practice import Practice
from site_gen.model.season import Season
from site_gen.model.site import Site
from site_gen.pipeline.places import load_places, unreadable
from site_gen.pipeline.records import load_practice
from site_gen.pipeline.scaffold import write_new

PACK_LANGUAGE = "en"
"""The language that packs are written in."""
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_CLOSED = "closed"
_LAST_YEAR = 2100


class Wanted(NamedTuple):
    """What is asked for; no packs mean all of them, no audiences and channels what the packs suggest.

    Nothing is laid on `today` or before.
    """

    year: int
    today: datetime.date
    time: str
    packs: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()


class NewPlan(NamedTuple):
    """The layout, how many packs it has posts of, and whether its words are in another language than the site's."""

    layout: Layout
    packs: int
    is_foreign: bool


def new_plan(root: Path, wanted: Wanted, *, write: bool = True) -> NewPlan:
    """Lay packs into the calendar; nothing that exists is overwritten, and without `write` nothing is written.

    Raises:
        SiteGenError: a year that is over, a time that is none, or a pack, an audience or a channel that does not exist.
        UnreadableError: something that the plan has to know of does not load.
        UnwritableError: a file may not be written; then none is.
    """
    if not _TIME.fullmatch(wanted.time):
        raise SiteGenError(f"--time {wanted.time} is not a time of day", hint="write it HH:MM, such as 09:00")
    if wanted.year < wanted.today.year:
        raise SiteGenError(f"{wanted.year} is over", hint=f"such as site-gen new plan {wanted.today.year + 1}")
    if wanted.year > _LAST_YEAR:
        raise SiteGenError(f"{wanted.year} is too far away to plan", hint=f"a year up to {_LAST_YEAR}")
    seasons = chosen_seasons(wanted.packs)
    site, locations = load_places(root)
    practice = _practice(root, site)
    layout = lay_out(seasons, _own_words(practice, site), practice.post_ids, _year(wanted, site, locations, practice))
    if write:
        language = site.default_language
        write_new(root, {one.post.path: post_to_markdown(one.post, _notes(one), language) for one in layout.laid})
    of = {template.id: season.slug for season in seasons for template in season.posts}
    packs = len({of[one.template.id] for one in layout.laid})
    return NewPlan(layout, packs, site.default_language.split("-")[0] != PACK_LANGUAGE)


def chosen_seasons(names: Sequence[str]) -> tuple[Season, ...]:
    """Give the packs of some names, or all of them.

    Raises:
        SiteGenError: there is no pack of a name.
    """
    seasons = load_seasons()
    _refuse_unknown("pack", names, [one.slug for one in seasons], "site-gen new plan --list shows them: ")
    return tuple(one for one in seasons if not names or one.slug in names)


def _practice(root: Path, site: Site) -> Practice:
    """Give what there is already; a post that does not load could stand on any day."""
    findings: list[Finding] = []
    practice = load_practice(root, site.default_language, (), findings)
    if findings:
        raise unreadable(findings[0])
    return practice


def _own_words(practice: Practice, site: Site) -> list[Post]:
    return [post for post in practice.posts if post.language == site.default_language]


def _year(wanted: Wanted, site: Site, locations: dict[str, Location], practice: Practice) -> Year:
    audiences = practice.audiences.audiences if practice.audiences is not None else ()
    channels = practice.channels.channels if practice.channels is not None else ()
    _refuse_unknown("audience", wanted.audiences, [one.id for one in audiences], f"{AUDIENCES} has ")
    known = list(dict.fromkeys((WEBSITE, *(one.id for one in channels))))
    _refuse_unknown("channel", wanted.channels, known, f"{CHANNELS} has ")
    return Year(
        wanted.year,
        wanted.time,
        site.time_zone,
        site.default_language,
        site.jurisdiction,
        wanted.today,
        _closed_days(wanted.year, site, list(locations.values())),
        audiences,
        channels,
        wanted.audiences,
        wanted.channels,
    )


def _closed_days(year: int, site: Site, locations: Sequence[Location]) -> dict[datetime.date, str]:
    """Give the days without an office: public holidays, and those on which all locations say that they are closed."""
    first = datetime.date(year, 1, 1)
    days = (datetime.date(year + 1, 1, 1) - first).days
    shut = Counter(one.on for place in locations for one in place.hours_exceptions if one.hours == _CLOSED)
    everywhere = {day: "all locations are closed" for day, count in shut.items() if count == len(locations)}
    return everywhere | {one.on: one.name for one in holidays_from(site.jurisdiction, first, days)}


def _notes(one: Laid) -> list[str]:
    """Give what whoever opens the file has to know, as comments."""
    return [
        *(f"A clinician makes sure: {what}" for what in one.template.for_clinician),
        *(f"To fill in: {what}" for what in one.template.to_fill),
    ]


def _refuse_unknown(word: str, wanted: Iterable[str], known: Sequence[str], hint: str) -> None:
    unknown = next((one for one in wanted if one not in known), None)
    if unknown is not None:
        raise SiteGenError(f"no {word} {unknown}", hint=hint + (", ".join(known) or "none"))
