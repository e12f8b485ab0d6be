"""Lays seasonal packs into the calendar of a year: each post on a day that is free on its channels."""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from site_gen.model.audience import Audience, Channel, years_of
from site_gen.model.post import WEBSITE, Post
from site_gen.model.season import DateRule, Season, SeasonPost

_SATURDAY = 5
_OLDEST_READER = 100
"""Where the ages of an audience end that are compared with those of a post: hardly anybody is older."""


class Year(NamedTuple):
    """What the year of a site is like.

    `time` is the local hour, HH:MM, at which posts go out, `language` that of the site. `closed` has the days without
    an office, with why. Nothing is laid on `today` or before. `only_channels` stand in for what packs suggest,
    `only_audiences` leave out posts for others; both are empty where everything is wanted.
    """

    year: int
    time: str
    zone: str
    language: str
    jurisdiction: str
    today: datetime.date
    closed: dict[datetime.date, str]
    audiences: Sequence[Audience] = ()
    channels: Sequence[Channel] = ()
    only_audiences: tuple[str, ...] = ()
    only_channels: tuple[str, ...] = ()


class Laid(NamedTuple):
    """A post of the plan; `meant_for` is the day of its rule, `moved` why it goes out on another one."""

    post: Post
    template: SeasonPost
    day: datetime.date
    meant_for: datetime.date
    moved: str = ""


class LeftOut(NamedTuple):
    """A post that the plan does not have, and why."""

    slug: str
    why: str


class Layout(NamedTuple):
    """The plan of a year, in order of its days."""

    laid: tuple[Laid, ...]
    left_out: tuple[LeftOut, ...]


def lay_out(seasons: Iterable[Season], posts: Iterable[Post], ids: Collection[str], year: Year) -> Layout:
    """Give the posts of some packs for a year, on working days on which none of their channels has a post already.

    `posts` are those of the site, in one language, `ids` the names of all their files. What is there already stays as
    it is and is not laid again.
    """
    taken = _taken(posts, year.zone)
    laid: list[Laid] = []
    left: list[LeftOut] = []
    for rule, template in _in_order(seasons, year):
        meant_for = rule.on(year.year)
        slug = f"{template.id}-{year.year}"
        channels = year.only_channels or _channels(template, year.channels)
        audiences = _audiences(template, year)
        if slug in ids:
            left.append(LeftOut(slug, "it is there already"))
        elif meant_for <= year.today:
            left.append(LeftOut(slug, f"its day was {meant_for}"))
        elif year.only_audiences and not audiences:
            left.append(LeftOut(slug, f"it is not for {' or '.join(year.only_audiences)}"))
        elif (found := _free_day(rule, channels, taken, year)) is None:
            left.append(LeftOut(slug, f"no day {_reach(rule)} {meant_for} is free on {_and(channels)}"))
        else:
            day, moved = found
            taken.update((channel, day) for channel in channels)
            laid.append(Laid(_post(template, slug, day, channels, audiences, year), template, day, meant_for, moved))
    return Layout(tuple(sorted(laid, key=lambda one: one.day)), tuple(left))


def _in_order(seasons: Iterable[Season], year: Year) -> list[tuple[DateRule, SeasonPost]]:
    """Give the posts that belong where the site is: those of a set day before those of a week, which can give way."""
    dated = (
        (rule.week is not None, rule.on(year.year), template, rule)
        for season in seasons
        for template in season.posts
        if (rule := template.rule_for(year.jurisdiction)) is not None
    )
    ordered = sorted(dated, key=lambda one: (one[0], one[1], one[2].id))
    return [(rule, template) for _, _, template, rule in ordered]


def _taken(posts: Iterable[Post], zone: str) -> set[tuple[str, datetime.date]]:
    """Give the days on which channels have a post, by the clock of the site."""
    here = zoneinfo.ZoneInfo(zone)
    dated = ((post, at) for post in posts if (at := post.goes_out_at(zone)) is not None)
    return {(channel, at.astimezone(here).date()) for post, at in dated for channel in post.channels}


def _free_day(
    rule: DateRule, channels: Sequence[str], taken: set[tuple[str, datetime.date]], year: Year
) -> tuple[datetime.date, str] | None:
    """Give the nearest day that is free, and what stands against the day itself."""
    moved = ""
    for day in _around(rule, year):
        against = _against(day, channels, taken, year)
        if not against:
            return day, moved
        moved = moved or against
    return None


def _around(rule: DateRule, year: Year) -> Iterator[datetime.date]:
    """Give the days around that of a rule that are still to come, nearest first and later before earlier."""
    day = rule.on(year.year)
    for distance in range(max(rule.earlier_days, rule.later_days) + 1):
        later = [day + datetime.timedelta(distance)] if distance <= rule.later_days else []
        earlier = [day - datetime.timedelta(distance)] if 0 < distance <= rule.earlier_days else []
        for one in (*later, *earlier):
            if one > year.today and one.year == year.year:
                yield one


def _reach(rule: DateRule) -> str:
    """Say how far a post may go from its day."""
    if rule.earlier_days == rule.later_days:
        return f"within {rule.later_days} days of"
    return f"from {rule.earlier_days} days before to {rule.later_days} after"


def _against(day: datetime.date, channels: Sequence[str], taken: set[tuple[str, datetime.date]], year: Year) -> str:
    """Give why nothing goes out on a day, or nothing."""
    if day in year.closed:
        return year.closed[day]
    if day.weekday() >= _SATURDAY:
        return day.strftime("%A")
    full = [channel for channel in channels if (channel, day) in taken]
    return f"{_and(full)} {'has' if len(full) == 1 else 'have'} a post" if full else ""


def _channels(template: SeasonPost, channels: Sequence[Channel]) -> tuple[str, ...]:
    """Give the channels of the site that a pack suggests, or the site itself where it has none of them."""
    own = [WEBSITE] if WEBSITE in template.platforms else []
    found = [channel.id for channel in channels if channel.platform in template.platforms]
    return tuple(dict.fromkeys(own + found)) or (WEBSITE,)


def _audiences(template: SeasonPost, year: Year) -> tuple[str, ...]:
    """Give the audiences of the site that a post is for."""
    fit = (one.id for one in year.audiences if _fits(template, one))
    return tuple(one for one in fit if not year.only_audiences or one in year.only_audiences)


def _fits(template: SeasonPost, audience: Audience) -> bool:
    """Tell whether at least half of the ages of an audience are those of a post; one without ages is everybody."""
    if not template.ages or not audience.ages:
        return True
    wanted = _years(template.ages)
    there = _years(audience.ages)
    return 2 * len(wanted & there) >= len(there)


def _years(bands: Iterable[str]) -> set[int]:
    spans = (years_of(band) for band in bands)
    return {age for first, last in spans for age in range(first, min(last, max(first, _OLDEST_READER)) + 1)}


def _post(
    template: SeasonPost,
    slug: str,
    day: datetime.date,
    channels: tuple[str, ...],
    audiences: tuple[str, ...],
    year: Year,
) -> Post:
    last = day + datetime.timedelta(template.lasts_days) if template.lasts_days is not None else None
    sources = ", ".join(f"[{source.name}]({source.url})" for source in template.sources)
    word = "Source" if len(template.sources) == 1 else "Sources"
    return Post(
        path=f"content/posts/{slug}.md",
        slug=slug,
        language=year.language,
        body=template.body.strip() + "\n" + (f"\n{word}: {sources}.\n" if sources else ""),
        title=template.title,
        summary=template.summary,
        date=f"{day.isoformat()}T{year.time}",
        zone=year.zone,
        expires=last.isoformat() if last is not None else None,
        channels=channels,
        audiences=audiences,
        topics=template.topics,
        key_facts=template.key_facts,
        call_to_action=template.call_to_action,
        status=template.status,
    )


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
