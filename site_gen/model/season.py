"""Seasonal packs: posts that every practice could have in its year, and the days on which they belong.

They ship with the package, below `site_gen/data/seasons/`; `site-gen new plan` lays them into a calendar.
"""

from __future__ import annotations

import calendar
import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from site_gen.model.audience import AgeBand, Platform, ReachSource, check_unique, years_of
from site_gen.model.base import Content, Prose, Slug, Text
from site_gen.model.post import CallToAction

Place = Literal["US", "UK", "EU", "FR", "AU", "other"]
"""A jurisdiction of `site.yaml`; `other` for all that have no rule of their own."""
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Nth = Literal["first", "second", "third", "fourth", "last"]

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NTHS = ("first", "second", "third", "fourth")
MOST_MOVED = 10
"""So many days from the day of its rule a post is moved at most."""
_COMMON_YEAR = 2027
"""Any year without a leap day."""


class DateRule(Content, frozen=True, kw_only=True):
    """A day that comes back every year.

    With `day`, that day of the month. With `nth` and `weekday`, such as the first Friday of February. With `week` and
    `weekday`, a day of the month's first, second, third or fourth week, which are those whose Monday is in the month.
    `plus_days` counts on from there, or back. Where the day is taken, the post moves by `earlier_days` or `later_days`
    at most: what says that something has begun has none of the first.
    """

    month: Annotated[int, Meta(ge=1, le=12, description="a month, 1 to 12")]
    day: Annotated[int, Meta(ge=1, le=31, description="a day of the month")] | None = None
    nth: Nth | None = None
    week: Nth | None = None
    weekday: Weekday | None = None
    plus_days: Annotated[int, Meta(ge=-31, le=31, description="days, 31 at most")] = 0
    earlier_days: Annotated[int, Meta(ge=0, le=MOST_MOVED, description="0 to 10 days")] = MOST_MOVED
    later_days: Annotated[int, Meta(ge=0, le=MOST_MOVED, description="0 to 10 days")] = MOST_MOVED

    def __post_init__(self) -> None:
        given = [name for name in ("day", "nth", "week") if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"a date has one of day, nth and week, found {' and '.join(given) or 'none'}")
        if (self.weekday is None) != (self.day is not None):
            raise ValueError("weekday belongs to nth and week, and not to day")
        if self.day is not None and self.day > calendar.monthrange(_COMMON_YEAR, self.month)[1]:
            raise ValueError(f"there is not every year a day {self.day} in month {self.month}")

    def on(self, year: int) -> datetime.date:
        """Give the day in a year."""
        if self.day is not None:
            return datetime.date(year, self.month, self.day) + datetime.timedelta(self.plus_days)
        assert self.weekday is not None, "whoever has no day has a weekday"
        weekday = _WEEKDAYS.index(self.weekday)
        if self.nth is not None:
            found = _nth_weekday(year, self.month, weekday, self.nth)
        else:
            assert self.week is not None, "one of the three is there"
            found = _nth_weekday(year, self.month, 0, self.week) + datetime.timedelta(weekday)
        return found + datetime.timedelta(self.plus_days)

    @property
    def words(self) -> str:
        """The rule as somebody would say it: `first Friday of February`."""
        month = calendar.month_name[self.month]
        if self.day is not None:
            base = f"{month} {self.day}"
        elif self.nth is not None:
            base = f"the {self.nth} {(self.weekday or '').title()} of {month}"
        else:
            base = f"the {(self.weekday or '').title()} of the {self.week} week of {month}"
        if self.plus_days:
            count = abs(self.plus_days)
            direction = "after" if self.plus_days > 0 else "before"
            return f"{count} {'day' if count == 1 else 'days'} {direction} {base}"
        return base.removeprefix("the ")


class SeasonPost(Content, frozen=True, kw_only=True):
    """A post before it has a year. Its id gets the year behind it: `wear-red` becomes `wear-red-2027`.

    `dates` are by jurisdiction; where neither that of the site nor `other` is there, the post is not for that site.
    `ages` are those of whom it is for, nobody in particular without; `platforms` where it fits. `sources` are where
    its facts stand, `for_clinician` is what somebody with medical training makes sure of before it goes out, `to_fill`
    what only the practice knows. `lasts_days` is how long it stays on the site.
    """

    id: Slug
    dates: Annotated[dict[Place, DateRule], Meta(min_length=1, description="at least one date")]
    title: Text
    summary: Text
    body: Prose
    platforms: Annotated[tuple[Platform, ...], Meta(min_length=1, description="at least one platform")]
    ages: tuple[AgeBand, ...] = ()
    topics: Annotated[tuple[Slug, ...], Meta(min_length=1, description="at least one topic")]
    key_facts: tuple[Text, ...] = ()
    call_to_action: CallToAction | None = None
    sources: tuple[ReachSource, ...] = ()
    for_clinician: tuple[Text, ...] = ()
    to_fill: tuple[Text, ...] = ()
    status: Literal["idea", "draft"] = "draft"
    lasts_days: Annotated[int, Meta(ge=1, le=366, description="a whole number of days up to 366")] | None = None

    def __post_init__(self) -> None:
        for band in self.ages:
            years_of(band)

    def rule_for(self, jurisdiction: str) -> DateRule | None:
        """Give the rule of its day where a site is, or None where it does not belong."""
        return next((rule for place, rule in self.dates.items() if place == jurisdiction), self.dates.get("other"))


class Season(Content, frozen=True, kw_only=True):
    """One pack: a few posts about one occasion."""

    path: str = msgspec.field(name="@path")
    slug: Slug = msgspec.field(name="@slug")
    name: Text
    posts: Annotated[tuple[SeasonPost, ...], Meta(min_length=1, description="at least one post")]

    def __post_init__(self) -> None:
        check_unique(one.id for one in self.posts)


def _nth_weekday(year: int, month: int, weekday: int, nth: Nth) -> datetime.date:
    days = calendar.monthrange(year, month)[1]
    first = datetime.date(year, month, 1)
    found = [first + datetime.timedelta(day) for day in range(days) if (first.weekday() + day) % 7 == weekday]
    return found[-1] if nth == "last" else found[_NTHS.index(nth)]
