"""One built page, parsed once: whatever several rules need of it is found once, and only when a rule asks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from site_gen.check.pages.addresses import Target
from site_gen.check.pages.hiding import Hiding, style_hides
from site_gen.check.pages.markup import Markup, read_markup
from site_gen.check.pages.plan import Plan, Surroundings
from site_gen.check.pages.seen import SeenNumber, SeenReview, read_numbers, read_reviews
from site_gen.check.rule import Key
from site_gen.html.tree import Node, attribute, parents, parse

_MAY_HIDE = (
    "[hidden], [popover], [style], template, noscript, dialog:not([open]), details:not([open]), "
    ':not(svg)[aria-hidden="true"]'
)
_LINKS = ":is([href], [src], [poster], [srcset], [action], [formaction], [ping], [data])"
_NAMES = ("href", "src", "poster", "srcset", "action", "formaction", "ping", "data")


class Link(NamedTuple):
    """An attribute that names an address."""

    node: Node
    name: str
    value: str


class Reading:
    """A page and the plan that it is held against."""

    def __init__(self, data: bytes, plan: Plan, around: Surroundings) -> None:
        self.data = data
        self.plan = plan
        self.around = around
        self.tree = parse(data.decode("utf-8", "replace"))

    @property
    def file(self) -> str:
        """The file of the output."""
        return self.plan.file

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Everything on the page that names an address, in its order; several addresses of one `srcset` apart."""
        found: list[Link] = []
        for node in self.tree.css(_LINKS):
            attributes = node.attributes
            for name in _NAMES:
                value = attributes.get(name)
                if value and name in ("srcset", "ping"):
                    parts = value.split(",") if name == "srcset" else value.split()
                    found.extend(Link(node, name, part.split()[0]) for part in parts if part.split())
                elif value is not None:
                    found.append(Link(node, name, value))
        return tuple(found)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Every id, in order; the names of old anchors too."""
        return (
            *(node.id or "" for node in self.tree.css("[id]")),
            *(attribute(node, "name") for node in self.tree.css("a[name]")),
        )

    @cached_property
    def is_indexed(self) -> bool:
        """Whether search engines may list the page."""
        robots = self.tree.css_first('meta[name="robots" i]')
        return robots is None or "noindex" not in attribute(robots, "content").lower()

    @cached_property
    def reviews(self) -> tuple[SeenReview, ...]:
        """Every review, in order."""
        return read_reviews(self.tree)

    @cached_property
    def numbers(self) -> tuple[SeenNumber, ...]:
        """Every number about reviews."""
        return read_numbers(self.tree)

    @cached_property
    def markup(self) -> Markup:
        """The blocks of JSON-LD."""
        return read_markup(self.tree)

    def target(self, link: Link) -> Target | None:
        """Give where a link leads on this site."""
        return self.around.addresses.target(link.value, self.file)

    def at(self, node: Node | None) -> Key:
        """Give the key of an element: its name, and which of that name it is."""
        if node is None or node.tag is None:
            return ()
        for number, one in enumerate(self.tree.css(node.tag)):
            if one.mem_id == node.mem_id:
                return (node.tag, number)
        return ()

    def hidden_by(self, node: Node) -> Node | None:
        """Give what keeps an element from being seen or read aloud: the element itself or one around it."""
        return next((one for one in (node, *parents(node)) if one.mem_id in self._hiding), None)

    def hidden_inside(self, node: Node) -> Iterator[Node]:
        """Give the elements inside of another one that are not seen."""
        inside = [(one, {outer.mem_id for outer in parents(one)}) for one in self._hiding_inside]
        yield from (one for one, outer in inside if node.mem_id in outer)

    def cut_by(self, node: Node) -> Node | None:
        """Give what may show only the beginning of an element: the element itself or one around it."""
        return next((one for one in (node, *parents(node)) if one.mem_id in self._cutting), None)

    def reordered_by(self, node: Node) -> Node | None:
        """Give what may show an element in another place: the element itself or one around it."""
        return next((one for one in (node, *parents(node)) if one.mem_id in self._reordering), None)

    @cached_property
    def _hiding(self) -> dict[int, Node]:
        selectors = ", ".join((_MAY_HIDE, *self._styles.hides))
        return {
            node.mem_id: node
            for node in self.tree.css(selectors)
            if "style" not in node.attributes
            or style_hides(attribute(node, "style"))
            or "hidden" in node.attributes
            or node.css_matches(", ".join((_MAY_HIDE.replace("[style], ", ""), *self._styles.hides)))
        }

    @cached_property
    def _hiding_inside(self) -> list[Node]:
        """The hidden elements that stand in a review."""
        reviews = {review.node.mem_id for review in self.reviews}
        return [one for one in self._hiding.values() if any(outer.mem_id in reviews for outer in parents(one))]

    @cached_property
    def _styles(self) -> Hiding:
        return self.around.hiding

    @cached_property
    def _cutting(self) -> frozenset[int]:
        return self._matched(self._styles.cuts)

    @cached_property
    def _reordering(self) -> frozenset[int]:
        return self._matched(self._styles.reorders)

    def _matched(self, selectors: tuple[str, ...]) -> frozenset[int]:
        return frozenset(node.mem_id for node in self.tree.css(", ".join(selectors))) if selectors else frozenset()
