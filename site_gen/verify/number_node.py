"""One number on a page, as the page says it: what it counts, its words, what is drawn of it, and its headings.

Source: `review-log.md`, "In the page".
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from site_gen.html.tree import Node, attribute, children, parents
from site_gen.html.words import squeezed
from site_gen.verify.html import Graphic, graphics, hides, is_hidden

_SPANS = ":is([colspan], [rowspan])"
"""Cells that stand in more than one row or column, so that nobody can tell what heads the others."""


class Heading(msgspec.Struct, frozen=True, gc=False):
    """Words over a number, of its row or its column: `stars`, `5`, and how that reads."""

    name: str
    value: str
    text: str


class Number(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A number that a page gives.

    `name` is the count's or `average`, `reason` is empty but for parts of withheld, `by` and `of` name another part
    (`stars`, `5`), `aspect` the question of an average. `provider` is whose number it is by the elements around it.
    `hidden` names what keeps it, or a part of it, from being seen.
    """

    name: str
    reason: str = ""
    by: str = ""
    of: str = ""
    aspect: str = ""
    provider: str = ""
    value: str
    text: str
    graphics: tuple[Graphic, ...] = ()
    headings: tuple[Heading, ...] = ()
    hidden: str = ""


def read_number(node: Node) -> Number:
    """Read one number. Never fails."""
    provider = aspect = ""
    for outer in (node, *parents(node)):
        provider = provider or attribute(outer, "data-provider")
        aspect = aspect or attribute(outer, "data-aspect")
    return Number(
        name="average" if "data-average" in node.attributes else attribute(node, "data-count"),
        reason=attribute(node, "data-reason"),
        by=attribute(node, "data-by"),
        of=attribute(node, "data-of"),
        aspect=aspect,
        provider=provider,
        value=attribute(node, "value"),
        text=squeezed(node.text()),
        graphics=graphics(node),
        headings=tuple(_headings(node)),
        hidden="it" if is_hidden(node) else hides(node, number=True) or _covers(node),
    )


def _covers(node: Node) -> str:
    """Say which element in a number may keep a part of it from being seen; pictures are compared as a whole."""
    for child in children(node):
        if child.is_element_node and child.tag != "svg":
            if child.tag != "span" or is_hidden(child):
                return f"<{child.tag}>"
            if deeper := _covers(child):
                return deeper
    return ""


def _headings(node: Node) -> Iterator[Heading]:
    """Give the visible headings of a number in a table or a list of terms. One that is no `data-word` says nothing."""
    cell = next((outer for outer in parents(node) if outer.tag in ("dd", "td")), None)
    if cell is None or cell.parent is None:
        return
    heads = _term(cell) if cell.tag == "dd" else _row_and_column(cell)
    for head in heads:
        plain = all(child.is_text_node for child in children(head))
        if "data-word" in head.attributes and plain and not any(map(is_hidden, (head, *parents(head)))):
            yield Heading(attribute(head, "data-word"), attribute(head, "data-value"), squeezed(head.text()))


def _term(cell: Node) -> list[Node]:
    before = cell.prev
    while before is not None and not before.is_element_node:
        before = before.prev
    return [before] if before is not None and before.tag == "dt" else []


def _row_and_column(cell: Node) -> list[Node]:
    row = cell.parent
    table = next((outer for outer in parents(cell) if outer.tag == "table"), None)
    if row is None or table is None or table.css_first(_SPANS) is not None:
        return []
    cells = _elements(row)
    place = next(place for place, one in enumerate(cells) if one.mem_id == cell.mem_id)
    heads = [_elements(one) for one in table.css("thead tr")]
    columns = heads[0] if len(heads) == 1 and len(heads[0]) == len(cells) else []
    return [head for head in (*cells[:1], *columns[place : place + 1]) if head.tag == "th"]


def _elements(node: Node) -> list[Node]:
    return [child for child in children(node) if child.is_element_node]
