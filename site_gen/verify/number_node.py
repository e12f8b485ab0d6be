"""One number on a page, as the page says it: what it counts, its words, what is drawn of it, and its headings.

Source: `review-log.md`, "In the page".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from site_gen.html.words import squeezed
from site_gen.verify.card_node import Card, Cards
from site_gen.verify.html import Graphic, graphics, hides
from site_gen.verify.tree import Tree, around, before, children, inside, text

_SPANS = frozenset({"colspan", "rowspan"})
"""Cells that stand in more than one row or column, so that nobody can tell what heads the others."""

_OF_NUMBERS = frozenset({"value"})
"""What a number may have besides what every element may."""


class _Table(NamedTuple):
    """Of a table: whether cells span others, the cells of each row, and those of each row of its head."""

    spans: bool
    rows: dict[int, list[int]]
    heads: list[list[int]]


class Heading(msgspec.Struct, frozen=True, gc=False):
    """Words over a number, of its row or its column: `stars`, `5`, and how that reads."""

    name: str
    value: str
    text: str


class Number(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A number that a page gives.

    `name` is the count's or `average`, `reason` is empty but for parts of withheld, `by` and `of` name another part
    (`stars`, `5`), `aspect` the question of an average. `provider` is whose number it is by the elements around it,
    `card` what it stands in on a page of others.
    `hidden` names what keeps it, or a part of it, from being seen.
    """

    name: str
    reason: str = ""
    by: str = ""
    of: str = ""
    aspect: str = ""
    provider: str = ""
    card: Card | None = None
    value: str
    text: str
    graphics: tuple[Graphic, ...] = ()
    headings: tuple[Heading, ...] = ()
    hidden: str = ""


def read_numbers(tree: Tree, places: Iterable[int]) -> tuple[Number, ...]:
    """Read the numbers at these places. Never fails."""
    tables: dict[int, _Table] = {}
    cards = Cards(tree)
    return tuple([_read_number(tree, place, tables, cards) for place in places])


def _read_number(tree: Tree, place: int, tables: dict[int, _Table], cards: Cards) -> Number:
    tag = tree.tags[place]
    attributes = tag.attributes
    aspect, owners = attributes.get("data-aspect", ""), [place] if attributes.get("data-provider") else []
    for outer in around(tree, place):
        given = tree.tags[outer].attributes
        aspect = aspect or given.get("data-aspect", "")
        if given.get("data-provider"):
            owners.append(outer)
    return Number(
        name="average" if "data-average" in attributes else attributes["data-count"],
        reason=attributes.get("data-reason", ""),
        by=attributes.get("data-by", ""),
        of=attributes.get("data-of", ""),
        aspect=aspect,
        provider=tree.tags[owners[0]].attributes["data-provider"] if owners else "",
        card=cards.of(place, owners),
        value=attributes.get("value", ""),
        text=squeezed(text(tree, place)),
        graphics=graphics(tree, place),
        headings=tuple(_headings(tree, place, tables)),
        hidden="it"
        if tag.is_hidden or set(tag.others) - _OF_NUMBERS
        else hides(tree, place, number=True) or _covers(tree, place),
    )


def _covers(tree: Tree, place: int) -> str:
    """Say which element in a number may keep a part of it from being seen; pictures are compared as a whole."""
    for child in children(tree, place):
        tag = tree.tags[child]
        if tag.name != "svg":
            if tag.name != "span" or tag.is_hidden or tag.others:
                return f"<{tag.name}>"
            if deeper := _covers(tree, child):
                return deeper
    return ""


def _headings(tree: Tree, place: int, tables: dict[int, _Table]) -> Iterator[Heading]:
    """Give the visible headings of a number in a table or a list of terms. One that is no `data-word` says nothing."""
    tags = tree.tags
    cell = next((outer for outer in around(tree, place) if tags[outer].name in ("dd", "td")), -1)
    if cell < 0:
        return
    heads = _term(tree, cell) if tags[cell].name == "dd" else _row_and_column(tree, cell, tables)
    for head in heads:
        given = tags[head].attributes
        is_plain = next(children(tree, head), None) is None
        if "data-word" in given and is_plain and not _is_unseen(tree, head):
            yield Heading(given["data-word"], given.get("data-value", ""), squeezed(text(tree, head)))


def _is_unseen(tree: Tree, place: int) -> bool:
    return any(tree.tags[one].is_hidden for one in (place, *around(tree, place)))


def _term(tree: Tree, cell: int) -> list[int]:
    term = before(tree, cell)
    return [term] if term >= 0 and tree.tags[term].name == "dt" else []


def _row_and_column(tree: Tree, cell: int, tables: dict[int, _Table]) -> list[int]:
    table = next((outer for outer in around(tree, cell) if tree.tags[outer].name == "table"), -1)
    if table < 0:
        return []
    if table not in tables:
        tables[table] = _read_table(tree, table)
    spans, rows, heads = tables[table]
    if spans:
        return []
    cells = rows.get(tree.parents[cell], [cell])
    place = bisect_left(cells, cell)
    columns = heads[0] if len(heads) == 1 and len(heads[0]) == len(cells) else []
    return [head for head in (*cells[:1], *columns[place : place + 1]) if tree.tags[head].name == "th"]


def _read_table(tree: Tree, table: int) -> _Table:
    elements = list(inside(tree, table))
    spans = any(not _SPANS.isdisjoint(tree.tags[one].attributes) for one in (table, *elements))
    rows = {one: list(children(tree, one)) for one in elements if tree.tags[one].name == "tr"}
    in_head = [row for row in rows if any(tree.tags[outer].name == "thead" for outer in around(tree, row))]
    return _Table(spans, rows, [rows[row] for row in in_head])
