"""What came of posts: visits, appointments and revenue by channel and age band, as far as they may be shown.

A report must not say how a handful of patients got to the practice. The rule is that of the Centers for Medicare &
Medicaid Services: no cell of 1 to 10 people, and none that can be reckoned from others. Every sum here is one of cells
that are shown, so that no difference of two of them is a hidden cell; and what is hidden adds up to eleven or more.

Source: CMS Cell Size Suppression Policy, 26 January 2024, <https://resdac.org/node/1506>.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import msgspec

from site_gen.model.audience import Audience, years_of

SMALLEST_SHOWN = 11
"""A cell with fewer visits or appointments, but some, is hidden."""
NO_AGES = "not known"
"""The band of rows whose age is not given."""

NO_SOURCE = "no utm_source"
OTHER_SOURCE = "a utm_source that is no channel"


class Row(NamedTuple):
    """A row of an export: `source` and `content` as in the link, `ages` a band or `NO_AGES`.

    `visits` is None where the export does not count them, `revenue` where it has no money.
    """

    source: str
    content: str
    ages: str
    visits: int | None
    conversions: int
    revenue: Decimal | None


class Cell(NamedTuple):
    """A channel and an age band, or an audience: what its rows add up to."""

    channel: str
    group: str
    visits: int | None
    conversions: int
    revenue: Decimal | None


class Attribution(msgspec.Struct, frozen=True):
    """What came of posts, as a report may show it.

    `by_ages` are the cells that may be shown, by channel and age band; `hidden` names the channels and bands of the
    others. `by_audience` are sums of shown cells: a band counts for every audience whose ages hold all of it, and for
    `others` where there is none; `partial` names the channels and audiences of which a band is hidden. `rows` is None
    where even that number is too small. `unknown` counts the rows that joined no channel, by reason, `unknown_posts`
    those that name a post which is not here. `uncounted` are audiences without ages, and those whose ages hold no band
    of the export.
    """

    rows: int | None
    by_ages: tuple[Cell, ...]
    hidden: tuple[tuple[str, str], ...]
    by_audience: tuple[Cell, ...]
    others: tuple[Cell, ...]
    partial: frozenset[tuple[str, str]]
    uncounted: tuple[str, ...]
    unknown: dict[str, int]
    unknown_posts: int


def attribute(
    rows: Sequence[Row], channels: Collection[str], audiences: Iterable[Audience], posts: Collection[str]
) -> Attribution:
    """Add up the rows of an export by channel and age band, hide what is small, and add up audiences of the rest."""
    sums: dict[tuple[str, str], Cell] = {}
    unknown = {NO_SOURCE: 0, OTHER_SOURCE: 0}
    unknown_posts = 0
    for row in rows:
        if row.source not in channels:
            unknown[OTHER_SOURCE if row.source else NO_SOURCE] += 1
            continue
        unknown_posts += row.content != "" and row.content not in posts
        cell = Cell(row.source, row.ages, row.visits, row.conversions, row.revenue)
        before = sums.get((row.source, row.ages))
        sums[row.source, row.ages] = cell if before is None else _sum(row.source, row.ages, (before, cell))
    shown, hidden = _without_small(sums)
    by_id = {one.id: one for one in audiences}
    known = {name: one for name, one in by_id.items() if one.ages}
    counted = {name for _, band in sums for name in _audiences_of(band, known)}
    joined = len(rows) - sum(unknown.values())
    too_small = bool(hidden) and not shown and joined < SMALLEST_SHOWN
    return Attribution(
        rows=None if too_small else len(rows),
        by_ages=tuple(shown),
        hidden=tuple((one.channel, one.group) for one in hidden),
        by_audience=tuple(_by_audience(shown, known)),
        others=tuple(_grouped((one, "") for one in shown if not _audiences_of(one.group, known))),
        partial=frozenset((one.channel, name) for one in hidden for name in _audiences_of(one.group, known)),
        uncounted=tuple(name for name in by_id if name not in counted),
        unknown=unknown,
        unknown_posts=unknown_posts,
    )


def total(cells: Iterable[Cell]) -> Cell:
    """Add up cells that are shown."""
    return _sum("", "", tuple(cells))


def _without_small(sums: Mapping[tuple[str, str], Cell]) -> tuple[list[Cell], list[Cell]]:
    """Give the cells that may be shown, and the others; of a file whose rows are known the hidden sum is known, too.

    So while that is below eleven the smallest shown cell with somebody in it is hidden as well.
    """
    ordered = [sums[key] for key in sorted(sums, key=lambda key: (key[0], _order(key[1])))]
    hidden = {(one.channel, one.group) for one in ordered if _is_small(one)}
    by_size = sorted((one for one in ordered if one.conversions), key=lambda one: (one.conversions, one[:2]))
    while 0 < sum(one.conversions for one in ordered if one[:2] in hidden) < SMALLEST_SHOWN:
        further = next((one for one in by_size if one[:2] not in hidden), None)
        if further is None:
            break
        hidden.add((further.channel, further.group))
    shown = [one for one in ordered if one[:2] not in hidden]
    return shown, [one for one in ordered if one[:2] in hidden]


def _is_small(cell: Cell) -> bool:
    few = any(0 < (count or 0) < SMALLEST_SHOWN for count in (cell.visits, cell.conversions))
    return few or (bool(cell.revenue) and cell.conversions < SMALLEST_SHOWN)


def _by_audience(shown: Iterable[Cell], audiences: Mapping[str, Audience]) -> Iterable[Cell]:
    return _grouped((cell, name) for cell in shown for name in _audiences_of(cell.group, audiences))


def _grouped(cells: Iterable[tuple[Cell, str]]) -> Iterable[Cell]:
    found: dict[tuple[str, str], list[Cell]] = {}
    for cell, group in cells:
        found.setdefault((group, cell.channel), []).append(cell)
    for (group, channel), parts in sorted(found.items()):
        yield _sum(channel, group, tuple(parts))


def _audiences_of(band: str, audiences: Mapping[str, Audience]) -> list[str]:
    if band == NO_AGES:
        return []
    first, last = years_of(band)
    years = set(range(first, last + 1))
    return [
        name
        for name, audience in audiences.items()
        if years <= {year for ages in audience.ages for year in range(years_of(ages)[0], years_of(ages)[1] + 1)}
    ]


def _sum(channel: str, group: str, cells: Sequence[Cell]) -> Cell:
    visits = [one.visits for one in cells if one.visits is not None]
    revenue = [one.revenue for one in cells if one.revenue is not None]
    return Cell(
        channel,
        group,
        sum(visits) if visits else None,
        sum(one.conversions for one in cells),
        sum(revenue, Decimal()) if revenue else None,
    )


def _order(band: str) -> tuple[int, int]:
    return (200, 0) if band == NO_AGES else years_of(band)
