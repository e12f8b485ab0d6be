"""Reviews and numbers as a page of any theme shows them, by the attributes that every theme writes.

Source: `review-log.md`, "In the page".
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from site_gen.html.elements import Elements
from site_gen.html.tree import Node, nearest
from site_gen.html.words import squeezed

_PREFIX = "review-"
_ID = "review-r-"
_PARTS = ":is([data-field], [data-review-text], mark[data-segment]):not(article)"


class SeenField(NamedTuple):
    """A field of a review: its name, its exact value, the words on the page, and the attributes that say more."""

    node: Node
    name: str
    value: str
    text: str
    label: str


class SeenReview(msgspec.Struct, kw_only=True, gc=False):
    """A review on a page. `texts` are the elements of its text, `marks` those in the place of hidden segments."""

    node: Node
    id: str
    leaf: str
    fields: dict[str, list[SeenField]] = {}
    labels: dict[str, list[SeenField]] = {}
    texts: list[Node] = []
    marks: list[Node] = []

    def named(self, name: str) -> list[SeenField]:
        """Give the fields of a name."""
        return self.fields.get(name, [])

    def labelled(self, label: str) -> list[SeenField]:
        """Give the labels of a kind."""
        return self.labels.get(label, [])


class SeenNumber(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A number about reviews: what it counts, of which part, its value and its words; `name` may be `average`."""

    node: Node
    name: str
    reason: str
    by: str
    of: str
    aspect: str
    provider: str
    value: str
    text: str


def read_reviews(elements: Elements) -> tuple[SeenReview, ...]:
    """Give every review of a page: each article that has the id of one."""
    reviews = [
        SeenReview(node=article.node, id=id_.removeprefix(_PREFIX), leaf=article.value("data-log-index"))
        for article in elements.tagged("article")
        if (id_ := article.value("id")).startswith(_ID)
    ]
    # What stands in a review inside of another one is of the inner one, which comes later.
    parts = {node.mem_id: (node, review) for review in reviews for node in review.node.css(_PARTS)}
    for node, review in parts.values():
        _add(review, node)
    return tuple(reviews)


def _add(review: SeenReview, node: Node) -> None:
    attributes = node.attributes
    if "data-review-text" in attributes:
        review.texts.append(node)
    elif node.tag == "mark":
        review.marks.append(node)
    elif name := attributes.get("data-field"):
        label = attributes.get("data-label") or ""
        field = SeenField(node, name, attributes.get("data-value") or "", node.text(), label)
        review.fields.setdefault(name, []).append(field)
        review.labels.setdefault(label, []).append(field)


def read_numbers(elements: Elements) -> tuple[SeenNumber, ...]:
    """Give every number about reviews that says what it counts."""
    found = elements.having("data-count", "data-average")
    providers = _naming(elements, "data-provider") if found else {}
    aspects = _naming(elements, "data-aspect") if found else {}
    provider_of: dict[int, Node | None] = {}
    aspect_of: dict[int, Node | None] = {}
    numbers = []
    for element in found:
        outer = element.node.parent
        provider = nearest(outer, providers, provider_of) if outer is not None else None
        aspect = nearest(outer, aspects, aspect_of) if outer is not None else None
        numbers.append(
            SeenNumber(
                node=element.node,
                name="average" if "data-average" in element.attributes else element.value("data-count"),
                reason=element.value("data-reason"),
                by=element.value("data-by"),
                of=element.value("data-of"),
                aspect=element.value("data-aspect") or (aspects[aspect.mem_id] if aspect is not None else ""),
                provider=providers[provider.mem_id] if provider is not None else "",
                value=element.value("value"),
                text=squeezed(element.node.text()),
            )
        )
    return tuple(numbers)


def _naming(elements: Elements, attribute: str) -> dict[int, str]:
    """Give the values of an attribute by `mem_id` of its elements, where there is one."""
    return {one.node.mem_id: value for one in elements.having(attribute) if (value := one.value(attribute))}
