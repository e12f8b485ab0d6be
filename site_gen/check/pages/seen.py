"""Reviews and numbers as a page of any theme shows them, by the attributes that every theme writes.

Source: `review-log.md`, "In the page".
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from site_gen.html.tree import Node, Tree, attribute, parents
from site_gen.html.words import squeezed

_PREFIX = "review-"
_PARTS = "article, [data-field], [data-review-text], mark[data-segment]"


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
    fields: list[SeenField] = []
    texts: list[Node] = []
    marks: list[Node] = []

    def named(self, name: str) -> list[SeenField]:
        """Give the fields of a name."""
        return [field for field in self.fields if field.name == name]

    def labelled(self, label: str) -> list[SeenField]:
        """Give the labels of a kind."""
        return [field for field in self.fields if field.label == label]


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


def read_reviews(tree: Tree) -> tuple[SeenReview, ...]:
    """Give every review of a page: each article that has the id of one."""
    found: dict[int, SeenReview] = {}
    for node in tree.css(_PARTS):
        attributes = node.attributes
        if node.tag == "article":
            id_ = attributes.get("id") or ""
            if id_.startswith("review-r-"):
                leaf = attributes.get("data-log-index") or ""
                found[node.mem_id] = SeenReview(node=node, id=id_.removeprefix(_PREFIX), leaf=leaf)
            continue
        review = next((found[outer.mem_id] for outer in parents(node) if outer.mem_id in found), None)
        if review is None:
            continue
        if "data-review-text" in attributes:
            review.texts.append(node)
        elif node.tag == "mark":
            review.marks.append(node)
        elif name := attributes.get("data-field"):
            value, label = attributes.get("data-value") or "", attributes.get("data-label") or ""
            review.fields.append(SeenField(node, name, value, node.text(), label))
    return tuple(found.values())


def read_numbers(tree: Tree) -> tuple[SeenNumber, ...]:
    """Give every number about reviews that says what it counts."""
    found = []
    for node in tree.css(":is([data-count], [data-average])"):
        attributes = node.attributes
        provider = aspect = ""
        for outer in parents(node):
            provider = provider or attribute(outer, "data-provider")
            aspect = aspect or attribute(outer, "data-aspect")
        found.append(
            SeenNumber(
                node=node,
                name="average" if "data-average" in attributes else attributes.get("data-count") or "",
                reason=attributes.get("data-reason") or "",
                by=attributes.get("data-by") or "",
                of=attributes.get("data-of") or "",
                aspect=attributes.get("data-aspect") or aspect,
                provider=provider,
                value=attributes.get("value") or "",
                text=squeezed(node.text()),
            )
        )
    return tuple(found)
