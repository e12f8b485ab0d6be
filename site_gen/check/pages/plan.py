"""What a built page is to show, out of content and log: the other half of every comparison."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

import msgspec

from site_gen.check.pages.addresses import SiteAddresses
from site_gen.check.pages.hiding import Hiding
from site_gen.model.location import Location
from site_gen.model.placed import Placed
from site_gen.model.provider import Provider
from site_gen.model.standing import Standing

WHOLE_SITE = ""
"""What the standing of the whole site is called among those of providers."""


class Surroundings(msgspec.Struct, frozen=True, kw_only=True):
    """What all pages of a build share.

    `hiding` is what the style sheets can hide; `assets` are sizes in bytes by file; `locations` are by slug; `how` is
    the path of the page about how reviews are collected. `located` gives, for media that say where they were taken,
    what says so, by the file that is to be mended; nothing for one that could not be read. `active` gives what in a
    drawing could run or ask another host, `moving` are pictures with more frames than one. `made` are the keys of
    pictures that the build makes when a page shows them.
    """

    addresses: SiteAddresses
    hiding: Hiding
    assets: Mapping[str, int]
    locations: Mapping[str, Location]
    site_phone: str
    how: str
    located: Mapping[str, tuple[str, ...]] = {}
    active: Mapping[str, tuple[str, ...]] = {}
    moving: Collection[str] = ()
    made: Collection[str] = ()


class ReviewPart(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The reviews of a provider's page: those that belong on it, in their order, and how many of its places are empty.

    `received` are the months, or years, of receipt by id as the site tells them.
    `archives` are the files of static pages of reviews in the same language to which the page is to link; from one to
    the next all are reached.
    `elsewhere` are texts that other sites show and this one may not.
    """

    placed: tuple[Placed, ...]
    received: Mapping[str, str] = {}
    gap: int = 0
    archives: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """One page: its file, its language, and whose page it is.

    `standings` are by permanent id of the provider; that of the whole site is called `WHOLE_SITE`, and a page
    of a provider lacks it.
    `location` is set on a location's own page, `phones_there` are the numbers of the place and of those who work there.
    `is_profile` marks a provider's page, in contrast to older reviews.
    """

    file: str
    language: str = ""
    standings: Mapping[str, Standing] = {}
    provider: Provider | None = None
    phones: frozenset[str] = frozenset()
    reviews: ReviewPart | None = None
    location: Location | None = None
    phones_there: frozenset[str] = frozenset()
    is_profile: bool = False

    @property
    def total(self) -> Standing | None:
        """What all reviews of the site add up to; None on a provider's page."""
        return self.standings.get(WHOLE_SITE)


class Asked(Mapping[str, Standing]):
    """Standings, and which of them were asked for, there or not: what is said of a page depends on no others."""

    def __init__(self, standings: Mapping[str, Standing]) -> None:
        self._standings = standings
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> Standing:
        self.names.add(name)
        return self._standings[name]

    def __iter__(self) -> Iterator[str]:
        self.names.update(self._standings)
        return iter(self._standings)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Mark(NamedTuple):
    """A hidden segment in a text."""

    segment: int
    reason: str


def parts_of(placed: Placed) -> list[str | Mark]:
    """Give the text of a review as it is to be shown: stretches of text, and a mark for each hidden segment."""
    reasons = {hidden.segment: hidden.reason for hidden in placed.hidden}
    parts: list[str | Mark] = []
    for index, segment in enumerate(placed.segments):
        if index in reasons:
            parts.append(Mark(index, reasons[index]))
        elif parts and isinstance(parts[-1], str):
            parts[-1] += segment
        elif segment:
            parts.append(segment)
    return parts


def is_covered(placed: Placed, field: str) -> bool:
    """Tell whether a field of a review is hidden."""
    return any(hidden.field == field for hidden in placed.hidden_fields)
